"""How does the portal show a page, tell a refusal and know where the reader is?"""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString

from ombud.adapters import here
from ombud.adapters.hearing import danger_now
from ombud.core.intake import JURISDICTIONS, jurisdiction_of
from ombud.core.pack.promises import HelpLine
from ombud.core.receipts import parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Class
from ombud.usecases.fetch_record import Packed
from ombud.usecases.look_at_complaint import ComplaintSeen
from ombud.usecases.read_pack import read_pack
from ombud.wire.doors import Rate
from ombud.wire.evidence import MEGABYTES
from ombud.wire.rates import network_of, rates
from ombud.wire.refusals import words_of

PLACES: Final = tuple(place for place in ("CN", "EU", "US", "UK", "IN") if place in JURISDICTIONS)
GROUPS: Final = (Class.MINORS, Class.PRIVACY, Class.ACCOUNT, Class.CONTENT, Class.UNFAIR, Class.SERVICE)
"""The six groups in the order in which people choose: what cannot wait comes first."""
URGENT: Final = ("SH", "MN")
"""The kinds whose help lines stand at the top of the portal: danger to life, danger to a child."""
CHILDS: Final = "MN"
"""The kind whose help lines are a child's, whatever happened to it."""
_ADDRESS: Final = re.compile(r"(https?://[A-Za-z0-9.:/?=&%_~#-]*[A-Za-z0-9/=_-])")
FILES: Final = 5
"""How many files one form takes at a time; more can follow."""
_STATUS: Final = {No.WRONG_CODE: 403, No.TOO_OFTEN: 429, No.TOO_FAST: 429, No.NOT_FOUND: 404, No.ERASED: 410}


def page(
    request: HttpRequest,
    name: str,
    /,
    *,
    status: int = 200,
    personal: bool = True,
    **shown: Any,
) -> HttpResponse:
    """Show a page; a personal one is kept nowhere."""
    response = render(
        request,
        f"portal/{name}.html",
        {"quick_exit": True, "files": FILES, "megabytes": MEGABYTES, **shown},
        status=status,
    )
    return _private(response) if personal else _plain(response)


def onward(address: str) -> HttpResponse:
    """Send the reader on, so that a reload repeats nothing."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return _private(response)


def saved(packed: Packed) -> HttpResponse:
    """Give a file to be saved, never shown; the browser keeps no copy of its own."""
    response = HttpResponse(packed.content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{packed.name}"'
    return _private(response)


def _plain(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return _plain(response)


def lang_of(request: HttpRequest) -> str:
    """Return the reader's language."""
    return getattr(request, "lang", "zh")


def place_of(request: HttpRequest) -> str:
    """Return the jurisdiction that the reader says they are in, else home."""
    return jurisdiction_of(request.POST.get("place") or request.GET.get("place"))


def is_redraw(request: HttpRequest) -> bool:
    """Say whether this is only a change of language or theme in the middle of a form."""
    return bool(getattr(request, "redraw", False))


def told(refused: Refused, request: HttpRequest) -> str:
    """Return the refusal in the reader's language."""
    return words_of(refused, lang_of(request))


def status_of(refused: Refused) -> int:
    """Return the HTTP status of a refusal shown in a form."""
    return _STATUS.get(refused.code, 422)


def tidy(number: str, prefix: str) -> str:
    """Return a number as it is printed; refuse one of another kind or badly written like an unknown one."""
    try:
        parsed = parse_number(number)
    except Refused:
        raise Refused(No.WRONG_CODE) from None
    if parsed.prefix != prefix:
        raise Refused(No.WRONG_CODE)
    return parsed.text


def counted(request: HttpRequest, refused: Refused) -> Refused:
    """Count a wrong code for the network it came from; after too many the answer says to wait."""
    if refused.code is not No.WRONG_CODE:
        return refused
    try:
        rates.spend(Rate.CODES, network_of(request), now=here.now())
    except Refused as too_often:
        return too_often
    return refused


def pace(request: HttpRequest, rate: Rate, *, text: str = "", danger: bool = False) -> None:
    """Count what a network sends and refuse too much of it; but never words of danger to life, whoever sends them."""
    if not danger_now(text, {"danger_now": danger}):
        rates.spend(rate, network_of(request), now=here.now())


def waiting(response: HttpResponse, refused: Refused | None) -> HttpResponse:
    """Say beside a refusal when another try is worth it, where that is known."""
    if refused and "seconds" in refused.facts:
        response.headers["Retry-After"] = str(refused.facts["seconds"])
    return response


def linked(text: str) -> SafeString:
    """Return a letter's paragraphs with its addresses as links, also where no space stands before them."""
    parts = _ADDRESS.split(text)
    drawn = (
        format_html('<a class="breakable" href="{0}">{0}</a>', part) if at % 2 else conditional_escape(part)
        for at, part in enumerate(parts)
    )
    return SafeString(linebreaks("".join(drawn)))


def childs_lines(seen: ComplaintSeen, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return whom a child can call where it is: about what happened to it, and as a child."""
    return help_lines(seen.jurisdiction, lang, kinds=(*seen.kinds, CHILDS))


def help_lines(place: str, lang: str, *, kinds: tuple[str, ...] = URGENT) -> tuple[tuple[str, str, str], ...]:
    """Return the help numbers for some kinds, each once."""
    pack = read_pack(place)
    lines: dict[str, HelpLine] = {line.id: line for kind in kinds for line in pack.help_for(kind)}
    return tuple((line.title.say(lang), line.number, "") for line in lines.values())
