"""Who asks for erasure gets a letter with a date or a reason; what a law holds is held by somebody, with a reason."""

from datetime import timedelta

import pytest

from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.store import mailroom
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Letter, PersonKey, Staff
from ombud.usecases.answer_erasure import answer_erasure
from ombud.usecases.hold import hold
from ombud.usecases.lift_hold import lift_hold
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_held import look_at_held
from ombud.usecases.look_at_keeping import look_at_keeping
from ombud.usecases.read_letter import read_letter
from ombud.usecases.retain import retain
from ombud.usecases.verify import verify
from tests import cast

ENOUGH = timedelta(days=185)


@pytest.fixture
def over(stage):
    """A case that was decided, carried out, told and closed; 林 Lin is privacy and counsel, 安 An audits."""
    Staff(id=cast.LIN, username="lin", name="林 Lin", roles=["legal", "privacy"]).save(force_insert=True)
    Staff(id=cast.AN, username="an", name="安 An", roles=["auditor"]).save(force_insert=True)
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    assert read_case(case).status.value == "closed"
    return case


def number(stage):
    return number_of(stage.lan, "C")


def ask(stage, *, by=cast.LIN, after=ENOUGH):
    stage.now += after
    return answer_erasure(number(stage), by=by, now=stage.now)


def letter(stage, template):
    """What the letter of that name says."""
    row = Letter.objects.get(complaint=stage.lan, template=template)
    return stage.read(mailroom.find(row.id))


def test_what_nothing_stands_against_is_promised_for_a_date_and_goes_on_it(stage, over):
    answer = ask(stage)
    assert (answer.granted, answer.at) == (True, stage.now + timedelta(days=7))
    assert "任何人都无法再读取" in letter(stage, "erasure_granted")
    assert look_at_complaint(stage.lan, now=stage.now).timeline[-1].what == "erasure_granted"
    stage.later(days=6)
    assert retain(now=stage.now) == 0
    assert letter(stage, "erasure_granted")
    stage.later(days=1)
    assert retain(now=stage.now) == 1
    fact = read_lines(stage.lan)[-1].fact
    assert (fact.why, fact.retention) == ("asked", "K1")
    assert not PersonKey.objects.filter(person=fact.person).exists()
    assert read_case(over).erased_at is None
    assert verify(now=stage.now).faults == []


def test_a_letter_of_an_erased_person_says_when_and_opens_without_words(stage, over):
    ask(stage)
    stage.later(days=7)
    retain(now=stage.now)
    for row in Letter.objects.filter(complaint=stage.lan):
        seen = read_letter(letter=row.id, now=stage.now)
        assert (seen.title, seen.body, seen.erased_at) == ("", "", stage.now)


def test_before_the_least_time_it_is_refused_by_letter_with_reason_and_date(stage, over):
    answer = ask(stage, after=timedelta(days=10))
    assert (answer.granted, answer.ground) == (False, "least")
    said = letter(stage, "erasure_refused")
    assert "双方都可以对决定提出申诉" in said
    assert "从 202" in said
    stage.now = answer.at
    assert ask(stage, after=timedelta(0)).granted


def test_an_open_complaint_is_finished_first(stage):
    Staff(id=cast.LIN, username="lin", name="林 Lin", roles=["privacy"]).save(force_insert=True)
    stage.case()
    answer = ask(stage, after=timedelta(days=1))
    assert (answer.granted, answer.ground, answer.at) == (False, "open", None)
    assert "还没有办完" in letter(stage, "erasure_refused")
    assert verify(now=stage.now).faults == [] or all(
        "late" in one.code for one in verify(now=stage.now).faults
    )


