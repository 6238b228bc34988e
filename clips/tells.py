"""How does a letter from Ombud reach a person inside Clips?"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from clips.clock import written
from clips.storage import Book

NOWHERE: Final = "no_earlier_channel"
"""What is known of an account of which nobody knows a phone or address that it had before."""
NO_MAIL: Final = "only_phone_before"
"""What is known of one of which nobody knows an address that it had before, and a phone."""
LACKS: Final[Mapping[str, frozenset[str]]] = {
    "inbox": frozenset(),
    "earlier": frozenset({NOWHERE}),
    "earlier_mail": frozenset({NOWHERE, NO_MAIL}),
}
"""Where a message goes → what must not be so of the account."""


def deliver(book: Book, raw: dict[str, Any], *, now: datetime) -> tuple[int, dict[str, str]]:
    """Put one message into an account's inbox, once per key; return status and answer.

    One for its earlier channels goes to every phone and address linked before the last change, or to the addresses alone, and not
    into the inbox.
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
    to = raw.get("to", "inbox")
    if to not in LACKS:
        return 422, {"key": key, "state": "refused", "detail": "bad_message"}
    if urlsplit(link).scheme not in {"http", "https"}:
        return 422, {"key": key, "state": "refused", "detail": "bad_link"}
    person = book.execute("SELECT signals FROM person WHERE id = ?", (account,)).fetchone()
    if person is None:
        return 404, {"key": key, "state": "refused", "detail": "unknown_account"}
    if not LACKS[to].isdisjoint(json.loads(person["signals"])):
        return 422, {"key": key, "state": "refused", "detail": NOWHERE}
    book.execute(
        "INSERT INTO tell(key, account, lang, text, link, at, earlier) VALUES (?,?,?,?,?,?,?)"
        " ON CONFLICT(key) DO UPDATE SET deliveries = deliveries + 1",
        (key, account, lang, text, link, written(now), to != "inbox"),
    )
    return 200, {"key": key, "state": "delivered"}
