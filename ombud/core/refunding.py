"""Which payments go back to whoever made them, out of what the host still holds of an account?

1. Nothing goes back before a decision in force found a violation, and nothing whose sum takes more signatures than that had.
2. Each payment once, whoever decided about it; by the host's books, never to somebody whom a person names.
3. All of them together are never more than the host said that it holds.
4. Where it holds something, the step is not done by saying so: it is given back, or a lead leaves the step out with a reason.
Source: the house's promise "the money was stopped first"; Chinese Anti-Telecom Fraud Law, art. 20 (return of what was frozen).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from ombud.core import amounts, facts
from ombud.core.case import Case, Decision
from ombud.core.enforcement import APPLY, refund_key
from ombud.core.pack.approvals import ApprovalFacts, level, signers
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome

PAYMENTS: Final = "payments"
"""What a step records that gives money back: a payment a line, by the host's number of it and its sum."""
MONEY: Final = "L7"
_APART: Final = re.compile(r"[\n;；]+")
_LINE: Final = re.compile(r"(\S+)\s+([0-9][0-9,.]*)(?:\s*([A-Z]{3}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment by the host's number of it."""

    name: str
    sum: facts.Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A payment that goes back: as what it is known here, and its sum."""

    subject: UUID
    sum: facts.Sum


def read(text: str, *, currency: str) -> tuple[Payment, ...]:
    """Return the payments that somebody wrote, such as `o-12 5000.00`, a line each; refuse what is none, and one said twice."""
    found = tuple(_payment(line.strip(), currency) for line in _APART.split(text) if line.strip())
    twice = next(
        (one.name for no, one in enumerate(found) if one.name in {past.name for past in found[:no]}), None
    )
    if twice is not None:
        raise Refused(No.BAD_AMOUNT, why="twice", payment=twice)
    return found


def _payment(line: str, currency: str) -> Payment:
    said = _LINE.fullmatch(line)
    paid = amounts.read(said[2], said[3] or currency) if said is not None else None
    if said is None or paid is None:
        raise Refused(No.BAD_AMOUNT, why="payment", text=line)
    return Payment(name=said[1], sum=paid)


def held_of(snapshot: Mapping[str, Any], *, currency: str) -> facts.Sum:
    """Return what the host said that it holds of an account; refuse where nobody asked it."""
    money = (snapshot.get("account") or {}).get("money")
    if money is None:
        raise Refused(No.BAD_AMOUNT, why="unknown")
    minor = Decimal(str(money.get("balance") or 0)) * 10 ** amounts.DIGITS.get(currency, 0)
    return facts.Sum(minor=int(minor), currency=currency)


def check_nothing(held: facts.Sum) -> None:
    """Refuse to say that nothing goes back while the host holds something."""
    if held.minor > 0:
        raise Refused(No.BAD_AMOUNT, why="kept", held=amounts.say(held))


def give_back(
    case: Case, several: Iterable[Back], *, account: UUID, held: facts.Sum, pack: Pack
) -> facts.MoneyReturned:
    """Return the fact by which these payments go back; refuse more than is held, and without a decision that bears it."""
    back = tuple(several)
    decision = _bearing(case)
    _check_sum(back, held=held)
    _check_signed(case, back, decision=decision, pack=pack)
    made = (
        facts.Order(
            key=refund_key(account, one.subject),
            do=APPLY,
            measure=MONEY,
            target=account,
            clause=decision.proposal.clause,
            amount=one.sum,
            refunds=one.subject,
        )
        for one in back
    )
    return facts.MoneyReturned(decision=decision.no, orders=tuple(made), held=held)


def _bearing(case: Case) -> Decision:
    """Return the decision that found a violation and holds; refuse where there is none."""
    decision = case.decision
    if decision is None or decision.proposal.outcome != Outcome.VIOLATION:
        raise Refused(No.BAD_AMOUNT, why="undecided")
    return decision


def _check_sum(back: tuple[Back, ...], *, held: facts.Sum) -> None:
    other = next((one.sum.currency for one in back if one.sum.currency != held.currency), None)
    if other is not None:
        raise Refused(No.BAD_AMOUNT, why="currency", known=[held.currency])
    total = facts.Sum(minor=sum(one.sum.minor for one in back), currency=held.currency)
    if total.minor > held.minor:
        raise Refused(No.BAD_AMOUNT, why="more", sum=amounts.say(total), held=amounts.say(held))


def _check_signed(case: Case, back: tuple[Back, ...], *, decision: Decision, pack: Pack) -> None:
    total = sum(one.sum.minor for one in back)
    known = ApprovalFacts(amount=total, currency=back[0].sum.currency)
    needed = level(pack, category=case.code, measures=[MONEY], facts=known)
    if signers(needed, pack=pack).extra > decision.proposal.signers:
        raise Refused(No.BAD_AMOUNT, why="signed", level=needed)
