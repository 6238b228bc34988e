"""Print the file of a case for a body outside: what it is about, what was decided and why, what one side was told and said.

And nothing of who the other side is, or who works here.
"""

from dataclasses import dataclass, field
from datetime import datetime

from ombud.core import facts, seals
from ombud.core.case import Case, Outside
from ombud.core.ids import Mint
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Clause, Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId
from ombud.store import access, letters, outside, outside_file, packs, readings, staff, statements, texts
from ombud.store.ledger import read_case, read_lines
from ombud.store.transactions import one_transaction

HOST = "host"
"""Whose evidence may be named to either side; what somebody sent is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """The file for one side: its number, what is before the body, the thing as preserved, decisions with their clauses, letters, words."""

    number: str
    code: str
    side: str
    taken: facts.TakenOutside
    body: str = field(repr=False)
    pack: Pack
    decisions: tuple[tuple[datetime, str, Clause | None, tuple[str, ...]], ...]
    letters: tuple[tuple[datetime, Rendered], ...] = field(repr=False)
    said: tuple[str, ...] = field(repr=False)
    evidence: tuple[facts.EvidenceAdded, ...]
    preserved: tuple[outside_file.Preserved, ...]
    rulings: tuple[outside_file.HostRuling, ...]


@one_transaction
def print_file(
    case_id: CaseId, *, no: int, reason: str = "", by: AgentId, mint: Mint, now: datetime
) -> FileSeen:
    """Read it for whoever may enter what a body outside does, and write the line of the read log.

    Raises: NOT_FOUND, NOT_YOURS, ERASED, NO_CLEARANCE, NEEDS_GRANT, NEEDS_REASON.
    """
    case, person = read_case(case_id), staff.colleague(by)
    one = next((one for one in case.outside if one.taken.no == no), None)
    if one is None:
        raise Refused(No.NOT_FOUND)
    if not access.may_enter(case, person):
        raise Refused(No.NOT_YOURS, status=case.status.value)
    if case.erased_at is not None:
        raise Refused(No.ERASED)
    pack = packs.of_case(case)
    leave = seals.check(access.seal_of(case, person, pack=pack, now=now), reason=reason)
    why = f"{no} {reason.strip()}"
    grant = leave.grant if leave else None
    readings.log_read(case_id, by=by, what="outside", reason=why, grant=grant, mint=mint, now=now)
    return _file(case, one, pack=pack)


def _file(case: Case, one: Outside, *, pack: Pack) -> FileSeen:
    taken = one.taken
    told = letters.find(taken.letter)
    mine = [
        it.words.id
        for it in case.appeals
        if not it.outside and not it.is_ours and (it.side, it.complaint) == (taken.side, taken.complaint)
    ]
    known, shown = texts.read_many(case.id, mine), outside_file.shown(case)
    covered = outside_file.names(case, one, seen=shown)
    return FileSeen(
        number=told.number if taken.complaint is None else number_of(taken.complaint, "C"),
        code=case.code,
        side=taken.side,
        taken=taken,
        body=texts.read(case.id, taken.words.id),
        pack=pack,
        decisions=tuple(
            (
                past.at,
                past.proposal.ruling or past.proposal.outcome,
                pack.clauses.get(past.proposal.clause or ""),
                tuple(chosen.measure for chosen in past.proposal.measures),
            )
            for past in case.decisions
        ),
        letters=tuple((it.made_at, letters.body(it)) for it in outside.letters_of(case, one)),
        said=(*_filed(taken.complaint), *(known[words] for words in mine if words in known)),
        evidence=tuple(it for it in case.evidence if it.source == HOST),
        preserved=outside_file.preserved(
            case, seen=shown, lines=read_lines(case.id), covered=covered, pack=pack
        ),
        rulings=outside_file.rulings(case, covered=covered, pack=pack),
    )


def _filed(complaint: ComplaintId | None) -> tuple[str, ...]:
    """Return the complaint itself where a complainant went outside: nobody can judge by the answers alone."""
    text = statements.sealed_of(complaint).get("text", "") if complaint is not None else ""
    return (text,) if text else ()
