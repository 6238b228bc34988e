"""What lies in the rows beside a book? Pure functions of fold, pack and calendars, and the writing of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.utils import IntegrityError

from ombud.core import announcing, calls, clocks, closing, contacts, facts, following, placing, restoring
from ombud.core.announcing import Ahead
from ombud.core.calendars import Calendar
from ombud.core.case import OPEN, Case, Law, Status
from ombud.core.clocks import Clock, Event
from ombud.core.complaint import Complaint, Standing
from ombud.core.dispatch import next_page_at
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.pack.types import ClockRule, Pack
from ombud.core.pack.union import as_settled
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, LEASE, Hand, Severity, Side
from ombud.store import bulk, erasing, kin_rows, packs
from ombud.store.models import Case as CaseRow
from ombud.store.models import ClockRow, HandRow, ReviewRow, RulingRow, SignatureRow
from ombud.store.models import Complaint as ComplaintRow
from ombud.store.models import Part as PartRow

LEASED: Final = frozenset({Status.IN_HAND, Status.COSIGNING})
TAKE: Final = "take"
"""Kind of the clock that stops when a person begins: no time for the work itself is taken off it."""
CASE_CLOCKS: Final = frozenset({TAKE, "protect", "update", "decide", "carry_out", "tell", "appeal"})
AFFECTED: Final = "affected"
"""Whose clocks a law asks for that counts for the account alone."""
TELL: Final = "tell"
COMPLAINT_CLOCKS: Final = frozenset({"acknowledge", TELL})
_NOTHING: Final[Mapping[datetime, datetime | None]] = {}


# --- clocks -------------------------------------------------------------------------------------------------


def case_clocks(
    case: Case, *, now: datetime | None = None, extending: str | None = None, also: tuple[str, ...] = ()
) -> tuple[Clock, ...]:
    """Return the clocks of a case by every law that counts, those of the severity it has had worst: when it last moved, or now.

    `extending`: as if the clock of this rule were extended now; `also`: as if these events happened now.
    """
    last = now or last_move(case.moved)
    more = (*also, *(() if extending is None else (f"{clocks.EXTENDED}{extending}",)))
    moved = (*case.moved, *((code, last) for code in more))
    events = _events(moved, announced={past.at: past.effective_at for past in case.decisions})
    return clocks.strictest(
        _read(
            _rules(case, law),
            events,
            case.severities,
            days=packs.days_of(case, law),
            now=last,
            since=law.since,
        )
        for law in (*case.laws, *case.owed_apart)
    )


def ahead(case: Case) -> tuple[Ahead, ...]:
    """Return what the laws of a case have announced ahead, each with the days it counts by."""
    found = {
        rule.id: (rule, packs.days_of(case, law)[rule.calendar])
        for law in (*case.laws, *case.owed_apart)
        for code in case.codes  # no recoding has an account change hands sooner
        for rule in rules_of(law.pack, code, frozenset({TELL}))
        if rule.ahead and rule.calendar
    }
    return tuple(found.values())


def unstarted(case: Case) -> tuple[ClockRule, ...]:
    """Return what the laws of a case ask for once somebody notes that it has begun, or a statement has reached its reader."""
    events = tuple(Event(code, at) for code, at in case.moved)
    waiting = chain.from_iterable(clocks.unstarted(_rules(case, law), events=events) for law in case.laws)
    return tuple({rule.id: rule for rule in waiting if case.countered or not rule.gives_back}.values())


def _rules(case: Case, law: Law) -> tuple[ClockRule, ...]:
    """Return what one of the laws of a case asks for, with what was settled between them."""
    rules = tuple(rule for rule in rules_of(law.pack, case.code, CASE_CLOCKS) if _is_of_case(case, rule))
    if law in case.owed_apart:
        return tuple(rule for rule in rules if rule.party == AFFECTED)
    if not case.added:
        return rules
    settled = (as_settled(rule, packs.law_of(case)) for rule in rules)
    return tuple(rule for rule in settled if rule is not None)


def _is_of_case(case: Case, rule: ClockRule) -> bool:
    """Say whether a rule is the case's: a complainant is told in their own book, and nobody of whom that is withheld."""
    if rule.kind != TELL:
        return rule.after(case.measures_appealed)
    return rule.party == AFFECTED and not case.is_withheld(Side.ACCOUNT)


