"""How does a letter from Ombud reach a person inside Clips?"""

import json
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from clips.clock import written
from clips.storage import Book

NOWHERE: Final = "no_earlier_channel"
"""What is known of an account of which nobody knows a phone or address that it had before."""


def deliver(book: Book, raw: dict[str, Any], *, now: datetime) -> tuple[int, dict[str, str]]:
    """Put one message into an account's inbox, once per key; return status and answer.

    One for its earlier channels goes to every phone and address linked before the last change, and not into the inbox.
    """
    match raw:
        case {
            "key": str(key),
            "account": str(account),
            "lang": "zh" | "en" as lang,
            "text": str(text),
            "link": str(link),
        } if key:
            pass
        case _:
            return 422, {"state": "refused", "detail": "bad_message"}
    earlier = raw.get("to", "inbox") == "earlier"
    if urlsplit(link).scheme not in {"http", "https"}:
        return 422, {"key": key, "state": "refused", "detail": "bad_link"}
    person = book.execute("SELECT signals FROM person WHERE id = ?", (account,)).fetchone()
    if person is None:
        return 404, {"key": key, "state": "refused", "detail": "unknown_account"}
    if earlier and NOWHERE in json.loads(person["signals"]):
        return 422, {"key": key, "state": "refused", "detail": NOWHERE}
    book.execute(
        "INSERT INTO tell(key, account, lang, text, link, at, earlier) VALUES (?,?,?,?,?,?,?)"
        " ON CONFLICT(key) DO UPDATE SET deliveries = deliveries + 1",
        (key, account, lang, text, link, written(now), earlier),
    )
    return 200, {"key": key, "state": "delivered"}
