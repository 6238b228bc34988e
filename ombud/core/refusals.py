"""How do the rules say no? With a code and facts; the doors find the words."""

from enum import StrEnum


class No(StrEnum):
    """Every reason for which a rule refuses."""

    # what came in cannot be read
    BAD_INPUT = "bad_input"
    BAD_NUMBER = "bad_number"
    BAD_TIME = "bad_time"
    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_QUESTION = "unknown_question"
    WRONG_ANSWER = "wrong_answer"
    ANSWER_MISSING = "answer_missing"
    TOO_MANY_LINES = "too_many_lines"
    FILE_TYPE = "file_type"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_FILES = "too_many_files"
    FILE_BROKEN = "file_broken"
    FILE_SHUT = "file_shut"
    # who asks
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    WRONG_CODE = "wrong_code"
    KEY_REUSED = "key_reused"
    TOO_OFTEN = "too_often"
    TOO_FAST = "too_fast"
    # the book
    MOVED_ON = "moved_on"
    NOT_IN_THIS_STATE = "not_in_this_state"
    ALREADY_DONE = "already_done"
    NOT_THE_INCIDENT = "not_the_incident"
    ENDED = "ended"
    # dispatch
    NOT_YOURS = "not_yours"
    NOTHING_WAITING = "nothing_waiting"
    ON_A_BREAK = "on_a_break"
    NOT_CERTIFIED = "not_certified"
    NO_LANGUAGE = "no_language"
    NO_CLEARANCE = "no_clearance"
    DOSE_SPENT = "dose_spent"
    RESTING = "resting"
    HANDS_FULL = "hands_full"
    JUST_RETURNED = "just_returned"
    CONFLICT = "conflict"
    HAND_IN_IT = "hand_in_it"
    KEPT_OUT = "kept_out"
    PRESS_ASKS = "press_asks"
    NEEDS_GRANT = "needs_grant"
    NEEDS_REASON = "needs_reason"
    NOT_READ = "not_read"
    # playbook and decision
    STEP_UNKNOWN = "step_unknown"
    STEP_ROLE = "step_role"
    STEP_NOT_SKIPPABLE = "step_not_skippable"
    STEP_NEEDS_EVIDENCE = "step_needs_evidence"
    STEP_AFTER = "step_after"
    STEP_WAITS = "step_waits"
    STEP_NEEDS_LEAD = "step_needs_lead"
    STEPS_OPEN = "steps_open"
    OTHER_KIND = "other_kind"
    UNEXPLAINED = "unexplained"
    CLAUSE_UNKNOWN = "clause_unknown"
    CLAUSE_MISSING = "clause_missing"
    FACTS_MISSING = "facts_missing"
    REASONS_MISSING = "reasons_missing"
    CAUSE_MISSING = "cause_missing"
    MEASURE_NOT_ALLOWED = "measure_not_allowed"
    SPARED = "spared"
    UNFOUNDED = "unfounded"
    ABUSE = "abuse"
    MEASURE_NEEDS_TARGET = "measure_needs_target"
    MEASURE_NEEDS_LIMIT = "measure_needs_limit"
    OUTCOME_NOT_ALLOWED = "outcome_not_allowed"
    BAD_AMOUNT = "bad_amount"
    NEEDS_VERIFICATION = "needs_verification"
    SCORE_TOO_LOW = "score_too_low"
    OUTSIDE_INTRUSION = "outside_intrusion"
    SAME_SIGNER = "same_signer"
    SIGNER_ROLE = "signer_role"
    DOWNGRADE_NEEDS_SECOND = "downgrade_needs_second"
    NOT_EXTENDABLE = "not_extendable"
    TIME_IS_UP = "time_is_up"
    LOCK_RUNS = "lock_runs"
    LOCKED_LONGEST = "locked_longest"
    NOT_BEFORE = "not_before"
    CAME_BACK = "came_back"
    SUIT_CLOSED = "suit_closed"
    NOT_CONTRADICTED = "not_contradicted"
    SETTLE_FIRST = "settle_first"
    NOT_TO_BE_WARNED = "not_to_be_warned"
    ANSWER_CLOSED = "answer_closed"
    # carrying out, telling, closing
    ORDERS_OPEN = "orders_open"
    LETTERS_OPEN = "letters_open"
    LETTER_FIELD_EMPTY = "letter_field_empty"
    LETTER_NAMES_REPORTER = "letter_names_reporter"
    LETTER_PHRASE = "letter_phrase"
    GROUND_UNKNOWN = "ground_unknown"
    # appeal
    APPEAL_CLOSED = "appeal_closed"
    APPEAL_ALREADY = "appeal_already"
    NOT_DECIDED = "not_decided"
    RECORD_APART = "record_apart"
    # pack
    PACK_BROKEN = "pack_broken"
    PACK_IN_FORCE = "pack_in_force"
    PACK_UNFIT = "pack_unfit"
    PACK_UNTRIED = "pack_untried"
    PROPOSAL_OVER = "proposal_over"
    ERASED = "erased"


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An anticipated no: a code and the facts that explain it."""

    def __init__(self, code: No, **facts: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """Return code and facts for a log line."""
        return f"{self.code.value} {self.facts}" if self.facts else self.code.value
