"""Does the whole database say what its books say?"""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.interfaces.office.room import done, room, show


@room("verify")
@require_safe
def proofs(request: HttpRequest) -> HttpResponse:
    """Show the last result, and how far a run under way has come."""
    running, last = _read("running.json"), _read("last.json")
    if last:
        last["began_at"] = here_time(last["began_at"])
    return show(request, "verify", now=here.now(), running=running, last=last)


@room("verify", audit="verify/last.json")
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Begin a run as a process of its own, unless one is under way."""
    if _read("running.json") is None:
        subprocess.Popen(
            [sys.executable, "-m", "ombud.interfaces.cli", "verify", "--quiet"],
            env={**os.environ, "OMBUD_HOME": str(settings.OMBUD_HOME.path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    return done(request, "verify")


def here_time(said: str) -> Any:
    """Return an instant as it was written."""
    return datetime.fromisoformat(said)


def _read(name: str) -> dict[str, Any] | None:
    place = Path(settings.OMBUD_HOME.path) / "verify" / name
    try:
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found
