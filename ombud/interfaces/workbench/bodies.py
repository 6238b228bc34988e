"""What does a page draw of bodies outside the house?"""

from typing import Any

from ombud.core.vocabulary import Side
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen


def shown(seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return what is before bodies outside, and the ways out of which one may be entered."""
    routes = {
        one.id: one.title.say(lang)
        for side in Side
        for one in seen.pack.routes_for(seen.case.code, side=side.value)
    }
    return {
        "enters": seen.enters and bool(seen.case.decisions) and not seen.case.erased_at,
        "outside": [
            {
                "it": one,
                "side": say(f"workbench.side.{one.taken.side}", lang),
                "route": routes.get(one.taken.route, ""),
                "body": seen.words.get(one.taken.words.id, ""),
            }
            for one in seen.case.outside
        ],
        "routes_out": [*routes.items(), ("", say("workbench.outside.named", lang))],
        "rulings": [(one, say(f"workbench.outside.{one}", lang)) for one in ("followed", "not_followed")],
    }
