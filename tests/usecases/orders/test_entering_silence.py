"""An authority asks for silence before any letter was written: who enters it, who stands by it, and what if it is not real?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, Snapshot
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.closing import Kept
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation, Side
from ombud.store import closing, packs
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Alarm, Letter, Staff
from ombud.usecases.answer_silence import answer_silence
from ombud.usecases.enter_silence import SAID, enter_silence
from ombud.usecases.look_at_withheld import look_at_silences, look_at_withheld
from ombud.usecases.release import release
from ombud.usecases.remind_reviews import remind_reviews
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests import cast
from tests.usecases.orders.scene import VIDEO
from tests.usecases.sorting.scene import SHOWS_NAKED

ORDER = {name: f"{name} 77" for name in SAID}


@pytest.fixture
def counsel(stage):
    for name, agent in (("lin", cast.LIN), ("wei", cast.WEI)):
        Staff(id=agent, username=name, name=name, roles=["legal"], present=True).save(force_insert=True)
    return cast.LIN


def enters(stage, case, *, by=cast.LIN, days=9, number="", **said):
    number = number or number_of(case, "K")
    until = stage.now + timedelta(days=days) if days else None
    enter_silence(number, said={**ORDER, **said}, until=until, by=by, mint=stage.mint, now=stage.now)


def answers(stage, case, *, by=cast.ZHOU, agreed=True, why=""):
    answer_silence(case, agreed=agreed, why=why, by=by, mint=stage.mint, now=stage.now)


def refused(verb, *what, **said):
    with pytest.raises(Refused) as no:
        verb(*what, **said)
    return no.value.code


@pytest.mark.parametrize("where", ["EU", "CN"])
def test_counsel_enters_it_before_any_letter_and_a_second_person_stands_by_it(stage, counsel, where):
    case = stage.case(jurisdiction=where)
    enters(stage, case)
    (seen,) = look_at_silences()
    assert (seen.ground, seen.answer_by) == ("authority_order", stage.now + timedelta(hours=24))
    assert all(said in seen.waits.why for said in ORDER.values())
    assert seen.review_at == seen.answer_by
    called = list(Alarm.objects.filter(kind="review", owner=case).values_list("to_role", flat=True))
    assert called == ["lead"]
    assert refused(answers, stage, case, by=counsel) is No.HAND_IN_IT
    assert refused(answers, stage, case, by=cast.MEI) is No.SIGNER_ROLE
    stage.decide(case, "L4")
    stage.tell()
    assert [one.state for one in Letter.objects.filter(side="account")] == ["withheld"]
    answers(stage, case, by=cast.WEI)
    assert refused(answers, stage, case) is No.ALREADY_DONE
    assert look_at_silences() == (), "a letter waits, and nobody has to answer"
    assert read_case(case).silent_until == stage.now + timedelta(days=9)
    assert verify(now=stage.now).is_clean


def test_what_is_not_real_ends_at_once_and_says_why(stage, counsel):
    case = stage.case(jurisdiction="EU")
    enters(stage, case)
    assert refused(answers, stage, case, agreed=False, why=" ") is No.NEEDS_REASON
    answers(stage, case, agreed=False, why="总机查无此函")
    assert not read_case(case).is_withheld(Side.ACCOUNT)
    answered, released = (line.fact for line in read_lines(case)[-2:])
    assert (answered.agreed, released) == (False, facts.Released(side="account"))
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize("lacks", SAID)
def test_half_an_order_silences_nobody(stage, counsel, lacks):
    case = stage.case(jurisdiction="EU")
    assert refused(enters, stage, case, **{lacks: " "}) is No.NEEDS_REASON
    assert not read_case(case).is_withheld(Side.ACCOUNT)


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param({"days": 0}, No.BAD_TIME, id="no day"),
        pytest.param({"days": -1}, No.BAD_TIME, id="a day that is over"),
        pytest.param({"days": 43}, No.BAD_TIME, id="longer than the law of the place has it"),
        pytest.param({"by": cast.ZHOU}, No.SIGNER_ROLE, id="somebody who is not counsel"),
    ],
)
def test_it_has_a_day_and_is_counsels(stage, counsel, said, no):
    assert refused(enters, stage, stage.case(jurisdiction="EU"), **said) is no


@pytest.mark.parametrize("days", [367, 355_000])
def test_where_the_law_has_no_longest_it_is_a_year(stage, counsel, days):
    assert refused(enters, stage, stage.case(jurisdiction="CN"), days=days) is No.BAD_TIME


def test_it_is_of_a_case(stage, counsel):
    case = stage.case()
    assert refused(enters, stage, case, number=number_of(stage.lan, "C")) is No.NOT_FOUND


def test_a_lead_is_called_again_once_nobody_answered_and_it_goes_on_waiting_however_it_is_renewed(
    stage, counsel
):
    case = stage.case(jurisdiction="EU")
    enters(stage, case)
    stage.later(hours=25)
    assert remind_reviews(now=stage.now) == 1
    assert (
        list(Alarm.objects.filter(kind="review", owner=case).values_list("to_role", flat=True))
        == ["lead"] * 2
    )
    said = {"side": Side.ACCOUNT, "ground": "authority_order", "approver": counsel, "why": "函件续期"}
    withhold(case, **said, until=stage.now + timedelta(days=20), mint=stage.mint, now=stage.now)
    assert look_at_silences()[0].answer_by is not None
    answers(stage, case)
    withhold(case, **said, mint=stage.mint, now=stage.now)
    assert look_at_silences()[0].answer_by is None, "who stood by it stands by what goes on"


def test_an_order_that_is_not_real_does_not_end_the_silence_of_before(stage, counsel):
    """Whoever forges a seal warns no groomer: what was withheld for the child is withheld on, and its letters with it."""
    case = silenced_for_a_child(stage)
    stage.decide(case, "L4", signers=1)
    stage.tell()
    began = read_case(case).withheld
    enters(stage, case, by=cast.WEI)
    telling = {"side": Side.ACCOUNT, "by": cast.WEI, "now": stage.now}
    assert refused(release, case, **telling) is No.SIGNER_ROLE, "counsel alone ends no silence for a child"
    enters(stage, case, by=cast.WEI, days=12)
    answers(stage, case, agreed=False, why="总机查无此函")
    stage.tell()
    assert read_case(case).withheld == began
    assert {one.state for one in Letter.objects.filter(side="account")} == {"withheld"}
    assert look_at_withheld()[0][0].review_at == began[0].review_at
    assert verify(now=stage.now).is_clean


def test_where_the_law_has_what_was_before_no_more_an_order_that_is_not_real_ends_all(stage, counsel):
    case = silenced_for_a_child(stage)
    enters(stage, case)
    stage.host.know(VIDEO, account=Account("a-tao", name="涛", place="EU"), snapshot=Snapshot("跳舞"))
    stage.look_up(case)
    assert read_case(case).is_withheld(Side.ACCOUNT)
    answers(stage, case, agreed=False, why="总机查无此函")
    assert not read_case(case).is_withheld(Side.ACCOUNT)
    assert verify(now=stage.now).is_clean


def test_whoever_decided_neither_enters_it_nor_stands_by_it(stage, counsel):
    case = stage.case(jurisdiction="CN")
    stage.decide(case, "L4", signers=2)
    assert {cast.LIN, cast.ZHOU} < read_case(case).took_part()
    assert refused(enters, stage, case) is No.HAND_IN_IT
    enters(stage, case, by=cast.WEI)
    assert refused(answers, stage, case, by=cast.LIN) is No.HAND_IN_IT
    assert refused(answers, stage, case, by=cast.ZHOU) is No.HAND_IN_IT


def silenced_for_a_child(stage):
    return stage.case(
        "有陌生人私信我女儿要照片,她11岁。",
        relation=Relation.GUARDIAN,
        contact={"phone": "13912345678"},
        jurisdiction="CN",
    )


def lives(stage, place):
    stage.host.know(VIDEO, account=Account("a-tao", name="涛", place=place), snapshot=Snapshot("跳舞"))


def orders_alone(stage, case, *, days):
    """One person's word, where the law asks for no second."""
    until = stage.now + timedelta(days=days)
    said = {"side": Side.ACCOUNT, "ground": "authority_order", "approver": cast.WEI, "why": "函"}
    withhold(case, **said, until=until, mint=stage.mint, now=stage.now)


