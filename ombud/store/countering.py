"""Who is told what the account stated against a rights notice, and that it goes back for it? Each letter once, whoever asks again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import elements, enforcement, notices, restoring
from ombud.core.case import Case, Status
from ombud.core.clocks import Clock
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.notices import letter_id
from ombud.core.pack.types import ClockRule, Pack, Question
from ombud.core.receipts import number_of
from ombud.core.vocabulary import HOLDERS, Side
from ombud.store import letters, mailroom, members, packs, penning, rows, silences, statements
from ombud.store.ledger import read_complaints

ARRIVED: Final = "arrived"
"""What has happened once the statement reached whoever proved the right."""


def asked_of(case: Case, side: str, *, pack: Pack) -> tuple[Question, ...]:
    """Return what whoever appeals here must say to state that nothing is infringed, so that the law on rights notices counts.

    Nothing where nobody may state that. A case whose rules are from before they listed it is asked by those of today.
    """
    if side != Side.ACCOUNT or notices.COUNTER not in pack.category(case.code).letters:
        return ()
    lists = pack if pack.elements else packs.in_force(case.laws[0].jurisdiction)
    return lists.elements_for(case.code, side=Side.ACCOUNT)


def asked_first(case: Case, *, pack: Pack) -> tuple[Question, ...]:
    """Return what a law lists that whoever posted it says when asked for their side; nothing where they state that only on appeal."""
    if notices.COUNTER in pack.category(case.code).letters:
        return ()
    return pack.elements_for(case.code, side=Side.ACCOUNT)


def worded(text: str, asked: Sequence[Question], stated: Mapping[str, object], *, lang: str) -> str:
    """Return a statement as it is kept, and as somebody reads it: the reasons, and each thing that was asked with the answer."""
    return "\n\n".join((text, elements.in_words(asked, stated, lang))) if asked and stated else text


def forward_counter(
    case: Case,
    text: str,
    asked: Sequence[Question],
    stated: Mapping[str, object],
    *,
    pack: Pack,
    now: datetime,
) -> None:
    """Pass what the account stated on to whoever proved the right (N8): the statement is the appeal just filed.

    Where nobody proved it, those who claim it hear that there is a statement, and read nothing of it: who the other side is stays
    with us, and no time of the law begins.
    """
    clock = restoring.giving_back(case, rows.case_clocks(case, now=now, also=(ARRIVED,)))
    holders = tuple(_right_holders(case, pack=pack))
    drafts = [] if holders else list(_to_claimants(case, pack=pack))
    for complaint in holders:
        pen = penning.pen_to(complaint, pack=pack)
        letter = _counter_id(case, appeal=len(case.appeals), complaint=complaint.id)
        values = notices.counter_values(
            number_of(complaint.id, "C"),
            statement=worded(text, asked, stated, lang=pen.lang),
            then=_then(clock, letter=letter, pen=pen),
            code=case.code,
            pen=pen,
        )
        said = penning.write(notices.COUNTER, values, pen=pen)
        drafts.append(letters.draft(complaint, letter, notices.COUNTER, said=said, case_id=case.id))
    mailroom.post(drafts, now=now)


def is_unheard(case: Case, *, pack: Pack) -> bool:
    """Say whether the account stated that nothing is infringed, and nobody proved the right to whom that could be passed on."""
    return case.countered and not any(True for _ in _right_holders(case, pack=pack))


def _to_claimants(case: Case, *, pack: Pack) -> Iterator[mailroom.Draft]:
    """Yield the letters to those who complained as whoever holds the right, and may be told of the case."""
    if notices.UNPROVED not in pack.letters:  # rules from before it
        return
    joined = members.everybody(case.id)
    silent = silences.among(case, joined)
    for complaint in read_complaints(one for one in joined if one not in silent):
        if complaint.received.relation in HOLDERS and not complaint.erased:
            pen = penning.pen_to(complaint, pack=pack)
            values = notices.unproved_values(number_of(complaint.id, "C"), code=case.code, pen=pen)
            said = penning.write(notices.UNPROVED, values, pen=pen)
            named = (notices.UNPROVED, case.id.hex, str(len(case.appeals)), complaint.id.hex)
            letter = letter_id(bucket_of(complaint.id), *named)
            yield letters.draft(complaint, letter, notices.UNPROVED, said=said, case_id=case.id)


def _right_holders(case: Case, *, pack: Pack) -> Iterator[Complaint]:
    """Yield the complaints of those who hold the right, or act for whoever does, and have proved it: a name or face is one's own."""
    needed = pack.category(case.code).to_disclose
    for one in read_complaints(fact.complaint for fact in case.verified):
        if one.received.relation in HOLDERS and case.proved(one.id) >= needed:
            yield one


def _then(clock: Clock | None, *, letter: UUID, pen: notices.Pen) -> str:
    """Return what follows: it goes back by law at once, comes back on a day, or somebody judges."""
    if clock is None:
        return notices.then(notices.THEN, pen=pen)
    if clock.not_before is None:
        return notices.then(notices.AT_ONCE, pen=pen)
    return notices.then_waits(clock.not_before, letter=number_of(letter, "L"), pen=pen)


