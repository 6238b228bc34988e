"""The desk: what I hold, what waits, the next case, a break."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Role
from ombud.interfaces.workbench import contacting
from ombud.interfaces.workbench.desk import LOOKERS, WORKERS, lang_of, seat
from ombud.interfaces.workbench.telling import drives
from ombud.look.words import knows, listed, say
from ombud.usecases.look_at_contacts import look_at_contacts
from ombud.usecases.look_at_desk import CaseItem, Desk, look_at_desk
from ombud.usecases.rest import rest
from ombud.usecases.take import take
from ombud.wire.doors import Csrf, Who
from ombud.wire.refusals import words_of
from ombud.wire.staff import me

OFFICE: Final = "/office/"
EXTRA: Final = {*Role} - {Role.AGENT, Role.SENIOR}
"""Roles that the office is for."""


@seat(who=LOOKERS | frozenset(Who(one.value) for one in EXTRA), csrf=Csrf.READS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk; whoever has none, and logs in or goes back to work, has the office."""
    user: Any = request.user
    return show(request) if LOOKERS & {*user.roles} else redirect(OFFICE)


def show(
    request: HttpRequest,
    refused: Refused | None = None,
    *,
    told: Refused | None = None,
    contact_kept: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Draw the desk, with why nothing was handed over, or why a contact's letter was not `told`, and what they typed."""
    desk = look_at_desk(by=me(request), now=here.now())
    lang, kept = lang_of(request), contact_kept or {}
    context = {
        **bar(desk, lang, now=here.now()),
        "pane": "both",
        "tiles": _tiles(desk, lang),
        "lanes": _by_kind(desk.lanes, lang),
        "lapsed": [lane_words(lane, lang) for lane in desk.lapsed],
        "nothing": _nothing(refused, lang) if refused else "",
        "dose": desk.dose,
        "dose_points": round(desk.dose.points),
        "dose_cap": round(desk.cap),
        "dose_tone": "red" if desk.dose.stops else "amber" if desk.dose.warns else "",
        "rest_until": desk.rest_until,
        "answered": [
            {**one, "kept": kept if kept.get("id") == one["id"] else {}}
            for one in contacting.cards(look_at_contacts(by=me(request)), lang, now=here.now())
        ],
        "refused": words_of(told, lang) if told else "",
    }
    status = 409 if refused or told else 200
    return render(request, "workbench/home.html", context, status=status)


def bar(desk: Desk, lang: str, *, now: datetime) -> dict[str, Any]:
    """Return what the top bar and the list on the left show on every page."""
    return {
        "present": desk.person.present,
        "my_name": desk.person.name,
        "works": bool(desk.person.roles & WORKERS),
        "office": bool(desk.person.roles & EXTRA),
        "cases": [
            {
                "id": one.id,
                "number": one.number,
                "severity": one.severity,
                "title": desk.titles[one.code][0 if lang == "zh" else 1],
                "status": say(f"workbench.role_in.{one.role}", lang),
                **_when(one, now=now),
                "drives": drives(desk.drives.get(one.id), lang),
                "appeal": one.on_appeal,
            }
            for one in desk.cases
        ],
        "to_sign": desk.counts.to_sign,
        "looks": desk.looks,
        "matches": desk.matches,
    }


def lane_words(lane: str, lang: str) -> str:
    """Return a lane in words: kind, language, tier."""
    kind, spoken, tier = lane.split(".")
    return " · ".join(
        say(f"workbench.{area}.{part}", lang)
        for area, part in (("class", kind), ("language", f"in_{spoken}"), ("tier", tier))
    )


def _by_kind(lanes: tuple[str, ...], lang: str) -> list[tuple[str, list[str]]]:
    """Return the lanes by kind; languages that share their tiers share a line."""
    tiers: dict[str, dict[str, list[str]]] = {}
    for lane in lanes:
        kind, spoken, tier = lane.split(".")
        tiers.setdefault(kind, {}).setdefault(spoken, []).append(say(f"workbench.tier.{tier}", lang))
    found = []
    for kind, by_language in tiers.items():
        lines: dict[str, list[str]] = {}
        for spoken, several in by_language.items():
            lines.setdefault(listed(several, lang), []).append(say(f"workbench.language.in_{spoken}", lang))
        told = [f"{listed(spoken, lang)} · {several}" for several, spoken in lines.items()]
        found.append((say(f"workbench.class.{kind}", lang), told))
    return found


def _when(one: CaseItem, *, now: datetime) -> dict[str, Any]:
    """Return until when a case of one's own waits, that its next step is due now, or by when it is to be decided."""
    until = one.wait_until or (one.act_at if one.act_at and one.act_at > now else None)
    return {
        "due": until or one.due_by,
        "waits": until is not None,
        "due_now": one.act_at is not None and until is None,
    }


def _tiles(desk: Desk, lang: str) -> list[dict[str, Any]]:
    counts = desk.counts
    numbers = (
        ("mine", len(desk.cases), ""),
        ("danger", counts.danger, "red" if counts.danger else ""),
        ("waiting", counts.waiting, ""),
        ("due_soon", counts.due_soon, "amber" if counts.due_soon else ""),
        ("breached", counts.breached, "red" if counts.breached else ""),
        ("for_party", counts.for_party, ""),
        ("to_sign", counts.to_sign, ""),
        ("appeals", counts.appeals, ""),
        ("looks", desk.looks, ""),
    )
    return [
        {"label": say(f"workbench.count.{name}", lang), "value": _shown(number), "tone": tone}
        for name, number, tone in numbers
    ]


def _shown(number: int) -> str:
    most = 999
    return f"{most}+" if number > most else str(number)


def _nothing(refused: Refused, lang: str) -> str:
    """Say why nothing was handed over."""
    because = refused.facts.get("because")
    if refused.code is No.NOTHING_WAITING and because:
        key = f"workbench.because.{because}"
        if knows(key):
            return say(key, lang)
    return words_of(refused, lang)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="Assigned or OfferedToSign in the case's book")
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Hand over the next case, or the next proposal to sign; the dispatcher picks."""
    try:
        case_id = take(by=me(request), now=here.now(), to_sign="sign" in request.POST)
    except Refused as refused:
        return show(request, refused)
    return redirect("workbench:case", case_id)


@seat(who=WORKERS, csrf=Csrf.FORM)
@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """Begin or end a break; nobody asks why."""
    rest(by=me(request), resting="rest" in request.POST, now=here.now())
    return redirect("workbench:home")
