"""Which complaints are one matter, and with what does its case begin?

Parts about the same subject and of the same class are one matter. A question of service is a matter of its own, and
so is what names no subject: nothing could prove that two of them are the same. So is what is about another thing than its complaint
names: one that is about an account lies where its complaint lies, and not where that account's other matters do.

What was decided already answers no danger, nobody who asks that a person decide, and where nothing was found to be wrong nobody who
complains after that: they may have seen what was not seen then. They begin the matter once more, all in one case, and a person looks
at it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.happening import UNFOUNDED
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import (
    Class,
    ComplaintId,
    Lang,
    Severity,
    Side,
    SubjectKind,
    Tier,
    class_claimed,
    class_of,
    lane_of,
)

HUMAN: Final = "human_wanted"
"""What a complaint tells that asks for a person to decide."""
UNKNOWN: Final = "SV.UNKNOWN"
AFTER: Final = "+"
_SHORT: Final = 12
"""How much of its name tells the decided case that a matter comes after."""


def matter_of(code: str, *, subject: UUID | None, complaint: ComplaintId) -> str:
    """Return the name of the matter: its class where others may join, else the complaint itself."""
    cls = class_of(code)
    return complaint.hex if subject is None or cls is Class.SERVICE else cls.value


def takes_named(code: str, *, kind: str, claimed: str | None, codes: Iterable[str], pack: Pack) -> bool:
    """Say whether a matter is about the thing of this kind that its complaint names.

    One about an account is never about an item. It is about an account that is named where whoever complains said that
    this is what it is about, or where nothing else in their complaint is about anybody but themselves: the account that
    was named for another matter is the other side's.
    """
    if not pack.category(code).of_account:
        return True
    if kind != SubjectKind.ACCOUNT:
        return False
    meant = claimed is not None and class_claimed(claimed) is class_of(code)
    return meant or all(pack.category(one).about for one in codes)


def matter_now(case: Case) -> str:
    """Return the name of the matter of a case: its own, where somebody said what it is about. It lies where its first complaint lies."""
    return case.opened.matter if case.named is None else case.id.hex


def may_be_joined(code: str, *, subject: UUID | None) -> bool:
    """Say whether parts of other complaints can be about the same matter."""
    return subject is not None and class_of(code) is not Class.SERVICE


def may_join(case: Case, *, severity: str, subject: UUID | None, said: Collection[str] = ()) -> bool:
    """Say whether a part may still enter an open case: not, where a decision is no answer to it, nor where a person is asked for.

    Nor where somebody found meanwhile that the case is about something else.
    Whoever joins a decided case has its letter at once, and nobody has read what they wrote.
    """
    if case.named is not None and case.subject != subject:
        return False
    if case.status is not Status.DECIDED or case.decision is None:
        return True
    return HUMAN not in said and severity != Severity.S0 and case.decision.proposal.outcome not in UNFOUNDED


def matter_after(matter: str, decided: UUID | None) -> str:
    """Return the name of the same matter once more, after the case that was decided; itself where there is none."""
    return matter if decided is None else f"{matter}{AFTER}{decided.hex[-_SHORT:]}"


def opened(
    code: str,
    *,
    severity: str,
    complaint: ComplaintId,
    subject: UUID | None,
    lang: str,
    pack: Pack,
    apart: bool = False,
    after: UUID | None = None,
) -> facts.Opened:
    """Return the first fact of the case that a part opens; what nobody could read goes to the experienced.

    `apart`: it is not about what its complaint names, and a matter of its own.
    `after`: the same matter was decided in this case, which is still open.
    """
    category = pack.category(code)
    unread = code == UNKNOWN and lang == Lang.UND
    named = None if apart else subject
    return facts.Opened(
        subject=subject,
        matter=matter_after(matter_of(code, subject=named, complaint=complaint), after),
        code=code,
        severity=severity,
        lane=lane_of(code, lang, Tier.SENIOR if unread else category.tier),
        lang=lang,
        jurisdiction=pack.jurisdiction,
        pack=pack.digest,
        sealed=category.sealed,
        withheld=pack.silence_of(category),
    )


def withheld(opening: facts.Opened, *, pack: Pack, now: datetime) -> facts.Withheld | None:
    """Return the fact that the other side is not told yet, for kinds that begin like this."""
    if opening.withheld is None:
        return None
    review_at = now + pack.grounds[opening.withheld].review_after
    return facts.Withheld(
        side=Side.ACCOUNT.value, ground=opening.withheld, approver=None, review_at=review_at
    )
