"""Keep out of a complaint about our own staff whoever it is about, leads too, before anybody is given it."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId, SubjectId
from ombud.store import keeping_out, naming, staff, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:line"
WHY: Final = "本人参与过这件投诉所指的事项 / had a hand in what this complaint is about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """In which books a case was looked at, how far they were before that, and who was called what."""

    books: frozenset[UUID]
    stood: frozenset[tuple[UUID, int]] | None
    names: Mapping[AgentId, str]


Known: TypeAlias = MutableMapping[CaseId, Looked]
"""What a worker knows from its last rounds; without it everything is looked at once more, and nothing else is lost."""


def keep_line_out(*, known: Known, mint: Mint, now: datetime, limit: int = 200) -> int:
    """Do so and return how many were kept out; whoever is out already is not kept out again.

    Only what changed is read: a case of which some book has moved on, or another matter on the same thing began.
    """
    several = dict(naming.of_staff(limit=limit))
    for over in known.keys() - several.keys():
        del known[over]
    names = staff.names()
    return sum(
        _keep(one, subject, names=names, known=known, mint=mint, now=now) for one, subject in several.items()
    )


def _keep(
    case_id: CaseId,
    subject: SubjectId | None,
    *,
    names: Mapping[AgentId, str],
    known: Known,
    mint: Mint,
    now: datetime,
) -> int:
    """Look at a case unless all stands as it did before the last look, which then had seen everything."""
    last = known.get(case_id)
    stood = naming.stand(last.books, subject=subject) if last else None
    if last is not None and last.stood == stood and last.names == names:
        return 0
    case = read_case(case_id)
    found = naming.about(case, names=names)
    same = last is not None and last.books == found.books
    known[case_id] = Looked(books=found.books, stood=stood if same else None, names=names)
    fresh = found.hands - case.kept_out
    return _write(case_id, sorted(fresh), mint=mint, now=now) if fresh else 0


@one_transaction
def _write(case_id: CaseId, agents: Sequence[AgentId], *, mint: Mint, now: datetime) -> int:
    with open_case(case_id) as book:
        fresh = [one for one in agents if one not in book.state.kept_out]
        for agent in fresh:
            words = texts.keep_for(case_id, WHY, mint=mint)
            keeping_out.keep_out(book, agent, words=words, by=agent, line_by=BY, now=now)
    return len(fresh)
