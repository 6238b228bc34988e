"""What must still be done before a case may be decided or closed?"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core.case import Case, Status
from ombud.core.containing import shuts, undone_by
from ombud.core.facts import Chosen
from ombud.core.happening import AWARE, UNFOUNDED, begun, check_begun
from ombud.core.ordered import by_order, chooses, confirmed_at
from ombud.core.pack.approvals import LEFT_OUT, STOOD_BEHIND, asks_for_second
from ombud.core.pack.authorities import REPORT, apart, whole
from ombud.core.pack.books import book_of, hands_over, titled
from ombud.core.pack.grading import FINGERPRINTS, SAID, SHIELD_DECLINED, SHIELD_WANTED
from ombud.core.pack.kinds import (
    ADVICE,
    BY_ORDERS,
    LEAK_TOLD,
    NOBODY_SAYS,
    OWES,
    REFERRAL,
    TRANSLATION,
    UNDONE,
    refers,
)
from ombud.core.pack.promises import AWAITED, ORDERED
from ombud.core.pack.tools import ACCESS, OTHERS, SCOPE, SEARCH
from ombud.core.pack.types import Pack, Playbook, Step
from ombud.core.pack.words import Text, falls_under
from ombud.core.preventing import WORK, by_work
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Beside, Kinship, Lang, Outcome, Ruling, Side, may_act_as

LEAKED: Final = "leak_confirmed"
"""What somebody apart found: it leaked, so that it is asked whom that touched."""
SECOND_LOOK: Final = "unfair_review"
"""The playbook of every appeal: a second, independent, thorough look."""
FRESH: Final = "fresh_judgement"
"""Its step by which somebody judges for themselves, before they read why others decided as they did."""
DECISION: Final = "decision"
"""What the steps that a decision needs must be over before."""
REFUSAL: Final = "refusal"
"""What the steps that a decision which finds nothing, or grants nothing, needs besides must be over before."""
CLOSE: Final = "close"
"""What the steps that follow a decision must be over before."""
DAY: Final = timedelta(days=1)
RULINGS: Final = frozenset(one.value for one in Ruling)
"""Ways in which another look ends: a step that names one is judged by that, where there was one."""


def playbook_of(case: Case, pack: Pack) -> Playbook:
    """Return the playbook in force: that of the kind, or the second look from an appeal on until it is carried out.

    What the first was to do after its decision, and an appeal came before, stays due beside the second look. And what
    nobody leaves out alone in a kind that the case once was is to be done, or left out, whatever it is called now.
    What a decision in force refers outside is handed over by a step, if none of those does, by one of `referral`. What was complained
    of in a language that nobody here reads is translated first.
    """
    book = _begun(case, pack)
    return _with(book, tuple(_referred(case, book, pack=pack)))


def _begun(case: Case, pack: Pack) -> Playbook:
    over = case.decision if case.status in (Status.DECIDED, Status.CLOSED) else None
    second = over is not None and over.proposal.appeal is not None
    if not (case.on_appeal or second):
        book = book_of(case.code, pack=pack)
        book = _with(book, tuple(_once_asked(case, book, pack=pack)))
        return replace(book, steps=(*_translated(case, pack=pack), *book.steps))
    look = pack.playbooks[SECOND_LOOK]
    return _with(look, _left(case, look, pack=pack))


def _translated(case: Case, *, pack: Pack) -> tuple[Step, ...]:
    """Return the steps by which words that nobody here reads are kept in words that somebody does; a pack from before has none."""
    other = pack.playbooks.get(TRANSLATION)
    owed = case.opened.lang == Lang.UND and case.members > 0
    return other.steps if owed and other else ()


def _referred(case: Case, book: Playbook, *, pack: Pack) -> Iterator[Step]:
    for measure in sorted(case.measures_in_force):
        several = handing_over(case, measure, pack=pack) if refers(measure) else ()
        missing = (step for step in several if book.step(step.id) is None)
        yield from (step for step in missing if step.id not in case.done_at or step.id in case.steps_done)


def handing_over(case: Case, measure: str, *, pack: Pack) -> tuple[Step, ...]:
    """Return the steps by which what a decision refers outside is handed over: those of its own that are there, or were done.

    Where there are none it is the one of `referral`; a pack from before has none.
    """
    book = _begun(case, pack)
    known = {step.id: step for step in (*book_of(case.code, pack=pack).steps, *book.steps)}
    own = tuple(
        step
        for step in known.values()
        if hands_over(step, measure)
        and applies(case, step)
        and (book.step(step.id) is not None or step.id in case.done_at)
    )
    other = pack.playbooks.get(REFERRAL)
    return own or tuple(step for step in (other.steps if other else ()) if step.measure == measure)


def _with(book: Playbook, more: tuple[Step, ...]) -> Playbook:
    return replace(book, steps=(*book.steps, *more)) if more else book


def _left(case: Case, look: Playbook, *, pack: Pack) -> tuple[Step, ...]:
    """Return the closing steps of the first playbook that were not over when somebody appealed, but those that are looked at anew.

    Where the case was closed by then they are those that follow some decisions only: none had been like that, this one may be.
    """
    cut = case.cut_short
    if cut is None or (cut.over and not look.owes_anew):
        return ()
    over = cut.done | cut.skipped | {step.id for step in look.steps}
    book = book_of(cut.code, pack=pack)
    closing = (step for step in book.steps if step.before == CLOSE and step.id not in over)
    return tuple(step for step in closing if step.when_decided or not cut.over)


def _once_asked(case: Case, book: Playbook, *, pack: Pack) -> Iterator[Step]:
    """Yield the steps of every other kind the case ever was whose leaving out is signed for, each once."""
    there = {step.id for step in book.steps}
    for code in case.codes:
        for step in book_of(code, pack=pack).steps if code != case.code else ():
            if step.if_skipped and step.id not in there:
                there.add(step.id)
                yield step


def title_of(step: str, pack: Pack) -> Text | None:
    """Return what a step of any playbook of the pack is called, with the authority that it reports to."""
    plain = whole(step)
    found = next((one for book in pack.playbooks.values() if (one := book.step(plain))), None)
    if found is None:
        return None
    authority = pack.authorities.get(step.removeprefix(apart(plain, "")))
    return found.title if authority is None else titled(found.title, authority.title)


def has_judged(case: Case, pack: Pack) -> bool:
    """Say whether nobody has to judge for themselves any more before they read the first reasons."""
    step = playbook_of(case, pack).step(FRESH)
    return step is None or is_over(case, step)


def step_of(case: Case, step: str, *, pack: Pack) -> Step:
    """Return a step of the playbook in force."""
    found = playbook_of(case, pack).step(step)
    if found is None:
        raise Refused(No.STEP_UNKNOWN, step=step)
    return found


def open_steps(case: Case, pack: Pack, *, before: str) -> tuple[Step, ...]:
    """Return the mandatory steps that are not over, are needed, and must be over by then."""
    steps = (step for step in playbook_of(case, pack).steps if step.mandatory and step.before == before)
    return tuple(step for step in steps if applies(case, step) and not is_over(case, step))


def owed_first(case: Case, pack: Pack, *, outcome: str) -> tuple[Step, ...]:
    """Return the mandatory steps that are not over and must be before it is decided like this."""
    refuses = open_steps(case, pack, before=REFUSAL) if outcome in UNFOUNDED else ()
    return (*open_steps(case, pack, before=DECISION), *refuses)


def is_over(case: Case, step: Step) -> bool:
    """Say whether a step was done, left out for a reason, or waited for what did not happen in time."""
    return is_done(case, step) or step.id in case.steps_skipped | case.steps_lapsed


def is_done(case: Case, step: Step) -> bool:
    """Say whether a step was done; one that holds a notice against something only with all that the kind asks for now."""
    return step.id in case.steps_done and case.elements.issuperset(step.elements)


def applies(case: Case, step: Step) -> bool:
    """Say whether a step is needed: always, or when host or agent found one of the things that ask for it.

    One that is about a decision of the host's is, while we judge one that the host had not told us of; one that protects is where
    a complaint tells of what it protects from, and one that follows a leak is where people were told of one. One that advises
    whoever complained is needed where anybody did. One that follows some decisions only is not once it was
    decided otherwise; what prevents a leak is wherever one was found or told of, whatever was decided. Where nobody complained
    there is nobody to verify.
    """
    if not is_of_kind(case, step) or nobody_to(case, step):
        return False
    so = _so(case)
    prevents = by_work(step) and not so.isdisjoint({LEAKED, LEAK_TOLD})
    if step.when_decided and not prevents and case.decision is not None and not case.on_appeal:
        proposal = case.decision.proposal
        judged = proposal.ruling if proposal.ruling and RULINGS.intersection(step.when_decided) else None
        if (judged or proposal.outcome) not in step.when_decided:
            return False
    return so.isdisjoint(step.unless) and (not step.when or not so.isdisjoint(step.when))


def nobody_to(case: Case, step: Step) -> bool:
    """Say whether a step verifies or advises whoever complained, and nobody did: the statement lies in the case that led here."""
    return not case.members and (step.does == VERIFIES or step.letter in ADVICE)


def is_of_kind(case: Case, step: Step) -> bool:
    """Say whether a step belongs to the kind that the case is of: others of its playbook do not need it."""
    return not step.of or falls_under(case.code, step.of)


def _so(case: Case) -> frozenset[str]:
    """Return what a step may be needed for: what was found, and what is so by itself."""
    by_itself = {OWES: case.waits_for_host, LEAK_TOLD: case.breach is not None}
    said = (case.heard & SAID) - (set() if wants_no_shield(case) else {SHIELD_DECLINED})
    return case.found | said | {name for name, holds in by_itself.items() if holds}


def wants_no_shield(case: Case) -> bool:
    """Say whether whoever is attacked answered that they want no shield, and nobody who is answered that they do."""
    return SHIELD_DECLINED in case.heard and SHIELD_WANTED not in case.heard


def unchosen(case: Case, pack: Pack, *, outcome: str, chosen: Iterable[Chosen]) -> tuple[Step, ...]:
    """Return the steps that will be needed after such a decision, are done by its orders alone, and for which it chooses none.

    Not one that what falls of earlier decisions does, too: what must be chosen to grant anything is asked for by the kind itself.
    """
    several = tuple(chosen)
    steps = (step for step in playbook_of(case, pack).steps if step.mandatory and by_order(step))
    return tuple(
        step
        for step in steps
        if outcome in (step.when_decided or (outcome,))
        and applies(case, step)
        and not is_over(case, step)
        and UNDONE not in step.ordered
        and not chooses(step, several)
    )


def reported_by(case: Case, pack: Pack) -> frozenset[str]:
    """Return the measures of which a mandatory step writes down, before the case is closed, that it was handed over, and to whom."""
    steps = (step for step in book_of(case.code, pack=pack).steps if step.mandatory and step.letter == REPORT)
    return frozenset(step.measure for step in steps if step.measure is not None and applies(case, step))


def unexplained(case: Case, pack: Pack) -> bool:
    """Say whether the host never said why it decided what is judged here: nobody upholds that on a ground nobody gave."""
    steps = playbook_of(case, pack).steps
    return case.host_silent and any(OWES in step.when and applies(case, step) for step in steps)


RECEIPT: Final = "receipt"
"""What is written down of a report: how it went to its authority, and what shows that it arrived."""


def receipt_of(step: Step, said: Mapping[str, str]) -> str | None:
    """Return the receipt of a report to an authority; None for any other step.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if not step.owes_receipt:
        return None
    shown = said.get(RECEIPT, "").strip()
    if not shown:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=RECEIPT)
    return shown


