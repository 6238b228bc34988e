"""How does a case get another beside it? First its own book says so, then the other's, each in a commit of its bucket.

1. The first case's book says that it leads, in the commit that begins the new cases: those are only inserted, so that
   rows of one bucket are locked and no more.
2. A case that was open already lies in another bucket. Its row of kin stays due until that book says so too, and until the
   host is asked who is behind the subject. Doing it twice is harmless.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length

from ombud.core import facts, kin, placing, seals
from ombud.core.case import Case, Status
from ombud.core.codec import decode
from ombud.core.ids import Mint, bucket_of
from ombud.core.placing import AFTER
from ombud.core.receipts import parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import (
    HOST,
    OVERTURNS,
    AgentId,
    Beside,
    CaseId,
    Kinship,
    Outcome,
    SubjectId,
    SubjectKind,
    class_of,
)
from ombud.store import access, incidents, naming, packs, queue, staff, subjects, texts
from ombud.store.asking import asked
from ombud.store.ledger import finish, open_case, read_case, start_case
from ombud.store.models import Case as CaseRow
from ombud.store.models import KinRow
from ombud.store.staff import Colleague
from ombud.store.subjects import Named
from ombud.store.transactions import one_transaction

BY: Final = "chore:kin"
_OWN: Final = 32
"""How long the name of a matter is that is only one case's: the hexadecimal name of that case, or of its complaint."""
SHOWN: Final = 12
"""How many other cases about an account are shown."""
WEIGHED: Final = 200
"""How many that somebody judged are counted by how they ended."""
FINDS: Final = frozenset({Outcome.GRANTED, Outcome.VIOLATION})
DRAWN: Final = 40
"""How many of a family are drawn."""
ENDED: Final = frozenset({Status.DECIDED, Status.CLOSED})
_LAST: Final = """
SELECT DISTINCT ON (stream) stream, body FROM ledger
WHERE bucket = ANY(%s) AND stream = ANY(%s) AND kind = 'Decided' ORDER BY stream, seq DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A case of a family, as a person may see it: how it stands and ended, not what it is about where that is sealed."""

    id: CaseId
    number: str
    kinship: str
    status: str
    severity: str
    outcome: str
    code: str
    subject: str
    on_appeal: bool
    overturned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAccount:
    """Other cases about an account, those that are shown, and how many found something, found nothing, and are `going`."""

    shown: tuple[Relative, ...] = ()
    found: int = 0
    nothing: int = 0
    going: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A case that leads and who stands beside it; `more` stand there too and are not drawn."""

    head: Relative
    beside: tuple[Relative, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Begins:
    """What a case begins as that is set beside another: about what, of which kind, and why it belongs there, in plain words."""

    kind: SubjectKind
    code: str
    kinship: Kinship
    reason: str


def check_may(case: Case, by: AgentId, *, opened_for: str, now: datetime) -> Colleague:
    """Return who looks beside the case: whoever holds it, or a lead, and once it is decided whoever had a hand in that.

    Refuse whoever may not open what is sealed in it.
    """
    person = staff.colleague(by)
    finishes = case.is_finished_by(by) and by not in case.kept_out
    if not (finishes or access.may_enter(case, person)):
        raise Refused(No.NOT_YOURS, status=case.status.value)
    seals.check(access.seal_of(case, person, pack=packs.of_case(case), now=now), reason=opened_for)
    return person


def due(*, now: datetime, limit: int) -> tuple[tuple[CaseId, CaseId], ...]:
    """Return who leads whom where the other's book does not say so yet; a look without a lock."""
    said = "SELECT case_id, kin FROM kin WHERE due_at <= %s ORDER BY due_at, kin LIMIT %s"
    return tuple((first, other) for first, other in asked(said, now, limit))


def by_number(number: str, *, person: Colleague) -> CaseId:
    """Return the open case of a number; refuse one that is over, and somebody tied to it or kept out of it."""
    row = named(number)
    if row is None or row.status == Status.CLOSED or person.id in read_case(row.id).kept_out:
        raise Refused(No.NOT_FOUND, field="beside")
    if row.subject and not {row.subject, queue.accounts_of([row.subject]).get(row.subject)}.isdisjoint(
        person.ties
    ):
        raise Refused(No.CONFLICT)
    found: CaseId = row.id
    return found


