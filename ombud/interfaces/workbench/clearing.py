"""What of our own did an account bear for what somebody else did with it, in words an agent picks from?"""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from ombud.core import clearing
from ombud.core.clearing import Struck
from ombud.core.facts import Intruded
from ombud.core.receipts import number_of
from ombud.interfaces.workbench import hosts
from ombud.interfaces.workbench.telling import measure
from ombud.look.dates import moment
from ombud.look.words import listed, say
from ombud.usecases.look_at_case import CaseSeen


def form(seen: CaseSeen, lang: str, kept: QueryDict, *, now: datetime) -> dict[str, Any] | None:
    """Return the fields by which an agent says since when it was not the owner, and what falls; None where nothing could."""
    told = [one for one in hosts.timeline(seen, lang) if one["id"]]
    if not seen.struck or not told:
        return None
    strange = next((one for one in told if one["strange"]), told[0])
    since = next((one for one in told if one["id"] == kept.get("intruded_by")), strange)
    end = clearing.until(seen.case, now=now)
    within = [str(one.case) for one in seen.struck if one.is_within(since["at"], end)]
    return {
        "changes": [
            (one["id"], " · ".join(filter(None, (one["text"], moment(one["at"], lang), one["from"]))))
            for one in told
        ],
        "since": since["id"],
        "until": end,
        "options": [
            (str(one.case), _label(one, seen, lang, within=str(one.case) in within)) for one in seen.struck
        ],
        "picked": kept.getlist("clears") if kept else within,
    }


def _label(one: Struck, seen: CaseSeen, lang: str, *, within: bool) -> str:
    """Return one case: its number, when that was done which it is about, what it gave, and whether that was the owner."""
    at = moment(one.at, lang) if one.at else say("workbench.clearing.unknown", lang)
    gave = listed((measure(order.measure, seen, lang) for order in one.orders), lang)
    whose = say("workbench.clearing.within" if within else "workbench.clearing.outside", lang)
    return " · ".join((number_of(one.case, "K"), at, gave, whose))


def said(it: Intruded | None, lang: str) -> dict[str, Any] | None:
    """Return what a proposal found of an intruder, for whoever signs it."""
    if it is None:
        return None
    numbers = listed((number_of(one, "K") for one in it.cases), lang)
    return {"since": it.since, "until": it.until, "cases": numbers}
