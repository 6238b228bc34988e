"""What is filed where words that came after the end are a matter of its own?"""

from datetime import datetime
from typing import Final

from ombud.core.intake import TEXT_LIMIT, Filing
from ombud.core.pack.words import Text
from ombud.core.receipts import number_of
from ombud.core.vocabulary import ComplaintId, Lang, Relation
from ombud.store import later, reaching
from ombud.store.ledger import read_complaint

SENDER: Final = "after"
ABOUT: Final = Text(
    "（在投诉 {number} 办结后写来，经人读过，是另一件事。）",
    "(Written after complaint {number} had ended. Somebody read it: it is another matter.)",
)
"""What follows their words, for whoever reads them."""


def draft_from_later(*, limit: int = 16) -> tuple[tuple[ComplaintId, datetime, Filing], ...]:
    """Return the complaints that such words are, with the first complaint, and since when its words and files go along.

    One names nothing that it is about: the first was about something else. It goes to whoever wrote it, by the same ways, and filing it
    twice is filing it once.
    """
    return tuple(
        (one, it.later.at, _draft(one, since=it.later.at, look=it.later.look))
        for one in later.answered(matter=True, limit=limit)
        for it in (read_complaint(one),)
        if it.later is not None
    )


def _draft(complaint_id: ComplaintId, *, since: datetime, look: int | None) -> Filing:
    it = read_complaint(complaint_id)
    number, received = number_of(it.id, "C"), it.received
    about = ABOUT.say(received.locale).format(number=number)
    words = later.said(it, since=since)[: TEXT_LIMIT - len(about) - 2]
    return Filing(
        sender=SENDER,
        channel=received.channel,
        text=f"{words}\n\n{about}",
        key=f"{number} {look}",
        jurisdiction=received.jurisdiction,
        relation=Relation.AFFECTED if it.child else Relation(received.relation),
        anonymous=received.anonymous,
        contact=reaching.ways(it),
        locale=Lang(received.locale),
        answers={"child": True} if it.child else {},
    )
