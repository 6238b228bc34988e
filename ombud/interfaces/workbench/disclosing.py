"""What does the page of a case say of what was told in an emergency, and what does its form offer?"""

from collections.abc import Mapping
from typing import Any

from ombud.core.disclosing import CHANNELS, GROUND, KINDS, RECEIVERS, may_disclose
from ombud.look.sources import cited
from ombud.look.words import listed, say
from ombud.usecases.look_at_case import CaseSeen


def form(seen: CaseSeen, lang: str) -> Mapping[str, Any]:
    """Return the choices of the form; nothing where nothing may be told at once."""
    if not may_disclose(seen.case, seen.pack):
        return {}
    ground = seen.pack.grounds.get(GROUND)
    source = ground.source if ground else None
    return {
        "kinds": [(name, text.say(lang)) for name, text in KINDS.items()],
        "to": [(name, text.say(lang)) for name, text in RECEIVERS.items()],
        "channels": [(name, say(f"workbench.disclose.by.{name}", lang)) for name in CHANNELS],
        "basis": cited(source, lang) if source else "–",
    }


def told(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return what was told, newest first: kinds of data, never any of it."""
    return [
        {
            "no": one.fact.no,
            "kinds": listed([KINDS[kind].say(lang) for kind in one.fact.kinds], lang),
            "to": RECEIVERS[one.fact.to].say(lang),
            "channel": say(f"workbench.disclose.by.{one.fact.channel}", lang),
            "note": seen.words.get(one.fact.words.id, ""),
            "at": one.at,
            "answer_by": one.fact.answer_by,
            "agreed": one.agreed,
        }
        for one in reversed(seen.case.disclosures)
    ]
