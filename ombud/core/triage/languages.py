"""Which language is it written in?

Only three answers are needed (zh, en, something else), so the share of scripts and a handful of function
words decide, in microseconds and without a model. A library would tell ninety languages apart, badly on ten
words, and ten words is what people write.
"""

import re
from typing import Final

from ombud.core.vocabulary import Lang

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL: Final = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LATIN_WORD: Final = re.compile(r"[a-z]+")
_OTHER_LETTER: Final = re.compile(r"[^\W\d_a-z\u3400-\u9fff]")
_ENGLISH: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "if",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "im",
        "i",
        "ive",
        "my",
        "me",
        "you",
        "your",
        "u",
        "ur",
        "it",
        "its",
        "this",
        "that",
        "they",
        "them",
        "he",
        "she",
        "we",
        "his",
        "her",
        "our",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "from",
        "by",
        "as",
        "not",
        "no",
        "dont",
        "cant",
        "wont",
        "didnt",
        "doesnt",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "should",
        "can",
        "could",
        "so",
        "just",
        "very",
        "all",
        "any",
        "when",
        "why",
        "how",
        "what",
        "who",
        "there",
        "their",
        "get",
        "got",
        "please",
        "account",
        "accounts",
        "app",
        "video",
        "videos",
        "report",
        "reported",
        "banned",
        "hacked",
        "help",
        "password",
        "login",
        "comment",
        "removed",
        "post",
        "never",
        "one",
        "after",
        "because",
        "out",
        "up",
        "about",
        "never",
        "still",
        "ads",
        "ad",
        "bad",
        "good",
        "worst",
    ]
)
_READ: Final = 4_000  # characters: a language does not change its mind after that
_FOREIGN_SHARE: Final = 0.1
_HAN_SHARE: Final = 0.2
_ENGLISH_SHARE: Final = 0.2
_FEW_WORDS: Final = 3


def language_of(text: str, *, claimed: Lang | None = None) -> Lang:
    """Return the language of a normalised text; the claim counts only where the text itself says nothing."""
    text = text[:_READ]
    words = _LATIN_WORD.findall(text)
    han = 0 if text.isascii() else len(_HAN.findall(text))
    other = 0 if text.isascii() else len(_OTHER_LETTER.findall(text))
    if not words and not han and not other:
        return claimed or Lang.UND
    if other and len(_KANA_OR_HANGUL.findall(text)) > _FOREIGN_SHARE * (han + len(words)):
        return Lang.UND
    if han and han >= _HAN_SHARE * (han + len(words)):
        return Lang.ZH
    known = sum(word in _ENGLISH for word in words)
    if words and other <= sum(map(len, words)) * _FOREIGN_SHARE and known >= _ENGLISH_SHARE * len(words):
        return Lang.EN
    return claimed if claimed is Lang.EN and len(words) <= _FEW_WORDS and not other else Lang.UND
