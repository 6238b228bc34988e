"""Who declares to whom they are tied, and who ends a tie?"""

import pytest

from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from ombud.store import subjects
from ombud.store.models import Tie
from ombud.usecases.declare_tie import declare_tie
from ombud.usecases.end_tie import end_tie
from ombud.usecases.look_at_ties import look_at_ties
from ombud.usecases.recuse import recuse
from ombud.usecases.take import take
from tests.cast import JUN, MEI, ZHOU
from tests.workbench.scene import at

TAO = {"account": "clips:u-tao", "bond": "family"}


@pytest.fixture
def case(floor):
    """Somebody complains about 涛 Tao's account; 梅 Mei is his sister."""
    floor.hire(MEI)
    floor.hire(JUN)
    floor.hire(ZHOU, "lead")
    return floor.open("CV.SEX.ADULT", subject=floor.subject("account", name="u-tao"))


def test_whoever_declares_an_account_gets_none_of_its_cases_and_gives_back_the_one_in_hand(floor, case):
    assert take(by=MEI, now=floor.now) == case
    mei = at(MEI)
    assert "Nothing is declared yet" in mei.get("/work/ties/").text
    assert mei.post("/work/ties/", TAO)["Location"] == "/work/ties/"
    seen = mei.get("/work/ties/").text
    assert "clips:u-tao" in seen
    assert "family" in seen
    assert recuse(now=floor.now) == 1
    assert floor.case(case).status is Status.QUEUED
    assert "tied to the case, so it went back by itself" in at(ZHOU).get(f"/work/case/{case}/").text
    refused = mei.post("/work/next/")
    assert (refused.status_code, "somebody you declared a tie to" in refused.text) == (409, True)
    assert take(by=JUN, now=floor.now) == case


@pytest.mark.parametrize(
    "account", ["u-tao", "clips:", ":u-tao", "clips:" + "x" * 300], ids=["bare", "no id", "nowhere", "long"]
)
def test_what_names_no_account_is_refused_and_what_was_typed_stays(floor, case, account):
    answer = at(MEI).post("/work/ties/", {**TAO, "account": account})
    assert answer.status_code in {400, 422}
    assert f'value="{account}"' in answer.text
    assert not Tie.objects.exists()


def test_a_lead_sees_declares_and_ends_ties_with_a_reason_and_nobody_ends_their_own(floor, case):
    zhou, there = at(ZHOU), f"/office/staff/{MEI}/"
    zhou.post(f"{there}tie/", TAO)
    seen = zhou.get(there).text
    assert "clips:u-tao" in seen
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.facts["because"] == No.CONFLICT
    tao = subjects.keep("clips", "account", "u-tao")
    zhou.post(f"{there}untie/", {"subject": tao, "reason": " "})
    assert Tie.objects.get().ended_at is None
    zhou.post(f"{there}untie/", {"subject": tao, "reason": "the account was sold"})
    ended = Tie.objects.get()
    assert (ended.ended_by, ended.ended_why) == (ZHOU, "the account was sold")
    assert "clips:u-tao" not in zhou.get(there).text
    assert take(by=MEI, now=floor.now) == case
    declare_tie(ZHOU, **TAO, by=ZHOU, now=floor.now)
    assert "untie/" not in zhou.get(f"/office/staff/{ZHOU}/").text


def test_nobody_declares_for_a_colleague_or_ends_or_reads_what_is_not_theirs(floor, case):
    declare_tie(MEI, **TAO, by=MEI, now=floor.now)
    (tie,) = look_at_ties(MEI, by=MEI)
    assert (tie.account, tie.bond) == ("clips:u-tao", "family")
    ending = {"subject": tie.subject, "now": floor.now}
    for refused, code in (
        (lambda: declare_tie(MEI, **TAO, by=JUN, now=floor.now), No.NOT_ALLOWED),
        (lambda: declare_tie(MEI, **{**TAO, "bond": "enemy"}, by=MEI, now=floor.now), No.UNKNOWN_WORD),
        (lambda: look_at_ties(MEI, by=JUN), No.NOT_ALLOWED),
        (lambda: end_tie(MEI, **ending, reason="x", by=MEI), No.NOT_ALLOWED),
        (lambda: end_tie(MEI, **ending, reason="x", by=JUN), No.NOT_ALLOWED),
        (lambda: end_tie(MEI, **ending, reason=" ", by=ZHOU), No.NEEDS_REASON),
        (lambda: end_tie(JUN, **ending, reason="x", by=ZHOU), No.ALREADY_DONE),
    ):
        with pytest.raises(Refused) as no:
            refused()
        assert no.value.code is code
    assert look_at_ties(MEI, by=ZHOU) == (tie,)
