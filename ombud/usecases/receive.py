"""Take in complaints: claim their keys, seal their texts, write their first facts."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from psycopg import Connection

from ombud.core.answers import check_claims, is_plain
from ombud.core.facts import Received, Words
from ombud.core.ids import Mint, bucket_of
from ombud.core.informal import check_filing
from ombud.core.intake import Filing, check, is_by_child, machine_of
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectKind
from ombud.store import rulebook
from ombud.store.intake import Arrival, Claim, Contact, Owner, claim, is_claimed, write
from ombud.store.keys import KEY_NOISE, new_person_key
from ombud.store.sealing import seal
from ombud.store.vault import Vault

Danger: TypeAlias = Callable[[str, Mapping[str, object]], tuple[str, ...]]
"""The compiled S0 phrases: text and answers → the codes that were hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a complainant gets at once; `again` says that this was filed before."""

    id: UUID
    number: str
    code: str
    received_at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    filing: Filing
    arrival: Arrival
    claim: Claim | None


def receive(
    filings: Sequence[Filing],
    *,
    connection: Connection,
    vault: Vault,
    danger: Danger,
    mint: Mint,
    now: datetime,
) -> tuple[Receipt | Refused, ...]:
    """Take in complaints inside the caller's transaction; one that is refused or a repeat never stops the others.

    The caller commits before anybody is acknowledged.
    """
    answers: dict[int, Receipt | Refused] = {}
    prepared: dict[int, _Prepared] = {}
    for place, filing in enumerate(filings):
        try:
            _check(filing, connection)
            prepared[place] = _prepare(filing, vault=vault, danger=danger, mint=mint, now=now)
        except Refused as no:
            answers[place] = no
    owners = claim(connection, (one.claim for one in prepared.values() if one.claim), at=now)
    arrivals = []
    for place, one in prepared.items():
        answer = _answer(one, owners, vault=vault)
        answers[place] = answer
        if isinstance(answer, Receipt) and not answer.again:
            arrivals.append(one.arrival)
    write(connection, arrivals)
    return tuple(answers[place] for place in range(len(filings)))


def _check(filing: Filing, connection: Connection) -> None:
    check(filing)
    check_filing(filing)
    if not is_plain(filing):
        check_claims(filing, pack=rulebook.in_force(filing.jurisdiction, connection=connection))


def _answer(
    one: _Prepared,
    owners: Mapping[bytes, Owner],
    *,
    vault: Vault,
) -> Receipt | Refused:
    complaint, at = one.arrival.id, one.arrival.at
    if one.claim is None:
        return _receipt(complaint, at, vault.code_version, vault=vault, again=False)
    owner = owners[one.claim.key]
    if owner.body != one.claim.body:
        return Refused(No.KEY_REUSED, key=one.filing.key)
    return _receipt(
        owner.complaint, owner.at, owner.key_version, vault=vault, again=owner.complaint != complaint
    )


def _receipt(complaint: UUID, at: datetime, version: int, *, vault: Vault, again: bool) -> Receipt:
    code = vault.code(complaint, version)
    return Receipt(id=complaint, number=number_of(complaint, "C"), code=code, received_at=at, again=again)


def _prepare(filing: Filing, *, vault: Vault, danger: Danger, mint: Mint, now: datetime) -> _Prepared:
    subject = _subject(filing, vault=vault)
    complaint = mint(None if subject is None else bucket_of(subject))
    person = new_person_key(vault.ring, mint(bucket_of(complaint)), os.urandom(KEY_NOISE))
    words = mint(bucket_of(complaint))
    sealed = seal(person.key, _plain(_said(filing)), about=words.bytes)
    contact, reach = _contact(filing, complaint, vault=vault, mint=mint)
    because = danger(filing.text, filing.answers)
    received = Received(
        channel=filing.channel,
        person=person.person,
        subject=subject,
        subject_kind=filing.subject.kind.value if filing.subject else SubjectKind.PLATFORM.value,
        relation=filing.relation.value,
        locale=filing.locale.value,
        jurisdiction=filing.jurisdiction,
        anonymous=filing.anonymous,
        reachable=bool(filing.contact) and not filing.anonymous,
        kind=filing.kind,
        urgent=bool(because),
        because=because,
        words=Words(id=words, digest=sealed.digest.hex()),
        key_version=vault.code_version,
        contact=reach,
        child=is_by_child(filing),
        sender=machine_of(filing),
        letter=filing.letter,
        informal=filing.informal,
        vouched=filing.vouched,
    )
    arrival = Arrival(
        id=complaint,
        received=received,
        by=filing.by,
        at=now,
        person=person,
        sealed=sealed.body,
        subject=filing.subject if subject else None,
        contact=contact,
    )
    return _Prepared(filing=filing, arrival=arrival, claim=_claim(filing, complaint, vault=vault))


def _subject(filing: Filing, *, vault: Vault) -> UUID | None:
    ref = filing.subject
    if ref is None or ref.kind is SubjectKind.PLATFORM:
        return None
    return vault.subject_id(ref.platform, ref.kind.value, ref.external)


def _contact(
    filing: Filing, complaint: UUID, *, vault: Vault, mint: Mint
) -> tuple[Contact | None, Words | None]:
    """Return the way to reach somebody, sealed under a key of its own, and what the fact says of it."""
    if filing.anonymous or not filing.contact:
        return None, None
    name = mint(bucket_of(complaint))
    key = new_person_key(vault.ring, name, os.urandom(KEY_NOISE))
    sealed = seal(key.key, _plain(dict(filing.contact)), about=name.bytes)
    return Contact(key, sealed.body), Words(id=name, digest=sealed.digest.hex())


def is_spent(once: str, *, connection: Connection, vault: Vault) -> bool:
    """Say whether a complaint was filed by a link that the host handed out."""
    return is_claimed(connection, _of_link(once, vault=vault))


def _of_link(once: str, *, vault: Vault) -> bytes:
    return vault.find("handed", once)


def _claim(filing: Filing, complaint: UUID, *, vault: Vault) -> Claim | None:
    if filing.key is None:
        return None
    key = vault.find("intake", filing.sender, filing.key, str(filing.line))
    said = _said(filing) | {"contact": {} if filing.anonymous else dict(filing.contact)}
    if filing.once is not None:  # whoever else has the link has not this form's key, whatever they write
        key, said = _of_link(filing.once, vault=vault), said | {"key": filing.key}
    whole = vault.find(
        "body", _plain(said).decode(), repr((filing.jurisdiction, filing.kind, filing.locale.value))
    )
    return Claim(key=key, body=whole, complaint=complaint, key_version=vault.code_version)


def _said(filing: Filing) -> dict[str, object]:
    """Return what is sealed as their words: text, answers, and where exactly."""
    ref = filing.subject
    return {
        "answers": dict(filing.answers),
        "lang": filing.lang.value if filing.lang else None,
        "relation": filing.relation.value,
        "span": list(ref.span) if ref and ref.span else None,
        "subject": [ref.platform, ref.kind.value, ref.external] if ref else None,
        "text": filing.text,
        "url": ref.url if ref else None,
    }


def _plain(whole: Mapping[str, object]) -> bytes:
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
