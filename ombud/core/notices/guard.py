"""Would this letter tell the other side who complained?

A run of twelve signs that the complainant wrote gives them away where it holds a Chinese sign or a digit; words in
letters alone are so common that it takes twenty-four. What anybody can read on the item itself, or in the published rules,
gives nobody away. A contact gives them away wherever it stands, and a name or an
address however short it is. Who writes only a few words is known by all of them: such a message must not stand in the letter
whole, unless it is too short to be anybody's own, or many wrote just that.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from ombud.core.notices.giveaway import called, giveaways, is_ordinary
from ombud.core.pack.phrasing import unfit
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side

RUN: Final = 12
PLAIN_RUN: Final = 24
SHORT: Final = 6
PLAIN_SHORT: Final = 12
"""Shorter messages than this name what happened and nothing else: 这是诈骗, *this is spam*."""
MANY: Final = 5
"""So many who wrote the same words are told apart by them no more than numbers that count so many are withheld."""
CONTACT: Final = 5
"""A shorter contact in Latin letters or digits, and a single name, is looked for as a word and not in the middle of one."""
LEAST: Final = 2
"""Whatever is shorter tells nobody anything."""

_FIRST_CHINESE: Final = "\u2e80"


def names_reporter(
    said: str,
    secrets: Collection[str],
    *,
    contacts: Iterable[str] = (),
    names: Iterable[str] = (),
    public: Iterable[str] = (),
) -> bool:
    """Say whether the words hold a telling run of what a complainant wrote, or a way to reach them.

    So does a name or an address, however short: one of those they gave as such (`names`), or that their own words lead to; and
    what somebody of that name is called alone.
    """
    text = _plain(said)
    if any(_stands(one, said, text) for one in contacts):
        return True
    telling = frozenset(run for run in _runs(text, RUN) if _tells(run)), _runs(text, PLAIN_RUN)
    shared = frozenset().union(*(_shared(telling, _plain(secret)) for secret in secrets))
    told = {*names, *(one for secret in secrets for one in giveaways(secret))}
    also = {one for name in told for one in called(name.strip())} - told
    shared |= {_plain(one) for one in told if _stands(one, said, text)}
    shared |= {_plain(one) for one in also if _is_called(one, said, text)}
    open_words = tuple(_plain(one) for one in public) if shared else ()
    return any(not any(run in one for one in open_words) for run in shared)


def quotes_whole(said: str, messages: Iterable[Collection[str]], *, public: Iterable[str] = ()) -> bool:
    """Say whether the words hold the whole of a short message; `messages` are those of each who complained."""
    text = _plain(said)
    wrote = Counter(one for several in messages for one in {_plain(message) for message in several})
    quoted = [one for one, times in wrote.items() if times < MANY and _is_own(one) and one in text]
    open_words = tuple(_plain(one) for one in public) if quoted else ()
    return any(not any(one in words for words in open_words) for one in quoted)


def check_phrases(said: str, *, pack: Pack, side: Side, field: str) -> None:
    """Refuse words to a side that no letter of ours says; name the phrase and what to write instead."""
    found = unfit(said, pack.phrases.values(), audience=side)
    if found is not None:
        raise Refused(No.LETTER_PHRASE, field=field, phrase=found.phrase, instead=found.instead)


def _stands(one: str, said: str, text: str) -> bool:
    """Say whether a name or a way to reach somebody stands in the words; `text` is how they sound."""
    plain = _plain(one)
    if len(plain) < LEAST:
        return False
    if not one.isascii() or (len(plain) >= CONTACT and (one.islower() or not one.isalpha())):
        return plain in text
    word = rf"(?<![A-Za-z0-9]){re.escape(one.strip())}(?![A-Za-z0-9])"
    return re.search(word, unicodedata.normalize("NFKC", said)) is not None


def _is_called(one: str, said: str, text: str) -> bool:
    """Say whether part of a name stands in the words; one that is a word as well, where no sentence begins with it."""
    if not is_ordinary(one):
        return _stands(one, said, text)
    within = rf"(?<![A-Za-z])[a-z]+,? {re.escape(one)}(?![A-Za-z0-9])(?! [A-Z])"
    return re.search(within, unicodedata.normalize("NFKC", said)) is not None


def _shared(telling: tuple[frozenset[str], frozenset[str]], secret: str) -> frozenset[str]:
    few, many = telling
    return (few & _runs(secret, RUN)) | (many & _runs(secret, PLAIN_RUN))


def _is_own(message: str) -> bool:
    """Say whether a message is short enough to hold no run, and long enough to be somebody's own words."""
    return (SHORT if _tells(message) else PLAIN_SHORT) <= len(message) < PLAIN_RUN


def _runs(text: str, length: int) -> frozenset[str]:
    return frozenset(text[start : start + length] for start in range(len(text) - length + 1))


def _tells(run: str) -> bool:
    return any(sign.isdigit() or sign >= _FIRST_CHINESE for sign in run)


def _plain(text: str) -> str:
    """Return the text as it sounds: width, case, spaces and punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign in "@+")
