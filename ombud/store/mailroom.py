"""Which letters lie here, which are due, and who may read them? Rows and seals; what a letter says is `letters`'.

Every letter comes in by one door (`post`), which knows to whom nobody writes: the erased, and of a case whoever speaks for another
no more.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from ombud.core import mandates
from ombud.core.ids import bucket_of
from ombud.core.notices import TO_EARLIER, Record, letter_id
from ombud.core.pack.letters import Rendered
from ombud.core.receipts import NOBODY, number_of, parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import bulk, texts
from ombud.store.asking import asked
from ombud.store.mandates import ended
from ombud.store.models import Letter as LetterRow
from ombud.store.models import SealedText
from ombud.store.sealing import seal
from ombud.store.vault import vault

LEASE: Final = timedelta(seconds=60)
PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 15, 60, 300, 900, 3600, *[3 * 3600] * 23))
"""After each failed try to deliver; three days in all, then the letter is dead."""

LINK: Final = "open"
"""The purpose of the link that opens a letter."""

LINK_LASTS: Final = timedelta(days=184)
"""How long an account's link opens its letter at least: as long as the longest time to appeal."""

UNREAD: Final = frozenset({"withheld"})
"""States in which nobody may read a letter, nor learn that there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to one person, without its words."""

    id: UUID
    number: str
    template: str
    side: str
    complaint: ComplaintId | None
    case_id: CaseId | None
    decision: int | None
    person: UUID
    account: UUID | None
    lang: str
    state: str
    attempts: int
    due_at: datetime | None
    made_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None
    opened_at: datetime | None
    appeal_until: datetime | None
    key_version: int
    detail: str
    text: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter ready to be sealed, with the `record` that comes with it; making one with the same id again changes nothing.

    Beside what a child reads lies what a `grown_up` whom it asks for help reads of the same.
    """

    id: UUID
    template: str
    said: Rendered = field(repr=False)
    side: Side
    person: UUID
    lang: str
    state: str
    complaint: ComplaintId | None = None
    case_id: CaseId | None = None
    decision: int | None = None
    account: UUID | None = None
    appeal_until: datetime | None = None
    record: Record | None = None
    grown_up: Rendered | None = field(default=None, repr=False)


def post(drafts: Sequence[Draft], *, now: datetime) -> frozenset[UUID]:
    """Write letters under their readers' keys; return those that lie here now: not to whom nobody may write."""
    heard = _heard(drafts)
    keys = {draft.person: _key(draft) for draft in heard}
    readable = [draft for draft in heard if keys[draft.person] is not None]
    made = bulk.insert_new(LetterRow, [_row(draft, now=now) for draft in readable], returning=("id",))
    fresh = {row for (row,) in made}
    bulk.insert(SealedText, [_text(draft, keys[draft.person]) for draft in readable if draft.id in fresh])
    return frozenset(draft.id for draft in readable)


