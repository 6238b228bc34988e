"""When did each chore last come round?"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from ombud.store.models import Heartbeat

GONE: Final = timedelta(minutes=5)
"""A chore that has been still for so long when a worker starts is one that no worker does any more."""


def beat(chore: str, *, detail: Mapping[str, Any], now: datetime) -> None:
    """Write down that a chore came round."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO heartbeat (chore, beat_at, detail) VALUES (%s, %s, %s)"
            " ON CONFLICT (chore) DO UPDATE SET beat_at = EXCLUDED.beat_at, detail = EXCLUDED.detail",
            (chore, now, json.dumps(dict(detail))),
        )


def forget(*, now: datetime) -> None:
    """Forget chores that no worker does any more."""
    Heartbeat.objects.filter(beat_at__lt=now - GONE).delete()


def beats() -> tuple[tuple[str, datetime, Mapping[str, Any]], ...]:
    """Return each chore with its last beat and what it said."""
    rows = Heartbeat.objects.order_by("chore").values_list("chore", "beat_at", "detail")
    return tuple((chore, beat_at, detail) for chore, beat_at, detail in rows)
