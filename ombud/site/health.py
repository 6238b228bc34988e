"""Is this process alive, and is the whole house ready?

`/healthz` asks nothing of anybody. `/readyz` asks four things: does the database answer, is it migrated, does every
chore of the worker beat, and how far behind is sorting. It answers 503 while one of the first three is a no.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from ombud.adapters import here
from ombud.usecases.feel_pulse import feel_pulse

STILL: Final = 30.0
"""Seconds without a beat after which a chore counts as still."""


def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


def readyz(_request: HttpRequest) -> JsonResponse:
    """Say whether the house is ready, and if not, why."""
    pulse = feel_pulse(now=here.now())
    if pulse.silent is not None:
        return JsonResponse({"ready": False, "database": False, "why": pulse.silent}, status=503)
    still = [beat.chore for beat in pulse.beats if beat.seconds_ago > STILL]
    ready = not pulse.missing and bool(pulse.beats) and not still
    return JsonResponse(
        {
            "ready": ready,
            "database": True,
            "migrated": not pulse.missing,
            "workers": {beat.chore: round(beat.seconds_ago, 1) for beat in pulse.beats},
            "still": still,
            "sorting": next((beat.detail for beat in pulse.beats if beat.chore == "sorting"), None),
        },
        status=200 if ready else 503,
    )
