"""How does a case become what its page draws?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict

from ombud.core import shutting
from ombud.core.case import Status
from ombud.core.clocks import Clock, State, driving, whose
from ombud.core.containing import shuts
from ombud.core.decisions import blocks, may_protect
from ombud.core.facts import Proposed, Protected, StepDone
from ombud.core.fingerprints import keeps_out
from ombud.core.issues import Known, concerns
from ombud.core.pack.grading import FINGERPRINTS
from ombud.core.pack.promises import AWAITED
from ombud.core.pack.types import ClockRule, Measure
from ombud.core.pack.words import Text
from ombud.core.playbooks import forbidden, lacking
from ombud.core.receipts import number_of
from ombud.core.sparing import MONEY
from ombud.core.vocabulary import SubjectKind
from ombud.interfaces.workbench import affronts, clearing
from ombud.interfaces.workbench.telling import (
    blocking,
    chosen,
    clock_title,
    drives,
    measure,
    signing,
    times,
    who,
)
from ombud.look.dates import moment
from ombud.look.sources import cited
from ombud.look.words import knows, listed, say
from ombud.usecases.look_at_case import CaseSeen
from ombud.wire import asking

STATUS_TONES: Final = {
    Status.QUEUED: "neutral",
    Status.IN_HAND: "blue",
    Status.WAITING: "amber",
    Status.COSIGNING: "violet",
    Status.DECIDED: "green",
    Status.CLOSED: "neutral",
}
KINDS: Final = {
    **dict.fromkeys(("image/jpeg", "image/png", "image/gif", "image/webp"), "image"),
    "video/mp4": "video",
    **dict.fromkeys(("audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg"), "audio"),
}
"""Files that a page shows, by their type; every other is only saved."""

_CLOCK_STATES: Final = {State.PAUSED: "paused", State.MET: "done", State.LATE: "done"}


def header(seen: CaseSeen, lang: str, *, now: datetime) -> dict[str, Any]:
    """Return what stays in view: number, kind, severity, status, clocks."""
    case = seen.case
    holder = case.signer or case.agent
    return {
        "number": seen.number,
        "title": seen.pack.category(case.code).title.say(lang),
        "code": case.code,
        "severity": case.severity.value,
        "status": say(f"workbench.status.{case.status.value}", lang),
        "status_tone": STATUS_TONES[case.status],
        "holder": seen.names.get(holder, "") if holder else "",
        "clocks": [clock_chip(one, seen, lang) for one in seen.clocks if one.state is not State.MET],
        "unstarted": [
            {
                "text": say(f"workbench.begins.{rule.starts}", lang, label=rule.note.say(lang)),
                "source": cited(rule.source, lang),
            }
            for rule in seen.unstarted
        ],
        "drives": _drives(seen, lang),
        "now": now,
        "appeal": case.on_appeal,
        "sealed": case.sealed,
        "withheld": [say(f"workbench.side.{item.side}", lang) for item in case.withheld],
    }


def _drives(seen: CaseSeen, lang: str) -> str:
    """Return by which of its clocks the case is due, where it runs by more than one."""
    clock = driving(seen.clocks)
    running = sum(one.stopped_at is None for one in seen.clocks)
    return drives(whose(clock.rule_id, seen.laws) if clock and running > 1 else None, lang)


def clock_chip(clock: Clock, seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return what is drawn of a clock: what it is about, its time, and the law that it rests on."""
    rule = whose(clock.rule_id, seen.owing).rule
    source = cited(rule.source, lang)
    if rule.source.confidence != "sure":
        source = f"{source} · {say(f'workbench.confidence.{rule.source.confidence}', lang)}"
    begun = begun_by(clock, rule, seen)
    if begun is not None:
        source = f"{source} · {say('workbench.begun_by', lang, who=who(begun, seen.names, lang))}"
    if rule.phrase is not None:
        source = f"{source} · {say('workbench.clock_phrase', lang, phrase=rule.phrase.say(lang))}"
    return {
        "label": _clock_title(clock.rule_id, seen, lang),
        "due": clock.due_at,
        "started": clock.started_at,
        "state": _CLOCK_STATES.get(clock.state, ""),
        "extended": clock.extended,
        "not_before": _not_before(clock, lang),
        "provisional": clock.provisional,
        "source": source,
        "note": rule.note.say(lang),
        "verify": rule.source.confidence == "verify",
        "statutory": clock.statutory,
    }


