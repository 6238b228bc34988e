"""Which child does a case write to, and over which account?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ombud.core import intake, notices
from ombud.core.case import Case, Status
from ombud.core.ids import bucket_of
from ombud.core.intake import SubjectRef
from ombud.core.notices import letter_id
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import ComplaintId, Relation, Role, Side, SubjectId, SubjectKind
from ombud.store import alarms, letters, mailroom, members, packs, penning, reaching, statements, subjects
from ombud.store.alarms import Raised
from ombud.store.ledger import read_complaint, read_complaints


def tell(case: Case, *, named: str, done: str, pack: Pack, now: datetime) -> None:
    """Write to every child who complained, and to the one whose account is named; refuse where there is none, or it is not safe.

    Raises: LETTER_FIELD_EMPTY, LETTER_NAMES_REPORTER, NOT_FOR_THE_CHILD, BAD_INPUT.
    """
    statements.guard(case, done, field=notices.CHILD_DONE)
    drafts = [*_to_complainants(case, done), *([_to_account(case, named, done, pack=pack)] if named else ())]
    if not drafts:
        raise Refused(No.LETTER_FIELD_EMPTY, field=notices.WHOSE, letter=notices.CHILD)
    mailroom.post(drafts, now=now)


def letter_to(case: Case, whose: ComplaintId | SubjectId) -> UUID:
    """Return the id of the letter to a child who complained, or whose account it is."""
    return letter_id(bucket_of(case.id), notices.CHILD, case.id.hex, whose.hex)


def _to_complainants(case: Case, done: str) -> list[mailroom.Draft]:
    """Return a letter to each child who complained; not over an account that is read along."""
    drafts = []
    for complaint in read_complaints(members.everybody(case.id)):
        over = reaching.sent_by(reaching.ways(complaint))
        if not complaint.child or (over == "account" and notices.READ_ALONG in case.found):
            continue
        letter = letter_id(bucket_of(complaint.id), notices.CHILD, case.id.hex, complaint.id.hex)
        pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
        answer = pen.places.status(number_of(complaint.id, "C"))
        values = notices.child_values(done, code=case.code, answer=answer, pen=pen)
        said = penning.write(notices.CHILD, values, pen=pen)
        drafts.append(letters.draft(complaint, letter, notices.CHILD, said=said, case_id=case.id))
    return drafts


def _to_account(case: Case, named: str, done: str, *, pack: Pack) -> mailroom.Draft:
    account = _account(case, named)
    letter = letter_to(case, account)
    pen = penning.pen_for(pack, _lang(case), child=True)
    answer = pen.places.letter(number_of(letter, "L"))
    values = notices.child_values(done, code=case.code, answer=answer, pen=pen)
    return mailroom.Draft(
        id=letter,
        template=notices.CHILD,
        said=penning.write(notices.CHILD, values, pen=pen),
        side=Side.CHILD,
        person=case.id,
        lang=pen.lang,
        state="due",
        case_id=case.id,
        account=account,
    )


def _lang(case: Case) -> str:
    """Return the language of the child's family where one of them complained, else that of the case."""
    several = read_complaints(members.everybody(case.id))
    family = (one.received.locale for one in several if one.received.relation == Relation.GUARDIAN)
    return next(family, None) or penning.account_lang(case)


def _account(case: Case, named: str) -> SubjectId:
    """Return the account that is named; refuse one in which the other side, or a grown-up who complained, would read it."""
    about = subjects.find(case.subject) if case.subject else None
    if about is None:
        raise Refused(No.NOT_FOR_THE_CHILD)
    account = intake.account_named(f"{about.platform}:{named}")
    there = subjects.keep(account.platform, account.kind, account.external)
    joined = read_complaints(members.everybody(case.id))
    others = {reaching.ways(one).get("account") for one in joined if not one.child}
    other_side = there == statements.account_of(case) and notices.GROOMED not in case.found
    if other_side or account.external in others or notices.READ_ALONG in case.found:
        raise Refused(No.NOT_FOR_THE_CHILD)
    return there


def about_what(case: Case) -> SubjectRef | None:
    """Return what the child's answer is about: the same as the case."""
    about = subjects.find(case.subject) if case.subject else None
    if about is None:
        return None
    return SubjectRef(platform=about.platform, kind=SubjectKind(about.kind), external=about.external)


def is_answered_by(complaint: ComplaintId, case: Case) -> bool:
    """Say whether a complaint is what a child wrote back to a letter of this case."""
    if all(told.template != notices.CHILD for told in case.told):
        return False
    letter = read_complaint(complaint).received.letter
    return letter is not None and letter in {told.letter for told in case.told if told.side == Side.CHILD}


def call(case: Case, joined: Iterable[ComplaintId], *, now: datetime) -> None:
    """Call the duty lead where a child wrote back after the decision: nobody else would read it."""
    if case.status is not Status.DECIDED:
        return
    wrote = (one for one in joined if is_answered_by(one, case))
    alarms.put(
        [
            Raised(
                owner=case.id,
                kind=alarms.DANGER,
                to_role=Role.LEAD.value,
                about=number_of(case.id, "K"),
                once=one.hex,
            )
            for one in wrote
        ],
        now=now,
    )
