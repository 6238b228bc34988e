"""Was an account given back while nobody said anything of what the host itself took from it for an intruder?

Counted is what the host had told of by then, had decided since somebody strange came, and still held; what it told later nobody knew.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ombud.core import clearing, enforcement, facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.clearing import HostStrike
from ombud.core.decisions import gives_control
from ombud.core.vocabulary import HOST
from ombud.store.asking import asked
from ombud.store.checking import Examined

UNSAID: Final = "strike_left_unsaid"
_RULINGS: Final = "SELECT account, external, at, told_at, effects FROM host_decision WHERE account = ANY(%s) AND told_at IS NOT NULL"
_TURNS: Final = (
    'SELECT target, host_decision, "do", made_at FROM host_order'
    " WHERE target = ANY(%s) AND host_decision IS NOT NULL ORDER BY made_at"
)
Rows = Mapping[UUID, Sequence[tuple[Any, ...]]]


def guards(
    cases: Iterable[Examined[Case]], *, accounts: Mapping[UUID | None, UUID | None]
) -> Iterator[Fault]:
    """Yield each proposal that gives an account back and says nothing of such a strike."""
    giving = [(one, accounts.get(one.state.subject)) for one in cases if _gives(one.state)]
    named = sorted({account for _, account in giving if account})
    rulings, turns = _by_first(_RULINGS, named), _by_first(_TURNS, named)
    for one, account in giving:
        if account is not None and account in rulings:
            yield from _of_case(one, account, rulings[account], turns.get(account, ()))


def _gives(case: Case) -> bool:
    return any(gives_control(case, past.proposal.measures) for past in case.decisions)


def _by_first(statement: str, named: list[UUID]) -> Rows:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for first, *rest in asked(statement, named) if named else ():
        found.setdefault(first, []).append(tuple(rest))
    return found


def _of_case(
    one: Examined[Case], account: UUID, rulings: Iterable[tuple[Any, ...]], turns: Iterable[tuple[Any, ...]]
) -> Iterator[Fault]:
    came: datetime | None = None
    for line in one.lines:
        if isinstance(line.fact, facts.Established) and line.fact.source == HOST:
            came = line.fact.strange_since
        if isinstance(line.fact, facts.Proposed) and gives_control(one.state, line.fact.measures):
            it = line.fact.intruded
            known = _held(account, rulings, turns, at=line.at)
            left = clearing.unsaid(known, since=it.since if it else came, said=clearing.said_of(line.fact))
            for strike in left:
                yield Fault(
                    code=UNSAID, where=f"case {one.state.id}", detail=f"line {line.seq}: {strike.name}"
                )


def _held(
    account: UUID, rulings: Iterable[tuple[Any, ...]], turns: Iterable[tuple[Any, ...]], *, at: datetime
) -> Iterator[HostStrike]:
    """Yield what the host had told of by a moment and the account still bore then."""
    lifted = {name: do == enforcement.LIFT for name, do, made_at in turns if made_at < at}
    for name, decided, told_at, effects in rulings:
        said = json.loads(effects) if isinstance(effects, str) else effects
        borne = tuple(one["measure"] for one in said if _bears(one, account, at=at))
        if borne and told_at <= at and not lifted.get(name):
            yield HostStrike(name=name, at=decided, thing="", clause="", measures=borne)


def _bears(effect: Mapping[str, Any], account: UUID, *, at: datetime) -> bool:
    until = effect.get("until")
    return UUID(effect["target"]) == account and (not until or datetime.fromisoformat(until) > at)
