"""How is a lane called?"""

from ombud.look.words import say


def lane_words(lane: str, lang: str) -> str:
    """Return a lane in words: kind, language, tier."""
    kind, spoken, tier = lane.split(".")
    parts = (f"office.kind.{kind}", f"office.spoken.in_{spoken}", f"office.tier.{tier}")
    return " · ".join(say(part, lang) for part in parts)