def test_a_request_that_nobody_else_stands_by_keeps_a_decided_case_open(stage, counsel):
    case = stage.case(jurisdiction="CN")
    enters(stage, case, by=cast.WEI)
    stage.decide(case, "L4", signers=1)
    stage.all()
    assert closing.keeps_open(read_case(case), now=stage.now) == (Kept(reason="silence", of=("account",)),)
    answers(stage, case)
    stage.all()
    assert read_case(case).status is Status.CLOSED
    assert verify(now=stage.now).is_clean


def test_once_the_host_says_where_the_account_is_the_law_there_asks_for_its_second_person_and_its_longest_time(
    stage, counsel
):
    lives(stage, "CN")
    case = stage.case(jurisdiction="CN")
    orders_alone(stage, case, days=300)
    assert read_case(case).withheld[0].answer_by is None
    lives(stage, "EU")
    stage.look_up(case)
    (held,) = read_case(case).withheld
    assert (held.answer_by, held.review_at) == (stage.now + timedelta(hours=24),) * 2
    assert read_case(case).silent_until == stage.now + timedelta(days=42)
    assert list(Alarm.objects.filter(owner=case).values_list("kind", "to_role")) == [("review", "lead")]
    assert refused(answers, stage, case, by=cast.WEI) is No.HAND_IN_IT
    answers(stage, case)
    at = read_case(case).seq
    stage.later(hours=80)
    remind_reviews(now=stage.now)
    orders_alone(stage, case, days=20)
    assert read_case(case).withheld[0].answer_by is None, "who stood by it stands by what goes on"
    assert read_case(case).seq == at + 1
    stage.later(days=21)
    remind_reviews(now=stage.now)
    assert read_case(case).seq == at + 1, "its day is over: somebody tells"
    assert {one.code for one in verify(now=stage.now).faults} <= {"case_late"}


