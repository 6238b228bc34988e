"""What a decision refers outside is somebody's step in every kind, and nobody is told that it was done before it was."""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from ombud.core import facts, referring
from ombud.core.notices import Outcome, Pen, Places, outcome_values, referred_values
from ombud.core.pack.lint_kinds import referrals as lint
from ombud.core.playbooks import open_steps, playbook_of
from ombud.core.referring import Handed
from ombud.core.vocabulary import Side
from tests import cast
from tests.cast import LETTER, MEI, SUBJECT, a_case, opened, pack, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")
JOINED = facts.Joined(count=1, digest="0" * 64, severity="S2", first_at=cast.START)


def chosen(*measures: str):
    return tuple(facts.Chosen(measure=one, target=SUBJECT) for one in measures)


def decided(code: str, *measures: str, before=(), after=(), outcome: str = "violation", joined=(JOINED,)):
    said = proposed(outcome=outcome, measures=chosen(*measures))
    ruled = facts.Decided(no=1, outcome=outcome, orders=())
    return a_case(*joined, TAKEN, *before, said, ruled, *after, first=opened(code))


def done(step: str):
    return facts.StepDone(step=step, report=True, receipt=words(4))


def left(step: str):
    return facts.StepSkipped(step=step, words=words(5))


def owed(case, law=None):
    several = open_steps(case, law or pack(), before="close")
    handing = {"X", "X.POLICE", "X.REGULATOR", "X.BANK"}
    return {step.id for step in several if step.measure in handing}


def stands(case, *measures: str, law=None):
    return [
        (one.measure, one.handed.value, one.to)
        for one in referring.referrals(case, measures, pack=law or pack())
    ]


@pytest.mark.parametrize(
    ("code", "measure", "steps"),
    [
        pytest.param("PR.DOX", "X.POLICE", {"refer_police"}, id="hunted"),
        pytest.param("MN.BULLY", "X.POLICE", {"refer_police"}, id="a bullied child"),
        pytest.param("HA.STALK", "X.REGULATOR", {"refer_regulator"}, id="harassed"),
        pytest.param("IM.PERSON", "X", {"refer_outside"}, id="somebody else again"),
        pytest.param("LV.STOLENCARD", "X.BANK", {"point_to_bank"}, id="a bank"),
        pytest.param("CV.FRAUD.SCAM", "X.POLICE", {"referral"}, id="a kind that has a step of its own"),
        pytest.param("CV.FRAUD.SCAM", "X.REGULATOR", {"referral", "refer_regulator"}, id="for another than that"),
        pytest.param("CV.FRAUD.SCAM", "X.BANK", {"referral"}, id="told before"),
        pytest.param("GR.DATA", "X.POLICE", {"data_out"}, id="what an authority asked for"),
        pytest.param("GR.REFERRAL", "X.POLICE", {"refer_police"}, id="an authority that asked for nothing"),
        pytest.param("PR.DOX", "L4", set(), id="nothing outside"),
    ],
)  # fmt: skip
def test_what_is_referred_outside_is_owed_by_a_step_of_the_kind_or_by_one_that_every_kind_has(
    code, measure, steps
):
    outcome = "granted" if code.startswith("GR") else "violation"
    before = (facts.StepDone(step="call_bank_now", advised="call_bank"),)
    assert owed(decided(code, measure, before=before, outcome=outcome)) == steps


def test_before_anything_is_decided_nothing_is_referred():
    assert owed(a_case(TAKEN, first=opened("PR.DOX"))) == set()


