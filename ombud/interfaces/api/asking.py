"""What did somebody send, and who are they?"""

import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.db import connection
from django.http import HttpRequest

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import ComplaintId
from ombud.usecases.find_complaint import find_complaint
from ombud.usecases.know_key import know_key
from ombud.wire.callers import Callers
from ombud.wire.complaints import decode
from ombud.wire.doors import Rate
from ombud.wire.filing import BODY_LIMIT
from ombud.wire.lines import Lines
from ombud.wire.problems import Fault, too_large
from ombud.wire.rates import network_of, rates

callers: Final = Callers()
_RECEIPT: Final = "receipt "
_BLOCK: Final = 64 * 1024


def machine(request: HttpRequest, *, scope: str) -> str:
    """Return the sender that this machine files as; refuse a key that is unknown or may not do this."""
    caller = callers.who(
        request.headers.get("Authorization", ""), scope=scope, look_up=_look_up, clock=time.monotonic()
    )
    rates.spend(Rate.MACHINE, str(caller.sender), now=here.now())
    return str(caller.sender)


def _look_up(hashed: bytes) -> Any:
    connection.ensure_connection()
    return know_key(hashed, connection=connection.connection)


def code_of(request: HttpRequest) -> str:
    """Return the code of a Receipt header; refuse a request without one."""
    said = request.headers.get("Authorization", "")
    if said[: len(_RECEIPT)].lower() != _RECEIPT:
        raise Refused(No.NOT_SIGNED_IN, scheme="Receipt")
    return said[len(_RECEIPT) :].strip()


def complainant(request: HttpRequest, number: str) -> ComplaintId:
    """Return the complaint of somebody who knows its number and code; count wrong tries, and right ones by themselves."""
    code = code_of(request)
    try:
        found = find_complaint(number, code=code)
    except Refused as no:
        count_wrong(request, no)
        raise
    rates.spend(Rate.PAGE, found.hex, now=here.now())
    return found


def count_wrong(request: HttpRequest, no: Refused) -> None:
    """Count a wrong code from this network; refuse to go on after too many."""
    if no.code is No.WRONG_CODE:
        rates.spend(Rate.CODES, network_of(request), now=here.now())


def json_of(request: HttpRequest, decoder: msgspec.json.Decoder[Any]) -> Any:
    """Return the body as the type that is wanted."""
    return decode(decoder, body_of(request, media=("application/json",)))


def body_of(request: HttpRequest, *, media: tuple[str, ...], limit: int = BODY_LIMIT) -> bytes:
    """Return the body; refuse another content type and one that is too long."""
    need_media(request, media)
    refuse_long(request, limit)
    body = request.read(limit + 1)
    if len(body) > limit:
        raise too_large(limit)
    return body


def lines_of(request: HttpRequest, *, media: tuple[str, ...], limit: int) -> Iterator[bytes]:
    """Yield the lines of the body as they arrive; refuse a line or a body that is too long."""
    need_media(request, media)
    refuse_long(request, limit)
    lines = Lines(BODY_LIMIT)
    while block := request.read(_BLOCK):
        yield from lines.of(block)
    if lines.rest:
        yield lines.rest


def need_media(request: HttpRequest, media: tuple[str, ...]) -> None:
    """Refuse a body of another content type."""
    if request.content_type not in media:
        raise Fault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type", known=media[0])


def refuse_long(request: HttpRequest, limit: int) -> None:
    """Refuse a body that says itself that it is too long."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > limit:
        raise too_large(limit)
