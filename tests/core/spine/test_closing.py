"""A case closes only when nothing named keeps it open; every reason is one that a person can read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import closing, facts
from ombud.core.clocks import Clock, State
from ombud.core.closing import REASONS, Kept
from ombud.core.playbooks import CLOSE, open_steps
from ombud.look.words import say
from tests import cast
from tests.cast import JUN, LETTER, START, ZHOU, a_case, words

PACK = cast.pack("CN")
CLOCK = Clock(
    rule_id="report_authority",
    kind="report",
    party="authority",
    statutory=True,
    started_at=START,
    warn_at=START,
    escalate_at=START,
    due_at=START,
    stopped_at=None,
    paused_since=None,
    breached_at=None,
    provisional=False,
    state=State.RUNNING,
)
MET = replace(CLOCK, stopped_at=START, state=State.MET)
LATE = replace(CLOCK, breached_at=START, state=State.LATE, stopped_at=START)
TAKES_BACK = replace(CLOCK, rule_id="counter_wait", gives_back=True, not_before=START + timedelta(days=15))
TOLD = facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1)
WAITS = facts.Announced(orders=(cast.order("k2"),), at=START, tell_by=START, laws=())


def steps():
    """What the playbook asks for before closing, done."""
    taken = a_case(facts.Assigned(agent=cast.MEI, how="next"))
    return tuple(facts.StepDone(step=step.id) for step in open_steps(taken, PACK, before=CLOSE))


def life(*, before=(), proposal=None, decided=None, after=None):
    """A case of a video that was removed and of which everybody was told; what is named here goes otherwise."""
    first = proposal or cast.proposed()
    ruled = decided or facts.Decided(no=1, outcome="violation", orders=(cast.order(),))
    told = after or (*steps(), facts.Confirmed(key="k1"), facts.FannedOut(decision=1, count=1), TOLD)
    return a_case(facts.Assigned(agent=cast.MEI, how="next"), *before, first, ruled, *told)


def without(kind, which=""):
    """Everything that follows a decision but this."""
    told = (*steps(), facts.Confirmed(key="k1"), facts.FannedOut(decision=1, count=1), TOLD)
    return tuple(one for one in told if type(one) is not kind or getattr(one, "step", which) != which)


def kept(case, *, clocks=(MET,), **table):
    return closing.keeps_open(case, PACK, clocks=clocks, **table)


def test_a_case_that_is_carried_out_and_told_may_close():
    assert kept(life()) == ()
    assert closing.may_close(life(), PACK, clocks=(MET,))


def test_a_case_without_a_decision_is_kept_by_that_alone():
    case = a_case(facts.Assigned(agent=cast.MEI, how="next"))
    assert kept(case, clocks=(LATE,)) == (Kept(reason="decision"),)
    assert not closing.may_close(case, PACK, clocks=())


SIGNED_BY_ONE = cast.proposed(signers=1, signer_roles=(("senior",),), level="A2")
ALONE = facts.Protected(
    order=cast.order("p1", measure="P2", protective=True),
    words=words(),
    review_at=START,
    level="A2",
    answer_by=START,
)
LEFT_OUT = facts.StepSkipped(step="copies", words=words())
REASONLESS = cast.proposed(for_account=None)
LEAK = facts.StepDone(step="tell_person", told=words(3))
FAULT = facts.FaultFound(fault=facts.Fault(lapse="", cause="safeguards", words=words()))
LED = facts.SetBeside(case=LETTER, kinship="incident", how="begun")
COUNTERED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words(), counter=True)


@pytest.mark.parametrize(
    ("case", "table", "reason"),
    [
        pytest.param(life(proposal=SIGNED_BY_ONE), {}, ("signatures", "decision"), id="nobody signed"),
        pytest.param(
            life(before=(ALONE, facts.Confirmed(key="p1"))), {}, ("signatures", "P2"), id="nobody answered"
        ),
        pytest.param(
            life(after=without(facts.StepDone, "copies")), {}, ("steps", "copies"), id="a step is open"
        ),
        pytest.param(
            life(after=(*without(facts.StepDone, "copies"), LEFT_OUT)),
            {},
            ("left_out", "copies"),
            id="one person left it out",
        ),
        pytest.param(life(after=without(facts.Confirmed)), {}, ("orders", "k1"), id="not confirmed"),
        pytest.param(
            life(after=(*without(facts.Confirmed), facts.Died(key="k1", detail="gone"))),
            {},
            ("orders", "k1"),
            id="it failed for good",
        ),
        pytest.param(
            life(decided=facts.Decided(no=1, outcome="violation", orders=(cast.order(),), announced=WAITS)),
            {},
            ("effect", "1"),
            id="announced for later",
        ),
        pytest.param(life(after=without(facts.FannedOut)), {}, ("letters", "unwritten"), id="not written"),
        pytest.param(life(), {"awaited": ["L-1"]}, ("letters", "L-1"), id="not arrived"),
        pytest.param(life(), {"affected": ["lost"]}, ("affected", "lost"), id="a leak touched somebody else"),
        pytest.param(life(after=without(facts.Told)), {}, ("reasons", "1"), id="the account has no reasons"),
        pytest.param(
            life(proposal=REASONLESS, after=without(facts.Told)), {}, ("appeal", "L4"), id="lost without a word"
        ),
        pytest.param(
            life(proposal=replace(REASONLESS, outcome="granted"), after=without(facts.Told)),
            {},
            ("appeal", "L4"),
            id="granted to one, and taken from another without a word",
        ),
        pytest.param(life(), {"clocks": (LATE,)}, ("clocks", "report_authority"), id="late, and no cause"),
        pytest.param(life(), {"clocks": (CLOCK,)}, ("running", "report_authority"), id="a time of law runs"),
        pytest.param(life(), {"own": ["c:x"]}, ("own", "c:x"), id="a complaint's own time of law"),
        pytest.param(
            life(after=(*without(None), LEAK)), {}, ("prevention", "cause"), id="ours, and nobody said why"
        ),
        pytest.param(
            life(after=(*without(None), facts.ClockMarked(clock=CLOCK.rule_id, mark="breach", due_at=START))),
            {},
            ("clocks", "report_authority"),
            id="late, as was written down",
        ),
    ],
)  # fmt: skip
def test_each_reason_keeps_a_case_open_by_itself(case, table, reason):
    name, of = reason
    assert kept(case, **table) == (Kept(reason=name, of=(of,)),)


def test_reasons_that_a_lead_gave_up_hold_nothing_and_tell_nobody():
    lost = facts.GivenUp(letters=(LETTER,), words=words(), decision=1)
    case = life(after=(*without(facts.Told), lost))
    assert kept(case) == ()
    assert case.told == ()
    assert (case.decision.told_at, case.decision.heard_at) == (None, case.decision.given_up_at)
    assert ("given_up:told", case.decision.given_up_at) in case.moved
    other = life(after=(*without(facts.Told), replace(lost, decision=None)))
    assert [one.reason for one in kept(other)] == ["reasons"]


def test_what_comes_back_by_law_keeps_a_case_open_until_it_has():
    hidden = cast.order("4" * 42)
    told = (*without(facts.Confirmed), facts.Confirmed(key=hidden.key))
    case = life(decided=facts.Decided(no=1, outcome="violation", orders=(hidden,)), after=told)
    countered = replace(case, appeals=(COUNTERED,))
    assert kept(countered, clocks=(TAKES_BACK,)) == (Kept(reason="return", of=("counter_wait",)),)
    assert kept(case, clocks=(TAKES_BACK,)) == ()


CAUSE = facts.CauseRecorded(clock=CLOCK.rule_id, cause="waiting_on_others", words=words())
HOLDS = facts.Withheld(side="account", ground="safety", approver=JUN, review_at=START)


@pytest.mark.parametrize(
    ("case", "clocks"),
    [
        pytest.param(life(after=(*without(None), CAUSE)), (LATE,), id="somebody said why it was late"),
        pytest.param(
            life(after=(*without(facts.StepDone, "copies"), LEFT_OUT, (LEFT_OUT, f"agent:{ZHOU}"))),
            (),
            id="a lead stands behind leaving it out",
        ),
        pytest.param(life(after=(*without(None), LEAK, FAULT)), (), id="somebody said why it leaked"),
        pytest.param(life(after=(*without(None), LEAK, LED)), (), id="its incident owes the cause"),
        pytest.param(life(), (replace(LATE, statutory=False),), id="late by our own promise only"),
        pytest.param(life(), (replace(CLOCK, statutory=False),), id="a promise of our own runs"),
        pytest.param(
            life(after=(*without(facts.FannedOut), replace(HOLDS, side="complainant"))),
            (replace(CLOCK, kind="tell", party="complainant"),),
            id="nobody may be told in time",
        ),
        pytest.param(life(after=(*without(facts.Told), HOLDS)), (), id="withheld from the account"),
        pytest.param(
            life(after=(*without(facts.FannedOut), replace(HOLDS, side="complainant"))),
            (),
            id="withheld from whoever complained",
        ),
        pytest.param(
            life(proposal=REASONLESS, after=(*without(facts.Told), HOLDS)),
            (),
            id="withheld, and no letter written",
        ),
        pytest.param(
            life(after=(*without(facts.Confirmed), facts.Overridden(key="k1", words=words()))),
            (),
            id="a lead gave the order up",
        ),
        pytest.param(
            life(
                proposal=replace(REASONLESS, outcome="no_violation", measures=()),
                decided=facts.Decided(no=1, outcome="no_violation", orders=()),
                after=tuple(one for one in without(facts.Told) if type(one) is not facts.Confirmed),
            ),
            (),
            id="nothing was taken from anybody",
        ),
        pytest.param(
            life(
                proposal=replace(REASONLESS, outcome="granted", measures=()),
                decided=facts.Decided(no=1, outcome="granted", orders=(cast.order(measure="R"),)),
                after=without(facts.Told),
            ),
            (),
            id="what was granted is given back",
        ),
    ],
)
def test_a_lawful_reason_lets_a_case_close(case, clocks):
    assert kept(case, clocks=clocks) == ()


TELL = replace(CLOCK, kind="tell")
MISSED = facts.ClockMarked(clock=CLOCK.rule_id, mark="breach", due_at=START)


@pytest.mark.parametrize(
    ("told", "clock", "silent", "holds"),
    [
        pytest.param((), CLOCK, False, True, id="it runs"),
        pytest.param((), replace(CLOCK, stopped_at=START), False, False, id="it was met"),
        pytest.param((MISSED,), replace(LATE), False, True, id="it was missed, and nobody said why"),
        pytest.param((MISSED,), CLOCK, False, True, id="it was missed and runs"),
        pytest.param((MISSED, CAUSE), CLOCK, False, False, id="somebody said why"),
        pytest.param((), replace(CLOCK, statutory=False), False, False, id="it is our own promise"),
        pytest.param((), TELL, True, False, id="nobody is to be told"),
        pytest.param((), TELL, False, True, id="somebody is still to be told"),
        pytest.param((MISSED,), CLOCK, True, True, id="that nobody is told excuses no receipt"),
        pytest.param(
            (MISSED, facts.Erased(person=cast.received().person, why="asked", retention="K1", proof="ab")),
            CLOCK,
            False,
            False,
            id="of the erased",
        ),
    ],
)
def test_a_time_of_law_in_a_complaint_s_own_book_holds_its_case(told, clock, silent, holds):
    found = closing.own_time(cast.a_complaint(*told), (clock,), silent=silent)
    assert found == ((CLOCK.rule_id,) if holds else ())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_says_in_words_what_it_is_and_what_to_do(lang):
    said = {say(f"workbench.keeps.{reason}{then}", lang) for reason in REASONS for then in ("", "_then")}
    assert len(said) == 2 * len(REASONS)
