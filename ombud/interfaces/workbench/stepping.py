"""How does a playbook become what its page draws?"""

from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from ombud.core import following, guardians
from ombud.core.case import Status
from ombud.core.clocks import Clock
from ombud.core.elements import HOLDS, WHERE
from ombud.core.facts import Line
from ombud.core.following import Stand
from ombud.core.notices import BREACH, COMPENSATION, OPTIONAL, OTHER, WRITTEN
from ombud.core.ordered import by_order
from ombud.core.pack.approvals import ApprovalFacts, asks_for_second, level
from ombud.core.pack.tools import HELD, SEARCH, question
from ombud.core.pack.types import Question, Step
from ombud.core.playbooks import (
    ALONE,
    CLOSE,
    DECISION,
    RECEIPT,
    REFUSAL,
    STAYS,
    VERIFIES,
    alone_left_out,
    asks_others,
    is_of_kind,
    may_be_skipped,
    may_say_since,
    nobody_to,
    other_victims,
    stays,
    wants_no_shield,
    was_searched,
)
from ombud.core.preventing import by_work
from ombud.core.receipts import number_of
from ombud.core.records import EITHER, RECORDED, SPARED, TRANSLATED
from ombud.core.refunding import PAYMENTS
from ombud.core.scopes import outdated
from ombud.core.vocabulary import Role
from ombud.interfaces.workbench.shapes import clock_chip
from ombud.interfaces.workbench.telling import measure, step_title, who
from ombud.look.dates import length, moment
from ombud.look.words import knows, listed, say
from ombud.usecases.look_at_case import CaseSeen
from ombud.wire.asking import plain

TWICE: Final = frozenset({BREACH, COMPENSATION})
"""Letters whose words are written in both languages where somebody needs it."""
LINKS: Final = MappingProxyType(
    {
        "look_up": "#snapshot",
        "precedents": "decide/#precedents",
        "protect": "#protections",
        "verify": "#asking",
        "ask": "#asking",
        "ask_account": "#asking",
        "disclose": "#disclosures",
        "beside": "beside/",
        "redress": "#redress",
        "decide": "decide/",
        "task": "#prevent",
        "clocks": "#case-number",
        "read": "#evidence",
        "access_log": "accesses/",
        "scope": "affected/",
        "others_at_risk": "beside/?whys=wrote",
    }
)
"""Where on the pages of a case the tool of a step is; the others are in the step itself, above the case, or nowhere in the house."""
OVER: Final = frozenset({Stand.DONE, Stand.SKIPPED, Stand.LAPSED})
"""How a step stands that nobody has to do any more."""
COMES: Final = frozenset({Stand.OPEN, Stand.WAITING, Stand.BLOCKED})
"""How a step stands that is still to come."""


