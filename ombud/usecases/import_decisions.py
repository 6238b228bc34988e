"""Take in decisions the host made by itself, so that they can be judged and reversed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from ombud.adapters.platform.contract import HostDecision
from ombud.core.ids import Mint
from ombud.core.refusals import Refused
from ombud.store import host_rulings


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
            new = host_rulings.keep(asdict(decision), mint=mint, now=now)
        except Refused as no:
            answers.append(Imported(id=decision.id, taken=Taken.REFUSED, why=no))
            continue
        answers.append(Imported(id=decision.id, taken=Taken.NEW if new else Taken.KNOWN))
    return tuple(answers)
