"""Text stands out from its ground by 4.5 to 1 and marks by 3 to 1, by day and by night."""

import re
from itertools import product
from pathlib import Path

import pytest

import ombud.look

FOLDER = Path(ombud.look.__file__).parent / "static" / "look"
TONES = ("green", "amber", "red", "blue", "violet", "neutral")
TEXT = [
    *product(("ink", "ink-soft", "accent", "red", "green", "blue"), ("paper", "surface", "sunken")),
    *((tone, f"{tone}-soft") for tone in TONES),
    *(("ink", f"{tone}-soft") for tone in TONES),
    ("accent-ink", "accent"), ("accent-strong", "accent-soft"), ("ink", "accent-soft"), ("ink-soft", "accent-soft"),
    ("red-ink", "red"), ("ink-soft", "amber-soft"), ("ink-soft", "red-soft"),
]  # fmt: skip
MARKS = [*product(("line-strong", "focus", "accent"), ("paper", "surface")), ("amber-mark", "surface")]


def colours(*names):
    found = {}
    for name in names:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (FOLDER / name).read_text(encoding="utf-8")))
    return found


def light(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("files", [("tokens.css",), ("tokens.css", "dark.css")], ids=["day", "night"])
def test_everything_can_be_read(files):
    theme = colours(*files)
    wanted = [(pair, 4.5) for pair in TEXT] + [(pair, 3.0) for pair in MARKS]
    weak = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair, least in wanted
        if contrast(theme[pair[0]], theme[pair[1]]) < least
    }
    assert weak == {}


def test_night_names_only_colours_that_day_has():
    assert set(colours("dark.css")) <= set(colours("tokens.css"))
