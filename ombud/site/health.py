"""Is this process alive, and is the whole house ready?

`/healthz` asks nothing of anybody. `/readyz` asks four things: does the database answer, is it migrated, does every
chore of the worker beat, and how far behind is sorting. It answers 503 while one of the first three is a no.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

from ombud.adapters import here

STILL: Final = 30.0
"""Seconds without a beat after which a chore counts as still."""
_BEATS: Final = "SELECT chore, beat_at, detail FROM heartbeat ORDER BY chore"
_APPLIED: Final = "SELECT app, name FROM django_migrations"


@dataclass(frozen=True, slots=True)
class Beat:
    """When a chore last said that it lives, and what it said."""

    chore: str
    seconds_ago: float
    detail: dict[str, Any]


def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


def readyz(_request: HttpRequest) -> JsonResponse:
    """Say whether the house is ready, and if not, why."""
    try:
        missing = _missing()
        beats = _beats(here.now())
    except Error as error:
        return JsonResponse({"ready": False, "database": False, "why": type(error).__name__}, status=503)
    still = [beat.chore for beat in beats if beat.seconds_ago > STILL]
    ready = not missing and bool(beats) and not still
    return JsonResponse(
        {
            "ready": ready,
            "database": True,
            "migrated": not missing,
            "workers": {beat.chore: round(beat.seconds_ago, 1) for beat in beats},
            "still": still,
            "sorting": next((beat.detail for beat in beats if beat.chore == "sorting"), None),
        },
        status=200 if ready else 503,
    )


def _missing() -> list[str]:
    """Name the migrations that this code knows and the database has not had."""
    with connection.cursor() as cursor:
        cursor.execute(_APPLIED)
        applied = set(cursor.fetchall())
    return sorted(".".join(key) for key in _known() - applied)


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _beats(now: datetime) -> list[Beat]:
    with connection.cursor() as cursor:
        cursor.execute(_BEATS)
        rows = cursor.fetchall()
    return [Beat(chore, (now - beat_at).total_seconds(), _parsed(detail)) for chore, beat_at, detail in rows]


def _parsed(detail: object) -> dict[str, Any]:
    """Read what Django's cursor leaves as text."""
    if isinstance(detail, str):
        loaded = json.loads(detail)
        return loaded if isinstance(loaded, dict) else {}
    return detail if isinstance(detail, dict) else {}
