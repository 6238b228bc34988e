"""Which accounts did a leak touch, who of them is told, and who complained because of that?

1. Naming locks the incident alone: what is new is inserted, what was named before stays as it is.
2. Letters are written a page at a time, each page in one commit with its rows, and none while those of the last page are on
   their way: thousands hold up no other letter. A letter's id is made of the incident and the account, so that a process that
   dies writes nobody twice.
3. A letter is in the language of its reader where the host knows it, and in a child's words where it says that it is one.
4. Whoever complained over this very account has the letter of their complaint, and no second one; whoever of both comes first.
5. Once each letter of the leak in a case, to whoever complained and to whom it touched besides, has arrived, the case's book says
   so, and by that the law's time to tell them ends. Who reaches nobody counts where it was warned in public, and not otherwise.
6. Whoever complains from the letter gets a case of their own; the chore sets it beside the incident once it is there.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from ombud.core import affected, facts, kin, notices
from ombud.core.affected import Bad, Reached, Touched
from ombud.core.case import OPEN, Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.incidents import led_by
from ombud.core.notices import letter_id
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Beside, CaseId, ComplaintId, Kinship, Role, Side, SubjectId, SubjectKind
from ombud.store import alarms, bulk, mailroom, members, packs, penning, reaching, texts
from ombud.store.asking import asked
from ombud.store.ledger import Book, open_case, read_case, read_complaint, read_complaints
from ombud.store.mailroom import Letter
from ombud.store.models import AffectedRow, Subject
from ombud.store.models import Case as CaseRow
from ombud.store.models import Letter as LetterRow
from ombud.store.transactions import one_transaction
from ombud.store.vault import vault

HOST: Final = "host"
"""What the platform is called of which only accounts are named."""
PAGE: Final = 100
"""How many letters one turn of the chore writes, so that thousands hold up nobody."""
KEY: Final = ("bucket", "case_id", "account")
ACCOUNT: Final = SubjectKind.ACCOUNT.value
LATER: Final = timedelta(seconds=5)
"""When it is looked again whether a complaint has its case."""
WARNED: Final = "warned"
"""What stands at a letter that reached nobody once it was warned in public."""
BY: Final = "chore:affected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What became of a list: how many accounts are new, how many were known, and which lines name none."""

    new: int
    known: int
    bad: tuple[Bad, ...]


def take_in(
    book: Book[Case], lines: Iterable[str | Touched], *, source: str, by: str, now: datetime
) -> Named:
    """Take in a list, one account a line, from somebody here or from the host; the same list again names nobody twice."""
    check_may_tell(book.state)
    told = affected.listed(lines)
    new = _name(book.state, told.accounts, now=now)
    known = len(told.accounts) - len(new)
    if new or told.bad:
        named = facts.AffectedNamed(
            source=source, count=len(new), digest=affected.digest(new), known=known, bad=len(told.bad)
        )
        book.write(named, by=by, now=now)
    if any(child for _, _, child in new):
        alarms.put((_untold(book.id),), now=now)
    return Named(new=len(new), known=known, bad=told.bad)


def _untold(case_id: CaseId) -> alarms.Raised:
    """Return the call to a lead that no guardian of the children among them is told, once an incident."""
    role, number = Role.LEAD.value, number_of(case_id, "K")
    return alarms.Raised(owner=case_id, kind=alarms.GUARDIANS, to_role=role, about=number, once=number)


def check_may_tell(case: Case) -> None:
    """Refuse a case that leads no incident of a leak, or is over."""
    affected.check_leads(case, pack=packs.of_case(case))
    if case.status not in OPEN:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)


def _name(
    case: Case, several: Iterable[Touched], *, now: datetime
) -> tuple[tuple[SubjectId, str, bool], ...]:
    """Write down whom a leak touched, in the commit that says so; return those who are new."""
    named = {vault().subject_id(HOST, ACCOUNT, one.account): one for one in several}
    things = [
        {
            "bucket": bucket_of(one),
            "id": one,
            "platform": HOST,
            "kind": ACCOUNT,
            "external": it.account,
        }
        for one, it in sorted(named.items(), key=_first)
    ]
    bulk.insert_new(Subject, things, returning=("id",))
    rows = [
        {
            "bucket": bucket_of(case.id),
            "case_id": case.id,
            "account": one,
            "seq": case.seq + 1,
            "lang": it.lang,
            "child": it.child,
            "due_at": now if case.breach else None,
        }
        for one, it in sorted(named.items(), key=_first)
    ]
    return tuple(bulk.insert_new(AffectedRow, rows, returning=("account", "lang", "child")))