def complaint_clocks(complaint: Complaint, *, now: datetime | None = None) -> tuple[Clock, ...]:
    """Return the clocks of a complaint, as of its last move or now: to acknowledge it, to tell how it ended; by the pack that sorted it."""
    severity = min((Severity(part.severity) for part in complaint.parts), default=Severity.S4)
    code = min(complaint.parts, key=lambda part: part.severity).code if complaint.parts else "SV.UNKNOWN"
    pack = packs.of_complaint(complaint).digest
    rules = tuple(rule for rule in rules_of(pack, code, COMPLAINT_CLOCKS) if rule.party != AFFECTED)
    severities = ((complaint.received_at, severity),)
    days = packs.calendars_of(pack)
    last = now or last_move(complaint.moved)
    return _read(rules, _events(complaint.moved), severities, days=days, now=last)


@lru_cache(maxsize=4096)
def rules_of(digest: str, code: str, kinds: frozenset[str]) -> tuple[ClockRule, ...]:
    """Return the clocks of these kinds that a pack runs for a code."""
    return tuple(rule for rule in packs.by_digest(digest).clocks_for(code) if rule.kind in kinds)


def _events(
    moved: tuple[tuple[str, datetime], ...], *, announced: Mapping[datetime, datetime | None] = _NOTHING
) -> tuple[Event, ...]:
    """Return what has happened; an announcement speaks of the day that its decision named last."""
    return tuple(
        Event(code, at, announced.get(at) if code == announcing.EVENT else None) for code, at in moved
    )


def _read(
    rules: tuple[ClockRule, ...],
    events: tuple[Event, ...],
    severities: tuple[tuple[datetime, Severity], ...],
    *,
    days: Mapping[str, Calendar],
    now: datetime,
    since: datetime | None = None,
) -> tuple[Clock, ...]:
    return clocks.read(
        rules, events=clocks.seen_from(since, events), severity=severities, calendars=days, now=now
    )


def last_move(moved: tuple[tuple[str, datetime], ...]) -> datetime:
    """Return when a book last moved; what it says of the past (a complaint received) may stand after it."""
    return max(at for _, at in moved)


# --- the case's row -----------------------------------------------------------------------------------------


def case_columns(case: Case, *, read: tuple[Clock, ...] | None = None) -> Mapping[str, Any]:
    """Return every column of the row that is a function of the book; `digest` is the chain's, `read` its clocks."""
    pack = packs.of_case(case)
    clocks_now = case_clocks(case) if read is None else read
    drives = clocks.driving(clocks_now)
    running = [clock for clock in clocks_now if clock.stopped_at is None]
    return {
        "number": number_of(case.id, "K"),
        "status": case.status.value,
        "code": case.code,
        "severity": case.severity.value,
        "danger": case.severity is Severity.S0,
        "lane": case.lane,
        "subject": case.subject,
        "matter": placing.matter_now(case),
        "far": _is_far(case),
        "ask_at": case.opened_at if _asks_of_afar(case) else None,
        "sealed": case.sealed,
        "asks": " ".join(sorted(case.asks)),
        "on_appeal": case.on_appeal,
        "appealed": bool(case.appeals) or case.goes_on_in is not None,
        "agent": case.agent,
        "signer": case.signer,
        "taker": case.informal.asked.taker if case.informal else None,
        "kept_out": " ".join(sorted(one.hex for one in case.kept_out)),
        "uncaused": " ".join(clocks.unexplained(case.marks, case.causes)),
        "lease_until": case.held_since + LEASE if case.held_since and case.status in LEASED else None,
        "wait_until": case.waiting_for.until if case.waiting_for else None,
        "start_by": _start_by(case, pack, running),
        "due_by": drives.due_at if drives is not None else None,
        "page_at": page_at(case),
        "opened_at": case.opened_at,
        "queued_at": case.queued_at,
        "closed_at": _closed_at(case),
        "appeal_until": case.closed.appeal_until if case.closed else None,
        "fan_due_at": _fan_due_at(case),
        "close_due_at": case.moved[-1][1] if closing.may_close(case, pack, clocks=clocks_now) else None,
        "untold_at": case.untold_since if case.status in OPEN and case.erased_at is None else None,
        "review_at": _review_at(case),
        "return_at": return_at(case, clocks_now),
        "effect_at": announcing.due_at(case),
        "outside_at": case.outside_at,
        "act_at": following.due_at(case, pack),
        "match_at": _match_at(case),
        "follow_at": following.follow_at(case, pack),
        "members": case.members,
        "pack": case.pack,
        "laws": " ".join(law.pack for law in (*case.added, *case.owed_apart)),
        "erase_due_at": erasing.case_due(case, pack=pack),
        "held": bool(case.holds),
        "seq": case.seq,
    }


