"""How do the small values of a pack look: texts, sources, prefixes?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages, written together."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """Return the words in the language, English for one nobody here writes."""
        return self.zh if lang == "zh" else self.en


def to_a_child(said: str) -> str:
    """Return words as a child is spoken to; only Chinese has two ways to say *you*."""
    return said.replace("您", "你")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule comes from; `confidence` is `sure`, `verify` or `own` for the operator's own promise."""

    instrument: str
    article: str
    checked_on: str
    confidence: str

    @property
    def cited(self) -> str:
        """Return instrument and article, as a reader looks them up."""
        return f"{self.instrument} {self.article}".strip()


def falls_under(code: str, prefixes: Iterable[str]) -> bool:
    """Say whether the code is one of the prefixes or lies below one; `*` is above everything."""
    return not _over(code).isdisjoint(prefixes)


def above(code: str) -> tuple[str, ...]:
    """Return the code and everything above it, nearest first."""
    parts = code.split(".")
    return tuple(".".join(parts[:end]) for end in range(len(parts), 0, -1))


@lru_cache(maxsize=4096)
def _over(code: str) -> frozenset[str]:
    return frozenset({"*", *above(code)})