def _heard(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the letters without those that tell of a case whoever speaks for another there no more."""
    of = {draft.case_id for draft in drafts if draft.complaint is not None and draft.case_id is not None}
    cases = ended(of)

    def hears(draft: Draft) -> bool:
        case = cases.get(draft.case_id) if draft.case_id is not None else None
        return (
            case is None or draft.complaint is None or mandates.hears(case, draft.complaint, draft.template)
        )

    return tuple(draft for draft in drafts if hears(draft))


def write_anew(draft: Draft, *, now: datetime) -> None:
    """Write a letter that was held back as it is said now; from now on counts until when somebody may appeal."""
    if say_anew(draft.id, draft.said, person=draft.person, now=now):
        _rows(draft.id).update(made_at=now, appeal_until=draft.appeal_until)


def say_anew(letter: UUID, said: Rendered, *, person: UUID, now: datetime) -> bool:
    """Seal other words for a letter that nobody has read; say no where its reader's key is destroyed."""
    try:
        key = texts.key_of(person, make=False)
    except Refused:
        return False
    text = letter_id(bucket_of(letter), "anew", letter.hex, now.isoformat())
    bulk.insert(SealedText, [_sealed(letter, text, _plain(said), person=person, key=key)])
    return bool(_rows(letter).update(text=text))


def _key(draft: Draft) -> bytes | None:
    try:
        return texts.key_of(draft.person, make=draft.side is not Side.COMPLAINANT)
    except Refused:
        return None


def _row(draft: Draft, *, now: datetime) -> Mapping[str, Any]:
    return {
        "bucket": bucket_of(draft.id),
        "id": draft.id,
        "number": number_of(draft.id, "L"),
        "key_version": vault().code_version,
        "template": draft.template,
        "side": draft.side.value,
        "complaint": draft.complaint,
        "case_id": draft.case_id,
        "decision": draft.decision,
        "person": draft.person,
        "account": draft.account,
        "lang": draft.lang,
        "text": draft.id,
        "state": draft.state,
        "attempts": 0,
        "due_at": now if draft.state == "due" else None,
        "made_at": now,
        "appeal_until": draft.appeal_until,
        "detail": "",
    }


def _text(draft: Draft, key: bytes | None) -> Mapping[str, Any]:
    if key is None:
        raise Refused(No.ERASED)
    said = _plain(draft.said)
    if draft.record is not None:
        said["record"] = {"manifest": draft.record.manifest, "files": {**draft.record.files}}
    if draft.grown_up is not None:
        said["grown_up"] = _plain(draft.grown_up)
    return _sealed(draft.id, draft.id, said, person=draft.person, key=key)


def _plain(said: Rendered) -> dict[str, Any]:
    return {"title": said.title, "body": said.body}


def _sealed(
    letter: UUID, text: UUID, said: Mapping[str, Any], *, person: UUID, key: bytes
) -> Mapping[str, Any]:
    """Return the words of a letter as a text that only its reader's key opens."""
    body = seal(key, json.dumps(said, ensure_ascii=False).encode(), about=text.bytes).body
    return {"bucket": bucket_of(letter), "owner": letter, "id": text, "person": person, "body": body}


# --- reading ------------------------------------------------------------------------------------------------


def _rows(letter: UUID) -> QuerySet[LetterRow]:
    return LetterRow.objects.filter(bucket=bucket_of(letter), id=letter)


def find(letter: UUID) -> Letter:
    """Return a letter by its id."""
    row = _rows(letter).first()
    if row is None:
        raise Refused(No.NOT_FOUND)
    return _frozen(row)


def by_code(number: str, code: str) -> Letter:
    """Return the letter of a number and its code; an unknown number is refused like a wrong code, in the same steps."""
    row = _named(number)
    right = vault().is_code(code, row.id if row else NOBODY, row.key_version if row else vault().code_version)
    if row is None or not right:
        raise Refused(No.WRONG_CODE)
    return _frozen(row)


def by_link(number: str, token: str, *, now: datetime) -> Letter:
    """Return the letter of a link that still opens; the same refusal for everything else."""
    row = _named(number)
    right = vault().is_link(token, row.id if row else NOBODY, LINK)
    if row is None or not right or _is_spent(row, now=now):
        raise Refused(No.WRONG_CODE)
    return _frozen(row)


def _is_spent(row: LetterRow, *, now: datetime) -> bool:
    """Say whether a link opens no more: a complainant's after once, another reader's when there is nothing left to answer (0061)."""
    if row.complaint is not None:
        return row.opened_at is not None
    return now > max(row.made_at + LINK_LASTS, row.appeal_until or row.made_at)


def _named(number: str) -> LetterRow | None:
    try:
        parsed = parse_number(number)
    except Refused:
        return None
    rows = LetterRow.objects.filter(bucket=parsed.bucket, number=parsed.text)
    return rows.exclude(state__in=UNREAD).first()


def body(letter: Letter) -> Rendered:
    """Return the words of a letter; refuse when its reader was erased."""
    return words(letter)[0]


def words(letter: Letter) -> tuple[Rendered, Rendered | None]:
    """Return the words of a letter and, of one to a child, what a grown-up reads of it; refuse when its reader was erased."""
    said = json.loads(texts.read(letter.id, letter.text))
    other = said.get("grown_up")
    return Rendered(title=said["title"], body=said["body"]), other and Rendered(**other)


def record(letter: Letter) -> Record:
    """Return the record that came with a letter; refuse when there is none, or its reader was erased."""
    came = json.loads(texts.read(letter.id, letter.text)).get("record")
    if came is None:
        raise Refused(No.NOT_FOUND)
    return Record(manifest=came["manifest"], files=came["files"])


def those(letters: Iterable[UUID]) -> tuple[Letter, ...]:
    """Return those of the letters that were written, oldest first."""
    names = tuple(letters)
    rows = LetterRow.objects.filter(bucket__in={bucket_of(one) for one in names}, id__in=names)
    return tuple(_frozen(row) for row in rows.order_by("made_at", "id"))


def of_complaint(complaint: ComplaintId) -> tuple[Letter, ...]:
    """Return the letters to a complainant, oldest first."""
    rows = LetterRow.objects.filter(bucket=bucket_of(complaint), complaint=complaint).exclude(
        state__in=UNREAD
    )
    return tuple(_frozen(row) for row in rows.order_by("made_at", "id"))


def of_case(case_id: CaseId) -> tuple[Letter, ...]:
    """Return the letters of a case to the account side, oldest first, withheld ones too."""
    rows = LetterRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id, side=Side.ACCOUNT.value)
    return tuple(_frozen(row) for row in rows.order_by("made_at", "id"))


