"""What does no letter say, and what is to be said instead?"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from ombud.core.pack.words import Text

ANYBODY: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases that letters to these `audiences` must not hold; `*` stands for the rest of a word."""

    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    instead: Text
    audiences: tuple[str, ...] = (ANYBODY,)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A phrase that was found, and what to say instead."""

    phrase: str
    instead: Text


def unfit(text: str, phrases: Iterable[Phrases], *, audience: str) -> Unfit | None:
    """Return the first phrase that a letter to this audience must not hold, whichever language it is in."""
    said = _plain(text)
    close = re.sub(r"\s", "", said)
    for entry in phrases:
        if not {ANYBODY, audience} & {*entry.audiences}:
            continue
        for phrase in entry.zh:
            if _plain(phrase) in close:
                return Unfit(phrase, entry.instead)
        for phrase in entry.en:
            if _pattern(phrase).search(said):
                return Unfit(phrase, entry.instead)
    return None


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in _plain(phrase).split())
    return re.compile(r"\b" + r"\s+".join(words) + r"\b")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