PACKET: Final = "packet"
"""What is lacking of a report that nobody wrote: neither its fields, nor a file of what was handed in."""


def check_packet(step: Step, *, written: bool, kept: bool) -> None:
    """Refuse to call something reported by a bare note, where no authority gives a receipt for it.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if step.letter == REPORT and step.to is None and not (written or kept):
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=PACKET)


VERIFIES: Final = "verify"
CALLS: Final = "call"
"""What a step does that calls the duty lead: nobody ticks that they did."""
PROTECTS: Final = "protect"
BESIDE: Final = "beside"
"""What a step does that is done by a case of its own beside this one, and not by saying so."""
DISCLOSES: Final = "disclose"
"""What a step does that is done by telling rescuers or the police, and not by saying so."""


def check_done(case: Case, step: Step, *, shows: bool, concerns: UUID | None) -> None:
    """Refuse a step that needs evidence, a note, a protective measure or a verified standing and has none.

    Nobody says that people were reached, or that money went back: the host does. It must be the standing of the complainant whom
    the step concerns: nobody's proof is another's. Where nobody said what
    the case is about there is nothing that a measure could be aimed at: a note says what was done instead.
    """
    if (step.does == VERIFIES or step.elements) and concerns is None:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why="whose")
    protects = {held.order.measure for held in case.protections}
    lacks_measure = step.does == PROTECTS and step.measure is not None and step.measure not in protects
    if lacks_measure and case.subject is None and FINGERPRINTS not in step.when:
        lacks_measure = not shows
    lacks_look = step.tool == SEARCH and case.subject is not None and not was_searched(case)
    lacks_standing = step.does == VERIFIES and not case.is_verified(concerns)
    lacks_fact = (step.does == DISCLOSES and not case.disclosures) or (
        step.does == BESIDE and not _leads(case, anew=Outcome.GRANTED in step.when_decided)
    )
    lacks_fact = lacks_fact or step.done_on in NOBODY_SAYS
    if by_order(step) and confirmed_at(case, step) is None:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=BY_ORDERS, measures=step.ordered)
    lacks_look = lacks_look or (step.tool == ACCESS and not was_asked_who_looked(case))
    lacks_look = lacks_look or (step.tool == SCOPE and LEAKED in case.found and not case.scopes)
    lacks_look = lacks_look or (asks_others(case, step) and case.others is None)
    if lacks_look or by_work(step):
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=WORK if by_work(step) else step.tool)
    needs_note = step.evidence or (step.tool == OTHERS and case.subject is None)
    if (needs_note and not shows) or lacks_measure or lacks_standing or lacks_fact:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id)


STAYS: Final = "stays"
"""What is written down of copies that the host still shows: why they stay."""
ALONE: Final = "alone"
"""What is written down of other children that the host told of and that have no case beside: why they need none."""


def stays_of(case: Case, step: Step, said: Mapping[str, str]) -> int:
    """Return of how many that the host told of somebody says why they stay: copies as they are, other children without a case.

    The host told of copies when it was searched since the decision. Refuse a step that clears without that search, and one that
    leaves a copy to be seen, or a child without a case, without a reason.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if step.clears and case.subject is not None and case.copies is None:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=SEARCH)
    left = stays(case, step)
    if left and not said.get(STAYS if step.clears else ALONE, "").strip():
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why="copies" if step.clears else ALONE, n=left)
    return left


