"""What did an account bear for what somebody else did with it, by us or by the host, in words an agent picks from?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict

from ombud.core import clearing, facts
from ombud.core.clearing import HostStrike, Struck
from ombud.core.receipts import number_of
from ombud.interfaces.workbench import hosts
from ombud.interfaces.workbench.telling import measure
from ombud.look.dates import moment
from ombud.look.words import listed, say
from ombud.usecases.look_at_case import CaseSeen

STAYS: Final = "stays_"
"""How the fields begin in which an agent says why something of the host's stays."""


def form(seen: CaseSeen, lang: str, kept: QueryDict, *, now: datetime) -> dict[str, Any] | None:
    """Return the fields by which an agent says since when it was not the owner, and what falls; None where nothing could."""
    told = [one for one in hosts.timeline(seen, lang) if one["id"]]
    ours, theirs = seen.struck.cases, seen.struck.host
    if not (ours or theirs) or not told:
        return None
    strange = next((one for one in told if one["strange"]), told[0])
    since = next((one for one in told if one["id"] == kept.get("intruded_by")), strange)
    end = clearing.until(seen.case, now=now)
    within = [str(one.case) for one in ours if one.is_within(since["at"], end)]
    meant = kept.getlist("falls") if kept else [one.name for one in theirs if one.at >= since["at"]]
    return {
        "changes": [
            (one["id"], " · ".join(filter(None, (one["text"], moment(one["at"], lang), one["from"]))))
            for one in told
        ],
        "since": since["id"],
        "until": end,
        "options": [(str(one.case), _label(one, seen, lang, within=str(one.case) in within)) for one in ours],
        "picked": kept.getlist("clears") if kept else within,
        "theirs": [(one.name, _ruled(one, seen, lang, meanwhile=one.at >= since["at"])) for one in theirs],
        "falls": meant,
        "stays": [
            {
                "name": f"{STAYS}{one.name}",
                "about": say("workbench.clearing.stays", lang, decision=one.name),
                "why": kept.get(f"{STAYS}{one.name}", ""),
            }
            for one in theirs
        ],
    }


def stays(form: QueryDict) -> dict[str, str]:
    """Return why what the host decided by itself stays, by the name of each decision."""
    return {name.removeprefix(STAYS): form.get(name, "") for name in form if name.startswith(STAYS)}


def _label(one: Struck, seen: CaseSeen, lang: str, *, within: bool) -> str:
    """Return one case: its number, when that was done which it is about, what it gave, and whether that was the owner."""
    at = moment(one.at, lang) if one.at else say("workbench.clearing.unknown", lang)
    gave = listed((measure(order.measure, seen, lang) for order in one.orders), lang)
    whose = say("workbench.clearing.within" if within else "workbench.clearing.outside", lang)
    return " · ".join((number_of(one.case, "K"), at, gave, whose))


def _ruled(one: HostStrike, seen: CaseSeen, lang: str, *, meanwhile: bool) -> str:
    """Return one decision of the host's: its name, when, about what, by which rule, what it took, and whether that was since then."""
    took = listed((measure(code, seen, lang) for code in one.measures), lang)
    since = say("workbench.clearing.since_then" if meanwhile else "workbench.clearing.before", lang)
    return " · ".join(filter(None, (one.name, moment(one.at, lang), one.thing, one.clause, took, since)))


def said(it: facts.Intruded | None, lang: str, *, words: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what a proposal found of an intruder, for whoever signs it; `words` why what the host took stays, by its decision."""
    if it is None:
        return None
    numbers = listed((number_of(one, "K") for one in it.cases), lang)
    left = [(one.host_decision, words.get(one.host_decision, "")) for one in it.stays]
    return {"since": it.since, "until": it.until, "cases": numbers, "stays": left}
