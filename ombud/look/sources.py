"""How is a reader told what a rule rests on? The law in its own words, what the house promises itself in the reader's."""

from typing import Final

from ombud.core.pack.words import Source
from ombud.look.words import knows, say

OWN: Final = "own"


def cited(source: Source, lang: str) -> str:
    """Return a source as a reader looks it up; a promise of the house that nobody put into words stays as its rules name it."""
    if source.confidence != OWN:
        return source.cited
    instrument, article = (
        _named("instrument", source.instrument, lang),
        _named("article", source.article, lang),
    )
    return say("source.cited", lang, instrument=instrument, article=article) if article else instrument


def _named(what: str, name: str, lang: str) -> str:
    key = f"source.{what}.{name}"
    return say(key, lang) if knows(key) else name
