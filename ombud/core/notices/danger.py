"""Who is told at once how to stay safe?"""

from typing import Final

from ombud.core.pack.types import Category
from ombud.core.vocabulary import Class, Relation, Severity

LETTER: Final = "safety"
AT_ONCE: Final = frozenset({Severity.S0, Severity.S1})


def goes_at_once(category: Category, *, severity: str, relation: str, child: bool) -> bool:
    """Say whether whoever complained gets advice and numbers with the receipt: the person it happens to, not a witness.

    The pack says for which kinds there is such a letter; a child gets it however grave the matter is.
    """
    if LETTER not in category.letters or not (child or relation == Relation.AFFECTED):
        return False
    return severity in AT_ONCE or category.cls is Class.MINORS
