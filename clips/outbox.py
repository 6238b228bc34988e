"""How do confirmations and decisions reach Ombud, even after a crash on either side?"""

import http.client
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from clips import clock, orders
from clips.clock import written
from clips.posting import CONFIRMATIONS_PATH, post
from clips.signing import sign
from clips.storage import Row, reading, writing

TIMEOUT: Final = 5.0
LONGEST_PAUSE: Final = 15
BEAT: Final = 0.25
NOT_FOUND: Final = 404
PATIENT: Final = 20


@dataclass(frozen=True, slots=True)
class Ombud:
    """Where Ombud is and how Clips proves who it is."""

    url: str
    api_key: Callable[[], str]
    secrets: tuple[str, ...]


def send(to: Ombud, path: str, body: bytes, *, message_id: str, now: datetime) -> int:
    """Post one message; return the status, or 0 when nobody answered or there is no key yet."""
    key = to.api_key()
    if not key:  # it may be written after Clips started
        return 0
    place = urlsplit(to.url)
    secure = place.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = kind(place.hostname or "localhost", place.port or (443 if secure else 80), timeout=TIMEOUT)
    headers = sign(body, message_id=message_id, now=now, secrets=to.secrets)
    headers |= {"content-type": "application/json", "authorization": f"Bearer {key}"}
    try:
        line.request("POST", place.path.rstrip("/") + path, body, headers)
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()
    return answer.status


def _written_off(status: int, *, attempts: int) -> bool:
    """Say whether asking again cannot help: the message is not acceptable, or nobody there knows it any more."""
    return status in {400, 409, 413, 422} or (status == NOT_FOUND and attempts >= PATIENT)


def _deliver(home: Path, row: Row, *, to: Ombud, now: datetime) -> None:
    body = row["body"].encode()
    status = send(to, row["path"], body, message_id=f"clips-{row['seq']}", now=now)
    done = 200 <= status < 300 or _written_off(status, attempts=row["attempts"])  # noqa: PLR2004 - the range of good answers
    pause = timedelta(seconds=min(LONGEST_PAUSE, 2 ** min(row["attempts"], 6)) / 2)
    with writing(home) as book:
        book.execute(
            "UPDATE outbox SET attempts = attempts + 1, done_at = ?, due_at = ?, answer = ? WHERE seq = ?",
            (written(now) if done else None, written(now + pause), str(status), row["seq"]),
        )


def round_trip(home: Path, *, to: Ombud | None, now: datetime) -> int:
    """Settle what is due, then send what is due; return how much there was to do."""
    settled: list[dict[str, Any]] = []
    with reading(home) as book:
        due = book.execute(
            "SELECT 1 FROM taken WHERE state = 'accepted' AND settle_at <= ?", (written(now),)
        ).fetchone()
    if due:
        with writing(home) as book:
            settled = orders.settle(book, now=now)
            for said in settled:
                post(book, CONFIRMATIONS_PATH, said, now=now)
    if to is None:
        return len(settled)
    with reading(home) as book:
        waiting = book.execute(
            "SELECT * FROM outbox WHERE done_at IS NULL AND due_at <= ? ORDER BY seq LIMIT 50",
            (written(now),),
        ).fetchall()
    for row in waiting:
        _deliver(home, row, to=to, now=clock.now())
    return len(settled) + len(waiting)


class Courier(threading.Thread):
    """Carries the outbox to Ombud for as long as Clips runs."""

    def __init__(self, home: Path, *, to: Ombud | None) -> None:
        super().__init__(name="clips-courier", daemon=True)
        self.home = home
        self.to = to
        self.ended = threading.Event()

    def run(self) -> None:
        """Go round until told to end; a round that fails is told and tried again."""
        while not self.ended.wait(BEAT):
            try:
                round_trip(self.home, to=self.to, now=clock.now())
            except Exception as fault:  # noqa: BLE001 - one bad round must not end all the others
                print(json.dumps({"clips": "courier", "fault": repr(fault)}), flush=True)

    def end(self) -> None:
        """Stop and wait for the round under way."""
        self.ended.set()
        self.join(TIMEOUT * 2)
