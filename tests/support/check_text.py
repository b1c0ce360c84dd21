#!/usr/bin/env python3
"""What the text of the tree may not hold: literals outside the theme, machine paths, registry hosts, sleeping tests, odd names."""

import fnmatch
import re

import tree

# (files, but not these, pattern, what to do instead). Patterns see code without comments where `code` is true.
RULES = [
    # files, except, code, pattern, advice
    (["qml/*.qml", "client/*.qml"], ["qml/theme/*"], True, r'"#[0-9A-Fa-f]{3,8}"', "colours come from Theme, by meaning"),
    (["qml/*.qml", "client/*.qml"], ["qml/theme/*"], True, r"font\.pixelSize\s*:\s*[0-9]", "text sizes come from Theme"),
    (["server/web/*.css"], ["*tokens.css"], True, r":[^;{}]*#[0-9A-Fa-f]{3,8}\b", "colours come from tokens.css"),
    (["*.cpp", "*.hpp"], [], True, r"\bsetContextProperty\b", "use required properties and QML_ELEMENT"),
    (["tests/*"], ["tests/support/check_text.py"], True, r"\bsleep_for\b|\busleep\b|\bQTest::qWait\b|\bqSleep\b",
     "move a fake clock or wait for the thing itself"),
    (["tests/*"], ["tests/support/check_text.py"], True, r"\[!mayfail\]|\[!shouldfail\]", "a test that may fail proves nothing"),
    (["*"], [], False, r"(?<![\w.])/(?:work|farm)/|bash[_]jobs|/tmp[/]mc\b", "no paths of one machine"),
    (["*package-lock.json", "*npm-shrinkwrap.json"], [], False, r'"resolved":\s*"https?:',
     "no registry hosts: npm config set omit-lockfile-registry-resolved true"),
    (["*yarn.lock", "*pnpm-lock.yaml"], [], False, r"https?://", "no registry hosts in lock files"),
    (["*.npmrc"], [], False, r"\bregistry\s*=", "no registry hosts: they belong to the machine"),
]

# (files, except, pattern of the last part of the path, the rule)
NAMES = [
    (["*.cpp", "*.hpp", "*.py"], [], r"[a-z0-9_]+\.(cpp|hpp|py)", "snake_case"),
    (["qml/*.qml"], ["*/tst_*.qml"], r"[A-Z][A-Za-z0-9]*\.qml", "PascalCase"),
]


def concerns(name, files, excepted):
    return any(fnmatch.fnmatch(name, glob) for glob in files) and not any(fnmatch.fnmatch(name, glob) for glob in excepted)


def text_errors(name, text):
    code = tree.without_comments(text) if name.endswith((".cpp", ".hpp", ".qml", ".js", ".ts", ".tsx", ".css")) else text
    for files, excepted, wants_code, pattern, advice in RULES:
        if concerns(name, files, excepted):
            for number, line in enumerate((code if wants_code else text).splitlines(), 1):
                if match := re.search(pattern, line):
                    yield f"{name}:{number}: {match.group(0).strip()}: {advice}"


def name_errors(name):
    last = name.rsplit("/", 1)[-1]
    for files, excepted, pattern, rule in NAMES:
        if concerns(name, files, excepted) and not re.fullmatch(pattern, last):
            yield f"{name}: file names of this kind are {rule}"


def link_errors(root, name, text):
    """Pages under docs/, and files of the tests, that the text names and that are not there."""
    for number, line in enumerate(text.splitlines(), 1):
        for page in re.findall(r"(?<![\w/.-])(?:docs/[\w/-]+\.md|tests/[a-z0-9_]+/[a-z0-9_/-]+\.(?:cpp|hpp|py|mjs|sh)\b)", line):
            if not (root / page).is_file():
                yield f"{name}:{number}: {page}: there is no such file"


def check(root, names):
    messages = []
    for name in names:
        messages += name_errors(name)
        if (text := tree.read_text(root, name)) is not None:
            messages += text_errors(name, text)
            if name != "tests/support/check_text.py":
                messages += link_errors(root, name, text)
    return messages


def self_test():
    work, jobs, host = "/" + "work/main", "bash" + "_jobs", "https://" + "registry.example/"
    good = {
        "qml/kit/Button.qml": "Text { color: Theme.colour.ink; font.pixelSize: Theme.text.body } // once \"#ffffff\"\n",
        "qml/theme/Theme.qml": 'readonly property color ink: "#102030"; font.pixelSize: 12\n',
        "server/web/src/page.css": "#add { color: var(--ink); }\n",
        "server/web/src/tokens.css": ":root { --ink: #102030; }\n",
        "server/web/package-lock.json": '{"packages": {"a": {"version": "1.0.0", "integrity": "sha512-x"}}}\n',
        "tests/sync/clock_test.cpp": "clock.advance(1s); // a sleep_for would be wrong\n",
        "shared/base/a.hpp": "// docs/a.md says why; https://example.org/docs/z.md is elsewhere\n",
        "docs/a.md": f"Paper{work[1:]} and example.org{work}/x are fine.\n",
    }
    bad = [
        ("qml/kit/Chip.qml", 'Rectangle { color: "#fff" }\n', "Theme"),
        ("qml/pages/Today.qml", "Text { font.pixelSize: 14 }\n", "text sizes"),
        ("server/web/src/b.css", "a { color: #1234ab; }\n", "tokens.css"),
        ("client/app/a.cpp", 'context->setContextProperty("a", 1);\n', "required properties"),
        ("tests/sync/a.cpp", "std::this_thread::sleep_for(1s);\n", "fake clock"),
        ("tests/sync/b.cpp", "QTest::qWait(100);\n", "fake clock"),
        ("tests/sync/c.py", "usleep(100)\n", "fake clock"),
        ("tests/sync/d.cpp", 'TEST_CASE("x", "[!mayfail]")\n', "proves nothing"),
        ("docs/b.md", f"cd {work}\n", "one machine"),
        ("tests/run.sh", f"ls /var/{jobs}\n", "one machine"),
        ("server/web/package-lock.json", f'{{"resolved": "{host}a.tgz"}}\n', "registry"),
        ("server/web/.npmrc", f"registry={host}\n", "registry"),
        ("shared/base/b.hpp", "// docs/decisions/9999-none.md says why\n", "no such file"),
        ("shared/base/c.hpp", "/// Contract suite: tests/store/contract.hpp.\n", "no such file"),
        ("shared/base/BigFile.cpp", "int x;\n", "snake_case"),
        ("qml/kit/my_button.qml", "Item {}\n", "PascalCase"),
    ]
    return tree.expect_failures(check, good, bad)


if __name__ == "__main__":
    tree.main(check, self_test, __doc__)
