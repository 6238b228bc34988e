"""Write down that a step of the playbook was done."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core import containing, elements, facts, grading, guardians, proving, records
from ombud.core.case import UNDECIDED, Case, Status
from ombud.core.decisions import check_in_hand
from ombud.core.following import check_due, due_from
from ombud.core.ids import Mint
from ombud.core.notices import BREACH, COMPENSATION, RECORD, REPORTS
from ombud.core.pack.kinds import ADVICE
from ombud.core.pack.types import Pack, Step
from ombud.core.playbooks import (
    CALLS,
    RECEIPT,
    VERIFIES,
    check_apart,
    check_done,
    check_others,
    check_packet,
    check_role,
    playbook_of,
    receipt_of,
    since_when,
    stays_of,
    step_of,
    taken_back,
    until_when,
)
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Role
from ombud.core.watching import check_ended
from ombud.store import (
    access,
    calling,
    coming_back,
    giving_record,
    incidents,
    members,
    naming,
    overhearing,
    packs,
    passing_on,
    referred,
    refunding,
    reposting,
    staff,
    statements,
    texts,
)
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

NOTE: Final = "note"
TOLD_LATER: Final = frozenset({BREACH, COMPENSATION})
"""Letters that whoever joins a case later gets, too."""
ASIDE: Final = frozenset({NOTE, RECEIPT})
"""What is said of a step and stands in no letter."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@one_transaction
def do_step(  # noqa: PLR0913 - all that one form says of a step
    case_id: CaseId,
    *,
    step: str,
    said: Mapping[str, str] = NOTHING,
    evidence: Iterable[UUID] = (),
    complaint: ComplaintId | None = None,
    since: datetime | None = None,
    ended: str = "",
    found: Collection[str] = (),
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Mark a step as done, with the note or the evidence that shows it; steps before closing may follow a decision.

    One that comes after others is done after them, one that has to wait not before its time.
    What is `said` is a `note` and, for a step that sends a letter, the fields of it that only a person can write; the
    case keeps it all. A letter that may not be sent refuses the step; one with a record opens what is sealed.
    One that verifies somebody, or holds a notice against what it must hold, is about `complaint`, which need not be said where
    only one complained; one that writes to a guardian goes to whose complaint is named, where several proved to be one.
    What a letter about a breach says is kept for whoever joins later. One that is dated says `since` when
    what it marks is so: the last moment of that day; by when we knew of a leak a moment may be said; one that notes a silence says
    by it when that ends. A clock begins by no word about what is to come, nor, without a note, about what was before the case.
    Whoever does such a one again takes back the moment that it said before.
    One that looks again says how it `ended`.
    One that clears copies says why those `stays` that the host still shows, one that looks for other children why some are left `alone`.
    One that finds something out says what was `found`, and the rules are read anew in the same commit.
    """
    written = {field: text.strip() for field, text in said.items() if text.strip()}
    note = "\n".join(text for field, text in written.items() if not field.startswith(elements.HOLDS))
    shown = tuple(evidence)
    with open_case(case_id, seen=seen) as book:
        case = book.state
        pack = packs.of_case(case)
        entry = step_of(case, step, pack=pack)
        check_apart(case, entry, by=by)
        _check_hand(case, entry, by=by)
        check_due(case, entry, playbook_of(case, pack), now=now)
        check_others(entry, by=by, named=lambda: naming.hands_in(case))
        concerns = _concerned(case, entry, complaint)
        holds = _held(entry, concerns, said=written, pack=pack)
        check_done(case, entry, shows=bool(shown or note or holds), concerns=concerns)
        proving.check_notice(case, entry, pack=pack)
        called, receipt = _called(case, entry, said=written, pack=pack, mint=mint), receipt_of(entry, written)
        began = since_when(case, entry, since, says_why=bool(note), now=now)
        silent = until_when(case, entry, since, now=now)
        words = texts.keep_for(case_id, note, mint=mint) if note else None
        letter = {field: text for field, text in written.items() if field not in ASIDE and entry.letter}
        check_packet(entry, written=bool(letter), kept=bool(shown))
        passing_on.of_step(case, entry, said=letter, only=concerns, pack=pack, now=now)
        given = (
            giving_record.give(case, entry, said=written, by=by, pack=pack, mint=mint, now=now)
            if entry.letter == RECORD
            else ()
        )
        returned = refunding.give(case, entry, said=written, pack=pack, now=now)
        told = _told(case, letter, mint=mint) if entry.letter in TOLD_LATER else None
        done = facts.StepDone(
            step=step,
            evidence=shown,
            words=words,
            complaint=concerns,
            told=told if entry.letter == BREACH else None,
            compensated=told if entry.letter == COMPENSATION else None,
            marks=entry.marks,
            elements=holds,
            since=began,
            corrects=taken_back(case, entry, began),
            until=silent,
            receipt=texts.keep_for(case_id, receipt, mint=mint) if receipt else None,
            apart=entry.apart,
            report=entry.letter in REPORTS and bool(letter),
            advised=entry.letter if entry.letter in ADVICE else "",
            ended=_ended(case, entry, ended, says_why=bool(note)),
            stay=stays_of(case, entry, written),
        )
        for fact in (done, called, *given, *returned, grading.by_step(case, entry, found=found)):
            if fact is not None:
                book.write(fact, by=f"agent:{by}", now=now)
        _let_others_know(book.state, entry, again=step in case.done_at, pack=pack, now=now)


def _ended(case: Case, step: Step, ended: str, *, says_why: bool) -> str:
    """Return how a step that looks again ended, by what the host told since it was due."""
    told = coming_back.told(case) if step.ends else None
    changed = () if told is None else told.changes
    return check_ended(case, step, ended, changed=changed, says_why=says_why, since=due_from(case, step))


def _let_others_know(case: Case, step: Step, *, again: bool, pack: Pack, now: datetime) -> None:
    """Tell who complained that what was referred is handed over, call the duty lead, stir the cases that it is done for as well."""
    if not again:
        referred.tell_everybody(case, step, pack=pack, now=now)
    if step.does == CALLS:
        calling.call_duty(case, once=step.id, now=now)
    if step.shared:
        incidents.stir(case, now=now)


def _check_hand(case: Case, step: Step, *, by: AgentId) -> None:
    """Refuse whoever has nothing to do with the case; what is a lead's in a decided case any lead may do who is not kept out.

    What is looked into apart a lead does who does not hold it, before it is decided.
    """
    person = staff.colleague(by)
    leads = (step.apart or step.role == Role.LEAD) and access.leads(case, person)
    if step.apart and case.status in UNDECIDED:
        if not (leads and access.may_enter(case, person)):
            raise Refused(No.NOT_YOURS, status=case.status.value)
    elif case.status is not Status.DECIDED:
        check_in_hand(case, by)
    elif not (leads and access.may_enter(case, person)) and not case.has_part(by):
        raise Refused(No.NOT_YOURS, status=case.status.value)
    check_role(step, person.roles | ({Role.LEAD} if leads else frozenset()))


def _concerned(case: Case, step: Step, complaint: ComplaintId | None) -> ComplaintId | None:
    """Return whose proof or notice a step is about, or to which guardian it writes; None where that is nobody's in particular."""
    if step.does == VERIFIES or step.elements or (step.letter == guardians.LETTER and complaint is not None):
        return members.meant(case, complaint)
    return None


def _held(
    step: Step, complaint: ComplaintId | None, *, said: Mapping[str, str], pack: Pack
) -> tuple[str, ...]:
    """Return what the notice of a complaint was found to hold, by the form and by whoever looks."""
    if not step.elements or complaint is None:
        return ()
    answers = statements.sealed_of(complaint).get("answers", {})
    asked = [pack.questions[name] for name in step.elements]
    return elements.found(step, asked, said=said, answers=answers)


def _told(case: Case, letter: Mapping[str, str], *, mint: Mint) -> facts.Words:
    """Keep what a letter about a breach says, and in which language, for whoever joins later."""
    return texts.keep_for(
        case.id, json.dumps(passing_on.in_its_language(case, letter), ensure_ascii=False), mint=mint
    )


def _called(
    case: Case, step: Step, *, said: Mapping[str, str], pack: Pack, mint: Mint
) -> facts.CalledBack | facts.Recorded | None:
    """Keep what a call back brought, or what else a step records, whole or not at all."""
    record = records.record(step, said, spared=containing.needs_none(case, step, pack))
    reposting.check(case, step, said=said)
    if step.records == records.CALL:
        records.check_number(step, said, wrote=overhearing.told(case.id))
    if record is None or step.records is None:
        return None
    words = texts.keep_for(case.id, record, mint=mint)
    if step.records == records.CALL:
        return facts.CalledBack(step=step.id, words=words)
    what = records.said_of(step, said)
    return facts.Recorded(step=step.id, what=what, words=words, kinds=records.kinds(step, said))
