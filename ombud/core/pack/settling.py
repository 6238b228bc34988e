"""Which of two duties is kept that cannot both be? As the declared precedence says; else as a person does."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one place says about a key, and what for."""

    place: str
    key: str
    value: str
    concern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whose duty a person follows about an entry: that of a `place` for its `key`, not the one `over` there."""

    entry: str
    place: str
    key: str
    over: str
    over_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two duties about one entry that cannot both be kept: the first one is.

    It is `settled` by precedence or, `chosen`, by a person; until then the first is kept because it was there first.
    """

    entry: str
    kept: Duty
    left: Duty
    settled: bool
    chosen: bool = False

    @property
    def choices(self) -> tuple[Choice, Choice]:
        """Return what a person may choose: what is kept, or what is left."""
        return self._choice(self.kept, self.left), self._choice(self.left, self.kept)

    def _choice(self, to: Duty, off: Duty) -> Choice:
        return Choice(entry=self.entry, place=to.place, key=to.key, over=off.place, over_key=off.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """By what conflicts are settled; `whose` is the place of a value that is not the first place's."""

    order: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    whose: dict[tuple[str, str], str] = field(default_factory=dict)

    def settle(self, entry: str, one: Duty, other: Duty) -> Conflict:
        """Let precedence settle it between two concerns, else what a person chose last; else the first stays."""
        order = self.order
        known = one.concern in order and other.concern in order and one.concern != other.concern
        if known and order.index(other.concern) < order.index(one.concern):
            return Conflict(entry=entry, kept=other, left=one, settled=True)
        as_is = Conflict(entry=entry, kept=one, left=other, settled=known)
        chosen = next((choice for choice in reversed(self.choices) if choice in as_is.choices), None)
        if known or chosen is None:
            return as_is
        kept, left = (one, other) if chosen == as_is.choices[0] else (other, one)
        return Conflict(entry=entry, kept=kept, left=left, settled=True, chosen=True)
