"""What does a law oblige to, and where does the house keep it?"""

from dataclasses import dataclass

from ombud.core.pack.words import Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One duty of one law; kept by what the pack says at `kept_by`, or `not_kept` for a reason that is published.

    `place` is where it is owed: a country, a union, a state (`US-CA`), or `INTL` for a standard. `limit` is how long
    there is, in words: a number, or the law's own word where it has none.
    """

    id: str
    place: str
    source: Source
    trigger: Text
    duty: Text
    limit: Text | None = None
    kept_by: tuple[str, ...] = ()
    not_kept: Text | None = None
