"""What does a pack say about how it came about: what was loosened, and what counts only for a time?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ombud.core.pack.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A later layer replaced these keys of an entry by something that is not stricter, for a reason."""

    entry: str
    keys: tuple[str, ...]
    layer: str
    why: Text
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What a layer says about an entry counts from its `first` day to its `last`, both included (ISO 8601)."""

    entry: str
    layer: str
    first: str | None
    last: str | None

    def turns(self) -> Iterator[date]:
        """Yield the days on which it begins to count, and on which it no longer does."""
        if self.first is not None:
            yield date.fromisoformat(self.first)
        if self.last is not None:
            yield date.fromisoformat(self.last) + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """The pack that this one turns into `on` a day (ISO 8601), by its digest: who signs the one signs the other."""

    on: str
    digest: str

    @property
    def day(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.on)
