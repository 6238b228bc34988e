"""A fault of ours that many meet: what is known of it, whom does it concern, and who is answered at once?

1. The case that leads says what is known, in both languages, and by when the fault is mended. That makes it an incident: every
   complaint keeps a case, a number, an answer and an appeal of its own beside it.
2. A person writes what is known and by which words it is met; nobody is answered by a machine that made up its mind.
3. Whoever tells no more than the fault is answered at once. Whoever tells of more (a child, a danger, money that is gone, a right,
   a second matter) is told what is known, and waits for a person all the same.
4. Whoever was answered at once was answered unread. A person reads each of these complaints and says whether it is that fault;
   whoever complained may say that it is not, in one tap. Then it is anybody's case that waits, which costs nobody an appeal.
5. Everybody hears when it is mended, and of each new date. Until then, and until somebody read it, none of these cases closes.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from ombud.core.case import Case, Issue, Match, Status
from ombud.core.complaint import Complaint
from ombud.core.notices import check_phrases
from ombud.core.pack.grading import HEARD
from ombud.core.pack.types import Category, Pack
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.triage.ruleset import Rules
from ombud.core.triage.sorting import spoken_of
from ombud.core.triage.texts import folded
from ombud.core.vocabulary import CaseId, Outcome, Role, Severity, Side, may_act_as

PAYS_BACK: Final = "B"
"""What pays back, by the platform itself, what was charged and not due."""
LANGUAGES: Final = ("zh", "en")
ORDINARY: Final = frozenset({Severity.S3, Severity.S4})
"""How grave a case is that may be answered without anybody having looked at it alone."""
MORE: Final = HEARD
"""What somebody tells that is more than a fault of the service."""
SHORTEST: Final[Mapping[bool, int]] = MappingProxyType({True: 4, False: 2})
"""Whether a phrase is in Latin letters → how short it may be: `pay` stands in `display`, 闪退 stands for itself."""
MOST: Final = 20
"""By how many phrases one fault is met."""
HARMLESS: Final = frozenset({"happens-right-now"})
"""Notions of triage that say nothing beside a fault of the service: that it happens now."""
LONGEST: Final[Mapping[bool, int]] = MappingProxyType({True: 900, False: 300})
"""Whether a message is in Latin letters → from how many signs on it tells of more than one fault."""
FEW: Final = 10
"""From how many complaints on it can be said that phrases fit too many."""
BROAD: Final = 2
"""One of so many: phrases that fit more of what was filed are called broad."""
SHOWN: Final = 3
"""How many complaints are shown for each phrase."""
UNREAD: Final = timedelta(days=1)
"""How long an answer may stand that nobody has held against its complaint, before a lead is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a fault: its name and what to do until it is mended, and the phrases by which a complaint tells of it.

    Only complaints of these `kinds`, where any are named, and not filed before it was `since` there, can tell of it.
    """

    title: Text
    answer: Text
    met_by: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How many of the complaints that were looked at one phrase fits, and some of them: which case, in which words."""

    phrase: str
    n: int
    examples: tuple[tuple[CaseId, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How many complaints were looked at, how many of them the phrases would fit, by language and each by itself."""

    looked: int
    met: int
    langs: Mapping[str, int]
    fits: tuple[Fit, ...]

    @property
    def is_broad(self) -> bool:
        """Return whether the phrases fit so many that they hardly tell of one fault."""
        return self.looked >= FEW and self.met * BROAD > self.looked


def plain(known: Known) -> str:
    """Return what is known as it is sealed."""
    several = {name: {lang: text.say(lang) for lang in LANGUAGES} for name, text in _texts(known)}
    since = known.since.isoformat() if known.since else None
    said = {**several, "met_by": known.met_by, "kinds": known.kinds, "since": since}
    return json.dumps(said, ensure_ascii=False)


def read(said: str) -> Known:
    """Return what is known as it was sealed."""
    it = json.loads(said)
    since = it.get("since")
    return Known(
        title=Text(**it["title"]),
        answer=Text(**it["answer"]),
        met_by=tuple(it["met_by"]),
        kinds=tuple(it.get("kinds", ())),
        since=datetime.fromisoformat(since) if since else None,
    )


def mended(known: Known, done: Text) -> Known:
    """Return the same fault with what was done in place of what to do until then."""
    return replace(known, answer=done)


def _texts(known: Known) -> tuple[tuple[str, Text], ...]:
    return (("title", known.title), ("answer", known.answer))


def may_speak(roles: Iterable[str]) -> bool:
    """Say whether somebody may tell the public what is known: it answers many at once, so it takes a lead."""
    return may_act_as(Role.LEAD, frozenset(roles))


def concerns(pack: Pack) -> tuple[str, ...]:
    """Return the kinds of complaint that a fault of the service may be behind: those that are answered, and judge nobody."""
    return tuple(code for code, kind in pack.categories.items() if _is_answered(kind))


def _is_answered(kind: Category) -> bool:
    """Say whether a kind is answered, or gives money back by a rule that is published: nobody is judged, and nothing restored."""
    back = kind.allows(PAYS_BACK)
    return Outcome.ANSWERED in kind.outcomes and (back or len(kind.outcomes) == 1)


def check_leads(case: Case, *, pack: Pack) -> None:
    """Refuse to make a case the incident that is of another kind, or stands beside one already.

    Raises: OUTCOME_NOT_ALLOWED, ALREADY_DONE.
    """
    if not _is_answered(pack.category(case.code)):
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="outcome", known=list(pack.category(case.code).outcomes))
    if case.issue is not None and case.issue.first is not None:
        raise Refused(No.ALREADY_DONE, field="beside")


def check_said(known: Known, *, pack: Pack) -> None:
    """Refuse words in one language alone, and words that no letter of ours says.

    Raises: FACTS_MISSING, LETTER_PHRASE.
    """
    for name, text in _texts(known):
        for lang in LANGUAGES:
            if not text.say(lang).strip():
                raise Refused(No.FACTS_MISSING, field=f"{name}_{lang}")
            check_phrases(text.say(lang), pack=pack, side=Side.COMPLAINANT, field=f"{name}_{lang}")


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
    """Return by when it is mended; refuse a day that is over, and phrases that fit everything.

    Raises: BAD_TIME, BAD_INPUT.
    """
    short = any(len(one) < SHORTEST[one.isascii()] for one in known.met_by)
    if not known.met_by or short or len(known.met_by) > MOST:
        raise Refused(No.BAD_INPUT, field="met_by")
    if until is None or until <= now:
        raise Refused(No.BAD_TIME, field="until")
    return until


def phrases(lines: str) -> tuple[str, ...]:
    """Return the phrases that were written one a line, as they are compared."""
    return tuple(dict.fromkeys(one for one in map(folded, lines.splitlines()) if one))


def check_kinds(known: Known, *, pack: Pack) -> None:
    """Refuse a kind that no fault of the service is behind.

    Raises: BAD_INPUT.
    """
    if not {*known.kinds} <= {*concerns(pack)}:
        raise Refused(No.BAD_INPUT, field="kinds")


def kinds_of(known: Known, *, pack: Pack) -> tuple[str, ...]:
    """Return the kinds of complaint that can tell of this fault."""
    return known.kinds or concerns(pack)


def meets(text: str, known: Known) -> bool:
    """Say whether a complaint tells of this fault: whatever the case, the width or the form of its characters."""
    said = folded(text)
    return any(folded(phrase) in said for phrase in known.met_by)


def preview(several: Iterable[tuple[CaseId, str, str]], met_by: Sequence[str]) -> Preview:
    """Return what phrases would fit among complaints: of each the case, the language and the words."""
    looked, langs = 0, Counter[str]()
    found: dict[str, list[tuple[CaseId, str]]] = {phrase: [] for phrase in met_by}
    for case, lang, text in several:
        looked += 1
        said = folded(text)
        hits = [phrase for phrase in met_by if phrase in said]
        langs.update([lang] if hits else [])
        for phrase in hits:
            found[phrase].append((case, text))
    fits = tuple(Fit(phrase=one, n=len(its), examples=tuple(its[:SHOWN])) for one, its in found.items())
    return Preview(looked=looked, met=langs.total(), langs=dict(langs), fits=fits)


def is_open(issue: Issue | None) -> bool:
    """Say whether a fault is known and not mended."""
    return issue is not None and issue.mended is None


def may_answer(case: Case, *, pack: Pack) -> bool:
    """Say whether a case beside an incident may be answered with what is known, without anybody having looked at it alone."""
    fresh = case.status is Status.QUEUED and not case.decisions and case.members == 1
    ordinary = case.severity in ORDINARY and not case.sealed and case.heard.isdisjoint(MORE)
    return fresh and ordinary and _is_answered(pack.category(case.code))


def tells_more(complaint: Complaint, wrote: Sequence[str], *, codes: Collection[str], rules: Rules) -> bool:
    """Say whether somebody tells of more than a fault of the service of these kinds: a person reads all of it.

    So does who writes as a child, of a danger or another matter besides, at length, or again.
    """
    several = len(complaint.parts) > 1 or len(wrote) > 1
    at_length = any(len(one) > LONGEST[one.isascii()] for one in wrote)
    grave = complaint.child or complaint.received.urgent
    return (
        grave or several or at_length or any(_speaks_of_more(one, codes=codes, rules=rules) for one in wrote)
    )


def _speaks_of_more(text: str, *, codes: Collection[str], rules: Rules) -> bool:
    """Say whether any rule of triage sees another kind in the words, or a child, money, a right, a harm."""
    seen = (hit for hit in spoken_of(text, rules) if hit.rule not in HARMLESS)
    return any(hit.code not in codes for hit in seen)


def asks_to_be_read(case: Case) -> bool:
    """Say whether somebody may say of a case beside an incident that it is another matter: nobody decided it who had read it."""
    beside = case.issue is not None and case.issue.first is not None
    undecided = case.unread_match or not case.decisions
    return beside and undecided and case.status is not Status.CLOSED


def check_read(case: Case, *, fits: bool) -> Match | None:
    """Return what was answered unread, if anything was; of what waits for a person anyway nobody need say that it fits.

    Raises: NOT_IN_THIS_STATE.
    """
    answered = case.match if case.unread_match else None
    if not asks_to_be_read(case) or (fits and answered is None):
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    return answered


def may_deny(case: Case, decision: int | None) -> bool:
    """Say whether whoever reads of a decision may say in one tap that theirs is another matter: nobody looks at it again yet."""
    matched = case.match is not None and case.match.decision == decision == len(case.decisions)
    return matched and case.issue is not None and not case.on_appeal


def check_denied(case: Case, decision: int) -> Match:
    """Return what was answered with a known fault alone; refuse where a person decided, or somebody looks at it again.

    Raises: NOT_IN_THIS_STATE.
    """
    if case.match is None or not may_deny(case, decision):
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    return case.match


def is_apart(case: Case, first: CaseId) -> bool:
    """Say whether somebody said of a case that it is not about the fault which an incident is about."""
    return first in case.unmet


def is_new(first: Issue, issue: Issue | None) -> bool:
    """Say whether a case beside the incident has not been told yet what is known there now."""
    return issue is None or issue.no < first.no


def is_late(issue: Issue, *, now: datetime) -> bool:
    """Say whether the day has passed on which it was to be mended."""
    return issue.mended is None and issue.until <= now
