"""Days that a law counts, as somebody reads them off a wall."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

CHINA, LONDON, NEW_YORK = (ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/London", "America/New_York"))


def on(day: str, clock: str, place: ZoneInfo) -> datetime:
    """A moment on the wall of a place: `on("2026-09-18", "10:00", CHINA)`."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=place).astimezone(UTC)


def begins(day: str, clock: str, place: ZoneInfo) -> pytest.MarkDecorator:
    """Let a story begin then and not on the Monday on which all others do."""
    return pytest.mark.parametrize("now", [on(day, clock, place)], ids=[day])
