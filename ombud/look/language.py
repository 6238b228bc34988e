"""Which language, theme and time zone does this reader want?"""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from ombud.look.accept import spoken
from ombud.look.words import LANGS

THEMES: Final = ("system", "light", "dark")
_A_YEAR: Final = 365 * 24 * 3600
_DJANGO: Final = {"zh": "zh-hans", "en": "en"}


def _choice(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str | None:
    for said in (request.GET.get(name), request.COOKIES.get(name)):
        if said in allowed:
            return said
    return None


def _zone(request: HttpRequest) -> ZoneInfo | None:
    """Return the zone that the reader's browser named; None where it named none that is known."""
    try:
        return ZoneInfo(unquote(request.COOKIES.get("zone", "")))
    except (KeyError, ValueError, OSError):
        return None


def reads_in(request: HttpRequest, zone: ZoneInfo) -> None:
    """Write what follows by the clock of the place that it is about, unless the reader's browser named its own."""
    if _zone(request) is None:
        reader: Any = request
        reader.zone = zone
        timezone.activate(zone)


class LanguageMiddleware:
    """Sets `lang`, `theme`, `zone` and `redraw` on the request, and remembers a choice made by `?lang=` or `?theme=`.

    `redraw` is true when a POST is only a reader changing the language or theme of a form half filled in:
    the view must draw the form again with the posted values and do nothing else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        lang = _choice(request, "lang", LANGS) or spoken(request.headers.get("Accept-Language", ""))
        zone = _zone(request) or ZoneInfo(settings.TIME_ZONE)
        reader: Any = request
        reader.lang, reader.zone = lang, zone
        reader.theme = _choice(request, "theme", THEMES) or THEMES[0]
        reader.redraw = request.method == "POST" and bool({"lang", "theme"} & set(request.GET))
        with translation.override(_DJANGO[lang]), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", lang)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        _remember(request, response)
        return response


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    for name, allowed in (("lang", LANGS), ("theme", THEMES)):
        said = request.GET.get(name)
        if said and said in allowed and said != request.COOKIES.get(name):
            response.set_cookie(
                name, said, max_age=_A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=False
            )