def begun_by(clock: Clock, rule: ClockRule, seen: CaseSeen) -> str | None:
    """Return by whose word a time began to run: who wrote down what begins it, where somebody here has to."""
    if rule.starts not in AWAITED:
        return None
    wrote = (
        line.by
        for line in reversed(seen.lines)
        if isinstance(line.fact, StepDone)
        and rule.starts in line.fact.marks
        and line.by.startswith("agent:")
        and (line.fact.since or line.at) >= clock.started_at
    )
    return next(wrote, None)


def _not_before(clock: Clock, lang: str) -> str:
    """Return from when what the law hides may come back; nothing where no law says so, or it is over."""
    if clock.not_before is None or clock.stopped_at is not None:
        return ""
    key = "gives_back" if clock.gives_back else "not_before"
    return say(f"workbench.case.{key}", lang, at=moment(clock.not_before, lang))


def extensions(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the clocks that this reader may extend as options of a field, each with its new date."""
    return [
        (
            rule,
            say("workbench.extend.to", lang, clock=_clock_title(rule, seen, lang), until=moment(until, lang)),
        )
        for rule, until in seen.extensions.items()
    ]


def update_by(seen: CaseSeen) -> datetime | None:
    """Return by when whoever complained must be told how far it is; None where no law asks for it."""
    due = (one.due_at for one in seen.clocks if one.kind == "update" and one.stopped_at is None)
    return min(due, default=None)


def _clock_title(rule: str, seen: CaseSeen, lang: str) -> str:
    """Return what a clock is about, and whether it is the law's."""
    label = clock_title(rule, seen, lang)
    return say("workbench.by_law", lang, label=label) if whose(rule, seen.owing).rule.statutory else label


def voices(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the complainants' texts with the claim each makes."""
    return [
        {
            "number": number_of(one.complaint, "C"),
            "id": one.complaint,
            "at": one.at,
            "relation": say(f"workbench.relation.{one.relation}", lang),
            "claim": one.relation != "bystander",
            "unmandated": one.complaint in seen.case.unmandated,
            "verified": next(
                (item.level for item in reversed(seen.case.verified) if item.complaint == one.complaint), ""
            ),
            "anonymous": one.anonymous,
            "reachable": one.reachable,
            "lang": one.lang,
            "words": one.words,
            "spoken": affronts.spoken(one, seen.conducts.get(one.complaint), lang),
            "span": "–".join(f"{point:g} s" for point in one.span),
            "answers": asking.plain(one.answers, pack=seen.pack, lang=lang),
            "files": one.files,
            "erased_at": one.erased_at,
        }
        for one in seen.voices
    ]


def claimants(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return who may be given an account back, where several complained; else nobody has to be named."""
    account = seen.case.was_about_account
    if not account or seen.case.members == 1:
        return []
    return named(seen, lang)


def named(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the complainants as options of a field, each with what was proved; none where only one complained."""
    told = [(str(one["id"]), f"{one['number']} · {one['verified'] or 'V0'}") for one in voices(seen, lang)]
    return [("", "–"), *told] if len(told) > 1 else []


def proofs(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the evidence with the names that a finding refers to, such as E1, and which files this reader may open."""
    leave = seen.shown and (seen.standing != "reads" or seen.seal.grant is not None)
    return [
        {
            "id": str(one.id),
            "mark": f"E{place}",
            "source": one.source,
            "text": say(f"workbench.proof.{one.source}", lang, label=one.label),
            "media": _media(one.media, lang),
            "at": one.at,
            "quarantined": one.quarantined,
            "shut": "erased" if one.erased else one.shut,
            "kind": KINDS.get(one.media, ""),
            "opens": leave and one.source == "file" and not one.shut and not one.erased,
        }
        for place, one in enumerate(seen.proofs, 1)
    ]


def _media(said: str, lang: str) -> str:
    """Return what kind of thing a piece of evidence is."""
    key = f"workbench.media.{said.partition('/')[0]}"
    return say(key, lang) if knows(key) else said


def proof_options(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the evidence as options of a field."""
    return [(one["id"], f"{one['mark']} {one['text']}") for one in proofs(seen, lang)]


def protective(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the provisional measures that may be taken here and are not in force."""
    held = {one.order.measure for one in seen.case.protections}
    barred = forbidden(seen.case, seen.pack)
    return [
        (one.code, measure(one.code, seen, lang))
        for one in allowed(seen)
        if may_protect(seen.case, one, pack=seen.pack)
        and one.code not in (barred if keeps_out(one) or shuts(one) else held | barred)
        and (FINGERPRINTS in seen.case.heard or not keeps_out(one))
    ]


def ladder(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the measures a decision may choose here, what tells others last; one that an open step forbids says so."""
    barred = forbidden(seen.case, seen.pack) | lacking(seen.case, seen.pack).keys()
    return [
        {
            "code": one.code,
            "text": one.title.say(lang),
            "scope": say(f"workbench.scope.{one.scope}", lang),
            "dated": one.dated,
            "longest": say("workbench.abuse.longest", lang, n=one.longest.days) if one.longest else "",
            "barred": one.code in barred,
            "money": one.scope == MONEY,
            "blocks": say(f"workbench.decide.{blocking(one.code, seen, 'block')}", lang)
            if blocks(one)
            else "",
            "territorial": one.territorial,
            "says": one.says,
            "saying": say(f"workbench.says.{one.reaches or 'there'}", lang, n=one.says) if one.says else "",
            "say_how": say(f"workbench.says.{'hint' if one.reaches else 'hint_there'}", lang),
        }
        for one in sorted(allowed(seen), key=lambda one: one.says > 0)
        if not one.protective
    ]


def allowed(seen: CaseSeen) -> Iterable[Measure]:
    """Return the measures that the category allows."""
    category = seen.pack.category(seen.case.code)
    return (one for one in seen.pack.measures.values() if category.allows(one.code))


def target_for(seen: CaseSeen, code: str) -> UUID | None:
    """Return what a measure is aimed at by its scope: the item, or the account behind it; one that guards a child, by what it is about."""
    entry = seen.pack.measure(code)
    if entry is None or entry.scope == "item" or entry.guards:
        return seen.case.subject
    return seen.account


def targets(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return what a provisional measure can be aimed at."""
    found = []
    if seen.case.subject is not None and seen.subject is not None:
        _, kind, external = seen.subject
        found.append(("item", f"{say(f'workbench.kind.{kind}', lang)} {external}"))
    if seen.account is not None and seen.account != seen.case.subject:
        found.append(("account", say("workbench.target.account", lang)))
    return found


def things(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the kinds of things that a case of this kind can be about."""
    kinds = (one for one in SubjectKind if one is not SubjectKind.PLATFORM)
    only = {SubjectKind.ACCOUNT} if seen.pack.category(seen.case.code).of_account else frozenset(SubjectKind)
    return [(one.value, say(f"workbench.kind.{one.value}", lang)) for one in kinds if one in only]


def prints(seen: CaseSeen, lang: str) -> str:
    """Return the codes of the measures that are aimed at the fingerprints that were sent; nothing where none is offered here."""
    offered = {code for code, _ in protective(seen, lang)}
    return listed((one.code for one in allowed(seen) if keeps_out(one) and one.code in offered), lang)


def systems(seen: CaseSeen, lang: str) -> str:
    """Return the codes of the measures that shut a part of the host's systems; nothing where none is offered here."""
    offered = {code for code, _ in protective(seen, lang)}
    return listed((one.code for one in allowed(seen) if shuts(one) and one.code in offered), lang)


def shields(seen: CaseSeen, lang: str) -> str:
    """Return the codes of the measures that fall on whoever is to be protected; nothing where none is offered here."""
    offered = {code for code, _ in protective(seen, lang)}
    return listed((one.code for one in allowed(seen) if one.shields and one.code in offered), lang)


def held(seen: CaseSeen, lang: str, *, now: datetime) -> list[dict[str, Any]]:
    """Return the provisional measures in force; `own` may be answered for by whoever holds the case, `ends` may be taken anew now."""
    return [
        {
            "key": one.order.key,
            "text": measure(one.order.measure, seen, lang),
            "fingerprint": seen.kept_out.get(one.order.target, "") or seen.shut.get(one.order.target, ""),
            "until": one.order.until,
            "review_at": one.review_at,
            "answer_by": one.answer_by if one in seen.case.unanswered else None,
            "stays": one.stays,
            "own": one.by_alarm,
            "ends": seen.enters and _ends_soon(one, seen, now=now),
            "why": seen.words.get(one.words.id, ""),
        }
        for one in seen.case.protections
    ]


def _ends_soon(one: Protected, seen: CaseSeen, *, now: datetime) -> bool:
    """Say whether this is the last day of a lock before anything is decided."""
    at = shutting.warns_at(seen.case, one)
    return at is not None and at <= now


def orders(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return what the host was asked to do and how far it is."""
    return [
        {
            "text": measure(one.measure, seen, lang),
            "do": say(f"workbench.do.{one.do}", lang),
            "state": say(f"workbench.order_state.{one.state}", lang),
            "tone": {"confirmed": "green", "dead": "red"}.get(one.state, "neutral"),
            "since": one.confirmed_at if one.state == "confirmed" else None,
        }
        for one in seen.orders
    ]


def proposal(seen: CaseSeen, lang: str, *, no: int | None = None) -> dict[str, Any] | None:
    """Return the proposal that waits for a signature, or a decision, in words."""
    past = seen.case.decisions[no - 1].proposal if no else seen.case.proposal
    if past is None:
        return None
    marks = {one["id"]: one["mark"] for one in proofs(seen, lang)}
    clause = seen.pack.clauses.get(past.clause or "")
    return {
        "no": past.no,
        "agent": seen.names.get(past.agent, "–"),
        "outcome": say(f"workbench.outcome.{past.outcome}", lang),
        "ruling": say(f"workbench.ruling.{past.ruling}", lang) if past.ruling else "",
        "clause": clause.title.say(lang) if clause else "",
        "clause_text": clause.text.say(lang) if clause else "",
        "findings": [
            (
                seen.words.get(one.words.id, "–"),
                ", ".join(marks.get(str(shown), "E?") for shown in one.evidence),
            )
            for one in past.findings
        ],
        "measures": [
            (times(said, count), until, words) for (said, until, words), count in _measures(past, seen, lang)
        ],
        "for_complainant": seen.words.get(past.for_complainant.id, ""),
        "for_account": seen.words.get(past.for_account.id, "") if past.for_account else "",
        "why_not_lower": seen.words.get(past.why_not_lower.id, "") if past.why_not_lower else "",
        "unfounded": _unfounded(past, seen, marks, lang),
        "intruded": clearing.said(past.intruded, lang, words=_kept_because(past, seen)),
        "level": past.level,
        "signers": past.signers,
        "signed": len(seen.case.signatures),
        "role": signing(past.signer_roles, lang),
    }


def _measures(
    past: Proposed, seen: CaseSeen, lang: str
) -> Iterable[tuple[tuple[str, datetime | None, str], int]]:
    """Return what was chosen, until when and in what words, and how often the same was."""
    words = (seen.words.get(one.words.id, "") if one.words else "" for one in past.measures)
    return Counter(
        (chosen(one, seen, lang), one.until, said) for one, said in zip(past.measures, words, strict=True)
    ).items()


def _kept_because(past: Proposed, seen: CaseSeen) -> dict[str, str]:
    stays = past.intruded.stays if past.intruded else ()
    return {one.host_decision: seen.words.get(one.words.id, "–") for one in stays}


def _unfounded(past: Proposed, seen: CaseSeen, marks: Mapping[str, str], lang: str) -> dict[str, Any] | None:
    """Return whose notice was found manifestly unfounded, why, on what that rests and what follows."""
    found = past.unfounded
    if found is None:
        return None
    return {
        "number": number_of(found.complaint, "C"),
        "why": seen.words.get(found.words.id, "–"),
        "marks": ", ".join(marks.get(str(shown), "E?") for shown in found.evidence),
        "answer": say(f"workbench.misuse.answer.{found.answer}", lang),
        "until": found.until,
    }


def issue(seen: CaseSeen, lang: str, *, kept: QueryDict | None = None) -> dict[str, object]:
    """Return what is known of a fault, for whoever reads it and for the form that says it anew."""
    nothing = Text(zh="", en="")
    known = seen.issue or Known(title=nothing, answer=nothing, met_by=())
    return {
        "says": say(f"workbench.issue.{'again' if seen.issue else 'say'}", lang),
        "title": known.title.say(lang),
        "answer": known.answer.say(lang),
        "title_zh": known.title.zh,
        "title_en": known.title.en,
        "answer_zh": known.answer.zh,
        "answer_en": known.answer.en,
        "met_by": "\n".join(known.met_by),
        "kinds": [(code, seen.pack.category(code).title.say(lang)) for code in concerns(seen.pack)],
        "chosen": kept.getlist("issue_kinds") if kept else list(known.kinds),
        "since": f"{known.since:%Y-%m-%d}" if known.since else "",
    }


def public(seen: CaseSeen, lang: str) -> dict[str, object]:
    """Return what is handed to whoever speaks for the house: the case by number, kind and standing, and a lead's words."""
    case = seen.case
    words = case.public.words.id if case.public else None
    return {
        "may": seen.marks,
        "note": seen.words.get(words, "–") if words else "",
        "number": number_of(case.id, "K"),
        "kind": seen.pack.category(case.code).title.say(lang),
        "stands": say(f"workbench.status.{case.status.value}", lang),
        "says": say(f"workbench.public.{'again' if case.public else 'mark'}", lang),
    }
