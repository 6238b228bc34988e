"""What is somebody asked to prove, before what, and how with the least data?"""

from typing import Any

from ombud.core import claiming, owning, proving
from ombud.core.pack.types import Verification
from ombud.core.receipts import number_of
from ombud.interfaces.workbench.shapes import allowed
from ombud.look.charts import bars
from ombud.look.dates import moment
from ombud.look.words import listed, say
from ombud.usecases.look_at_case import CaseSeen


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


def signals(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return what can be shown for a level that adds up, each with what it weighs and whether an intruder has it too."""
    level = _level(seen)
    known = _rule(level, seen).signals if level else {}
    return [
        (name, say(f"workbench.score.{one.intruder}", lang, title=one.title.say(lang), n=one.weight))
        for name, one in known.items()
    ]


def scores(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return how far each complainant has come to a level that adds up what they show, drawn; none where no level does."""
    level = _level(seen)
    if level is None:
        return []
    found = (
        (one, owning.score(seen.case, one.complaint, level=level, pack=seen.pack)) for one in seen.voices
    )
    return [_drawn(number_of(one.complaint, "C"), it, seen, lang) for one, it in found if it is not None]


def _drawn(number: str, it: owning.Score, seen: CaseSeen, lang: str) -> dict[str, Any]:
    title = say("workbench.score.of", lang, number=number)
    counted = [
        (one.title.say(lang), one.weight, "green" if one.intruder == owning.CANNOT else "amber")
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
        "void": say("workbench.score.void", lang) if it.void else "",
        "lacks": "" if it.is_beyond_intruder else say("workbench.score.lacks", lang),
    }


def _level(seen: CaseSeen) -> str | None:
    """Return the level that must be reached before anything is given away, where it adds up what is shown."""
    level = seen.pack.category(seen.case.code).to_disclose
    return level if _rule(level, seen).signals else None


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
