"""Show how long a complaint or a case is kept, what holds it, and what of it was erased."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ombud.core import facts, retention
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.pack.types import Text
from ombud.core.receipts import number_of
from ombud.core.retention import Against, Due
from ombud.core.vocabulary import AgentId
from ombud.store import caseviews, erasing, keeping, packs, texts
from ombud.store.ledger import read_case, read_complaint, read_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSeen:
    """A hold that is in force: who set it, when and why."""

    id: UUID
    at: datetime
    by: str
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What is known of how long something is kept; `asked` is the last answer to a request for erasure."""

    id: UUID
    number: str
    is_case: bool
    ended_at: datetime | None
    erased_at: datetime | None
    dues: tuple[tuple[Text | None, datetime], ...]
    holds: tuple[HoldSeen, ...]
    asked: facts.ErasureAnswered | None
    against: Against | None


def look_at_keeping(number: str, *, by: AgentId, now: datetime) -> Keeping:
    """Return how long the book of this number is kept, for privacy, legal and audit."""
    keeping.check_may_look(by)
    book_id, is_case = keeping.find(number)
    lines = read_lines(book_id)
    state = read_case(book_id) if is_case else read_complaint(book_id)
    if isinstance(state, Case):
        dues = retention.of_case(state, pack=packs.of_case(state))
        ended, against = (dict(state.moved).get("closed") if state.closed else None), None
    else:
        pack = packs.of_complaint(state)
        dues, ended = retention.of_complaint(state, pack=pack), retention.ended_at(state)
        against = retention.against(state, pack=pack, held=erasing.is_held(state, now=now), now=now)
    answers = (line.fact for line in lines if isinstance(line.fact, facts.ErasureAnswered))
    return Keeping(
        id=book_id,
        number=number_of(book_id, "K" if is_case else "C"),
        is_case=is_case,
        ended_at=ended,
        erased_at=state.erased_at,
        dues=tuple(_shown(dues)),
        holds=tuple(_holds(book_id, lines, state.holds)),
        asked=max(answers, key=lambda one: one.granted, default=None),
        against=against,
    )


def _shown(dues: tuple[Due, ...]) -> Iterator[tuple[Text | None, datetime]]:
    """Yield each date once, with what is erased then."""
    told: Mapping[tuple[str, datetime], Text | None] = {
        (one.rule.id if one.rule else "", one.at): one.rule.title if one.rule else None for one in dues
    }
    yield from ((title, at) for (_, at), title in sorted(told.items(), key=lambda item: item[0][1]))


def _holds(book: UUID, lines: tuple[Line, ...], running: frozenset[UUID]) -> Iterator[HoldSeen]:
    found = [(line, line.fact) for line in lines if isinstance(line.fact, facts.HoldSet)]
    words = texts.read_many(book, [fact.words.id for _, fact in found])
    names = caseviews.names_of(UUID(line.by.partition(":")[2]) for line, _ in found)
    for line, fact in found:
        if fact.hold in running:
            name = names.get(UUID(line.by.partition(":")[2]), "")
            yield HoldSeen(id=fact.hold, at=line.at, by=name, reason=words.get(fact.words.id, ""))
