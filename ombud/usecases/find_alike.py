"""Ask the host what is like the subject of a case, and say which of it has a case already."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Required, TypedDict, assert_never

from ombud.adapters.platform.contract import (
    Alike,
    Found,
    HostSubject,
    Likeness,
    Platform,
    RefusedByHost,
    Unreachable,
)
from ombud.core import placing
from ombud.core.case import Case
from ombud.core.following import check_may_work
from ombud.core.ids import Mint
from ombud.core.pack.tools import OTHERS, SEARCH
from ombud.core.playbooks import asks_of_others
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, SubjectKind
from ombud.store import kin, packs, subjects, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

PAGE: Final = 20
"""How much is shown, and can be set beside, at once."""
MOST: Final = 200
"""How much of what the host told of is kept."""
SAME: Final = Likeness.HASH
CUT: Final = Likeness.CUT
"""In what something is the very same, or cut from a stream that the case is about: its replay and its clips. What else was cut from
the stream that a clip comes from is another matter."""
WROTE: Final = frozenset({Likeness.WROTE})
"""What is asked by itself alone, and only where a child may be harmed: to whom an account wrote is nobody else's business."""
UNSEEN: Final = frozenset({"removed", "hidden", "blocked", "account_closed"})
"""How a host says that nobody sees a thing any more; whatever else it says, or nothing, counts as seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likened:
    """Something alike; `number` is that of the open case on the same matter, `kin` says that it stands beside already."""

    it: Alike
    number: str = ""
    kin: bool = False

    @property
    def named(self) -> str:
        """Return what it is called when it is set beside."""
        return f"{self.it.subject.kind}:{self.it.subject.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of what is alike, and where the next one begins."""

    items: tuple[Likened, ...]
    next: str


class _Told(TypedDict, total=False):
    """What a search says by itself of what it found: of which kind it is, and how many."""

    source: Required[str]
    copies: int
    others: int


def find_alike(
    case_id: CaseId,
    *,
    whys: Iterable[str],
    after: str = "",
    opened_for: str = "",
    by: AgentId,
    platform: Platform,
    keep: Mint | None = None,
    now: datetime,
) -> Page:
    """Ask outside of any transaction; whoever holds the case, or a lead, and only for what they may open.

    Whoever works on the case may `keep` that it was looked for, and what came of it: a step that searches rests on that. To which
    children an account wrote is asked by itself; a host that does not know this cannot say that there was none.
    """
    case = read_case(case_id)
    kin.check_may(case, by, opened_for=opened_for, now=now)
    named = subjects.find(case.subject) if case.subject is not None else None
    if named is None:
        raise Refused(No.NOT_FOUND, field="subject")
    wanted = _likenesses(whys)
    if wanted >= WROTE and (wanted != WROTE or not asks_of_others(case, packs.of_case(case))):
        raise Refused(No.UNKNOWN_WORD, field="whys", value=Likeness.WROTE.value, known=[])
    subject = HostSubject(named.platform, named.kind, named.external)
    told = platform.alike(subject, whys=wanted, after=after, limit=PAGE, now=now)
    match told:
        case _ if wanted == WROTE and not (isinstance(told, Found) and Likeness.WROTE in told.answered):
            raise Refused(No.ASK_HOST, why="others")
        case Unreachable(why=why):
            raise Refused(No.NOT_FOUND, field="host", why=why.value)
        case RefusedByHost(detail=detail):
            raise Refused(No.NOT_FOUND, field="host", why=detail)
        case Found(items=items, next=following):
            if keep is not None:
                every = _all(platform, subject, items, following, whys=wanted, now=now)
                counts = _of_others(every) if wanted == WROTE else _of_copies(every, subject)
                _keep(case_id, every, counts, by=by, mint=keep, now=now)
            return Page(items=tuple(_likened(case, one) for one in items), next=following)
        case answer:
            assert_never(answer)


def _all(
    platform: Platform,
    subject: HostSubject,
    items: tuple[Alike, ...],
    following: str,
    *,
    whys: frozenset[Likeness],
    now: datetime,
) -> tuple[Alike, ...]:
    """Ask on to the last page: what is kept is all that the host told of, up to what a person can look at."""
    every = items
    while following and len(every) < MOST:
        answer = platform.alike(subject, whys=whys, after=following, limit=PAGE, now=now)
        if not isinstance(answer, Found):
            raise Refused(No.NOT_FOUND, field="host", why="search")
        every, following = (*every, *answer.items), answer.next
    return every


def _of_copies(several: Iterable[Alike], subject: HostSubject) -> _Told:
    """Return of how many of the very same thing, or cut from it, the host says that they can still be seen."""
    live = subject.kind == SubjectKind.LIVE
    copies = (one for one in several if one.why == SAME or (live and one.why == CUT))
    return {"source": SEARCH, "copies": len({one.subject for one in copies if one.state not in UNSEEN})}


def _of_others(several: Iterable[Alike]) -> _Told:
    """Return to how many other children the account wrote: the host tells of one message to each."""
    return {"source": OTHERS, "others": len({one.subject for one in several})}


@one_transaction
def _keep(
    case_id: CaseId, items: Iterable[Alike], told: _Told, *, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Keep what was found, or that nothing was, under the case's key."""
    found = [
        {"subject": f"{one.subject.kind}:{one.subject.id}", "why": one.why.value, "state": one.state}
        for one in items
    ]
    said = json.dumps({"at": now.isoformat(), "found": found}, ensure_ascii=False)
    with open_case(case_id) as book:
        check_may_work(book.state, by)
        book.write(texts.keep_answer(case_id, said, mint=mint, **told), by=f"agent:{by}", now=now)


def _likenesses(whys: Iterable[str]) -> frozenset[Likeness]:
    """Return in what ways; without any, in all of them but to whom an account wrote."""
    said = frozenset(whys)
    unknown = said - frozenset(Likeness)
    if unknown:
        raise Refused(
            No.UNKNOWN_WORD, field="whys", value=min(unknown), known=[one.value for one in Likeness]
        )
    return frozenset(map(Likeness, said)) or frozenset(Likeness) - WROTE


def _likened(case: Case, one: Alike) -> Likened:
    subject = subjects.known_as(one.subject.platform, one.subject.kind, one.subject.id)
    matter = placing.matter_of(case.code, subject=subject, complaint=case.id)
    there = kin.open_on(subject, matter)
    beside = there is not None and there in {it.case for it in case.kin}
    return Likened(it=one, number=number_of(there, "K") if there else "", kin=beside)
