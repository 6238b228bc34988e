"""How are the pack's questions drawn as fields of a form, and read back from what was posted?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from django.http import QueryDict

from ombud.core.answers import LENGTHS, faults, form_of
from ombud.core.pack.types import Pack, Question
from ombud.core.refusals import No, Refused
from ombud.look.words import say

Posted: TypeAlias = Mapping[str, Sequence[str]]
"""Question → what came back for it, as texts."""

LINK_LIMIT: Final = 1000
PREFIX: Final = "q_"
"""What the field of a question is called by: this and its id."""
_FIELDS: Final = MappingProxyType(
    {
        "yes_no": "radios",
        "choice": "radios",
        "choices": "checkboxes",
        "date": "date",
        "short": "text",
        "long": "textarea",
        "hashes": "textarea",
    }
)
_NOS: Final = frozenset({No.WRONG_ANSWER, No.ANSWER_MISSING})
"""What is said of an answer, beside its field."""
_YES_NO: Final = MappingProxyType({"yes": True, "no": False})
_MOST: Final = 2 * max(LENGTHS.values())
"""Characters that are read and shown again; a longer text is told so."""


def posted(form: QueryDict) -> Posted:
    """Return what a form says to any question."""
    return {
        name.removeprefix(PREFIX): tuple(one.replace("\0", "").strip()[:_MOST] for one in form.getlist(name))
        for name in form
        if name.startswith(PREFIX)
    }


def answered(said: Posted, questions: Iterable[Question]) -> dict[str, object]:
    """Return the answers to these questions; what was left empty is no answer."""
    filled = {one: [text for text in said.get(one.id, ()) if text] for one in questions}
    return {one.id: _typed(one, texts) for one, texts in filled.items() if texts}


def judged(said: Posted, questions: Sequence[Question], *, danger: bool, pack: Pack) -> Iterator[Refused]:
    """Yield what is wrong with the answers on a form; whoever is in danger is not held up for want of any."""
    return faults(answered(said, questions), pack=pack, insist=() if danger else questions)


def with_ticks(
    said: Posted, questions: Iterable[Question], *, danger: bool, intimate: bool, child: bool
) -> dict[str, object]:
    """Return the answers to file: those to the questions, and the boxes that stand on every form and were ticked."""
    ticks = {"danger_now": danger, "intimate_images": intimate, "child": child}
    return answered(said, questions) | {name: True for name, ticked in ticks.items() if ticked}


def _typed(question: Question, texts: list[str]) -> object:
    """Return an answer as its question wants it; what cannot be read stays a text, which the rules refuse."""
    if question.kind == "choices":
        return texts
    return _YES_NO.get(texts[0], texts[0]) if question.kind == "yes_no" else texts[0]


def told(found: Iterable[Refused], lang: str, *, questions: Iterable[Question] = ()) -> dict[str, str]:
    """Return what is wrong with which field, in the reader's language; of what is missing which of the `questions` it is."""
    asked = {one.id: one.say(lang) for one in questions}
    several = {str(no.facts["field"]).removeprefix("answers."): no for no in found if no.code in _NOS}
    return {f"{PREFIX}{name}": _words(no, lang, asked.get(name, "")) for name, no in several.items()}


def _words(no: Refused, lang: str, question: str) -> str:
    if no.code is No.ANSWER_MISSING:
        return say(f"asking.wrong.missing{'_named' if question else ''}", lang, question=question)
    why = str(no.facts["why"])
    return say(f"asking.wrong.{why}", lang, limit=str(no.facts.get("limit", "")))


def drawn(
    questions: Iterable[Question],
    said: Posted,
    *,
    wrong: Mapping[str, str],
    lang: str,
    child: bool = False,
) -> list[dict[str, Any]]:
    """Return the fields that a template draws, with what was written in them."""
    return [
        {
            "name": f"{PREFIX}{one.id}",
            "label": one.say(lang, child=child),
            "kind": _FIELDS[one.kind],
            "options": _options(one, lang),
            "value": said.get(one.id, ()) if one.kind == "choices" else next(iter(said.get(one.id, ())), ""),
            "error": wrong.get(f"{PREFIX}{one.id}", ""),
            "required": one.required,
            "inline": one.kind == "yes_no",
            "prints": one.kind == "hashes",
        }
        for one in questions
    ]


def _options(question: Question, lang: str) -> list[tuple[str, str]]:
    if question.kind == "yes_no":
        return [(name, say(f"asking.{name}", lang)) for name in _YES_NO]
    return [(one.id, one.words.say(lang)) for one in question.options]


def never_asked(kind: str, *, pack: Pack, lang: str, child: bool = False) -> list[str]:
    """Return what nobody of ours asks for in a kind, in words."""
    return [pack.never_asked[name].say(lang, child=child) for name in form_of(kind, pack=pack).never_ask]


def plain(answers: Mapping[str, object], *, pack: Pack, lang: str) -> list[tuple[str, str]]:
    """Return answers in words: the question, and what was said; a question that is gone keeps its name."""
    return [
        (pack.questions[name].say(lang) if name in pack.questions else name, _said(name, answer, pack, lang))
        for name, answer in answers.items()
        if answer is not None
    ]


def _said(name: str, answer: object, pack: Pack, lang: str) -> str:
    if isinstance(answer, bool):
        return say(f"asking.{'yes' if answer else 'no'}", lang)
    question = pack.questions.get(name)
    words = {one.id: one.words.say(lang) for one in question.options} if question else {}
    chosen = answer if isinstance(answer, list | tuple) else (answer,)
    return say("asking.between", lang).join(words.get(str(one), str(one)) for one in chosen)
