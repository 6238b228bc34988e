"""What `verify` cannot notice, column by column, and why."""

COMES_AGAIN = (
    "when a chore comes next and how often it tried: no fact tells it; the chore finds out and comes again"
)
TALKED = "how the talk with the outside went; the book tells only how it ended, and what it tells is checked"
AS_TOLD = "as the host told it, once; a case holds what it judged by as sealed evidence of its own"
PEOPLE = "who works here is in no book; what they did is"
WATCHED = "a sign for those who watch; nothing is decided by it"
BEHAVED = "harm seen in minutes, measured beside the books: no fact says how long somebody looked"
ACTIVATED = "who put a pack in force and why: insert-only and not chained; that two did it is checked"
MACHINES = "which machines may call is in no book"


def _for(reasons: dict[str, str]) -> dict[str, str]:
    """Return the reason of each column; columns named together share one."""
    return {name: reason for names, reason in reasons.items() for name in names.split()}


COLUMNS: dict[str, dict[str, str]] = {
    "alarm": _for({"kind to_role owner about raised_at cleared_at cleared_by": WATCHED}),
    "api_key": _for(
        {
            "hash sender name scopes made_at revoked_at": MACHINES,
            "trusted_for trusted_by trusted_since trusted_until": MACHINES,
        }
    ),
    "certificate": _for({"agent lane until": PEOPLE}),
    "compiled_pack": {
        "stored_at": "when the shelf got it; a case pins its own by digest",
        "golden": "how many golden cases it passed then; anybody can run them again",
    },
    "complaint": _for({"sort_due_at attempts": COMES_AGAIN}),
    "dose": _for({"agent at exposure minutes s0": BEHAVED}),
    "effect": {"lift_due_at": COMES_AGAIN},
    "evidence": _for(
        {
            "scan": "what the scanner said at first; what followed, and a later verdict, are told and checked",
            "scan_due_at scans": COMES_AGAIN,
        }
    ),
    "heartbeat": _for({"chore beat_at detail": WATCHED}),
    "host_decision": _for({"at automated automation clause effects reasons told_at": AS_TOLD}),
    "host_order": _for({"attempts due_at": COMES_AGAIN, "detail noted": TALKED}),
    "intake_key": {"body": "a keyed digest of the whole filing, which is kept nowhere in that form"},
    "issue": {"due_at": COMES_AGAIN},
    "issue_look": _for({"issue done": COMES_AGAIN}),
    "redress": _for({"after due_at": COMES_AGAIN}),
    "affected": _for({"due_at": COMES_AGAIN}),
    "letter": _for(
        {
            "attempts due_at": COMES_AGAIN,
            "state detail delivered_at read_at opened_at": TALKED,
            "made_at": "a letter to an account is told of when it went, not when it was made",
        }
    ),
    "pack_proposal": _for({"applies_to why_zh why_en": ACTIVATED}),
    "pack_verdict": _for({"by at": ACTIVATED}),
    "pack_turn": _for({"id at": "when the day was noticed; which pack may follow on which day is checked"}),
    "part": {"due_at": COMES_AGAIN},
    "rating": {"due_at": COMES_AGAIN},
    "staff": _for(
        {
            "id username name email phone password last_login is_superuser is_staff is_active": PEOPLE,
            "roles languages clearances lang zone duty present seen_at": PEOPLE,
        }
    ),
    "subject": _for({"look_due_at looks": COMES_AGAIN}),
    "tie": _for(
        {"agent subject bond declared_at declared_by ended_at ended_by ended_why": PEOPLE},
    ),
    "wake": _for({"agent way attempts due_at sent_at detail": WATCHED}),
}
"""Columns that may be altered unnoticed; what is not here is noticed."""

ROWS = {
    "alarm": WATCHED,
    "api_key": MACHINES,
    "certificate": PEOPLE,
    "dose": BEHAVED,
    "heartbeat": WATCHED,
    "host_decision": AS_TOLD,
    "intake_key": "many complaints come without one; no fact says which came with one",
    "issue_look": COMES_AGAIN,
    "pack_turn": "a turn that vanished is made again at once, to the pack that was signed for that day",
    "pack_verdict": ACTIVATED,
    "staff": PEOPLE,
    "tie": PEOPLE,
    "wake": WATCHED,
}
"""Tables a row may vanish from unnoticed; what is not here is noticed."""

SWAPS: dict[str, dict[str, str]] = {
    "host_decision": _for({"account item": AS_TOLD}),
    "host_order": {
        "no": "which of two orders open at once had its turn first is in no book; of others the books tell"
    },
    "intake_key": {"complaint": "of two that came at the same moment no fact says which came with which key"},
}
"""Columns in which two rows may change places unnoticed, though another value is noticed."""

ALIKE = {
    "access_grant": "manager",
    "affected": "bucket case_id seq",
    "case_row": "ask_at asks close_due_at effect_at fan_due_at far held laws lease_until on_appeal outside_at return_at review_at sealed signer taker uncaused",
    "clause_use": "again clause fell_at stands",
    "compiled_pack": "pack version",
    "complaint": "contact contact_due held key_version later_case later_look read_by uncaused",
    "doubt": "bucket case_id",
    "evidence": "quarantined source",
    "host_order": "currency holds host_decision minor params reached",
    "intake_key": "key_version",
    "kin": "due_at",
    "letter": "key_version",
    "look": "first second",
    "member": "part",
    "pack_verdict": "verdict",
    "part": "no said",
    "person_key": "same_as version",
    "rating": "bucket case_id",
    "read_log": "at bucket grant owner",
    "redress": "bucket case_id seq",
    "review": "decision role ruling",
    "ruling": "role",
    "signature": "role",
    "task": "bucket case_id",
    "task_claim": "case_id nth",
    "team_move": "by",
    "wake": "alarm bucket",
}
"""Columns in which no two rows of these lives differ, or only rows that are alike in all else."""
