"""Who sits at this desk, and how is a refusal told there?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest

from ombud.adapters import here
from ombud.core.vocabulary import CASE_WORK, LEASE, CaseId
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.staff import View, staff_only

WORKERS: Final = frozenset(Who(role.value) for role in CASE_WORK)
"""Roles that work on cases."""

LOOKERS: Final = WORKERS | {Who.AUDITOR}
"""Roles that may open the workbench at all; which case, the case itself decides."""

_OPENED: Final = "opened"


def seat(*, who: frozenset[Who], csrf: Csrf, audit: str | None = None) -> Callable[[View], View]:
    """Declare a page of the workbench and let only these roles in."""

    def declare(view: View) -> View:
        return door(who=set(who), csrf=csrf, rate=Rate.STAFF, audit=audit)(staff_only(view, who=who))

    return declare


def lang_of(request: HttpRequest) -> str:
    """Return the reader's language."""
    reader: Any = request
    return str(reader.lang)


def is_redraw(request: HttpRequest) -> bool:
    """Say whether this only changes language or theme of a form half filled in."""
    reader: Any = request
    return bool(getattr(reader, "redraw", False))


def remember_opening(request: HttpRequest, case_id: CaseId, *, reason: str, until: datetime) -> None:
    """Keep the typed reason for as long as a lease, at most for as long as the grant."""
    opened = dict(request.session.get(_OPENED, {}))
    ends = min(until, here.now() + LEASE)
    opened[case_id.hex] = {"reason": reason, "until": ends.isoformat()}
    request.session[_OPENED] = opened


def reason_for(request: HttpRequest, case_id: CaseId) -> str:
    """Return the reason typed when this case's sealed material was opened; empty when nobody did, or too long ago."""
    found = request.session.get(_OPENED, {}).get(case_id.hex)
    if found is None or datetime.fromisoformat(found["until"]) <= here.now():
        return ""
    return str(found["reason"])


def soon(days: int) -> datetime:
    """Return this time of day, some days from now."""
    return here.now() + timedelta(days=days)
