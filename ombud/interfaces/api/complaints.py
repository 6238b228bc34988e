"""Complaints: filed, filed by the thousand, followed."""

from collections.abc import Sequence
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.core.intake import HOME, JURISDICTIONS, Filing
from ombud.core.refusals import No, Refused
from ombud.interfaces.api import asking
from ombud.interfaces.api.speaking import answer, lang_of
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.read_pack import read_pack
from ombud.usecases.receive import Receipt
from ombud.wire import batch
from ombud.wire.filing import BATCH_LIMIT, JSON, KEY_HEADER, SCOPE, key_of, read_filing, receipted
from ombud.wire.intake import take_in
from ombud.wire.progress import status_out
from ombud.wire.questions import questions_out


def ask(request: HttpRequest) -> HttpResponse:
    """Say what the pack in force asks about each kind of complaint, and what nobody here ever asks for."""
    place = request.GET.get("jurisdiction", HOME)
    if place not in JURISDICTIONS:
        raise Refused(No.UNKNOWN_WORD, field="jurisdiction", known=sorted(JURISDICTIONS))
    return answer(questions_out(read_pack(place), lang=lang_of(request)))


def file(request: HttpRequest) -> HttpResponse:
    """Take in one complaint; it is durable when this answers."""
    sender = asking.machine(request, scope=SCOPE)
    body = asking.body_of(request, media=JSON)
    filing = read_filing(body, sender=sender, key=request.headers.get(KEY_HEADER))
    (answered,) = take_in((filing,), now=here.now())
    receipt = receipted(answered, url=settings.OMBUD_URL)
    return answer(receipt, status=HTTPStatus.CREATED)


def file_batch(request: HttpRequest) -> HttpResponse:
    """Take in up to 10,000 complaints, one a line; good ones although others are bad."""
    sender = asking.machine(request, scope=SCOPE)
    key = key_of(request.headers.get(KEY_HEADER))
    reader = batch.Reader(sender=sender, key=key)
    for line in asking.lines_of(request, media=batch.TAKEN, limit=BATCH_LIMIT):
        reader.read(line)
    became = batch.take_batch(reader, take=_take)
    body = batch.written(became, url=settings.OMBUD_URL, lang=lang_of(request))
    return HttpResponse(body, content_type=batch.MEDIA, headers={"Cache-Control": "no-store"})


def _take(filings: Sequence[Filing]) -> Sequence[Receipt | Refused]:
    return take_in(filings, now=here.now())


def follow(request: HttpRequest, number: str) -> HttpResponse:
    """Say where a complaint stands, to whoever knows its number and code."""
    complaint = asking.complainant(request, number)
    seen = look_at_complaint(complaint, now=here.now())
    return answer(status_out(seen, lang=lang_of(request), url=settings.OMBUD_URL))
