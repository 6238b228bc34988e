"""Which file that somebody sent may one person destroy at once, because it shows more than was asked for?

Only a paper that proves who somebody is or for whom they speak, or what was sent once more was asked for; and never what a finding, a
step or a decision rests on.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.facts import Line
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation

UNREDACTED: Final = "unredacted"
"""Why a file is gone before its time: it showed more than anybody had asked for."""
PROVES: Final = frozenset({Relation.GUARDIAN, Relation.REPRESENTATIVE, Relation.AUTHORITY})
"""Who must show a paper before anything is theirs."""


def check(file: UUID, lines: Iterable[Line], *, complaint: UUID, relation: str, sent_at: datetime) -> None:
    """Refuse to destroy what something rests on, and what is no paper that was shown to prove something.

    Raises: NOT_IN_THIS_STATE.
    """
    book = tuple(lines)
    if file in cited(book):
        raise Refused(No.NOT_IN_THIS_STATE, status="cited", why="cited")
    if relation not in PROVES and not any(_asks(line, complaint, sent_at, file=file) for line in book):
        raise Refused(No.NOT_IN_THIS_STATE, status="evidence", why="evidence")


def _asks(line: Line, complaint: UUID, sent_at: datetime, *, file: UUID) -> bool:
    match line.fact:
        case facts.Asked():
            return line.fact.complaint == complaint and line.at <= sent_at
        case facts.Verified(documents=shown):
            return file in shown
        case _:
            return False


def cited(lines: Iterable[Line]) -> frozenset[UUID]:
    """Return what a finding, a step or a decision of these lines rests on."""
    return frozenset(one for line in lines for one in _cites(line.fact))


def _cites(fact: object) -> Iterator[UUID]:
    match fact:
        case facts.StepDone(evidence=several):
            yield from several
        case facts.Proposed(findings=findings, unfounded=unfounded):
            yield from (one for finding in findings for one in finding.evidence)
            yield from unfounded.evidence if unfounded else ()
        case _:
            return
