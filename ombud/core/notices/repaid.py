"""What does whoever paid into a fraud learn of their money: which of the payments that they named went back, and why what did not?

What others paid is in nobody else's letter. A payment is one's own by its number, which somebody wrote in a complaint or in an answer.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ombud.core import amounts
from ombud.core.facts import Sum
from ombud.core.notices.values import Pen
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused

MONEY_BACK: Final = "money_back"
MONEY_ARRIVED: Final = "money_arrived"
"""The letter that a payment which somebody named went back: once the host confirmed it, to each who named it."""
WHY_NOT: Final = "why_not"
"""What an agent writes of the payments that do not go back."""
ELSEWHERE: Final = Text(
    "您没有写付款的编号。平台压着的钱已按平台自己的账退给付款的人，请查看您付款的账户。",
    "You named no payment by its number. What the platform held went back to whoever paid, by its own books: look where you paid from.",
)
NOTHING: Final = Text(
    "平台没有压着这笔钱，没有可以退的。",
    "The platform holds none of this money: there is nothing it could give back.",
)


def named(payments: Iterable[tuple[str, Sum]], written: Iterable[str]) -> tuple[tuple[str, Sum], ...]:
    """Return those of the payments whose number stands in what somebody wrote, as a word of its own."""
    texts = tuple(written)
    return tuple(
        (name, paid)
        for name, paid in payments
        if any(re.search(rf"(?<![A-Za-z0-9_-]){re.escape(name)}(?![A-Za-z0-9_-])", text) for text in texts)
    )


def repaid_values(
    number: str, *, paid: Iterable[tuple[str, Sum]], written: Iterable[str], why_not: str, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of the letter to one of them; refuse to tell nothing of why somebody has nothing back.

    Raises: LETTER_FIELD_EMPTY.
    """
    several = tuple(paid)
    mine = named(several, written)
    if not mine and not why_not.strip():
        raise Refused(No.LETTER_FIELD_EMPTY, field=WHY_NOT, letter=MONEY_BACK)
    return {
        "number": number,
        "status_url": pen.places.status(number),
        "back": "\n".join(f"{name}: {amounts.say(one)}" for name, one in mine),
        "elsewhere": ELSEWHERE.say(pen.lang) if several and not mine else "",
        "none": "" if several else NOTHING.say(pen.lang),
        WHY_NOT: why_not,
    }


def arrived_values(
    number: str, *, paid: tuple[str, Sum], written: Iterable[str], pen: Pen
) -> Mapping[str, str] | None:
    """Return the fields of the letter that a payment went back; None for whoever did not name it: it is somebody else's."""
    mine = named((paid,), written)
    if not mine:
        return None
    return {
        "number": number,
        "status_url": pen.places.status(number),
        "back": "\n".join(f"{name}: {amounts.say(one)}" for name, one in mine),
    }
