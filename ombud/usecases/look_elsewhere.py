"""Look at what somebody says is the same and was left alone: how it stands on the host, and how we decided about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ombud.adapters.platform.contract import HostSubject, LookedUp, Platform, Seen
from ombud.core import precedents
from ombud.core.case import Case
from ombud.core.decisions import check_in_hand
from ombud.core.elsewhere import ASKED, named
from ombud.core.precedents import Precedent
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import caseviews, subjects
from ombud.store.ledger import read_case
from ombud.store.precedents import about, in_force

PAGE = 20
"""So many who complained are heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """One thing that was named: as the host shows it now, if it could be asked, and how we decided about it last."""

    kind: str
    name: str
    asked: bool
    found: bool = False
    state: str = ""
    measures: tuple[str, ...] = ()
    decided: Precedent | None = None


def look_elsewhere(
    case_id: CaseId, *, by: AgentId, platform: Platform, now: datetime
) -> tuple[Elsewhere, ...]:
    """Return them as they were named by whoever complained; nothing of it is kept.

    Raises: NOT_YOURS.
    """
    case = read_case(case_id)
    check_in_hand(case, by)
    own = subjects.find(case.subject) if case.subject else None
    if own is None:
        return ()
    wanted = dict.fromkeys(_named(case))
    return tuple(
        _one(HostSubject(own.platform, kind, name), platform=platform, now=now)
        for kind, name in wanted
        if (kind, name) != (own.kind, own.external)
    )


def _named(case: Case) -> Iterator[tuple[str, str]]:
    for complaint in caseviews.joined(case.id, after=None, limit=PAGE):
        yield from named(str(caseviews.voice(complaint, words=True).answers.get(ASKED) or ""))


def _one(subject: HostSubject, *, platform: Platform, now: datetime) -> Elsewhere:
    known = subjects.known_as(subject.platform, subject.kind, subject.id)
    said: dict[str, Any] = {"kind": subject.kind, "name": subject.id}
    decided = next((one for one in map(precedents.of, about(known)) if one), None)
    answer = platform.look_up(subject, now=now)
    if not isinstance(answer, LookedUp):
        return Elsewhere(**said, asked=False, decided=decided)
    seen = answer.seen
    state = seen.snapshot.state if seen.snapshot else ""
    done = dict.fromkeys((*in_force(known, now=now), *_by_host(seen, now=now)))
    return Elsewhere(**said, asked=True, found=seen.found, state=state, measures=tuple(done), decided=decided)


def _by_host(seen: Seen, *, now: datetime) -> Iterator[str]:
    """Yield what the host decided against this very thing, and not only against its account, and still holds."""
    held = {
        one.measure
        for one in seen.earlier
        if one.lifted_at is None and (one.until is None or one.until > now)
    }
    for decision in seen.decisions:
        yield from (
            one.measure for one in decision.effects if one.subject == seen.subject and one.measure in held
        )
