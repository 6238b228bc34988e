"""Somebody asks off the record, without the form that the law has: what is written down of it, and what may follow?

1. Whoever was asked writes it down at once: who asked, of which country, by which way, for what, and whether they threatened or
   promised something. It is a case of its own (`GR.INFORMAL`); none becomes one by a new name, and none stops being one.
2. Nothing is done because somebody asked. What it is about may be looked at under our own rules, in a case beside it (`unasked`),
   by nobody who was asked and nobody who answers the request.
3. Whoever was asked judges nothing about it: neither the request, nor what it is about, whoever else complains of that.
4. Whoever asked is told that nothing is done, and how a formal order is made; never whether anything is looked at.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ombud.core.case import Case
from ombud.core.intake import Filing
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.territories import is_known
from ombud.core.triage.report import Part
from ombud.core.vocabulary import INFORMAL, Kinship, Severity, class_of

ASKERS: Final = (
    "government",
    "police",
    "court",
    "regulator",
    "politician",
    "company",
    "public_figure",
    "own_management",
    "investor",
    "unknown",
)
"""Who asks."""
ORDERS: Final = frozenset({"government", "police", "court", "regulator"})
"""Whoever of them could order something, in the form that the law has."""
WAYS: Final = ("phone", "message", "in_person", "through_colleague")
"""By which way somebody was asked."""
WANTS: Final = ("remove", "play_down", "leave_up", "restore", "punish", "spare", "data", "other")
"""What is asked for."""
_WORDS: Final = (("asker", ASKERS), ("way", WAYS), ("wants", WANTS))


def check_filing(filing: Filing) -> None:
    """Refuse a request off the record that does not say who asked for what, and to file one in any other way.

    Raises: BAD_INPUT, UNKNOWN_WORD, NO_TERRITORY.
    """
    said = filing.informal
    if (said is not None) is not (filing.kind == INFORMAL):
        raise Refused(No.BAD_INPUT, field="kind")
    if said is None:
        return
    for field, known in _WORDS:
        if getattr(said, field) not in known:
            raise Refused(No.UNKNOWN_WORD, field=field, value=getattr(said, field), known=list(known))
    if not is_known(said.country):
        raise Refused(No.BAD_INPUT, field="country")


def as_informal(parts: Sequence[Part], *, pack: Pack) -> tuple[Part, ...]:
    """Return the one matter of what was asked off the record, whatever its words are about: nothing else begins because of it."""
    usual = Severity(pack.category(INFORMAL).default_severity)
    first = replace(parts[0], code=INFORMAL, cls=class_of(INFORMAL), severity=usual, because=(), misses=())
    return (first,)


def check_recoded(case: Case, code: str) -> None:
    """Refuse to make a case a request off the record by a name, and to let one stop being it.

    Raises: INFORMAL_APART.
    """
    if (case.informal is not None) is not (code == INFORMAL):
        raise Refused(No.INFORMAL_APART)


def check_beside(first: Case, *, kinship: Kinship, code: str) -> None:
    """Refuse to set beside a request off the record anything but a look under our own rules, and such a look beside anything else.

    Raises: INFORMAL_APART.
    """
    looks = kinship is Kinship.UNASKED
    if looks is not (first.informal is not None) or code == INFORMAL:
        raise Refused(No.INFORMAL_APART)
