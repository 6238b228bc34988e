"""By which rules are cases judged, and which of them has nobody checked against the law?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.adapters.policies import jurisdictions
from ombud.core.pack.types import ClockRule
from ombud.interfaces.office.room import lang_of, room, show
from ombud.look.dates import amount
from ombud.look.words import say
from ombud.usecases.read_pack import read_pack


@room("pack")
@require_safe
def pack(request: HttpRequest, place: str = "CN") -> HttpResponse:
    """Show the pack in force in one place."""
    places, lang = jurisdictions(), lang_of(request)
    if place not in places:
        raise Http404
    found = read_pack(place)
    listed = [one for one in found.categories.values() if getattr(one, "listed", True)]
    return show(
        request,
        "pack",
        pack=found,
        place=place,
        places=[
            {
                "text": say(f"portal.place.{one}", lang),
                "href": f"/office/pack/{one}/",
                "current": one == place,
            }
            for one in places
        ],
        clocks=[_clock(rule, lang) for rule in found.clocks.values()],
        categories=[(one.code, one.title.say(lang), one.playbook, one.tier) for one in listed],
        playbooks=[
            (one.title.say(lang), one.done.say(lang), len(one.steps)) for one in found.playbooks.values()
        ],
        unverified=[rule for rule in found.clocks.values() if rule.source.confidence == "verify"],
    )


def unverified() -> Iterator[tuple[str, list[ClockRule]]]:
    """Yield for each place the clocks whose source nobody has checked."""
    for place in jurisdictions():
        rules = read_pack(place).clocks.values()
        yield place, [rule for rule in rules if rule.source.confidence == "verify"]


def _clock(rule: ClockRule, lang: str) -> dict[str, Any]:
    source = rule.source
    return {
        "id": rule.id,
        "kind": say(f"office.clock.{rule.kind}", lang),
        "note": rule.note.say(lang),
        "amounts": [(severity, amount(value, rule.unit, lang)) for severity, value in rule.amounts.items()],
        "source": f"{source.instrument} {source.article}".strip(),
        "own": source.confidence == "own",
        "checked_on": date.fromisoformat(source.checked_on),
        "statutory": rule.statutory,
        "confidence": source.confidence,
    }
