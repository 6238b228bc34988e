"""Would this letter tell the other side who complained?

A run of twelve signs that the complainant wrote gives them away where it holds a Chinese sign or a digit; words in
letters alone are so common that it takes twenty-four. What anybody can read on the item itself gives nobody away.
A contact gives them away wherever it stands.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

from ombud.core.pack.phrasing import unfit
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side

RUN: Final = 12
PLAIN_RUN: Final = 24
CONTACT: Final = 5
"""Shorter contacts than this are words, not addresses."""

_FIRST_CHINESE: Final = "\u2e80"


def names_reporter(
    said: str, secrets: Iterable[str], *, contacts: Iterable[str] = (), public: Iterable[str] = ()
) -> bool:
    """Say whether the words hold a telling run of what a complainant wrote, or a way to reach them."""
    text = _plain(said)
    if any(len(one) >= CONTACT and one in text for one in map(_plain, contacts)):
        return True
    open_words = tuple(_plain(one) for one in public)
    return any(_gives_away(text, _plain(secret), open_words) for secret in secrets)


def check_phrases(said: str, *, pack: Pack, side: Side, field: str) -> None:
    """Refuse words to a side that no letter of ours says; name the phrase and what to write instead."""
    found = unfit(said, pack.phrases.values(), audience=side)
    if found is not None:
        raise Refused(No.LETTER_PHRASE, field=field, phrase=found.phrase, instead=found.instead)


def _gives_away(text: str, secret: str, public: tuple[str, ...]) -> bool:
    if any(_tells(run) for run in _shared(text, secret, public, length=RUN)):
        return True
    return bool(_shared(text, secret, public, length=PLAIN_RUN))


def _shared(text: str, secret: str, public: tuple[str, ...], *, length: int) -> frozenset[str]:
    shared = _runs(text, length) & _runs(secret, length)
    return frozenset(run for run in shared if not any(run in one for one in public))


def _runs(text: str, length: int) -> frozenset[str]:
    return frozenset(text[start : start + length] for start in range(len(text) - length + 1))


def _tells(run: str) -> bool:
    return any(sign.isdigit() or sign >= _FIRST_CHINESE for sign in run)


def _plain(text: str) -> str:
    """Return the text as it sounds: width, case, spaces and punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign in "@+")
