"""Which decisions of the host's did a rule make that was wrong, and how does each of them stand?"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.redress import Rule
from ombud.core.vocabulary import SubjectId
from ombud.store import subjects
from ombud.store.asking import asked
from ombud.store.ledger import read_case
from ombud.store.models import HostDecision, RedressRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many a rule wronged, of how many it was decided, how many have all back that the host confirmed, and what is left.

    `kept` are those of which something stays away because another decision in force requires it; `stays` those of which a person
    found that the decision was right all the same, at once or on another appeal; `waits` those that wait for a person.
    """

    wronged: int
    decided: int
    restored: int
    kept: int
    stays: int
    waits: int


def rule_of(case: Case) -> Rule | None:
    """Return the rule by which the host made the decision that a case is about."""
    named = subjects.find(case.subject) if case.subject else None
    row = HostDecision.objects.filter(bucket=bucket_of(named.id), subject=named.id).first() if named else None
    if named is None or row is None or not row.automated:
        return None
    said = {name: str(row.automation.get(name) or "") for name in ("model", "version")}
    return Rule(platform=named.platform, clause=row.clause, **said)


_PAGE: Final = """
SELECT d.id, d.subject FROM host_decision d WHERE d.clause = %s AND d.automated AND d.automation->>'model' = %s
  AND d.automation->>'version' = %s AND d.at >= %s AND d.subject <> %s AND EXISTS (SELECT 1 FROM subject s
  WHERE s.bucket = d.bucket AND s.id = d.subject AND s.platform = %s) AND d.id > %s ORDER BY d.id LIMIT %s
"""
_FAR: Final = """
SELECT count(*), count(*) FILTER (WHERE c.settled), count(*) FILTER (WHERE c.settled AND o.given > 0 AND o.open = 0),
  count(*) FILTER (WHERE c.settled AND o.given > 0 AND o.open = 0 AND o.kept > 0),
  count(*) FILTER (WHERE c.settled AND o.given = 0), count(*) FILTER (WHERE NOT c.settled)
FROM host_decision d
LEFT JOIN LATERAL (SELECT k.id, k.status IN ('decided', 'closed') AS settled FROM case_row k
  WHERE k.bucket = d.bucket AND k.subject = d.subject ORDER BY k.opened_at DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT count(*) AS given, count(*) FILTER (WHERE h.state = 'needless') AS kept,
  count(*) FILTER (WHERE h.state NOT IN ('confirmed', 'needless', 'overridden')) AS open
  FROM host_order h WHERE h.case_id = c.id AND h.do = 'lift' AND h.host_decision = d.external AND NOT EXISTS (
    SELECT FROM host_order a WHERE a.case_id = h.case_id AND a.do = 'apply' AND a.host_decision = h.host_decision
      AND a.target = h.target AND a.measure = h.measure AND a.made_at > h.made_at)) o ON true
WHERE d.clause = %s AND d.automated AND d.automation->>'model' = %s AND d.automation->>'version' = %s AND d.at >= %s
  AND d.subject <> %s AND EXISTS (SELECT 1 FROM subject s WHERE s.bucket = d.bucket AND s.id = d.subject AND s.platform = %s)
"""


def _asked(case: Case) -> tuple[Any, ...]:
    rule, begun = rule_of(case), case.redress
    if rule is None or begun is None:
        return ()
    return rule.clause, rule.model, rule.version, begun.since, case.subject, rule.platform


def page(case: Case, *, after: UUID | None, size: int) -> list[tuple[UUID, SubjectId]]:
    """Return some decisions of the rule that a case found wrong, each with its subject, in the order of their ids."""
    return list(asked(_PAGE, *_asked(case), after or UUID(int=0), size))


def progress(case: Case) -> Progress | None:
    """Return how far a redress is; nothing where none was begun."""
    if case.redress is None:
        return None
    [(whole, decided, restored, kept, stays, waits)] = asked(_FAR, *_asked(case))
    return Progress(wronged=whole, decided=decided, restored=restored, kept=kept, stays=stays, waits=waits)


def far_with(rule: Rule) -> Progress | None:
    """Return how far it is that everybody is put right whom a rule wronged; nothing where nobody found it wrong."""
    begun = RedressRow.objects.order_by("case_id").values_list("case_id", flat=True).distinct()
    cases = (read_case(one) for one in begun)
    found = (progress(case) for case in cases if case.redress is not None and rule_of(case) == rule)
    return next(found, None)
