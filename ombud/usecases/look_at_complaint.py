"""Show a complainant where their complaint stands, and nothing of anybody else's."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from ombud.core import contacts, facts, later, limiting, rating
from ombud.core.complaint import Complaint, Standing
from ombud.core.facts import Line
from ombud.core.notices import ISSUE_KNOWN, ISSUE_LATER, ISSUE_MENDED, ISSUE_OTHER, WORD_LATER
from ombud.core.pack.pictures import may_be_intimate
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.triage.rules.said_on_form import ticked
from ombud.core.vocabulary import CaseId, ComplaintId, Reading
from ombud.store import conduct, evidence, letters, mandates, packs, penning, receipts, texts
from ombud.store.evidence import File
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.letters import Letter
from ombud.store.vault import vault

INTIMATE: Final = "PR.NCII"
"""What a complaint is about whose form says that intimate images are involved."""
LOST: Final = frozenset({"dead", "overridden"})
"""How a letter stands of which no word got through; a person looks, and may give it up."""
KEPT_ANYHOW: Final = frozenset({"", "phone_lost"})
"""Why a letter is kept though no way failed: they gave none, or a stranger may have their telephone."""
PROGRESS: Final = frozenset({letters.PROGRESS, ISSUE_KNOWN, ISSUE_LATER, ISSUE_MENDED, ISSUE_OTHER})
"""Letters by which somebody hears how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that happened to the complaint: a word of `locale/progress.yml` and the values it wants."""

    at: datetime
    what: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What comes next: a word of `locale/progress.yml`, and until when, if a date was promised."""

    what: str
    by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLetter:
    """A letter to this complainant, and the code that opens it; `unsent` says that no word of it reached any way that they gave."""

    id: UUID
    number: str
    code: str = field(repr=False)
    template: str
    made_at: datetime
    read_at: datetime | None
    appeal_until: datetime | None
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """Until when contact is limited, to whom they write, how often they are answered; `number` of the complaint if it is another."""

    until: datetime
    contact: str
    every: timedelta
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who answers to them for all parts, by a mask; by when they write; and each part's `titles` (zh, en), and whether it has ended."""

    mask: str
    word_by: datetime | None
    parts: tuple[tuple[tuple[str, str], bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSeen:
    """What a complainant may know of their own complaint; without `uploads` nobody asks them for a picture.

    A `child` is spoken to as one. `kinds` say whom they may call where they are, `again` that it may happen once more.
    `limit` is how contact with them is limited, `objects` that they may object to it, or to a warning, now.
    """

    id: ComplaintId
    number: str
    standing: Standing
    received_at: datetime
    lang: str
    urgent: bool
    held: bool
    answerable: bool
    uploads: bool
    timeline: tuple[Happened, ...]
    next: Next
    letters: tuple[SeenLetter, ...]
    files: tuple[File, ...]
    zone: ZoneInfo
    """By whose clock they are told a moment, unless their browser names its own."""
    rateable: tuple[CaseId, ...] = ()
    """Of which cases they may say now whether it is solved."""
    child: bool = False
    kinds: tuple[str, ...] = ()
    jurisdiction: str = ""
    again: bool = False
    limit: Limited | None = None
    objects: bool = False
    objected: bool = False
    contact: Contact | None = None
    appealable: SeenLetter | None = None
    """The letter from which they can appeal, while something that they sent after the end waits to be read."""


def _contact(complaint: Complaint, *, pack: Pack) -> Contact | None:
    """Return who answers for all parts of it; nothing of who that is, or of who decides them."""
    if complaint.contact is None or not contacts.is_several(complaint):
        return None
    titles = ((pack.category(part.code).title, part.outcome is not None) for part in complaint.parts)
    return Contact(
        mask=complaint.contact.mask,
        word_by=complaint.word_by,
        parts=tuple(((title.zh, title.en), ended) for title, ended in titles),
    )


def _limited(complaint: Complaint, *, now: datetime) -> Limited | None:
    """Return how contact with them is limited now; where another complaint of theirs limits it, its number."""
    limit = conduct.limit_of(complaint, now=now)
    if limit is None:
        return None
    own = limit.complaint.id == complaint.id
    return Limited(
        until=limit.fact.until,
        contact=limit.fact.contact,
        every=conduct.rule_for(complaint).every,
        number="" if own else number_of(limit.complaint.id, "C"),
    )


def look_at_complaint(complaint_id: ComplaintId, *, now: datetime) -> ComplaintSeen:
    """Read the complaint's own book only: before the decision nothing of the case it joined is told (I7)."""
    complaint = read_complaint(complaint_id)
    pack = packs.of_complaint(complaint)
    over = mandates.over(complaint)
    shown = tuple(_seen(letter, over=over) for letter in letters.of_complaint(complaint_id))
    return ComplaintSeen(
        id=complaint_id,
        number=number_of(complaint_id, "C"),
        standing=complaint.standing,
        received_at=complaint.received_at,
        lang=complaint.lang,
        urgent=complaint.received.urgent,
        held=complaint.standing is Standing.WAITING and complaint.asked is None,
        answerable=not complaint.erased,
        uploads=not complaint.erased and not _may_be_intimate(complaint),
        timeline=tuple(_timeline(read_lines(complaint_id))),
        next=_next(complaint, shown, now=now),
        letters=shown,
        files=evidence.of(complaint_id),
        rateable=rating.may_rate(complaint, pack=pack, over=over, now=now),
        child=complaint.child,
        kinds=tuple(dict.fromkeys(part.code for part in complaint.parts)),
        jurisdiction=complaint.received.jurisdiction,
        again=rating.may_happen_again(complaint, pack=pack, over=over),
        limit=_limited(complaint, now=now),
        objects=limiting.may_object(complaint, now=now),
        objected=complaint.conduct.objection is not None,
        contact=_contact(complaint, pack=pack),
        zone=penning.zone_of(pack),
        appealable=_appealable(shown, now=now) if _is_read_later(complaint) else None,
    )


_WAITS_OVER: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = MappingProxyType(
    {"time_out": ("wait_over", {}), "held_over": ("held_over", {})}
)
"""Why a wait ended → what is told of it; who answered knows that they did."""

_TELLS: Final[Mapping[type, Callable[[Any], tuple[str, Mapping[str, object]] | None]]] = MappingProxyType(
    {
        facts.Received: lambda _: ("received", {}),
        facts.Sorted: lambda _: ("sorted", {}),
        facts.EvidenceAdded: lambda _: ("evidence_added", {}),
        facts.CameLater: lambda fact: ("later", {"until": fact.read_by}),
        facts.ReadLater: lambda fact: (
            None if fact.leads == Reading.ANEW else (f"read_later.{fact.leads}", {})
        ),
        facts.Wrote: lambda fact: ("again" if fact.again else "danger" if fact.because else "wrote", {}),
        facts.AbuseMarked: lambda fact: ("abuse_warned", {}) if fact.letter is not None else None,
        facts.ContactLimited: lambda fact: ("limited", {"until": fact.until}),
        facts.AbuseObjected: lambda _: ("limit_objected", {}),
        facts.AbuseReviewed: lambda fact: ("limit_kept" if fact.kept else "limit_lifted", {}),
        facts.AnsweredTogether: lambda _: ("answered_together", {}),
        facts.AskedFor: lambda fact: ("asked", {"until": fact.until}),
        facts.PutOff: lambda fact: ("put_off", {"until": fact.until}),
        facts.Told: lambda fact: ("progress", {}) if fact.template in PROGRESS else None,
        facts.HeldBack: lambda fact: ("held_back", {"until": fact.until}),
        facts.WaitEnded: lambda fact: _WAITS_OVER.get(fact.why),
        facts.PartEnded: lambda fact: (f"outcome.{fact.outcome}", {}),
        facts.PartReopened: lambda _: ("reopened", {}),
        facts.ComplaintEnded: lambda _: ("ended", {}),
        facts.ContinuedIn: lambda fact: ("continued", {"number": number_of(fact.complaint, "C")}),
        facts.ErasureAnswered: lambda fact: (
            ("erasure_granted", {"until": fact.at}) if fact.granted else ("erasure_refused", {})
        ),
        facts.RecordFetched: lambda _: ("record_fetched", {}),
        facts.Rated: lambda fact: ("rated_solved" if fact.solved else "rated_unsolved", {}),
        facts.ContactNamed: lambda fact: (
            "contact" if fact.before is None else "contact_changed",
            {"contact": fact.mask},
        ),
        facts.PartsTold: lambda _: ("parts_told", {}),
        facts.FileErased: lambda _: ("file_erased", {}),
        facts.Erased: lambda _: ("erased", {}),
    }
)
"""What a complainant may know; joining and leaving cases and the clocks are ours alone."""


def _timeline(lines: Iterable[Line]) -> Iterator[Happened]:
    person, ended = None, False
    for line in lines:
        ended = later.has_ended(line.fact, before=ended)
        if not ended and isinstance(line.fact, facts.CameLater | facts.ReadLater):
            continue  # who is told nothing for now does not read here that it is over
        if isinstance(line.fact, facts.Received):
            person = line.fact.person
        if isinstance(line.fact, facts.Erased) and line.fact.person != person:
            yield Happened(at=line.at, what="contact_erased")
            continue
        tell = _TELLS.get(type(line.fact))
        told = tell(line.fact) if tell else None
        if told is not None:
            yield Happened(at=line.at, what=told[0], values=told[1])


def _seen(letter: Letter, *, over: Collection[CaseId]) -> SeenLetter:
    return SeenLetter(
        id=letter.id,
        number=letter.number,
        code=vault().code(letter.id, letter.key_version),
        template=letter.template,
        made_at=letter.made_at,
        read_at=letter.read_at,
        appeal_until=None if letter.case_id in over else letter.appeal_until,
        unsent=letter.state in LOST or (letter.state == "kept" and letter.detail not in KEPT_ANYHOW),
    )


def _next(complaint: Complaint, shown: Iterable[SeenLetter], *, now: datetime) -> Next:
    if complaint.standing is Standing.WAITING and complaint.asked:
        return Next(what="answer", by=complaint.asked.until)
    if complaint.standing is Standing.WAITING:
        return Next(what="held", by=complaint.held_until)
    if complaint.later and _is_read_later(complaint):
        return Next(what="read_later", by=complaint.later.read_by)
    if complaint.standing is Standing.ENDED:
        letter = _appealable(shown, now=now)
        return Next(what="appeal", by=letter.appeal_until) if letter else Next(what="nothing", by=None)
    if _hears_later(complaint):
        return Next(what=WORD_LATER, by=None)
    review = _reviewed_by(complaint)
    due = review or _promised(complaint)
    if due is not None and due < now:
        return Next(what="late", by=due)
    return Next(what="review" if review else "decide", by=due)


def _is_read_later(complaint: Complaint) -> bool:
    """Say whether something that they sent after the end waits to be read, and they may know that it ended."""
    return complaint.later is not None and complaint.standing is Standing.ENDED


def _appealable(shown: Iterable[SeenLetter], *, now: datetime) -> SeenLetter | None:
    """Return the letter from which they can appeal longest; none once nobody can."""
    open_still = [one for one in shown if one.appeal_until and one.appeal_until > now]
    return max(open_still, key=lambda one: one.appeal_until or now, default=None)


def _hears_later(complaint: Complaint) -> bool:
    """Say whether all that is still open was looked at and is told later."""
    later = {told.case for _, told in complaint.told if told.template == WORD_LATER}
    return {part.case for part in complaint.parts if part.outcome is None} <= later if later else False


def _reviewed_by(complaint: Complaint) -> datetime | None:
    """Return by when the last appeal in a matter of theirs is answered, as the receipt of that appeal said; None without one."""
    if all(code != "appeal_filed" for code, _ in complaint.moved):
        return None  # whoever was not told of it does not read of it here
    over = mandates.over(complaint)
    heard = (part.case for part in complaint.parts if part.case is not None and part.case not in over)
    cases = (read_case(one) for one in heard)
    filed = (
        (case, [at for code, at in case.moved if code == "appeal_filed"]) for case in cases if case.on_appeal
    )
    dates = (letters.review_by(case, pack=packs.of_case(case), since=moments[-1]) for case, moments in filed)
    return max(dates, default=None)


def _may_be_intimate(complaint: Complaint) -> bool:
    """Say whether a picture sent once more would do new harm; until it is sorted, by what the form was told."""
    pack = packs.of_complaint(complaint)
    codes = {part.code for part in complaint.parts}
    if not codes:
        answers = json.loads(texts.read(complaint.id, complaint.received.words.id))["answers"]
        codes = {INTIMATE} if ticked(answers.get("intimate_images")) else {complaint.received.kind or ""}
    return may_be_intimate(codes, pack=pack)


def _promised(complaint: Complaint) -> datetime | None:
    """Return the date that the receipt promised; nothing is promised before anybody read it."""
    if not complaint.parts:
        return None
    return receipts.decide_by(complaint)