def stays(case: Case, step: Step) -> int:
    """Return of how many that the host told of a step must say why they stay as they are."""
    if case.subject is None:
        return 0
    if step.clears:
        return case.copies or 0
    return left_alone(case) if asks_others(case, step) else 0


def left_alone(case: Case) -> int:
    """Return how many other children of the account that a case is about have no case beside it."""
    return max(0, (case.others or 0) - len(other_victims(case)))


def other_victims(case: Case) -> tuple[UUID, ...]:
    """Return the cases beside a case that are about other children of the same account."""
    return tuple(one.case for one in case.kin if one.kinship == Kinship.VICTIM)


def asks_of_others(case: Case, pack: Pack) -> bool:
    """Say whether the playbook in force has the host asked to which other children an account wrote: nobody else asks that."""
    return any(step.tool == OTHERS for step in playbook_of(case, pack).steps)


def asks_others(case: Case, step: Step) -> bool:
    """Say whether a step has the host asked to which other children an account wrote: of nothing there is nobody to ask about."""
    return step.tool == OTHERS and case.subject is not None


def _leads(case: Case, *, anew: bool) -> bool:
    """Say whether this case leads another: where it was granted, one that judges the matter anew."""
    led = [one.kinship for one in case.kin if one.how == Beside.LEADS]
    return Kinship.ANEW in led if anew else bool(led)


