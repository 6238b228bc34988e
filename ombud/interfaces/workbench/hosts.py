"""What does the host show of the subject, in words an agent reads?"""

from datetime import datetime
from typing import Any, Final

from ombud.core import amounts, charges
from ombud.core.pack.kinds import UNDO
from ombud.core.pack.pictures import is_never_shown
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import SubjectKind
from ombud.interfaces.workbench.telling import measure
from ombud.look.dates import moment
from ombud.look.words import knows, say
from ombud.usecases.look_at_case import CaseSeen
from ombud.wire.days import through

PASSING: Final = frozenset({"login", "device", "password"})
"""What happened and cannot be taken back: sessions end and secrets are renewed when the account goes back."""
LAST_CONTROL: Final = "last_control"
"""The question by which a form asks on which day somebody last had control."""
SIGNALS: Final = "workbench.snapshot.signals"
OF_ANOTHER: Final = ("same_device_as", "copies")
"""Signals that end in the name of another account."""


def snapshot(seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return the host's picture of the subject, flat and ready to draw; a word of the host's own stays as it is."""
    shot = dict(seen.snapshot.get("snapshot") or {})
    account = dict(seen.snapshot.get("account") or {})
    reach = dict(seen.snapshot.get("reach") or {})
    media = [one for one in shot.get("media") or () if one.get("poster")]
    unshown = is_never_shown((seen.case.code, *seen.case.codes), pack=seen.pack)
    return {
        "there": bool(seen.snapshot),
        "at": next((one.at for one in reversed(seen.proofs) if one.source == "host"), None),
        "found": seen.snapshot.get("found", True),
        "shot": {**shot, "state": state_words(str(shot.get("state") or ""), lang)},
        "account": account and {**account, "followers": _grouped(account.get("followers"))},
        "place": _place(str(account.get("place") or ""), lang),
        "reach": {name: _grouped(reach.get(name)) for name in ("views", "views_per_hour")},
        "signals": [_signal(str(one), lang) for one in (account.get("risk") or {}).get("signals") or ()],
        "earlier": [
            {**one, "measure": measure(str(one.get("measure", "")), seen, lang)}
            for one in seen.snapshot.get("earlier") or ()
        ],
        "changes": timeline(seen, lang),
        "decisions": seen.snapshot.get("decisions") or (),
        "media": [] if unshown else media,
        "unshown": unshown and bool(media),
    }


def charged(seen: CaseSeen, lang: str) -> tuple[str, list[str]]:
    """Return what to know of whatever the host took, or charged and has not given back, for whoever pays back, and each such sum."""
    taken, known = withheld(seen), charges.listed(seen.snapshot)
    if taken:
        return say("workbench.decide.withheld", lang), [
            f"{one.name} {amounts.say(one.sum)} · {one.what}" for one in taken
        ]
    if not known:
        return say("workbench.decide.uncharged", lang), []
    still = [
        f"{one.name} {amounts.say(one.sum)} · {one.what}".rstrip(" ·") for one in known if not one.returned
    ]
    return say("workbench.decide.charged" if still else "workbench.decide.all_back", lang), still


def withheld(seen: CaseSeen) -> tuple[charges.Charge, ...]:
    """Return what the host says that it took from the account by decisions of its own."""
    account = str((seen.snapshot.get("account") or {}).get("id") or "")
    return charges.withheld(seen.snapshot, account=account) if account else ()


def decisions(seen: CaseSeen) -> list[tuple[str, str]]:
    """Return the host's decisions that can be undone here, as options of a field; one that it never told us of by its number alone."""
    told = [
        (str(one.get("id", "")), f"{one.get('id', '')} · {one.get('clause', '')}")
        for one in seen.snapshot.get("decisions") or ()
    ]
    if seen.case.was_about_account and seen.subject and seen.subject[1] != SubjectKind.DECISION:
        return []  # what it bears by them falls one by one, and it goes back whatever was decided
    about = seen.subject[2] if seen.subject and seen.subject[1] == SubjectKind.DECISION else ""
    return told if not about or about in dict(told) else [*told, (about, about)]


def _change(one: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return one thing that happened to the account: what, when, from where, and whether that was its own device."""
    kind = str(one.get("kind", ""))
    key = f"workbench.change.{kind}"
    return {
        "id": str(one.get("id", "")),
        "text": say(key, lang) if knows(key) else kind,
        "at": datetime.fromisoformat(str(one["at"])),
        "from": " · ".join(filter(None, (str(one.get("device", "")), str(one.get("place", ""))))),
        "strange": bool(one.get("strange")),
        "undone": bool(one.get("undone")),
    }


def timeline(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return what happened to the account, oldest first, with the days on which somebody says they last had control in it."""
    several = [_change(one, lang) | {"claim": False} for one in seen.snapshot.get("changes") or ()]
    for voice in seen.voices:
        said = voice.answers.get(LAST_CONTROL)
        day = _day(said)
        if several and day is not None:
            number = number_of(voice.complaint, "C")
            words = say("workbench.change.last_control", lang, number=number)
            several.append({"id": "", "text": words, "at": day, "claim": True})
    return sorted(several, key=lambda one: one["at"])


def undoable(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the changes that a decision may take back here, as options of a field: a log-in is nothing to take back."""
    if not (seen.case.was_about_account and seen.pack.category(seen.case.code).allows(UNDO)):
        return []
    told = (one for one in seen.snapshot.get("changes") or () if one.get("kind") not in PASSING)
    several = (_change(one, lang) for one in told)
    return [
        (one["id"], " · ".join(filter(None, (one["text"], moment(one["at"], lang), one["from"]))))
        for one in several
        if not one["undone"]
    ]


def _day(said: object) -> datetime | None:
    """Return the end of the day that somebody named; nothing where none was."""
    try:
        return through(str(said or ""))
    except Refused:
        return None


def _signal(code: str, lang: str) -> str:
    """Return a risk signal in words; some of them name another account."""
    for kind in OF_ANOTHER:
        account = code.removeprefix(f"{kind}_")
        if account != code:
            return say(f"{SIGNALS}.{kind}", lang, account=account)
    key = f"{SIGNALS}.{code}"
    return say(key, lang) if code not in OF_ANOTHER and knows(key) else code


def state_words(word: str, lang: str) -> str:
    """Return how something stands on the host, in words; a word of its own as it is."""
    key = f"workbench.snapshot.states.{word}"
    return say(key, lang) if knows(key) else word


def _place(place: str, lang: str) -> str:
    key = f"workbench.place.{place}"
    return say(key, lang) if knows(key) else place


def _grouped(count: object) -> str:
    return f"{count:,}" if isinstance(count, int) else str(count or 0)
