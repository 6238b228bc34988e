"""Does everything that waits end by itself, and not before it began?"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from ombud.core.pack.lint_kinds import Found
from ombud.core.pack.promises import of_severity
from ombud.core.pack.types import ClockRule, Pack
from ombud.core.vocabulary import Severity

NO_TIME = timedelta(0)


def waits(pack: Pack) -> Found:
    """Yield every wait without an end, and every one that is over as it begins."""
    for where, time in _times(pack):
        if time is not None and time <= NO_TIME:
            yield where, "waits no time at all"
    for rule in pack.appeals.values():
        if not all(of_severity(rule.targets, severity) for severity in Severity):
            yield f"appeals.{rule.id}", "has no time limit for every severity"
    for clock in pack.clocks.values():
        if clock.not_before is not None and not _ends(clock):
            yield f"clocks.{clock.id}", "must wait for longer than there is time"


def _ends(clock: ClockRule) -> bool:
    """Say whether a clock that must not stop too early can still stop in time."""
    amounts = (amount for amount in clock.amounts.values() if type(amount) is type(clock.not_before))
    return all(clock.not_before < amount for amount in amounts)  # type: ignore[operator]


def _times(pack: Pack) -> Iterator[tuple[str, timedelta | None]]:
    for name in ("limit", "remind_after", "account"):
        yield "wait", getattr(pack.wait, name)
    for name in ("break_after", "break_for"):
        yield "care", getattr(pack.care, name)
    yield from _each(pack.wait.kinds, where="wait")
    yield "paging", pack.paging.lead_after
    yield "break_glass", pack.break_glass.limit
    yield from (("misuse", time) for time in (pack.misuse.within, pack.misuse.longest))
    yield from (("abuse", time) for time in (pack.abuse.within, pack.abuse.longest, pack.abuse.every))
    yield from _each(pack.break_glass.within, where="break_glass")
    for level, signer in pack.signers.items():
        yield from _each(signer.within, where=f"signers.{level}")
    for ground in pack.grounds.values():
        yield f"grounds.{ground.id}", ground.review_after
        yield f"grounds.{ground.id}", ground.longest
    for rule in pack.appeals.values():
        yield f"appeals.{rule.id}", rule.window
        yield from _each(rule.targets, where=f"appeals.{rule.id}")
    for measure in pack.measures.values():
        for name in ("limit", "review", "lasts", "longest"):
            yield f"measures.{measure.code}", getattr(measure, name)


def _each(within: Mapping[str, timedelta], *, where: str) -> Iterator[tuple[str, timedelta]]:
    return ((where, time) for time in within.values())
