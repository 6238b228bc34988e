"""What is known about the people in a case, and which evidence may a finding rest on?"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from ombud.core import guardians
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.decisions import Verdict
from ombud.core.pack.approvals import DECLARED, ApprovalFacts
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.situation import of_account, of_choice
from ombud.core.vocabulary import HOST
from ombud.store import members, texts
from ombud.store.ledger import read_complaints
from ombud.store.models import Evidence

PAGE: Final = 200


def snapshot(case: Case) -> Mapping[str, Any]:
    """Return the host's last snapshot of the subject and its account; empty before anybody looked it up."""
    newest = next((item for item in reversed(case.evidence) if item.source == HOST), None)
    if newest is None:
        return {}
    found = texts.read_many(case.id, (newest.evidence,)).get(newest.evidence)
    return json.loads(found) if found else {}


def is_childs(case: Case) -> bool:
    """Say whether the host, when it was asked last, said that the account behind the subject is a child's."""
    return known(case).account_of_minor


def proved_guardians(case: Case, *, pack: Pack) -> tuple[Complaint, ...]:
    """Return the complaints of guardians who have proved to be one."""
    asked = read_complaints(fact.complaint for fact in case.verified)
    return tuple(
        complaint
        for complaint in asked
        if guardians.may_read(case, complaint.id, relation=complaint.received.relation, pack=pack)
    )


def situation(case: Case, verdict: Verdict, *, declares: frozenset[str], pack: Pack) -> ApprovalFacts:
    """Return what raises the number of signatures: the account's standing, the choice, and what the agent declares.

    Where a proved guardian will be written to, something about a minor is disclosed, and where a step was left out, what
    that step says of it is true, whatever was declared; and whoever says they are an authority, or act for a company,
    counts as that: the claim opens nothing, but it takes two.
    """
    unknown = declares.difference(DECLARED)
    if unknown:
        raise Refused(No.UNKNOWN_WORD, field="declares", value=min(unknown), known=sorted(DECLARED))
    writes = any(step.letter == guardians.LETTER for step in pack.playbook(case.code).steps)
    discloses = {"minor_disclosure"} if writes and proved_guardians(case, pack=pack) else set()
    choice = of_choice(case, outcome=verdict.outcome, measures=verdict.measures, pack=pack)
    return replace(known(case), **{**choice, **dict.fromkeys(declares | discloses, True)})


def known(case: Case) -> ApprovalFacts:
    """Return what raises the number of signatures whatever is chosen: whose account it is, and who asks.

    What the house itself was told by the host counts before anybody looks the account up.
    """
    told, account = of_account(case), snapshot(case).get("account") or {}
    seen = {"livelihood": "livelihood", "verified_account": "verified", "account_of_minor": "minor"}
    true = {name for name, said in seen.items() if account.get(said)}
    if "followers" in account:
        told["followers"] = int(account["followers"] or 0)
    return ApprovalFacts(
        **{**told, **dict.fromkeys(true, True), "business_account": bool(account.get("business"))}
    )


def evidence_of(case: Case) -> frozenset[UUID]:
    """Return the ids a finding may rest on: the case's evidence, its complaints, and what those brought."""
    ids = {item.evidence for item in case.evidence}
    ids.update({case.host_told.words.id} if case.host_told else ())
    joined = [one.complaint for one in members.first(case.id, limit=PAGE)]
    ids.update(joined)
    ids.update(Evidence.objects.filter(owner__in=joined).values_list("id", flat=True))
    return frozenset(ids)