def test_what_was_silenced_before_the_law_of_the_account_was_asked_is_settled_with_its_next_look(
    stage, counsel
):
    """As the code of before wrote it: the place was noted, and the silence went on."""
    eu = facts.AccountPlaced(jurisdiction="EU", pack=packs.in_force("EU").digest)
    child, alone = silenced_for_a_child(stage), stage.case(jurisdiction="CN")
    orders_alone(stage, alone, days=300)
    stage.write(child, eu)
    stage.write(alone, eu)
    stage.later(hours=80)
    remind_reviews(now=stage.now)
    assert not read_case(child).is_withheld(Side.ACCOUNT)
    assert read_case(alone).withheld[0].answer_by == stage.now + timedelta(hours=24)
    assert {one.code for one in verify(now=stage.now).faults} <= {"case_late"}


def test_nothing_closes_in_a_silence_of_before_that_the_law_of_the_account_does_not_have(stage, counsel):
    case = stage.case()
    look = stage.now + timedelta(hours=72)
    silence = facts.Withheld(side="account", ground="danger_to_person", approver=cast.ZHOU, review_at=look)
    stage.write(case, silence, facts.AccountPlaced(jurisdiction="EU", pack=packs.in_force("EU").digest))
    stage.decide(case, "L4")
    stage.all()
    stage.all()
    assert read_case(case).status is Status.CLOSED
    assert not read_case(case).is_withheld(Side.ACCOUNT)
    assert "withheld" not in {one.state for one in Letter.objects.filter(side="account")}
    assert verify(now=stage.now).is_clean


def test_whatever_else_is_looked_at_again_hides_no_silence(stage, counsel, monkeypatch):
    monkeypatch.setattr("ombud.usecases.look_at_withheld.MOST", 2)
    for no in range(3):
        stage.host.know(
            replace(VIDEO, id=f"n-{no}"), account=Account(f"a-{no}", name="x"), snapshot=Snapshot("x")
        )
        stage.protect(stage.case(about=f"n-{no}", text=f"{SHOWS_NAKED}{no}", jurisdiction="CN"))
    cases = [stage.case(about=f"m-{no}", text=f"{SHOWS_NAKED}{no}", jurisdiction="CN") for no in range(3)]
    for case in cases[:2]:
        orders_alone(stage, case, days=9)
    stage.later(hours=1)
    enters(stage, cases[2])
    assert look_at_silences()[0].case_id == cases[2], "who waits for a second person first"
    assert {one.case_id for one in look_at_silences()} == {*cases}
