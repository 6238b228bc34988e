"""Which file did somebody send: as the whole body, or in a form?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, Final, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from ombud.adapters.dimensions import Seekable
from ombud.core.refusals import No, Refused
from ombud.usecases.add_evidence import MOST_BYTES
from ombud.wire.problems import Fault

FORM: Final = "multipart/form-data"
FIELD: Final = "file"
_WRAPPERS: Final = ("multipart/", "message/", "application/x-www-form-urlencoded")
"""What only wraps a file is not one: unless it is a form, it is refused rather than kept as text."""
_BLOCK: Final = 64 * 1024
_IN_MEMORY: Final = 1024 * 1024
_TAIL: Final = 512


@contextmanager
def sent_file(request: HttpRequest) -> Iterator[tuple[Seekable, str, str]]:
    """Yield the one file, what type it was said to be and its name; refuse none, several, and a form cut short."""
    if request.content_type == FORM:
        sent = _in_form(request)
        try:
            yield sent, sent.content_type or "", sent.name or ""
        finally:
            sent.close()
        return
    if request.content_type and request.content_type.startswith(_WRAPPERS):
        raise Fault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type", known=FORM)
    with _as_body(request) as spool:
        yield spool, request.content_type or "", ""


@contextmanager
def _as_body(request: HttpRequest) -> Iterator[Seekable]:
    with SpooledTemporaryFile(max_size=_IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR) as spool:
        size = 0
        while block := request.read(_BLOCK):
            size += len(block)
            if size > MOST_BYTES:
                raise Refused(No.FILE_TOO_LARGE, limit=MOST_BYTES)
            spool.write(block)
        if not size:
            raise Refused(No.BAD_INPUT, field=FIELD, why="file_missing")
        spool.seek(0)
        yield spool


@dataclass(slots=True)
class _Heard:
    """The body as it is read, and how it ended."""

    request: HttpRequest
    tail: bytes = b""

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self.request.read(size)
        self.tail = (self.tail + block)[-_TAIL:]
        return block


def _in_form(request: HttpRequest) -> "UploadedFile[bytes]":
    heard = _Heard(request)
    boundary = request.content_params.get("boundary", "") if request.content_params else ""
    try:
        fields, files = MultiPartParser(
            request.META, cast("Any", heard), request.upload_handlers, "utf-8"
        ).parse()
    except MultiPartParserError:
        raise _malformed() from None
    sent = files.getlist(FIELD)
    whole = f"--{boundary}--".encode() in heard.tail
    if whole and len(sent) == 1 and len(files) == 1 and not fields:
        return cast("UploadedFile[bytes]", sent[0])
    for one in (one for name in files for one in files.getlist(name)):
        one.close()
    if not whole:
        raise _malformed()
    raise Refused(No.BAD_INPUT, field=FIELD, why="file_missing")


def _malformed() -> Refused:
    return Refused(No.BAD_INPUT, field="body", why="not_multipart")
