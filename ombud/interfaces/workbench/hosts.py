"""What does the host show of the subject, in words an agent reads?"""

from typing import Any

from ombud.interfaces.workbench.telling import measure
from ombud.look.words import knows, say
from ombud.usecases.look_at_case import CaseSeen


def snapshot(seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return the host's picture of the subject, flat and ready to draw; a word of the host's own stays as it is."""
    shot = dict(seen.snapshot.get("snapshot") or {})
    account = dict(seen.snapshot.get("account") or {})
    reach = dict(seen.snapshot.get("reach") or {})
    return {
        "there": bool(seen.snapshot),
        "found": seen.snapshot.get("found", True),
        "shot": {**shot, "state": _state(str(shot.get("state") or ""), lang)},
        "account": account and {**account, "followers": _grouped(account.get("followers"))},
        "place": _place(str(account.get("place") or ""), lang),
        "reach": {name: _grouped(reach.get(name)) for name in ("views", "views_per_hour")},
        "signals": (account.get("risk") or {}).get("signals") or (),
        "earlier": [
            {**one, "measure": measure(str(one.get("measure", "")), seen, lang)}
            for one in seen.snapshot.get("earlier") or ()
        ],
        "decisions": seen.snapshot.get("decisions") or (),
        "media": [one for one in shot.get("media") or () if one.get("poster")],
    }


def _state(word: str, lang: str) -> str:
    key = f"workbench.snapshot.states.{word}"
    return say(key, lang) if knows(key) else word


def _place(place: str, lang: str) -> str:
    key = f"workbench.place.{place}"
    return say(key, lang) if knows(key) else place


def _grouped(count: object) -> str:
    return f"{count:,}" if isinstance(count, int) else str(count or 0)
