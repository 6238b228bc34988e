"""By which packs, with what chosen between them, and as which kinds was a case judged, as its book tells?"""

from collections.abc import Iterable

from ombud.core import facts
from ombud.core.pack.settling import Choice
from ombud.store import packs


def judged_by(lines: Iterable[facts.Line]) -> set[tuple[tuple[str, ...], tuple[Choice, ...], str]]:
    """Return every set of packs, the one that the case began with first, what was chosen between them, and every code."""
    sets: set[tuple[tuple[str, ...], tuple[Choice, ...]]] = set()
    settled: list[facts.LawSettled] = []
    codes: set[str] = set()
    laws: dict[str, str] = {}
    home = ""
    for line in lines:
        match line.fact:
            case facts.Opened(pack=pack, code=code, jurisdiction=home):
                laws[home] = pack
                codes.add(code)
            case facts.LawAdded(jurisdiction=place, pack=pack):
                laws[place] = pack
            case facts.LawSettled() as choice:
                settled.append(choice)
            case facts.PackChanged(pack=pack, jurisdiction=place):
                laws[place if place in laws else home] = pack
            case facts.Recoded(code=code):
                codes.add(code)
            case _:
                continue
        sets.add((tuple(laws.values()), packs.chosen(settled)))
    return {(digests, choices, code) for digests, choices in sets for code in codes}
