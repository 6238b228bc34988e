"""Who is given a case by a lead, who may open what is sealed, and what becomes of it when they may not."""

from datetime import timedelta
from functools import partial

import pytest

from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from ombud.store import staff
from ombud.store.ledger import read_lines
from ombud.store.models import Alarm, Grant, ReadLine
from ombud.usecases.assign import assign
from ombud.usecases.give_back import give_back
from ombud.usecases.grant import grant
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.open_sealed import open_sealed
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from ombud.wire.refusals import words_of
from tests.cast import AN, JUN, LIN, MEI, TAO, WEI, ZHOU

WHY = "她病了,今天不来"


def test_a_lead_moves_a_case_with_a_reason_and_the_first_loses_it(work):
    case = work.in_hand()
    assert work.act(assign, [case], to=JUN, reason=WHY, by=ZHOU) == (case,)
    assert (work.case(case).agent, work.case(case).status) == (JUN, Status.IN_HAND)
    assert work.told(case)[-2:] == ["Returned", "Assigned"]
    assert {line.by for line in read_lines(case)[-2:]} == {f"agent:{ZHOU}"}
    assert not Grant.objects.exists()


def test_cases_taken_back_lie_in_their_lanes_again(work):
    mine, waiting = work.in_hand(), work.filed(about="v-2")
    assert work.act(assign, [mine, waiting], to=None, reason=WHY, by=ZHOU) == (mine, waiting)
    assert work.case(mine).status is Status.QUEUED
    assert work.told(mine)[-1] == "Returned"
    assert "Returned" not in work.told(waiting)


def test_an_absent_agent_may_be_given_a_case_but_nobody_unfit(work):
    case = work.in_hand()
    account = work.subject("account", name="tao")
    danger = work.open(subject=work.subject(account=account))
    work.hire(LIN, "agent", present=False)
    work.hire(TAO, "agent", ties=[account])
    work.hire(WEI, "agent", lanes=())
    for who, which, no in ((WEI, case, No.NOT_CERTIFIED), (TAO, danger, No.CONFLICT)):
        assert work.refused(assign, [which], to=who, reason=WHY, by=ZHOU) is no
    work.act(assign, [case], to=LIN, reason=WHY, by=ZHOU)
    assert work.case(case).agent == LIN


def test_a_lead_who_takes_on_a_childs_danger_opens_nothing_until_another_manager_grants_it(work):
    case = work.filed(text="有个陌生男人找我女儿要裸照，还约她见面，她才11岁。")
    assert (work.case(case).severity, work.case(case).sealed) == ("S0", True)
    work.act(assign, [case], to=ZHOU, reason=WHY, by=ZHOU)
    assert (work.case(case).agent, work.case(case).grants) == (ZHOU, ())
    assert work.case(case).calls == ("grant",), "another is called"
    assert list(Alarm.objects.filter(kind="approval").values_list("to_role", flat=True)) == ["lead"]
    assert work.refused(open_sealed, case, reason="判断危险", by=ZHOU) is No.NEEDS_GRANT
    assert work.refused(grant, case, to=ZHOU, reason=WHY, by=ZHOU) is No.NOT_ALLOWED
    work.hire(LIN, "lead")
    work.act(grant, case, to=ZHOU, reason=WHY, by=LIN)
    work.act(open_sealed, case, reason="判断危险", by=ZHOU)
    assert verify(now=work.now).is_clean


def test_a_lead_cannot_lift_the_days_cap_nor_the_rest_after_a_danger_and_reads_whose_it_is(work):
    graphic = work.open("CV.SEX.ADULT", "S2")
    mild = work.open("SV.ACCESS", "S3")
    give = partial(work.act, assign, to=MEI, reason=WHY, by=ZHOU)
    danger = work.open("SH.SUICIDE", "S0")
    give([danger])
    work.act(give_back, danger, why="escalated")
    _no(lambda: give([danger]), No.RESTING, "梅 Mei has just dealt with something heavy", lang="en")
    work.later(minutes=11)
    for hour in range(8):
        staff.note_dose(MEI, minutes=60, exposure="E4", now=work.now - timedelta(hours=hour))
    work.later(minutes=11)
    _no(lambda: give([graphic]), No.DOSE_SPENT, "梅 Mei今天看过的", lang="zh")
    assert work.case(graphic).status is Status.QUEUED
    assert give([mild]) == (mild,)


def test_a_lead_reads_in_their_own_language_why_a_colleague_may_not_have_a_case(work):
    work.hire(WEI, "agent", lanes=())
    case = work.in_hand()
    for lang, words in (("en", "伟 Wei is not certified"), ("zh", "伟 Wei没有这条队列的资格")):
        _no(
            lambda: work.act(assign, [case], to=WEI, reason=WHY, by=ZHOU),
            No.NOT_CERTIFIED,
            words.replace("伟 Wei", staff.colleague(WEI).name),
            lang=lang,
        )
    assert work.case(case).agent == MEI


def _no(act, code, words, *, lang):
    with pytest.raises(Refused) as no:
        act()
    assert no.value.code is code
    assert words_of(no.value, lang).startswith(words)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param({"by": MEI}, No.NOT_ALLOWED, id="no lead"),
    ],
)
def test_nobody_else_moves_a_case_and_nobody_without_a_reason(work, change, code):
    case = work.in_hand()
    assert work.refused(assign, [case], **{"to": JUN, "reason": WHY, "by": ZHOU, **change}) is code
    assert work.case(case).agent == MEI