def dead(*, limit: int) -> tuple[Letter, ...]:
    """Return letters that a person must look at one by one, oldest first; those about a leak an incident counts together."""
    rows = LetterRow.objects.filter(state="dead").exclude(side=Side.AFFECTED.value).order_by("made_at", "id")
    return tuple(_frozen(row) for row in rows[:limit])


def dead_like(letter: Letter) -> tuple[Letter, ...]:
    """Return a letter to a complainant, and those about the same decision that never got through either."""
    rows = LetterRow.objects.filter(
        case_id=letter.case_id, decision=letter.decision, state="dead", complaint__isnull=False
    )
    others = (_frozen(row) for row in rows.exclude(id=letter.id).order_by("made_at", "id"))
    return (letter, *others) if letter.decision is not None else (letter,)


def mark_read(letter: Letter, *, by_link: bool, now: datetime) -> bool:
    """Write down that it was read; say no if somebody was faster with a link that opens once."""
    _rows(letter.id).filter(read_at__isnull=True).update(read_at=now)
    if not by_link:
        return True
    first = bool(_rows(letter.id).filter(opened_at__isnull=True).update(opened_at=now))
    return first or letter.complaint is None


# --- delivering ---------------------------------------------------------------------------------------------


def due(*, now: datetime, limit: int) -> tuple[UUID, ...]:
    """Return letters whose time has come, longest due first; a look without a lock."""
    found = asked("SELECT id FROM letter WHERE due_at <= %s ORDER BY due_at, made_at LIMIT %s", now, limit)
    return tuple(letter for (letter,) in found)