@pytest.mark.parametrize(
    ("after", "how"),
    [
        pytest.param((), "owed", id="nobody did it"),
        pytest.param((done("refer_police"),), "done", id="handed over"),
        pytest.param((left("refer_police"),), "left", id="left out"),
        pytest.param((left("refer_police"), done("refer_police")), "done", id="done after all"),
    ],
)
def test_how_far_it_is_follows_from_its_step(after, how):
    case = decided("PR.DOX", "L4", "X.POLICE", after=after)
    assert stands(case, "L4", "X.POLICE") == [("X.POLICE", how, "")]
    assert referring.carried_out(case, ("L4", "X.POLICE"), pack=pack()) == (
        ("L4", "X.POLICE") if how == "done" else ("L4",)
    )
    step = next(one for one in playbook_of(case, pack()).steps if one.id == "refer_police")
    said = referring.by_step(case, step, pack=pack())
    assert [one.handed.value for one in said] == ([] if how == "owed" else [how])
    other = next(one for one in playbook_of(case, pack()).steps if one.id == "copies_everywhere")
    assert referring.by_step(case, other, pack=pack()) == ()


def test_of_several_authorities_each_is_named_and_what_one_was_told_no_other_was():
    several = ("report_authority:cn_cyberspace_children", "report_authority:cn_police")
    case = decided("MN.SEX.GROOM", "X.POLICE", before=(done(several[1]),))
    assert stands(case, "X.POLICE") == [("X.POLICE", "owed", ""), ("X.POLICE", "done", "cn_police")]
    case = decided("MN.SEX.GROOM", "X.POLICE", before=(done(several[1]), left(several[0])))
    assert stands(case, "X.POLICE") == [("X.POLICE", "done", "cn_police")]
    steps = {one.id: one for one in playbook_of(case, pack()).steps}
    assert [one.to for one in referring.by_step(case, steps[several[1]], pack=pack())] == ["cn_police"]
    case = decided("MN.SEX.GROOM", "X.POLICE", before=tuple(map(left, several)))
    assert stands(case, "X.POLICE") == [("X.POLICE", "left", "")]
    assert [one.handed for one in referring.by_step(case, steps[several[1]], pack=pack())] == [Handed.LEFT]


def test_where_nobody_complained_nobody_is_pointed_anywhere():
    case = decided("LV.STOLENCARD", "X.BANK", joined=())
    assert owed(case) == set()
    assert stands(case, "X.BANK") == [("X.BANK", "left", "")]


def appealed(*before, closed: bool):
    filed = facts.Appealed(no=1, side="account", complaint=None, letter=LETTER, decision=1, words=words(6))
    end = (facts.Closed(decision=1, appeal_until=cast.START),) if closed else ()
    return (*before, *end, filed, TAKEN)


@pytest.mark.parametrize("closed", [False, True], ids=["before it was closed", "after it was closed"])
@pytest.mark.parametrize("handed", [False, True], ids=["still owed", "handed over before"])
def test_an_appeal_that_leaves_a_decision_as_it_was_leaves_its_referral_owed_until_it_is_done(closed, handed):
    before = (done("refer_police"),) if handed else ()
    upheld = (
        proposed(no=2, appeal=1, ruling="upheld", measures=()),
        facts.Decided(no=2, outcome="violation", orders=()),
    )
    case = decided("PR.DOX", "L4", "X.POLICE", after=(*appealed(*before, closed=closed), *upheld))
    assert ("refer_police" in owed(case)) is not handed
    assert stands(case, "X.POLICE") == [("X.POLICE", "done" if handed else "owed", "")]
    fallen = proposed(no=2, appeal=1, ruling="overturned", outcome="no_violation", measures=())
    gone = decided("PR.DOX", "X.POLICE", after=(*appealed(closed=closed), fallen, upheld[1]))
    assert owed(gone) == set()


def test_a_first_referral_on_appeal_is_owed_by_the_kind_s_own_step_and_before_by_that_of_the_house():
    ruled = (
        proposed(no=2, appeal=1, ruling="changed", measures=chosen("X.POLICE")),
        facts.Decided(no=2, outcome="violation", orders=()),
    )
    case = decided("CV.FRAUD.SCAM", "L4", after=(*appealed(closed=True), *ruled))
    assert owed(case) == {"referral"}
    look = replace(pack().playbooks["unfair_review"], owes_anew=False)
    before = replace(pack(), playbooks=MappingProxyType({**pack().playbooks, look.id: look}))
    assert owed(case, before) == {"refer_police"}


