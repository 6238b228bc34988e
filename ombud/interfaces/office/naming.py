"""How are lanes, kinds, measures and the marks of clocks called?"""

from ombud.adapters.policies import jurisdictions
from ombud.look.words import say
from ombud.usecases.read_pack import read_pack


def lane_words(lane: str, lang: str) -> str:
    """Return a lane in words: kind, language, tier."""
    kind, spoken, tier = lane.split(".")
    parts = (f"office.kind.{kind}", f"office.spoken.in_{spoken}", f"office.tier.{tier}")
    return " · ".join(say(part, lang) for part in parts)


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
    clocks = (read_pack(place).clocks.get(rule) for place in jurisdictions())
    known = next((one for one in clocks if one), None)
    named = say(f"office.clock.{known.kind}", lang) if known else rule
    return say(f"office.alarms.mark.{mark}", lang, clock=named)
