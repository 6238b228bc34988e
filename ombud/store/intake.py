"""How do many complaints get into the database at once? SQL and rows; no framework."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg import Connection, Cursor

from ombud.core.audit import START, link
from ombud.core.codec import encode
from ombud.core.facts import Line, Received
from ombud.core.ids import bucket_of
from ombud.core.intake import SubjectRef
from ombud.core.receipts import number_of
from ombud.store.columns import Column, teach
from ombud.store.keys import PersonKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An idempotency key on its way in: keyed digests of key and body, and the complaint it would make."""

    key: bytes
    body: bytes
    complaint: UUID
    key_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a key is: the complaint it made first, from what, with which code, when."""

    complaint: UUID
    body: bytes
    key_version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody, sealed under a key that is destroyed before the words are; key and text have one name."""

    key: PersonKey
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A complaint ready to be written."""

    id: UUID
    received: Received
    by: str
    at: datetime
    person: PersonKey
    sealed: bytes
    subject: SubjectRef | None
    contact: Contact | None = None


class _Table:
    """Where rows go: a statement that takes one array a column, and the types of the columns in the order of a row."""

    def __init__(self, name: str, columns: str, *, clash: str = "") -> None:
        parted = [column.strip().partition(" ") for column in columns.split(",")]
        self.kinds = [kind for _, _, kind in parted]
        names = ", ".join(column for column, _, _ in parted)
        arrays = ", ".join(f"%b::{kind}[]" for kind in self.kinds)
        self.said = f"INSERT INTO {name} ({names}) SELECT * FROM unnest({arrays}) {clash}".encode()  # noqa: S608 - our own words


_IF_NEW: Final = "ON CONFLICT DO NOTHING"
_INTAKE_KEY: Final = _Table(
    "intake_key",
    "bucket smallint, key bytea, body bytea, complaint uuid, key_version smallint, at timestamp with time zone",
    clash=_IF_NEW,
)
_SUBJECT: Final = _Table(
    "subject",
    "bucket smallint, id uuid, platform text, kind text, external text",
    clash=_IF_NEW,
)
_PERSON_KEY: Final = _Table("person_key", "bucket smallint, person uuid, version smallint, wrapped bytea")
_SEALED_TEXT: Final = _Table("sealed_text", "bucket smallint, owner uuid, id uuid, person uuid, body bytea")
_LEDGER: Final = _Table(
    "ledger", "bucket smallint, stream uuid, seq integer, book text, kind text, body bytea, digest bytea"
)
_COMPLAINT: Final = _Table(
    "complaint",
    "bucket smallint, id uuid, number text, standing text, urgent boolean, sort_due_at timestamp with time zone,"
    " attempts smallint, received_at timestamp with time zone, person uuid, subject uuid, lang text,"
    " jurisdiction text, key_version smallint, parts smallint, acknowledged boolean, seq integer, digest bytea",
)


def claim(connection: Connection, claims: Iterable[Claim], *, at: datetime) -> dict[bytes, Owner]:
    """Claim keys; return for every key whose it is now."""
    ordered = sorted(claims, key=lambda one: one.key)
    if not ordered:
        return {}
    keys = [one.key for one in ordered]
    with _cursor(connection) as cursor:
        _insert(
            cursor,
            _INTAKE_KEY,
            ((one.key[0], one.key, one.body, one.complaint, one.key_version, at) for one in ordered),
        )
        cursor.execute(
            "SELECT key, complaint, body, key_version, at FROM intake_key WHERE bucket = ANY(%b) AND key = ANY(%b)",
            (Column("smallint", sorted({key[0] for key in keys})), Column("bytea", keys)),
        )
        return {
            bytes(key): Owner(complaint=complaint, body=bytes(body), key_version=version, at=when)
            for key, complaint, body, version, when in cursor
        }


def is_claimed(connection: Connection, key: bytes) -> bool:
    """Say whether a key is somebody's already; a look that claims nothing."""
    with _cursor(connection) as cursor:
        cursor.execute("SELECT FROM intake_key WHERE bucket = %s AND key = %s", (key[0], key))
        return cursor.fetchone() is not None


def write(connection: Connection, arrivals: Sequence[Arrival]) -> None:
    """Write complaints: subjects, keys of people, sealed texts, first lines, rows; one round trip however many they are."""
    if not arrivals:
        return
    first = [(a, encode(Line(seq=1, at=a.at, by=a.by, fact=a.received))) for a in arrivals]
    heads = [(a, body, link(START, a.id, body)) for a, body in first]
    with connection.pipeline(), _cursor(connection) as cursor:
        _insert(cursor, _SUBJECT, _subjects(arrivals))
        _insert(
            cursor,
            _PERSON_KEY,
            ((bucket_of(key.person), key.person, key.version, key.wrapped) for key in _keys(arrivals)),
        )
        _insert(cursor, _SEALED_TEXT, _texts(arrivals))
        _insert(
            cursor,
            _LEDGER,
            ((bucket_of(a.id), a.id, 1, "complaint", "Received", body, digest) for a, body, digest in heads),
        )
        _insert(cursor, _COMPLAINT, (_row(a, digest) for a, _, digest in heads))


def _keys(arrivals: Iterable[Arrival]) -> Iterator[PersonKey]:
    for a in arrivals:
        yield a.person
        if a.contact is not None:
            yield a.contact.key


def _texts(arrivals: Iterable[Arrival]) -> Iterator[tuple[object, ...]]:
    for a in arrivals:
        yield bucket_of(a.id), a.id, a.received.words.id, a.received.person, a.sealed
        if a.contact is not None:
            name = a.contact.key.person
            yield bucket_of(a.id), a.id, name, name, a.contact.sealed


def _row(arrival: Arrival, digest: bytes) -> tuple[object, ...]:
    fact = arrival.received
    return (
        bucket_of(arrival.id),
        arrival.id,
        number_of(arrival.id, "C"),
        "unsorted",
        fact.urgent,
        arrival.at,
        0,
        arrival.at,
        fact.person,
        fact.subject,
        fact.locale,
        fact.jurisdiction,
        fact.key_version,
        0,
        False,
        1,
        digest,
    )


def _subjects(arrivals: Sequence[Arrival]) -> Iterator[tuple[object, ...]]:
    named = {
        a.received.subject: a.subject
        for a in arrivals
        if a.subject is not None and a.received.subject is not None
    }
    for row, ref in sorted(named.items(), key=lambda item: item[0].bytes):
        yield bucket_of(row), row, ref.platform, ref.kind.value, ref.external


@contextmanager
def _cursor(connection: Connection) -> Iterator[Cursor]:
    teach(connection)
    with Cursor(connection) as opened:
        yield opened


def _insert(cursor: Cursor, table: _Table, rows: Iterable[tuple[object, ...]]) -> None:
    """Add rows, those of a unique key that is there left out where the table says so; from one array a column."""
    columns = tuple(zip(*rows, strict=True))
    if columns:
        arrays = [Column(kind, values) for kind, values in zip(table.kinds, columns, strict=True)]
        cursor.execute(table.said, arrays)
