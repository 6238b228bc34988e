"""A complaint about our own staff goes to another team; where there is none, the house says so."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome
from ombud.store import packs, team_moves
from ombud.store.models import Alarm, TeamMove
from ombud.usecases.assign import assign
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.cosign import cosign
from ombud.usecases.do_step import do_step
from ombud.usecases.follow import follow
from ombud.usecases.join_team import join_team
from ombud.usecases.keep_line_out import keep_line_out
from ombud.usecases.keep_out import keep_out
from ombud.usecases.let_in import let_in
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.take import take
from ombud.usecases.take_off_line import take_off_line
from ombud.usecases.train import LANES, train
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, LIN, MEI, TAO, WEI, ZHOU

RUDE = "客服态度太差,复制粘贴三遍就挂断了,是 Mei 说的。"
NAMELESS = "客服态度太差,复制粘贴三遍就挂断了。"


def line(work, known=None):
    return keep_line_out(known={} if known is None else known, mint=work.mint, now=work.now)


def join(work, agent, team):
    join_team(agent, team=team, by=None, now=work.now)


@pytest.fixture
def two(work):
    """梅 Mei and 伟 Wei are of the first team, which 周 Zhou leads; 君 Jun of the second, which 林 Lin leads."""
    work.hire(WEI, "agent")
    work.hire(LIN, "lead")
    for agent, team in ((MEI, "1"), (WEI, "1"), (ZHOU, "1"), (JUN, "2"), (LIN, "2")):
        join(work, agent, team)
    return work


def rude(work, text=RUDE):
    return work.file(text, kind="UF.SUPPORT")


def done(work, case):
    """Every step before the decision is over; the house does its own."""
    while follow(now=work.now):
        pass
    now = work.case(case)
    for step in open_steps(now, packs.by_digest(now.pack), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "听了录音，问了同事。"}, by=JUN)


def test_the_whole_team_is_out_the_other_gets_it_and_the_step_is_over_by_that_alone(two):
    case = rude(two)
    assert line(two) == 3, "whom it is about, and two of the team"
    assert line(two) == 0, "once"
    assert two.case(case).kept_out == {MEI, WEI, ZHOU}
    assert two.case(case).of_team == {WEI, ZHOU}
    for one in (WEI, ZHOU):
        assert two.refused(look_at_case, case, by=one) is No.NOT_FOUND
    assert two.refused(assign, [case], to=JUN, reason="换人", by=ZHOU) is No.KEPT_OUT
    assert two.refused(assign, [case], to=WEI, reason="换人", by=LIN) is No.KEPT_OUT
    assert two.refused(let_in, case, agent=WEI, reason="人手不够", by=LIN) is No.KEPT_OUT
    assert take(by=JUN, now=two.now) == case
    assert follow(now=two.now) == 1
    assert "other_team" in two.case(case).steps_done
    assert not Alarm.objects.filter(kind="one_team").exists()
    assert verify(now=two.now).is_clean


def test_who_is_quicker_than_the_chore_gets_it_no_more_than_later(two):
    case = rude(two)
    assert two.refused(assign, [case], to=WEI, reason="有空", by=LIN) is No.KEPT_OUT
    assert two.refused(assign, [case], to=MEI, reason="有空", by=LIN) is No.HAND_IN_IT
    with pytest.raises(Refused, match="nothing_waiting") as no:
        take(by=WEI, now=two.now)
    assert no.value.facts["because"] == No.KEPT_OUT
    assert take(by=JUN, now=two.now) == case


def test_other_matters_of_the_same_complainant_stay_with_the_team_that_did_nothing(two):
    contact = {"email": "lan@example.org"}
    mine = two.filed(about="v-7", contact=contact)
    assert take(by=WEI, now=two.now) == mine
    case = two.file(RUDE, kind="UF.SUPPORT", contact=contact)
    line(two)
    assert take_off_line(mint=two.mint, now=two.now) == 0
    assert (two.case(mine).agent, two.case(case).of_team) == (WEI, {WEI, ZHOU})


def test_who_comes_to_that_team_meanwhile_loses_it_and_who_leaves_it_never_gets_it(two):
    two.hire(TAO, "agent")
    join(two, TAO, "2")
    case, known = rude(two), {}
    line(two, known)
    assert take(by=JUN, now=two.now) == case
    two.later(minutes=1)
    join(two, WEI, "2")
    assert line(two, known) == 0
    assert WEI in two.case(case).of_team, "who left counts as of it"
    two.later(minutes=1)
    join(two, JUN, "1")
    done(two, case)
    with pytest.raises(Refused, match="kept_out"):
        two.propose(case, **ANSWER, by=JUN)
    assert line(two, known) == 1
    assert (two.case(case).agent, two.told(case)[-2:]) == (None, ["Returned", "TeamKeptOut"])
    assert take(by=TAO, now=two.now) == case


ANSWER = {
    "outcome": Outcome.REFUSED,
    "measures": (),
    "for_account": "",
    "clause": "CLIPS.8.2",
    "for_complainant": "录音听过了，没有您说的话。",
}


def test_whom_it_is_about_is_moved_to_the_other_team_and_the_first_gets_it_all_the_same_not(two):
    case = rude(two)
    line(two)
    two.later(minutes=1)
    join(two, MEI, "2")
    assert line(two) == 0
    team = two.case(case).team
    assert (set(team.members), team.elsewhere) == ({WEI, ZHOU}, False)
    assert [one.to_role for one in Alarm.objects.filter(kind="one_team")] == ["auditor"]
    assert take(by=JUN, now=two.now) == case
    assert verify(now=two.now).is_clean


def test_in_a_house_of_one_team_a_colleague_has_it_and_book_and_auditor_say_so(work):
    case = rude(work)
    assert line(work) == 1
    assert work.case(case).team == facts.TeamKeptOut(about=(MEI,))
    assert work.case(case).kept_out == {MEI}
    alarm = Alarm.objects.get(kind="one_team")
    assert alarm.to_role == "auditor"
    assert work.refused(clear_alarm, alarm.id, by=JUN) is No.NOT_ALLOWED
    work.act(clear_alarm, alarm.id, by=AN)
    assert take(by=JUN, now=work.now) == case
    assert line(work) == 0
    assert verify(now=work.now).is_clean


def test_once_somebody_of_another_team_is_trained_the_case_goes_there(work):
    work.hire(LIN, "agent", lanes=())
    for agent, team in ((MEI, "1"), (JUN, "1"), (ZHOU, "1"), (LIN, "2")):
        join(work, agent, team)
    case, known = rude(work), {}
    assert line(work, known) == 1
    assert take(by=JUN, now=work.now) == case
    assert not work.case(case).team.elsewhere, "the other team is not trained for it"
    certified = {"lanes": LANES, "until": work.now + timedelta(days=9)}
    train(LIN, **certified, by=None, now=work.now)
    assert line(work, known) == 2
    assert (work.case(case).agent, work.case(case).of_team) == (None, {JUN, ZHOU})
    assert take(by=LIN, now=work.now) == case


def test_whoever_holds_it_says_whom_it_turned_out_to_be_about_and_gives_it_up_if_that_is_of_their_team(two):
    case = rude(two, NAMELESS)
    assert line(two) == 0
    assert two.case(case).team == facts.TeamKeptOut(about=()), "nobody knows, so nobody's team is out"
    assert not Alarm.objects.filter(kind="one_team").exists()
    assert take(by=WEI, now=two.now) == case
    assert two.refused(keep_out, case, agent=MEI, reason="录音里是这位同事", by=JUN) is No.NOT_ALLOWED
    assert MEI in two.act(look_at_case, case, by=WEI).may_keep_out
    two.act(keep_out, case, agent=MEI, reason="录音里是这位同事", by=WEI)
    assert two.refused(let_in, case, agent=MEI, reason="弄错了", by=WEI) is No.NOT_ALLOWED
    assert line(two) == 2
    assert (two.case(case).agent, two.case(case).kept_out) == (None, {MEI, WEI, ZHOU})
    assert MEI in two.act(look_at_case, case, by=LIN).may_let_in
    assert WEI not in two.act(look_at_case, case, by=LIN).may_let_in
    assert take(by=JUN, now=two.now) == case


def test_what_somebody_proposed_who_is_of_that_team_now_is_dropped_and_nobody_of_it_signs(two):
    two.hire(TAO, "agent", "senior")
    join(two, TAO, "2")
    case, known = rude(two), {}
    line(two, known)
    assert take(by=JUN, now=two.now) == case
    done(two, case)
    two.propose(case, **ANSWER, declares=frozenset({"complainant_is_company"}), by=JUN)
    assert two.case(case).status is Status.COSIGNING
    line(two, known)
    assert two.case(case).team.elsewhere
    assert take(by=TAO, to_sign=True, now=two.now) == case
    two.later(minutes=1)
    join(two, TAO, "1")
    assert two.refused(cosign, case, by=TAO, seen=two.case(case).seq) is No.KEPT_OUT
    line(two, known)
    assert two.case(case).signer is None
    two.later(minutes=1)
    join(two, JUN, "1")
    line(two, known)
    assert (two.case(case).status, two.case(case).proposal) == (Status.QUEUED, None)
    assert verify(now=two.now).is_clean


def test_a_lead_says_in_which_team_somebody_is_and_nobody_moves_themselves(work):
    work.act(join_team, MEI, team="  一组  甲 ", by=ZHOU)
    work.act(join_team, MEI, team="一组 甲", by=ZHOU)
    assert list(TeamMove.objects.values_list("agent", "team", "by")) == [(MEI, "一组 甲", ZHOU)]
    assert work.refused(join_team, ZHOU, team="1", by=ZHOU) is No.NOT_ALLOWED
    assert work.refused(join_team, MEI, team="1", by=JUN) is No.NOT_ALLOWED
    assert work.refused(join_team, MEI, team="x" * 41, by=ZHOU) is No.TEXT_TOO_LONG
    assert work.refused(join_team, TAO, team="1", by=ZHOU) is No.NOT_ALLOWED, "nobody of that name works here"
    work.later(minutes=1)
    work.act(join_team, MEI, team="", by=ZHOU)
    assert team_moves.now_in() == {}
