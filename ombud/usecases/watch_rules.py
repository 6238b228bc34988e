"""Call a lead where a rule of the host's may be at fault: many of its decisions are in doubt at once, or far more fall than usually."""

from datetime import datetime
from typing import Final

from ombud.core.faulty import Record, signs
from ombud.core.redress import Rule
from ombud.core.vocabulary import Role
from ombud.store import alarms, faulty
from ombud.store.alarms import Raised

NAMED: Final = 80
"""So much of a rule's name stands in an alarm."""


def watch_rules(*, now: datetime, compare: bool = False) -> int:
    """Do so once for each rule that is not stopped, and return for how many; `compare` looks at what fell of late, not at the last hour."""
    found = faulty.judged(now=now) if compare else faulty.contested(now=now)
    return sum(_call(rule, record, now=now) for rule, record in found.items())


def _call(rule: Rule, record: Record, *, now: datetime) -> int:
    said = faulty.numbers()
    about = rule.external[:NAMED]
    if not signs(record, rule=said) or faulty.is_stopped(rule, now=now):
        return 0
    if faulty.is_known(about, since=now - said.quiet):
        return 0
    first = faulty.cases_of(rule, now=now)[0]
    alarm = Raised(
        owner=first.id, kind=alarms.FAULTY, to_role=Role.LEAD.value, about=about, once=now.isoformat()
    )
    return alarms.put((alarm,), now=now)
