"""Which rules need more than phrases? One file each; every one looks at a text and says what it saw."""

from collections.abc import Callable, Iterable
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.triage.rules import child_age, masked_words, named_amount, said_on_form
from ombud.core.triage.seen import Seen

LOOKS: Final[tuple[Callable[[Seen], Iterable[Hit]], ...]] = (
    child_age.look,
    named_amount.look,
    masked_words.look,
    said_on_form.look,
)
"""In this order; combinations in the phrase files may build on what they find."""
