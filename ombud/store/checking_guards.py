"""Was every decision proposed after its steps, read and signed by all who must, and every case closed when nothing was owed?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Final
from uuid import UUID

from ombud.core import (
    case_fold,
    closing,
    containing,
    decisions,
    destroying,
    facts,
    mandates,
    misuse,
    owning,
    pointing,
    preserving,
    silencing,
)
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.following import ground_of
from ombud.core.happening import check_begun
from ombud.core.notices import REPORTS
from ombud.core.ordered import by_order, confirmed_at
from ombud.core.pack.approvals import level, signers
from ombud.core.pack.kinds import CAME_BACK, TEAM_SETTLED
from ombud.core.pack.promises import ORDERED
from ombud.core.pack.tools import ACCESS
from ombud.core.pack.types import Step
from ombud.core.playbooks import (
    CLOSE,
    asks_others,
    forbidden,
    had_a_hand,
    left_alone,
    open_steps,
    owed_first,
    playbook_of,
    was_asked_who_looked,
)
from ombud.core.preventing import by_work, reached_at
from ombud.core.records import WRITTEN
from ombud.core.refusals import Refused
from ombud.core.situation import in_book
from ombud.core.turns.change import agent_of
from ombud.core.vocabulary import AgentId, Outcome, Side
from ombud.store import doubts, in_time, migrated, news, packs, rows, shielding

SHIELDS: Final = "0097_uncaused_index"
"""Before the database had this a shield on an account that nobody gave kept no reason, nor did evidence outlast its limit."""


PLACED: Final = "0108_silence_by_place"
"""Before the database had this a silence went by where whoever complained was, and one person's word for a request was enough."""


def retold(stream: UUID, lines: tuple[Line, ...]) -> tuple[Case, list[Fault]]:
    """Fold a case again, and look at each line that a guard must have let through as the guard did: from before it."""
    case = case_fold.begin(stream, lines[0])
    faults: list[Fault] = []
    for line, after in zip_longest(lines[1:], lines[2:]):
        if isinstance(line.fact, facts.Proposed | facts.Cosigned) and _unread(
            case, line.fact.agent, line, book=lines
        ):
            said = f"line {line.seq}: {line.fact.agent}"
            faults.append(Fault(code="judged_unread", where=f"case {stream}", detail=said))
        faults += _let_through(case, line)
        faults += (
            *_ticked(case, line, after),
            *_excused(case, line),
            *_mandated(case, line),
            *_destroyed(case, line, book=lines),
            *_shielded(case, line),
            *_preserved(case, line),
            *_in_time(case, line),
            *_held_against(case, line),
        )
        case = case_fold.turn(case, line)
    return case, faults


def _owed_first(case: Case, proposal: facts.Proposed) -> tuple[Step, ...]:
    return owed_first(case, packs.of_case(case), outcome=proposal.outcome)


def _let_through(case: Case, line: Line) -> Iterator[Fault]:
    yield from _named(case, line)
    match line.fact:
        case facts.Proposed() as said_so if left := _owed_first(case, said_so):
            code, said = "proposed_too_early", ", ".join(step.id for step in left)
        case facts.Proposed() as proposal if barred := _forbidden(case, proposal):
            code, said = "measure_too_early", ", ".join(barred)
        case facts.Proposed() as proposal if short := _too_few(case, proposal, at=line.at):
            code, said = "signers_too_few", short
        case facts.Proposed() if lacks := _lacking(case, line.fact):
            code, said = lacks
        case facts.Decided() if not decisions.is_complete(case):
            code, said = "decided_unsigned", f"{len(case.signatures)} signed"
        case facts.Closed(over=over) if due := _kept_open(case, line, over=over):
            code, said = "closed_too_early", ", ".join(due)
        case _:
            return
    yield Fault(code=code, where=f"case {case.id}", detail=f"line {line.seq}: {said}")


