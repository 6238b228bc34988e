"""How much was charged, and how much of it can go back? By the host's own list of payments, never by what somebody typed.

1. A sum that goes back is that of one payment which did not go back yet, or of several together: each of them whole.
2. With what was given back before, it is never more than was charged altogether.
3. What goes back of an order, as the gifts of a child, may be a part of it, and with what went back before never more than was paid.
4. What the host itself took from an account by a decision of its own may come back in part, never more than it took, and not by a sum
   what comes back anyhow because that decision falls.
5. Before the host was asked, or where it lists no payment, nobody knows what was charged: nothing goes back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ombud.core import amounts
from ombud.core.facts import Sum
from ombud.core.refusals import No, Refused

TOGETHER: Final = 16
"""So many of the newest payments can go back together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A payment as the host lists it: by its number there, when, for what, how much, and whether it went back."""

    name: str
    at: str
    what: str
    sum: Sum
    returned: bool


def listed(snapshot: Mapping[str, Any]) -> tuple[Charge, ...]:
    """Return the payments that the host listed, the newest first."""
    charges = (
        Charge(
            name=str(one["id"]),
            at=str(one.get("at") or ""),
            what=str(one.get("what") or ""),
            sum=Sum(minor=int(one["amount"]["minor"]), currency=str(one["amount"]["currency"])),
            returned=bool(one.get("returned")),
        )
        for one in snapshot.get("payments") or ()
    )
    return tuple(sorted(charges, key=lambda one: one.at, reverse=True))


def withheld(snapshot: Mapping[str, Any], *, account: str, falls: Collection[str] = ()) -> tuple[Charge, ...]:
    """Return what the host says that it took from an account by decisions of its own, but for those that fall."""
    told = (one for one in snapshot.get("decisions") or () if str(one.get("id")) not in falls)
    return tuple(
        Charge(
            name=str(one["id"]),
            at=str(one.get("at") or ""),
            what=str(one.get("clause") or ""),
            sum=Sum(minor=int(effect["amount"]["minor"]), currency=str(effect["amount"]["currency"])),
            returned=False,
        )
        for one in told
        if one.get("account") == account
        for effect in one.get("effects") or ()
        if effect.get("amount")
    )


def check_back(asked: Sum, charges: Iterable[Charge], *, before: int = 0) -> None:
    """Refuse to give back another sum than was charged; `before`: what other cases gave back of it, in the same minor units.

    Raises: BAD_AMOUNT.
    """
    several = tuple(charges)
    if not several:
        raise Refused(No.BAD_AMOUNT, why="unlisted")
    mine = [one for one in several if one.sum.currency == asked.currency]
    still = [one.sum.minor for one in mine if not one.returned][:TOGETHER]
    charged = sum(one.sum.minor for one in mine)
    if asked.minor not in _sums(still) or before + asked.minor > charged:
        raise Refused(No.BAD_AMOUNT, why="other_sum", sum=amounts.say(asked), charged=said(several))


def check_within(
    asked: Sum,
    charges: Iterable[Charge],
    *,
    before: int = 0,
    unknown: str = "unpaid",
    over: str = "over_paid",
) -> None:
    """Refuse to give back more than the host says was paid for an order, or taken; `before`: what other cases gave back of that.

    Raises: BAD_AMOUNT.
    """
    several = tuple(charges)
    if not several:
        raise Refused(No.BAD_AMOUNT, why=unknown)
    mine = [one for one in several if one.sum.currency == asked.currency]
    still = sum(one.sum.minor for one in mine if not one.returned)
    if asked.minor > min(still, sum(one.sum.minor for one in mine) - before):
        raise Refused(No.BAD_AMOUNT, why=over, sum=amounts.say(asked), paid=said(several))


def said(charges: Iterable[Charge]) -> str:
    """Return what can still go back, as everybody reads it alike: `c-12 CNY 30.00; c-11 CNY 30.00`."""
    return "; ".join(f"{one.name} {amounts.say(one.sum)}" for one in charges if not one.returned) or "–"


def _sums(several: Iterable[int]) -> frozenset[int]:
    """Return each sum that one or several of these make."""
    made = {0}
    for one in several:
        made |= {one + other for other in made}
    return frozenset(made - {0})