def was_searched(case: Case) -> bool:
    """Say whether the case keeps a search: without one nobody did what a step says that searches."""
    return any(one.source == SEARCH for one in case.evidence)


def was_asked_who_looked(case: Case) -> bool:
    """Say whether the case keeps a log of who looked at somebody's data."""
    return any(one.source == ACCESS for one in case.evidence)


def check_role(step: Step, roles: frozenset[str]) -> None:
    """Refuse somebody to do, or to leave out, a step that is for another role."""
    if step.role is not None and not may_act_as(step.role, roles):
        raise Refused(No.STEP_ROLE, step=step.id, known=[step.role])


def check_others(step: Step, *, by: AgentId, named: Callable[[], frozenset[AgentId]]) -> None:
    """Refuse a step that is for others to whoever had a hand in what is `named`; it is asked for only where that counts."""
    if step.by_others and by in named():
        raise Refused(No.HAND_IN_IT, why="named", step=step.id)


def check_apart(case: Case, step: Step, *, by: AgentId) -> None:
    """Refuse what is to be looked into apart to whoever holds the case or has a hand in it.

    Raises: HAND_IN_IT.
    """
    if step.apart and had_a_hand(case, by):
        raise Refused(No.HAND_IN_IT, why="apart", step=step.id)


def had_a_hand(case: Case, by: AgentId | None) -> bool:
    """Say whether somebody holds a case, signs it, or has worked towards a decision of it."""
    return by in {case.agent, case.signer, *case.prepared, *case.took_part(), *case.signatures} - {None}


