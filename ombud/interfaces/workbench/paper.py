"""How does what an agent typed become a draft of a decision?"""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.http import QueryDict

from ombud.core import amounts
from ombud.core.along import Own
from ombud.core.facts import Chosen
from ombud.core.pack.kinds import STRIKE, UNDO
from ombud.core.pack.records import Answer
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, Outcome, Ruling
from ombud.interfaces.workbench.clearing import stays
from ombud.interfaces.workbench.shapes import target_for
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.preview import Along
from ombud.usecases.propose import Draft, Fault, Unfounded
from ombud.wire.days import through

FINDINGS: Final = 3
"""How many findings the form has room for."""

RESTORE: Final = "R"
PICKED: Final = frozenset({UNDO, STRIKE})
"""Measures that are chosen by ticking what each of them falls on, and not by themselves."""
SPARED: Final = "spared"
"""What is chosen for one that goes along and only answered back."""


def read_draft(form: QueryDict, seen: CaseSeen) -> Draft:
    """Read the form; refuse a word that is none of ours."""
    return Draft(
        outcome=_outcome(form.get("outcome", "")),
        clause=form.get("clause") or None,
        findings=tuple(_findings(form)),
        measures=tuple(_chosen(code, form, seen) for code in form.getlist("measures") if code not in PICKED),
        for_complainant=form.get("for_complainant", ""),
        for_account=form.get("for_account", ""),
        why_not_lower=form.get("why_not_lower", ""),
        ruling=_ruling(form.get("ruling", "")),
        at_once=form.get("at_once") or None,
        gives_to=next(iter(ids(form.getlist("gives_to")[:1] if form.get("gives_to") else [])), None),
        undoes=tuple(form.getlist("undoes")),
        intruded_by=form.get("intruded_by", ""),
        clears=tuple(ids(form.getlist("clears"))),
        falls=tuple(form.getlist("falls")),
        stays=stays(form),
        says={code: form.get(f"says_{code}", "") for code in form.getlist("measures")},
        declares=frozenset(form.getlist("declares")),
        unfounded=_unfounded(form),
        fault=_fault(form),
    )


def read_along(form: QueryDict) -> Along:
    """Read which cases go along, why, and which of them is judged by what it did itself."""
    cases = tuple(dict.fromkeys(ids(form.getlist("along"))))
    chosen = ((one, form.get(f"own_{one}", "")) for one in cases)
    own = {
        one: Own(did=form.get(f"did_{one}", ""), measure="" if measure == SPARED else measure)
        for one, measure in chosen
        if measure
    }
    return Along(cases=cases, why=form.get("along_why", ""), own=own)


def _outcome(said: str) -> Outcome:
    try:
        return Outcome(said)
    except ValueError as error:
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="outcome", known=list(Outcome)) from error


def _ruling(said: str) -> Ruling | None:
    return Ruling(said) if said in set(Ruling) else None


def _findings(form: QueryDict) -> list[tuple[str, tuple[UUID, ...]]]:
    found = []
    for place in range(1, FINDINGS + 1):
        text = form.get(f"finding_{place}", "").strip()
        if text:
            found.append((text, tuple(ids(form.getlist(f"proof_{place}")))))
    return found


def _unfounded(form: QueryDict) -> Unfounded | None:
    """Read whose notice was found manifestly unfounded; where nobody's is named, none was."""
    named = ids(form.getlist("unfounded")[:1] if form.get("unfounded") else [])
    if not named:
        return None
    return Unfounded(
        complaint=named[0],
        text=form.get("unfounded_why", ""),
        evidence=tuple(ids(form.getlist("unfounded_proof"))),
        answer=form.get("unfounded_answer") or Answer.NOTED.value,
        until=through(form.get("unfounded_until", "")),
    )


def _fault(form: QueryDict) -> Fault | None:
    """Read what was wrong with the decision before; a ruling that changes nothing has no such thing."""
    cause = form.get("cause", "")
    if _ruling(form.get("ruling", "")) not in OVERTURNS or not cause:
        return None
    return Fault(lapse=form.get("lapse", ""), cause=cause, text=form.get("cause_text", ""))


def ids(several: list[str]) -> list[UUID]:
    """Return the ids among what a form sent; refuse anything else."""
    try:
        return [UUID(one) for one in several]
    except ValueError as error:
        raise Refused(No.BAD_INPUT, field="evidence") from error


def _chosen(code: str, form: QueryDict, seen: CaseSeen) -> Chosen:
    amount = amounts.read(form.get(f"amount_{code}", ""), form.get(f"currency_{code}", ""))
    target = target_for(seen, code)
    if target is None:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=code)
    host_decision = form.get("host_decision") or None
    return Chosen(
        measure=code,
        target=target,
        until=through(form.get(f"until_{code}", "")),
        host_decision=host_decision if code == RESTORE else None,
        amount=amount,
        block=bool(form.get(f"block_{code}")),
        territory=tuple(sorted(set(form.getlist(f"territory_{code}")))),
    )


def seen_in(form: QueryDict) -> int:
    """Return the last line of the book that the person saw; without it, none."""
    return number_in(form, "seen")


def pointed_at(form: QueryDict) -> tuple[str, str]:
    """Return the platform and the `kind:id` that were typed, or that a link to the filing form tells."""
    said = form.get("about_what", "").strip()
    if "://" not in said:
        return form.get("about_platform", "").strip(), f"{form.get('about_kind', '')}:{said}"
    asked = parse_qs(urlsplit(said).query)
    platform, kind, name = ("".join(asked.get(one, ())[:1]) for one in ("platform", "kind", "id"))
    return platform, f"{kind}:{name}"


def number_in(form: QueryDict, name: str) -> int:
    """Return a whole number of at most nine digits; 0 where nothing of the kind is said."""
    said = form.get(name, "")
    return int(said) if re.fullmatch(r"\d{1,9}", said) else 0