def _is_far(case: Case) -> bool:
    """Say whether what a case is about lies in another bucket than the case."""
    return case.subject is not None and bucket_of(case.subject) != bucket_of(case.id)


def _asks_of_afar(case: Case) -> bool:
    """Say whether the host is still to be asked about what a case is about and does not lie beside it."""
    return _is_far(case) and HOST not in case.known and case.status in OPEN and case.erased_at is None


def _start_by(case: Case, pack: Pack, running: Iterable[Clock]) -> datetime:
    """Return by when somebody must begin, so that nothing comes too late that is owed."""
    work = pack.category(case.code).work
    owed = (one.due_at - (timedelta() if one.kind == TAKE else work) for one in running)
    start_by = min(owed, default=case.queued_at + pack.wait_limit - work)
    return min(start_by, case.look_by or start_by)


def page_at(case: Case) -> datetime | None:
    """Return when somebody is called next, for a danger that nobody has taken or a second person's answer, or a measure falls."""
    asked = (one.at for one in calls.following(case, pack=packs.of_case(case)))
    return min(
        (at for at in (danger_at(case), calls.lapses_at(case), *asked) if at is not None), default=None
    )


def danger_at(case: Case) -> datetime | None:
    """Return when somebody is paged for a danger that nobody has taken."""
    if case.severity is not Severity.S0 or case.status is not Status.QUEUED:
        return None
    return next_page_at(case.queued_at, paging=packs.of_case(case).paging, paged=case.paged)


def _closed_at(case: Case) -> datetime | None:
    return next((at for code, at in reversed(case.moved) if code == "closed"), None) if case.closed else None


def _fan_due_at(case: Case) -> datetime | None:
    decision = case.decision
    if decision is None or case.on_appeal or decision.no in case.fanned:
        return None
    return None if case.is_withheld(Side.COMPLAINANT) else decision.at


def _review_at(case: Case) -> datetime | None:
    """Return when something is looked at again, or lapses unseen."""
    dates = [item.review_at for item in case.withheld]
    looked_at = [item.review_at for item in case.provisional]
    lapse = [item.order.until for item in case.protections if item.order.until]
    return min([*dates, *looked_at, *lapse], default=None)


def _match_at(case: Case) -> datetime | None:
    """Return since when an answer stands that nobody has held against its complaint."""
    unread = case.status is Status.DECIDED and case.unread_match
    return case.decision.at if case.decision is not None and unread else None


def return_at(case: Case, read: Iterable[Clock]) -> datetime | None:
    """Return when what a decision hid comes back by itself because the account answered, and nobody went to court."""
    clock = restoring.giving_back(case, read) if case.countered else None
    return restoring.gives_back_at(clock) if clock else None


def save_case(case: Case, *, before: Case | None, digest: bytes, lines: Iterable[Line]) -> None:
    """Write hands, signatures, row and clocks of a case; refuse a hand that the database refuses."""
    bucket = bucket_of(case.id)
    _save_hands(case, before=before, bucket=bucket, lines=lines)
    read = case_clocks(case)
    row = {"bucket": bucket, "id": case.id, **case_columns(case, read=read), "digest": digest}
    if before is None:
        CaseRow(**row).save(force_insert=True)
    else:
        bulk.update(CaseRow, [row])
    kin_rows.save(case.id, tuple(lines))
    _save_clocks(case.id, clocks_beside(case, read=read))


