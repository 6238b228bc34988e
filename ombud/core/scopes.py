"""Whom did a leak touch, which data of how many, and does what an authority was told of that still hold?

1. The host tells it of one part of its systems: whose data got out, which kinds of how many people, since when and until when. The
   whole answer is evidence; the book keeps the figures and a fingerprint over whose data and which. The same once more changes nothing.
2. Another answer is another scope: whoever is new in it is named and told as all are; whoever is not in it any more was told, and stays.
3. An authority that had its report before the figures changed is owed them: the case stays open until its report is written once more.
   So is one that was told of a child before another of the same account had a case.
4. Where the host cannot say it a person writes the figures down, with why.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.pack.authorities import REPORT
from ombud.core.pack.tools import OTHERS
from ombud.core.pack.types import Pack
from ombud.core.playbooks import playbook_of
from ombud.core.refusals import No, Refused

HOST_SAID: Final = "host"
BY_HAND: Final = "hand"
MOST: Final = 2**31
_LONGEST: Final = 40


def data(kinds: Mapping[str, int]) -> tuple[facts.Data, ...]:
    """Return which kinds of data got out, of how many each; refuse a name that is no word, or no number.

    Raises: BAD_INPUT.
    """
    for name, n in kinds.items():
        if not name.replace("_", "").isalnum() or len(name) > _LONGEST or not 0 <= n < MOST:
            raise Refused(No.BAD_INPUT, field="kinds")
    return tuple(facts.Data(name=name, n=n) for name, n in sorted(kinds.items()))


def typed(said: str) -> tuple[facts.Data, ...]:
    """Read figures as a person types them, a kind and how many on a line: "phone 380".

    Raises: BAD_INPUT.
    """
    rows = [line.replace("：", " ").replace(":", " ").split() for line in said.splitlines() if line.strip()]
    if not rows or any(len(row) != len(("kind", "n")) or not row[1].isdecimal() for row in rows):
        raise Refused(No.BAD_INPUT, field="kinds")
    return data({name: int(n) for name, n in rows})


def check_time(since: datetime | None, until: datetime | None, *, now: datetime) -> tuple[datetime, datetime]:
    """Return from when until when data got out; refuse what is no such time.

    Raises: BAD_TIME.
    """
    if since is None or until is None or since > until or since > now:
        raise Refused(No.BAD_TIME, field="scope_since", why="log")
    return since, until


def fingerprint(
    whose: Iterable[tuple[UUID, str, bool]], kinds: Iterable[facts.Data], *, text: str = ""
) -> str:
    """Return a digest over whose data got out and which kinds of how many."""
    people = b"".join(one.bytes + f"{lang}{child}".encode() for one, lang, child in sorted(whose))
    rest = repr([(one.name, one.n) for one in kinds]) + text
    return sha256(people + rest.encode()).hexdigest()


def last(case: Case, system: UUID | None) -> facts.ScopeTold | None:
    """Return what was told last of a part of the systems."""
    return next((one for one in case.scopes if one.system == system), None)


def outdated(case: Case, pack: Pack) -> tuple[str, ...]:
    """Return the steps by which an authority was told, before it was known how many it really is: touched by a leak, or children.

    Under rules by which a report waited for the question to whom else an account wrote, it had counted the children.
    """
    at, steps = case.counted_at, playbook_of(case, pack).steps
    others = {step.id for step in steps if step.tool == OTHERS}
    told = (
        step
        for step in steps
        if step.letter == REPORT
        and step.to is not None
        and (step.shared is not None or (others and others.isdisjoint(step.after)))
    )
    return tuple(
        step.id
        for step in told
        if at is not None and step.id in case.steps_done and case.done_at[step.id] < at
    )


def figures(case: Case) -> Iterator[tuple[str, int]]:
    """Yield how many people each kind of data got out of, the most that was told."""
    names = sorted({one.name for scope in case.scopes for one in scope.kinds})
    for name in names:
        yield name, max(one.n for scope in case.scopes for one in scope.kinds if one.name == name)


def persons(case: Case) -> int:
    """Return how many people it is, as far as is known: named by their accounts, or only counted."""
    return max([case.affected, *(one.persons for one in case.scopes)])
