"""What is filed where words that came after the end are a matter of its own?"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from ombud.core.complaint import Complaint
from ombud.core.intake import TEXT_LIMIT, Filing
from ombud.core.later import GAP, pieces
from ombud.core.pack.words import Text
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId, ComplaintId, Lang, Relation
from ombud.store import later, reaching
from ombud.store.ledger import read_complaint

SENDER: Final = "after"
ABOUT: Final = Text(
    "（在投诉 {number} 办结后写来，经人读过，是另一件事。）",
    "(Written after complaint {number} had ended. Somebody read it: it is another matter.)",
)
"""What follows their words, for whoever reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What is filed beside the `first` complaint, the words for which one filing has no room, and the files that go along."""

    first: ComplaintId
    filing: Filing
    rest: tuple[str, ...] = field(repr=False)
    files: tuple[UUID, ...]


def draft_from_later(*, beside: Collection[ComplaintId] = (), limit: int = 16) -> tuple[Apart, ...]:
    """Return the complaints that such words are, with nothing that came after somebody had read them.

    One names nothing that it is about: the first was about something else. It goes to whoever wrote it, by the same ways, and filing it
    twice is filing it once. Those of the complaints `beside` are left for another time.
    """
    return tuple(
        _draft(it, case=it.later.case, look=look.drawn.no, upto=look.answer.seen)
        for it in map(read_complaint, later.answered(matter=True, beside=beside, limit=limit))
        for look in (later.look_of(it),)
        if it.later is not None and look is not None and look.answer is not None
    )


def _draft(it: Complaint, *, case: CaseId | None, look: int, upto: int) -> Apart:
    """Return the complaint that one is: looks are numbered in each case."""
    number, received = number_of(it.id, "C"), it.received
    about = GAP + ABOUT.say(received.locale).format(number=number)
    words, *rest = pieces(later.said(it, upto=upto), room=TEXT_LIMIT - len(about))
    filing = Filing(
        sender=SENDER,
        channel=received.channel,
        text=words + about,
        key=f"{number} {case} {look}",
        jurisdiction=received.jurisdiction,
        relation=Relation.AFFECTED if it.child else Relation(received.relation),
        anonymous=received.anonymous,
        contact=reaching.ways(it),
        locale=Lang(received.locale),
        answers={"child": True} if it.child else {},
    )
    files = later.files_of(later.brought(it, upto=upto))
    return Apart(first=it.id, filing=filing, rest=tuple(rest), files=files)
