"""A fault that many meet: said once by a lead, answered to each, told again when it moves and when it is mended."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from ombud.adapters.rules import triage_rules
from ombud.core import facts
from ombud.core import issues as rules
from ombud.core.case import Status
from ombud.core.closing import REASONS
from ombud.core.pack.words import Text
from ombud.core.refusals import No
from ombud.core.vocabulary import Lang
from ombud.store import issues, kin
from ombud.store.models import Alarm, IssueLook, IssueRow, Letter
from ombud.usecases.answer_known import answer_known
from ombud.usecases.appeal import appeal
from ombud.usecases.deny_match import deny_match
from ombud.usecases.fan_out import fan_out
from ombud.usecases.know_issue import Said, know_issue
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_desk import look_at_desk
from ombud.usecases.look_at_issues import look_at_issues
from ombud.usecases.look_at_matches import look_at_matches
from ombud.usecases.mend_issue import mend_issue
from ombud.usecases.preview_issue import preview_issue
from ombud.usecases.read_letter import read_letter
from ombud.usecases.read_match import read_match
from ombud.usecases.set_beside import set_beside
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, MEI, ZHOU, words

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
    while set_beside(now=work.now) + answer_known(rules=triage_rules(), mint=work.mint, now=work.now):
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
        raise SystemExit("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(kin, "settle", falls)
        with pytest.raises(SystemExit):
            answer_known(rules=triage_rules(), mint=work.mint, now=work.now)
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
        patch.setattr(rules, "tells_more", lambda one, *_, **__: one.id == urgent)
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
    answer_known(rules=triage_rules(), mint=work.mint, now=later)
    answer_known(rules=triage_rules(), mint=work.mint, now=later)
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


def test_a_lead_sees_whom_phrases_would_fit_before_they_answer_anybody(work, met):
    first, other, question = met
    look = partial(preview_issue, now=work.now)
    seen = look(first, met_by="转圈\n昵称", by=ZHOU)
    assert (seen.looked, seen.met) == (3, 3)
    assert [(one.phrase, one.n) for one in seen.fits] == [("转圈", 2), ("昵称", 1)]
    assert {text for one in seen.fits for _, text in one.examples} == {SPINS, "更新后一直转圈!", ELSE}
    only = look(first, met_by="转圈\n昵称", kinds=("SV.BUG",), by=ZHOU)
    assert (only.looked, only.met) == (2, 2)
    work.write(other, facts.KeptOut(agent=ZHOU, words=words()))
    hidden = look(first, met_by="转圈", by=ZHOU)
    assert (hidden.met, [case for case, _ in hidden.fits[0].examples]) == (2, [first])
    assert work.refused(preview_issue, first, met_by="转圈", by=MEI) is No.NOT_ALLOWED
    assert work.refused(preview_issue, first, met_by=" ", by=ZHOU) is No.BAD_INPUT
    assert preview_issue(first, met_by="转圈", by=ZHOU, now=work.now + timedelta(days=15)).looked == 0
    assert work.case(question).kin == ()


def test_a_fault_of_one_kind_and_since_a_day_is_met_by_nobody_else(work, met):
    first, other, question = met
    wide = said(work, met_by="转圈\n昵称")
    wrong = replace(wide, kinds=("CV.SPAM",))
    assert work.refused(know_issue, first, said=wrong, by=ZHOU) is No.BAD_INPUT
    later = replace(wide, since=work.now + timedelta(hours=1))
    work.act(know_issue, first, said=later, by=ZHOU)
    turn(work)
    assert {work.case(other).status, work.case(question).status} == {Status.QUEUED}, "it was not there yet"
    narrow = replace(wide, kinds=("SV.BUG",), since=work.now - timedelta(hours=1))
    work.act(know_issue, first, said=narrow, by=ZHOU)
    turn(work)
    assert (work.case(other).status, work.case(question).status) == (Status.DECIDED, Status.QUEUED)


ROBBED = ("转圈,会员费68元白付了,给我退款", "一直转圈,再不好我就打12315", "keeps spinning, I will sue you")


def test_who_speaks_of_money_or_a_right_is_never_answered_by_the_known_fault_alone(work, met):
    first, other, _ = met
    several = [work.file(text, kind="SV.BUG", locale=Lang.ZH) for text in ROBBED]
    known(work, first)
    turn(work)
    assert work.case(other).status is Status.DECIDED
    for case in several:
        assert (work.case(case).status, letters(work, case)) == (Status.QUEUED, ["issue_known"])


def letter_of(case, template):
    return Letter.objects.get(case_id=case, template=template).id


def kept(work, case):
    seen = look_at_case(case, by=ZHOU, mint=work.mint, now=work.now)
    return [one.reason for one in seen.keeps]


def test_each_answer_is_read_by_a_person_before_its_case_closes_and_a_lead_is_called_for_one_that_is_not(
    work, met
):
    first, other, question = met
    known(work, first)
    turn(work)
    work.act(mend_issue, first, done=DONE, by=ZHOU)
    turn(work)
    assert "match" in kept(work, other)
    (one,) = look_at_matches(by=JUN, now=work.now)
    assert (one.case, one.wrote, one.known.title) == (other, ("更新后一直转圈!",), TITLE)
    assert look_at_desk(by=JUN, now=work.now).matches == 1
    assert look_at_case(other, by=ZHOU, mint=work.mint, now=work.now).matched
    assert work.refused(read_match, (other,), fits=True, why="-", by=AN) is No.NOT_ALLOWED
    answer_known(rules=triage_rules(), mint=work.mint, now=work.now + timedelta(hours=23))
    assert not Alarm.objects.filter(kind="issue_unread").exists()
    answer_known(rules=triage_rules(), mint=work.mint, now=work.now + timedelta(hours=25))
    assert Alarm.objects.filter(kind="issue_unread", to_role="lead").count() == 1
    assert read_match((other,), fits=True, why="-", by=JUN, mint=work.mint, now=work.now) == 1
    assert look_at_matches(by=JUN, now=work.now) == ()
    assert "match" not in kept(work, other)
    assert JUN in work.case(other).took_part()
    assert work.refused(read_match, (question,), fits=True, why="-", by=JUN) is No.NOT_IN_THIS_STATE
    assert work.refused(read_match, (other,), fits=True, why="-", by=JUN) is No.NOT_IN_THIS_STATE
    assert verify(now=work.now).is_clean


def test_whoever_is_kept_out_or_tied_reads_none_and_nobody_reads_a_sealed_one_here(work, met):
    first, other, _ = met
    known(work, first)
    turn(work)
    work.write(other, facts.KeptOut(agent=JUN, words=words()))
    assert look_at_matches(by=JUN, now=work.now) == ()
    assert work.refused(read_match, (other,), fits=True, why="-", by=JUN) is No.NOT_ALLOWED
    assert [one.case for one in look_at_matches(by=ZHOU, now=work.now)] == [other]


def test_what_is_something_else_goes_back_to_the_queue_is_told_and_hears_no_more_of_the_fault(work, met):
    first, other, _ = met
    known(work, first)
    turn(work)
    read_match((other,), fits=False, why="说的是别的事。", by=JUN, mint=work.mint, now=work.now)
    case = work.case(other)
    assert (case.status, case.on_appeal, case.issue, case.levels) == (Status.QUEUED, True, None, 1)
    assert sorted(letters(work, other)) == ["answered", "issue_other"]
    work.later(minutes=10)
    known(work, first, hours=48)
    work.act(mend_issue, first, done=DONE, by=ZHOU)
    turn(work)
    assert sorted(letters(work, other)) == ["answered", "issue_other"]
    assert take(by=JUN, now=work.now) != other, "what no person took up yet goes first"
    assert take(by=JUN, now=work.now) == other, "who read that it is not may take it up"
    assert verify(now=work.now).is_clean


def test_a_case_that_waits_for_a_person_is_said_to_be_another_matter_and_waits_on(work, met):
    first, other, _ = met
    robbed = work.file(ROBBED[0], kind="SV.BUG")
    known(work, first)
    turn(work)
    read_match((robbed,), fits=False, why="说的是退款。", by=JUN, mint=work.mint, now=work.now)
    case = work.case(robbed)
    assert (case.status, case.on_appeal, case.issue) == (Status.QUEUED, False, None)
    assert sorted(letters(work, robbed)) == ["issue_known", "issue_other"]
    assert work.case(other).issue is not None


def test_whoever_complained_says_in_one_tap_that_it_is_something_else_and_a_person_looks(work, met):
    first, other, question = met
    known(work, first)
    turn(work)
    letter = letter_of(other, "answered")
    assert read_letter(letter=letter, now=work.now).matched
    deny_match(letter, text="我说的不是这个", mint=work.mint, now=work.now)
    case = work.case(other)
    assert (case.status, case.open_appeals[0].unread, case.levels) == (Status.QUEUED, True, 1)
    assert not read_letter(letter=letter, now=work.now).matched
    assert work.refused(deny_match, letter, text="-") is No.NOT_IN_THIS_STATE
    assert sorted(letters(work, other)) == ["answered", "issue_other"]
    note = letter_of(other, "issue_other")
    assert work.refused(deny_match, note, text="-") is No.NOT_DECIDED
    assert work.case(question).issue is None
    assert verify(now=work.now).is_clean


def test_an_appeal_against_an_answer_that_nobody_read_costs_no_appeal(work, met):
    first, other, _ = met
    known(work, first)
    turn(work)
    letter = letter_of(other, "answered")
    appeal(letter, text="今天又转圈了。", mint=work.mint, now=work.now)
    (asked,) = work.case(other).open_appeals
    assert asked.unread
