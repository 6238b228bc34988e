"""A fault that many meet: said once by a lead, answered to each, told again when it moves and when it is mended."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core import issues as rules
from ombud.core.case import Status
from ombud.core.closing import REASONS
from ombud.core.pack.words import Text
from ombud.core.refusals import No
from ombud.core.vocabulary import Lang
from ombud.store import issues, kin
from ombud.store.models import Alarm, IssueLook, IssueRow
from ombud.usecases.answer_known import answer_known
from ombud.usecases.fan_out import fan_out
from ombud.usecases.know_issue import Said, know_issue
from ombud.usecases.look_at_issues import look_at_issues
from ombud.usecases.mend_issue import mend_issue
from ombud.usecases.set_beside import set_beside
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI, ZHOU

SPINS = "视频加载不出来,一直转圈。"
ELSE = "怎么把昵称改成中文?"
TITLE = Text(zh="视频一直转圈", en="Videos keep spinning")
ANSWER = Text(zh="修好前可以用网页版。", en="Until then the web version works.")
DONE = Text(zh="已换下坏掉的服务器。", en="The broken server was replaced.")


@pytest.fixture
def met(work):
    """梅 Mei holds the first case about it; another waits, and so does a question about something else."""
    first = work.file(SPINS, kind="SV.BUG", contact={"email": "lan@example.org"})
    assert take(by=MEI, now=work.now) == first
    other = work.file("更新后一直转圈!", kind="SV.BUG", locale=Lang.EN)
    return first, other, work.file(ELSE, kind="SV.QUESTION")


def said(work, *, hours=24, met_by="转圈\nspinning", title=TITLE, answer=ANSWER):
    return Said(title=title, answer=answer, met_by=met_by, until=work.now + timedelta(hours=hours))


def known(work, case, **more):
    work.act(know_issue, case, said=said(work, **more), by=ZHOU)


def turn(work):
    while set_beside(now=work.now) + answer_known(mint=work.mint, now=work.now):
        pass
    while fan_out(now=work.now + timedelta(minutes=5)):
        pass


def letters(work, case):
    rows = work.house.rows(
        "SELECT template, case_id FROM letter WHERE case_id IS NOT NULL ORDER BY made_at, id"
    )
    return [template for template, of in rows if of == case]


def test_who_tells_of_a_known_fault_is_answered_at_once_and_who_asks_something_else_waits(work, met):
    first, other, question = met
    known(work, first)
    turn(work)
    case = work.case(other)
    assert case.status is Status.DECIDED
    assert (case.decision.proposal.outcome, case.decision.proposal.agent) == ("answered", ZHOU)
    assert [one.case for one in case.kin] == [first]
    assert letters(work, other) == ["answered"]
    assert letters(work, first) == ["issue_known"], "whoever complained first hears of it, too"
    assert work.case(question).status is Status.QUEUED
    assert work.case(question).issue is None
    assert verify(now=work.now).is_clean
    late = work.file("又转圈了,一直转圈", kind="SV.BUG")
    turn(work)
    assert work.case(late).status is Status.DECIDED, "and so is whoever comes later"


def test_it_is_done_once_whoever_asks_again_and_after_a_process_died_in_between(work, met, monkeypatch):
    first, other, question = met
    known(work, first)

    def falls(*_, **__):
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(kin, "settle", falls)
        with pytest.raises(RuntimeError):
            answer_known(mint=work.mint, now=work.now)
    turn(work)
    before = work.case(other).seq, work.case(first).seq
    issues.set_beside(first, other, now=work.now)
    turn(work)
    assert (work.case(other).seq, work.case(first).seq) == before
    assert IssueLook.objects.filter(case_id=question, done=False).exists()


def test_a_new_date_and_the_end_are_told_to_everybody_and_only_then_the_cases_close(work, met):
    first, other, _ = met
    known(work, first)
    turn(work)
    assert "issue" in REASONS
    work.later(minutes=10)
    known(work, first, hours=48)
    turn(work)
    assert letters(work, other) == ["answered", "issue_later"]
    assert letters(work, first) == ["issue_known", "issue_later"]
    assert work.case(other).issue.until == work.now + timedelta(hours=48)
    work.later(minutes=10)
    work.act(mend_issue, first, done=DONE, by=ZHOU)
    turn(work)
    assert letters(work, other) == ["answered", "issue_later", "issue_mended"]
    assert letters(work, first)[-1] == "issue_mended"
    assert not look_at_issues(now=work.now)
    assert verify(now=work.now).is_clean
    late = work.file("还是一直转圈", kind="SV.BUG")
    turn(work)
    assert work.case(late).status is Status.QUEUED, "what is mended answers nobody"
    assert work.refused(mend_issue, first, done=DONE, by=ZHOU) is No.NOT_IN_THIS_STATE


def test_who_tells_of_more_than_the_fault_or_is_in_somebodys_hands_is_told_and_has_a_person(
    work, met, monkeypatch
):
    first, other, _ = met
    assert take(by=JUN, now=work.now) == other
    robbed = work.file("视频一直转圈,付了钱也看不了!", kind="SV.BUG")
    work.write(robbed, facts.Graded(severity="S2", why="much is at stake"))
    child = work.file("视频一直转圈", kind="SV.BUG")
    urgent = work.complaint(child)
    known(work, first)
    with monkeypatch.context() as patch:
        patch.setattr(rules, "tells_more", lambda one: one.id == urgent)
        turn(work)
    assert work.case(other).agent == JUN, "whose case it is, is not disturbed; a match by words is no order"
    assert (work.case(robbed).status, work.case(robbed).agent) == (Status.QUEUED, None)
    assert [one.case for one in work.case(robbed).kin] == [first]
    assert letters(work, robbed) == ["issue_known"]
    assert work.case(child).status is Status.QUEUED
    assert letters(work, child) == ["issue_known"]


def test_what_the_rules_refuse_waits_for_a_person_and_is_told(work, met, monkeypatch):
    first, other, _ = met
    known(work, first)
    from ombud.core.refusals import Refused

    def refuses(*_, **__):
        raise Refused(No.STEPS_OPEN)

    with monkeypatch.context() as patch:
        patch.setattr(issues, "proposal_of", refuses)
        turn(work)
    assert work.case(other).status is Status.QUEUED
    assert letters(work, other) == ["issue_known"]
    turn(work)
    assert work.case(other).status is Status.QUEUED, "it is not tried for ever"


def test_the_public_reads_what_is_known_and_a_lead_is_called_when_the_day_has_passed(work, met):
    first, *_ = met
    known(work, first)
    turn(work)
    (one,) = look_at_issues(now=work.now)
    assert (one.known.title, one.late) == (TITLE, False)
    later = work.now + timedelta(hours=25)
    answer_known(mint=work.mint, now=later)
    answer_known(mint=work.mint, now=later)
    assert Alarm.objects.filter(kind="issue_late", to_role="lead").count() == 1
    (one,) = look_at_issues(now=later)
    assert one.late


def test_only_a_lead_speaks_for_the_house_and_only_of_a_kind_that_is_answered(work, met):
    first, other, _ = met
    assert work.refused(know_issue, first, said=said(work), by=MEI) is No.NOT_ALLOWED
    assert work.refused(mend_issue, first, done=DONE, by=MEI) is No.NOT_ALLOWED
    assert work.refused(mend_issue, first, done=DONE, by=ZHOU) is No.NOT_IN_THIS_STATE
    assert work.refused(know_issue, first, said=said(work, hours=-1), by=ZHOU) is No.BAD_TIME
    assert work.refused(know_issue, first, said=said(work, met_by="转"), by=ZHOU) is No.BAD_INPUT
    blaming = Text(zh="您的投诉已关闭", en="ok")
    assert work.refused(know_issue, first, said=said(work, answer=blaming), by=ZHOU) is No.LETTER_PHRASE
    porn = work.file("这个视频里有人裸露,全是色情内容,请删除。", kind="CV.SEX.ADULT")
    assert work.refused(know_issue, porn, said=said(work), by=ZHOU) is No.OUTCOME_NOT_ALLOWED
    known(work, first)
    turn(work)
    assert work.refused(know_issue, other, said=said(work), by=ZHOU) is No.ALREADY_DONE
    assert IssueRow.objects.count() == 1
