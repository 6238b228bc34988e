"""The receipt: number, code, dates; for one hour, in the browser that filed."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ombud.interfaces.portal import passes
from ombud.interfaces.portal.pages import help_lines, lang_of, onward, page
from ombud.look.dates import moment
from ombud.look.language import reads_in
from ombud.look.words import listed, say
from ombud.usecases.look_at_receipt import ReceiptSeen, look_at_receipt
from ombud.usecases.read_pack import read_pack
from ombud.wire.doors import Csrf, Rate, Who, door


@door(who={Who.COMPLAINANT}, csrf=Csrf.FORM, rate=Rate.PAGE)
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the receipt, or put it away."""
    held = passes.RECEIPT.read(request)
    if request.method == "POST" and request.POST.get("go") == "clear":
        response = onward("/")
        passes.RECEIPT.take_back(response)
        passes.COMPLAINT.take_back(response)
        passes.OWN.take_back(response)
        return response
    if not held:
        return page(request, "receipt_gone", status=410)
    seen = look_at_receipt(UUID(hex=held["id"]))
    reads_in(request, seen.zone)
    lang = lang_of(request)
    return page(
        request,
        "receipt",
        seen=seen,
        held=held,
        kinds=_kinds(seen, lang),
        deadlines=_dates(seen, lang),
        numbers=help_lines(seen.jurisdiction, lang) if seen.urgent else (),
        status_url=f"/c/{seen.number}",
        verify_url=f"{settings.OMBUD_URL}/c/{seen.number}",
        keeps_form="",
    )


@door(who={Who.COMPLAINANT}, csrf=Csrf.READS, rate=Rate.PAGE)
def receipt_text(request: HttpRequest) -> HttpResponse:
    """Hand the receipt out as a text file."""
    held = passes.RECEIPT.read(request)
    if not held:
        return page(request, "receipt_gone", status=410)
    seen = look_at_receipt(UUID(hex=held["id"]))
    reads_in(request, seen.zone)
    lang = lang_of(request)
    rows = [
        (say("look.receipt.number", lang), seen.number),
        (say("look.receipt.code", lang), seen.code),
        (say("look.receipt.at", lang), moment(seen.received_at, lang)),
        *((text, moment(date, lang)) for text, date in _dates(seen, lang)),
        (say("portal.receipt.text_where", lang), f"{settings.OMBUD_URL}/c/{seen.number}"),
    ]
    colon = "：" if lang == "zh" else ": "
    lines = [
        say("look.receipt.title", lang),
        "",
        *(f"{name}{colon}{value}" for name, value in rows),
        "",
        say("portal.receipt.text_keep", lang),
        "",
    ]
    response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="ombud-{seen.number}.txt"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _kinds(seen: ReceiptSeen, lang: str) -> str:
    pack = read_pack(seen.jurisdiction)
    return listed((pack.category(code).title.say(lang) for code in seen.codes), lang)


def _dates(seen: ReceiptSeen, lang: str) -> list[tuple[str, Any]]:
    known = (
        ("acknowledge", seen.acknowledge_by),
        ("protect", seen.protect_by),
        ("decide", seen.decide_by),
    )
    return [(say(f"portal.receipt.{name}", lang), date) for name, date in known if date is not None]
