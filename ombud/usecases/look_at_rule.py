"""Look at the rule of the host's that a case is about: what speaks against it, and which cases are about its decisions."""

from dataclasses import dataclass
from datetime import datetime

from ombud.core.faulty import Record, Sign, signs
from ombud.core.redress import Rule
from ombud.core.vocabulary import CaseId
from ombud.store import faulty, wronged
from ombud.store.faulty import Contested
from ombud.store.ledger import read_case
from ombud.store.wronged import Progress

__all__ = ["Contested", "RuleSeen", "Sign", "look_at_rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSeen:
    """A rule, what speaks against it, and the cases about its decisions of late; no word of anybody."""

    rule: Rule
    now: Record
    of_late: Record
    signs: tuple[Sign, ...]
    cases: tuple[Contested, ...]
    stopped: bool
    redressed: Progress | None


def look_at_rule(case_id: CaseId, *, now: datetime) -> RuleSeen | None:
    """Return it; nothing where no rule decided."""
    rule = wronged.rule_of(read_case(case_id))
    if rule is None:
        return None
    just, lately = (
        found.get(rule, Record()) for found in (faulty.contested(now=now), faulty.judged(now=now))
    )
    said = faulty.numbers()
    return RuleSeen(
        rule=rule,
        now=just,
        of_late=lately,
        signs=(*signs(just, rule=said), *signs(lately, rule=said)),
        cases=faulty.cases_of(rule, now=now),
        stopped=faulty.is_stopped(rule, now=now),
        redressed=wronged.far_with(rule),
    )
