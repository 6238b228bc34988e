"""What does a rule with logic get to see?"""

from collections.abc import Mapping
from dataclasses import dataclass

from ombud.core.triage.report import Report


@dataclass(frozen=True, slots=True)
class Seen:
    """The report, its normalised text, and where phrases were found in it."""

    report: Report
    text: str
    where: Mapping[str, tuple[int, int]]
