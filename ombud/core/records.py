"""What is written down of what a person did outside the house or saw there, so that it is a record and no free note?"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ombud.core.pack.kinds import CONTAINED
from ombud.core.pack.types import Step
from ombud.core.refunding import PAYMENTS
from ombud.core.refusals import No, Refused

CALL: Final = "called_back"
DATA: Final = "data_given"
HANDED: Final = "handed_over"
RIGHT: Final = "right_done"
PROMISE: Final = "promise_kept"
LOOKED_IN: Final = "looked_in"
STANCE: Final = "guardian_stance"
DEBRIEFED: Final = "debriefed"
REPOSTED: Final = "posted_again"
TRANSLATED: Final = "translated"
WORDLESS: Final = "translated_none"
"""Where somebody says what stands there instead of words, so that there is nothing to translate: it is all that is said."""
EARLIER: Final = ("earlier_case", "earlier_case_too")
"""Where somebody names the two cases in which the same was removed before."""
KINDS: Final = ("data_basic", "data_traffic", "data_content")
"""Kinds of data that an authority can be given: who somebody is, when and from where they came, what they wrote."""
RECORDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        CALL: ("authority", "published_number", "officer", "asked"),
        PAYMENTS: (PAYMENTS,),
        DATA: (*KINDS, "receiver", "provision"),
        HANDED: ("handed_to", "handed_on", "handed_receipt"),
        RIGHT: ("right_done", "right_receivers"),
        PROMISE: ("promised", "promise_done"),
        LOOKED_IN: ("looked_how", "looked_on", "looked_back"),
        STANCE: ("stance_asked", "stance_said"),
        DEBRIEFED: ("debrief_by", "debrief_on", "debrief_then"),
        REPOSTED: (*EARLIER, "how_same"),
        CONTAINED: ("contained_what", "contained_by", "contained_on"),
        TRANSLATED: ("translated_from", "translated_by", "translated_words", WORDLESS),
    }
)
"""What a step records → all that it asks for, a line each."""
WRITTEN: Final = frozenset(RECORDED) - {PAYMENTS}
"""What a step records in a line of the book beside the one that says it was done."""
NUMBER: Final = "published_number"
"""Where somebody called back."""
_RUN: Final = re.compile(r"\d(?:[\s().-]{0,3}\d){6,}")
"""A number long enough to be somebody's own: an emergency number that everybody knows is nobody's invention."""
_MAIL: Final = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
EITHER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({DATA: KINDS})
"""What a step records → of these one is enough."""


SPARED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({CONTAINED: RECORDED[CONTAINED]})
"""What a step records → what need not be said where orders did it."""


def record(step: Step, said: Mapping[str, str], *, spared: bool = False) -> str | None:
    """Return what is kept of a record, a line for each thing; None for a step that records none, or what no pack asks for any more.

    Of one that is `spared` nothing need be said; what is said is said whole.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if step.records is None or step.records not in RECORDED or step.records == PAYMENTS:
        return None
    either = EITHER.get(step.records, ())
    lines = {name: " ".join(said.get(name, "").split()) for name in RECORDED[step.records]}
    nothing = lines.pop(WORDLESS, "")
    if nothing and not any(lines.values()):
        return nothing
    if nothing:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=WORDLESS)
    if spared and not any(lines.values()):
        return None
    lacks = not all(line for name, line in lines.items() if name not in either)
    if lacks or (either and not kinds(step, said)):
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=step.records)
    return "\n".join(line for line in lines.values() if line)


def said_of(step: Step, said: Mapping[str, str]) -> str:
    """Return what a step's record is of: what the step records, or that there are no words."""
    return WORDLESS if said.get(WORDLESS, "").strip() else step.records or ""


def kinds(step: Step, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of several kinds somebody wrote something for."""
    return tuple(name for name in EITHER.get(step.records or "", ()) if said.get(name, "").strip())


def check_number(step: Step, said: Mapping[str, str], *, wrote: Iterable[str]) -> None:
    """Refuse to have called back where whoever asks wrote that they be called: a stranger answers there as well as an officer.

    Raises: NUMBER_FROM_LETTER.
    """
    number = said.get(NUMBER, "")
    mine = _runs(number) if step.records == CALL else frozenset()
    theirs = frozenset(run for text in wrote for run in _runs(text))
    if any(one.endswith(other) or other.endswith(one) for one in mine for other in theirs):
        raise Refused(No.NUMBER_FROM_LETTER, number=number)


def _runs(text: str) -> frozenset[str]:
    """Return the numbers in a text by their digits alone, without the zero that is dialled at home, and the mail addresses."""
    digits = {re.sub(r"\D", "", one).lstrip("0") for one in _RUN.findall(text)}
    return frozenset(digits | set(_MAIL.findall(text.lower())))
