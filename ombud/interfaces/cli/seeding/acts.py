"""What do people do in a story? Each act is the use case that a page or a letter would have called, at the moment it is."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ombud.adapters import here
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.pack.tools import SEARCH
from ombud.core.pack.types import Step
from ombud.core.pack.words import Text
from ombud.core.playbooks import asks_others, open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Ruling, Side
from ombud.interfaces.cli.seeding.scene import Scene, Stopped
from ombud.store import caseviews, mailroom
from ombud.store.ledger import read_complaint
from ombud.usecases.answer import answer
from ombud.usecases.appeal import appeal
from ombud.usecases.cosign import cosign
from ombud.usecases.do_step import NOTE, do_step
from ombud.usecases.find_alike import WROTE, find_alike
from ombud.usecases.find_fault import Cause, find_fault
from ombud.usecases.give_back import give_back
from ombud.usecases.grant import grant
from ombud.usecases.know_issue import Said, know_issue
from ombud.usecases.limit_contact import Limits, limit_contact
from ombud.usecases.mark_abuse import Affront, mark_abuse
from ombud.usecases.object_to_limit import object_to_limit
from ombud.usecases.open_sealed import open_sealed
from ombud.usecases.propose import Draft, Fault, propose
from ombud.usecases.protect import protect
from ombud.usecases.release import release
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take

Act = Callable[[Scene, str, Mapping[str, Any]], None]
SIGNERS: Final = ("jun", "chen", "zhou", "su", "lin")
MANAGER: Final = "zhou"
LEAVES_OUT: Final = frozenset({No.STEP_NEEDS_EVIDENCE})
"""Why a step may be left out in a story: it asks for a report that nobody writes there. Any other refusal ends the story."""


def takes(scene: Scene, who: str, _said: Mapping[str, Any]) -> None:
    """Ask for the next case, which is this story's or none; have what is sealed opened, and look it up."""
    by, wanted, now = scene.people[who], scene.case_id, here.now()
    scene.until(lambda: scene.case.status is Status.QUEUED, "queued")
    got = take(by=by, now=here.now())
    if got != wanted:
        give_back(got, why=facts.NOT_THIS_ONE, by=by, now=here.now())
        raise Stopped("another case")
    scene.kept = None
    if scene.case.sealed:
        why = scene.general
        grant(wanted, to=by, reason=why, by=scene.people[MANAGER], mint=here.mint, now=now)
        open_sealed(wanted, reason=why, by=by, mint=here.mint, now=here.now())
    scene.looks_up(by)