def steps(seen: CaseSeen, lang: str, *, leads: bool, now: datetime) -> list[dict[str, Any]]:
    """Return the playbook in force, each step with how it stands, and whether this reader may leave it out, or stand behind that."""
    case = seen.case
    told: dict[str, Line] = {}
    for line in seen.lines:
        name = getattr(line.fact, "step", None)
        if name is not None:
            told[name] = line
    rows = []
    alone = {one.id for one in alone_left_out(case, seen.pack, before=(DECISION, REFUSAL, CLOSE))}
    anew = outdated(case, seen.pack)
    for stood in following.steps(case, seen.pack, now=now):
        step, state = stood.step, stood.stand.value
        shown = "open" if stood.stand in COMES else state
        takes_lead = following.takes_lead(case, step, now=now)
        corrects = stood.stand is Stand.DONE and (step.dated or may_say_since(step) or step.id in anew)
        left_out = may_be_skipped(step) and not corrects
        may_lead = leads and (not step.apart or seen.standing == "reads")
        rows.append(
            {
                "id": step.id,
                "text": step.title.say(lang),
                "hint": step.help.say(lang),
                "example": step.example.say(lang) if step.example else "",
                "state": state,
                "shown": shown,
                "may_do": stood.stand is Stand.OPEN and not by_order(step),
                "does_now": stood.stand in {Stand.OPEN, Stand.NOT_NEEDED} and not by_order(step),
                "ordered": by_order(step),
                "acts": (not step.apart or may_lead)
                and (not by_order(step) or (shown == "open" and left_out and not takes_lead))
                and (
                    stood.stand in {Stand.OPEN, Stand.NOT_NEEDED}
                    or (stood.stand in COMES and left_out and not takes_lead)
                ),
                "apart": step.apart,
                "stands": _stands(stood, seen, lang),
                "corrects": corrects,
                "by_itself": step.done_on is not None,
                "waits": _waits(step, seen, lang),
                "mandatory": step.mandatory and stood.stand is not Stand.NOT_NEEDED,
                "skippable": left_out and not takes_lead,
                "lead_skips": left_out and takes_lead and leads,
                "lead_does": may_lead
                and (step.apart or (step.role == Role.LEAD and case.status is Status.DECIDED)),
                "takes_lead": left_out and takes_lead,
                "seconds": step.id in alone & seen.seconds,
                "waits_for_second": step.id in alone,
                "second_skips": step.mandatory and asks_for_second(seen.pack) and not takes_lead,
                "takes": _takes(step, seen),
                "evidence": step.evidence and not step.owes_receipt,
                "grounds": [("", ""), *((name, said.say(lang)) for name, said in step.grounds.items())]
                if step.grounds
                else [],
                "ends": [(one, say(f"workbench.playbook.ends.{one}", lang)) for one in step.ends],
                "role": say(f"workbench.role.{step.role}", lang) if step.role else "",
                "writes": [
                    (
                        f"{step.id}.{field}",
                        say(f"workbench.letter_says.{field}", lang),
                        field not in _optional(step),
                    )
                    for field in (*WRITTEN.get(step.letter or "", ()), *RECORDED.get(step.records or "", ()))
                ]
                + (
                    [(f"{step.id}.{left}", say(f"workbench.letter_says.{left}", lang), False)]
                    if stays(case, step) and (left := STAYS if step.clears else ALONE)
                    else []
                ),
                "copies": _copies(step, seen, lang) or _others(step, seen, lang),
                "also": [
                    (f"{step.id}.{field}{OTHER}", say(f"workbench.letter_says.{field}", lang))
                    for field in (WRITTEN[step.letter] if step.letter in TWICE else ())
                ],
                "receipt": f"{step.id}.{RECEIPT}" if step.owes_receipt else "",
                "clocks": [clock_chip(one, seen, lang) for one in _clocks(step, seen)],
                "records": step.records is not None and not step.elements,
                "pays": step.records == PAYMENTS,
                "checks": _checks(step, seen, lang),
                "dated": _asks_when(step),
                "finds": [
                    (one, say(f"workbench.known.{one}", lang)) for one in step.finds if one not in case.found
                ],
                "verifies": step.does == VERIFIES or bool(step.elements),
                "writes_home": step.letter == guardians.LETTER,
                "does": say(f"workbench.does.{step.does}", lang),
                "before": step.before,
                "optional": not step.mandatory,
                "tool": say(f"workbench.tool.{step.tool}", lang) if step.tool else "",
                "link": LINKS.get(step.tool, ""),
                "searches": step.tool == SEARCH and case.subject is not None,
                "asks_others": asks_others(case, step),
                "searched": step.tool == SEARCH and not step.clears and was_searched(case),
                "reads": [_read(one, seen, lang) for one in step.inputs],
                "forbids": [measure(code, seen, lang) for code in step.forbids],
                **_told(told.get(step.id) if stood.stand in OVER else None, seen, lang),
            }
        )
    return rows


def _optional(step: Step) -> tuple[str, ...]:
    """Return what of a step's form may stay empty."""
    records = step.records or ""
    left = RECORDED[records] if records == TRANSLATED else ()  # words in translation, or that there are none
    return (*OPTIONAL.get(step.letter or "", ()), *EITHER.get(records, ()), *SPARED.get(records, ()), *left)


def _read(given: str, seen: CaseSeen, lang: str) -> str:
    """Return what a step reads: what the case holds, what was answered to a question, or an earlier step."""
    name = question(given)
    if name is not None:
        asked = seen.pack.questions.get(name)
        return say("workbench.input.answer", lang, question=asked.words.say(lang) if asked else name)
    return say(f"workbench.input.{given}", lang) if given in HELD else step_title(given, seen, lang)


