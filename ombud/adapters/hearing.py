"""Do words that somebody wrote later tell of a danger? The phrases of the door, for every other door."""

from ombud.adapters.rules import triage_rules
from ombud.core.triage.sorting import danger


def dangers_in(text: str) -> tuple[str, ...]:
    """Return which S0 phrases stand in what somebody wrote."""
    return danger(text, {}, triage_rules().danger)
