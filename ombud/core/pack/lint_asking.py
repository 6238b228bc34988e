"""Is every kind of complaint explained and asked about, and is nothing asked that nobody can answer?"""

from collections.abc import Iterable
from typing import Final

from ombud.core.pack.asking import FOR_WHOM
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.types import Category, NeverAsked, Pack, Question
from ombud.core.vocabulary import HEADS, Class, Relation, Side

ALWAYS: Final = frozenset({"danger_now", "intimate_images"})
"""Asked on every form before the rest."""
CHOOSES: Final = frozenset({"choice", "choices"})
SIDES: Final = (Side.COMPLAINANT.value, Side.ACCOUNT.value)
"""Whose notice or statement it can be."""
FORWARDED: Final = "forwarded_counter"
"""The letter that passes on what an account states."""
KINDS: Final = CHOOSES | {"yes_no", "date", "short", "long", "hashes"}


def asking(pack: Pack) -> Found:
    """Yield what is wrong with what is asked and never asked."""
    yield from unknown(ALWAYS, pack.questions, where="questions", what="question, asked of everybody:")
    for head in HEADS.values():
        yield from unknown([head], pack.categories, where="categories", what="kind, the head of its class:")
    for cls in Class:
        if not any(one.offered and one.cls is cls for one in pack.categories.values()):
            yield "categories", f"the form offers nothing of the class {cls.value}"
    for category in pack.categories.values():
        yield from _category(category, pack=pack)
    yield from _elements(pack)
    asked = {name for category in pack.categories.values() for name in category.asks}
    asked |= {name for one in pack.elements.values() for name in one.asks}
    for question in pack.questions.values():
        yield from _question(question, asked=asked)


def _elements(pack: Pack) -> Found:
    """Yield what is wrong with what notices and statements must hold, and every kind that passes on what may hold nothing."""
    for one in pack.elements.values():
        where = f"elements.{one.id}"
        yield from unknown(one.applies, pack.categories, where=where, what="category")
        yield from unknown([one.side], SIDES, where=where, what="side")
        yield from unknown(one.asks, pack.questions, where=where, what="question")
        if not one.asks:
            yield where, "asks for nothing"
    for category in pack.categories.values():
        stated = pack.elements_for(category.code, side=Side.ACCOUNT)
        if FORWARDED in category.letters and not stated:
            yield f"categories.{category.code}", "passes a statement on and does not say what it must hold"


def _category(category: Category, *, pack: Pack) -> Found:
    where = f"categories.{category.code}"
    if not category.asks:
        yield where, "asks nothing"
    if not category.never_ask:
        yield where, "does not say what is never asked"
    yield from unknown(category.asks, pack.questions, where=where, what="question")
    yield from unknown(category.never_ask, pack.never_asked, where=where, what="thing never asked")
    yield from unknown(category.never, pack.never_done, where=where, what="thing never done")
    if category.cls is Class.MINORS:
        yield from _for_children(category, pack=pack, where=where)


def _for_children(category: Category, *, pack: Pack, where: str) -> Found:
    if category.help_child is None:
        yield where, "is about children and has no help in a child's words"
    asked: Iterable[Question | NeverAsked] = (
        *(pack.questions[name] for name in category.asks if name in pack.questions),
        *(pack.never_asked[name] for name in category.never_ask if name in pack.never_asked),
    )
    for one in asked:
        if one.child is None:
            yield where, f"{one.id!r} is not said in a child's words"


def _question(question: Question, *, asked: set[str]) -> Found:
    where = f"questions.{question.id}"
    yield from unknown([question.kind], KINDS, where=where, what="kind of question")
    yield from unknown(question.asked_of, Relation, where=where, what="relation")
    if bool(question.options) is not (question.kind in CHOOSES):
        yield where, "a choice needs options, and nothing else has any"
    if question.id not in asked | ALWAYS | {FOR_WHOM}:
        yield where, "is asked nowhere"
