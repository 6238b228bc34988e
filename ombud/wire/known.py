"""How are the faults told that are known, so that a host's own help pages say what the portal says?"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from ombud.usecases.look_at_issues import Published


class InBothOut(Struct, kw_only=True):
    """Words in both languages."""

    zh: str
    en: str


class KnownFaultOut(Struct, kw_only=True):
    """A fault that is known and not mended."""

    title: InBothOut
    answer: InBothOut
    until: datetime
    late: bool


class KnownFaultsOut(Struct, kw_only=True):
    """Every fault that is known, the one that is mended soonest first."""

    faults: list[KnownFaultOut]


def known_out(several: Iterable[Published]) -> KnownFaultsOut:
    """Return what the public may know, never by which words a complaint is met."""
    return KnownFaultsOut(
        faults=[
            KnownFaultOut(
                title=InBothOut(zh=one.known.title.zh, en=one.known.title.en),
                answer=InBothOut(zh=one.known.answer.zh, en=one.known.answer.en),
                until=one.until,
                late=one.late,
            )
            for one in several
        ]
    )
