"""How is told what may be asked: every kind of complaint, its questions, and what is never asked?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct, field

from ombud.core.answers import HASHES, LENGTHS
from ombud.core.pack.types import Pack, Question
from ombud.core.vocabulary import Class, Side

_SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "yes_no": {"type": "boolean"},
        "choice": {"type": "string"},
        "choices": {"type": "array"},
        "date": {"type": "string", "format": "date"},
        **{kind: {"type": "string", "maxLength": most} for kind, most in LENGTHS.items()},
        "hashes": {"type": "string", "maxLength": LENGTHS["hashes"], "pattern": f"^(?:{HASHES})?$"},
    }
)


class QuestionOut(Struct, kw_only=True):
    """A question: its id is a key of `answers`, its type says what answers it."""

    id: str
    type: str
    words: str
    child: str
    options: dict[str, str]
    required: bool
    asked_of: list[str]


class NeverAskedOut(Struct, kw_only=True):
    """Something that nobody here asks for."""

    id: str
    words: str
    child: str


class KindOut(Struct, kw_only=True):
    """A kind of complaint: what it is, what is asked and never asked, what a notice, and a statement against one, must hold."""

    kind: str
    cls: str = field(name="class")
    title: str
    help: str
    child: str
    offered: bool
    asks: list[str]
    never_ask: list[str]
    notice: list[str]
    statement: list[str]


class QuestionsOut(Struct, kw_only=True):
    """What the pack in force asks."""

    jurisdiction: str
    pack: str
    kinds: list[KindOut]
    questions: list[QuestionOut]
    never_asked: list[NeverAskedOut]


def questions_out(pack: Pack, *, lang: str) -> QuestionsOut:
    """Translate what a pack asks."""
    return QuestionsOut(
        jurisdiction=pack.jurisdiction,
        pack=pack.digest,
        kinds=[
            KindOut(
                kind=one.code,
                cls=one.cls.value,
                title=one.title.say(lang),
                help=one.help.say(lang),
                child=(one.help_child or one.help).say(lang),
                offered=one.offered,
                asks=list(one.asks),
                never_ask=list(one.never_ask),
                notice=_held(pack, one.code, Side.COMPLAINANT),
                statement=_held(pack, one.code, Side.ACCOUNT),
            )
            for one in pack.categories.values()
        ],
        questions=[_question(one, lang) for one in pack.questions.values()],
        never_asked=[
            NeverAskedOut(id=one.id, words=one.say(lang), child=one.say(lang, child=True))
            for one in pack.never_asked.values()
        ],
    )


def _held(pack: Pack, code: str, side: Side) -> list[str]:
    return [one.id for one in pack.elements_for(code, side=side)]


def _question(one: Question, lang: str) -> QuestionOut:
    return QuestionOut(
        id=one.id,
        type=one.kind,
        words=one.say(lang),
        child=one.say(lang, child=True),
        options={option.id: option.words.say(lang) for option in one.options},
        required=one.required,
        asked_of=list(one.asked_of),
    )


def kinds_known(pack: Pack) -> list[str]:
    """Return every kind that a complaint may claim: the classes, then the codes of the pack."""
    return [*(cls.value for cls in Class), *pack.categories]


def answers_schema(pack: Pack) -> dict[str, Any]:
    """Return the JSON schema of `answers`: the questions of the pack, and nothing else."""
    said = {one.id: _schema(one) for one in pack.questions.values()}
    return {"type": "object", "properties": said, "additionalProperties": False}


def _schema(one: Question) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS[one.kind])
    if one.kind == "choice":
        schema["enum"] = list(one.choices)
    elif one.kind == "choices":
        schema["items"] = {"type": "string", "enum": list(one.choices)}
    return {"anyOf": [schema, {"type": "null"}], "description": one.words.en}
