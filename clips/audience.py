"""Whom does Clips tell what an order says to others, and how many were they?

Ombud never learns who they are: it says what is to be told, and hears a number.
1. Whoever saw, shared or answered a thing reads a correction of it.
2. Whoever follows an account is warned of it.
3. Whoever bought the same within six months is told about it; who cannot be reached reads it where the thing was sold.
"""

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from clips.clock import written
from clips.order import Order
from clips.storage import Book, Row

SIX_MONTHS: Final = timedelta(days=183)
"""How far back buyers are told (DSA Art. 32(1))."""
WHO: Final = MappingProxyType(
    {"C.SEEN": ("viewed", "shared"), "C.FANS": ("follows",), "C.BUYERS": ("bought",)}
)
"""What a measure tells people who did one of these."""
THERE: Final = frozenset({"C.SEEN", "C.BUYERS", "C.REPLY"})
"""What can be read beside the thing, too, by whoever comes there."""
SAYS: Final = frozenset(WHO) | {"C.REPLY"}
OPENS: Final = MappingProxyType(
    {
        "C.SEEN": (
            "您看过或转发过的一条内容，经核实不实。更正如下：",
            "Something that you saw or shared is not true. The correction:",
        ),
        "C.FANS": ("您关注的一个账号，请留意：", "About an account that you follow, please note:"),
        "C.BUYERS": ("您买过的一件商品，请留意：", "About something that you bought, please note:"),
    }
)
"""How Clips begins, in its reader's language; the words that follow are those of the order."""
WITHDRAWN: Final = (
    "此前给您的一条提醒已经撤回，请不要再依据它判断。",
    "A notice that we sent you has been withdrawn. Please rely on it no more.",
)
"""What the same people are told once the order is lifted."""


def tell(book: Book, order: Order, *, now: datetime) -> None:
    """Put the words of an order into the inbox of everybody whom it is for, once."""
    said = str(order.params.get("words", ""))
    for one in _people(book, order, now=now):
        text = f"{OPENS[order.measure][one['lang'] != 'zh']}\n{said}"
        _put(book, f"{order.key}:{one['id']}", one, text=text, now=now)


def withdraw(book: Book, source: str, *, by: str, now: datetime) -> None:
    """Tell those who had the words of an order that they hold no more."""
    rows = book.execute(
        "SELECT p.id, p.lang FROM tell t JOIN person p ON p.id = t.account WHERE t.key = ? || ':' || p.id",
        (source,),
    ).fetchall()
    for one in rows:
        _put(book, f"{by}:{one['id']}", one, text=WITHDRAWN[one["lang"] != "zh"], now=now)


def reached(book: Book, order: Order) -> int | None:
    """Return how many have the words of an order; nothing of one that tells nobody anything."""
    if order.measure not in WHO:
        return None
    n = book.execute("SELECT COUNT(*) FROM tell WHERE key LIKE ? || ':%'", (order.key,)).fetchone()[0]
    return int(n)


def _people(book: Book, order: Order, *, now: datetime) -> list[Row]:
    """Return who did what the words are about; whoever wrote below a thing saw it."""
    how = WHO[order.measure]
    since = written(now - SIX_MONTHS) if "bought" in how else ""
    marks = ",".join("?" * len(how))
    query = (
        "SELECT id, lang FROM person WHERE id IN (SELECT person FROM audience WHERE kind = ? AND subject = ?"  # noqa: S608 - marks only
        f" AND how IN ({marks}) AND at >= ?) OR ('viewed' IN ({marks}) AND id IN"
        " (SELECT owner FROM item WHERE kind = 'comment' AND about = ?)) ORDER BY id"
    )
    return book.execute(query, (order.kind, order.subject, *how, since, *how, order.subject)).fetchall()


def _put(book: Book, key: str, one: Row, *, text: str, now: datetime) -> None:
    book.execute(
        "INSERT INTO tell(key, account, lang, text, link, at) VALUES (?,?,?,?,'',?) ON CONFLICT(key) DO NOTHING",
        (key, one["id"], one["lang"], text, written(now)),
    )
