"""Is somebody in danger now, or a child? Asked at every door, before anything else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ombud.adapters.rules import triage_rules
from ombud.core.triage.sorting import danger, own_age

NOTHING_TICKED: Final[Mapping[str, object]] = MappingProxyType({})


def danger_now(text: str, answers: Mapping[str, object] = NOTHING_TICKED) -> tuple[str, ...]:
    """Return which S0 phrases the text holds, or that the form says so."""
    return danger(text, answers, triage_rules().danger)


def heard_in(text: str) -> tuple[str, ...]:
    """Return what later words tell that must be heard at once: a danger, and that whoever writes them is a child."""
    return (*danger_now(text), *own_age(text))