def named(number: str) -> CaseRow | None:
    """Return the row of the case that has a number."""
    parsed = parse_number(number)
    return CaseRow.objects.filter(bucket=parsed.bucket, number=parsed.text).first()


def open_on(subject: SubjectId, matter: str) -> CaseId | None:
    """Return the open case on this matter; of two, the newer one, and none that an appeal opened again."""
    once_more = Q(matter=matter) | Q(matter__startswith=f"{matter}{AFTER}")
    rows = CaseRow.objects.filter(once_more, bucket=bucket_of(subject), subject=subject)
    found: CaseId | None = (
        rows.exclude(status=Status.CLOSED)
        .order_by("appealed", "-opened_at")
        .values_list("id", flat=True)
        .first()
    )
    return found or next(iter(pointed_at(subject, matter)), None)


def pointed_at(subject: SubjectId, matter: str) -> tuple[CaseId, ...]:
    """Return the open cases on this matter that nobody's complaint can join, as each is a matter of its own, the newest first.

    What they are about was not named when they began, or is no other side's: they lie where their first complaint lies.
    """
    rows = subjects.cases_about(subject).exclude(status=Status.CLOSED).order_by("-opened_at")
    several = rows.annotate(size=Length("matter")).filter(size=_OWN).values_list("id", "code")
    return tuple(one for one, code in several[:DRAWN] if class_of(code) == matter)


def others_on(case: Case) -> tuple[Relative, ...]:
    """Return the other open cases about the same thing and of the same class: nobody joins two, a person may set them beside."""
    if case.subject is None:
        return ()
    known = {case.id, *kin.family(case)}
    rows = subjects.cases_about(case.subject).exclude(status=Status.CLOSED).exclude(id__in=known)
    several = rows.order_by("-opened_at")[:DRAWN]
    return _relatives([one for one in several if class_of(one.code) is class_of(case.code)], {})


def about_account(case: Case, account: SubjectId | None, *, person: Colleague) -> OfAccount:
    """Return the other cases about the same account, whatever thing of it they are about, those that somebody judged first.

    Whoever floods it with complaints hides none of those. What is sealed is left out, and what this person is kept out of.
    """
    if account is None:
        return OfAccount()
    judged, newest = subjects.judged_of_account(account), subjects.cases_about_account(account)
    rows, waiting = (
        some.filter(sealed=False).exclude(id=case.id).exclude(kept_out__contains=person.id.hex)
        for some in (judged, newest.exclude(status__in=ENDED, on_appeal=False))
    )
    ended = [*rows.order_by("-opened_at", "id")[:WEIGHED]]
    outcomes = [one.outcome for one in _ends([row.id for row in ended]).values()]
    found = sum(one in FINDS for one in outcomes)
    going = [*waiting.order_by("-opened_at", "id")[: max(SHOWN - len(ended), 1)]]
    return OfAccount(
        shown=_relatives([*ended[: SHOWN - len(going)], *going], {}),
        found=found,
        nothing=len(ended) - found,
        going=waiting.count(),
    )


def unappealed_on(subject: SubjectId, matter: str, *, but: CaseId) -> CaseId | None:
    """Return the open case on this matter that takes in whoever complains, if it is another than this one."""
    rows = CaseRow.objects.filter(bucket=bucket_of(subject), subject=subject, matter=matter, appealed=False)
    return rows.exclude(status=Status.CLOSED).exclude(id=but).values_list("id", flat=True).first()