def _save_hands(case: Case, *, before: Case | None, bucket: int, lines: Iterable[Line]) -> None:
    fresh = case.hands - (before.hands if before else frozenset())
    try:
        HandRow.objects.bulk_create(
            HandRow(
                bucket=bucket, case_id=case.id, decision=hand.decision, agent=hand.agent, role=hand.role.value
            )
            for hand in sorted(fresh, key=lambda hand: (hand.decision, hand.agent))
        )
        for line in lines:
            _save_signature(case, line, bucket=bucket)
    except IntegrityError as error:
        raise Refused(No.HAND_IN_IT, case=case.id) from error


def _save_signature(case: Case, line: Line, *, bucket: int) -> None:
    key = {"bucket": bucket, "case_id": case.id}
    match line.fact:
        case facts.Proposed(no=no, agent=agent, appeal=appeal):
            took = {**key, "seq": line.seq, "agent": agent, "role": Hand.TOOK_PART.value}
            RulingRow(decision=no, **took).save(force_insert=True)
        case facts.Cosigned(no=no, agent=agent):
            took = {**key, "seq": line.seq, "agent": agent, "role": Hand.TOOK_PART.value}
            SignatureRow(decision=no, **took).save(force_insert=True)
            appeal = next((past.proposal.appeal for past in case.decisions if past.no == no), None)
            appeal = case.proposal.appeal if case.proposal else appeal
        case _:
            return
    if appeal is not None:
        reviews = {"ruling": no, "agent": agent, "role": Hand.REVIEWS.value}
        ReviewRow.objects.bulk_create(
            [ReviewRow(**key, decision=past, **reviews) for past in range(1, no)], ignore_conflicts=True
        )


# --- the complaint's row ------------------------------------------------------------------------------------


def complaint_columns(complaint: Complaint) -> Mapping[str, Any]:
    """Return every column of the row that is a function of the book; when it is sorted next is not one of them."""
    received, contact_due = complaint.received, contacts.due_at(complaint)
    return {
        "number": number_of(complaint.id, "C"),
        "standing": complaint.standing.value,
        "urgent": received.urgent,
        "received_at": complaint.received_at,
        "person": received.person,
        "subject": received.subject,
        "lang": complaint.lang,
        "jurisdiction": received.jurisdiction,
        "key_version": received.key_version,
        "wait_until": complaint.waits_until,
        "parts": len(complaint.parts),
        "erase_due_at": erasing.complaint_due(complaint),
        "held": bool(complaint.holds),
        "limited_until": complaint.conduct.limit[1].until if complaint.conduct.limit else None,
        "heard_at": max(_heard(complaint), default=None),
        "contact": complaint.contact.agent if contact_due is not None and complaint.contact else None,
        "contact_due": contact_due,
        "read_by": complaint.later.read_by if complaint.later else None,
        "later_case": complaint.later.case if complaint.later else None,
        "later_look": complaint.later.look if complaint.later else None,
        "uncaused": " ".join(clocks.unexplained(complaint.marks, complaint.causes)),
        "acknowledged": any(told.template == "receipt" for _, told in complaint.told),
        "seq": complaint.seq,
    }


def _heard(complaint: Complaint) -> Iterator[datetime]:
    """Yield when a later message told something that the cases must hear at once."""
    yield from complaint.dangers
    if complaint.child_since is not None:
        yield complaint.child_since


def knocks(before: Complaint | None, lines: Iterable[Line]) -> Mapping[int, datetime]:
    """Return the parts that must go to their case now: given to it, or with an answer that it waits for."""
    found: dict[int, datetime] = {}
    later: datetime | None = None
    for line in lines:
        match line.fact:
            case facts.HeldBack(until=until):
                later = until
            case facts.Placed(part=no) | facts.Moved(part=no):
                found[no] = later or line.at
            case facts.WaitEnded() if before is not None and before.asked is None:
                found |= {part.no: line.at for part in before.parts}
            case facts.WaitEnded() if before is not None and before.asked is not None:
                asking = before.asked.case
                found |= {part.no: line.at for part in before.parts if part.case == asking}
    return found


