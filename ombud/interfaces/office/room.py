"""Who may come into which room of the office, and how is a refusal told there?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.interfaces.office.refused import Refusal, shown_again, status_of, told_of
from ombud.look.words import say
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.refusals import words_of
from ombud.wire.staff import View, staff_only

LEADS: Final = frozenset({Who.LEAD})
OUTSIDE: Final = frozenset({Who.AUDITOR, Who.PRIVACY, Who.LEGAL, Who.POLICY, Who.OPERATOR})
"""Who is called where every lead is kept out of a complaint; of alarms they see those for them alone."""
WATCHERS: Final = frozenset({Who.LEAD, Who.POLICY, Who.AUDITOR, Who.OPERATOR})
"""Who may see whether promises are kept."""
ROOMS: Final[Mapping[str, frozenset[Who]]] = MappingProxyType(
    {
        "home": WATCHERS,
        "late": frozenset({Who.LEAD, Who.AUDITOR}),
        "alarms": LEADS | OUTSIDE,
        "orders": frozenset({Who.LEAD, Who.OPERATOR}),
        "staff": LEADS,
        "letters": frozenset({Who.LEAD, Who.LEGAL, Who.CHILD_SAFETY, Who.AUDITOR}),
        "outside": frozenset({Who.LEAD, Who.LEGAL, Who.AUDITOR}),
        "learning": WATCHERS | {Who.LEGAL},
        "suspended": frozenset({Who.LEAD, Who.LEGAL, Who.AUDITOR}),
        "informal": frozenset({Who.LEAD, Who.LEGAL, Who.AUDITOR}),
        "keeping": frozenset({Who.PRIVACY, Who.LEGAL, Who.AUDITOR}),
        "pack": WATCHERS | {Who.LEGAL},
        "figures": frozenset({Who.LEAD, Who.LEGAL, Who.AUDITOR}),
        "verify": frozenset({Who.AUDITOR, Who.OPERATOR, Who.LEAD}),
        "reads": frozenset({Who.AUDITOR}),
    }
)
"""Every room with a door in the bar, and who may look in."""
ANYWHERE: Final = frozenset[Who]().union(*ROOMS.values())
"""Who may look in somewhere."""


def open_to(request: HttpRequest) -> dict[str, str]:
    """Return the rooms that a reader may look into, with their addresses."""
    user: Any = request.user
    return {one: reverse(f"office:{one}") for one, who in ROOMS.items() if who & set(user.roles)}


def room(
    name: str, *, who: frozenset[Who] | None = None, audit: str | None = None, page: str = ""
) -> Callable[[View], View]:
    """Declare a page (or, with `audit`, an act) of a room and let only its roles in.

    A refused act says why on the page its form stands on, which is the room's where it names no other `page`.
    """
    allowed = who or ROOMS[name]

    def declare(view: View) -> View:
        @wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if audit is None:
                return view(request, *args, **kwargs)
            try:
                return view(request, *args, **kwargs)
            except (Refused, Http404) as error:
                refused = error if isinstance(error, Refused) else Refused(No.NOT_FOUND)
                words = words_of(refused, lang_of(request))
                field = str(refused.facts.get("field", ""))
                refusal = Refusal(words=words, field=field, status=status_of(refused.code))
                return shown_again(request, reverse(f"office:{page or name}", kwargs=kwargs), refusal)

        guarded = staff_only(told, who=allowed)
        csrf = Csrf.FORM if audit else Csrf.READS
        return door(who=set(allowed), csrf=csrf, rate=Rate.STAFF, audit=audit)(guarded)

    return declare


def show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """Draw a page of the office with its bar; `rooms` are those that the reader may open."""
    user: Any = request.user
    rooms = open_to(request)
    nav = [
        {"text": say(f"office.nav.{one}", lang_of(request)), "href": href, "current": one == name}
        for one, href in rooms.items()
    ]
    whole = {
        **told_of(request),
        "nav": nav,
        "rooms": rooms,
        "name": name,
        "roles": set(user.roles),
        "leads": "lead" in user.roles,
        **context,
    }
    return render(request, f"office/{name}.html", whole)


def done(request: HttpRequest, name: str, *args: object) -> HttpResponse:
    """Say that it is done, and go back to where it was asked."""
    messages.success(request, say("office.done", lang_of(request)))
    return redirect(f"office:{name}", *args)


def lang_of(request: HttpRequest) -> str:
    """Return the reader's language."""
    return str(getattr(request, "lang", "zh"))


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the zone the reader lives in."""
    zone: ZoneInfo = request.zone  # type: ignore[attr-defined]  # the language middleware sets it
    return zone


def sent(request: HttpRequest, name: str) -> str:
    """Return a field of the form."""
    return str(request.POST.get(name, "")).strip()


def sent_id(request: HttpRequest, name: str) -> UUID:
    """Return an id of the form; anything else is a page that does not exist."""
    try:
        return UUID(sent(request, name))
    except ValueError as error:
        raise Http404 from error


def before_in(request: HttpRequest) -> datetime:
    """Return before which moment a page of a list, newest first, begins: that of its address, else now."""
    try:
        return datetime.fromisoformat(request.GET["before"]) if "before" in request.GET else here.now()
    except ValueError as error:
        raise Http404 from error


def older_than(following: datetime | None) -> str:
    """Return the address of the next page, where there is one."""
    return f"?before={following.isoformat()}".replace("+", "%2B") if following else ""
