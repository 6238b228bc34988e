"""Which of what somebody says of an account is so? Yes, no, or nobody here can know; never what it is.

What came with a strange device speaks for nobody: whoever is in the account knows it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from clips.storage import Book, Row

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
LAST: Final = 4
"""So many signs at the end of a payment's number are asked for."""


def answers(book: Book, account: str, said: Mapping[str, Any]) -> dict[str, str] | None:
    """Answer each by its name; nothing of an account that nobody knows."""
    person = book.execute("SELECT * FROM person WHERE id = ?", (account,)).fetchone()
    if person is None:
        return None
    return {name: _answer(book, person, name, str(text)) for name, text in said.items()}


def _answer(book: Book, person: Row, name: str, text: str) -> str:
    ask = ASKS.get(name)
    return ask(book, person, text) if ask else UNKNOWN


def _among(known: list[str], text: str) -> str:
    """Say whether one of these is in what somebody says; of none nobody can know."""
    if not known:
        return UNKNOWN
    return YES if any(one in text for one in known) else NO


def _sessions(book: Book, person: Row, *, live: bool = False) -> list[Row]:
    """Return on what an account was used that was never strange to it."""
    rows = book.execute(
        "SELECT device, place, ended_at FROM session WHERE account = ?1 AND device NOT IN"
        " (SELECT device FROM change WHERE account = ?1 AND strange = 1)"
        " UNION SELECT device, place, '' FROM change WHERE account = ?1 AND strange = 0 AND device <> ''",
        (person["id"],),
    ).fetchall()
    return [row for row in rows if not live or row["ended_at"] is None]


def _device(book: Book, person: Row, text: str) -> str:
    return _among([row["device"] for row in _sessions(book, person)], text)


def _live(book: Book, person: Row, text: str) -> str:
    return _among([row["device"] for row in _sessions(book, person, live=True)], text)


def _place(book: Book, person: Row, text: str) -> str:
    return _among([row["place"] for row in _sessions(book, person) if row["place"]], text)


def _payment(book: Book, person: Row, text: str) -> str:
    rows = book.execute("SELECT id, amount FROM payment WHERE account = ?", (person["id"],)).fetchall()
    if not rows:
        return UNKNOWN
    return (
        YES if any(f"{row['amount'] / 100:g}" in text and row["id"][-LAST:] in text for row in rows) else NO
    )


def _made(_book: Book, person: Row, text: str) -> str:
    return _among([str(person["created_at"])[:7]], text)


ASKS: Final[Mapping[str, Callable[[Book, Row, str], str]]] = MappingProxyType(
    {
        "old_device": _device,
        "usual_network": _place,
        "live_session": _live,
        "payment": _payment,
        "creation": _made,
    }
)
"""A signal, and how it is answered; codes that are sent to telephones Clips does not keep."""
