"""How do an agent's plain words become a proposal? Sealed, weighed by the rules, written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core import decisions, facts, notices, restoring
from ombud.core.case import Case
from ombud.core.decisions import Verdict
from ombud.core.ids import Mint
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Outcome, Ruling, Side
from ombud.store import members, returning, rows, situations, texts


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
    gives_to: ComplaintId | None = None
    """Whose complaint gets the account; where only one complained it need not be said."""
    declares: frozenset[str] = frozenset()
    """What the agent knows of the situation that raises the approval: complainant_is_company, minor_disclosure …"""


def proposal_of(
    case: Case, draft: Draft, *, pack: Pack, by: AgentId, mint: Mint, now: datetime
) -> facts.Proposed:
    """Seal the words and let the rules judge; refuse what may not stand."""
    decisions.check_in_hand(case, by)
    _check_words(draft, pack)
    keeper = _Keeper(case.id, mint)
    verdict = Verdict(
        outcome=draft.outcome,
        clause=draft.clause or None,
        findings=tuple(
            facts.Finding(words=keeper.keep(text), evidence=shown) for text, shown in draft.findings
        ),
        measures=decisions.lasting(draft.measures, pack=pack, now=now),
        for_complainant=keeper.keep_any(draft.for_complainant),
        for_account=keeper.keep_any(draft.for_account),
        why_not_lower=keeper.keep_any(draft.why_not_lower),
        ruling=draft.ruling,
        gives_to=members.meant(case, draft.gives_to),
    )
    proposal = decisions.rule(
        case,
        verdict,
        pack=pack,
        evidence=situations.evidence_of(case),
        situation=situations.situation(case, verdict, declares=draft.declares, pack=pack),
        by=by,
    )
    restoring.check_stays(case, proposal.measures, barred=returning.barred(case), pack=pack)
    restoring.check_not_before(case, proposal, clocks=rows.case_clocks(case, now=now), now=now)
    return proposal


def _check_words(draft: Draft, pack: Pack) -> None:
    """Refuse words that no letter of ours says, before anything is sealed; reasons and findings go to the account too."""
    notices.check_phrases(draft.for_complainant, pack=pack, side=Side.COMPLAINANT, field="for_complainant")
    told = ("for_account", draft.for_account), ("why_not_lower", draft.why_not_lower)
    for field, text in (*told, *(("findings", text) for text, _ in draft.findings)):
        notices.check_phrases(text, pack=pack, side=Side.ACCOUNT, field=field)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Seals the words of a draft for the case."""

    case_id: CaseId
    mint: Mint

    def keep(self, text: str) -> facts.Words:
        """Seal words that must not be empty."""
        if not text.strip():
            raise Refused(No.FACTS_MISSING, field="findings")
        return texts.keep_for(self.case_id, text, mint=self.mint)

    def keep_any(self, text: str) -> facts.Words | None:
        """Seal words if there are any."""
        return self.keep(text) if text.strip() else None