def _first(pair: tuple[SubjectId, Touched]) -> SubjectId:
    return pair[0]


def owe(case_id: CaseId, *, now: datetime) -> None:
    """Note that everybody who was named is to be told now; whoever is named later is told as they are."""
    rows = AffectedRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id, letter=None, complaint=None)
    rows.update(due_at=now)


def due(*, now: datetime, beside: Collection[CaseId] = ()) -> tuple[CaseId, ...]:
    """Return the incident that has waited longest beside these, if there is one; a look without a lock."""
    found = asked(
        "SELECT case_id FROM affected WHERE due_at <= %s AND NOT case_id = ANY(%s::uuid[]) ORDER BY due_at LIMIT 1",
        now,
        [*beside],
    )
    return tuple(case for (case,) in found)


@one_transaction
def turn(case_id: CaseId, *, now: datetime) -> int:
    """Set those beside the incident who complained from a letter, else write a page of letters; return how many that were."""
    with open_case(case_id) as book:
        rows = AffectedRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id, due_at__lte=now)
        if book.state.erased_at is not None:
            rows.update(due_at=None)
            return 0
        answered = tuple(rows.filter(letter__isnull=False).order_by("due_at", "account")[:PAGE])
        if answered:
            return sum(_set_beside(book, row, now=now) for row in answered)
        unwritten = tuple(rows.order_by("due_at", "account")[:PAGE])
        return 0 if _on_their_way(case_id) else _write(book.state, unwritten, now=now)


# --- letters ------------------------------------------------------------------------------------------------


def named_letter(case_id: CaseId, account: SubjectId) -> UUID:
    """Return the id of the letter by which an account learns that a leak touched it."""
    return letter_id(bucket_of(case_id), notices.BREACH, case_id.hex, Side.AFFECTED.value, account.hex)


def _on_their_way(case_id: CaseId) -> bool:
    """Say whether a letter is still to be tried for the first time."""
    rows = LetterRow.objects.filter(case_id=case_id, side=Side.AFFECTED.value, state="due", attempts=0)
    return rows.exists()


def _write(case: Case, several: Iterable[AffectedRow], *, now: datetime) -> int:
    """Write to those who were not told as complainants; note of the others whose complaint it was."""
    page = _held(case.id, frozenset(one.account for one in several))
    told = told_of_complaints(case, frozenset(one.account for one in page))
    rows = tuple(one for one in page if one.account not in told)
    _told_there(case, told)
    said: Mapping[str, str] = json.loads(texts.read(case.id, case.breach.id)) if case.breach else {}
    mailroom.post([_draft(case, one, said=said) for one in rows], now=now)
    written = [
        {
            "bucket": one.bucket,
            "case_id": one.case_id,
            "account": one.account,
            "letter": named_letter(case.id, one.account),
            "due_at": None,
        }
        for one in rows
    ]
    bulk.update(AffectedRow, written, key=KEY)
    return len(page)


def _told_there(case: Case, told: Mapping[SubjectId, ComplaintId]) -> None:
    rows = [
        {"bucket": bucket_of(case.id), "case_id": case.id, "account": one, "complaint": whose, "due_at": None}
        for one, whose in told.items()
    ]
    bulk.update(AffectedRow, rows, key=KEY)


def letter_of(case_id: CaseId, complaint: ComplaintId) -> UUID:
    """Return the id of the letter by which whoever complained learns of the leak."""
    return letter_id(bucket_of(complaint), notices.BREACH, case_id.hex, complaint.hex)


def told_of_complaints(case: Case, accounts: Collection[SubjectId]) -> Mapping[SubjectId, ComplaintId]:
    """Return which of these accounts hold a complaint, in the incident or beside it, whose letter of the leak goes to them."""
    found: dict[SubjectId, ComplaintId] = {}
    for one in (case.id, *led_by(case)):
        for page in members.pages(one):
            several = {it.id: own_account(it) for it in read_complaints(page)}
            mine = {whose: account for whose, account in several.items() if account in accounts}
            wrote = {it.complaint for it in mailroom.those(letter_of(one, whose) for whose in mine)}
            found |= {account: whose for whose, account in mine.items() if account and whose in wrote}
    return found


def is_named(case: Case, account: str) -> bool:
    """Say whether an account, as the host calls it, was named as one that the leak touched."""
    subject = vault().subject_id(HOST, ACCOUNT, account)
    return AffectedRow.objects.filter(bucket=bucket_of(case.id), case_id=case.id, account=subject).exists()


def own_account(complaint: Complaint) -> SubjectId | None:
    """Return the account over which whoever complained gets their letters, as a list names it."""
    own = reaching.own_account(complaint)
    return vault().subject_id(HOST, ACCOUNT, own) if own else None


