"""How is a sealed text written and read, and a person erased?"""

import os
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import connection

from ombud.core.facts import EvidenceAdded, Words
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.store import bulk
from ombud.store.asking import asked
from ombud.store.keys import KEY_NOISE, new_person_key, unwrap
from ombud.store.models import PersonKey, SealedText
from ombud.store.sealing import open_sealed, seal
from ombud.store.vault import vault

ANSWER: Final = "application/json"
"""What kind of file an answer of the host's is."""


def key_of(person: UUID, *, make: bool = False) -> bytes:
    """Return the key of a person, or of a case or account that texts are sealed for; refuse when erased."""
    held = asked(
        "SELECT version, wrapped FROM person_key WHERE bucket = %s AND person = %s", bucket_of(person), person
    )
    for version, wrapped in held:
        return unwrap(vault().ring, person, version, bytes(wrapped))
    if not make:
        raise Refused(No.ERASED)
    fresh = new_person_key(vault().ring, person, os.urandom(KEY_NOISE))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO person_key (bucket, person, version, wrapped) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (bucket_of(person), person, fresh.version, fresh.wrapped),
        )
        if cursor.rowcount:
            return fresh.key
    return key_of(person)


def keep(text: str, *, owner: UUID, person: UUID, text_id: UUID, make_key: bool = False) -> Words:
    """Seal a text under a person's key and return what a fact may say of it."""
    sealed = seal(key_of(person, make=make_key), text.encode(), about=text_id.bytes)
    row = {"bucket": bucket_of(owner), "owner": owner, "id": text_id, "person": person, "body": sealed.body}
    bulk.insert(SealedText, [row])
    return Words(id=text_id, digest=sealed.digest.hex())


def keep_for(owner: UUID, text: str, *, mint: Mint) -> Words:
    """Seal words that belong to a case (or to the house's own side of a complaint) under that book's own key."""
    return keep(text, owner=owner, person=owner, text_id=mint(bucket_of(owner)), make_key=True)


def keep_answer(
    case: UUID,
    said: str,
    *,
    source: str,
    mint: Mint,
    size: int | None = None,
    copies: int | None = None,
    others: int | None = None,
) -> EvidenceAdded:
    """Seal what the host said, as it came, under a case's own key; return it as evidence. `size` in bytes, where it came as such."""
    words = keep_for(case, said, mint=mint)
    return EvidenceAdded(
        evidence=words.id,
        digest=words.digest,
        media=ANSWER,
        size=len(said.encode()) if size is None else size,
        source=source,
        copies=copies,
        others=others,
    )


def keep_theirs(owner: UUID, text: str, *, person: UUID, mint: Mint) -> Words:
    """Seal words in a book under the key of the person who wrote them, or whom they are about; refuse when erased."""
    return keep(text, owner=owner, person=person, text_id=mint(bucket_of(owner)))


def read(owner: UUID, text_id: UUID) -> str:
    """Return a text; refuse when it is unknown or its person was erased."""
    found = read_many(owner, (text_id,))
    if text_id not in found:
        raise Refused(No.ERASED)
    return found[text_id]


def read_many(owner: UUID, text_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return those of the texts that can still be read, by their ids."""
    wanted = list(text_ids)
    if not wanted:
        return {}
    rows = asked(
        "SELECT id, person, body FROM sealed_text WHERE bucket = %s AND owner = %s AND id = ANY(%s)",
        bucket_of(owner),
        owner,
        wanted,
    )
    keys = {person: _key_or_none(person) for person in {person for _, person, _ in rows}}
    return {
        text: open_sealed(key, bytes(body), about=text.bytes).decode()
        for text, person, body in rows
        if (key := keys[person]) is not None
    }


def read_books(wanted: Mapping[UUID, Collection[UUID]]) -> Mapping[UUID, str]:
    """Return the same for several owners, by two queries however many there are."""
    ids = tuple(one for several in wanted.values() for one in several)
    rows = SealedText.objects.filter(
        bucket__in={bucket_of(owner) for owner in wanted}, owner__in=tuple(wanted), id__in=ids
    )
    found = tuple(rows)
    people = {row.person for row in found}
    wrapped = PersonKey.objects.filter(bucket__in={bucket_of(one) for one in people}, person__in=people)
    keys = {row.person: unwrap(vault().ring, row.person, row.version, bytes(row.wrapped)) for row in wrapped}
    return {
        row.id: open_sealed(keys[row.person], bytes(row.body), about=row.id.bytes).decode()
        for row in found
        if row.person in keys
    }


def known(people: Collection[UUID]) -> frozenset[UUID]:
    """Return those whose key there is still: everybody else was erased."""
    if not people:
        return frozenset()
    rows = PersonKey.objects.filter(bucket__in={bucket_of(one) for one in people}, person__in=people)
    return frozenset(rows.values_list("person", flat=True))


def _key_or_none(person: UUID) -> bytes | None:
    try:
        return key_of(person)
    except Refused:
        return None


def destroy(*people: UUID) -> str:
    """Destroy the keys of these people, all of one bucket; return the digest of what was destroyed, if anything was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM person_key WHERE bucket = %s AND person = ANY(%s) RETURNING person, wrapped",
            (bucket_of(people[0]), list(people)),
        )
        gone = sorted((person.bytes, bytes(wrapped)) for person, wrapped in cursor.fetchall())
    return sha256(b"".join(wrapped for _, wrapped in gone)).hexdigest() if gone else ""
