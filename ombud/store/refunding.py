"""What somebody paid into a fraud goes back to them: fact and orders in one commit, each payment once in all of the books."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import enforcement, facts, refunding
from ombud.core.amounts import USUAL
from ombud.core.besides import refunds
from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.notices import MONEY_ARRIVED, MONEY_BACK, WHY_NOT, arrived_values, letter_id, repaid_values
from ombud.core.pack.types import Pack, Step
from ombud.core.receipts import number_of
from ombud.core.refunding import PAYMENTS, Back, Payment
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import ComplaintId, SubjectId, SubjectKind
from ombud.store import (
    letters,
    mailroom,
    members,
    orders,
    overhearing,
    packs,
    penning,
    situations,
    statements,
    subjects,
)
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import HostOrder
from ombud.store.order_rows import row_of
from ombud.store.statements import account_of

LEAST: Final = "EUR"
"""The currency of a host where no law of the place says another."""


def give(
    case: Case, step: Step, *, said: Mapping[str, str], pack: Pack, now: datetime
) -> tuple[facts.MoneyReturned, ...]:
    """Order the payments that a step names given back, and return the fact; nothing for any other step, or where none are held."""
    if step.records != PAYMENTS:
        return ()
    currency = USUAL.get(pack.jurisdiction, LEAST)
    asked = refunding.read(said.get(PAYMENTS, ""), currency=currency)
    held = _left(case, refunding.held_of(situations.snapshot(case), currency=currency))
    made = _orders(case, asked, held=held, pack=pack, now=now) if asked else ()
    if not asked:
        refunding.check_nothing(held)
    if step.letter == MONEY_BACK:
        _tell(case, asked, why_not=said.get(WHY_NOT, ""), now=now)
    return made


def _orders(
    case: Case, asked: Sequence[Payment], *, held: facts.Sum, pack: Pack, now: datetime
) -> tuple[facts.MoneyReturned, ...]:
    """Place the orders by which payments go back, and return the fact that says so."""
    account, about = account_of(case), subjects.find(case.subject) if case.subject else None
    if account is None or about is None:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=refunding.MONEY)
    back = tuple(
        Back(subject=_payment(about.platform, one.name, account=account), sum=one.sum) for one in asked
    )
    fact = refunding.give_back(case, back, account=account, held=held, pack=pack)
    orders.place(case.id, fact.orders, cause=enforcement.cause_of(fact.decision), now=now)
    return (fact,)


def _tell(case: Case, back: Sequence[Payment], *, why_not: str, now: datetime) -> None:
    """Write to everybody who complained which payments that they named go back, and why what does not."""
    paid = tuple((one.name, one.sum) for one in back)
    if why_not:
        statements.guard(case, why_not, field=WHY_NOT)
    for page in members.pages(case.id):
        drafts = []
        for complaint, wrote in overhearing.wrote_by(page):
            if complaint.erased:
                continue
            pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
            values = repaid_values(
                number_of(complaint.id, "C"),
                paid=paid,
                written=(*wrote.messages, *wrote.answers),
                why_not=why_not,
                pen=pen,
            )
            letter = letter_id(bucket_of(complaint.id), MONEY_BACK, case.id.hex, complaint.id.hex)
            said = penning.write(MONEY_BACK, values, pen=pen)
            drafts.append(letters.draft(complaint, letter, MONEY_BACK, said=said, case_id=case.id))
        mailroom.post(drafts, now=now)


def tell_arrived(case: Case, key: str, *, now: datetime) -> None:
    """Write to everybody who named a payment that it went back, now that the host confirmed its order; nothing for any other order."""
    ordered = (one for past in case.decisions for one in past.orders if one.key == key)
    order = next((one for one in ordered if one.refunds is not None and one.amount is not None), None)
    about = subjects.find(order.refunds) if order is not None and order.refunds is not None else None
    if order is None or order.amount is None or about is None:
        return
    paid = (about.external, order.amount)
    for page in members.pages(case.id):
        mailroom.post(tuple(_arrived(case, page, key=key, paid=paid)), now=now)


def _arrived(
    case: Case, page: Iterable[ComplaintId], *, key: str, paid: tuple[str, facts.Sum]
) -> Iterator[mailroom.Draft]:
    """Yield the letters to those of a page who named the payment; none by rules from before, which have no such letter."""
    for complaint, wrote in overhearing.wrote_by(page):
        pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
        if complaint.erased or MONEY_ARRIVED not in pen.pack.letters:
            continue
        written = (*wrote.messages, *wrote.answers)
        values = arrived_values(number_of(complaint.id, "C"), paid=paid, written=written, pen=pen)
        if values is not None:
            letter = arrived_id(complaint.id, key)
            said = penning.write(MONEY_ARRIVED, values, pen=pen)
            yield letters.draft(complaint, letter, MONEY_ARRIVED, said=said, case_id=case.id)


def arrived_id(complaint: ComplaintId, key: str) -> UUID:
    """Return the id of the letter to a complainant that the payment of an order went back."""
    return letter_id(bucket_of(complaint), MONEY_ARRIVED, key, complaint.hex)


def _left(case: Case, held: facts.Sum) -> facts.Sum:
    """Return what is left of what the host said it held, after what went back since it said so."""
    gone = 0
    for line in read_lines(case.id):
        match line.fact:
            case facts.EvidenceAdded(source="host"):
                gone = 0
            case facts.MoneyReturned(orders=several):
                gone += sum(one.amount.minor for one in several if one.amount is not None)
            case _:
                pass
    return replace(held, minor=held.minor - gone)


def _payment(platform: str, name: str, *, account: SubjectId) -> SubjectId:
    """Return as what a payment is known; refuse one that was given back, here or in any other case."""
    paid = subjects.keep(platform, SubjectKind.ORDER, name)
    if row_of(enforcement.refund_key(account, paid)).exists() or any(_granted(paid)):
        raise Refused(No.BAD_AMOUNT, why="twice", payment=name)
    return paid


def _granted(paid: SubjectId) -> Iterable[bool]:
    """Yield for each sum that was granted in a case about a payment whether it went back for that."""
    cases = subjects.cases_about(paid).values_list("id", flat=True)
    moved = HostOrder.objects.filter(case_id__in=list(cases), measure=refunding.MONEY, do=enforcement.APPLY)
    for case, key in moved.exclude(minor=None).values_list("case_id", "key"):
        yield refunds(read_case(case), key) == paid
