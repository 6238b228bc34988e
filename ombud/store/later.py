"""What came after the end of all cases of somebody: who is to read it, what can come of it, and what do they hear?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import appeals, case_fold, facts, later, mandates, notices
from ombud.core.case import Case
from ombud.core.complaint import Complaint, Part
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.lessons import Look
from ombud.core.notices import letter_id
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import CaseId, ComplaintId, LookKind, Reading, Side
from ombud.store import caseviews, giving_record, letters, mailroom, packs, penning, silences, texts
from ombud.store.asking import asked
from ombud.store.caseviews import Voice
from ombud.store.evidence import File
from ombud.store.ledger import Book, read_case, read_complaint, read_lines
from ombud.store.letters import Letter

BY: Final = "chore:later"
TOLD_BY: Final[Mapping[Reading, str]] = {
    Reading.NOTHING: notices.READ_LATER,
    Reading.MATTER: notices.MATTER_LATER,
}
"""By which letter whoever sent it hears what came of it, where the case is not judged anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """What came after the end as whoever reads it needs it: up to which line it was `seen`, and what may come of it."""

    voice: Voice
    since: datetime
    seen: int
    leads: tuple[Reading, ...]
    words: tuple[tuple[datetime, str], ...] = field(repr=False)
    files: tuple[File, ...] = ()


def note(book: Book[Complaint], *, now: datetime) -> None:
    """Write that more came where nobody works on it any more, and by when it is read; once until somebody has read it.

    Where a case of theirs is open, or yet to begin, whoever works on it reads it there. A case of which nothing can be read any
    more reads nothing.
    """
    it = book.state
    if it.later is not None:
        return
    cases = [case for part in it.parts if (case := _begun(part)) is not None]
    yet_to_begin = len(cases) < len(it.parts)
    if yet_to_begin or all(case.erased_at for case in cases) or any(map(later.is_read_anew, cases)):
        return
    pack = packs.in_force(it.received.jurisdiction)
    by = later.read_by(it, pack.learning.later, calendars=packs.calendars_of(pack.digest), now=now)
    book.write(facts.CameLater(read_by=by), by=BY, now=now)


def case_of(it: Complaint) -> CaseId | None:
    """Return the case in whose lane it is read: the last of theirs that can still be read."""
    return next((case for case in reversed(_cases(it)) if read_case(case).erased_at is None), None)


def _begun(part: Part) -> Case | None:
    """Return the case of a part, where it has a book: what is held back, or has just come, was given one that is yet to begin."""
    if part.case is None:
        return None
    lines = read_lines(part.case)
    return case_fold.fold(part.case, lines) if lines else None


def _cases(it: Complaint) -> tuple[CaseId, ...]:
    return tuple(dict.fromkeys(part.case for part in it.parts if part.case is not None))


def to_draw(*, beside: Collection[ComplaintId] = (), limit: int) -> tuple[ComplaintId, ...]:
    """Return complaints `beside` these of which something waits that nobody was given to read, by when it is to be read."""
    said = """
    SELECT id FROM complaint WHERE read_by IS NOT NULL AND later_case IS NULL AND id <> ALL(%s)
    ORDER BY read_by LIMIT %s
    """
    return tuple(one for (one,) in asked(said, [*beside], limit))


def answered(*, matter: bool, beside: Collection[ComplaintId] = (), limit: int) -> tuple[ComplaintId, ...]:
    """Return complaints `beside` these of which something was read, or is read anew; those of which it is a `matter` of its own apart."""
    said = """
    SELECT c.id FROM complaint c JOIN look l
      ON l.bucket = get_byte(uuid_send(c.later_case), 15) AND l.case_id = c.later_case AND l.no = c.later_look
    WHERE c.read_by IS NOT NULL AND l.state NOT IN ('waiting', 'in_hand') AND (l.second IS NOT DISTINCT FROM %s) = %s
      AND c.id <> ALL(%s)
    ORDER BY c.read_by LIMIT %s
    """
    return tuple(one for (one,) in asked(said, Reading.MATTER.value, matter, [*beside], limit))


def look_of(it: Complaint) -> Look | None:
    """Return the look as which it is read."""
    if it.later is None or it.later.case is None or it.later.look is None:
        return None
    return read_case(it.later.case).lessons.find_look(it.later.look)


def to_read(case: Case, look: Look, *, words: bool) -> ToRead | None:
    """Return what came after the end and is read by this look; without `words` only that, and when, something came."""
    if look.drawn.kind != LookKind.LATER or look.drawn.complaint is None:
        return None
    it = read_complaint(look.drawn.complaint)
    came = brought(it)
    begun, ids = began(it, look), ids_of(came)
    voice = caseviews.voice(it.id, words=words)
    return ToRead(
        voice=voice,
        since=begun,
        seen=it.seq,
        leads=tuple(may_lead(case, it, at=begun)),
        words=tuple(said for said, one in zip(voice.words, voice.ids, strict=True) if one in ids),
        files=tuple(one for one in voice.files if one.id in ids),
    )


def brought(it: Complaint, *, upto: int | None = None) -> tuple[Line, ...]:
    """Return what came and is to be read now, oldest first: words and files, `upto` the line that somebody saw."""
    return brought_by(read_lines(it.id), upto=it.seq if upto is None else upto)


def brought_by(lines: Sequence[Line], *, upto: int) -> tuple[Line, ...]:
    """Return what was last given a day in these lines, no more than up to one of them."""
    return later.since(lines, seen=later.begins(lines, seen=lambda fact: seen_by(fact) or 0), upto=upto)


