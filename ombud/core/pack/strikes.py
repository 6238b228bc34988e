"""How many strikes does an account bear, and which rung would the ladder suggest?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ombud.core.pack.approvals import spared
from ombud.core.pack.types import Measure, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A formal warning in force: since when, until when, by which clause; `here` if it is of the very case."""

    measure: str
    since: datetime
    until: datetime | None
    clause: str | None = None
    here: bool = False
    by_host: bool = False


def kinds(pack: Pack) -> frozenset[str]:
    """Return the measures that are strikes: those that lapse by themselves."""
    return frozenset(measure.code for measure in pack.measures.values() if measure.lasts is not None)


def suggested(count: int, *, code: str, pack: Pack) -> Measure | None:
    """Return the highest rung that so many strikes suggest, of those that the kind allows and that spare nobody here."""
    fitting = [
        measure
        for measure in pack.measures.values()
        if measure.strikes is not None
        and measure.strikes <= count
        and pack.category(code).allows(measure.code)
        and spared(pack, category=code, measure=measure.code) is None
    ]
    return max(fitting, key=lambda measure: measure.strikes or 0, default=None)


def chosen(measures: Collection[str], *, pack: Pack) -> int:
    """Return how many strikes these measures would add."""
    return sum(code in kinds(pack) for code in measures)
