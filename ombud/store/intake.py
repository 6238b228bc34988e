"""How do many complaints get into the database at once? SQL and rows; no framework."""

from collections.abc import Iterable, Iterator, Sequence
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
from ombud.core.vocabulary import SubjectKind
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


def claim(connection: Connection, claims: Iterable[Claim], *, at: datetime) -> dict[bytes, Owner]:
    """Claim keys; return for every key whose it is now."""
    ordered = sorted(claims, key=lambda one: one.key)
    if not ordered:
        return {}
    keys = [one.key for one in ordered]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_key (bucket, key, body, complaint, key_version, at)"
            " SELECT * FROM unnest(%s::smallint[], %s::bytea[], %s::bytea[], %s::uuid[], %s::smallint[],"
            " %s::timestamptz[])"
            " ON CONFLICT DO NOTHING",
            (
                [one.key[0] for one in ordered],
                keys,
                [one.body for one in ordered],
                [one.complaint for one in ordered],
                [one.key_version for one in ordered],
                [at] * len(ordered),
            ),
        )
        cursor.execute(
            "SELECT key, complaint, body, key_version, at FROM intake_key WHERE bucket = ANY(%s) AND key = ANY(%s)",
            (sorted({key[0] for key in keys}), keys),
        )
        return {
            bytes(key): Owner(complaint=complaint, body=bytes(body), key_version=version, at=when)
            for key, complaint, body, version, when in cursor
        }


OWNERLESS: Final = frozenset({SubjectKind.ACCOUNT, SubjectKind.PLATFORM})
"""What stands for itself: nobody has to be asked which account is behind it."""


def write(connection: Connection, arrivals: Sequence[Arrival]) -> None:
    """Write complaints: keys of people, sealed texts, first lines, rows, subjects; one COPY a table."""
    if not arrivals:
        return
    with connection.cursor() as cursor:
        _subjects(cursor, arrivals)
        _copy(
            cursor,
            "person_key (bucket, person, version, wrapped)",
            ((bucket_of(key.person), key.person, key.version, key.wrapped) for key in _keys(arrivals)),
        )
        _copy(
            cursor,
            "sealed_text (bucket, owner, id, person, body)",
            _texts(arrivals),
        )
        first = [(a, encode(Line(seq=1, at=a.at, by=a.by, fact=a.received))) for a in arrivals]
        heads = [(a, body, link(START, a.id, body)) for a, body in first]
        _copy(
            cursor,
            "ledger (bucket, stream, seq, book, kind, body, digest)",
            ((bucket_of(a.id), a.id, 1, "complaint", "Received", body, digest) for a, body, digest in heads),
        )
        _copy(
            cursor,
            "complaint (bucket, id, number, standing, urgent, sort_due_at, attempts, received_at, person, subject,"
            " lang, jurisdiction, key_version, parts, acknowledged, seq, digest)",
            (_row(a, digest) for a, _, digest in heads),
        )


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


def _subjects(cursor: Cursor, arrivals: Sequence[Arrival]) -> None:
    named = {
        a.received.subject: (a.subject, a.at)
        for a in arrivals
        if a.subject is not None and a.received.subject is not None
    }
    if not named:
        return
    ordered = sorted(named.items(), key=lambda item: item[0].bytes)
    cursor.executemany(
        "INSERT INTO subject (bucket, id, platform, kind, external, look_due_at)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [
            (
                bucket_of(row),
                row,
                ref.platform,
                ref.kind.value,
                ref.external,
                None if ref.kind in OWNERLESS else at,
            )
            for row, (ref, at) in ordered
        ],
    )


def _copy(cursor: Cursor, into: str, rows: Iterable[tuple[object, ...]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
