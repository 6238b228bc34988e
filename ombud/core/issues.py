"""A fault of ours that many meet: what is known of it, whom does it concern, and who is answered at once?

1. The case that leads says what is known, in both languages, and by when the fault is mended. That makes it an incident: every
   complaint keeps a case, a number, an answer and an appeal of its own beside it.
2. A person writes what is known and by which words it is met; nobody is answered by a machine that made up its mind.
3. Whoever tells no more than the fault is answered at once. Whoever tells of more (a child, a danger, money that is gone) is told
   what is known, and waits for a person all the same.
4. Everybody hears when it is mended, and of each new date. Until then none of these cases closes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core.case import Case, Issue, Status
from ombud.core.complaint import Complaint
from ombud.core.pack.grading import HEARD
from ombud.core.pack.types import Category, Pack
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Role, Severity, may_act_as

LANGUAGES: Final = ("zh", "en")
ORDINARY: Final = frozenset({Severity.S3, Severity.S4})
"""How grave a case is that may be answered without anybody having looked at it alone."""
MORE: Final = HEARD
"""What somebody tells that is more than a fault of the service."""
SHORTEST: Final[Mapping[bool, int]] = MappingProxyType({True: 4, False: 2})
"""Whether a phrase is in Latin letters → how short it may be: `pay` stands in `display`, 闪退 stands for itself."""
MOST: Final = 20
"""By how many phrases one fault is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a fault: its name and what to do until it is mended, and the phrases by which a complaint tells of it."""

    title: Text
    answer: Text
    met_by: tuple[str, ...]


def plain(known: Known) -> str:
    """Return what is known as it is sealed."""
    several = {name: {lang: text.say(lang) for lang in LANGUAGES} for name, text in _texts(known)}
    return json.dumps({**several, "met_by": known.met_by}, ensure_ascii=False)


def read(said: str) -> Known:
    """Return what is known as it was sealed."""
    it = json.loads(said)
    return Known(title=Text(**it["title"]), answer=Text(**it["answer"]), met_by=tuple(it["met_by"]))


def mended(known: Known, done: Text) -> Known:
    """Return the same fault with what was done in place of what to do until then."""
    return replace(known, answer=done)


def _texts(known: Known) -> tuple[tuple[str, Text], ...]:
    return (("title", known.title), ("answer", known.answer))


def may_speak(roles: Iterable[str]) -> bool:
    """Say whether somebody may tell the public what is known: it answers many at once, so it takes a lead."""
    return may_act_as(Role.LEAD, frozenset(roles))


def concerns(pack: Pack) -> tuple[str, ...]:
    """Return the kinds of complaint that a fault of the service may be behind: those that are only ever answered."""
    return tuple(code for code, kind in pack.categories.items() if _is_answered(kind))


def _is_answered(kind: Category) -> bool:
    return tuple(kind.outcomes) == (Outcome.ANSWERED,)


def check_leads(case: Case, *, pack: Pack) -> None:
    """Refuse to make a case the incident that is of another kind, or stands beside one already.

    Raises: OUTCOME_NOT_ALLOWED, ALREADY_DONE.
    """
    if not _is_answered(pack.category(case.code)):
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="outcome", known=list(pack.category(case.code).outcomes))
    if case.issue is not None and case.issue.first is not None:
        raise Refused(No.ALREADY_DONE, field="beside")


def check_said(known: Known) -> None:
    """Refuse words in one language alone.

    Raises: FACTS_MISSING.
    """
    for name, text in _texts(known):
        missing = next((lang for lang in LANGUAGES if not text.say(lang).strip()), None)
        if missing is not None:
            raise Refused(No.FACTS_MISSING, field=f"{name}_{missing}")


def may_speak_of(case: Case, roles: Iterable[str], *, pack: Pack) -> bool:
    """Say whether somebody may say of this case what is known, a new date, or that it is mended."""
    leads = case.issue is None or case.issue.first is None
    return (
        leads
        and may_speak(roles)
        and case.status is not Status.CLOSED
        and _is_answered(pack.category(case.code))
    )


def check(known: Known, *, until: datetime | None, now: datetime) -> datetime:
    """Return by when it is mended; refuse a day that is over, words in one language alone, and phrases that fit everything.

    Raises: FACTS_MISSING, BAD_TIME, BAD_INPUT.
    """
    check_said(known)
    short = any(len(one) < SHORTEST[one.isascii()] for one in known.met_by)
    if not known.met_by or short or len(known.met_by) > MOST:
        raise Refused(No.BAD_INPUT, field="met_by")
    if until is None or until <= now:
        raise Refused(No.BAD_TIME, field="until")
    return until


def phrases(lines: str) -> tuple[str, ...]:
    """Return the phrases that were written one a line, as they are compared."""
    return tuple(dict.fromkeys(one for one in map(_as_compared, lines.splitlines()) if one))


def _as_compared(text: str) -> str:
    return " ".join(text.casefold().split())


def meets(text: str, known: Known) -> bool:
    """Say whether a complaint tells of this fault."""
    said = _as_compared(text)
    return any(phrase in said for phrase in known.met_by)


def is_open(issue: Issue | None) -> bool:
    """Say whether a fault is known and not mended."""
    return issue is not None and issue.mended is None


def may_answer(case: Case, *, pack: Pack) -> bool:
    """Say whether a case beside an incident may be answered with what is known, without anybody having looked at it alone."""
    fresh = case.status is Status.QUEUED and not case.decisions and case.members == 1
    ordinary = case.severity in ORDINARY and not case.sealed and case.heard.isdisjoint(MORE)
    return fresh and ordinary and _is_answered(pack.category(case.code))


def tells_more(complaint: Complaint) -> bool:
    """Say whether somebody wrote as a child, of a danger, or of another matter besides: a person reads all of it."""
    return complaint.child or complaint.received.urgent or len(complaint.parts) > 1


def is_new(first: Issue, issue: Issue | None) -> bool:
    """Say whether a case beside the incident has not been told yet what is known there now."""
    return issue is None or issue.no < first.no


def is_late(issue: Issue, *, now: datetime) -> bool:
    """Say whether the day has passed on which it was to be mended."""
    return issue.mended is None and issue.until <= now
