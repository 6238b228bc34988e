"""What does somebody read whose complaint went to several cases, of all of them at once?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen, Progress, progress_values
from ombud.core.pack.words import Text

PARTS: Final = "parts_told"
OTHER_CONTACT: Final = "contact_changed"
"""The letter by which somebody learns that another person answers for all parts of their complaint from now on."""
DECIDED: Final = Text("已有结果，另有来信", "decided, in a letter of its own")
UNDER_WAY: Final = Text("办理中", "being worked on")


def parts_values(
    it: Progress, parts: Iterable[tuple[int, str, bool]], *, number: str, contact: str, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of a letter by the named contact: of each part its number, its kind and whether it is decided."""
    between = "：" if pen.lang == "zh" else ": "
    told = (
        f"{no}. {pen.pack.category(code).title.say(pen.lang)}{between}{(DECIDED if ended else UNDER_WAY).say(pen.lang)}"
        for no, code, ended in parts
    )
    return {**progress_values(it, number=number, pen=pen), "contact": contact, "parts": "\n".join(told)}


def other_contact_values(*, number: str, contact: str, until: datetime, pen: Pen) -> Mapping[str, str]:
    """Return the fields of that letter: the new mask, and by when they write; never why, nor anybody's name."""
    told = {"number": number, "contact": contact, "until": pen.moment(until)}
    return {**told, "status_url": pen.places.status(number)}
