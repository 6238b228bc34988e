"""Whoever says that it is happening again: who hears of it, and what becomes of what was decided?"""

from dataclasses import replace

import pytest

from ombud.core import facts, rating
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.store import packs, waking
from ombud.store.ledger import read_complaint, read_lines
from ombud.store.models import Alarm
from ombud.usecases.ask import ask
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.say_again import say_again
from ombud.usecases.verify import verify
from tests import cast

CHILD = "我今年11岁,同学在视频里嘲笑我。"


def says(stage, text="又发生了"):
    say_again(stage.lan, text=text, mint=stage.mint, now=stage.now)


def told(stage, kind):
    return [line.fact for line in read_lines(stage.lan) if isinstance(line.fact, kind)]


def test_the_lead_on_duty_is_called_once_an_hour_and_every_word_is_kept(stage):
    case = stage.case(CHILD)
    for text in ("又发生了", "他换了一个号"):
        says(stage, text)
    (alarm,) = Alarm.objects.filter(kind="happens_again")
    assert (alarm.owner, alarm.to_role, alarm.about) == (case, "lead", number_of(case, "K"))
    assert alarm.kind in waking.KINDS
    assert [one.again for one in told(stage, facts.Wrote)] == [True, True]
    assert verify(now=stage.now).is_clean
    stage.later(hours=1)
    says(stage)
    assert Alarm.objects.filter(kind="happens_again").count() == 2
    seen = look_at_complaint(stage.lan, now=stage.now)
    assert (seen.child, seen.again, seen.jurisdiction) == (True, True, "CN")
    assert [one.what for one in seen.timeline if one.what in {"wrote", "again"}] == ["again"] * 3
    assert told(stage, facts.Rated) == []  # nothing is decided that could be unsolved


def test_what_was_decided_goes_to_another_person_once(stage):
    case = stage.case(CHILD)
    stage.decide(case, "L4", signers=1)
    stage.all()
    for _ in range(2):
        says(stage)
    (rated,) = told(stage, facts.Rated)
    assert (rated.case, rated.decision, rated.solved) == (case, 1, False)
    assert verify(now=stage.now).is_clean


def test_whoever_was_asked_something_has_answered_by_that(stage):
    case = stage.case(CHILD)
    ask(case, complaint=stage.lan, text="他在哪个班？", by=cast.MEI, mint=stage.mint, now=stage.now)
    stage.tell()
    assert read_complaint(stage.lan).asked is not None
    says(stage)
    assert read_complaint(stage.lan).asked is None


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        pytest.param("这个视频里有人裸露,全是色情内容,请删除。", "又发生了", No.NOT_ALLOWED, id="where it happens to nobody"),
        pytest.param(CHILD, " ", No.TEXT_EMPTY, id="without a word, which the door would have found"),
    ],
)  # fmt: skip
def test_nobody_is_called(stage, text, said, code):
    stage.case(text)
    with pytest.raises(Refused) as no:
        says(stage, said)
    assert no.value.code is code
    assert not Alarm.objects.filter(kind="happens_again").exists()


def test_of_whom_nothing_can_be_read_any_more_nothing_can_be_said_again(stage):
    stage.case(CHILD)
    it = read_complaint(stage.lan)
    pack = packs.of_complaint(it)
    assert rating.may_happen_again(it, pack=pack)
    assert not rating.may_happen_again(replace(it, erased_at=stage.now), pack=pack)
    over = [part.case for part in it.parts if part.case]
    assert not rating.may_happen_again(it, pack=pack, over=over), "nor by who speaks for another no more"
