"""Are we keeping our promises?"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.interfaces.office.lanes import lane_words
from ombud.interfaces.office.room import lang_of, room, show
from ombud.interfaces.office.views.packs import unverified
from ombud.look.words import say
from ombud.usecases.look_at_queues import Queues, look_at_queues

STILL = 30


@room("home")
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show the house at a glance; the operator sees first what is insecure and which law rows nobody verified."""
    now, lang = here.now(), lang_of(request)
    seen = look_at_queues(now=now)
    user = request.user
    operator = "operator" in getattr(user, "roles", ())
    running = sum(one.running for one in seen.clocks)
    late = sum(one.late for one in seen.clocks)
    return show(
        request,
        "home",
        now=now,
        seen=seen,
        share=f"{100 * (running - late) / running:.1f}" if running else "100",
        late=late,
        open=sum(seen.states.values()),
        waiting=sum(one.waiting for one in seen.lanes),
        danger=sum(one.danger for one in seen.lanes),
        lag=now - seen.counts.unsorted_since if seen.counts.unsorted_since else None,
        clocks=_clocks(seen, lang),
        lanes=[(lane_words(one.lane, lang), one) for one in seen.lanes],
        bars=[
            (lane_words(one.lane, lang), one.waiting, "red" if one.danger else "blue") for one in seen.lanes
        ],
        states=[
            (say(f"office.status.{state}", lang), count, tone)
            for (state, tone) in STATES
            if (count := seen.states.get(state, 0))
        ],
        beats=[(one, (now - one.at).total_seconds() > STILL) for one in seen.beats],
        insecure=list(insecure()) if operator else [],
        unverified=_unverified() if operator else 0,
    )


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


def _unverified() -> int:
    try:
        return sum(len(rows) for _, rows in unverified())
    except Refused:
        return 0
