"""What is somebody asked to prove, before what, and how with the least data?"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict

from ombud.core import claiming, owning, proving
from ombud.core.facts import Verified
from ombud.core.pack.types import Verification
from ombud.core.playbooks import had_a_hand
from ombud.core.receipts import number_of
from ombud.core.vocabulary import AgentId, Mandate, Relation
from ombud.interfaces.workbench.shapes import allowed
from ombud.interfaces.workbench.telling import shown
from ombud.look.charts import bars
from ombud.look.dates import moment
from ombud.look.words import listed, say
from ombud.usecases.look_at_case import CaseSeen

SAYS: Final = "claims_"
"""How the fields begin in which is written what somebody says that only the host knows."""


def asked(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return what this kind asks for: before a report counts, before something is taken for now, before anything is given."""
    category, case = seen.pack.category(seen.case.code), seen.case
    shown = proving.shown(case)
    told = []
    for purpose in ("report", "protect", "disclose"):
        level = getattr(category, f"to_{purpose}")
        state = "none" if level == proving.NOTHING else "shown" if shown >= level else purpose
        if state == "protect" and proving.goes_first(case, pack=seen.pack):
            state = "danger"
        told.append(
            (
                say(f"workbench.verify.to_{purpose}", lang),
                say(f"workbench.verify.state.{state}", lang, level=named(level, seen, lang)),
            )
        )
    return told


