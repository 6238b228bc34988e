"""Which complaints are one matter, and with what does its case begin?

Parts about the same subject and of the same class are one matter. A question of service is a matter of its own, and
so is what names no subject: nothing could prove that two of them are the same.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import Class, ComplaintId, Lang, Side, Tier, class_of, lane_of

UNKNOWN: Final = "SV.UNKNOWN"


def matter_of(code: str, *, subject: UUID | None, complaint: ComplaintId) -> str:
    """Return the name of the matter: its class where others may join, else the complaint itself."""
    cls = class_of(code)
    return complaint.hex if subject is None or cls is Class.SERVICE else cls.value


def may_be_joined(code: str, *, subject: UUID | None) -> bool:
    """Say whether parts of other complaints can be about the same matter."""
    return subject is not None and class_of(code) is not Class.SERVICE


def opened(
    code: str, *, severity: str, complaint: ComplaintId, subject: UUID | None, lang: str, pack: Pack
) -> facts.Opened:
    """Return the first fact of the case that a part opens; what nobody could read goes to the experienced."""
    category = pack.category(code)
    unread = code == UNKNOWN and lang == Lang.UND
    return facts.Opened(
        subject=subject,
        matter=matter_of(code, subject=subject, complaint=complaint),
        code=code,
        severity=severity,
        lane=lane_of(code, lang, Tier.SENIOR if unread else category.tier),
        lang=lang,
        jurisdiction=pack.jurisdiction,
        pack=pack.digest,
        sealed=category.sealed,
        withheld=category.starts_withheld,
    )


def withheld(opening: facts.Opened, *, pack: Pack, now: datetime) -> facts.Withheld | None:
    """Return the fact that the other side is not told yet, for kinds that begin like this."""
    if opening.withheld is None:
        return None
    review_at = now + pack.grounds[opening.withheld].review_after
    return facts.Withheld(
        side=Side.ACCOUNT.value, ground=opening.withheld, approver=None, review_at=review_at
    )
