"""What was asked off the record, by whom, of whom, and what came of it?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.core import territories
from ombud.interfaces.office.room import before_in, lang_of, older_than, room, show
from ombud.look.words import say
from ombud.usecases.look_at_informal import InformalSeen, Stands, look_at_informal
from ombud.usecases.look_at_staff import names


@room("informal")
@require_safe
def informal(request: HttpRequest) -> HttpResponse:
    """Show all of it, newest first."""
    found, following = look_at_informal(before=before_in(request))
    called, lang = names(), lang_of(request)
    told = [_row(one, called.get(one.taker, "?"), lang) for one in found]
    return show(request, "informal", rows=told, older=older_than(following))


def _row(one: InformalSeen, taker: str, lang: str) -> dict[str, Any]:
    words = {
        name: say(f"workbench.informal.{name}.{getattr(one.asked, name)}", lang)
        for name in ("asker", "way", "wants")
    }
    return {
        **words,
        "at": one.at,
        "country": territories.said((one.asked.country,), lang),
        "pressed": one.asked.pressed,
        "about": one.about,
        "taker": taker,
        "case": _stands(one.case, lang),
        "looks": [_stands(look, lang) for look in one.looks],
    }


def _stands(one: Stands, lang: str) -> dict[str, Any]:
    came = f"workbench.outcome.{one.outcome}" if one.outcome else f"workbench.status.{one.status}"
    return {"id": one.id, "number": one.number, "came": say(came, lang)}
