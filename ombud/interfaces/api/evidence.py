"""Evidence and messages from a complainant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Annotated, Final
from uuid import UUID

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from msgspec import Meta, Struct

from ombud.adapters import here
from ombud.adapters.dimensions import Seekable
from ombud.adapters.rules import triage_rules
from ombud.core.intake import TEXT_LIMIT
from ombud.core.refusals import No, Refused
from ombud.interfaces.api import asking
from ombud.interfaces.api.speaking import answer
from ombud.usecases.add_evidence import MOST_BYTES, add_evidence
from ombud.usecases.answer import answer as take_answer
from ombud.wire.progress import stamp
from ombud.wire.scanning import scanner

FORM: Final = "multipart/form-data"
FIELD: Final = "file"
_ENVELOPE: Final = 64 * 1024
_BLOCK: Final = 64 * 1024
_IN_MEMORY: Final = 1024 * 1024


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

    text: Annotated[str, Meta(extra_json_schema={"minLength": 1, "maxLength": TEXT_LIMIT, "pattern": r"\S"})]


class MessageOut(Struct, kw_only=True):
    """The message is kept."""

    at: str


_MESSAGE: Final = msgspec.json.Decoder(MessageIn)


def add(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a file, sent as the body or in the form field `file`; its type is found by its content."""
    complaint = asking.complainant(request, number)
    asking.refuse_long(request, MOST_BYTES + _ENVELOPE)
    with _file(request) as (file, declared, named):
        added = add_evidence(
            complaint,
            file=file,
            declared=declared,
            named=named,
            rules=triage_rules(),
            scanner=scanner(),
            mint=here.mint,
            now=here.now(),
        )
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
    return answer(MessageOut(at=stamp(at)), status=HTTPStatus.CREATED)


@contextmanager
def _file(request: HttpRequest) -> Iterator[tuple[Seekable, str, str]]:
    if request.content_type == FORM:
        sent = _uploaded(request)
        yield sent, sent.content_type or "", sent.name or ""
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        size = 0
        while block := request.read(_BLOCK):
            size += len(block)
            if size > MOST_BYTES:
                raise Refused(No.FILE_TOO_LARGE, limit=MOST_BYTES)
            spool.write(block)
        if not size:
            raise Refused(No.BAD_INPUT, field=FIELD, why="file_missing")
        spool.seek(0)
        yield spool, request.content_type or "", ""


def _uploaded(request: HttpRequest) -> "UploadedFile[bytes]":
    try:
        sent = request.FILES.getlist(FIELD)
    except MultiPartParserError:
        raise Refused(No.BAD_INPUT, field="body", why="not_multipart") from None
    if len(sent) != 1:
        raise Refused(No.BAD_INPUT, field=FIELD, why="file_missing")
    return sent[0]
