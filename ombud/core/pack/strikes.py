"""How many strikes does an account bear, and which rung would the ladder, or a rule for repetition, suggest?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from ombud.core.pack.approvals import spared
from ombud.core.pack.types import Measure, Pack, Repeat
from ombud.core.pack.words import falls_under


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A formal warning in force: since when, until when, by which clause; `here` if it is of the very case.

    `code` is the kind of its case as it is filed now; of what the host gave itself nobody knows it, and what came back by law
    has none.
    """

    measure: str
    since: datetime
    until: datetime | None
    clause: str | None = None
    code: str | None = None
    here: bool = False
    by_host: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """How many strikes are in force for the kinds that a rule counts apart, and how many there would be with the one at hand."""

    rule: Repeat
    count: int
    total: int

    @property
    def suggests(self) -> bool:
        """Return whether it is so many that the rule suggests its measure."""
        return self.total >= self.rule.strikes


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


def repeated(
    strikes: Iterable[Strike], *, measures: Collection[str], code: str, pack: Pack
) -> tuple[Repeated, ...]:
    """Return what each rule for repetition counts that is about this kind, unless it would fall on somebody spared."""
    held = [one.code for one in strikes if one.code is not None]
    return tuple(
        Repeated(rule=rule, count=count, total=count + chosen(measures, pack=pack))
        for rule in pack.repeats.values()
        if falls_under(code, rule.of) and spared(pack, category=code, measure=rule.measure) is None
        for count in [sum(falls_under(one, rule.of) for one in held)]
    )


def chosen(measures: Collection[str], *, pack: Pack) -> int:
    """Return how many strikes these measures would add."""
    return sum(code in kinds(pack) for code in measures)
