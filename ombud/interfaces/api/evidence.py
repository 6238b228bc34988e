"""Evidence and messages from a complainant."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta, Struct

from ombud.adapters import here
from ombud.core.intake import SEEN, TEXT_LIMIT
from ombud.interfaces.api import asking
from ombud.interfaces.api.speaking import answer
from ombud.interfaces.api.uploads import sent_file
from ombud.usecases.add_evidence import MOST_BYTES
from ombud.usecases.answer import answer as take_answer
from ombud.wire.evidence import take_evidence
from ombud.wire.hearing import file_danger
from ombud.wire.progress import stamp

_ENVELOPE: Final = 64 * 1024


class EvidenceOut(Struct, kw_only=True):
    """A file that is kept; `quarantined` means that nobody sees so much as a preview of it without need."""

    id: UUID
    media: str
    size: int
    quarantined: bool
    scan: str
    mismatch: bool


class MessageIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """What the complainant writes later."""

    text: Annotated[str, Meta(extra_json_schema={"minLength": 1, "maxLength": TEXT_LIMIT, "pattern": SEEN})]


class MessageOut(Struct, kw_only=True):
    """The message is kept; `continued_in`: it tells of a danger that no open case would hear, and is a complaint of its own."""

    at: str
    continued_in: str | None = None


_MESSAGE: Final = msgspec.json.Decoder(MessageIn)


def add(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a file, sent as the body or in the form field `file`; its type is found by its content."""
    complaint = asking.complainant(request, number)
    asking.refuse_long(request, MOST_BYTES + _ENVELOPE)
    with sent_file(request) as (file, declared, named):
        added = take_evidence(complaint, file=file, declared=declared, named=named, now=here.now())
    kept = EvidenceOut(
        id=added.id,
        media=added.media,
        size=added.size,
        quarantined=added.quarantined,
        scan=added.scan,
        mismatch=added.mismatch,
    )
    return answer(kept, status=HTTPStatus.CREATED)


def write(request: HttpRequest, number: str) -> HttpResponse:
    """Take in what a complainant writes: an answer to our question, or more of what happened."""
    complaint = asking.complainant(request, number)
    said: MessageIn = asking.json_of(request, _MESSAGE)
    at: datetime = here.now()
    take_answer(complaint, text=said.text, mint=here.mint, now=at)
    filed = file_danger(complaint, text=said.text, now=at)
    kept = MessageOut(at=stamp(at), continued_in=filed.number if filed else None)
    return answer(kept, status=HTTPStatus.CREATED)
