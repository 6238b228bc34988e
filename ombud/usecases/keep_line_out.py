"""Keep out of a complaint about our own staff whoever it is about, leads too, and their team, before anybody is given it.

1. Whoever it is about is kept out of it.
2. So is everybody of their team, as long as somebody of another could take it.
3. Where nobody could, the book says so, and whoever is outside the line is told.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.receipts import number_of
from ombud.core.vocabulary import AgentId, CaseId, SubjectId
from ombud.store import alarms, keeping_out, naming, staff, teams, texts
from ombud.store.alarms import Raised
from ombud.store.in_turn import each
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.teams import Floor
from ombud.store.transactions import one_transaction

BY: Final = "chore:line"
WHY: Final = "本人参与过这件投诉所指的事项 / had a hand in what this complaint is about"
OF_TEAM: Final = "与被投诉的同事同组 / of one team with whom this complaint is about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Who works here and is called what, who is in which team, and who could take what."""

    names: Mapping[AgentId, str]
    floor: Floor
    brings: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """In which books a case was looked at, how far they were before that, and who was here then."""

    books: frozenset[UUID]
    stood: frozenset[tuple[UUID, int]] | None
    here: object


Known: TypeAlias = MutableMapping[CaseId, Looked]
"""What a worker knows from its last rounds; without it everything is looked at once more, and nothing else is lost."""


def keep_line_out(*, known: Known, mint: Mint, now: datetime, limit: int = 200) -> int:
    """Do so and return how many were kept out; whoever is out already is not kept out again.

    Only what changed is read: a case of which some book has moved on, another matter on the same thing that began, or
    who works here, in which team, and what they may take.
    """
    several = dict(naming.of_staff(limit=limit))
    for over in known.keys() - several.keys():
        del known[over]
    if not several:
        return 0
    floor = teams.floor()
    here = Here(names=staff.names(), floor=floor, brings=floor.brings(now=now))
    return each(
        several.items(),
        lambda pair: _keep(*pair, here=here, known=known, mint=mint, now=now),
        what="line",
        now=now,
    )


def _keep(
    case_id: CaseId, subject: SubjectId | None, *, here: Here, known: Known, mint: Mint, now: datetime
) -> int:
    """Look at a case unless all stands as it did before the last look, which then had seen everything."""
    last, as_here = known.get(case_id), (here.names, here.brings)
    stood = naming.stand(last.books, subject=subject) if last else None
    if last is not None and last.stood == stood and last.here == as_here:
        return 0
    case = read_case(case_id)
    found = naming.about(case, names=here.names)
    same = last is not None and last.books == found.books
    known[case_id] = Looked(books=found.books, stood=stood if same else None, here=as_here)
    return _write(case_id, sorted(found.hands), here=here, mint=mint, now=now)


@one_transaction
def _write(case_id: CaseId, hands: Sequence[AgentId], *, here: Here, mint: Mint, now: datetime) -> int:
    with open_case(case_id) as book:
        fresh = [one for one in hands if one not in book.state.out_themselves]
        for agent in fresh:
            words = texts.keep_for(case_id, WHY, mint=mint)
            keeping_out.keep_out(book, agent, words=words, by=agent, line_by=BY, now=now)
        return len(fresh) + _team(book, hands, here=here, mint=mint, now=now)


def _team(book: Book[Case], hands: Sequence[AgentId], *, here: Here, mint: Mint, now: datetime) -> int:
    said = teams.settle(book.state, hands=hands, on=here.floor, now=now)
    if said == book.state.team:
        return 0
    fresh = keeping_out.keep_team_out(
        book, said, why=lambda: texts.keep_for(book.id, OF_TEAM, mint=mint), by=BY, now=now
    )
    if said.about and not said.elsewhere:
        _call(book.state, now=now)
    return fresh


def _call(case: Case, *, now: datetime) -> None:
    """Tell whoever is outside the line that no other team could take it."""
    role = staff.outside_the_line(case.kept_out)
    about = number_of(case.id, "K")
    alarms.put((Raised(owner=case.id, kind=alarms.ONE_TEAM, to_role=role, about=about),), now=now)
