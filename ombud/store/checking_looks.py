"""What do looks over whole tables find that belongs to no book?"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from ombud.core.audit import Fault
from ombud.store.asking import asked


def _look(code: str, statement: str) -> Callable[[datetime], Iterator[Fault]]:
    def look(_late: datetime) -> Iterator[Fault]:
        for row in asked(statement):
            yield Fault(code=code, where=" ".join(str(item) for item in row))

    return look


def _of(column: str) -> str:
    return f"get_byte(uuid_send({column}), 15)"


_ROOTED: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("complaint", "case_row", "letter", "subject", "target", "host_decision", "task_claim"), _of("id")
    ),
    **dict.fromkeys(("alarm", "read_log"), _of("id")),
    **dict.fromkeys(
        (
            "hand",
            "ruling",
            "signature",
            "review",
            "access_grant",
            "member",
            "kin",
            "line",
            "redress",
            "clause_use",
            "doubt",
            "affected",
        ),
        _of("case_id"),
    ),
    **dict.fromkeys(("lapse", "task", "look", "issue", "issue_look"), _of("case_id")),
    "rating": _of("complaint"),
    "wake": _of("alarm"),
    **dict.fromkeys(("clock", "evidence", "sealed_text"), _of("owner")),
    **dict.fromkeys(("host_order", "effect"), _of("target")),
    "ledger": _of("stream"),
    "part": _of("complaint"),
    "person_key": _of("person"),
    **dict.fromkeys(("intake_key", "unfounded", "conduct"), "get_byte(key, 0)"),
}
"""Of each table, the byte that is the bucket of its rows: that of the id, or of what the row belongs to."""


def _bucket(table: str, byte: str) -> Callable[[datetime], Iterator[Fault]]:
    found = f"SELECT '{table}', t.bucket, count(*) FROM {table} t WHERE t.bucket <> {byte} GROUP BY t.bucket"  # noqa: S608 - our own names
    return _look("bucket_differs", found)


LOOKS: Final[Mapping[str, Callable[[datetime], Iterator[Fault]]]] = {
    "books": _look(
        "row_missing",
        "SELECT l.book, l.stream FROM ledger l WHERE l.seq = 1 AND NOT EXISTS (SELECT FROM complaint c"
        " WHERE c.bucket = l.bucket AND c.id = l.stream) AND NOT EXISTS (SELECT FROM case_row k"
        " WHERE k.bucket = l.bucket AND k.id = l.stream)",
    ),
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
    "restorations": _look(  # each measure that a target had borne ends, or stays, and never both
        "order_differs",
        "SELECT o.key, o.params FROM host_order o WHERE o.params IS NOT NULL AND"
        " o.params <> '{\"block\": true}' AND o.params - 'lifts' <> '{}'"
        " AND (o.do <> 'apply' OR o.params - 'words' <> '{}')"
        " AND (o.measure <> 'L3' OR o.do <> 'apply' OR o.params - 'territory' <> '{}')"
        " AND (o.measure <> 'R.UNDO' OR o.params - 'keeps' <> '{}') AND (o.measure <> 'R' OR ARRAY("
        "SELECT jsonb_array_elements_text(o.params->'measures' || (o.params->'keeps')) AS m ORDER BY m) <> ARRAY("
        "SELECT DISTINCT h.measure::text AS m FROM host_order h WHERE h.bucket = o.bucket AND h.target = o.target"
        " AND h.do = 'apply' AND h.measure <> 'R' AND h.no < o.no ORDER BY m))",
    ),
    "targets": _look(
        "target_missing",
        "SELECT o.target, max(o.no) FROM host_order o WHERE o.no IS NOT NULL GROUP BY o.bucket, o.target"
        " HAVING NOT EXISTS (SELECT FROM target t WHERE t.bucket = o.bucket AND t.id = o.target)",
    ),
    "numbers": _look(  # the numbers given in a target's line are 1 to n, each once
        "target_differs",
        "SELECT t.id, t.next_no FROM target t LEFT JOIN host_order o ON o.bucket = t.bucket AND o.target = t.id"
        " GROUP BY t.bucket, t.id HAVING (count(o.no), count(DISTINCT o.no), coalesce(min(o.no), 1),"
        " coalesce(max(o.no), 0)) <> (t.next_no - 1, t.next_no - 1, 1, t.next_no - 1)",
    ),
    "idempotency keys": _look(
        "intake_key_differs",
        "SELECT k.complaint FROM intake_key k WHERE NOT EXISTS (SELECT FROM complaint c WHERE"
        " c.bucket = get_byte(uuid_send(k.complaint), 15) AND c.id = k.complaint"
        " AND c.key_version = k.key_version AND c.received_at = k.at)",
    ),
    "linked persons": _look(
        "person_key_differs",
        "SELECT p.person, p.same_as FROM person_key p WHERE p.same_as IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM person_key o WHERE o.person = p.same_as AND o.person <> p.person)",
    ),
    "host decisions": _look(
        "host_decision_differs",
        "SELECT h.external, h.subject FROM host_decision h WHERE NOT EXISTS (SELECT FROM subject s"
        " WHERE s.bucket = h.bucket AND s.id = h.subject AND s.kind = 'decision' AND s.external = h.external)"
        " OR EXISTS (SELECT FROM unnest(ARRAY[h.account, h.item]) named WHERE named IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM subject s WHERE s.id = named))",
    ),
    "members": _look(
        "member_unknown",
        "SELECT m.case_id, m.complaint FROM member m WHERE NOT EXISTS (SELECT FROM case_row k"
        " WHERE k.bucket = m.bucket AND k.id = m.case_id) OR NOT EXISTS (SELECT FROM complaint c"
        " WHERE c.id = m.complaint)",
    ),
    "kin": _look(  # each book says of the other what the other says of it, or is due to
        "kin_differs",
        "SELECT k.case_id, k.kin FROM kin k WHERE k.due_at IS NULL AND NOT EXISTS (SELECT FROM kin o"
        " WHERE o.case_id = k.kin AND o.kin = k.case_id AND o.kinship = k.kinship AND (o.how = 'leads') <> (k.how = 'leads'))"
        " AND NOT EXISTS (SELECT FROM ledger e WHERE e.stream = k.kin AND e.kind = 'Erased')",
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
    "turns": _look(
        "pack_turn",
        "SELECT t.id, t.digest FROM pack_turn t"
        " LEFT JOIN compiled_pack k ON k.digest = t.digest AND k.jurisdiction = t.jurisdiction"
        " LEFT JOIN compiled_pack b ON b.digest = t.before AND b.jurisdiction = t.jurisdiction"
        " WHERE k.digest IS NULL OR b.digest IS NULL OR (convert_from(b.body, 'UTF8')::jsonb -> 'then') IS DISTINCT FROM"
        " jsonb_build_object('on', t.day::text, 'digest', t.digest)",
    ),
    "pages": _look(  # whoever takes a danger clears the pages about it in that commit
        "page_stands",
        "SELECT a.about, a.to_role FROM alarm a JOIN case_row k ON k.bucket = a.bucket AND k.id = a.owner"
        " WHERE a.kind = 'page' AND a.cleared_at IS NULL AND k.status <> 'queued'",
    ),
    "tasks": _look(  # what is to be mended lies with a task of its cause and clause
        "task_missing",
        "SELECT l.case_id, l.no FROM lapse l WHERE l.task_case IS NOT NULL AND NOT EXISTS (SELECT FROM task t"
        " WHERE t.case_id = l.task_case AND t.no = l.task_no AND (t.cause, t.clause) = (l.cause, l.clause))"
        " UNION ALL SELECT t.case_id, t.no FROM task t WHERE NOT EXISTS (SELECT FROM case_row k"
        " WHERE k.bucket = t.bucket AND k.id = t.case_id)",
    ),
    "clauses": _look(  # nothing is looked at again because of a clause or a rule unless a lead began that somewhere
        "again_unknown",
        "SELECT u.case_id, u.again FROM clause_use u WHERE u.again IS NOT NULL AND NOT EXISTS (SELECT FROM ledger l"
        " WHERE l.bucket = get_byte(uuid_send(u.again), 15) AND l.stream = u.again AND l.kind IN ('AgainBegun', 'RedressBegun'))",
    ),
    "packs": _look(
        "pack_missing",
        "SELECT k.id, k.pack FROM case_row k WHERE NOT EXISTS (SELECT FROM compiled_pack p WHERE p.digest = k.pack)",
    ),
    **{f"buckets of {table}": _bucket(table, byte) for table, byte in _ROOTED.items()},
}
