"""Why is a case as grave as it is? What its page draws of the rules that hold."""

from typing import Any

from ombud.core import grading
from ombud.core.case import Status
from ombud.core.pack.grading import FOUND
from ombud.core.vocabulary import AgentId, Tier
from ombud.look.sources import cited
from ombud.look.words import knows, say
from ombud.usecases.look_at_case import CaseSeen


def rows(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the rules of severity that the book says hold, each with what it does and why."""
    found = (seen.pack.severities.get(one) for one in seen.case.weighed)
    return [
        {
            "id": row.id,
            "why": row.why.say(lang),
            "severity": row.severity,
            "looks": row.look_within is not None,
            "asks": [
                (say(f"workbench.gravity.asks.{ask}", lang), "person" if ask == Tier.SENIOR else "lock")
                for ask in row.asks
            ],
            "source": cited(row.source, lang),
        }
        for row in found
        if row is not None
    ]


def told(seen: CaseSeen, lang: str) -> list[str]:
    """Return what is known and rules of severity read, in words."""
    it = grading.known(seen.case)
    names = [say(f"workbench.known.{name}", lang) for name in sorted(it.facts)]
    counts = [
        say(f"workbench.known.{name}", lang, n=n)
        for name, n in it.counts.items()
        if n and knows(f"workbench.known.{name}")
    ]
    return names + counts


def findings(seen: CaseSeen, lang: str, *, by: AgentId, leads: bool) -> dict[str, Any]:
    """Return what an agent can say was found, and what was said so far; what a step found is not unsaid here.

    `unsays`: the reader may take back what was said, as a lead who took no part.
    """
    by_steps = grading.said(seen.case, grading.STEP)
    decided = seen.case.status is Status.DECIDED
    open_to = grading.LATER | {*grading.said(seen.case, grading.AGENT)} if decided else FOUND
    return {
        "options": [
            (one, say(f"workbench.known.{one}", lang)) for one in sorted(open_to.difference(by_steps))
        ],
        "said": grading.said(seen.case, grading.AGENT),
        "unsays": bool(grading.said(seen.case, grading.AGENT))
        and grading.may_unsay(seen.case, by=by, leads=leads),
    }