def save_complaint(
    complaint: Complaint, *, before: Complaint | None, digest: bytes, lines: Iterable[Line]
) -> None:
    """Write row, parts and clocks of a complaint."""
    bucket = bucket_of(complaint.id)
    columns = {**complaint_columns(complaint), "digest": digest}
    if complaint.standing is not Standing.UNSORTED:
        columns["sort_due_at"] = None
    ComplaintRow.objects.filter(bucket=bucket, id=complaint.id).update(**columns)
    _save_parts(complaint, bucket)
    for no, at in knocks(before, lines).items():
        PartRow.objects.filter(bucket=bucket, complaint=complaint.id, no=no).update(due_at=at)
    _save_clocks(complaint.id, clocks_beside(complaint))


def _save_parts(complaint: Complaint, bucket: int) -> None:
    PartRow.objects.bulk_create(
        [
            PartRow(
                bucket=bucket,
                complaint=complaint.id,
                no=part.no,
                code=part.code,
                severity=part.severity,
                subject=part.subject,
                said=" ".join(part.said),
                case_id=part.case,
                outcome=part.outcome,
            )
            for part in complaint.parts
        ],
        update_conflicts=True,
        unique_fields=["bucket", "complaint", "no"],
        update_fields=["code", "severity", "subject", "said", "case_id", "outcome"],
    )


# --- clock rows ---------------------------------------------------------------------------------------------


def _save_clocks(owner: UUID, fresh: list[ClockRow]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM clock WHERE bucket = %s AND owner = %s", (bucket_of(owner), owner))
    bulk.insert(ClockRow, [columns_of(row) for row in fresh])


def columns_of(row: ClockRow) -> Mapping[str, Any]:
    """Return what a clock row says, column by column."""
    return {str(field.column): getattr(row, str(field.column)) for field in ClockRow._meta.concrete_fields}  # noqa: SLF001 - Django's documented way


def clocks_of(state: Case | Complaint, *, read: tuple[Clock, ...] | None = None) -> tuple[Clock, ...]:
    """Return the clocks that still count for a book; `read` where they are read already.

    None when a case is over; when a complaint is, those that wait for its letter to arrive.
    """
    if isinstance(state, Case):
        if state.status not in OPEN:
            return ()
        return case_clocks(state) if read is None else read
    if state.standing is not Standing.ENDED:
        return complaint_clocks(state)
    return (
        tuple(one for one in complaint_clocks(state) if one.kind == TELL)
        if state.awaited and not state.erased
        else ()
    )


def clocks_beside(state: Case | Complaint, *, read: tuple[Clock, ...] | None = None) -> list[ClockRow]:
    """Return the clock rows that must lie beside a book."""
    book = "case" if isinstance(state, Case) else "complaint"
    running = clocks_of(state, read=read)
    return clock_rows(state.id, book, running, marks=state.marks, at=last_move(state.moved))


def clock_rows(
    owner: UUID,
    book: str,
    read: tuple[Clock, ...],
    *,
    marks: Mapping[tuple[str, str], datetime],
    at: datetime,
) -> list[ClockRow]:
    """Return the rows of the clocks that still run, as they stood at the book's last move."""
    rows = []
    for clock in read:
        if clock.stopped_at is not None:
            continue
        marked = clocks.marked(clock, marks)
        following = clocks.next_at(clock, now=at, marked=marked)
        rows.append(
            ClockRow(
                bucket=bucket_of(owner),
                owner=owner,
                rule=clock.rule_id,
                book=book,
                kind=clock.kind,
                statutory=clock.statutory,
                due_at=clock.due_at,
                next_at=following[0] if following else None,
                next_mark=following[1] if following else None,
                state="breached"
                if clocks.Mark.BREACH in marked
                else "paused"
                if clock.paused_since
                else "running",
            )
        )
    return rows