def _named(case: Case, line: Line) -> Iterator[Fault]:
    """Yield what has a word of its own.

    A look that was to be apart and was not, what a case is said to be about although something follows from what it was about,
    each report that a case was closed without, a silence that went on over the day that an authority had named, or that began or
    outlasted the case although the law where the account is has no such ground.
    """
    said: tuple[tuple[str, str], ...] = ()
    match line.fact:
        case facts.Proposed(agent=agent) | facts.Cosigned(agent=agent) if agent in case.apart:
            said = (("decided_by_who_looked", str(agent)),)
        case facts.StepDone(apart=True, step=step) if had_a_hand(case, agent_of(line.by)):
            said = (("looked_with_a_hand", step),)
        case facts.Withheld(side=Side.ACCOUNT.value) | facts.SilenceAnswered():
            said = tuple(_silent(case, line))
        case facts.Verified() if bare := owning.unfounded(case, line.fact, pack=packs.of_case(case)):
            said = tuple(("signal_of_nobody", name) for name in sorted(bare))
        case facts.SubjectNamed(before=before) if before != case.subject or pointing.stands_by(case):
            stands = "it was not about what it says" if before != case.subject else pointing.stands_by(case)
            said = (("subject_differs", stands),)
        case facts.Closed():
            left = open_steps(case, packs.of_case(case), before=CLOSE)
            said = tuple(("report_missing", step.id) for step in left if step.letter in REPORTS)
            said += tuple(_closed_silent(case, line))
        case _:
            pass
    for code, what in said:
        yield Fault(code=code, where=f"case {case.id}", detail=f"line {line.seq}: {what}")


def _held_against(case: Case, line: Line) -> Iterator[Fault]:
    """Yield a notice that was found unfounded where none may be: it led to something that stands, or an appeal stands in the way."""
    match line.fact:
        case facts.Proposed(unfounded=facts.Unfounded() as found, outcome=outcome, ruling=ruling):
            barred = misuse.is_barred(case, found.complaint, ruling=ruling)
            if barred or outcome not in misuse.DISMISSES:
                said = f"line {line.seq}: {'an appeal' if barred else outcome}"
                yield Fault(code="unfounded_barred", where=f"case {case.id}", detail=said)
        case _:
            pass


def _in_time(case: Case, line: Line) -> Iterator[Fault]:
    """Yield a clock of which the host's word is said to take back that it was missed, and does not."""
    if isinstance(line.fact, facts.Confirmed) and line.fact.in_time:
        met = in_time.clocks_of(case, replace(line.fact, in_time=()), now=line.at)
        for clock in sorted({*line.fact.in_time} - {*met}):
            yield Fault(code="in_time_wrongly", where=f"case {case.id}", detail=f"line {line.seq}: {clock}")


def _silent(case: Case, line: Line) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a silence towards the account: its day is over, its law has no such ground, nobody else stands by it."""
    held, ends = line.fact, case.silent_until
    if isinstance(held, facts.SilenceAnswered):
        owed = silencing.unanswered(case)
        if owed is None or agent_of(line.by) == owed.approver:
            yield "silence_alone", "nobody else stands by it"
        return
    if not isinstance(held, facts.Withheld):
        return
    if held.ground == ORDERED and held.until is None and ends and ends <= line.at:
        yield "silent_past_its_day", f"{ends:%Y-%m-%d}"
    if _knew_places(line):
        yield from _by_law(case, line, held)


def _by_law(case: Case, line: Line, held: facts.Withheld) -> Iterator[tuple[str, str]]:
    law = packs.over_account(case)
    known = law.grounds.get(held.ground) if case.placed else None
    if known is not None and known.ordered:
        yield "silent_against_law", held.ground
    if silencing.alone(case_fold.turn(case, line), law=law, now=line.at):
        yield "silence_alone", "nobody else was asked to stand by it"
    latest = silencing.too_long(case, held, law=law, now=line.at)
    if latest is not None:
        yield "silent_too_long", f"{latest:%Y-%m-%d} at the latest"


def _closed_silent(case: Case, line: Line) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a silence in which a case was closed, since the law of the account is asked."""
    if not case.placed or not _knew_places(line):
        return
    law = packs.over_account(case)
    kept = silencing.against(case, law=law)
    if kept:
        yield "silent_against_law", kept
    if silencing.alone(case, law=law, now=line.at):
        yield "silence_alone", "nobody else was asked to stand by it"


def _knew_places(line: Line) -> bool:
    since = migrated.since(PLACED)
    return since is not None and line.at >= since


def _mandated(case: Case, line: Line) -> Iterator[Fault]:
    """Yield a mandate that is said to be taken back, and not by whom it names, proved; or called forged by a hand in it."""
    if isinstance(line.fact, facts.MandateEnded) and mandates.rests_on_nobody(
        case, line.fact, by=agent_of(line.by)
    ):
        said = f"line {line.seq}: {line.fact.why}"
        yield Fault(code="mandate_ended_wrongly", where=f"case {case.id}", detail=said)


def _destroyed(case: Case, line: Line, *, book: tuple[Line, ...]) -> Iterator[Fault]:
    """Yield a file that one person destroyed although something rested on it by then."""
    match line.fact:
        case facts.FileErased(retention=destroying.UNREDACTED, evidence=file):
            before = (one for one in book if one.seq < line.seq)
            said = f"line {line.seq}: {file}"
            if file in destroying.cited(before):
                yield Fault(code="cited_file_destroyed", where=f"case {case.id}", detail=said)
        case _:
            return


