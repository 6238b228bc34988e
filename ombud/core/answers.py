"""What does the form ask of somebody, and is what came back an answer?

One rule for every door: a question means the same whatever the complaint turns out to be about, so an answer is judged by
its question alone. A complaint is never refused for want of an answer; only a form that a person fills in insists.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Final

from ombud.core.intake import NAME_LIMIT, Filing
from ombud.core.pack.asking import FOR_WHOM
from ombud.core.pack.types import Category, Pack, Question
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HEADS, HOLDERS, Class, Relation, Side

LENGTHS: Final[Mapping[str, int]] = MappingProxyType({"short": 200, "long": 4000, "hashes": 1600})
"""Kind of question → how many characters answer it."""
_HASH: Final = "(?:(?:[Mm][Dd]5:)?[0-9A-Fa-f]{32}|(?:[Pp][Dd][Qq]:|[Ss][Hh][Aa]256:)?[0-9A-Fa-f]{64})"
_GAP: Final = r"[ \t\r\n]"
HASHES: Final = f"{_GAP}*{_HASH}(?:{_GAP}+{_HASH}){{0,19}}{_GAP}*"
"""Up to twenty fingerprints, reckoned where the picture is, apart by white space: MD5 (32 hex digits) or PDQ (64), and either of these or
SHA-256 with its name before it (`md5:`, `pdq:`, `sha256:`)."""
_DAY: Final = len("2026-11-28")


def is_plain(filing: Filing) -> bool:
    """Say whether a filing claims and answers nothing that only a pack can judge."""
    return not filing.answers and (filing.kind is None or filing.kind in frozenset(Class))


def check_claims(filing: Filing, *, pack: Pack) -> None:
    """Refuse a kind that the pack does not know, and the first answer that answers none of its questions."""
    kind = filing.kind
    if kind is not None and kind not in frozenset(Class) and kind not in pack.categories:
        known = sorted((*Class, *(one.code for one in offered(pack))))
        raise Refused(No.UNKNOWN_WORD, field="kind", value=kind[:NAME_LIMIT], known=known)
    for refused in faults(filing.answers, pack=pack):
        raise refused


def offered(pack: Pack, *, cls: Class | None = None) -> tuple[Category, ...]:
    """Return the kinds that a form offers, or those of one class."""
    found = (one for one in pack.categories.values() if one.offered)
    return tuple(one for one in found if cls is None or one.cls is cls)


def form_of(kind: str, *, pack: Pack) -> Category:
    """Return the kind whose form is shown to somebody who says that it is this: a class, or a code."""
    return pack.category(HEADS[Class(kind)] if kind in frozenset(Class) else kind)


def asked(kind: str, *, relation: Relation, pack: Pack, whole: bool = False) -> tuple[Question, ...]:
    """Return the questions of a kind that somebody in this relation to it is asked, in their order.

    Whose right it is, or who acts for them, is asked all that a notice must hold, too; a form insists on it where it is to be `whole`.
    """
    form = form_of(kind, pack=pack)
    must = pack.elements_for(form.code, side=Side.COMPLAINANT) if relation in HOLDERS else ()
    names = {one.id for one in must}
    usual = (pack.questions[name] for name in form.asks if name not in names)
    held = (replace(one, required=True) for one in must) if whole else must
    first = _for_whom(relation, pack=pack)
    return (*held, *(one for one in chain(first, usual) if not one.asked_of or relation in one.asked_of))


def _for_whom(relation: Relation, *, pack: Pack) -> tuple[Question, ...]:
    """Return what whoever speaks for another is asked first, whatever it is about; rules from before do not know it."""
    return (
        (pack.questions[FOR_WHOM],)
        if relation is Relation.REPRESENTATIVE and FOR_WHOM in pack.questions
        else ()
    )


def faults(
    answers: Mapping[str, object], *, pack: Pack, insist: Iterable[Question] = ()
) -> Iterator[Refused]:
    """Yield what is wrong with answers: a question nobody asks, an answer it cannot have, one that a form insists on."""
    for name, answer in answers.items():
        question = pack.questions.get(name)
        if question is None:
            yield Refused(No.UNKNOWN_QUESTION, **_where(name))
        elif answer is not None and not _READS[question.kind](answer, question):
            yield _wrong(question)
    for question in insist:
        if question.required and not question.is_held(answers.get(question.id)):
            yield Refused(No.ANSWER_MISSING, **_where(question.id))


def _wrong(question: Question) -> Refused:
    """Return the refusal of an answer, with what its question takes."""
    more: dict[str, object] = {"limit": LENGTHS[question.kind]} if question.kind in LENGTHS else {}
    more |= {"known": list(question.choices)} if question.options else {}
    return Refused(No.WRONG_ANSWER, why=question.kind, **_where(question.id), **more)


def _where(name: str) -> dict[str, object]:
    """Return the field and the JSON pointer (RFC 6901) of an answer."""
    short = name[:NAME_LIMIT]
    return {
        "field": f"answers.{short}",
        "pointer": f"/answers/{short.replace('~', '~0').replace('/', '~1')}",
    }


def _is_yes_or_no(answer: object, _question: Question) -> bool:
    return isinstance(answer, bool)


def _is_chosen(answer: object, question: Question) -> bool:
    return isinstance(answer, str) and answer in question.choices


def _are_chosen(answer: object, question: Question) -> bool:
    return isinstance(answer, list | tuple) and all(_is_chosen(one, question) for one in answer)


def _is_day(answer: object, _question: Question) -> bool:
    if not isinstance(answer, str) or len(answer) != _DAY:
        return False
    try:
        date.fromisoformat(answer)
    except ValueError:
        return False
    return True


def _is_text(answer: object, question: Question) -> bool:
    return isinstance(answer, str) and len(answer) <= LENGTHS[question.kind]


def _are_hashes(answer: object, question: Question) -> bool:
    return (
        isinstance(answer, str)
        and _is_text(answer, question)
        and (not answer or re.fullmatch(HASHES, answer) is not None)
    )


_READS: Final[Mapping[str, Callable[[object, Question], bool]]] = MappingProxyType(
    {
        "yes_no": _is_yes_or_no,
        "choice": _is_chosen,
        "choices": _are_chosen,
        "date": _is_day,
        "short": _is_text,
        "long": _is_text,
        "hashes": _are_hashes,
    }
)
"""Kind of question → does this answer it?"""