@pytest.mark.parametrize("book", ["C", "K"])
def test_what_a_law_holds_is_not_erased_on_request_until_it_is_lifted(stage, over, book):
    named = number_of(stage.lan if book == "C" else over, book)
    held = hold(named, reason="法院要求保全", by=cast.LIN, mint=stage.mint, now=stage.now)
    assert look_at_held(by=cast.AN) == (named,)
    seen = look_at_keeping(named, by=cast.AN, now=stage.now)
    assert [(one.by, one.reason) for one in seen.holds] == [("林 Lin", "法院要求保全")]
    assert seen.dues == ()
    answer = ask(stage)
    assert (answer.granted, answer.ground) == (False, "hold")
    assert "法律程序" in letter(stage, "erasure_refused")
    lift_hold(named, hold=held, reason="已撤销", by=cast.LIN, mint=stage.mint, now=stage.now)
    assert look_at_held(by=cast.AN) == ()
    assert look_at_keeping(named, by=cast.AN, now=stage.now).holds == ()
    assert ask(stage, after=timedelta(minutes=1)).granted
    assert verify(now=stage.now).faults == []


def refused(act):
    before = PersonKey.objects.count()
    with pytest.raises(Refused) as no:
        act()
    assert PersonKey.objects.count() == before
    return no.value.code


def test_only_privacy_answers_only_privacy_and_legal_hold_and_everybody_says_why(stage, over):
    said = {"mint": stage.mint, "now": stage.now}
    held = hold(number(stage), reason="保全", by=cast.LIN, **said)
    assert refused(lambda: ask(stage, by=cast.ZHOU)) is No.NOT_ALLOWED
    assert refused(lambda: hold(number(stage), reason="x", by=cast.AN, **said)) is No.NOT_ALLOWED
    assert refused(lambda: hold(number(stage), reason=" ", by=cast.LIN, **said)) is No.NEEDS_REASON
    lift = {"hold": held, **said}
    assert refused(lambda: lift_hold(number(stage), reason="x", by=cast.MEI, **lift)) is No.NOT_ALLOWED
    assert refused(lambda: lift_hold(number(stage), reason="", by=cast.LIN, **lift)) is No.NEEDS_REASON
    lift_hold(number(stage), reason="x", by=cast.LIN, **lift)
    assert refused(lambda: lift_hold(number(stage), reason="x", by=cast.LIN, **lift)) is No.ALREADY_DONE
    assert refused(lambda: look_at_keeping(number(stage), by=cast.MEI, now=stage.now)) is No.NOT_ALLOWED
    assert refused(lambda: look_at_held(by=cast.MEI)) is No.NOT_ALLOWED


def test_what_was_promised_is_not_promised_twice_and_what_is_gone_is_gone(stage, over):
    ask(stage)
    assert refused(lambda: ask(stage, after=timedelta(0))) is No.ALREADY_DONE
    stage.later(days=7)
    retain(now=stage.now)
    assert refused(lambda: ask(stage, after=timedelta(0))) is No.ERASED
    for nobody in (number_of(over, "K"), number_of(stage.mint(1), "C")):
        assert refused(lambda it=nobody: answer_erasure(it, by=None, now=stage.now)) is No.NOT_FOUND
    assert refused(lambda: answer_erasure("C-0000", by=None, now=stage.now)) is No.BAD_NUMBER


def test_the_operator_can_answer_from_the_command_line(stage, over):
    assert ask(stage, by=None).granted
    assert read_lines(stage.lan)[-1].by == "operator"


def test_who_looks_a_number_up_sees_every_date(stage, over):
    seen = look_at_keeping(number(stage), by=cast.LIN, now=stage.now)
    assert [title.en for title, _ in seen.dues] == [
        "How a complainant is reached",
        "The words of complaint and case",
    ]
    assert (seen.is_case, seen.asked, seen.against.ground) == (False, None, "least")
    of_case = look_at_keeping(number_of(over, "K"), by=cast.LIN, now=stage.now)
    assert (of_case.is_case, len(of_case.dues)) == (True, 1)
    assert refused(lambda: look_at_keeping("C-0000-0000", by=cast.LIN, now=stage.now)) in {
        No.BAD_NUMBER,
        No.NOT_FOUND,
    }