def lease(letter: UUID, *, now: datetime) -> Letter | None:
    """Take a letter for one try; none if another worker has it or it is over."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM letter WHERE bucket = %s AND id = %s AND due_at <= %s FOR UPDATE SKIP LOCKED",
                (bucket_of(letter), letter, now),
            )
            if cursor.fetchone() is None:
                return None
        _rows(letter).update(due_at=now + LEASE)
        return find(letter)


def over(letter: UUID, *, state: str, now: datetime, detail: str = "") -> None:
    """Write down that a letter needs no more tries: delivered, kept, dead or overridden.

    Its reader may appeal as long as the letter said, from when it arrived.
    """
    at = Value(now, DateTimeField())
    here = {
        "delivered_at": Coalesce("delivered_at", at),
        "appeal_until": F("appeal_until")
        + (Coalesce("delivered_at", at) - Coalesce("delivered_at", "made_at")),
    }
    arrived = here if state in ("delivered", "kept") else {}
    _rows(letter).update(state=state, due_at=None, detail=detail[:200], **arrived)


def on_their_way(case_id: CaseId, template: str, *, made_at: datetime) -> bool:
    """Say whether one of the letters that were written at once about a case has not arrived, and still may."""
    rows = LetterRow.objects.filter(case_id=case_id, template=template, delivered_at__isnull=True)
    return rows.filter(made_at=made_at, state__in=("due", "dead")).exists()


def again(letter: Letter, *, detail: str, now: datetime) -> bool:
    """Plan another try; say no, and let the letter be dead, after the last."""
    if letter.attempts >= len(PAUSES):
        over(letter.id, state="dead", now=now, detail=detail)
        return False
    pause = PAUSES[letter.attempts]
    _rows(letter.id).update(attempts=letter.attempts + 1, due_at=now + pause, detail=detail[:200])
    return True


def revive(letter: UUID, *, now: datetime) -> None:
    """Try a dead letter again at once, with all its tries before it."""
    if (
        not _rows(letter)
        .filter(state__in=("dead", "due"))
        .update(state="due", attempts=0, due_at=now, detail="")
    ):
        raise Refused(No.ALREADY_DONE)


def silence(complaint: ComplaintId) -> None:
    """Deliver nothing more to a complainant whose key is destroyed."""
    rows = LetterRow.objects.filter(bucket=bucket_of(complaint), complaint=complaint)
    rows.filter(state__in=("due", "dead")).update(state="overridden", due_at=None, detail="erased")


def address(letter: UUID, account: UUID) -> None:
    """Write down to which account a letter goes, found out after it was written."""
    _rows(letter).update(account=account)


def hold(case_id: CaseId) -> int:
    """Hold back the account's letters of a case that have not arrived; return how many."""
    waiting = _of_account(case_id).filter(state__in=("due", "dead")).exclude(template__in=TO_EARLIER)
    return waiting.update(state="withheld", due_at=None)


def unreached_by(complaint: ComplaintId, *, case_id: CaseId) -> tuple[Letter, ...]:
    """Return the letters of a case that have not reached a complainant, oldest first."""
    rows = LetterRow.objects.filter(bucket=bucket_of(complaint), complaint=complaint, case_id=case_id)
    waiting = rows.filter(state__in=("due", "dead"), read_at__isnull=True)
    return tuple(_frozen(row) for row in waiting.order_by("made_at", "id"))


def let_go(case_id: CaseId, *, now: datetime) -> int:
    """Let held letters of a case go out; return how many."""
    return _of_account(case_id).filter(state="withheld").update(state="due", due_at=now)


def let_go_to(several: Iterable[ComplaintId], *, case_id: CaseId, now: datetime) -> int:
    """Let go what was held back from these complainants of a case; return how many letters."""
    names = tuple(several)
    rows = LetterRow.objects.filter(bucket__in={bucket_of(one) for one in names}, complaint__in=names)
    return rows.filter(case_id=case_id, state="withheld").update(state="due", due_at=now)


def was_earlier(case_id: CaseId) -> bool:
    """Say whether the channels that an account had before were written to in a case."""
    return _of_account(case_id).filter(template__in=TO_EARLIER).exists()


def _of_account(case_id: CaseId) -> QuerySet[LetterRow]:
    return LetterRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id, side=Side.ACCOUNT.value)


def _frozen(row: LetterRow) -> Letter:
    return Letter(**{name: getattr(row, name) for name in Letter.__dataclass_fields__})