def was_written(case: Case, complaint: Complaint) -> bool:
    """Say whether whoever complained was told of the leak already, as one whom it touched.

    Whoever asks writes to them if not: the row is held until then, so that the chore, which holds it to write, sees who was first.
    """
    account = own_account(complaint)
    if account is None:
        return False
    leads = [one.case for one in case.kin if one.kinship == Kinship.INCIDENT and one.how != Beside.LEADS]
    several = _held(case.id, (account,)), *(_held(one, (account,)) for one in leads)
    return any(row.letter is not None for rows in several for row in rows)


def _held(case_id: CaseId, accounts: Collection[SubjectId]) -> tuple[AffectedRow, ...]:
    """Return rows of an incident as they are once nobody else writes to them; until the end of this commit nobody else does."""
    rows = AffectedRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id, account__in=accounts)
    return tuple(rows.order_by("account").select_for_update())


def languages(case: Case) -> tuple[str, ...]:
    """Return the languages in which the accounts are told that were named so far."""
    rows = AffectedRow.objects.filter(bucket=bucket_of(case.id), case_id=case.id, letter=None)
    return tuple(lang_of(case, one) for one in rows.values_list("lang", flat=True).distinct())


def lang_of(case: Case, lang: str) -> str:
    """Return in which language an account is told: its owner's where the host knows it, else that of the incident."""
    return lang or penning.account_lang(case)


def _draft(case: Case, row: AffectedRow, *, said: Mapping[str, str]) -> mailroom.Draft:
    letter = named_letter(case.id, row.account)
    pen = penning.pen_for(packs.of_case(case), lang_of(case, row.lang), child=row.child)
    values = notices.affected_values(number_of(letter, "L"), said=said, pen=pen)
    return mailroom.Draft(
        id=letter,
        template=notices.BREACH,
        said=penning.write(notices.BREACH, values, pen=pen),
        side=Side.AFFECTED,
        person=case.id,
        lang=pen.lang,
        state="due",
        case_id=case.id,
        account=row.account,
    )


def lose(letter: Letter, *, why: str, now: datetime) -> bool:
    """Write down that a letter reaches nobody; say whether it was warned in public already, so that nobody need look."""
    warned = letter.case_id is not None and bool(read_case(letter.case_id).warnings)
    state, said = ("overridden", WARNED) if warned else ("dead", why)
    mailroom.over(letter.id, state=state, now=now, detail=said)
    return warned


def warn(case_id: CaseId) -> None:
    """Note at the letters that reach nobody that it was warned in public instead."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE letter SET state = 'overridden', due_at = NULL, detail = %s"
            " WHERE bucket = %s AND case_id = %s AND side = 'affected' AND state = 'dead'",
            (WARNED, bucket_of(case_id), case_id),
        )


# --- who complains because of it ----------------------------------------------------------------------------


def of_letter(letter: Letter) -> AffectedRow | None:
    """Return whose letter about a leak this is."""
    if letter.side != Side.AFFECTED or letter.case_id is None or letter.account is None:
        return None
    bucket = bucket_of(letter.case_id)
    rows = AffectedRow.objects.filter(bucket=bucket, case_id=letter.case_id, account=letter.account)
    return rows.first()


def is_childs(letter: Letter) -> bool:
    """Say whether a letter about a leak went to a child, as the host said."""
    row = of_letter(letter)
    return row is not None and row.child


def complained(letter: Letter, complaint: ComplaintId, *, now: datetime) -> None:
    """Note which complaint answers a letter about a leak, so that its case comes to stand beside the incident; once."""
    row = of_letter(letter)
    if row is not None and row.complaint is None:
        rows = AffectedRow.objects.filter(bucket=row.bucket, case_id=row.case_id, account=row.account)
        rows.update(complaint=complaint, due_at=now)


def _set_beside(book: Book[Case], row: AffectedRow, *, now: datetime) -> int:
    """Let the incident lead the case of whoever complained, as soon as there is one; say how many cases that were."""
    mine = AffectedRow.objects.filter(bucket=row.bucket, case_id=row.case_id, account=row.account)
    parts = read_complaint(row.complaint).parts if row.complaint else ()
    placed = [part.case for part in parts if part.case is not None]
    opened = set(CaseRow.objects.filter(id__in=placed).values_list("id", flat=True))
    if not opened:
        mine.update(due_at=now + LATER)
        return 0
    for other in sorted(opened - {book.id, *kin.family(book.state)}):
        words = texts.keep(
            number_of(named_letter(book.id, row.account), "L"),
            owner=book.id,
            person=book.id,
            text_id=letter_id(row.bucket, BY, other.hex),
            make_key=True,
        )
        book.write(kin.leads(other, kinship=Kinship.INCIDENT, words=words), by=BY, now=now)
    mine.update(due_at=None)
    return 1


# --- all of them told ---------------------------------------------------------------------------------------

_TOLD: Final = """
SELECT k.id FROM case_row k WHERE k.untold_at <= %s
AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = k.id AND l.template = 'breach'
  AND l.delivered_at IS NULL AND l.read_at IS NULL AND l.state IN ('due', 'dead'))
