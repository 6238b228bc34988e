"""Does a notice, or a statement against one, hold each thing that is asked of it?

1. Whoever looks says of each thing whether it is there: on the form, or, with a note that says where, in a message or a file.
   That the form was left empty, or says no, is not outweighed by a tick.
2. Until each is there the notice is none: no clock of law begins, and nothing is taken from anybody on it.
3. Whoever posted what is complained of answers before anything is decided: whether it may go, and if not who they are, and whether
   that may be passed on; each consent is one of its own. What they agreed to pass on goes to whoever complained, by a letter of the
   house's, and nothing of it otherwise.
4. A statement counts from the moment when it is whole, and not before; what is missing is said at once.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from ombud.core.pack.types import Question, Step
from ombud.core.refusals import No, Refused

HOLDS: Final = "holds."
"""What the field of something that is there begins with."""
WHERE: Final = "where."
"""What the field of where it was found begins with."""


def found(
    step: Step, asked: Iterable[Question], *, said: Mapping[str, str], answers: Mapping[str, object]
) -> tuple[str, ...]:
    """Return what a notice was found to hold: each thing that is asked of it.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    mine = tuple(one for one in asked if one.id in step.elements)
    missing = [one for one in mine if not _is_there(one, said=said, answers=answers)]
    if missing:
        raise Refused(
            No.STEP_NEEDS_EVIDENCE,
            step=step.id,
            why="notice",
            missing=[one.words for one in missing],
            known=[one.id for one in missing],
        )
    return tuple(one.id for one in mine)


def _is_there(question: Question, *, said: Mapping[str, str], answers: Mapping[str, object]) -> bool:
    elsewhere = said.get(f"{WHERE}{question.id}", "").strip()
    return f"{HOLDS}{question.id}" in said and bool(elsewhere or question.is_held(answers.get(question.id)))


def missing(asked: Iterable[Question], named: Collection[str]) -> tuple[Question, ...]:
    """Return what somebody is asked to add; refuse what is not asked for here.

    Raises: BAD_INPUT.
    """
    there = {one.id: one for one in asked}
    if not there.keys() >= set(named):
        raise Refused(No.BAD_INPUT, field="elements")
    return tuple(one for name, one in there.items() if name in named)


def is_stated(answers: Mapping[str, object]) -> bool:
    """Say whether anything of a statement was filled in: whoever only appeals leaves it empty."""
    return any(answer not in (None, "", False) for answer in answers.values())


def check_statement(asked: Iterable[Question], answers: Mapping[str, object]) -> None:
    """Refuse a statement that lacks anything, and name all that it lacks.

    Raises: ANSWER_MISSING.
    """
    lacking = [one for one in asked if not one.is_held(answers.get(one.id))]
    if lacking:
        raise Refused(
            No.ANSWER_MISSING,
            field="answers",
            why="statement",
            missing=[one.words for one in lacking],
            known=[one.id for one in lacking],
        )


def stands_by(asked: Collection[Question], answers: Mapping[str, object]) -> bool | None:
    """Say whether whoever posted it stands by it, with all that a law asks then; nothing where none asks."""
    if not asked:
        return None
    return is_stated(answers) and YIELDS not in answers.values()


AGREED: Final = "agreed"
"""What is chosen by whoever agrees that the other side is given their name and address."""


def identity(asked: Iterable[Question], answers: Mapping[str, object]) -> Mapping[str, str]:
    """Return the name and address that whoever stands by what they posted gave, by question, each in one line."""
    told = ((one.id, " ".join(str(answers.get(one.id, "")).split())) for one in asked if one.tells)
    return {name: said for name, said in told if said}


def passes(asked: Iterable[Question], answers: Mapping[str, object]) -> bool:
    """Say whether they agreed, by a choice of its own, that whoever complained is given these."""
    return any(answers.get(one.id) == AGREED for one in asked if any(it.id == AGREED for it in one.options))


YIELDS: Final = "yields"
"""What is chosen by whoever is content that it goes: they need say nothing more."""


def check_response(asked: Iterable[Question], answers: Mapping[str, object]) -> None:
    """Refuse half of what whoever posted something is asked before anything is decided; nothing of it at all is an answer, too.

    Raises: ANSWER_MISSING.
    """
    if is_stated(answers) and YIELDS not in answers.values():
        check_statement(asked, answers)


def in_words(asked: Iterable[Question], answers: Mapping[str, object], lang: str) -> str:
    """Return a statement as it is read by the other side: what was asked, and what was said; of a yes the sentence alone."""
    between = "：" if lang == "zh" else ": "
    several = ((one, answers[one.id]) for one in asked if one.id in answers)
    return "\n".join(
        one.words.say(lang) if said is True else f"{one.words.say(lang)}{between}{_said(one, said, lang)}"
        for one, said in several
    )


def _said(question: Question, said: object, lang: str) -> str:
    """Return an answer as it is read: of what was chosen its words."""
    return next((one.words.say(lang) for one in question.options if one.id == said), str(said))
