"""What does somebody learn of whom rescuers or the police were told something in an emergency?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen
from ombud.core.pack.words import Source, Text

DISCLOSED: Final = "disclosed"


def disclosed_values(
    kinds: Iterable[Text],
    *,
    to: Text,
    basis: Text,
    source: Source | None,
    at: datetime,
    answer_to: str,
    pen: Pen,
) -> Mapping[str, str]:
    """Return the fields of the letter: what kinds of data went to whom, when, by which law; never the data."""
    comma, stop = ("、", "（{}，{}）") if pen.lang == "zh" else (", ", " ({}, {})")
    return {
        "at": pen.moment(at),
        "kinds": comma.join(one.say(pen.lang) for one in kinds),
        "to": to.say(pen.lang),
        "basis": basis.say(pen.lang) + (stop.format(source.instrument, source.article) if source else ""),
        "object_url": pen.places.letter(answer_to),
    }
