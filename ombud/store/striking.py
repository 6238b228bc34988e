"""Which strikes are in force against an account, from whatever case or from the host itself?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core import enforcement
from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.pack.strikes import Strike, kinds
from ombud.core.pack.types import Pack
from ombud.core.pack.words import falls_under
from ombud.store import holding
from ombud.store.ledger import read_case
from ombud.store.models import Case as CaseRow
from ombud.store.models import Effect, HostOrder


def in_force(
    case: Case, account: UUID | None, *, snapshot: Mapping[str, Any], pack: Pack, now: datetime
) -> tuple[Strike, ...]:
    """Return the strikes of the account behind a case, oldest first: ours, and what the host itself gave before."""
    codes = kinds(pack)
    asked = {} if account is None else _asked(account, codes)
    effects = [
        effect
        for effect in (() if account is None else _effects(account, codes, now=now))
        if (enforcement.LIFT, *_what(effect)) not in asked
    ]
    filed = _filed(effects, pack=pack)
    found = [
        Strike(
            measure=effect.measure,
            since=asked[enforcement.APPLY, *_what(effect)].made_at,
            until=effect.until,
            clause=asked[enforcement.APPLY, *_what(effect)].clause,
            code=filed[effect.case_id],
            here=effect.case_id == case.id,
        )
        for effect in effects
    ]
    ours = {order.key for order in asked.values()}
    found += _of_host(snapshot.get("earlier") or (), codes=codes, ours=ours, now=now)
    return tuple(sorted(found, key=lambda strike: strike.since))


def _filed(effects: Iterable[Effect], *, pack: Pack) -> dict[UUID, str | None]:
    """Return the kinds that the cases of these are filed as now: one that turned out to be about something else counts there.

    What came back by law, because the account answered it, is counted for no kind: nobody found that it infringed after all.
    """
    ids = {effect.case_id for effect in effects}
    rows = CaseRow.objects.filter(bucket__in={bucket_of(one) for one in ids}, id__in=ids)
    counted = tuple(code for rule in pack.repeats.values() for code in rule.of)
    return {
        row.id: None if falls_under(row.code, counted) and _came_back(row.id) else row.code for row in rows
    }


def _came_back(case_id: UUID) -> bool:
    return any(past.law for past in read_case(case_id).undone)


def _effects(account: UUID, codes: frozenset[str], *, now: datetime) -> Iterable[Effect]:
    return holding.in_force(account, at=now).filter(measure__in=codes)


def _asked(account: UUID, codes: frozenset[str]) -> dict[tuple[str, str, UUID, str], HostOrder]:
    """Return the orders about an account's strikes by what they do, and what for."""
    rows = HostOrder.objects.filter(bucket=bucket_of(account), target=account, measure__in=codes)
    return {(row.do, *_what(row)): row for row in rows}


def _what(one: Effect | HostOrder) -> tuple[str, UUID, str]:
    return one.measure, one.case_id, one.cause


def _of_host(
    earlier: Iterable[Mapping[str, Any]], *, codes: frozenset[str], ours: set[str], now: datetime
) -> Iterable[Strike]:
    for one in earlier:
        until = datetime.fromisoformat(one["until"]) if one.get("until") else None
        over = one.get("lifted_at") or (until is not None and until <= now)
        if one.get("measure") in codes and one.get("key") not in ours and not over:
            yield Strike(
                measure=one["measure"],
                since=datetime.fromisoformat(one["at"]),
                until=until,
                by_host=True,
            )
