"""Which words must a text hold before it is worth reading for danger at all?

Each phrase is a row of places; the place with the rarest words is chosen, and one of its words stands in every
text the phrase can match. So a text without any of them is safe to pass by: no find is ever lost to speed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, product
from types import MappingProxyType
from typing import Final

from ombud.core.triage.texts import TRADITIONAL

_PLACE: Final = re.compile(r"\((?:[^()]|\([^()]*\))*\)|[^()]+")
_WORD: Final = re.compile(r"[a-z0-9]+")
_STEM: Final = 4
_SPACED: Final = {code: " " for code in range(128) if not chr(code).isalnum()}
_PAIR: Final = 2
_COMMON: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "im",
        "is",
        "was",
        "are",
        "be",
        "being",
        "to",
        "of",
        "on",
        "off",
        "in",
        "at",
        "up",
        "or",
        "and",
        "his",
        "her",
        "him",
        "he",
        "she",
        "my",
        "me",
        "our",
        "us",
        "your",
        "it",
        "this",
        "that",
        "they",
        "them",
        "has",
        "had",
        "go",
        "going",
        "gonna",
        "dont",
        "want",
        "wants",
        "was",
        "were",
        "with",
        "for",
        "so",
        "no",
        "not",
        "all",
        "one",
        "can",
        "will",
        "just",
        "about",
        "see",
        "video",
        "videos",
        "live",
        "stream",
        "account",
        "help",
        "asking",
        "asked",
        "sent",
        "sends",
        "get",
        "make",
        "meeting",
        "young",
        "little",
        "people",
        "today",
    ]
) | frozenset(
    [
        "正在",
        "现在",
        "今天",
        "明天",
        "今晚",
        "马上",
        "我要",
        "他要",
        "她要",
        "要想",
        "准备",
        "打算",
        "已经",
        "刚刚",
        "我想",
        "孩子",
        "女儿",
        "儿子",
        "直播",
        "我女",
        "我儿",
        "到了",
        "出来",
        "我们",
        "不想",
        "已经",
        "吃了",
        "站在",
        "坐在",
    ]
)


@dataclass(frozen=True, slots=True)
class Alarms:
    """The words, word beginnings and pairs of characters, one of which every phrase holds."""

    words: frozenset[str]
    stems: frozenset[str]
    pairs: Mapping[str, tuple[str, ...]]  # by their first character

    def ring(self, text: str) -> bool:
        """Answer whether a normalised text may hold a phrase; no means certainly not."""
        words = set(text.translate(_SPACED).split() if text.isascii() else _WORD.findall(text))
        if not self.words.isdisjoint(words):
            return True
        if self.stems and not self.stems.isdisjoint({word[:_STEM] for word in words}):
            return True
        if text.isascii():
            return False
        return any(pair in text for first in self.pairs.keys() & set(text) for pair in self.pairs[first])


def alarms_of(phrases: Iterable[str]) -> Alarms:
    """Return the alarms of a set of plain phrases; this will raise ValueError for one without a firm place."""
    words: set[str] = set()
    stems: set[str] = set()
    pairs: set[str] = set()
    for phrase in phrases:
        places = [place for place in _places(phrase) if place]
        if not places:
            raise ValueError(f"nothing in this phrase is always there: {phrase!r}")
        for key in min(places, key=lambda place: (len(place & _COMMON), -max(map(len, place)))):
            if not key.isascii() or key[0] == "=":
                pairs.update(
                    "".join(pair) for pair in product(*(c + TRADITIONAL.get(c, "") for c in key.lstrip("=")))
                )
            elif key.endswith("*"):
                stems.add(key[:_STEM])
            else:
                words.add(key)
    by_first = {first: tuple(group) for first, group in groupby(sorted(pairs), key=lambda pair: pair[0])}
    return Alarms(frozenset(words), frozenset(stems), MappingProxyType(by_first))


def _places(phrase: str) -> Iterator[frozenset[str]]:
    """Yield, for each place of a phrase that cannot be empty, the keys one of which must stand there."""
    wide = not phrase.isascii()
    for place in _PLACE.findall(phrase):
        if not place.startswith("("):
            said = place.split("..")
            yield from (
                frozenset((key,))
                for piece in said
                for key in (_pairs(piece) if wide else map(_key, piece.split()))
                if key
            )
        elif "(" not in (inner := place[1:-1]):
            keys = [
                (_pairs(one) or [""])[0] if wide else _key((one.split() or [""])[0])
                for one in inner.split("|")
            ]
            yield frozenset(keys) if all(keys) else frozenset()


def _key(word: str) -> str:
    return "" if word == ".." or (word.endswith("*") and len(word) <= _STEM) else word


def _pairs(piece: str) -> list[str]:
    said = piece.replace(" ", "").split("..", 1)[0]
    return [(pair if not pair.isascii() else f"={pair}") for pair in map(str.__add__, said, said[1:])]
