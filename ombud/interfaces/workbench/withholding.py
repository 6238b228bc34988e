"""In which territories can a measure hold, and which does somebody ask for?"""

from typing import Any, Final

from django.http import QueryDict

from ombud.core import territories
from ombud.usecases.look_at_case import CaseSeen

ASKED: Final = "territory"
"""The question that asks an authority for which territory."""


def field(code: str, seen: CaseSeen, form: QueryDict, lang: str) -> dict[str, Any]:
    """Return the list of territories: those that were ticked, or were asked for while nobody ticked any, come first."""
    ticked = form.getlist(f"territory_{code}")
    picked = [one for one in ticked if territories.is_known(one)] if form else list(asked(seen))
    order = sorted(territories.NAMES, key=lambda one: (one not in picked, territories.NAMES[one].say(lang)))
    return {
        "territory": picked,
        "places": territories.said(picked, lang) if picked else "",
        "territories": [(one, f"{territories.NAMES[one].say(lang)} {one}") for one in order],
        "open": not picked or bool(form),
    }


def asked(seen: CaseSeen) -> tuple[str, ...]:
    """Return where it was asked for: in the answer of whoever complained, else where the law holds that a matter comes under."""
    said = {
        place for voice in seen.voices for place in territories.named_in(str(voice.answers.get(ASKED, "")))
    }
    return tuple(sorted(said)) or territories.OF_LAW.get(seen.pack.jurisdiction, ())
