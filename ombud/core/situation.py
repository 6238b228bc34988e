"""What raises the number of signatures, as far as a case's book tells it?

Whoever checks the books later finds here what the rules knew at least when something was proposed. What the host's own
words say more exactly, and what an agent declares, comes on top.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from ombud.core import facts
from ombud.core.along import is_led
from ombud.core.case import Case
from ombud.core.decisions import gives_control
from ombud.core.pack.approvals import ApprovalFacts, claimed
from ombud.core.pack.grading import at_most
from ombud.core.pack.types import Pack
from ombud.core.playbooks import left_out
from ombud.core.vocabulary import HOST, Lang, Outcome

RISK: Final = "risk_signal"
"""What the host's own risk check says of an account: somebody else than its owner has it."""
SHUT: Final = frozenset({"ACCOUNT_SUSPENDED", "ACCOUNT_TERMINATED"})
"""What the Union calls a measure by which somebody loses an account, for a time or for good."""
KNOWN: Final = frozenset(field.name for field in fields(ApprovalFacts))


def of_account(case: Case) -> dict[str, Any]:
    """Return what the host told of the account, and whoever asks of themselves.

    Of followers the first digit is kept, so that the most they may be is taken.
    """
    told = case.known[HOST][1] if HOST in case.known else facts.Established(source=HOST)
    followers = next((at_most(one.n) for one in told.counts if one.name == "followers"), 0)
    true = KNOWN & ({*told.facts} | claimed(case.heard))
    return {
        "followers": followers,
        "unread_language": case.opened.lang == Lang.UND,
        "other_hands": RISK in told.facts,
        **dict.fromkeys(true, True),
    }


def of_choice(
    case: Case, *, outcome: Outcome, measures: Iterable[facts.Chosen], pack: Pack
) -> dict[str, Any]:
    """Return what is true because of what is chosen, of what was found and left out, and of who decided before."""
    chosen = tuple(measures)
    sums = [one.amount for one in chosen if one.amount is not None]
    return {
        "amount": sum(one.minor for one in sums),
        "currency": " ".join({one.currency for one in sums}),
        "control_change": gives_control(case, chosen),
        "refused": outcome is Outcome.REFUSED,
        "granted": outcome is Outcome.GRANTED,
        "concludes": not is_led(case) or outcome is not Outcome.GRANTED,
        "first_took_two": any(past.proposal.signers for past in case.decisions),
        "account_was_shut": any(_shut(past.proposal, pack=pack) for past in case.decisions),
        **dict.fromkeys(left_out(case, pack) | (KNOWN & case.found), True),
    }


def _shut(proposal: facts.Proposed, *, pack: Pack) -> bool:
    """Say whether a decision suspended or closed an account, as a report of the Union would call it."""
    chosen = (pack.measure(one.measure) for one in proposal.measures)
    return any(entry is not None and entry.dsa in SHUT for entry in chosen)


def in_book(case: Case, proposal: facts.Proposed, *, pack: Pack) -> ApprovalFacts:
    """Return what the book alone tells of a proposal that is about to be written into it."""
    choice = of_choice(case, outcome=Outcome(proposal.outcome), measures=proposal.measures, pack=pack)
    return ApprovalFacts(**{**of_account(case), **choice, "cluster": proposal.alike is not None})
