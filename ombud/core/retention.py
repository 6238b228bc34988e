"""What is erased when, and what stands against it?

Counted from the end of the book by the classes of its pack (K1 to K5). Each class has two dates: before `least` nothing
is erased, not even on request; by `most` it is. A hold stops both, and so does what is open before a body outside.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core.case import Case, Status
from ombud.core.complaint import Complaint, Standing
from ombud.core.pack.types import Pack, Retention

PRESERVED: Final = "K"
"""The measure by which an authority has something kept: on the host, and in all of our own books about it, until its day."""
STILL_OPEN: Final = "open"
HELD: Final = "hold"
LEAST: Final = "least"
NOTICE: Final = timedelta(days=7)
"""How long somebody who asked for erasure can still read the answer, and everything else."""
_EVER: Final = timedelta.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is to be erased at a moment: one file, one key of its own, or (`what` is none) everything."""

    at: datetime
    rule: Retention | None
    what: UUID | None = None
    is_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Why a request for erasure is refused: `open`, `hold` or `least`, and until when, where a date is known."""

    ground: str
    until: datetime | None = None
    rule: Retention | None = None


def of_complaint(it: Complaint, *, pack: Pack) -> tuple[Due, ...]:
    """Return what will be erased of a complaint, and when, as long as nothing holds it."""
    since = ended_at(it)
    if since is None or it.erased or it.holds:
        return ()
    codes = tuple(part.code for part in it.parts)
    return (*_whole(it, since, codes=codes, pack=pack), *_pieces(it, since, codes=codes, pack=pack))


def of_case(case: Case, *, pack: Pack) -> tuple[Due, ...]:
    """Return what will be erased of a case, and when, as long as nothing holds it."""
    if case.status is not Status.CLOSED or case.erased_at is not None or case.holds or case.outside_at:
        return ()
    since = _last("closed", case.moved)
    whole, proof = (rule_of(thing, (case.code,), pack=pack) for thing in ("case", "proof"))
    dues = [] if whole is None or whole.most is None else [Due(at=since + whole.most, rule=whole)]
    if proof is not None and proof.most is not None:
        shown = {
            document for one in (*case.verified_before, *case.verified) for document in one.documents
        } - case.gone
        dues += [Due(at=since + proof.most, rule=proof, what=one, is_file=True) for one in sorted(shown)]
    return tuple(dues)


def next_at(dues: Iterable[Due]) -> datetime | None:
    """Return when something is erased next."""
    return min((due.at for due in dues), default=None)


def against(it: Complaint, *, pack: Pack, held: bool, now: datetime) -> Against | None:
    """Return what stands against erasing a complaint on request, if anything does."""
    since = ended_at(it)
    if since is None:
        return Against(ground=STILL_OPEN)
    if held or it.holds:
        return Against(ground=HELD)
    rule = rule_of("case", (part.code for part in it.parts), pack=pack)
    if rule is not None and now < since + rule.least:
        return Against(ground=LEAST, until=since + rule.least, rule=rule)
    return None


def rule_of(thing: str, codes: Iterable[str], *, pack: Pack) -> Retention | None:
    """Return the class for a thing; of several kinds the one that must be kept longest."""
    named = (pack.category(code).retention.get(thing, "") for code in codes)
    rules = [pack.retentions[name] for name in named if name in pack.retentions]
    return max(rules, key=lambda rule: (rule.least, rule.most or _EVER), default=None)


def ended_at(it: Complaint) -> datetime | None:
    """Return when a complaint came to its end, none while it has not."""
    return _last("ended", it.moved) if it.standing is Standing.ENDED else None


def _whole(it: Complaint, since: datetime, *, codes: tuple[str, ...], pack: Pack) -> Iterator[Due]:
    rule = rule_of("case", codes, pack=pack)
    dates = []
    if rule is not None and rule.most is not None:
        dates.append(since + rule.most)
    if it.erase_on is not None:
        dates.append(max(it.erase_on, since + rule.least) if rule is not None else it.erase_on)
    if dates:
        yield Due(at=min(dates), rule=rule)


def _pieces(it: Complaint, since: datetime, *, codes: tuple[str, ...], pack: Pack) -> Iterator[Due]:
    reach = it.received.contact
    contact = rule_of("contact", codes, pack=pack)
    if reach is not None and reach.id not in it.gone and contact is not None and contact.most is not None:
        yield Due(at=since + contact.most, rule=contact, what=reach.id)
    content = rule_of("content", codes, pack=pack)
    if content is not None and content.most is not None:
        for file in it.evidence:
            if file.evidence not in it.gone:
                yield Due(at=since + content.most, rule=content, what=file.evidence, is_file=True)


def _last(event: str, moved: Iterable[tuple[str, datetime]]) -> datetime:
    return max(at for code, at in moved if code == event)
