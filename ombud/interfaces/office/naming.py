"""How are lanes, kinds, measures and the marks of clocks called?"""

from collections.abc import Mapping
from datetime import datetime

from ombud.adapters.policies import jurisdictions
from ombud.core.pack.lint_rules import OUTSIDE
from ombud.core.pack.types import ClockRule
from ombud.look.words import say
from ombud.usecases.read_pack import read_pack


def lane_words(lane: str, lang: str) -> str:
    """Return a lane in words: kind, language, tier."""
    kind, spoken, tier = lane.split(".")
    parts = (f"office.kind.{kind}", f"office.spoken.in_{spoken}", f"office.tier.{tier}")
    return " · ".join(say(part, lang) for part in parts)


def certificate_words(lanes: Mapping[str, datetime], lang: str) -> list[tuple[str, str, datetime]]:
    """Return certificates as few lines: the kind, in which languages and tiers, until when.

    Lanes of one kind that hold for the same tiers until the same moment stand in one line, the first to lapse first.
    """
    tiers: dict[tuple[str, str, datetime], list[str]] = {}
    for lane, until in sorted(lanes.items()):
        kind, spoken, tier = lane.split(".")
        tiers.setdefault((kind, spoken, until), []).append(tier)
    spoken_in: dict[tuple[datetime, str, tuple[str, ...]], list[str]] = {}
    for (kind, spoken, until), held in tiers.items():
        spoken_in.setdefault((until, kind, tuple(held)), []).append(spoken)
    return [
        (
            say(f"office.kind.{kind}", lang),
            " · ".join(
                [say(f"office.spoken.in_{one}", lang) for one in spoken]
                + [say(f"office.tier.{one}", lang) for one in held]
            ),
            until,
        )
        for (until, kind, held), spoken in sorted(spoken_in.items())
    ]


def kind_words(code: str, lang: str) -> str:
    """Return what a case is about."""
    return read_pack("CN").category(code).title.say(lang) if code else ""


def measure_words(code: str, lang: str) -> str:
    """Return a measure in words, else its code: a pack of another day may have known more."""
    known = read_pack("CN").measures.get(code)
    return known.title.say(lang) if known else code


def mark_words(about: str, lang: str) -> str:
    """Return what a clock's alarm is about, from `mark:rule`."""
    mark, _, rule = about.partition(":")
    return say(f"office.alarms.mark.{mark}", lang, clock=clock_words(rule, lang))


def _clock(rule: str) -> ClockRule | None:
    several = (read_pack(place).clocks.get(rule) for place in jurisdictions())
    return next((one for one in several if one), None)


def clock_note(rule: str, lang: str) -> str:
    """Return what exactly a clock asks for, and by when."""
    return _which(rule, lang) or rule


def is_law(rule: str) -> bool:
    """Say whether a law asks for it."""
    known = _clock(rule)
    return known is not None and known.statutory


def clock_words(rule: str, lang: str) -> str:
    """Return what a clock asks for."""
    known = _clock(rule)
    if known is None:
        return rule
    return say(f"office.clock.{'outside' if known.starts == OUTSIDE else known.kind}", lang)


def _which(rule: str, lang: str) -> str:
    """Return which clock it is: a case has several that ask for the same."""
    known = _clock(rule)
    return known.note.say(lang) if known else ""


def alarm_words(kind: str, about: str, lang: str) -> tuple[str, str]:
    """Return what is wrong, and with what in its case; nothing where that is only a key of our own."""
    if kind == "clock":
        return mark_words(about, lang), _which(about.partition(":")[2], lang)
    title = say(f"office.alarms.kind.{kind}", lang)
    if kind == "learning":
        what, _, no = about.partition(":")
        return title, say(f"office.alarms.learning.{what}", lang, no=no)
    if kind == "stuck":
        return title, say(f"office.home.chore.{about}", lang)
    if kind != "review":
        return title, "" if kind in {"order_dead", "sorting", "follow_up"} else about
    what, _, which = about.partition(":")
    named = say(f"office.letters.side.{which}", lang) if what == "withheld" else measure_words(which, lang)
    return title, say(f"office.alarms.review.{what}", lang, what=named)
