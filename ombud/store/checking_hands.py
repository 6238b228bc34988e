"""Whose hands are in a case, who signed, who judged an appeal, and who was let in: as its book tells it?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.vocabulary import Hand
from ombud.store.checking import Examined, differ


def hands(one: Examined[Case], mine: Mapping[str, list[dict[str, Any]]]) -> Iterator[Fault]:
    """Check hands, proposals, signatures, reviews and grants of a case."""
    case, where = one.state, f"case {one.state.id}"
    yield from differ(
        "hand",
        where,
        known=((hand.decision, hand.agent, hand.role.value) for hand in case.hands),
        there=((row["decision"], row["agent"], row["role"]) for row in mine["hand"]),
    )
    took = Hand.TOOK_PART.value
    signed: dict[str, list[tuple[int, int, UUID, str]]] = {"ruling": [], "signature": []}
    for line in one.lines:
        match line.fact:
            case facts.Proposed(no=no, agent=agent):
                signed["ruling"].append((line.seq, no, agent, took))
            case facts.Cosigned(no=no, agent=agent):
                signed["signature"].append((line.seq, no, agent, took))
            case _:
                pass
    for table, known in signed.items():
        there = ((row["seq"], row["decision"], row["agent"], row["role"]) for row in mine[table])
        yield from differ(table, where, known=known, there=there)
    yield from differ(
        "review",
        where,
        known=((*review, Hand.REVIEWS.value) for review in _reviews(one.lines)),
        there=((row["decision"], row["ruling"], row["agent"], row["role"]) for row in mine["review"]),
    )
    yield from differ(
        "grant",
        where,
        known=_granted(one.lines),
        there=(
            (row["id"], row["agent"], f"agent:{row['manager']}", row["until"]) for row in mine["access_grant"]
        ),
    )


def _reviews(lines: Iterable[facts.Line]) -> Iterator[tuple[int, int, UUID]]:
    """Yield who judged which earlier decision, for every proposal and signature on an appeal."""
    on_appeal = False
    for line in lines:
        match line.fact:
            case facts.Proposed(no=no, agent=agent, appeal=appeal):
                on_appeal = appeal is not None
                signer = agent
            case facts.Cosigned(no=no, agent=agent):
                signer = agent
            case _:
                continue
        if on_appeal:
            yield from ((past, no, signer) for past in range(1, no))


def _granted(lines: Iterable[facts.Line]) -> Iterator[tuple[UUID, UUID, str, datetime]]:
    """Yield who was let in by whom, and until when."""
    for line in lines:
        match line.fact:
            case facts.Granted(grant=grant, agent=agent, until=until):
                yield grant, agent, line.by, until
            case _:
                pass
