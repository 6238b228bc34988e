"""What is written down of a call back to an authority, so that it is a record and no free note?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ombud.core.pack.types import Step
from ombud.core.refunding import PAYMENTS
from ombud.core.refusals import No, Refused

CALL: Final = "called_back"
RECORDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {CALL: ("authority", "published_number", "officer", "asked"), PAYMENTS: (PAYMENTS,)}
)
"""What a step records → all that it asks for, a line each."""


def record(step: Step, said: Mapping[str, str]) -> str | None:
    """Return what is kept of a call back, a line for each thing; None for a step that records none.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if step.records != CALL:
        return None
    lines = [" ".join(said.get(name, "").split()) for name in RECORDED[step.records]]
    if not all(lines):
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=step.records)
    return "\n".join(lines)
