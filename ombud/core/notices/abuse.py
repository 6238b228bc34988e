"""What does somebody learn who insulted or threatened those who work here: what it was, what follows, how to object, whom to call?"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core.notices import words
from ombud.core.notices.values import Pen
from ombud.core.pack.abuse import Abuse, Kind
from ombud.core.pack.words import Text
from ombud.core.vocabulary import Role

WARNING: Final = "abuse_warning"
LIMITED: Final = "contact_limited"
KEPT_SO: Final = "abuse_kept"
LIFTED: Final = "abuse_lifted"
TOGETHER: Final = "answered_together"
DANGER: Final = "SH.IMMINENT"
"""The kind whose numbers stand in every such letter: whatever else is limited, help is not."""
KINDS: Final = MappingProxyType(
    {
        Kind.THREAT: Text("对工作人员的威胁", "a threat to those who work here"),
        Kind.INSULT: Text("对工作人员的辱骂", "an insult to those who work here"),
        Kind.SEXUAL: Text("对工作人员的性骚扰", "sexual harassment of those who work here"),
        Kind.FLOODING: Text(
            "短时间里大量重复的消息", "the same message again and again, so that nothing else is read"
        ),
    }
)
CONTACTS: Final = MappingProxyType(
    {
        Role.LEAD: Text("值班组长", "the lead on duty"),
        Role.SENIOR: Text("一位资深同事", "a senior colleague"),
        Role.LEGAL: Text("法务同事", "a colleague of the legal team"),
    }
)
"""Role that somebody writes to while contact is limited → what they are called; never by a name."""


def contact(role: str, lang: str) -> str:
    """Return what a contact is called in words."""
    return CONTACTS.get(Role(role), CONTACTS[Role.SENIOR]).say(lang)


def warning_values(number: str, *, kind: str, passage: str, rule: Abuse, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a warning."""
    return {
        **_common(number, pen),
        "kind": KINDS[Kind(kind)].say(pen.lang),
        "passage": passage,
        "every": str(rule.every.days),
        "longest": str(rule.longest.days),
    }


def limited_values(
    number: str, *, why: str, role: str, until: datetime, rule: Abuse, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of the letter that limits contact."""
    return {
        **_common(number, pen),
        "why": why,
        "contact": contact(role, pen.lang),
        "every": str(rule.every.days),
        "until": pen.moment(until),
    }


def reviewed_values(number: str, *, why: str, until: datetime | None, pen: Pen) -> Mapping[str, str]:
    """Return the fields of the letter that tells what another lead made of it."""
    return {**_common(number, pen), "why": why, "until": pen.moment(until) if until else ""}


def together_values(
    number: str, *, answer: str, following: datetime, until: datetime, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of an answer to all that was written since the last one."""
    return {
        **_common(number, pen),
        "answer": answer,
        "next": pen.moment(following),
        "until": pen.moment(until),
    }


def _common(number: str, pen: Pen) -> Mapping[str, str]:
    return {
        "number": number,
        "status_url": pen.places.status(number),
        "help_lines": words.lines(pen.pack.help_for(DANGER), pen.lang),
    }
