"""Take in decisions the host made by itself, so that they can be judged and reversed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from ombud.adapters.platform.contract import HostDecision
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.store import subjects
from ombud.store.transactions import one_transaction


class Taken(StrEnum):
    """What became of one decision."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One decision's answer."""

    id: str
    taken: Taken
    why: Refused | None = None


def import_decisions(decisions: Sequence[HostDecision], *, mint: Mint, now: datetime) -> tuple[Imported, ...]:
    """Take each by itself: good ones are kept although others are refused; the same again is known."""
    answers = []
    for decision in decisions:
        try:
            new = _take(decision, mint=mint, now=now)
            _link(decision)
        except Refused as no:
            answers.append(Imported(id=decision.id, taken=Taken.REFUSED, why=no))
            continue
        answers.append(Imported(id=decision.id, taken=Taken.NEW if new else Taken.KNOWN))
    return tuple(answers)


@one_transaction
def _take(decision: HostDecision, *, mint: Mint, now: datetime) -> bool:
    if decision.at > now:
        raise Refused(No.BAD_TIME, field="at")
    platform = decision.subject.platform
    if any(effect.subject.platform != platform for effect in decision.effects):
        raise Refused(No.BAD_INPUT, field="effects.subject.platform")
    item = subjects.keep(platform, decision.subject.kind, decision.subject.id)
    account = subjects.keep(platform, "account", decision.account) if decision.account else None
    effects = [
        {
            "measure": effect.measure,
            "target": subjects.keep(platform, effect.subject.kind, effect.subject.id).hex,
            "until": effect.until.isoformat() if effect.until else None,
        }
        for effect in decision.effects
    ]
    kept = subjects.Decided(
        platform=platform,
        external=decision.id,
        at=decision.at,
        item=item,
        account=account,
        clause=decision.clause,
        automation=asdict(decision.automation),
        effects=effects,
        reasons=decision.reasons,
    )
    return subjects.keep_decision(kept, mint=mint)


def _link(decision: HostDecision) -> None:
    """Name the account behind item and decision, each in a commit of its own: they lie in different buckets."""
    if decision.account:
        platform = decision.subject.platform
        account = subjects.keep(platform, "account", decision.account)
        for kind, external in ((decision.subject.kind, decision.subject.id), ("decision", decision.id)):
            subjects.link(subjects.keep(platform, kind, external), account=account)