def begin(
    first: Case,
    other: CaseId,
    subject: SubjectId | None,
    *,
    as_what: Begins,
    by: str,
    mint: Mint,
    now: datetime,
) -> bool:
    """Begin a case about this beside the first, by the rules in force, to the queue; say no if somebody's was there first."""
    pack = packs.in_force(first.opened.jurisdiction)
    opening = kin.opening(first, subject, kind=as_what.kind, code=as_what.code, pack=pack)
    book = start_case(other, opening, by=by, now=now)
    words = texts.keep_for(other, as_what.reason, mint=mint)
    hands = naming.hands_in(first) | first.took_part() if kin.keeps_hands_out(first, as_what.kinship) else ()
    book.write(kin.begun(first, kinship=as_what.kinship, words=words, hands=hands), by=by, now=now)
    own = placing.withheld(opening, pack=pack, now=now)
    for held in kin.withheld(first, own=(own,) if own else (), pack=pack, now=now):
        book.write(held, by=by, now=now)
    return finish(book)


def settle(first: CaseId, other: CaseId, *, now: datetime) -> None:
    """Let the other's book say that it stands beside the first, and what was done in an incident; then nothing is due."""
    kinship = _say_in(other, first=first, now=now)
    again = None
    if kinship == Kinship.INCIDENT:
        incidents.learn_laws(first, other, now=now)
        again = incidents.share(first, other, now=now)
    KinRow.objects.filter(bucket=bucket_of(first), case_id=first, kin=other).update(due_at=again)


@one_transaction
def _say_in(other: CaseId, *, first: CaseId, now: datetime) -> str:
    """Write the line, once, and return of which kinship it is."""
    kinship: str = KinRow.objects.values_list("kinship", flat=True).get(
        bucket=bucket_of(first), case_id=first, kin=other
    )
    with open_case(other) as book:
        case = book.state
        if first not in kin.family(case) and case.erased_at is None:
            book.write(kin.drawn(first, kinship=kinship), by=BY, now=now)
        if case.subject is not None and HOST not in case.known:
            subjects.ask_about((case.subject,), now=now)
    return kinship


def trees(case: Case) -> tuple[Tree, ...]:
    """Return the families that a case belongs to: those it was set beside in, then the one that it leads."""
    led = [one.case for one in case.kin if one.how != Beside.LEADS]
    leads = [case.id] if case.wronged or len(led) < len(case.kin) else []
    return tuple(_tree(first) for first in (*led[:DRAWN], *leads))


def _tree(first: CaseId) -> Tree:
    rows = KinRow.objects.filter(bucket=bucket_of(first), case_id=first, how=Beside.LEADS.value)
    kinships = dict(rows.order_by("seq").values_list("kin", "kinship")[:DRAWN])
    found = {row.id: row for row in CaseRow.objects.filter(id__in=(first, *kinships))}
    family = {one.id: one for one in _relatives([found[one] for one in (first, *kinships)], kinships)}
    return Tree(
        head=family[first],
        beside=tuple(family[one] for one in kinships),
        more=rows.count() - len(kinships),
    )


def _relatives(several: Iterable[CaseRow], kinships: Mapping[CaseId, str]) -> tuple[Relative, ...]:
    """Return each of these as a person may see it; how they ended and what they are about is asked for once, not for each."""
    rows = [*several]
    named = subjects.find_all(row.subject for row in rows if row.subject and not row.sealed)
    ends = _ends([row.id for row in rows if row.status in ENDED or row.on_appeal])
    return tuple(
        _relative(
            row,
            named=named.get(row.subject) if row.subject and not row.sealed else None,
            last=ends.get(row.id),
            kinship=kinships.get(row.id, ""),
        )
        for row in rows
    )


def _ends(several: Sequence[CaseId]) -> Mapping[CaseId, facts.Decided]:
    """Return the last decision of each of these that has one."""
    found = asked(_LAST, [bucket_of(one) for one in several], several) if several else ()
    lines = ((case, decode(bytes(body)).fact) for case, body in found)
    return {case: fact for case, fact in lines if isinstance(fact, facts.Decided)}


def _relative(row: CaseRow, *, named: Named | None, last: facts.Decided | None, kinship: str) -> Relative:
    return Relative(
        id=row.id,
        number=row.number,
        kinship=kinship,
        status=row.status,
        severity=row.severity,
        outcome=last.outcome if last else "",
        code="" if row.sealed else row.code,
        subject=f"{named.kind}:{named.external}" if named else "",
        on_appeal=row.on_appeal,
        overturned=last is not None and last.ruling in OVERTURNS,
    )
