"""Whose notices are looked at first? Who was named a trusted flagger (DSA art. 22), for what it knows, and while it is one."""

from dataclasses import dataclass
from datetime import datetime

from ombud.core.pack.words import falls_under


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """A standing that the operator gave to a machine's key, never a claim: `by` whom it was named, and its reference."""

    areas: tuple[str, ...]
    by: str
    since: datetime
    until: datetime | None = None

    def covers(self, code: str, *, at: datetime) -> bool:
        """Say whether a notice of this kind that came in then has priority; outside what it knows it has none."""
        stood = self.since <= at and (self.until is None or at < self.until)
        return stood and falls_under(code, self.areas)