def seen_by(fact: facts.ReadLater) -> int | None:
    """Return the line up to which somebody had read what came, where anybody did."""
    look = read_case(fact.case).lessons.find_look(fact.look)
    return look.answer.seen if look is not None and look.answer else None


def ids_of(lines: Iterable[Line]) -> frozenset[UUID]:
    """Return the names of the words and files that lines brought."""
    return frozenset((*(one.id for one in words_of(lines)), *files_of(lines)))


def words_of(lines: Iterable[Line]) -> tuple[facts.Words, ...]:
    """Return the words that lines brought."""
    return tuple(line.fact.words for line in lines if isinstance(line.fact, facts.Wrote))


def files_of(lines: Iterable[Line]) -> tuple[UUID, ...]:
    """Return the names of the files that lines brought."""
    return tuple(line.fact.evidence for line in lines if isinstance(line.fact, facts.EvidenceAdded))


def began(it: Complaint, look: Look) -> datetime:
    """Return when the first of it came: an appeal that is among it came then."""
    return next((line.at for line in brought(it)), look.at)


def may_lead(case: Case, it: Complaint, *, at: datetime) -> Iterator[Reading]:
    """Yield what may come of it: an appeal only where it came in time and is theirs, a matter of its own only while they can be read.

    The record only where the kind keeps one, and they have none and may hear of it.
    """
    yield Reading.NOTHING
    with suppress(Refused):
        appealable(case, it, at=at)
        yield Reading.APPEAL
    yield Reading.EVIDENCE
    if hears(case, it) and giving_record.may_ask(case, it, pack=packs.of_case(case)):
        yield Reading.RECORD
    if not it.erased:
        yield Reading.MATTER


def appealable(case: Case, it: Complaint, *, at: datetime) -> Letter:
    """Return the letter that told them of the decision; refuse where they cannot appeal against it.

    Raises: NOT_FOUND, NOT_DECIDED, APPEAL_CLOSED, APPEAL_ALREADY, MANDATE_OVER, ERASED.
    """
    mandates.check_speaks(case, it.id)
    it_told = letters.find(letters.outcome_id(it.id, case_id=case.id, decision=len(case.decisions)))
    appeals.check(
        case, side=it_told.side, letter_until=it_told.appeal_until, pack=packs.of_case(case), now=at
    )
    appeals.check_once(case, side=it_told.side, complaint=it.id)
    texts.key_of(it.received.person)
    return it_told


def said(it: Complaint, *, upto: int) -> str:
    """Return what they wrote after the end, up to the line that somebody saw, as one text."""
    ids = [one.id for one in words_of(brought(it, upto=upto))]
    known = texts.read_many(it.id, ids)
    return later.said((known[one] for one in ids if one in known), lang=it.received.locale)


def hears(case: Case, it: Complaint) -> bool:
    """Say whether whoever sent it hears what came of it.

    Not while their account is told nothing, nor once they speak for another no more, nor once they, or why, were erased.
    """
    if case.erased_at is not None or it.id in case.unmandated:
        return False
    return not it.erased and not case.is_withheld(Side.COMPLAINANT) and not silences.holds(case, it)


def letter_of(case: Case, look: facts.LookDrawn, leads: str) -> UUID:
    """Return the id of the letter by which they hear that it held nothing new, or is a matter of its own."""
    to = look.complaint or case.id
    return letter_id(bucket_of(to), TOLD_BY[Reading(leads)], case.id.hex, str(look.no), to.hex)


def tell(case: Case, look: Look, it: Complaint, *, leads: Reading, text: str, now: datetime) -> None:
    """Tell them so, and until when they may appeal where they may."""
    pen = penning.pen_to(it, pack=packs.for_reader(case, it))
    until = None
    with suppress(Refused):
        until = appealable(case, it, at=now).appeal_until
    values = notices.later_values(number_of(it.id, "C"), reasons=text, until=until, pen=pen)
    template = TOLD_BY[leads]
    written = penning.write(template, values, pen=pen)
    draft = letters.draft(it, letter_of(case, look.drawn, leads), template, said=written, case_id=case.id)
    mailroom.post((draft,), now=now)


def close(book: Book[Complaint], *, matter: ComplaintId | None = None, now: datetime) -> bool:
    """Say once what came of it; what came since somebody read it is read again, by a day.

    As which `matter` of its own it goes on they are told once that is filed.
    """
    it, look = book.state.later, look_of(book.state)
    if it is None or it.case is None or look is None:
        return False
    if matter is not None:
        book.write(facts.ContinuedIn(complaint=matter), by=BY, now=now)
    leads = Reading.ANEW.value if look.answer is None else look.answer.leads
    fact = facts.ReadLater(case=it.case, look=it.look, leads=leads, complaint=matter)
    book.write(fact, by=BY, now=now)
    if matter is not None:
        _tell_apart(read_case(it.case), look, book.state, now=now)
    if look.answer is not None and later.since(read_lines(book.state.id), seen=look.answer.seen):
        note(book, now=now)
    return True


def _tell_apart(case: Case, look: Look, it: Complaint, *, now: datetime) -> None:
    """Tell them that it goes on as a complaint of its own, in the words of whoever read it."""
    if look.answer is not None and hears(case, it):
        text = texts.read(case.id, look.answer.words.id)
        tell(case, look, it, leads=Reading.MATTER, text=text, now=now)