def ways(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return how each level that this kind asks for may be proved: any one way will do."""
    category = seen.pack.category(seen.case.code)
    levels = sorted({category.to_report, category.to_protect, category.to_disclose})
    rules = [(level, seen.pack.verifications[level]) for level in levels]
    return [
        {
            "title": named(level, seen, lang),
            "accepts": [one.say(lang) for one in rule.accepts],
            "how": say(f"workbench.verify.{'several' if rule.signals else 'any'}", lang),
            "black_out": rule.black_out.say(lang) if rule.black_out else "",
            "stays": rule.stays.say(lang),
            "if_not": rule.if_not.say(lang),
        }
        for level, rule in rules
        if rule.accepts
    ]


def signals(seen: CaseSeen, lang: str, *, asked_of_host: bool) -> list[tuple[str, str]]:
    """Return what can be shown for a level that adds up, each with what it weighs and whether an intruder has it too.

    What a person ticks, or what only the host is asked about, by the name of its field.
    """
    level = _level(seen)
    known = _rule(level, seen).signals if level else {}
    begins = SAYS if asked_of_host else ""
    of_host = owning.asked_of_host(seen.case, pack=seen.pack)
    return [
        (
            f"{begins}{name}",
            say(f"workbench.score.{one.intruder}", lang, title=one.title.say(lang), n=one.weight),
        )
        for name, one in known.items()
        if (name in of_host) is asked_of_host
    ]


def said(form: QueryDict) -> dict[str, str]:
    """Return what they say of each thing that only the host knows."""
    told = {name.removeprefix(SAYS): form.get(name, "") for name in form if name.startswith(SAYS)}
    return {name: text for name, text in told.items() if text.strip()}


def mandates(seen: CaseSeen, lang: str, *, by: AgentId, leads: bool) -> dict[str, Any]:
    """Return who speaks for another here, whose word may end that, and why somebody may end it: a lead apart since it is forged."""
    number = {one.complaint: number_of(one.complaint, "C") for one in seen.voices}
    speak = [
        one.complaint
        for one in seen.voices
        if one.relation == Relation.REPRESENTATIVE and one.complaint not in seen.case.unmandated
    ]
    own = [one.complaint for one in seen.voices if one.relation == Relation.AFFECTED]
    nobody = ("", say("workbench.mandate.nobody", lang))
    forges = leads and not had_a_hand(seen.case, by)
    whys = (Mandate.FORGED,) if forges and seen.standing == "reads" else (Mandate.WITHDRAWN,)
    return {
        "mandated": [(str(one), number[one]) for one in speak],
        "mandate_words": [nobody, *((str(one), number[one]) for one in own)],
        "mandate_whys": [(one.value, say(f"workbench.why.{one.value}", lang)) for one in whys],
        "forges": Mandate.FORGED in whys,
    }


def scores(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return how far each complainant has come to a level that adds up what they show, drawn; none where no level does."""
    level = _level(seen)
    if level is None:
        return []
    found = (
        (one, owning.score(seen.case, one.complaint, level=level, pack=seen.pack)) for one in seen.voices
    )
    return [_drawn(one.complaint, it, seen, lang) for one, it in found if it is not None]


def _answers(complaint: UUID, it: owning.Score, seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return what the host answered of what a complainant said, or what somebody saw of it, each time, with the words."""
    told = []
    for line in seen.lines:
        if isinstance(line.fact, Verified) and line.fact.complaint == complaint and line.fact.words:
            one = line.fact
            own = [name for name in one.signals if name not in (one.confirmed or ())]
            parts = [
                say(f"workbench.score.{key}", lang, signals=listed(_titles(names, it, lang), lang))
                for key, names in (("yes", one.confirmed or ()), ("no", one.denied), ("own", own))
                if names
            ]
            head = " · ".join((moment(line.at, lang), *(parts or [say("workbench.score.neither", lang)])))
            told.append((head, shown(one, seen, lang)))
    return told


def _titles(names: Iterable[str], it: owning.Score, lang: str) -> list[str]:
    known = it.rule.signals
    return [known[name].title.say(lang) if name in known else name for name in names]


def _drawn(complaint: UUID, it: owning.Score, seen: CaseSeen, lang: str) -> dict[str, Any]:
    title = say("workbench.score.of", lang, number=number_of(complaint, "C"))
    counted = [
        (
            say(
                f"workbench.score.{'by_host' if one.asked_of_host else 'by_person'}",
                lang,
                title=one.title.say(lang),
            ),
            one.weight,
            "green" if one.intruder == owning.CANNOT else "amber",
        )
        for one in it.counted.values()
    ]
    whole = (say("workbench.score.enough", lang), it.rule.enough, "neutral")
    return {
        "title": title,
        "says": say(
            f"workbench.score.{'reached' if it.is_enough else 'not_yet'}",
            lang,
            level=named(_level(seen) or "", seen, lang),
            n=it.weight,
            enough=it.rule.enough,
            groups=it.apart,
            apart=it.rule.apart,
        ),
        "enough": it.is_enough,
        "bars": bars([*counted, whole], title=title),
        "adds": [f"{it.rule.signals[name].title.say(lang)} +{more}" for name, more in it.would_add.items()],
        "answers": _answers(complaint, it, seen, lang),
        "void": say("workbench.score.void", lang) if it.void else "",
        "lacks": "" if it.is_beyond_intruder else say("workbench.score.lacks", lang),
    }


def _level(seen: CaseSeen) -> str | None:
    """Return the level to be reached before anything is given away, where it adds up what is shown; of an account a lower one, too."""
    level = seen.pack.category(seen.case.code).to_disclose
    lowest = "" if seen.case.was_about_account else level
    known = (
        name for name, rule in seen.pack.verifications.items() if lowest <= name <= level and rule.signals
    )
    return max(known, default=None)


def _rule(level: str, seen: CaseSeen) -> Verification:
    return seen.pack.verifications[level]


def claims(seen: CaseSeen, lang: str) -> list[str]:
    """Return what whoever has this claim should know of others to the same account."""
    it = seen.claims
    told = []
    if it.recent > 1:
        told.append(say("workbench.claims.recent", lang, n=it.recent, days=claiming.WITHIN.days))
    if it.attempts:
        told.append(say("workbench.claims.attempts", lang, n=it.attempts))
    if it.given_back:
        told.append(say("workbench.claims.given_back", lang, at=moment(it.given_back, lang)))
    return told


def protecting(seen: CaseSeen, lang: str) -> str:
    """Return what is said beside the provisional measures: what must be proved first, or is still to be asked for."""
    case, pack = seen.case, seen.pack
    owed = proving.owed(case, pack=pack)
    if owed is not None:
        return say("workbench.protect.owed", lang, level=named(owed, seen, lang))
    open_here = (one for one in allowed(seen) if one.protective)
    level = next(filter(None, (proving.to_protect(case, one, pack=pack) for one in open_here)), None)
    if level is None:
        return ""
    found = [say(f"workbench.known.{one}", lang) for one in pack.category(case.code).protect_if]
    wary = pack.category(case.code).wary
    how = (
        "goes_first"
        if proving.goes_first(case, pack=pack)
        else "host_or"
        if wary
        else "found_or"
        if found
        else "needs"
    )
    return say(f"workbench.protect.{how}", lang, level=named(level, seen, lang), found=listed(found, lang))


def named(level: str, seen: CaseSeen, lang: str) -> str:
    """Return a level of proof with what the rules call it."""
    return f"{level} {seen.pack.verifications[level].title.say(lang)}"
