"""Propose that a stored pack be in force, for others to sign."""

from datetime import datetime
from uuid import UUID

from ombud.core.ids import Mint
from ombud.core.pack import activation
from ombud.core.pack.activation import AppliesTo, Proposal
from ombud.core.pack.types import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import activations, packs, staff
from ombud.store.transactions import one_transaction


@one_transaction
def propose_pack(
    digest: str, *, applies_to: AppliesTo, why: Text, by: AgentId, mint: Mint, now: datetime
) -> UUID:
    """Propose a pack that passed its golden cases, or that was in force before; a newer proposal replaces an older one.

    Raises: NOT_ALLOWED, NOT_FOUND, PACK_IN_FORCE, PACK_UNFIT, PACK_UNTRIED, NEEDS_REASON, TEXT_TOO_LONG.
    """
    if Role.POLICY.value not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    if not packs.is_stored(digest):
        raise Refused(No.NOT_FOUND)
    packs.forget()
    pack = packs.by_digest(digest)
    place = pack.jurisdiction
    kept = {one.digest: one for one in packs.stored(place)}
    before = packs.in_force(place)
    began_with = min(kept.values(), key=lambda one: one.at).digest
    activation.check_pack(
        pack,
        golden=kept[digest].golden,
        in_force=before,
        was_in_force=digest == began_with or activations.was_signed(digest),
    )
    activation.check_why(why)
    proposal = Proposal(
        id=mint(0),
        jurisdiction=place,
        digest=digest,
        before=before.digest,
        applies_to=applies_to,
        why=Text(zh=why.zh.strip(), en=why.en.strip()),
        by=by,
        at=now,
    )
    activations.propose(proposal)
    return proposal.id
