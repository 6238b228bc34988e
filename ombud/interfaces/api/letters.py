"""Letters: read, answered, appealed from, and rated."""

from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta, Struct

from ombud.adapters import here
from ombud.core.intake import ANSWERS_LIMIT, CONTACT_LIMIT, SEEN, TEXT_LIMIT
from ombud.core.refusals import No, Refused
from ombud.interfaces.api import asking
from ombud.interfaces.api.speaking import answer
from ombud.usecases.answer_letter import answer_letter
from ombud.usecases.appeal import appeal
from ombud.usecases.fetch_record import fetch_record
from ombud.usecases.rate import Said, rate
from ombud.usecases.read_letter import ReadLetter, read_letter
from ombud.wire.complaints import Answer
from ombud.wire.doors import Rate
from ombud.wire.hearing import file_danger
from ombud.wire.progress import stamp
from ombud.wire.rates import rates


class RecordFile(Struct, kw_only=True):
    """A file of the record, and the SHA-256 by which anybody can check it."""

    name: str
    sha256: str


class RecordOut(Struct, kw_only=True):
    """The record that came with a letter: where it is fetched, and the fingerprint of every file in it."""

    url: str
    files: list[RecordFile]


class LetterRead(Struct, kw_only=True):
    """A letter, in the language it was written in."""

    number: str
    template: str
    lang: str
    title: str
    body: str
    at: str
    can_appeal: bool
    appeal_until: str | None
    answer_until: str | None
    statement: list[str]
    effective_at: str | None
    can_rate: bool
    record: RecordOut | None


class AppealIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """Why somebody asks for another look; with `answers` to all of the letter's `statement` it states that nothing is infringed."""

    text: Annotated[str, Meta(extra_json_schema={"minLength": 1, "maxLength": TEXT_LIMIT, "pattern": SEEN})]
    answers: Annotated[
        dict[Annotated[str, Meta(max_length=CONTACT_LIMIT)], Answer],
        Meta(
            max_length=ANSWERS_LIMIT,
            description="Answers to all that the letter lists as `statement`, listed at /api/v1/questions.",
        ),
    ] = {}


class AppealOut(Struct, kw_only=True):
    """The appeal is filed: its number in the case, and when."""

    appeal: int
    at: str


class AnswerIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """What an account says when it is asked for its side; where a law asks more of it, `answers` to the letter's `statement`."""

    text: Annotated[str, Meta(extra_json_schema={"minLength": 1, "maxLength": TEXT_LIMIT, "pattern": SEEN})]
    answers: Annotated[
        dict[Annotated[str, Meta(max_length=CONTACT_LIMIT)], Answer],
        Meta(
            max_length=ANSWERS_LIMIT,
            description="Answers to what the letter lists as `statement`, listed at /api/v1/questions.",
        ),
    ] = {}


class AnswerOut(Struct, kw_only=True):
    """The answer lies with the case since then."""

    at: str


class RatingIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a complainant says of how it ended; only `solved` must be there."""

    solved: bool
    heard: bool | None = None
    clear: bool | None = None
    text: Annotated[str, Meta(extra_json_schema={"maxLength": TEXT_LIMIT})] = ""


class RatingOut(Struct, kw_only=True):
    """What was said lies with the complaint since then; what is unsolved is looked at by another person.

    `continued_in`: it tells of a danger that no open case would hear, and is a complaint of its own.
    """

    at: str
    continued_in: str | None = None


ZIP: Final = "application/zip"
_ANSWER: Final = msgspec.json.Decoder(AnswerIn)
_APPEAL: Final = msgspec.json.Decoder(AppealIn)
_RATING: Final = msgspec.json.Decoder(RatingIn)


def open_(request: HttpRequest, number: str) -> HttpResponse:
    """Open a letter; that it was read is written down."""
    letter = _letter(request, number)
    if letter.erased_at is not None:
        raise Refused(No.ERASED, at=stamp(letter.erased_at))
    shown = LetterRead(
        number=letter.number,
        template=letter.template,
        lang=letter.lang,
        title=letter.title,
        body=letter.body,
        at=stamp(letter.made_at),
        can_appeal=letter.can_appeal,
        appeal_until=stamp(letter.appeal_until) if letter.appeal_until else None,
        answer_until=stamp(letter.answer_until) if letter.answer_until else None,
        statement=[one.id for one in letter.statement],
        effective_at=stamp(letter.effective_at) if letter.effective_at else None,
        can_rate=letter.can_rate,
        record=_record(letter),
    )
    return answer(shown)


def fetch(request: HttpRequest, number: str) -> HttpResponse:
    """Fetch the record that came with a letter, with its own code and no key; each time stands in the complaint's book."""
    letter = _letter(request, number)
    packed = fetch_record(letter.id, now=here.now())
    digest = b64encode(sha256(packed.content).digest()).decode()
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{packed.name}"',
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    return HttpResponse(packed.content, content_type=ZIP, headers=headers)


def _record(letter: ReadLetter) -> RecordOut | None:
    if letter.record is None:
        return None
    several = letter.record.fingerprints.items()
    files = [RecordFile(name=name, sha256=digest) for name, digest in several]
    return RecordOut(url=f"/api/v1/letters/{letter.number}/record", files=files)


def answer_asked(request: HttpRequest, number: str) -> HttpResponse:
    """Say one's side to a letter that asks for it before anything is decided; needs neither an account nor a log-in."""
    letter = _letter(request, number)
    said: AnswerIn = asking.json_of(request, _ANSWER)
    at = here.now()
    answer_letter(letter.id, text=said.text, stated=said.answers, mint=here.mint, now=at)
    return answer(AnswerOut(at=stamp(at)), status=HTTPStatus.CREATED)


def file_appeal(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for another look at what the letter tells; needs neither an account nor a log-in."""
    letter = _letter(request, number)
    said: AppealIn = asking.json_of(request, _APPEAL)
    at = here.now()
    filed = appeal(letter.id, text=said.text, stated=said.answers, mint=here.mint, now=at)
    return answer(AppealOut(appeal=filed, at=stamp(at)), status=HTTPStatus.CREATED)


def rate_outcome(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether what the letter tells solved it: once for each decision; where it did not, another person looks."""
    letter = _letter(request, number)
    given: RatingIn = asking.json_of(request, _RATING)
    if letter.outcome_of is None:
        raise Refused(No.NOT_FOUND)
    complaint, case = letter.outcome_of
    at = here.now()
    said = Said(solved=given.solved, heard=given.heard, clear=given.clear, text=given.text)
    rate(complaint, case=case, said=said, mint=here.mint, now=at)
    filed = file_danger(complaint, text=given.text, now=at)
    kept = RatingOut(at=stamp(at), continued_in=filed.number if filed else None)
    return answer(kept, status=HTTPStatus.CREATED)


def _letter(request: HttpRequest, number: str) -> ReadLetter:
    code = asking.code_of(request)
    try:
        letter = read_letter(number, code=code, now=here.now())
    except Refused as no:
        asking.count_wrong(request, no)
        raise
    rates.spend(Rate.PAGE, letter.id.hex, now=here.now())
    return letter