def _checks(step: Step, seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return each thing that a notice must hold: what the form says of it, by whom, and the fields that say whether it is there."""
    wanted = [seen.pack.questions[name] for name in step.elements]
    return [
        {
            "label": one.say(lang),
            "said": _said(one, seen, lang),
            "holds": f"{step.id}.{HOLDS}{one.id}",
            "where": f"{step.id}.{WHERE}{one.id}",
        }
        for one in wanted
    ]


def _said(question: Question, seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return who answered a question of the form, and how, where that is an answer to it."""
    return [
        (number_of(one.complaint, "C") if len(seen.voices) > 1 else "", words)
        for one in seen.voices
        if question.is_held(one.answers.get(question.id))
        for _, words in plain({question.id: one.answers[question.id]}, pack=seen.pack, lang=lang)
    ]


def _asks_when(step: Step) -> str:
    """Return of what a step asks when: since when it is so, until when we are silent, when we knew; empty where it asks for none."""
    asks = {"since": bool(step.dated), "silent": bool(step.silences), "aware": may_say_since(step)}
    return next((name for name, holds in asks.items() if holds), "")


def _told(line: Line | None, seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return who ended a step and when, and what they wrote; of a report its receipt, for the report lies there itself."""
    if line is None:
        return {"who": "", "at": None, "note": "", "received": "", "ended": ""}
    words, receipt, ended = (getattr(line.fact, name, None) for name in ("words", "receipt", "ended"))
    return {
        "who": who(line.by, seen.names, lang),
        "at": line.at,
        "note": seen.words.get(words.id, "") if words and not receipt else "",
        "received": seen.words.get(receipt.id, "") if receipt else "",
        "ended": say(f"workbench.playbook.ends.{ended}", lang) if ended else "",
    }


def _clocks(step: Step, seen: CaseSeen) -> list[Clock]:
    """Return the clocks that only this report, or this letter to everybody, stops."""
    rules = {
        rule.id
        for rule in seen.pack.clocks.values()
        if (step.to is not None and rule.to == step.to) or (step.to is None and rule.stops in step.spares)
    }
    return [one for one in seen.clocks if one.rule_id in rules]


def _stands(stood: following.Seen, seen: CaseSeen, lang: str) -> str:
    """Return why a step cannot be done now: what comes before it, until when it waits, or what nobody found."""
    step = stood.step
    match stood.stand:
        case Stand.BLOCKED:
            several = listed((step_title(one, seen, lang) for one in stood.after), lang)
            return say("workbench.playbook.after", lang, list=several)
        case Stand.NOT_NEEDED:
            return _unneeded(step, seen, lang)
        case Stand.WAITING if by_work(step):
            kind = "work" if stood.at is None else "work_until"
            return say(f"workbench.playbook.{kind}", lang, at=moment(stood.at, lang) if stood.at else "")
        case Stand.WAITING if stood.at is not None:
            kind = "answers_until" if following.is_answered_only(step) else "waits_until"
            return say(f"workbench.playbook.{kind}", lang, at=moment(stood.at, lang))
        case Stand.WAITING:
            return say("workbench.playbook.not_begun", lang, what=_began(step, seen, lang))
        case _:
            return ""


def _unneeded(step: Step, seen: CaseSeen, lang: str) -> str:
    """Return why a step is not needed: of another kind, nobody to tell, not wanted, decided otherwise, or not found."""
    decided = not step.when or seen.case.found.intersection(step.when)
    why = {
        "not_of_kind": not is_of_kind(seen.case, step),
        "nobody_asked": nobody_to(seen.case, step),
        "found_so": not seen.case.found.isdisjoint(step.unless),
        "declined": bool(step.unless) and wants_no_shield(seen.case),
        "not_decided": bool(decided),
    }
    key = next((name for name, holds in why.items() if holds), "not_found")
    asked = {"not_found": step.when, "found_so": [one for one in step.unless if one in seen.case.found]}.get(
        key, ()
    )
    several = listed((say(f"workbench.known.{one}", lang) for one in asked), lang)
    return say(f"workbench.playbook.{key}", lang, **({"list": several} if asked else {}))


def _copies(step: Step, seen: CaseSeen, lang: str) -> str:
    """Return what the host said, since the decision, of what else shows the same."""
    if not step.clears or seen.case.subject is None:
        return ""
    left = seen.case.copies
    if left is None:
        return say("workbench.playbook.copies_unsearched", lang)
    return (
        say("workbench.playbook.copies_left", lang, n=left)
        if left
        else say("workbench.playbook.copies_gone", lang)
    )


def _others(step: Step, seen: CaseSeen, lang: str) -> str:
    """Return to how many other children the host said that the account wrote, and how many of them have a case beside."""
    told = seen.case.others
    if not asks_others(seen.case, step):
        return ""
    if not told:
        return say(f"workbench.playbook.{'others_unasked' if told is None else 'others_none'}", lang)
    return say("workbench.playbook.others_told", lang, n=told, m=len(other_victims(seen.case)))


def _waits(step: Step, seen: CaseSeen, lang: str) -> str:
    """Return how long a step waits, and since what."""
    span = step.wait or step.until
    if span is None or step.since is None:
        return ""
    return say("workbench.playbook.waits_since", lang, what=_began(step, seen, lang), time=length(span, lang))


def _began(step: Step, seen: CaseSeen, lang: str) -> str:
    """Return what the time of a step counts from."""
    key = f"look.since.{step.since}"
    return say(key, lang) if knows(key) else step_title(step.since or "", seen, lang)


def _takes(step: Step, seen: CaseSeen) -> str:
    """Return the level of signatures that a decision takes where this step was left out; nothing where any will do."""
    if step.if_skipped is None:
        return ""
    left_out: dict[str, Any] = {step.if_skipped: True}
    return level(seen.pack, category=seen.case.code, measures=(), facts=ApprovalFacts(**left_out))
