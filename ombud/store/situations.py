"""What is known about the people in a case, and which evidence may a finding rest on?"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final
from uuid import UUID

from ombud.core import guardians
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.decisions import Verdict, gives_control
from ombud.core.pack.approvals import DECLARED, ApprovalFacts, claimed
from ombud.core.pack.types import Pack
from ombud.core.playbooks import left_out
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Outcome
from ombud.store import members, texts
from ombud.store.ledger import read_complaints
from ombud.store.models import Evidence

KNOWN: Final = frozenset(field.name for field in fields(ApprovalFacts))
PAGE: Final = 200


def snapshot(case: Case) -> Mapping[str, Any]:
    """Return the host's last snapshot of the subject and its account; empty before anybody looked it up."""
    newest = next((item for item in reversed(case.evidence) if item.source == "host"), None)
    if newest is None:
        return {}
    found = texts.read_many(case.id, (newest.evidence,)).get(newest.evidence)
    return json.loads(found) if found else {}


def is_childs(case: Case) -> bool:
    """Say whether the host, when it was asked last, said that the account behind the subject is a child's."""
    return bool((snapshot(case).get("account") or {}).get("minor"))


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
    sums = [one.amount for one in verdict.measures if one.amount is not None]
    return replace(
        known(case),
        amount=sum(one.minor for one in sums),
        currency=" ".join({one.currency for one in sums}),
        control_change=gives_control(case, verdict.measures),
        refused=verdict.outcome is Outcome.REFUSED,
        first_took_two=any(past.proposal.signers for past in case.decisions),
        **dict.fromkeys(declares | discloses | left_out(case, pack), True),
    )


def known(case: Case) -> ApprovalFacts:
    """Return what raises the number of signatures whatever is chosen: whose account it is, and who asks."""
    account: Mapping[str, Any] = snapshot(case).get("account") or {}
    says: dict[str, Any] = dict.fromkeys(claimed(case.heard), True)
    return ApprovalFacts(
        followers=int(account.get("followers") or 0),
        livelihood=bool(account.get("livelihood")),
        business_account=bool(account.get("business")),
        verified_account=bool(account.get("verified")),
        account_of_minor=bool(account.get("minor")),
        unread_language=case.opened.lang == Lang.UND,
        **says,
    )


def evidence_of(case: Case) -> frozenset[UUID]:
    """Return the ids a finding may rest on: the case's evidence, its complaints, and what those brought."""
    ids = {item.evidence for item in case.evidence}
    ids.update({case.host_told.words.id} if case.host_told else ())
    joined = [one.complaint for one in members.first(case.id, limit=PAGE)]
    ids.update(joined)
    ids.update(Evidence.objects.filter(owner__in=joined).values_list("id", flat=True))
    return frozenset(ids)
