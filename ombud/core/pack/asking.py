"""What may be asked of somebody who complains, and what is never asked?"""

from dataclasses import dataclass
from typing import Final

from ombud.core.pack.words import Text

FOR_WHOM: Final = "acts_for"
"""The question for whom somebody speaks: whoever speaks for another is asked it first, whatever it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers to choose from."""

    id: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with one meaning wherever it is asked: on the form, on the phone, in the API's `answers`.

    `kind` is `yes_no`, `choice` (one of `options`), `choices` (some of them), `date`, `short`, `long` or
    `hashes` (fingerprints of pictures that stay where they are); a form insists on
    what is `required`; `asked_of` are the relations that are asked, everybody where it is empty; a child reads `child`.
    What `tells` says who somebody is, or where and how they are reached: it stands in no letter to the other side.
    Words that are shorter than `at_least` characters are no answer to it where a notice or a statement must hold one.
    """

    id: str
    words: Text
    kind: str
    child: Text | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    asked_of: tuple[str, ...] = ()
    at_least: int = 1
    tells: bool = False

    def is_held(self, answer: object) -> bool:
        """Say whether an answer is one: a statement that was made, words enough, something chosen."""
        if isinstance(answer, str):
            return len("".join(answer.split())) >= self.at_least
        return bool(answer)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return what may be chosen, in order."""
        return tuple(one.id for one in self.options)

    def say(self, lang: str, *, child: bool = False) -> str:
        """Return the question as it is put to an adult or to a child."""
        return ((self.child if child else None) or self.words).say(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverDone:
    """Something that nobody here does in a case of some kinds; said to whoever works on one."""

    id: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverAsked:
    """Something that nobody here asks for, so that whoever does ask is not us; it ends *we never ask you for*."""

    id: str
    words: Text
    child: Text | None = None

    def say(self, lang: str, *, child: bool = False) -> str:
        """Return it as an adult or a child reads it."""
        return ((self.child if child else None) or self.words).say(lang)
