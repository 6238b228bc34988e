"""Begin cases beside a case: about other subjects or accounts that belong to the same matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ombud.core import informal, intake, kin, placing
from ombud.core.case import Case
from ombud.core.ids import Mint, bucket_of
from ombud.core.pack.types import Pack
from ombud.core.receipts import is_case
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Kinship, SubjectId, SubjectKind
from ombud.store import kin as family
from ombud.store import packs, queue, subjects, texts
from ombud.store.ledger import Book, open_case
from ombud.store.staff import Colleague
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside, each as `kind:id` on the platform of the first or as the number of an open case; why, and of which kind."""

    named: Sequence[str]
    kinship: str
    reason: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A case that stands beside the first now; `begun` if it was not open before."""

    case: CaseId
    begun: bool


class _Overtaken(Exception):  # noqa: N818 - nothing is wrong: the matter is open now, and is drawn in
    """Somebody complained about one of them in this very moment."""


def open_beside(
    case_id: CaseId, *, beside: Beside, opened_for: str = "", by: AgentId, mint: Mint, now: datetime
) -> tuple[Set, ...]:
    """Begin a case about each that is named, or draw in the one that is open on it; whoever holds the first, or a lead.

    What is begun goes to the queue, without a complaint of its own. `opened_for` is the reason typed when the sealed was
    opened. A book that was open already says that it stands beside the first in a commit of its own, here or by the chore.
    """
    try:
        done = _open(case_id, beside=beside, opened_for=opened_for, by=by, mint=mint, now=now)
    except _Overtaken:
        done = _open(case_id, beside=beside, opened_for=opened_for, by=by, mint=mint, now=now)
    for one in done:
        family.settle(case_id, one.case, now=now)
    return done


@one_transaction
def _open(
    case_id: CaseId, *, beside: Beside, opened_for: str, by: AgentId, mint: Mint, now: datetime
) -> tuple[Set, ...]:
    named = tuple(dict.fromkeys(one.strip() for one in beside.named if one.strip()))
    kinship = kin.check(beside.kinship, reason=beside.reason, named=len(named))
    with open_case(case_id) as book:
        person = family.check_may(book.state, by, opened_for=opened_for, now=now)
        pack = packs.in_force(book.state.opened.jurisdiction)
        code = beside.code or book.state.code
        if code not in pack.categories:
            raise Refused(No.UNKNOWN_WORD, field="code", value=code)
        kin.check_anew(book.state, kinship=kinship, code=code)
        informal.check_beside(book.state, kinship=kinship, code=code)
        words = texts.keep_for(case_id, beside.reason, mint=mint)
        new = _New(book, kinship=kinship, reason=beside.reason, code=code, pack=pack)
        done = []
        for one in named:
            if is_case(one):
                made = new.draw(family.by_number(one, person=person))
            else:
                subject = _subject(book.state, one, person)
                made = new.begin(subject, kind=one.partition(":")[0], by=by, mint=mint, now=now)
            book.write(kin.leads(made.case, kinship=kinship, words=words), by=f"agent:{by}", now=now)
            done.append(made)
    return tuple(done)


def _subject(case: Case, named: str, person: Colleague) -> SubjectId:
    """Return the row of what is named; refuse somebody tied to it."""
    own = subjects.find(case.subject) if case.subject else None
    if own is None:
        raise Refused(No.NOT_FOUND, field="subject")
    thing = intake.thing_named(named, platform=own.platform)
    subject = subjects.keep(thing.platform, thing.kind.value, thing.external)
    if not {subject, queue.accounts_of([subject]).get(subject)}.isdisjoint(person.ties):
        raise Refused(No.CONFLICT)
    return subject


@dataclass(frozen=True, slots=True)
class _New:
    """Begins cases beside a first."""

    first: Book[Case]
    kinship: Kinship
    reason: str
    code: str
    pack: Pack

    def draw(self, other: CaseId) -> Set:
        """Set a case that is open already beside the first."""
        kin.check_new(self.first.state, other)
        return Set(case=other, begun=False)

    def begin(self, subject: SubjectId, *, kind: str, by: AgentId, mint: Mint, now: datetime) -> Set:
        """Begin the case on this matter, unless one is open: two cannot be."""
        matter = placing.matter_of(self.code, subject=subject, complaint=self.first.id)
        there = family.open_on(subject, matter)
        case_id = there or mint(bucket_of(subject))
        kin.check_new(self.first.state, case_id)
        if there is None and not self._write(case_id, subject, kind=kind, by=by, mint=mint, now=now):
            raise _Overtaken
        return Set(case=case_id, begun=there is None)

    def _write(
        self, case_id: CaseId, subject: SubjectId, *, kind: str, by: AgentId, mint: Mint, now: datetime
    ) -> bool:
        begins = family.Begins(
            kind=SubjectKind(kind.strip()), code=self.code, kinship=self.kinship, reason=self.reason
        )
        by_agent = f"agent:{by}"
        return family.begin(
            self.first.state, case_id, subject, as_what=begins, by=by_agent, mint=mint, now=now
        )
