"""What on Clips is like something: the same, nearly the same, of one device, purse or rule, cut from it, written to another child?"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from clips.copies import NO_PICTURE, digest
from clips.snapshot import snapshot_of
from clips.standing import owner_of
from clips.storage import Book, Row

MOST: Final = 200
"""How much of it is told in one answer."""

NEARLY: Final = 0.5
"""From which share of common pairs of signs on two texts are nearly the same."""

Key = tuple[str, str]


def _item(book: Book, kind: str, subject: str) -> Row | None:
    row: Row | None = book.execute("SELECT * FROM item WHERE kind = ? AND id = ?", (kind, subject)).fetchone()
    return row


def _pairs(row: Row) -> frozenset[str]:
    said = "".join(f"{row['title']}{row['text']}".split()).casefold()
    return frozenset(said[at : at + 2] for at in range(len(said) - 1))


def _near(one: Row, other: Row) -> bool:
    mine, theirs = _pairs(one), _pairs(other)
    return len(mine & theirs) >= NEARLY * max(1, len(mine | theirs))


def _same(book: Book, kind: str, subject: str) -> Iterator[Key]:
    yield from _by_look(book, kind, subject, lambda own, other: digest(own) == digest(other))


def _nearly(book: Book, kind: str, subject: str) -> Iterator[Key]:
    yield from _by_look(
        book, kind, subject, lambda own, other: digest(own) != digest(other) and _near(own, other)
    )
    yield from _shown_in_comments(book, kind, subject)


def _shown_in_comments(book: Book, kind: str, subject: str) -> Iterator[Key]:
    """Yield the comments that show the same picture: a screenshot, whatever is written beside it."""
    own = _item(book, kind, subject)
    if own is not None and own["scene"] != NO_PICTURE:
        said = "SELECT id FROM item WHERE kind = 'comment' AND scene = ? AND NOT (kind = ? AND id = ?)"
        yield from (
            ("comment", str(row["id"]))
            for row in book.execute(said, (own["scene"], kind, subject)).fetchall()
        )


def _by_look(book: Book, kind: str, subject: str, fits: Callable[[Row, Row], bool]) -> Iterator[Key]:
    own = _item(book, kind, subject)
    if own is None:
        return
    others = book.execute("SELECT * FROM item WHERE kind = ? AND scene = ?", (kind, own["scene"]))
    yield from ((kind, str(row["id"])) for row in others.fetchall() if fits(own, row))


def _accounts(book: Book, said: str, account: str | None) -> Iterator[Key]:
    for row in book.execute(said, (account,)).fetchall():
        yield "account", str(row["account"])


def _device(book: Book, kind: str, subject: str) -> Iterator[Key]:
    yield from _accounts(
        book,
        "SELECT DISTINCT o.account FROM session s JOIN session o ON o.device = s.device AND o.place = s.place"
        " WHERE s.account = ? AND o.account <> s.account",
        owner_of(book, kind, subject),
    )


def _payment(book: Book, kind: str, subject: str) -> Iterator[Key]:
    yield from _accounts(
        book,
        "SELECT DISTINCT o.account FROM payee s JOIN payee o ON o.means = s.means"
        " WHERE s.account = ? AND o.account <> s.account",
        owner_of(book, kind, subject),
    )


def _rule(book: Book, kind: str, subject: str) -> Iterator[Key]:
    """Yield what was decided by the same version of the same machine under the same clause."""
    own = book.execute("SELECT * FROM decision WHERE id = ? AND ? = 'decision'", (subject, kind)).fetchone()
    if own is None:
        return
    machine = json.loads(own["automation"])
    for row in book.execute("SELECT * FROM decision WHERE clause = ?", (own["clause"],)).fetchall():
        other = json.loads(row["automation"])
        if machine["used"] and all(machine[name] == other[name] for name in ("model", "version")):
            yield "decision", str(row["id"])


def _cut(book: Book, kind: str, subject: str) -> Iterator[Key]:
    """Yield the replay and the clips of a live stream; of one of those the stream, and the others."""
    own = _item(book, kind, subject)
    stream = subject if kind == "live" else own and own["cut"]
    if not stream:
        return
    yield "live", str(stream)
    for row in book.execute("SELECT kind, id FROM item WHERE cut = ?", (stream,)).fetchall():
        yield str(row["kind"]), str(row["id"])


def _wrote(book: Book, kind: str, subject: str) -> Iterator[Key]:
    """Yield, of each other child to whom whoever is behind it wrote, the newest message."""
    own = _item(book, kind, subject) if kind == "message" else None
    of_whom = own["other"] if own else ""
    for row in book.execute(
        "SELECT i.id, max(i.posted_at) FROM item i JOIN person p ON p.id = i.other AND p.minor"
        " WHERE i.kind = 'message' AND i.owner = ? AND i.other <> ? GROUP BY i.other",
        (owner_of(book, kind, subject), of_whom),
    ).fetchall():
        yield "message", str(row["id"])


WAYS: Final[Mapping[str, Callable[[Book, str, str], Iterable[Key]]]] = MappingProxyType(
    {
        "hash": _same,
        "near": _nearly,
        "device": _device,
        "payment": _payment,
        "rule": _rule,
        "cut": _cut,
        "wrote": _wrote,
    }
)


def find(
    book: Book, kind: str, subject: str, *, whys: Sequence[str], after: str, limit: int, now: datetime
) -> dict[str, Any]:
    """Return a page of what is alike, in the order of likeness, kind and name; never the subject itself."""
    own = (kind, subject)
    places = sorted(
        f"{why}/{a_kind}/{name}"
        for why in set(whys)
        for a_kind, name in set(WAYS[why](book, kind, subject))
        if (a_kind, name) != own
    )
    rest = [place for place in places if place > after]
    page = rest[:limit]
    more = page[-1] if len(rest) > limit else ""
    shown = [_shown(book, place, now=now) for place in page]
    return {"items": shown, "next": more, "answered": sorted(set(whys))}


def _shown(book: Book, place: str, *, now: datetime) -> dict[str, Any]:
    why, kind, name = place.split("/", 2)
    seen = snapshot_of(book, kind, name, now=now) or {}
    return {
        "subject": {"platform": "clips", "kind": kind, "id": name},
        "why": why,
        "account": owner_of(book, kind, name) or "",
        "title": seen.get("title", ""),
        "state": seen.get("state", ""),
        "at": seen.get("posted_at"),
    }
