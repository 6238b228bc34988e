"""How do complainants speak to those who work here: which messages are covered, what was marked, what may follow?"""

from collections.abc import Mapping
from typing import Any, Final

from ombud.core.case import Status
from ombud.core.notices import contact
from ombud.core.pack.abuse import Kind
from ombud.core.receipts import number_of
from ombud.look.dates import moment
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen, Limit, Spoken

BEGINS: Final = 24
"""So many signs of a message are enough to pick it from a list."""


def spoken(voice: Any, known: Spoken | None, lang: str) -> list[dict[str, Any]]:
    """Return the messages of one complainant; what was marked, or came while contact is limited, is covered until revealed."""
    return [
        {"at": at, "text": text, "cover": _cover(message, at, known, lang)}
        for (at, text), message in zip(voice.words, voice.ids, strict=True)
    ]


def _cover(message: Any, at: Any, known: Spoken | None, lang: str) -> str:
    if known is None:
        return ""
    if message in known.marked:
        return say(
            "workbench.abuse.cover", lang, kind=say(f"workbench.abuse.kind.{known.marked[message]}", lang)
        )
    limited = known.limit is not None and at > known.limit.since
    return say("workbench.abuse.cover_limited", lang) if limited else ""


def card(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return of whom something was marked, with what holds for them, and what this reader may do about it."""
    return [_card(one, lang) for one in seen.conducts.values() if one.marked or one.limit is not None]


def _card(one: Spoken, lang: str) -> dict[str, Any]:
    return {
        "id": str(one.complaint),
        "number": number_of(one.complaint, "C"),
        "count": say("workbench.abuse.count", lang, n=one.record.count, days=one.rule.within.days),
        "warned_at": one.record.warned_at,
        "spared": say(f"workbench.abuse.spared.{one.spared}", lang) if one.spared else "",
        "limit": _limit(one, one.limit, lang) if one.limit is not None else None,
        "answer_at": one.answer_at,
        "objection": one.objection,
        "limits": one.limits,
        "reviews": one.reviews,
        "answers": one.answers,
        "contacts": [(role, contact(role, lang)) for role in one.rule.contacts],
        "longest": say("workbench.abuse.longest", lang, n=one.rule.longest.days),
    }


def _limit(one: Spoken, limit: Limit, lang: str) -> Mapping[str, Any]:
    home = limit.complaint.id
    return {
        "until": limit.fact.until,
        "contact": contact(limit.fact.contact, lang),
        "elsewhere": number_of(home, "C") if home != one.complaint else "",
    }


def form(seen: CaseSeen, lang: str) -> dict[str, Any] | None:
    """Return what the form to mark a message offers: every message that is not marked, newest first; nothing where there is none."""
    messages = [
        (f"{voice.complaint}/{message}", f"{_named(at, text, lang)} · {number_of(voice.complaint, 'C')}")
        for voice in seen.voices
        for (at, text), message in reversed(tuple(zip(voice.words, voice.ids, strict=True)))
        if voice.complaint in seen.conducts and message not in seen.conducts[voice.complaint].marked
    ]
    if not messages:
        return None
    spared = {one.spared for one in seen.conducts.values() if one.spared}
    return {
        "messages": messages,
        "kinds": [(one.value, say(f"workbench.abuse.kind.{one.value}", lang)) for one in Kind],
        "spared": [say(f"workbench.abuse.spared.{why}", lang) for why in sorted(spared)],
    }


def hands_over(seen: CaseSeen) -> bool:
    """Say whether whoever reads this holds a case in which somebody was insulted or threatened."""
    holds = seen.standing == "holds" and seen.case.status in {Status.IN_HAND, Status.WAITING}
    return holds and any(one.marked for one in seen.conducts.values())


def _named(at: Any, text: str, lang: str) -> str:
    begins = " ".join(text.split())
    return f"{begins[:BEGINS]}{'…' if len(begins) > BEGINS else ''} · {moment(at, lang, style='short')}"
