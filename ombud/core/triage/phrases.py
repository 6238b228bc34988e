r"""How are thousands of phrases found in a text at the cost of reading it once?

A phrase is written as people say it, with three marks: `(a|b)` either, `word*` any ending, ` .. ` a few words
(or characters) between. A phrase is filed under how it begins: an English one under its first word (or that
word's first four letters), a Chinese one under its first two characters. Reading a text looks each word and
each pair up, so the cost grows with the text and not with the phrases. Gaps are bounded and possessive: no text
makes the search slow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from typing import Final

from ombud.core.triage.texts import TRADITIONAL

_EITHER: Final = re.compile(r"\(([^()]*)\)")
_WORD: Final = re.compile(r"[a-z0-9]+")
_WIDE: Final = re.compile(r"[^\x00-\x7f]")
_SENTENCE_END: Final = re.compile(r"[.!?。\n]")
_BETWEEN_WORDS: Final = r"[^\w.!?。\n]{1,3}"
_BEFORE_WORD: Final = rf"(?:(?<![a-z0-9])|{_BETWEEN_WORDS})"
_MARK_EN: Final = re.compile(r"\.\.|[()|]|[a-z0-9]+\*?")
_MARK_ZH: Final = re.compile(r"\.\.|.")
_MARKS_EN: Final = {"(": "(?:", ")": ")", "|": "|", "..": rf"(?:{_BETWEEN_WORDS}[a-z0-9]++){{0,4}}?"}
_MARKS_ZH: Final = {"(": "(?:", ")": ")", "|": "|", "..": r"[^。!?\n]{0,8}?"}
_PAIR: Final = 2
_STEM: Final = 4
_EARSHOT: Final = 40  # characters on either side in which a guard is heard


@dataclass(frozen=True, slots=True)
class Set:
    """The phrases of one rule, with the guards that call a find off."""

    rule: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finds:
    """Which rules were found, where first, and which only behind a guard."""

    where: Mapping[str, tuple[int, int]]
    guarded: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: str
    pattern: str  # compiled when a text first asks, so that a command starts fast and the door compiles danger only
    guard: str

    def guards(self, text: str, start: int, end: int) -> bool:
        """Answer whether a guard stands in the same sentence."""
        if not self.guard:
            return False
        before = _SENTENCE_END.split(text[max(0, start - _EARSHOT) : start])[-1]
        after = _SENTENCE_END.split(text[end : end + _EARSHOT], maxsplit=1)[0]
        return _compiled(self.guard).search(before + text[start:end] + after) is not None


class Index:
    """Phrase sets, compiled once; reading is pure and linear in the text."""

    __slots__ = ("_pairs", "_singles", "_stems", "_words")

    def __init__(self, sets: Iterable[Set]) -> None:
        """Compile the sets; this will raise ValueError for a phrase that cannot be filed."""
        shelves: dict[str, dict[str, dict[str, _Entry]]] = {
            "words": {},
            "stems": {},
            "pairs": {},
            "singles": {},
        }
        for one in sets:
            entry = _Entry(
                one.rule, "|".join(map(_pattern, one.phrases)), "|".join(map(_pattern, one.unless))
            )
            for phrase in one.phrases:
                for opening in _openings(phrase):
                    shelf, keys = _keys(opening, wide=bool(_WIDE.search(phrase)))
                    for key in keys:
                        shelves[shelf].setdefault(key, {})[one.rule] = entry
        self._words = {key: tuple(entries.values()) for key, entries in shelves["words"].items()}
        self._stems = {key: tuple(entries.values()) for key, entries in shelves["stems"].items()}
        self._pairs = {key: tuple(entries.values()) for key, entries in shelves["pairs"].items()}
        self._singles = {key: tuple(entries.values()) for key, entries in shelves["singles"].items()}

    def read(self, text: str) -> Finds:
        """Return every rule with a phrase in the normalised text."""
        where: dict[str, tuple[int, int]] = {}
        guarded: set[str] = set()
        for start, entries in self._places(text):
            for entry in entries:
                if entry.rule in where or (match := _compiled(entry.pattern).match(text, start)) is None:
                    continue
                if entry.guards(text, *match.span()):
                    guarded.add(entry.rule)
                else:
                    where[entry.rule] = match.span()
        return Finds(where, frozenset(guarded.difference(where)))

    def compiling(self) -> Iterator[None]:
        """Compile a phrase set at each step, for a process that copies are made from in its spare time."""
        for shelf in (self._words, self._stems, self._pairs, self._singles):
            for entry in chain.from_iterable(shelf.values()):
                for pattern in filter(None, (entry.pattern, entry.guard)):
                    before = _compiled.cache_info().misses
                    _compiled(pattern)
                    if _compiled.cache_info().misses > before:
                        yield

    def _places(self, text: str) -> Iterator[tuple[int, tuple[_Entry, ...]]]:
        words, stems, pairs, singles = self._words, self._stems, self._pairs, self._singles
        for match in _WORD.finditer(text):
            word = match[0]
            if word in words:
                yield match.start(), words[word]
            if word[:_STEM] in stems:
                yield match.start(), stems[word[:_STEM]]
        if not text.isascii():
            for start, pair in enumerate(map(str.__add__, text, text[1:])):
                if pair in pairs:
                    yield start, pairs[pair]
                if pair[0] in singles:
                    yield start, singles[pair[0]]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _openings(phrase: str) -> list[str]:
    """Return the phrase with as many of its first alternatives written out as it takes to file it."""
    opened, waiting = [], [plain(phrase)]
    while waiting:
        said = waiting.pop()
        inner = _EITHER.search(said)
        head = said.split("(", 1)[0].lstrip()
        if inner is None or (len(head.replace(" ", "")) >= _PAIR if _WIDE.search(phrase) else " " in head):
            opened.append(said.strip())
            continue
        before, after = said[: inner.start()], said[inner.end() :]
        waiting += [before + choice + after for choice in inner[1].split("|")]
    return opened


def _keys(opening: str, *, wide: bool) -> tuple[str, list[str]]:
    """Return the shelf (words, stems, pairs or singles) and the keys a phrase belongs under."""
    first = opening.split(" ", 1)[0]
    if wide:
        start = opening.replace(" ", "")[:_PAIR]
        if len(start) < _PAIR or start[0] == ".":
            raise ValueError(f"a Chinese phrase begins with a character and has two: {opening!r}")
        if start[1] == ".":
            return "singles", list(_forms(start[0]))
        return "pairs", ["".join(pair) for pair in product(*map(_forms, start))]
    if first.endswith("*") and len(first) > _STEM:
        return "stems", [first[:_STEM]]
    if not _WORD.fullmatch(first):
        raise ValueError(f"an English phrase begins with a word, an open one of four letters: {opening!r}")
    return "words", [first]


def _pattern(phrase: str) -> str:
    """Return the phrase as a regular expression that matches where its first word or character stands."""
    said = plain(phrase)
    if _WIDE.search(said):
        return "".join(
            _MARKS_ZH.get(mark) or _character(mark) for mark in _MARK_ZH.findall(said.replace(" ", ""))
        )
    marks = _MARK_EN.findall(said)
    if "".join(marks) != said.replace(" ", ""):
        raise ValueError(f"letters and figures make an English phrase: {phrase!r}")
    return "".join(_MARKS_EN.get(mark) or _word(mark) for mark in marks)


def plain(phrase: str) -> str:
    """Return a phrase in the form texts are folded to."""
    said = phrase.lower().replace("'", "")
    return said if _WIDE.search(said) else said.replace("-", " ").replace("#", "")


def _word(word: str) -> str:
    return _BEFORE_WORD + (rf"{word[:-1]}[a-z0-9]*+" if word.endswith("*") else rf"{word}(?![a-z0-9])")


def _character(character: str) -> str:
    forms = _forms(character)
    return f"[{forms}]" if len(forms) > 1 else re.escape(character)


def _forms(character: str) -> str:
    return character + TRADITIONAL.get(character, "")