def before_today():
    """The rules as they were stored before any step handed over what a decision refers."""
    books = {name: book for name, book in pack().playbooks.items() if name != "referral"}
    return replace(pack(), playbooks=MappingProxyType(books))


def test_a_pack_from_before_opens_owes_nothing_and_claims_nothing():
    case = decided("PR.DOX", "X.POLICE")
    assert owed(case, before_today()) == set()
    assert stands(case, "X.POLICE", law=before_today()) == [("X.POLICE", "chosen", "")]


def test_a_measure_that_nobody_would_hand_over_is_refused_and_so_is_a_step_without_a_receipt():
    assert list(lint(pack())) == []
    assert {where for where, _ in lint(before_today())} == {
        f"measures.{one}" for one in ("X", "X.BANK", "X.POLICE", "X.REGULATOR")
    }
    book = pack().playbooks["referral"]
    loose = replace(book, steps=tuple(replace(step, receipt=False) for step in book.steps))
    bare = replace(pack(), playbooks=MappingProxyType({**pack().playbooks, "referral": loose}))
    assert ("playbooks.referral.refer_police", "hands something over and asks for no receipt") in list(
        lint(bare)
    )


def written(case, *, side: Side = Side.COMPLAINANT, lang: str = "zh", child: bool = False, law=None):
    rules = law or pack()
    pen = Pen(rules, lang, ZoneInfo("Asia/Shanghai"), Places("https://ombud.example"), child)
    decision = case.decision
    it = Outcome(
        number="C-1",
        letter="L-1",
        code=case.code,
        side=side,
        proposal=decision.proposal,
        reasons="x",
        referred=referring.referrals(case, (one.measure for one in decision.proposal.measures), pack=rules),
    )
    return outcome_values(it, pen=pen)["measures"]


def test_a_letter_says_that_it_will_be_done_until_it_is_and_then_when():
    waits = decided("PR.DOX", "L4", "X.POLICE")
    assert written(waits).startswith("移除内容\n还要做的：移送公安或警方（还没有做到；")
    assert "您" not in written(waits, child=True)
    assert written(waits, side=Side.ACCOUNT) == "移除内容\n还要做的：移送公安或警方（还没有做到）"
    assert "Still to be done: Refer to the police (not done yet; we write" in written(waits, lang="en")
    handed = decided("PR.DOX", "L4", "X.POLICE", after=(done("refer_police"),))
    assert written(handed).startswith("移除内容\n移送公安或警方（2026年11月23日")
    named = decided("MN.SEX.GROOM", "X.POLICE", before=(done("report_authority:cn_police"),))
    assert "移送公安或警方（公安机关，2026年" in written(named)
    never = decided("PR.DOX", "X.POLICE", after=(left("refer_police"),))
    assert written(never) == "移送公安或警方：没有做"
    assert written(waits, law=before_today()) == "移除内容\n已决定：移送公安或警方"


def test_the_letter_afterwards_says_what_was_done_and_what_was_not():
    pen = Pen(pack(), "zh", ZoneInfo("Asia/Shanghai"), Places("https://ombud.example"))
    handed = referring.Referral(
        measure="X.POLICE", handed=Handed.DONE, at=datetime(2026, 11, 23, 2, tzinfo=ZoneInfo("UTC"))
    )
    never = referring.Referral(measure="X.REGULATOR", handed=Handed.LEFT)
    said = referred_values("C-1", (handed, never), pen=pen)
    assert (said["handed"].partition("（")[0], said["left"]) == ("移送公安或警方", "报告主管部门：没有做")
    assert cast.pack("CN").letters["referred"].child is not None
