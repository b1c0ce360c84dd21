#!/usr/bin/env python3
"""Recomputes every contrast that tokens.json promises (WCAG 2.1 relative luminance), in light, dark and outdoor."""

import json
import pathlib
import sys

TOKENS = pathlib.Path(__file__).resolve().parents[2] / "qml" / "theme" / "tokens.json"


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def themes(tokens):
    yield "light", {name: pair[0] for name, pair in tokens["color"].items()}
    yield "dark", {name: pair[1] for name, pair in tokens["color"].items()}
    yield "outdoor", {name: pair[0] for name, pair in tokens["color"].items()} | tokens["outdoor"]


def errors(tokens):
    for index, (theme, color) in enumerate(themes(tokens)):
        for row in tokens["contrast"]:
            worst = min(contrast(color[row["text"]], color[ground]) for ground in row["on"])
            if worst < row["least"]:
                yield f"{theme}: {row['text']} has only {worst:.2f} on the worst of {row['on']}, least {row['least']}"
            if theme != "outdoor" and "worst" in row and abs(worst - row["worst"][index]) > 0.06:
                yield f"{theme}: {row['text']}: the table says {row['worst'][index]}, measured {worst:.2f} on {row['on']}"
        ring = min(contrast(color["text"], color[ground]) for ground in ("bg", "surface", "surfaceAlt"))
        if ring < 12:
            yield f"{theme}: the focus ring has only {ring:.2f}"


def self_test(tokens):
    grey = json.loads(json.dumps(tokens))
    grey["color"]["textMuted"][0] = "#8A949E"
    return abs(contrast("#000000", "#FFFFFF") - 21) < 0.01 and any("textMuted" in error for error in errors(grey))


def main():
    tokens = json.loads(TOKENS.read_text(encoding="utf-8"))
    if not self_test(tokens):
        sys.exit("contrast_test cannot fail: the checker is broken")
    messages = list(errors(tokens))
    print("\n".join(messages) if messages else f"{len(tokens['contrast'])} pairs in 3 themes hold")
    sys.exit(1 if messages else 0)


if __name__ == "__main__":
    main()
