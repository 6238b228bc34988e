"""How does a video come to Clips?"""

import json
from datetime import datetime
from uuid import uuid4

from clips import fingerprints
from clips.clock import written
from clips.storage import Book


def put_up(book: Book, body: bytes, *, now: datetime) -> str | None:
    """Put a video up and return its name; nothing where this is no video of somebody on Clips."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    match said:
        case {"by": str(by), "title": str(title), "scene": str(scene)}:
            pass
        case _:
            return None
    if book.execute("SELECT 1 FROM person WHERE id = ?", (by,)).fetchone() is None:
        return None
    name = f"v-{uuid4().hex[:12]}"
    book.execute(
        "INSERT INTO item VALUES ('video', ?, ?, NULL, NULL, ?, '', 'zh', ?, ?, 0, 0, 0, NULL)",
        (name, by, title, scene, written(now)),
    )
    row = book.execute("SELECT * FROM item WHERE kind = 'video' AND id = ?", (name,)).fetchone()
    fingerprints.tell_of_upload(book, row, now=now)
    return name
