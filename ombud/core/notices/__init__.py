"""What is each person told, in which words, and never in whose?"""

from ombud.core.notices.danger import LETTER as SAFETY
from ombud.core.notices.danger import goes_at_once
from ombud.core.notices.erasure import erasure_values
from ombud.core.notices.guard import check_phrases, names_reporter
from ombud.core.notices.names import letter_id
from ombud.core.notices.passed_on import (
    ASKED,
    BREACH,
    COUNTER,
    NOTICE,
    REPORT,
    WRITTEN,
    asked_values,
    breach_values,
    counter_values,
    notice_values,
    report_values,
)
from ombud.core.notices.places import Places
from ombud.core.notices.values import (
    Ask,
    Delay,
    Interim,
    Outcome,
    Pen,
    Subject,
    appeal_receipt_values,
    ask_values,
    delay_values,
    fraud_values,
    guardian_values,
    interim_values,
    not_proved,
    outcome_values,
    restored_values,
    safety_values,
    statement_values,
)
from ombud.core.notices.words import lines as help_lines

__all__ = [
    "ASKED",
    "BREACH",
    "COUNTER",
    "NOTICE",
    "REPORT",
    "SAFETY",
    "WRITTEN",
    "Ask",
    "Delay",
    "Interim",
    "Outcome",
    "Pen",
    "Places",
    "Subject",
    "appeal_receipt_values",
    "ask_values",
    "asked_values",
    "breach_values",
    "check_phrases",
    "counter_values",
    "delay_values",
    "erasure_values",
    "fraud_values",
    "goes_at_once",
    "guardian_values",
    "help_lines",
    "interim_values",
    "letter_id",
    "names_reporter",
    "not_proved",
    "notice_values",
    "outcome_values",
    "report_values",
    "restored_values",
    "safety_values",
    "statement_values",
]
