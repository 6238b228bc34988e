"""How may somebody prove who they are, with the least data?"""

from typing import Any

from ombud.usecases.look_at_case import CaseSeen


def ways(seen: CaseSeen, lang: str) -> dict[str, Any] | None:
    """Return how somebody may prove what this kind asks for before anything is disclosed: any one way will do."""
    level = seen.pack.category(seen.case.code).to_disclose
    rule = seen.pack.verifications.get(level)
    if rule is None or not rule.accepts:
        return None
    return {
        "level": level,
        "title": rule.title.say(lang),
        "accepts": [one.say(lang) for one in rule.accepts],
        "black_out": rule.black_out.say(lang) if rule.black_out else "",
        "stays": rule.stays.say(lang),
        "if_not": rule.if_not.say(lang),
    }
