"""What is somebody asked to prove, before what, and how with the least data?"""

from typing import Any

from ombud.core import proving
from ombud.interfaces.workbench.shapes import allowed
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
        if state == "protect" and case.severity in proving.DANGER:
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
            "black_out": rule.black_out.say(lang) if rule.black_out else "",
            "stays": rule.stays.say(lang),
            "if_not": rule.if_not.say(lang),
        }
        for level, rule in rules
        if rule.accepts
    ]


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
    how = "goes_first" if case.severity in proving.DANGER else "found_or" if found else "needs"
    return say(f"workbench.protect.{how}", lang, level=named(level, seen, lang), found=listed(found, lang))


def named(level: str, seen: CaseSeen, lang: str) -> str:
    """Return a level of proof with what the rules call it."""
    return f"{level} {seen.pack.verifications[level].title.say(lang)}"