def _shielded(case: Case, line: Line) -> Iterator[Fault]:
    """Yield a shield on an account that nobody who is attacked gave as theirs, and of which nobody said why it is."""
    if not isinstance(line.fact, facts.Protected) or line.fact.theirs is not None:
        return
    order = line.fact.order
    entry = packs.of_case(case).measures.get(order.measure)
    if entry is None or not entry.shields or not shielding.is_strangers(case, order.target):
        return
    since = migrated.since(SHIELDS)
    if since is not None and line.at >= since:
        said = f"line {line.seq}: {order.measure}"
        yield Fault(code="shield_on_stranger", where=f"case {case.id}", detail=said)


def _preserved(case: Case, line: Line) -> Iterator[Fault]:
    """Yield evidence that was let go while an appeal was open, a hold stood or a law had it kept: of an order about terror half a year."""
    if not isinstance(line.fact, facts.Unprotected):
        return
    since = migrated.since(SHIELDS)
    if since is None or line.at < since:
        return
    until = preserving.gone_too_early(case, line.fact, pack=packs.of_case(case), at=line.at)
    if until is not None:
        said = f"line {line.seq}: needed until {until:%Y-%m-%d}"
        yield Fault(code="evidence_let_go", where=f"case {case.id}", detail=said)


def _ticked(case: Case, line: Line, after: Line | None) -> Iterator[Fault]:
    """Yield a step that is called done and was not: no order of a decision holds what it says, or nothing was written down."""
    if not isinstance(line.fact, facts.StepDone):
        return
    done, step = line.fact, playbook_of(case, packs.of_case(case)).step(line.fact.step)
    if step is None:
        return
    where, said = f"case {case.id}", f"line {line.seq}: {step.id}"
    if by_order(step) and confirmed_at(case, step) is None:
        yield Fault(code="done_by_no_order", where=where, detail=said)
    if step.done_on == TEAM_SETTLED and case.team is None:
        yield Fault(code="no_team_kept_out", where=where, detail=said)
    elsewhere = agent_of(line.by) is None  # what an incident did counts beside it, and lies there
    yield from _looked(case, step, done, where=where, said=said, elsewhere=elsewhere)
    if step.owes_receipt and done.receipt is None and not elsewhere:
        yield Fault(code="no_receipt", where=where, detail=said)
    if step.evidence:  # packs from before asked nobody for a reason, and nobody owed one
        yield from _begun(case, line, where=where)
    told_there = elsewhere and step.shared is not None
    spared = told_there or containing.needs_none(case, step, packs.of_case(case))
    if (
        step.records in WRITTEN
        and not spared
        and not (
            after is not None
            and isinstance(after.fact, facts.CalledBack | facts.Recorded)
            and after.fact.step == step.id
        )
    ):
        yield Fault(code="recorded_nothing", where=where, detail=said)


def _leaves_copies(case: Case, step: Step, done: facts.StepDone) -> bool:
    """Say whether a step says that copies are dealt with while the host showed some, and nobody said why they stay."""
    return step.clears and case.subject is not None and (case.copies is None or done.stay != case.copies)


def _leaves_alone(case: Case, step: Step, done: facts.StepDone) -> bool:
    """Say whether a step says that other children were looked for, and the host was not asked, or nobody says why one has no case."""
    return asks_others(case, step) and (case.others is None or done.stay != left_alone(case))


def _looked(
    case: Case, step: Step, done: facts.StepDone, *, where: str, said: str, elsewhere: bool
) -> Iterator[Fault]:
    """Yield a step that work does which nobody did, one that looked at a log that is not kept, what leaves copies or a child alone."""
    if by_work(step) and reached_at(case, step) is None:
        yield Fault(code="done_by_no_work", where=where, detail=said)
    if step.tool == ACCESS and not elsewhere and not was_asked_who_looked(case):
        yield Fault(code="looked_at_no_log", where=where, detail=said)
    if _leaves_copies(case, step, done):
        yield Fault(code="copies_left", where=where, detail=said)
    if step.ends and done.ended not in step.ends:
        yield Fault(code="ended_in_no_way", where=where, detail=said)
    if done.ended == CAME_BACK and case.goes_on_in is None:
        yield Fault(code="began_nothing_anew", where=where, detail=said)
    if not elsewhere and _leaves_alone(case, step, done):
        yield Fault(code="left_alone", where=where, detail=said)


