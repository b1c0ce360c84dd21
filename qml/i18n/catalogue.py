#!/usr/bin/env python3
"""Turns strings.json (pages) and viewmodels.json (C++) into Qt's .ts files, which lrelease compiles. Ids, never source texts, name the strings.

An entry is [Chinese, English]; where a count (%n) decides the English form, English is [one, other].

catalogue.py --out DIR [--strings FILE ...]
"""

import argparse
import json
import pathlib
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent


def message(key, text):
    counted = isinstance(text, list) or "%n" in text
    forms = text if isinstance(text, list) else [text]
    body = "".join(f"<numerusform>{escape(form)}</numerusform>" for form in forms) if counted else escape(text)
    plural = ' numerus="yes"' if counted else ""
    return f'    <message id="{escape(key)}"{plural}><source></source><translation>{body}</translation></message>'


def ts(language, strings, index):
    rows = []
    for key, entry in strings.items():
        text = entry[index]
        if index == 1 and isinstance(text, str) and "%n" in text:
            text = [text, text]
        rows.append(message(key, text))
    head = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", f'<TS version="2.1" language="{language}">', "<context><name></name>"]
    return "\n".join(head + rows + ["</context>", "</TS>", ""])


def load(paths):
    strings = {}
    for path in paths:
        for group in json.loads(pathlib.Path(path).read_text(encoding="utf-8")).values():
            for key, entry in group.items():
                if strings.setdefault(key, entry) != entry:
                    raise SystemExit(f"{path}: {key} says something else than an earlier file")
    return strings


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", nargs="+", default=[HERE / "strings.json", HERE / "viewmodels.json"])
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    strings = load(options.strings)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for name, language, index in (("mingcha_zh", "zh_CN", 0), ("mingcha_en", "en_GB", 1)):
        (out / f"{name}.ts").write_text(ts(language, strings, index), encoding="utf-8")


if __name__ == "__main__":
    main()