AND NOT EXISTS (SELECT FROM affected a WHERE a.bucket = k.bucket AND a.case_id = k.id AND a.letter IS NULL AND a.complaint IS NULL)
ORDER BY k.untold_at LIMIT %s
"""
_LETTERS: Final = """
SELECT count(*) FILTER (WHERE arrived), count(*) FILTER (WHERE NOT arrived AND state = 'overridden' AND detail <> 'erased'),
  count(*) FILTER (WHERE NOT arrived AND state <> 'overridden')
FROM (SELECT state, detail, delivered_at IS NOT NULL OR read_at IS NOT NULL AS arrived
  FROM letter WHERE case_id = ANY(%s) AND template = 'breach' AND (side <> 'affected' OR %s)) l
"""


def told(*, now: datetime, limit: int) -> tuple[CaseId, ...]:
    """Return cases in which nobody is left to be told of a leak, those first that wait longest; a look without a lock."""
    return tuple(one for (one,) in asked(_TOLD, now, limit))


@one_transaction
def finish(case_id: CaseId, *, now: datetime) -> int:
    """Write into the book that everybody named so far was told, where that is so; say whether it was written."""
    with open_case(case_id) as book:
        arrived, unreached, waiting = _letters((case_id,), all_of_them=True)
        rows = AffectedRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id)
        unwritten = rows.filter(letter=None, complaint=None).exists()
        unwarned = unreached and not book.state.warnings
        if book.state.untold_since is None or waiting or unwritten or unwarned:
            return 0
        book.write(facts.LeakTold(count=arrived, warned=unreached), by=BY, now=now)
        return 1


def _letters(several: Iterable[CaseId], *, all_of_them: bool) -> tuple[int, int, int]:
    """Return how many letters of a leak arrived, reach nobody and are waited for no more, and are still to arrive."""
    [(arrived, unreached, waiting)] = asked(_LETTERS, list(several), all_of_them)
    return arrived, unreached, waiting


def complainants(case: Case) -> tuple[int, int]:
    """Return how many letters of the leak whoever complained has, here or in a case beside this one, and how many those are in all."""
    if case.breach is None:
        return 0, 0
    arrived, unreached, waiting = _letters((case.id, *led_by(case)), all_of_them=False)
    return arrived, arrived + unreached + waiting


# --- how far it is ------------------------------------------------------------------------------------------

_FAR: Final = """
SELECT count(*), count(*) FILTER (WHERE a.letter IS NOT NULL OR a.complaint IS NOT NULL),
  count(*) FILTER (WHERE l.delivered_at IS NOT NULL OR l.read_at IS NOT NULL OR a.letter IS NULL AND a.complaint IS NOT NULL),
  count(l.read_at), count(*) FILTER (WHERE a.letter IS NOT NULL AND a.complaint IS NOT NULL),
  count(*) FILTER (WHERE l.read_at IS NULL AND l.state = 'due') + count(*) FILTER (WHERE a.letter IS NULL AND a.due_at IS NOT NULL),
  count(*) FILTER (WHERE l.read_at IS NULL AND l.state IN ('dead', 'overridden')), count(*) FILTER (WHERE a.child)
FROM affected a LEFT JOIN letter l ON l.bucket = a.bucket AND l.id = a.letter
WHERE a.bucket = %s AND a.case_id = %s
"""


def reached(case: Case) -> Reached:
    """Return how many of those a leak touched were told, and how far the others are."""
    if not case.affected:
        return Reached()
    [row] = asked(_FAR, bucket_of(case.id), case.id)
    named, written, arrived, read, answered, waiting, lost, children = row
    return Reached(
        named=named,
        written=written,
        reached=arrived,
        read=read,
        complained=answered,
        waiting=waiting,
        lost=lost,
        children=children,
    )


def owed(case: Case, *, far: Reached | None = None) -> tuple[str, ...]:
    """Return what is still owed to those whom a leak touched; `far` is how far that is, where it was counted already."""
    return affected.owed(reached(case) if far is None else far, warned=bool(case.warnings))
