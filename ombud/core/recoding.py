"""What follows when a case turns out to be about something else, beside its new name?"""

from collections.abc import Iterator
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.pack.types import Pack

WHY: Final = "recoded"


def follows(case: Case, code: str, *, pack: Pack) -> Iterator[facts.Graded]:
    """Yield what a case of the new kind begins with and this one did not: it is graver. Nobody makes it less grave by a name."""
    category = pack.category(code)
    if category.default_severity < case.severity:
        yield facts.Graded(severity=category.default_severity, why=WHY)
