"""Sign a proposed pack, which puts it in force, or decline it."""

from datetime import datetime
from uuid import UUID

from ombud.core.pack import activation
from ombud.core.pack.activation import Verdict
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import activations, packs, staff
from ombud.store.transactions import one_transaction


@one_transaction
def settle_pack(proposal_id: UUID, *, verdict: Verdict, by: AgentId, now: datetime) -> None:
    """Write the verdict down; signed, the pack judges whatever is sorted or opened from this commit on.

    Whoever proposed may take it back, but not sign. Raises: NOT_FOUND, PROPOSAL_OVER, HAND_IN_IT, SIGNER_ROLE.
    """
    packs.forget()
    proposal = activations.find(proposal_id)
    pack = packs.in_force(proposal.jurisdiction)
    roles = staff.colleague(by).roles
    latest = activations.history(proposal.jurisdiction, limit=1)[0]
    activation.check_open(proposal, latest=latest.id, in_force=pack.digest)
    if verdict is Verdict.SIGNED:
        activation.check_signer(proposal, by=by, roles=roles, pack=pack)
    elif not roles & {Role.POLICY.value, Role.LEAD.value}:
        raise Refused(No.NOT_ALLOWED)
    activations.settle(proposal, verdict, by=by, now=now)
