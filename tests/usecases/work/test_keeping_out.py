"""Who is kept out of a case loses it, sees nothing of it and gets it from nobody; a manager ends that, with a reason."""

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from ombud.usecases.assign import assign
from ombud.usecases.keep_out import keep_out
from ombud.usecases.let_in import let_in
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.note import note
from ombud.usecases.take import take
from tests.cast import JUN, LEFT, LIN, MEI, WEI, ZHOU

WHY = "投诉人说，是这位同事看过她的住址"


def test_what_they_hold_goes_back_and_they_never_see_it_again(work):
    case = work.in_hand()
    work.act(keep_out, case, agent=MEI, reason=WHY, by=ZHOU)
    assert work.told(case)[-2:] == ["Returned", "KeptOut"]
    assert (work.case(case).status, work.case(case).agent) == (Status.QUEUED, None)
    assert work.refused(look_at_case, case, by=MEI) is No.NOT_FOUND
    assert work.refused(note, case, text="看一眼", by=MEI) is No.NOT_YOURS
    assert work.refused(assign, [case], to=MEI, reason="没有别人", by=ZHOU) is No.KEPT_OUT
    with pytest.raises(Refused) as no:
        work.act(take, by=MEI)
    assert no.value.facts["because"] == No.KEPT_OUT
    assert work.act(take, by=JUN) == case


def test_what_they_proposed_or_signed_is_dropped_and_what_they_were_to_sign_goes_to_others(work):
    case = work.to_sign()
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(keep_out, case, agent=JUN, reason=WHY, by=ZHOU)
    after = work.case(case)
    assert (after.status, after.signer, after.proposal is None) == (Status.COSIGNING, None, False)
    work.act(keep_out, case, agent=MEI, reason=WHY, by=ZHOU)
    after = work.case(case)
    assert (after.status, after.proposal, after.signatures) == (Status.QUEUED, None, ())
    assert work.told(case)[-2:] == ["Declined", "KeptOut"]


def test_a_decision_that_stands_stays_and_its_last_steps_are_for_others(work):
    case = work.in_hand()
    work.steps(case, before="decision")
    work.propose(case, measures=LEFT)
    assert work.case(case).status is Status.DECIDED
    work.act(keep_out, case, agent=MEI, reason=WHY, by=ZHOU)
    assert work.told(case)[-1] == "KeptOut"
    assert work.case(case).status is Status.DECIDED
    assert work.refused(look_at_case, case, by=MEI) is No.NOT_FOUND


def test_a_lead_who_is_suspected_is_kept_out_by_the_privacy_officer_and_lets_nobody_in(work):
    case = work.in_hand()
    work.hire(WEI, "privacy")
    assert work.refused(keep_out, case, agent=ZHOU, reason=WHY, by=ZHOU) is No.NOT_ALLOWED
    assert work.refused(keep_out, case, agent=ZHOU, reason=WHY, by=JUN) is No.NOT_ALLOWED
    assert work.refused(keep_out, case, agent=ZHOU, reason=" ", by=WEI) is No.NEEDS_REASON
    work.act(keep_out, case, agent=ZHOU, reason=WHY, by=WEI)
    assert work.refused(look_at_case, case, by=ZHOU) is No.NOT_FOUND
    assert work.refused(let_in, case, agent=ZHOU, reason="误会", by=ZHOU) is No.NOT_ALLOWED
    assert work.refused(keep_out, case, agent=JUN, reason=WHY, by=ZHOU) is No.NOT_ALLOWED
    assert work.refused(assign, [case], to=None, reason="换人", by=ZHOU) is No.KEPT_OUT
    assert work.refused(let_in, case, agent=ZHOU, reason="", by=WEI) is No.NEEDS_REASON
    assert work.refused(let_in, case, agent=LIN, reason="误会", by=WEI) is No.NOT_FOUND
    work.act(let_in, case, agent=ZHOU, reason="查过日志，不是这位同事", by=WEI)
    assert isinstance(work.told(case), list)
    assert work.case(case).kept_out == frozenset()
    assert work.act(look_at_case, case, by=ZHOU).case.id == case


def test_a_manager_sees_whom_to_keep_out_and_nobody_else_does(work):
    case = work.in_hand()
    seen = work.act(look_at_case, case, by=ZHOU)
    assert MEI in seen.may_keep_out
    assert ZHOU not in seen.may_keep_out
    work.act(keep_out, case, agent=JUN, reason=WHY, by=ZHOU)
    assert JUN not in work.act(look_at_case, case, by=ZHOU).may_keep_out
    assert work.act(look_at_case, case, by=MEI).may_keep_out == {}
    assert isinstance(work.case(case).kept_out, frozenset)
    assert facts.KeptOut.__name__ in work.told(case)
