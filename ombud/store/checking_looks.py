"""What do looks over whole tables find that belongs to no book?"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from ombud.core.audit import Fault
from ombud.store.checking import asked


def _look(code: str, statement: str) -> Callable[[datetime], Iterator[Fault]]:
    def look(_late: datetime) -> Iterator[Fault]:
        for row in asked(statement):
            yield Fault(code=code, where=" ".join(str(item) for item in row))

    return look


LOOKS: Final[Mapping[str, Callable[[datetime], Iterator[Fault]]]] = {
    "letters": _look(
        "letter_unknown",
        "SELECT l.number FROM letter l WHERE NOT EXISTS (SELECT FROM complaint c WHERE c.id = l.complaint)"
        " AND NOT EXISTS (SELECT FROM case_row k WHERE k.id = l.case_id)",
    ),
    "letter texts": _look(
        "text_missing",
        "SELECT l.number FROM letter l WHERE NOT EXISTS"
        " (SELECT FROM sealed_text s WHERE s.bucket = l.bucket AND s.id = l.text)",
    ),
    "orders": _look(
        "order_unknown",
        "SELECT o.key FROM host_order o WHERE NOT EXISTS (SELECT FROM case_row k WHERE k.id = o.case_id)",
    ),
    "orders told instead": _look(
        "order_differs",
        "SELECT o.key, o.holds FROM host_order o WHERE o.holds IS NOT NULL AND NOT EXISTS (SELECT FROM host_order h"
        " WHERE h.bucket = o.bucket AND h.key = o.holds AND h.key <> o.key AND h.target = o.target"
        " AND h.measure = o.measure AND h.do = 'apply')",
    ),
    "targets": _look(
        "target_missing",
        "SELECT o.target, max(o.no) FROM host_order o WHERE o.no IS NOT NULL GROUP BY o.bucket, o.target"
        " HAVING NOT EXISTS (SELECT FROM target t WHERE t.bucket = o.bucket AND t.id = o.target)",
    ),
    "numbers": _look(
        "target_differs",
        "SELECT t.id, t.next_no FROM target t WHERE t.next_no <> 1 + coalesce("
        "(SELECT max(o.no) FROM host_order o WHERE o.bucket = t.bucket AND o.target = t.id), 0)",
    ),
    "members": _look(
        "member_unknown",
        "SELECT m.case_id, m.complaint FROM member m WHERE NOT EXISTS (SELECT FROM case_row k"
        " WHERE k.bucket = m.bucket AND k.id = m.case_id) OR NOT EXISTS (SELECT FROM complaint c"
        " WHERE c.id = m.complaint)",
    ),
    "parts": _look(
        "part_unknown",
        "SELECT p.complaint, p.no FROM part p WHERE NOT EXISTS"
        " (SELECT FROM complaint c WHERE c.bucket = p.bucket AND c.id = p.complaint)",
    ),
    "activations": _look(
        "pack_activation",
        "SELECT p.id, p.digest FROM pack_proposal p LEFT JOIN pack_verdict v ON v.proposal = p.id"
        " LEFT JOIN compiled_pack k ON k.digest = p.digest AND k.jurisdiction = p.jurisdiction"
        " LEFT JOIN compiled_pack b ON b.digest = p.before AND b.jurisdiction = p.jurisdiction"
        " WHERE k.digest IS NULL OR b.digest IS NULL OR v.proposed_by <> p.by OR v.at < p.at"
        " OR (v.verdict = 'signed' AND v.by = p.by)"
        " UNION ALL SELECT v.proposal, v.verdict FROM pack_verdict v"
        " WHERE NOT EXISTS (SELECT FROM pack_proposal p WHERE p.id = v.proposal)",
    ),
    "packs": _look(
        "pack_missing",
        "SELECT k.id, k.pack FROM case_row k WHERE NOT EXISTS (SELECT FROM compiled_pack p WHERE p.digest = k.pack)",
    ),
}
