"""What does somebody ask for: in which territories something is withheld, until when something is kept?"""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import QueryDict

from ombud.core import territories
from ombud.core.retention import PRESERVED
from ombud.usecases.look_at_case import CaseSeen

ASKED: Final = "territory"
"""The question that asks an authority for which territory."""


KEEP_UNTIL: Final = "keep_until"
"""The question that asks an authority until when something is to be kept."""
ORDINARY: Final = timedelta(days=90)
"""How long something is kept where nobody says (18 U.S.C. 2703(f)(2)); a new letter has it kept as long again."""


def kept_until(code: str, seen: CaseSeen, *, now: datetime) -> str:
    """Return until when something is kept for an authority, as its day is written: as it asked, else for the ordinary time."""
    if code != PRESERVED:
        return ""
    asked = next((said for one in seen.voices if (said := one.answers.get(KEEP_UNTIL))), None)
    try:
        return date.fromisoformat(str(asked)).isoformat()
    except ValueError:
        return (now + ORDINARY).date().isoformat()


def field(code: str, seen: CaseSeen, form: QueryDict, lang: str) -> dict[str, Any]:
    """Return the territories by name, in Chinese by code; those that were ticked, or asked for while nobody ticked any, come first."""
    ticked = form.getlist(f"territory_{code}")
    picked = [one for one in ticked if territories.is_known(one)] if form else list(asked(seen))
    called = {one: one if lang == "zh" else name.en for one, name in territories.NAMES.items()}
    order = sorted(called, key=lambda one: (one not in picked, called[one]))
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
