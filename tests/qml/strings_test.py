#!/usr/bin/env python3
"""Every id that a screen or a view model asks for is in strings.json, in both languages and with the same placeholders."""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ID = re.compile(r"""\b(?:q[st]TrId|counted|fact)\(\s*"([^"]+)\"""")


def load(*texts):
    flat = [(key, entry) for text in texts for group in json.loads(text).values() for key, entry in group.items()]
    names = [key for key, _ in flat]
    return dict(flat), sorted({key for key in names if names.count(key) > 1})


def used_ids(files):
    for name, text in files:
        for found in ID.findall(text):
            yield name, found


def placeholders(text):
    return sorted(set(re.findall(r"%(?:[1-9]|n)", text)))


def errors(strings, doubled, files):
    yield from (f"{key}: stands twice" for key in doubled)
    yield from (f"{name}: {key} is not in strings.json" for name, key in used_ids(files) if key not in strings)
    for key, (zh, en) in strings.items():
        for form in en if isinstance(en, list) else [en]:
            if placeholders(form) != placeholders(zh):
                yield f"{key}: placeholders differ: {zh} / {form}"
            if re.search(r"[\u4e00-\u9fff]", form) and key != "settings.language":
                yield f"{key}: Chinese in the English text"


def untranslated(files):
    """Chinese text written into a screen instead of being asked for by id (names of languages excepted)."""
    for name, text in files:
        bare = re.sub(r"//.*|/\*.*?\*/", "", text)
        for found in re.findall(r'"([^"\n]*[\u4e00-\u9fff][^"\n]*)"', bare):
            if found not in ("中", "中文", "，"):
                yield f"{name}: {found}: ask for it by id"


def sources():
    for folder, pattern in (("qml", "*.qml"), ("client", "*.cpp"), ("client", "*.hpp")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def self_test():
    strings, doubled = load('{"a": {"x": ["一 %1", "one"]}, "b": {"x": ["二", "two"]}}')
    found = list(errors(strings, doubled, [("p.qml", 'qsTrId("y")')])) + list(untranslated([("p.qml", 'text: "今日"')]))
    missed = list(errors({"x": ["一 %1", "one"]}, [], []))
    return doubled == ["x"] and any("y is not" in f for f in found) and any("今日" in f for f in found) and len(missed) == 1


def main():
    if not self_test():
        sys.exit("strings_test cannot fail: the checker is broken")
    strings, doubled = load(*(path.read_text(encoding="utf-8") for path in sorted((ROOT / "qml" / "i18n").glob("*.json"))))
    files = list(sources())
    messages = list(errors(strings, doubled, files)) + list(untranslated([f for f in files if f[0].startswith("qml/") and "/gallery/" not in f[0]]))
    print("\n".join(messages) if messages else f"{len(strings)} strings in two languages")
    sys.exit(1 if messages else 0)


if __name__ == "__main__":
    main()
