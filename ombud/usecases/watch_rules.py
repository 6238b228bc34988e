"""Call a lead where a rule of the host's, or a clause of ours, may be at fault: much is in doubt at once, or far more falls than usual."""

from datetime import datetime
from typing import Final

from ombud.core.faulty import Record, signs
from ombud.core.redress import Rule
from ombud.core.vocabulary import Role
from ombud.store import alarms, doubts, faulty, looking_again
from ombud.store.alarms import Raised
from ombud.store.in_turn import each

LEAD: Final = Role.LEAD.value
NAMED: Final = 80
"""So much of a rule's name stands in an alarm."""


def watch_rules(*, now: datetime, compare: bool = False) -> int:
    """Do so once for each that is not stopped, and return for how many; `compare` looks at what fell of late, not at the last hour."""
    found = faulty.judged(now=now) if compare else faulty.contested(now=now)
    ours = doubts.judged(now=now) if compare else doubts.contested(now=now)
    what = "rules_compared" if compare else "rules_contested"
    rules = each(found.items(), lambda pair: _call(*pair, now=now), what=what, now=now)
    return rules + each(ours.items(), lambda pair: _call_under(*pair, now=now), what=what, now=now)


def _call(rule: Rule, record: Record, *, now: datetime) -> int:
    about = rule.external[:NAMED]
    if not signs(record, rule=faulty.numbers()) or faulty.is_stopped(rule, now=now):
        return 0
    first = faulty.cases_of(rule, now=now)[0]
    return _put(Raised(owner=first.id, kind=alarms.FAULTY, to_role=LEAD, about=about, once=str(now)), now=now)


def _call_under(clause: str, record: Record, *, now: datetime) -> int:
    """Call somebody to a clause, unless it is paused already, or all that stands under it is being looked at."""
    if not signs(record, rule=faulty.numbers()) or doubts.is_paused(clause, now=now):
        return 0
    first = next(iter(doubts.cases_of(clause, now=now)), None)
    if first is None or looking_again.is_going_on(clause):
        return 0
    return _put(
        Raised(owner=first.id, kind=alarms.CLAUSE, to_role=LEAD, about=clause, once=str(now)), now=now
    )


def _put(alarm: Raised, *, now: datetime) -> int:
    """Raise it, unless the same stands already, or somebody cleared it just now."""
    since = now - faulty.numbers().quiet
    return 0 if faulty.is_known(alarm.about, kind=alarm.kind, since=since) else alarms.put((alarm,), now=now)
