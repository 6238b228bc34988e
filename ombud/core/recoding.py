"""What follows when a case turns out to be about something else, beside its new name?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import Side

WHY: Final = "recoded"


def follows(case: Case, code: str, *, pack: Pack, now: datetime) -> Iterator[facts.Graded | facts.Withheld]:
    """Yield what a case of the new kind begins with and this one did not: it is graver, or its account is not told yet.

    Nobody makes it less grave by a name, and who heard of a decision is not kept from it afterwards.
    """
    category = pack.category(code)
    if category.default_severity < case.severity:
        yield facts.Graded(severity=category.default_severity, why=WHY)
    ground = pack.silence_of(category)
    if ground and not case.decisions and not case.is_withheld(Side.ACCOUNT):
        review_at = now + pack.grounds[ground].review_after
        yield facts.Withheld(side=Side.ACCOUNT.value, ground=ground, approver=None, review_at=review_at)
