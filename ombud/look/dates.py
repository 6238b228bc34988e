"""How is a moment or a length of time written for a reader?"""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from ombud.core import spoken
from ombud.core.pack.types import ClockRule
from ombud.look.words import knows, say

_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))
STYLES: Final = ("full", "date", "day", "short", "time")


def moment(at: datetime, lang: str, *, style: str = "full") -> str:
    """Return a moment in the reader's zone; `full` names the zone, so that a deadline cannot be misread."""
    here = timezone.localtime(at)
    if style == "full":
        return spoken.by_its_clock(here, lang)
    return say(
        f"look.when.{style}",
        lang,
        year=here.year,
        month=say(f"look.month.m{here.month}", lang),
        day=here.day,
        weekday=say(f"look.weekday.d{here.weekday()}", lang),
        time=f"{here:%H:%M}",
    )


def length(span: timedelta, lang: str) -> str:
    """Return a length in its two largest units, never less than a minute."""
    rest = abs(int(span.total_seconds()))
    said = []
    for unit, size in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            said.append(say(f"look.length.{unit}", lang, n=count))
    if not said:
        return say("look.length.moment", lang)
    return say("look.length.join", lang).join(said[:2])


def amounts(rule: ClockRule, lang: str) -> list[tuple[str, str]]:
    """Return for each severity that a rule names how much time it gives."""
    return [
        (severity, amount(value, rule.unit_of(severity), lang)) for severity, value in rule.amounts.items()
    ]


def amount(value: timedelta | int, unit: str, lang: str) -> str:
    """Return how much time a rule gives, in the unit it counts in."""
    if isinstance(value, int):
        return say(f"look.amount.{unit}", lang, n=value)
    key = f"look.amount.{unit}"
    return say(key, lang, time=length(value, lang)) if knows(key) else length(value, lang)