def since_when(
    case: Case, step: Step, said: datetime | None, *, says_why: bool, now: datetime
) -> datetime | None:
    """Return since when what a step marks is so, where a clock begins by that: a day, a moment, or what complainants' words tell.

    What is `said` counts where the step lets somebody say it; nobody says that we knew of a leak only after complainants' words had
    told of it.
    Refuse a day that is not said where the step asks for one, and what `check_begun` refuses.
    """
    if not begins(step):
        return None
    if step.dated and (said is None or said - DAY >= now):
        raise Refused(No.BAD_TIME, field="since", step=step.id)
    told = now if step.dated else begun(case, step.marks)
    mine = said if step.dated or may_say_since(step) else None
    since = min(mine, now) if step.dated and mine is not None else mine or told
    if since is None:
        return None
    check_begun(case, step.id, since, says_why=says_why, now=now)
    return since if told is None else min(since, told)


def begins(step: Step) -> bool:
    """Say whether a clock begins by somebody's word that this step was done."""
    return step.dated or not AWAITED.isdisjoint(step.marks)


def may_say_since(step: Step) -> bool:
    """Say whether whoever does a step may say that it was so earlier than complainants' words tell: when we knew of a leak."""
    return not step.dated and AWARE in step.marks


def taken_back(case: Case, step: Step, since: datetime | None) -> datetime | None:
    """Return the moment by which a step began a clock before, where whoever does it again says another one."""
    if since is None or step.id not in case.done_at or not (step.dated or may_say_since(step)):
        return None
    before = [at for code, at in case.moved if code in step.marks]
    return before[-1] if before and before[-1] != since else None


def until_when(case: Case, step: Step, said: datetime | None, *, now: datetime) -> datetime | None:
    """Return until when an authority silences us, where a step notes that.

    Refuse a day that is over, and none at all where the account is not told because it was ordered.
    """
    if not step.silences:
        return None
    ordered = any(one.side == Side.ACCOUNT and one.ground == ORDERED for one in case.withheld)
    if said is None and not ordered:
        return None
    if said is None or said <= now:
        raise Refused(No.BAD_TIME, field="silent_until", step=step.id)
    return said