def suit_until(case: Case, letter: mailroom.Letter, *, now: datetime) -> datetime | None:
    """Return until when the reader of this letter may show that they complained or sued; None where they may not.

    Whoever reads it has it, though no mail may have arrived yet.
    """
    if letter.template != notices.COUNTER or case.suits or case.status is Status.CLOSED:
        return None
    read = () if _has_arrived(case) else (ARRIVED,)
    clock = restoring.giving_back(case, rows.case_clocks(case, now=now, also=read))
    return None if clock is None else restoring.gives_back_at(clock)


def begun_unreached(case: Case, gone: Iterable[mailroom.Letter]) -> tuple[str, ...]:
    """Return what begins by giving these letters up: the wait of the law for a right holder, whom none of them has reached.

    They gave us the address, and read the letter with their number as long as the wait runs.
    """
    passed_on = any(one.template == notices.COUNTER for one in gone)
    return (ARRIVED,) if passed_on and not _has_arrived(case) else ()


def never_begun(case: Case) -> tuple[str, ...]:
    """Return the laws that would give back what is still hidden, whose wait for the right holder never began: nothing ends it."""
    hidden = any(enforcement.seen_again(case, past) for past in case.decisions)
    if not hidden or not case.countered or case.suits or _has_arrived(case):
        return ()
    return tuple(rule.id for rule in rows.unstarted(case) if rule.gives_back and rule.starts == ARRIVED)


def _has_arrived(case: Case) -> bool:
    return any(event == ARRIVED for event, _ in case.moved)


def suable(case: Case, *, now: datetime) -> tuple[mailroom.Letter, ...]:
    """Return the letters whose readers may show now that they complained or sued."""
    if not case.countered:
        return ()
    made = [
        _counter_id(case, appeal=one.no, complaint=holder.complaint)
        for one in case.appeals
        for holder in case.verified
    ]
    return tuple(one for one in mailroom.those(made) if suit_until(case, one, now=now) is not None)


def _counter_id(case: Case, *, appeal: int, complaint: UUID) -> UUID:
    """Return the id of the letter by which a right holder reads what the account stated."""
    return letter_id(bucket_of(complaint), notices.COUNTER, case.id.hex, str(appeal), complaint.hex)


def back_id(case: Case) -> UUID:
    """Return the id of the letter by which the account learns what a law gave back last."""
    last = max(past.decision for past in case.undone if past.law)
    return letter_id(bucket_of(case.id), notices.BACK, case.id.hex, str(last))


def back_later_id(case: Case, until: datetime) -> UUID:
    """Return the id of the letter by which the account learns that it comes back later."""
    return letter_id(bucket_of(case.id), notices.BACK_LATER, case.id.hex, until.isoformat())


def tell_back(case: Case, rule: ClockRule, *, pack: Pack, now: datetime) -> None:
    """Tell the account that a law gives back what was hidden, as the platform was told (N9), and after a wait the right holder, too."""
    pen = penning.pen_to_account(case, pack=pack)
    subject, letter = statements.subject_of(case, pack), back_id(case)
    values = {
        **notices.back_values(subject=subject, source=rule.source, pen=pen),
        **notices.wronged_values(case.code, pen=pen),
    }
    drafts = [_to_account(case, letter, notices.BACK, values, pen=pen)]
    for complaint in _right_holders(case, pack=pack) if rule.not_before is not None else ():
        to_them = penning.pen_to(complaint, pack=pack)
        number = number_of(complaint.id, "C")
        told = notices.back_to_holder_values(number, source=rule.source, code=case.code, pen=to_them)
        said = penning.write(notices.BACK_TO_HOLDER, told, pen=to_them)
        made = letter_id(bucket_of(complaint.id), notices.BACK_TO_HOLDER, letter.hex, complaint.id.hex)
        drafts.append(letters.draft(complaint, made, notices.BACK_TO_HOLDER, said=said, case_id=case.id))
    mailroom.post(drafts, now=now)


def put_off_return(case: Case, *, text: str, until: datetime, law: str, pack: Pack, now: datetime) -> bool:
    """Tell the account until when the return is put off, and why; say whether it can be told."""
    statements.guard(case, text, field="text")
    pen = penning.pen_to_account(case, pack=pack)
    subject = statements.subject_of(case, pack)
    values = notices.back_later_values(text, subject=subject, until=until, law=law, pen=pen)
    made = _to_account(case, back_later_id(case, until), notices.BACK_LATER, values, pen=pen)
    return bool(mailroom.post((made,), now=now))


def _to_account(
    case: Case, letter: UUID, template: str, values: Mapping[str, str], *, pen: notices.Pen
) -> mailroom.Draft:
    said = penning.write(template, values, pen=pen)
    account = statements.account_of(case)
    return statements.draft(case, letter, template, said=said, lang=pen.lang, account=account)
