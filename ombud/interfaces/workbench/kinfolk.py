"""How is the family of a case drawn: who stands beside whom, how far each is, and how it ended?"""

from collections.abc import Mapping
from typing import Any

from ombud.core.case import Status
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.paper import SPARED
from ombud.interfaces.workbench.shapes import STATUS_TONES, ladder
from ombud.interfaces.workbench.telling import measure
from ombud.look.words import say
from ombud.usecases.cosign_alike import Mark
from ombud.usecases.look_at_case import CaseSeen, Relative


def families(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return each family with its head first."""
    return [
        {
            "head": _one(tree.head, seen, lang),
            "beside": [_one(one, seen, lang) for one in tree.beside],
            "more": say("workbench.family.more", lang, n=tree.more) if tree.more else "",
        }
        for tree in seen.families
    ]


def of_account(seen: CaseSeen, lang: str) -> dict[str, Any] | None:
    """Return the other cases about the same account, and how many of them found something, found nothing, and are open."""
    if not seen.of_account.shown:
        return None
    n = {"found": seen.of_account.found, "nothing": seen.of_account.nothing, "open": seen.of_account.going}
    return {
        "lead": say("workbench.of_account.lead", lang, n=sum(n.values()), **n),
        "list": [_one(one, seen, lang) for one in seen.of_account.shown],
    }


def _one(one: Relative, seen: CaseSeen, lang: str) -> dict[str, Any]:
    entry = seen.pack.categories.get(one.code)
    return {
        "id": one.id,
        "number": one.number,
        "here": one.id == seen.case.id,
        "link": seen.standing == "reads" and one.id != seen.case.id,
        "kinship": say(f"workbench.kinship.{one.kinship}", lang) if one.kinship else "",
        "severity": one.severity,
        "status": say(f"workbench.status.{one.status}", lang),
        "tone": STATUS_TONES[Status(one.status)],
        "outcome": say(f"workbench.outcome.{one.outcome}", lang) if one.outcome else "",
        "about": entry.title.say(lang) if entry else say("workbench.family.sealed", lang),
        "subject": one.subject,
        "appeal": one.on_appeal,
        "overturned": one.overturned,
    }


def options(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the cases in the reader's hands that may be proposed alike."""
    return [_choice(one, seen, lang) for one in seen.going]


def apart(seen: CaseSeen, form: Mapping[str, str], lang: str) -> list[dict[str, Any]]:
    """Return for each that may go along how it can be judged by what it did itself, with what was chosen."""
    rungs = [
        (one["code"], one["text"]) for one in ladder(seen, lang) if one["code"][0] == "L" and not one["money"]
    ]
    choices = [
        ("", say("workbench.alike.same", lang)),
        (SPARED, say("workbench.alike.spared", lang)),
        *((code, f"{code} {title}") for code, title in rungs),
    ]
    return [
        {
            "id": case,
            "label": say("workbench.alike.own", lang, which=label),
            "did_label": say("workbench.alike.did", lang, which=label),
            "choices": choices,
            "chosen": form.get(f"own_{case}", ""),
            "did": form.get(f"did_{case}", ""),
        }
        for case, label in options(seen, lang)
    ]


def to_take(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the waiting cases that may be taken along."""
    return [_choice(one, seen, lang) for one in seen.waiting]


def _choice(case_id: CaseId, seen: CaseSeen, lang: str) -> tuple[str, str]:
    drawn = {one.id: one for tree in seen.families for one in tree.beside}
    one = drawn.get(case_id)
    about = (one.subject or say("workbench.family.sealed", lang)) if one else ""
    return str(case_id), f"{number_of(case_id, 'K')} {about}".strip()


def together(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return what was proposed alike, each with what may be made of it."""
    return [
        {
            "id": str(one.case),
            "name": f"mark_{one.case}",
            "number": one.number,
            "subject": one.subject or say("workbench.family.sealed", lang),
            "here": one.case == seen.case.id,
            "measures": [measure(code, seen, lang) for code in one.measures]
            or [say("workbench.alike.spares", lang)],
            "protections": [measure(code, seen, lang) for code in one.protections],
            "says": one.for_account,
            "marks": [(mark.value, say(f"workbench.alike.mark.{mark}", lang)) for mark in Mark],
        }
        for one in seen.together
    ]
