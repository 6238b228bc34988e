"""By which rules are cases judged, and which of them has nobody checked against the law?"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.adapters.policies import elsewhere, jurisdictions
from ombud.adapters.rules import triage_rules
from ombud.core.pack.turning import notice, today
from ombud.core.pack.types import AuthorityKind, ClockRule, Obligation, Source, WorkingDays
from ombud.interfaces.office.room import lang_of, room, show
from ombud.look.dates import amounts
from ombud.look.sources import cited
from ombud.look.words import say
from ombud.usecases.look_at_packs import is_change_waiting
from ombud.usecases.read_pack import read_pack
from ombud.wire import duties


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
        triage=triage_rules().digest,
        waits=is_change_waiting(place),
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
        calendars=[_calendar(days, lang) for days in found.calendars.values()],
        unsure=any(days.provisional for days in found.calendars.values()),
        categories=[
            (one.code, one.title.say(lang), one.playbook, _reported(found.reported_as(one.code), lang))
            for one in listed
        ],
        playbooks=[
            (one.title.say(lang), one.done.say(lang), len(one.steps)) for one in found.playbooks.values()
        ],
        duties=[_duty(one, lang) for one in found.obligations.values()],
        told=_told(found.obligations.values(), lang),
        elsewhere=[_duty(one, lang) for one in elsewhere()],
    )


def unverified() -> tuple[int, int]:
    """Return of how many duties nobody has checked the source: in the packs in force, and places without one included."""
    packs = (read_pack(place).obligations for place in jurisdictions())
    in_force = _to_verify({name: duty for pack in packs for name, duty in pack.items()}.values())
    return in_force, in_force + _to_verify(elsewhere())


def _to_verify(told: Iterable[Obligation]) -> int:
    return sum(one.source.confidence == "verify" for one in told)


def provisional(lang: str) -> tuple[str, ...]:
    """Return the years that packs in force count by without an official list, each with its calendar."""
    days = {name: days for place in jurisdictions() for name, days in read_pack(place).calendars.items()}
    return tuple(f"{one.title.say(lang)} {year}" for one in days.values() for year in one.provisional)


def turning(lang: str, *, now: datetime) -> tuple[tuple[str, str, date], ...]:
    """Return the places whose rules turn soon, or should have turned, each with its name and its day."""
    packs = (read_pack(place) for place in jurisdictions())
    return tuple(
        (pack.jurisdiction, say(f"portal.place.{pack.jurisdiction}", lang), pack.then.day)
        for pack in packs
        if pack.then is not None and notice(pack, today=today(pack, now=now)) is not None
    )


def _calendar(days: WorkingDays, lang: str) -> dict[str, Any]:
    return {
        "title": days.title.say(lang),
        "source": cited(days.source, lang) if isinstance(days.source, Source) else days.source,
        "checked_on": date.fromisoformat(days.source.checked_on) if isinstance(days.source, Source) else None,
        "verify": isinstance(days.source, Source) and days.source.confidence == "verify",
        "until": date.fromisoformat(days.known_until),
        "provisional": days.provisional,
    }


def _reported(kinds: Iterable[AuthorityKind], lang: str) -> list[dict[str, Any]]:
    """Return as what the authority of the place takes a kind, or why nobody reports it there."""
    return [
        {
            "title": one.title.say(lang),
            "not_reported": one.not_reported.say(lang) if one.not_reported else None,
            "source": cited(one.source, lang),
            "verify": one.source.confidence == "verify",
        }
        for one in kinds
    ]


def _told(duties: Iterable[Obligation], lang: str) -> str:
    told = list(duties)
    return say(
        "office.pack.duties",
        lang,
        kept=sum(one.not_kept is None for one in told),
        open=sum(one.not_kept is not None for one in told),
        verify=_to_verify(told),
    )


def _duty(one: Obligation, lang: str) -> dict[str, Any]:
    return {"id": one.id, "place": one.place, "kept_by": one.kept_by, **duties.told(one, lang)}


def _clock(rule: ClockRule, lang: str) -> dict[str, Any]:
    source = rule.source
    return {
        "id": rule.id,
        "kind": say(f"office.clock.{rule.kind}", lang),
        "note": rule.note.say(lang),
        "amounts": amounts(rule, lang),
        "source": cited(source, lang),
        "own": source.confidence == "own",
        "checked_on": date.fromisoformat(source.checked_on),
        "statutory": rule.statutory,
        "confidence": source.confidence,
    }
