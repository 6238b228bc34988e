"""What the law has published of cases about rights: in China 电子商务法 art. 44."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from ombud.adapters import here
from ombud.core.publishing import Published
from ombud.interfaces.portal.pages import lang_of, page, place_of
from ombud.look.words import say
from ombud.usecases.look_at_published import look_at_published
from ombud.usecases.read_pack import read_pack
from ombud.wire.doors import Csrf, Rate, Who, door


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def published(request: HttpRequest) -> HttpResponse:
    """Show a page of it."""
    lang, place = lang_of(request), place_of(request)
    rows, older = look_at_published(place, before=_before(request), now=here.now())
    titles = {code: one.title.say(lang) for code, one in read_pack(place).categories.items()}
    return page(
        request,
        "published",
        personal=False,
        place=place,
        rows=[
            (one, titles.get(one.code, one.code), say(f"portal.published.outcome.{one.outcome}", lang))
            for one in rows
        ],
        older=older and f"?place={place}&before={older.timestamp()}",
    )


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def published_json(request: HttpRequest) -> HttpResponse:
    """Give the same to machines: days, codes, the item."""
    rows, older = look_at_published(place_of(request), before=_before(request), now=here.now())
    said = {"cases": [_said(one) for one in rows], "before": older and older.timestamp()}
    return JsonResponse(said)


def _said(one: Published) -> dict[str, Any]:
    days = {
        name: getattr(one, name) for name in ("noticed_at", "stated_at", "sued_at", "decided_at", "back_at")
    }
    said = {name: at and str(timezone.localdate(at)) for name, at in days.items()}
    return {"kind": one.code, "item": one.item, "outcome": one.outcome, "removed": one.removed, **said}


def _before(request: HttpRequest) -> datetime | None:
    said = request.GET.get("before")
    if not said:
        return None
    try:
        return datetime.fromtimestamp(float(said), tz=timezone.get_default_timezone())
    except (ValueError, OverflowError, OSError) as error:
        raise Http404 from error