def test_a_lead_picks_no_case_for_herself_but_a_danger(work):
    case, danger = work.filed(about="v-2"), work.open("SH.SUICIDE", "S0")
    assert work.refused(assign, [case], to=ZHOU, reason=WHY, by=ZHOU) is No.NOT_ALLOWED
    assert work.act(assign, [danger], to=ZHOU, reason=WHY, by=ZHOU) == (danger,)
    assert (work.case(case).agent, work.case(danger).agent) == (None, ZHOU)


def test_a_proposal_that_waits_for_a_second_person_is_not_given_away(work):
    case = work.to_sign()
    assert work.refused(assign, [case], to=JUN, reason=WHY, by=ZHOU) is No.NOT_IN_THIS_STATE


def test_what_is_decided_may_be_given_to_somebody_to_finish(work):
    case = work.ready()
    work.propose(case)
    work.act(assign, [case], to=JUN, reason=WHY, by=ZHOU)
    assert (work.case(case).agent, work.case(case).status) == (JUN, Status.DECIDED)
    assert "Returned" not in work.told(case)


def test_a_danger_that_a_lead_assigns_brings_the_grant_with_it(work):
    case = work.open("MN.SEX.CSAM", "S0")
    work.act(assign, [case], to=JUN, reason=WHY, by=ZHOU)
    (leave,) = Grant.objects.all()
    assert (leave.agent, leave.manager, leave.until) == (JUN, ZHOU, work.now + timedelta(hours=24))
    assert work.act(open_sealed, case, reason="to decide", by=JUN) == leave.until


def test_a_sealed_case_is_opened_by_clearance_grant_and_reason_and_each_opening_is_logged(work):
    work.hire(TAO, "agent")
    case = work.open("MN.SEX.CSAM", "S1")
    work.give(case, MEI)
    assert work.refused(open_sealed, case, reason="to decide", by=JUN) is No.NOT_FOUND
    assert work.refused(open_sealed, case, reason="to decide") is No.NEEDS_GRANT
    leave = work.act(grant, case, to=MEI, reason="her shift", by=ZHOU)
    assert work.refused(open_sealed, case, reason="  ") is No.NEEDS_REASON
    assert not ReadLine.objects.exists()
    until = work.act(open_sealed, case, reason=" to decide ")
    (line,) = ReadLine.objects.all()
    assert (line.agent, line.reason, line.grant) == (MEI, "to decide", leave)
    work.write(case, *_given(work, TAO))
    work.act(grant, case, to=TAO, reason="his shift", by=ZHOU)
    assert work.refused(open_sealed, case, reason="to decide", by=TAO) is No.NO_CLEARANCE
    work.now = until
    assert work.refused(open_sealed, case, reason="to decide", by=MEI) is No.NOT_FOUND


def _given(work, agent):
    from ombud.core import facts

    return facts.Returned(agent=MEI, why="break"), facts.Assigned(agent=agent, how="next")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"reason": ""}, No.NEEDS_REASON, id="no reason"),
        pytest.param({"by": JUN}, No.NOT_ALLOWED, id="no manager"),
        pytest.param({"to": ZHOU}, No.NOT_ALLOWED, id="a manager for herself"),
    ],
)
def test_only_a_manager_gives_leave_and_never_to_herself(work, change, code):
    case = work.open("MN.SEX.CSAM", "S1")
    assert work.refused(grant, case, **{"to": MEI, "reason": "her shift", "by": ZHOU, **change}) is code
    assert not Grant.objects.exists()
    work.act(grant, case, to=MEI, reason="her shift", by=ZHOU)
    assert Grant.objects.count() == 1


def test_a_queue_of_whole_batches_is_read_to_its_end_before_nothing_is_said_to_wait(work, monkeypatch):
    monkeypatch.setattr("ombud.store.queue.BATCH", 1)
    monkeypatch.setattr("ombud.usecases.take.ROUNDS", 2)
    work.hire(TAO, "agent", languages=["en"])
    work.filed(), work.filed(about="v-2"), work.filed(about="v-3")
    assert work.refused(take, by=TAO) is No.NOTHING_WAITING
    assert work.act(take) is not None


def test_who_may_not_give_the_last_signature_is_not_offered_it(work):
    case = work.ready()
    work.propose(case, declares=frozenset({"complainant_is_company"}))
    with pytest.raises(Refused) as no:
        work.act(take, to_sign=True)
    assert no.value.facts["because"] == No.SAME_SIGNER
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(give_back, case, why="break", by=JUN)
    assert work.case(case).signer is None


def test_a_case_that_never_was_and_a_complaint_are_no_case(work):
    case = work.in_hand()
    for other in (work.mint(3), work.complaint(case)):
        assert work.refused(look_at_case, other, by=AN) is No.NOT_FOUND
    assert work.act(look_at_case, case, by=AN).standing == "reads"


def test_somebody_who_left_is_nobody(work):
    staff.Staff.objects.filter(id=MEI).update(is_active=False)
    assert work.refused(take) is No.NOT_ALLOWED
