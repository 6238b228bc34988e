"""Propose how to decide a case; where no second signature is needed it is decided at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core import decisions, facts
from ombud.core.decisions import Verdict
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Outcome, Ruling
from ombud.store import deciding, packs, situations, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an agent has written down to decide a case, in plain words; `findings` pairs words with evidence ids."""

    outcome: Outcome
    clause: str | None
    findings: Sequence[tuple[str, tuple[UUID, ...]]]
    measures: tuple[facts.Chosen, ...]
    for_complainant: str
    for_account: str = ""
    why_not_lower: str = ""
    ruling: Ruling | None = None
    declares: frozenset[str] = frozenset()
    """What the agent knows of the situation that raises the approval: complainant_is_company, minor_disclosure …"""


@one_transaction
def propose(
    case_id: CaseId,
    *,
    draft: Draft,
    seen: int,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> facts.Proposed:
    """Write the proposal and, if every signature it needs is there, the decision with its orders."""
    with open_case(case_id, seen=seen) as book:
        case = book.state
        pack = packs.by_digest(case.pack)
        decisions.check_in_hand(case, by)
        keeper = _Keeper(case_id, mint)
        verdict = Verdict(
            outcome=draft.outcome,
            clause=draft.clause or None,
            findings=tuple(
                facts.Finding(words=keeper.keep(text), evidence=shown) for text, shown in draft.findings
            ),
            measures=draft.measures,
            for_complainant=keeper.keep_any(draft.for_complainant),
            for_account=keeper.keep_any(draft.for_account),
            why_not_lower=keeper.keep_any(draft.why_not_lower),
            ruling=draft.ruling,
        )
        proposal = decisions.rule(
            case,
            verdict,
            pack=pack,
            evidence=situations.evidence_of(case),
            situation=situations.situation(case, verdict, declares=draft.declares),
            by=by,
        )
        book.write(proposal, by=f"agent:{by}", now=now)
        if decisions.is_complete(book.state):
            deciding.decide(book, pack=pack, by=f"agent:{by}", now=now)
    return proposal


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Seals the words of a draft for the case."""

    case_id: CaseId
    mint: Mint

    def keep(self, text: str) -> facts.Words:
        """Seal words that must not be empty."""
        if not text.strip():
            raise Refused(No.FACTS_MISSING, field="findings")
        text_id = self.mint(bucket_of(self.case_id))
        return texts.keep(text, owner=self.case_id, person=self.case_id, text_id=text_id, make_key=True)

    def keep_any(self, text: str) -> facts.Words | None:
        """Seal words if there are any."""
        return self.keep(text) if text.strip() else None
