"""Before 梅 Mei decides she hears 涛 Tao: he answers from the letter, never learns who complained, and his words reach her."""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation, Side
from ombud.store import letters, mailroom, texts
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Case as Row
from ombud.store.models import ClockRow
from ombud.usecases.answer_letter import answer_letter
from ombud.usecases.ask_account import ask_account
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.read_letter import read_letter
from ombud.usecases.verify import verify
from tests import cast

COPIED = "这个视频盗用我的原创作品,侵犯著作权。我叫兰小舟,住在三单元。"
CANARIES = ("兰小舟", "三单元", "lan@example.org", "原创作品")
CLAIM = "有人认为这段视频的音乐不是您写的"
ANSWER = "音乐是我自己写的,有去年的工程文件。"
DAYS = timedelta(days=3)


@pytest.fixture
def case(stage):
    return stage.case(COPIED, relation=Relation.RIGHTS_HOLDER, kind="CV.IP")


def hears(stage, case, text=CLAIM, *, by=cast.MEI):
    ask_account(case, text=text, by=by, mint=stage.mint, now=stage.now)
    return read_case(case).waiting_for.letter


def answers(stage, letter, text=ANSWER):
    answer_letter(letter, text=text, mint=stage.mint, now=stage.now)


def code_of(act, *args, **said):
    with pytest.raises(Refused) as no:
        act(*args, **said)
    return no.value.code


def test_the_account_reads_what_is_raised_answers_and_the_agent_reads_it(stage, case):
    letter = hears(stage, case)
    held = read_case(case)
    assert (held.status, held.waiting_for.until) == (Status.WAITING, stage.now + DAYS)
    assert Row.objects.get(id=case).wait_until == stage.now + DAYS
    stage.tell()
    assert mailroom.find(letter).state == "delivered"
    seen = read_letter(letter=letter, now=stage.now)
    assert (seen.answer_until, seen.can_appeal) == (stage.now + DAYS, False)
    assert CLAIM in seen.body
    assert f"/l/{seen.number}/answer" in seen.body
    for stated, no in (({"moon": "x"}, No.UNKNOWN_QUESTION), ({"stated_name": "涛"}, No.BAD_INPUT)):
        said = {"text": ANSWER, "stated": stated, "mint": stage.mint, "now": stage.now}
        assert code_of(answer_letter, letter, **said) is no, "no law of the place asks that here"
    answers(stage, letter)
    held = read_case(case)
    assert (held.status, held.waiting_for, held.agent) == (Status.QUEUED, None, None)
    assert [texts.read(case, one.id) for one in held.account_said] == [ANSWER]
    assert read_letter(letter=letter, now=stage.now).answer_until is None
    stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
    page = look_at_case(case, by=cast.MEI, mint=stage.mint, now=stage.now)
    assert page.hears
    assert ANSWER in page.words.values()
    assert verify(now=stage.now).is_clean


def test_nothing_that_reaches_the_account_tells_who_complained(stage, case):
    letter = hears(stage, case)
    stage.tell()
    seen = read_letter(letter=letter, now=stage.now)
    said = [seen.title, seen.body, *(one.text for one in stage.host.tells)]
    assert stage.host.tells
    assert not [canary for canary in CANARIES for text in said if canary in text]
    assert (seen.complaint_number, "1 " in seen.body) == (None, False)


def test_no_clock_waits_for_the_account(stage, case):
    before = {one.rule: (one.due_at, one.state) for one in ClockRow.objects.filter(owner=case)}
    letter = hears(stage, case)
    stage.later(days=1)
    answers(stage, letter)
    assert {one.rule: (one.due_at, one.state) for one in ClockRow.objects.filter(owner=case)} == before
    assert read_complaint(stage.lan).asked is None


@pytest.mark.parametrize(
    ("text", "by", "code"),
    [
        pytest.param("  ", cast.MEI, No.TEXT_EMPTY, id="nothing"),
        pytest.param("盗用我的原创作品,侵犯著作权。我叫兰小舟", cast.MEI, No.LETTER_NAMES_REPORTER, id="their own words"),
        pytest.param("写信给 lan@example.org", cast.MEI, No.LETTER_NAMES_REPORTER, id="a way to reach them"),
        pytest.param("您的投诉已关闭", cast.MEI, No.LETTER_PHRASE, id="what no letter says"),
        pytest.param(CLAIM, cast.JUN, No.NOT_YOURS, id="whoever does not hold the case"),
    ],
)  # fmt: skip
def test_a_question_that_gives_somebody_away_says_nothing_or_is_not_ones_own_is_not_sent(  # noqa: PLR0917 - a table
    stage, case, text, by, code
):
    assert code_of(hears, stage, case, text, by=by) is code
    assert mailroom.of_case(case) == ()
    assert read_case(case).status is Status.IN_HAND


def test_an_account_that_is_not_told_yet_and_one_in_a_kind_without_a_hearing_are_not_asked(stage, case):
    ground = facts.Withheld(
        side=Side.ACCOUNT.value, ground="fraud_ring", approver=cast.ZHOU, review_at=stage.now + DAYS
    )
    stage.write(case, ground)
    assert code_of(hears, stage, case) is No.NOT_TO_BE_WARNED
    stage.host.know(HostSubject("clips", "video", "v-2"), account=Account("a-tao", name="涛"))
    other = stage.case(about="v-2")
    assert code_of(hears, stage, other) is No.NOT_TO_BE_WARNED
    assert not look_at_case(other, by=cast.MEI, mint=stage.mint, now=stage.now).hears


def test_without_an_answer_the_case_goes_on_when_the_time_is_up(stage, case):
    letter = hears(stage, case)
    stage.now += DAYS
    assert expire_waits(now=stage.now) == 1
    held = read_case(case)
    assert (held.status, held.account_said) == (Status.QUEUED, ())
    assert code_of(answers, stage, letter) is No.ANSWER_CLOSED
    assert verify(now=stage.now).is_clean


def test_an_answer_counts_once_in_time_and_to_the_letter_that_asked(stage, case):
    letter = hears(stage, case)
    stage.tell()
    other = next(one for one in letters.of_complaint(stage.lan))
    assert code_of(answers, stage, other.id) is No.ANSWER_CLOSED
    for text, code in ((" ", No.TEXT_EMPTY), ("长" * 20_001, No.TEXT_TOO_LONG)):
        assert code_of(answers, stage, letter, text) is code
    stage.later(days=3, seconds=1)
    assert code_of(answers, stage, letter) is No.ANSWER_CLOSED
    assert read_letter(letter=letter, now=stage.now).answer_until is None
    stage.later(days=-1)
    answers(stage, letter)
    assert code_of(answers, stage, letter) is No.ANSWER_CLOSED
    assert len(read_case(case).account_said) == 1
