"""How is Clips told to misbehave, so that Ombud's patience can be tested?"""

import threading
import time
from typing import Final

WAYS: Final = frozenset({"ok", "hang", "500", "drop_reply", "garbage", "422"})
DOORS: Final = frozenset({"act", "look_up", "tell", "alike", "vouch", "scope", "accesses"})
STANDARD_SECONDS: Final = 60.0
BLINK: Final = 0.02


class DropReply(Exception):  # noqa: N818 - an order to the server, not an error
    """Close the line without an answer."""


class Switches:
    """Which door misbehaves how, and until when; lost when Clips ends."""

    def __init__(self) -> None:
        self._set: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def turn(self, raw: object) -> dict[str, str] | None:
        """Set what {"act": way, …, "seconds": n} says; nothing when that cannot be read."""
        if not isinstance(raw, dict):
            return None
        seconds = raw.get("seconds", STANDARD_SECONDS)
        ways = {door: way for door, way in raw.items() if door != "seconds"}
        if (
            not isinstance(seconds, int | float)
            or not ways.keys() <= DOORS
            or not set(map(str, ways.values())) <= WAYS
        ):
            return None
        with self._lock:
            self._set |= {door: (str(way), time.monotonic() + seconds) for door, way in ways.items()}
        return {door: self.way(door) for door in sorted(DOORS)}

    def way(self, door: str) -> str:
        """Return how a door behaves now."""
        with self._lock:
            way, until = self._set.get(door, ("ok", 0.0))
        return way if time.monotonic() < until else "ok"

    def hold(self, door: str) -> None:
        """Keep the line open for as long as the door is told to hang."""
        while self.way(door) == "hang":
            time.sleep(BLINK)
