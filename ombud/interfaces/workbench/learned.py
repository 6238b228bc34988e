"""What must not happen again after a case, whose work is that and by when; or why it is nobody's?"""

from typing import Any

from ombud.core.learning import NOT_OWNER, fell_without_fault
from ombud.core.receipts import number_of
from ombud.interfaces.workbench.telling import clock_title
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen, Work


def card(seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return each cause with its owner and day, the case that says it for this one, and why nothing is owed where something fell."""
    first = seen.learned.elsewhere
    return {
        "works": [_work(one, seen, lang) for one in seen.learned.works],
        "elsewhere": number_of(first, "K") if first else "",
        "unowed": [_unowed(one, seen, lang) for one in fell_without_fault(seen.case)],
    }


def _work(one: Work, seen: CaseSeen, lang: str) -> dict[str, Any]:
    cause, owner = seen.pack.causes.get(one.cause), seen.pack.owners.get(one.owner or "")
    return {
        "cause": cause.title.say(lang) if cause else one.cause,
        "clause": one.clause,
        "owner": owner.title.say(lang) if owner else one.owner,
        "state": say(f"office.learning.state.{one.state}", lang) if one.state else "",
        "by": one.by,
        "checks": one.state == "done",
        "held": one.state == "held",
        "where": number_of(one.where, "K") if one.where not in {None, seen.case.id} else "",
    }


def _unowed(one: str, seen: CaseSeen, lang: str) -> str:
    if one == NOT_OWNER:
        return say("workbench.learned.not_owner", lang)
    return say("workbench.learned.by_law", lang, law=clock_title(one, seen, lang))
