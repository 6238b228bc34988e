"""What does Clips leave for Ombud to be told, and at which door?"""

import json
from datetime import datetime
from typing import Final

from clips.clock import written
from clips.storage import Book

CHANGES_PATH: Final = "/api/v1/host/changes"
MATCHES_PATH: Final = "/api/v1/host/matches"
CONFIRMATIONS_PATH: Final = "/api/v1/host/confirmations"
DECISIONS_PATH: Final = "/api/v1/host/decisions"


def post(book: Book, path: str, body: object, *, now: datetime) -> None:
    """Leave a message for Ombud in the outbox, in the same commit as what it tells."""
    book.execute(
        "INSERT INTO outbox(path, body, due_at) VALUES (?,?,?)",
        (path, json.dumps(body, ensure_ascii=False), written(now)),
    )