def opens_again(case: Case, pack: Pack, *, measure: str) -> tuple[str, ...]:
    """Return the steps that were done by this measure and are to be done again once it ends before anything is decided."""
    if case.status is Status.DECIDED:
        return ()
    ends = pack.measure(measure)
    steps = (
        step
        for step in playbook_of(case, pack).steps
        if (step.does == PROTECTS and step.measure == measure) or undone_by(step, ends)
    )
    return tuple(step.id for step in steps if step.mandatory and step.id in case.steps_done)


def uncontained(case: Case, pack: Pack, *, measure: str) -> tuple[str, ...]:
    """Return the steps that are open again where what shuts a part of the host's systems ends because no second stood by it."""
    ends = pack.measure(measure)
    return opens_again(case, pack, measure=measure) if ends is not None and shuts(ends) else ()


def unproved(case: Case, pack: Pack, *, measure: str, complaint: UUID | None) -> tuple[str, ...]:
    """Return the steps that this measure waits for and that verified nobody, or somebody else than this complainant.

    That one was left out proves nothing.
    """
    steps = playbook_of(case, pack).steps
    return tuple(
        step.id
        for step in steps
        if step.does == VERIFIES and measure in step.forbids and (step.id, complaint) not in case.steps_for
    )


def lacking(case: Case, pack: Pack) -> Mapping[str, str]:
    """Return the measures that wait for a step which looked at somebody whose proof is lower than it `needs`, and that level."""
    steps = (step for step in playbook_of(case, pack).steps if step.needs and step.id in case.steps_done)
    return {measure: step.needs for step in steps for measure in step.forbids if not _is_shown(case, step)}


def _is_shown(case: Case, step: Step) -> bool:
    """Say whether somebody whom a step looked at has proved as much as it asks for."""
    return any(case.proved(whose) >= step.needs for done, whose in case.steps_for if done == step.id)


def noticed_by(case: Case, pack: Pack) -> frozenset[UUID]:
    """Return whose notice somebody found to hold each thing that is asked of one."""
    held = {step.id for step in playbook_of(case, pack).steps if step.elements}
    return frozenset(whose for done, whose in case.steps_for if done in held)


def may_be_skipped(step: Step) -> bool:
    """Say whether a step may be left out at all."""
    return step.skip != "never" or not step.mandatory


def check_skipped(step: Step) -> None:
    """Refuse to leave out a step that nobody may leave out, whatever was found."""
    if not may_be_skipped(step):
        raise Refused(No.STEP_NOT_SKIPPABLE, step=step.id)


def left_out(case: Case, pack: Pack) -> frozenset[str]:
    """Return what is true for approvals because a step was left out and not done either."""
    skipped = case.steps_skipped - case.steps_done
    steps = playbook_of(case, pack).steps
    true = {step.if_skipped for step in steps if step.if_skipped and step.id in skipped}
    true |= {LEFT_OUT} if alone_left_out(case, pack, before=(DECISION, REFUSAL)) else set()
    return frozenset(true | ({STOOD_BEHIND} if case.agent in case.stood_behind else set()))


def alone_left_out(case: Case, pack: Pack, *, before: Collection[str]) -> tuple[Step, ...]:
    """Return the mandatory steps that one person left out and nobody else stands behind: no lead, no second signature."""
    if not asks_for_second(pack):
        return ()
    alone = case.steps_left.keys() - case.steps_done
    steps = (step for step in playbook_of(case, pack).steps if step.mandatory and step.before in before)
    return tuple(step for step in steps if step.id in alone and applies(case, step))


def forbidden(case: Case, pack: Pack) -> frozenset[str]:
    """Return the measures that open steps still forbid; leaving out what starts a clock of law lets nothing happen."""
    steps = playbook_of(case, pack).steps
    return frozenset(measure for step in steps if _still_open(case, step) for measure in step.forbids)


def _still_open(case: Case, step: Step) -> bool:
    """Say whether a step forbids what it forbids: nobody did it, and leaving it out or letting time pass is not enough."""
    if is_done(case, step) or not applies(case, step):
        return False
    return bool(step.marks or step.elements) or not is_over(case, step)
