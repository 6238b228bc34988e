"""Are we keeping our promises?"""

import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.interfaces.office.naming import lane_words
from ombud.interfaces.office.room import ANYWHERE, lang_of, open_to, room, show, zone_of
from ombud.interfaces.office.views.packs import provisional, turning, unverified
from ombud.look.charts import Share
from ombud.look.dates import moment
from ombud.look.templatetags.words import when_text
from ombud.look.words import listed, say
from ombud.usecases.look_at_queues import DaySeen, LaneSeen, Queues, look_at_queues

STILL = 30


@room("home", who=ANYWHERE)
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show the house at a glance; the operator sees first what is insecure and which law rows nobody verified.

    Whoever works in other rooms alone is led to the first of them.
    """
    if "home" not in (rooms := open_to(request)):
        return redirect(next(iter(rooms.values())))
    now, lang = here.now(), lang_of(request)
    seen = look_at_queues(now=now, zone=zone_of(request))
    still = {one.chore for one in seen.beats if (now - one.at).total_seconds() > STILL}
    user = request.user
    operator = "operator" in getattr(user, "roles", ())
    running = sum(one.running for one in seen.clocks)
    late = sum(one.late for one in seen.clocks)
    return show(
        request,
        "home",
        now=now,
        seen=seen,
        share=f"{100 * (running - late) / running:.1f}" if running else "",
        late=late,
        open=sum(seen.states.values()),
        waiting=sum(one.waiting for one in seen.lanes),
        danger=sum(one.danger for one in seen.lanes),
        lag=now - seen.counts.unsorted_since if seen.counts.unsorted_since else None,
        clocks=_clocks(seen, lang),
        lanes=[_lane(one, lang) for one in seen.lanes],
        **_days(seen.days, lang),
        states=[
            (say(f"office.status.{state}", lang), count, tone)
            for (state, tone) in STATES
            if (count := seen.states.get(state, 0))
        ],
        beats=[(one, one.chore in still) for one in seen.beats],
        still=len(still),
        insecure=list(insecure()) if operator else [],
        unverified=_unverified(lang) if operator else "",
        turning=_turning(lang, now=now),
        provisional=listed(_provisional(lang), lang) if operator else "",
    )


FATES: Final = (("kept", "green"), ("running", "blue"), ("broken", "red"))
"""What became of the cases of a day, from the foot of its column up."""
_NAMES: Final = tuple(name for name, _ in FATES)
STATES = (
    ("queued", "amber"),
    ("in_hand", "blue"),
    ("waiting", "neutral"),
    ("cosigning", "violet"),
    ("decided", "green"),
)


def insecure() -> Iterator[str]:
    """Yield the key of everything that is less safe than it should be."""
    if settings.OMBUD_DEMO:
        yield "demo"
    if not settings.OMBUD_URL.startswith("https://"):
        yield "http"
    if settings.DEBUG:
        yield "debug"
    if "*" in settings.ALLOWED_HOSTS:
        yield "hosts"
    if not os.environ.get("OMBUD_SCANNER"):
        yield "scanner"


def _lane(one: LaneSeen, lang: str) -> tuple[str, list[Share], str]:
    """Return a lane as a bar, with what its tones stand for in words below it."""
    shares: list[Share] = [
        (one.danger, "red"),
        (one.pressed, "amber"),
        (one.waiting - one.danger - one.pressed, "blue"),
    ]
    notes = [
        say(f"office.home.n_{name}", lang, n=n)
        for name, n in (("danger", one.danger), ("pressed", one.pressed))
        if n
    ]
    if one.oldest:
        notes.append(say("office.home.since", lang, at=moment(one.oldest, lang, style="short")))
    return lane_words(one.lane, lang), shares, " · ".join(notes)


def _days(days: Sequence[DaySeen], lang: str) -> dict[str, object]:
    """Return the last days as columns, as a legend and as figures; nothing where no case was opened."""
    sums = [sum(getattr(one, name) for one in days) for name, _ in FATES]
    if not any(sums):
        return {"days": ()}
    return {
        "days": [(str(one.day.day), [(getattr(one, name), tone) for name, tone in FATES]) for one in days],
        "days_said": say(
            "office.home.days_said", lang, days=len(days), **dict(zip(_NAMES, sums, strict=True))
        ),
        "days_legend": [
            (say(f"office.home.fate.{name}", lang), n, tone)
            for (name, tone), n in zip(FATES, sums, strict=True)
        ],
        "days_columns": [
            say("office.home.day", lang),
            *((say(f"office.home.fate.{name}", lang), "number") for name in _NAMES),
        ],
        "days_rows": [
            [when_text(one.day, "date"), one.kept, one.running, one.broken] for one in reversed(days)
        ],
    }


def _clocks(seen: Queues, lang: str) -> list[dict[str, object]]:
    return [
        {
            "name": say(f"office.clock.{one.kind}", lang),
            "statutory": one.statutory,
            "running": one.running,
            "late": one.late,
            "share": f"{100 * (one.running - one.late) / one.running:.0f}",
        }
        for one in seen.clocks
    ]


def _unverified(lang: str) -> str:
    try:
        in_force, everywhere = unverified()
    except Refused:
        return ""
    return say("office.law_rows", lang, n=in_force, all=everywhere) if in_force else ""


def _provisional(lang: str) -> tuple[str, ...]:
    try:
        return provisional(lang)
    except Refused:
        return ()  # no pack is kept yet


def _turning(lang: str, *, now: datetime) -> tuple[tuple[str, str, date], ...]:
    try:
        return turning(lang, now=now)
    except Refused:
        return ()  # no pack is kept yet