def _excused(case: Case, line: Line) -> Iterator[Fault]:
    """Yield a step that was left out on a ground that it does not know or that did not hold, or that frees a clock of what it may not.

    What an incident left out counts in the cases beside it: what the ground needs lies there.
    """
    left = line.fact
    if not isinstance(left, facts.StepSkipped) or not (left.ground or left.marks):
        return
    step = playbook_of(case, packs.of_case(case)).step(left.step)
    knows = step is not None and left.ground in step.grounds and left.marks == step.spares
    if step is None or not knows or not (agent_of(line.by) is None or _holds(case, step, left.ground)):
        said = f"line {line.seq}: {left.step} {left.ground}".rstrip()
        yield Fault(code="excused_wrongly", where=f"case {case.id}", detail=said)


def _holds(case: Case, step: Step, ground: str) -> bool:
    try:
        return ground_of(case, step, ground) == ground
    except Refused:
        return False


def _begun(case: Case, line: Line, *, where: str) -> Iterator[Fault]:
    """Yield a clock that somebody began by a moment that was to come, or that lies before the case and has no reason.

    What was written by the rules of before may be shown by a file alone.
    """
    done = line.fact
    if not isinstance(done, facts.StepDone) or done.since is None:
        return
    shown = done.words is not None or bool(done.evidence)
    if done.corrects is not None and (done.corrects not in _said_before(case, done)):
        yield Fault(
            code="begun_wrongly", where=where, detail=f"line {line.seq}: {done.step} corrects nothing"
        )
    try:
        check_begun(case, done.step, done.since, says_why=shown, now=line.at)
    except Refused as no:
        yield Fault(
            code="begun_wrongly", where=where, detail=f"line {line.seq}: {done.step} {no.facts['why']}"
        )


def _said_before(case: Case, done: facts.StepDone) -> tuple[datetime, ...]:
    """Return the moments that a step may take back: those that it said itself before."""
    return tuple(at for code, at in case.moved if code in done.marks) if done.step in case.done_at else ()


def _forbidden(case: Case, proposal: facts.Proposed) -> tuple[str, ...]:
    """Return what is to be taken that a step still forbids: a notice that is not whole lets nothing happen, skipped or not."""
    barred = forbidden(case, packs.of_case(case))
    return tuple(one.measure for one in proposal.measures if one.measure in barred)


def _unread(case: Case, agent: AgentId, line: Line, *, book: tuple[Line, ...]) -> bool:
    """Say whether somebody judged what is sealed without a look, granted and written down after what had come by then."""
    return case.sealed and not news.was_read(case, book, by=agent, at=line.at)


def _too_few(case: Case, proposal: facts.Proposed, *, at: datetime) -> str:
    """Return how a proposal asks for fewer signatures than the pack does for what the books alone tell; else nothing."""
    pack = packs.of_case(case)
    chosen = [one.measure for one in proposal.measures]
    told = replace(
        in_book(case, proposal, pack=pack), clause_paused=doubts.was_paused(proposal.clause, at=at)
    )
    needed = level(pack, category=case.code, measures=chosen, facts=told)
    extra = signers(needed, pack=pack).extra
    return f"{proposal.signers} sign, {needed} takes {extra}" if proposal.signers < extra else ""


def _lacking(case: Case, proposal: facts.Proposed) -> tuple[str, str] | None:
    """Return which measure a decision lacks that says it did something, or which does not say where it holds or what it tells others.

    By the rules of its day: those of old ask for neither.
    """
    pack = packs.of_case(case)
    lacks = decisions.undone(
        proposal.outcome,
        proposal.measures,
        category=pack.category(case.code),
        nowhere=case.subject is None,
    )
    if lacks is not None:
        return ("granted_nothing" if proposal.outcome == Outcome.GRANTED else "found_nothing_done"), lacks
    known = [(one, entry) for one in proposal.measures if (entry := pack.measure(one.measure))]
    nowhere = [one.measure for one, entry in known if bool(one.territory) is not entry.territorial]
    silent = [one.measure for one, entry in known if bool(one.words) is not bool(entry.says)]
    found = {"withheld_nowhere": nowhere, "measure_says_nothing": silent}
    return next(((code, ", ".join(names)) for code, names in found.items() if names), None)


def _kept_open(case: Case, line: Line, *, over: bool) -> tuple[str, ...]:
    """Return why the book alone would have kept a case open when it was closed; a time that ran once held none (`over`)."""
    kept = closing.keeps_open(case, packs.of_case(case), clocks=rows.case_clocks(case, now=line.at))
    return tuple(one.reason for one in kept if over or one.reason != closing.RUNNING)
