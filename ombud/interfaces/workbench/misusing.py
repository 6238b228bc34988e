"""What does an agent see, while deciding, of notices that were found manifestly unfounded before?"""

from collections.abc import Mapping
from typing import Any

from ombud.core.misuse import DISMISSES, is_barred
from ombud.core.pack.records import Answer
from ombud.core.receipts import number_of
from ombud.interfaces.workbench.shapes import proof_options
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen

FOLLOWS = (Answer.NOTED, Answer.WARNED, Answer.SUSPENDED)
"""What can follow for somebody whose notice was manifestly unfounded."""


def misuse(seen: CaseSeen, lang: str, form: Mapping[str, str], proof: list[str]) -> dict[str, Any] | None:
    """Return the fields of such a finding as the form has them; none where none may be made."""
    case, rule = seen.case, seen.pack.misuse
    voices = [one.complaint for one in seen.voices if not is_barred(case, one.complaint)]
    spared = rule.spares_kind(case.code, case.severity)
    if spared or not DISMISSES.intersection(seen.pack.category(case.code).outcomes) or not voices:
        return None
    several = [(str(one), number_of(one, "C")) for one in voices]
    return {
        "complaints": [("", say("workbench.misuse.nobody", lang)), *several],
        "answers": [(one.value, say(f"workbench.misuse.answer.{one.value}", lang)) for one in FOLLOWS],
        "chosen": form.get("unfounded", ""),
        "answer": form.get("unfounded_answer") or Answer.NOTED.value,
        "why": form.get("unfounded_why", ""),
        "until": form.get("unfounded_until", ""),
        "proof": proof,
        "proofs": proof_options(seen, lang),
        "longest": rule.longest.days,
    }


def records(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return what stands against whom: how often, warned when, suspended until when, and what one more would allow."""
    rule = seen.pack.misuse
    return [
        {
            "number": number_of(complaint, "C"),
            "count": one.count,
            "days": rule.within.days,
            "warned_at": one.warned_at,
            "since": one.since,
            "until": one.until,
            "allows": say(f"workbench.misuse.allows.{rule.answers(one)[-1].value}", lang),
        }
        for complaint, one in seen.records.items()
    ]