def works(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Go through what the playbook asks before a decision, or else `before` the close."""
    tried = set[str]()
    while True:
        waiting = open_steps(scene.case, scene.pack, before=said.get("before", "decision"))
        step = next((one for one in waiting if one.id not in tried), None)
        if step is None:
            return
        tried.add(step.id)
        _step(scene, scene.people[who], step, said)


def _step(scene: Scene, by: UUID, step: Step, said: Mapping[str, Any]) -> None:
    """Do a step as its shape asks; what asks for more than a story tells is left out with a reason."""
    note = said.get("note", scene.general)
    if step.tool == SEARCH and scene.case.subject is not None:
        _searches(scene, by)
    if asks_others(scene.case, step):
        _searches(scene, by, *WROTE)
    if step.measure and step.does == "protect":
        _guard(scene, by, step.measure, note)
    try:
        do_step(
            scene.case_id,
            step=step.id,
            said={NOTE: note},
            since=here.now() if step.dated else None,
            by=by,
            mint=here.mint,
            now=here.now(),
        )
    except Refused as no:
        if no.code not in LEAVES_OUT:
            raise
        why, leaves = said.get("left_out", note), scene.people[MANAGER] if step.skip == "lead" else by
        skip_step(scene.case_id, step=step.id, reason=why, by=leaves, mint=here.mint, now=here.now())


def _searches(scene: Scene, by: UUID, *whys: str) -> None:
    find_alike(scene.case_id, whys=whys, by=by, platform=scene.platform, keep=here.mint, now=here.now())


def _guard(scene: Scene, by: UUID, measure: str, why: str) -> None:
    if any(held.order.measure == measure for held in scene.case.protections):
        return
    now = here.now()
    target = _target(scene, measure)
    protect(scene.case_id, measure=measure, target=target, reason=why, by=by, mint=here.mint, now=now)


def _target(scene: Scene, measure: str) -> UUID | None:
    entry = scene.pack.measure(measure)
    item = entry is None or entry.scope == "item"
    return scene.case.subject if item or scene.kept is None else scene.kept.account or scene.case.subject


def protects(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Take a provisional measure."""
    _guard(scene, scene.people[who], said["measure"], said["why"])


def decides(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Propose, and let each who has to sign it be given it to sign."""
    by = scene.people[who]
    if scene.case.sealed:  # something may have come since it was opened
        open_sealed(scene.case_id, reason=scene.general, by=by, mint=here.mint, now=here.now())
    case = scene.case
    propose(case.id, draft=_draft(scene, said), seen=case.seq, by=by, mint=here.mint, now=here.now())
    for name in SIGNERS:
        if scene.case.status is not Status.COSIGNING:
            break
        _signs(scene, name)
    if scene.case.status is Status.COSIGNING:
        raise Stopped("unsigned")


def _signs(scene: Scene, name: str) -> None:
    by = scene.people[name]
    try:
        got = take(by=by, now=here.now(), to_sign=True)
    except Refused as no:
        if no.code is No.NOTHING_WAITING:
            return
        raise
    if got != scene.case_id:
        raise Stopped("another case")
    if scene.case.sealed:
        why, lead = scene.general, MANAGER if name != MANAGER else "chen"
        grant(got, to=by, reason=why, by=scene.people[lead], mint=here.mint, now=here.now())
        open_sealed(got, reason=why, by=by, mint=here.mint, now=here.now())
    cosign(got, seen=scene.case.seq, by=by, now=here.now())


def _draft(scene: Scene, said: Mapping[str, Any]) -> Draft:
    proof = (scene.kept.evidence,) if scene.kept else ()
    ruling, fault = said.get("ruling"), said.get("fault")
    return Draft(
        outcome=Outcome(said["outcome"]),
        clause=said.get("clause"),
        findings=((said["finding"], proof),) if "finding" in said else (),
        measures=tuple(_chosen(scene, one) for one in said.get("measures", ())),
        for_complainant=said["complainant"],
        for_account=said.get("account", ""),
        why_not_lower=said.get("why_not_lower", ""),
        ruling=Ruling(ruling) if ruling else None,
        fault=Fault(**fault) if fault else None,
    )


def _chosen(scene: Scene, measure: str) -> facts.Chosen:
    target = _target(scene, measure)
    if target is None:
        raise Stopped("nothing to aim at")
    return facts.Chosen(measure=measure, target=target)


def appeals(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Ask for another look, from the letter that told of the decision and has arrived."""
    side = Side(who)

    def arrived() -> UUID | None:
        several = mailroom.of_case(scene.case_id) + mailroom.of_complaint(scene.complaints[0])
        mine = [one for one in several if one.side == side and one.decision and one.delivered_at]
        return mine[-1].id if mine else None

    letter = scene.until(arrived, "told")
    scene.until(lambda: scene.case.status in {Status.DECIDED, Status.CLOSED}, "decided")
    appeal(letter, text=said["text"], mint=here.mint, now=here.now())


def knows(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Say what is known of a fault that many meet."""
    known = Said(
        title=Text(**said["title"]),
        answer=Text(**said["answer"]),
        met_by="\n".join(said["met_by"]),
        until=here.now() + timedelta(days=said["days"]),
    )
    scene.until(lambda: scene.case.status is Status.QUEUED, "queued")
    know_issue(scene.case_id, said=known, by=scene.people[who], mint=here.mint, now=here.now())


def writes(scene: Scene, _who: str, said: Mapping[str, Any]) -> None:
    """Add words to the first complaint."""
    answer(scene.complaints[0], text=said["text"], mint=here.mint, now=here.now())


def marks(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Mark the last message as abuse of staff."""
    complaint = scene.complaints[0]
    message = list(caseviews.messages_of(read_complaint(complaint)))[-1]
    affront = Affront(complaint=complaint, message=message, kind=said["kind"], passage=said["passage"])
    mark_abuse(scene.case_id, affront=affront, by=scene.people[who], mint=here.mint, now=here.now())


def limits(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Limit contact until a day."""
    until = here.now() + timedelta(days=said["days"])
    limit = Limits(complaint=scene.complaints[0], contact="lead", until=until, reason=said["why"])
    limit_contact(scene.case_id, limits=limit, by=scene.people[who], mint=here.mint, now=here.now())


def objects(scene: Scene, _who: str, said: Mapping[str, Any]) -> None:
    """Object to limited contact, as the complainant."""
    object_to_limit(scene.complaints[0], text=said["text"], mint=here.mint, now=here.now())


def releases(scene: Scene, who: str, _said: Mapping[str, Any]) -> None:
    """Let the account be told: nothing would be lost by it."""
    release(scene.case_id, side=Side.ACCOUNT, by=scene.people[who], now=here.now())


def faults(scene: Scene, who: str, said: Mapping[str, Any]) -> None:
    """Say what must not happen again; a chore makes it somebody's work."""
    cause = Cause(
        cause=said["cause"], clause=said.get("clause", ""), text=said["text"], lapse=said.get("lapse", "")
    )
    find_fault(scene.case_id, found=cause, by=scene.people[who], mint=here.mint, now=here.now())


def returns(scene: Scene, who: str, _said: Mapping[str, Any]) -> None:
    """Give the case back to its lane."""
    give_back(scene.case_id, why=facts.NOT_THIS_ONE, by=scene.people[who], now=here.now())


ACTS: Final[Mapping[str, Act]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            takes,
            works,
            protects,
            decides,
            appeals,
            knows,
            writes,
            marks,
            limits,
            objects,
            releases,
            faults,
            returns,
        )
    }
)
