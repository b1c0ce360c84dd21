#!/usr/bin/env python3
"""Writes Theme.qml and tokens.css from tokens.json, so that tablet and console can never differ in a colour or a size.

generate.py [--tokens tokens.json] [--qml Theme.qml] [--css tokens.css]
"""

import argparse
import json
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent


def kebab(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()


def qml_color(name, pair, outdoor):
    light, dark = pair
    plain = f'"{light}"' if light == dark else f'night ? "{dark}" : "{light}"'
    sun = outdoor.get(name)
    return name, f'outdoor ? "{sun}" : {plain}' if sun and sun != light else plain


def qml_property(name, value):
    """QML reads `onPrimary: …` as a signal handler, also behind `property color`; an alias of such a name has no colon to misread."""
    if not re.match(r"on[A-Z]", name):
        return [f"        readonly property color {name}: {value}"]
    return [f"        readonly property color over{name[2:]}: {value}", f"        readonly property alias {name}: colors.over{name[2:]}"]


def qml_group(kind, name, values, value_type="int"):
    """A group of tokens: an inline component, and its one instance, whose bindings see the document's root."""
    out = [f"    component {kind}: QtObject {{"]
    out += [f"        property {value_type} {key}" for key, _ in values]
    out += ["    }", f"    readonly property {kind} {name}: {kind} {{"]
    out += [f"        {key}: {value}" for key, value in values]
    return out + ["    }", ""]


def qml_cases(signature, subject, pairs, otherwise):
    out = ["", f"        function {signature}: color {{", f"            switch ({subject}) {{"]
    out += [f"            case {key}: return {value};" for key, value in pairs]
    return out + ["            }", f"            return {otherwise};", "        }"]


def qml_functions():
    tones = ("info", "success", "warning", "danger", "pending", "primary")
    grounds = ("info", "success", "warning", "danger", "pending")
    return [
        *qml_cases("tone(name: string)", "name", [(f'"{t}"', t) for t in tones], "text"),
        *qml_cases(
            "container(name: string)", "name", [(f'"{g}"', f"{g}Container") for g in grounds] + [('"plain"', "bg")], "surfaceAlt"
        ),
        *qml_cases("score(level: int)", "level", [(n, f"score{n}") for n in range(1, 6)], "textMuted"),
    ]


def qml(tokens):
    type_ = tokens["type"]
    space = dict(tokens["space"])
    narrow, wide = space.pop("gutterCompact"), space.pop("gutterWide")
    target = tokens["target"]
    points = tokens["breakpoint"]
    out = [
        "// Written by qml/theme/generate.py from tokens.json. Change it there.",
        "pragma Singleton",
        "import QtQuick",
        "",
        "QtObject {",
        "    id: root",
        "",
        "    // The person's switches. The shell writes them from the settings; nothing else does.",
        "    property bool dark: false",
        "    property bool outdoor: false",
        "    property bool glove: false",
        "    property bool leftHand: false",
        "    property bool reduceMotion: false",
        "    property real fontScale: 1.0",
        "    // Size of the window in dp; the shell keeps it.",
        "    property real width: 1280",
        "    property real height: 800",
        "",
        "    readonly property bool night: dark && !outdoor",
        f"    readonly property bool compact: width < {points['medium']}",
        f"    readonly property bool medium: width >= {points['medium']} && width < {points['expanded']}",
        f"    readonly property bool expanded: width >= {points['expanded']}",
        f"    readonly property bool panes: width >= {points['panes']}",
        f"    readonly property bool shortHeight: height < {points['shortHeight']}",
        "    readonly property int edge: outdoor ? 2 : 1",
        "",
        "    component Colors: QtObject {",
        "        id: colors",
        "        property bool night",
        "        property bool outdoor",
        *(line for n, p in tokens["color"].items() for line in qml_property(*qml_color(n, p, tokens["outdoor"]))),
        *qml_functions(),
        "    }",
        "    readonly property Colors color: Colors {",
        "        night: root.night",
        "        outdoor: root.outdoor",
        "    }",
        "",
        *qml_group("Space", "space", [*space.items(), ("gutter", f"root.compact ? {narrow} : {wide}")]),
        *qml_group("Target", "target", [
            ("min", f"root.glove ? {target['glove']} : {target['min']}"),
            ("score", f"root.glove ? {target['glove']} : {target['score']}"),
            ("focus", target["focus"]),
            ("dock", f"root.glove ? {target['glove'] + 16} : {target['dock']}"),
            ("gap", f"root.glove ? {target['gapGlove']} : {target['gap']}"),
        ]),
        *qml_group("Radius", "radius", tokens["radius"].items()),
        *qml_group("Measure", "measure", tokens["measure"].items()),
        *qml_group("Motion", "motion", [(k, f"root.reduceMotion ? 0 : {v}") for k, v in tokens["motion"].items()]),
        "    component Face: QtObject {",
        "        property int size",
        "        property int line",
        "        property int weight",
        "    }",
        *qml_group("Type", "type", [
            (name, f"Face {{ size: Math.round({t['size']} * root.fontScale); line: Math.round({t['line']} * root.fontScale); weight: {t['weight']} }}")
            for name, t in type_.items()
        ], "Face"),
        f"    readonly property var families: {json.dumps(tokens['font'])}",
        "}",
        "",
    ]
    return "\n".join(out)


def css(tokens):
    def colors(index, indent="  "):
        return [f"{indent}--color-{kebab(name)}: {pair[index]};" for name, pair in tokens["color"].items()]

    def shadow(index):
        text = tokens["color"]["text"][index]
        red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
        for name, (down, blur, percent) in tokens["elevation"].items():
            none = index == 1 and name == "e1"
            yield f"  --shadow-{name}: " + ("none;" if none else f"0 {down}px {blur}px rgb({red} {green} {blue} / {percent}%);")

    fonts = ", ".join(name if name == "sans-serif" else f'"{name}"' for name in tokens["font"])
    out = ["/* Written by qml/theme/generate.py from tokens.json. Change it there. */", ":root {", "  color-scheme: light;"]
    out += colors(0) + list(shadow(0))
    for group in ("space", "target", "radius", "measure", "breakpoint"):
        out += [f"  --{group}-{kebab(key)}: {value}px;" for key, value in tokens[group].items()]
    for name, t in tokens["type"].items():
        out += [
            f"  --type-{name}-size: {t['size'] / 16:g}rem;",
            f"  --type-{name}-line: {t['line'] / 16:g}rem;",
            f"  --type-{name}-weight: {t['weight']};",
        ]
    out += [f"  --motion-{key}: {value}ms;" for key, value in tokens["motion"].items()]
    out += [f"  --font: {fonts};", "}", ':root[data-theme="dark"] {', "  color-scheme: dark;"]
    out += colors(1) + list(shadow(1)) + ["}"]
    out += ["@media (prefers-color-scheme: dark) {", '  :root:not([data-theme="light"]) {', "    color-scheme: dark;"]
    out += colors(1, "    ") + ["  " + line for line in shadow(1)] + ["  }", "}"]
    out += ["@media (prefers-reduced-motion: reduce) {", "  :root {"]
    out += [f"    --motion-{key}: 0ms;" for key in tokens["motion"]] + ["  }", "}", ""]
    return "\n".join(out)


def write(path, text):
    target = pathlib.Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", default=HERE / "tokens.json")
    parser.add_argument("--qml")
    parser.add_argument("--css")
    options = parser.parse_args()
    tokens = json.loads(pathlib.Path(options.tokens).read_text(encoding="utf-8"))
    if options.qml:
        write(options.qml, qml(tokens))
    if options.css:
        write(options.css, css(tokens))


if __name__ == "__main__":
    main()
