"""涛 Tao is told nothing for now: as a complainant in his own matter he learns no more than as the account, and all of it later."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.complaint import Standing
from ombud.core.vocabulary import Side
from ombud.store import advising, mailroom
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Member, Staff
from ombud.usecases.answer import answer
from ombud.usecases.answer_look import Seen, answer_look
from ombud.usecases.close_reading import close_reading
from ombud.usecases.give_to_read import give_to_read
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.release import release
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests import cast
from tests.usecases.sorting.scene import SHOWS_NAKED, video


def withheld(stage, case):
    said = {"side": Side.ACCOUNT, "ground": "danger_to_person", "approver": cast.ZHOU}
    withhold(case, **said, mint=stage.mint, now=stage.now)


def joins(stage, **contact):
    (complaint,) = stage.house.file(f"{SHOWS_NAKED}!!", subject=video("v-1"), contact=contact)
    stage.house.drain(now=stage.now)
    return complaint


def letters(complaint):
    return [one.template for one in mailroom.of_complaint(complaint)]


def reads(stage, case):
    """Somebody without a hand in it reads what he wrote, and finds nothing new."""
    look = read_case(case).lessons.looks[-1].drawn
    Staff(id=cast.WEI, username="wei", name="wei", roles=["agent"], present=True).save(force_insert=True)
    until = stage.now + timedelta(hours=1)
    stage.write(case, facts.LookTaken(no=look.no, agent=cast.WEI, until=until), by=cast.WEI)
    seen = Seen(text="没有新的情况。", leads="nothing", upto=read_complaint(look.complaint).seq)
    answer_look(case, no=look.no, seen=seen, by=cast.WEI, mint=stage.mint, now=stage.now)


@pytest.mark.parametrize("contact", [{"account": "a-tao"}, {"account": "a-tao", "email": "tao@example.org"}])
def test_who_sits_in_the_silent_account_hears_that_somebody_looked_and_once_it_is_told_the_rest(
    stage, contact
):
    case = stage.case()
    tao, bo = joins(stage, **contact), joins(stage, email="bo@example.org")
    withheld(stage, case)
    stage.decide(case, "L4")
    advising.tell_everybody(read_case(case), "stay_safe", now=stage.now)
    stage.all()
    for told in (stage.lan, bo):
        assert set(letters(told)) == {"receipt", "stay_safe", "decision_complainant"}
    assert letters(tao) == ["receipt", "word_later"]
    seen = look_at_complaint(tao, now=stage.now)
    assert (seen.standing, seen.next.what) == (Standing.OPEN, "word_later")
    assert not {one.what for one in seen.timeline} - {"received", "sorted"}
    assert (read_case(case).status, read_case(case).in_the_dark) == ("closed", 1)
    assert verify(now=stage.now).is_clean
    answer(tao, text="你们到底看了没有？", mint=stage.mint, now=stage.now)
    assert read_complaint(tao).later is not None
    assert give_to_read(now=stage.now) == 1
    after = look_at_complaint(tao, now=stage.now)
    assert (after.standing, after.next, after.appealable) == (seen.standing, seen.next, None)
    assert [one.what for one in after.timeline] == [*(one.what for one in seen.timeline), "wrote"]
    reads(stage, case)
    assert close_reading(now=stage.now) == 1
    assert letters(tao) == ["receipt", "word_later"]
    assert look_at_complaint(tao, now=stage.now).timeline == after.timeline
    assert verify(now=stage.now).is_clean
    stage.later(days=1)
    release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    stage.tell()
    assert set(letters(tao)) == {"receipt", "stay_safe", "word_later", "decision_complainant"}
    assert look_at_complaint(tao, now=stage.now).standing is Standing.ENDED
    assert read_case(case).in_the_dark == 0
    assert verify(now=stage.now).is_clean
    Member.objects.filter(complaint=tao).update(told=0)
    assert {one.code for one in verify(now=stage.now).faults} == {"member_differs"}


def test_what_he_was_told_before_the_silence_began_is_not_taken_back(stage):
    case = stage.case()
    tao = joins(stage, account="a-tao")
    stage.decide(case, "L4")
    stage.tell()
    withheld(stage, case)
    advising.tell_everybody(read_case(case), "stay_safe", now=stage.now)
    stage.all()
    assert set(letters(tao)) == {"receipt", "stay_safe", "decision_complainant"}
    assert verify(now=stage.now).is_clean
