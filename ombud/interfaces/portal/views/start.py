"""The first page: danger first, then what happened, in plain words."""

from contextlib import suppress
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Class
from ombud.interfaces.portal.pages import GROUPS, PLACES, help_lines, lang_of, page, place_of
from ombud.look.words import say
from ombud.usecases.look_at_issues import look_at_issues
from ombud.wire.doors import Csrf, Rate, Who, door

ICONS: Final = MappingProxyType(
    {
        Class.MINORS: "child",
        Class.PRIVACY: "eye-off",
        Class.ACCOUNT: "key",
        Class.CONTENT: "flag",
        Class.UNFAIR: "decide",
        Class.SERVICE: "message",
    }
)


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def start(request: HttpRequest) -> HttpResponse:
    """Show the ways in."""
    lang, place = lang_of(request), place_of(request)
    child = bool(request.GET.get("child"))
    groups = [
        {
            "about": cls.value,
            "icon": ICONS[cls],
            "title": say(f"portal.{'child' if child else 'about'}.{cls.value}", lang),
            "hint": "" if child else say(f"portal.about.{cls.value}_hint", lang),
        }
        for cls in GROUPS
    ]
    return page(
        request,
        "start",
        personal=False,
        numbers=help_lines(place, lang),
        groups=groups,
        known=_known(lang),
        child=child,
        place=place,
        query=f"&place={place}{'&child=1' if child else ''}",
    )


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def help_numbers(request: HttpRequest) -> HttpResponse:
    """Show the help numbers of every place we know."""
    lang = lang_of(request)
    first = place_of(request)
    places = []
    for place in sorted(PLACES, key=lambda one: (one != first, PLACES.index(one))):
        with suppress(Refused):  # one place's broken pack keeps nobody from the numbers of the others
            numbers = help_lines(place, lang, kinds=("*", "SH", "MN"))
            places.append({"title": say(f"portal.place.{place}", lang), "numbers": numbers})
    return page(request, "help", personal=False, places=places, known=_known(lang))


def _known(lang: str) -> list[dict[str, object]]:
    """Return the faults of ours that are known, as the public reads them."""
    return [
        {
            "title": one.known.title.say(lang),
            "answer": one.known.answer.say(lang),
            "until": one.until,
            "late": one.late,
        }
        for one in look_at_issues(now=here.now())
    ]
