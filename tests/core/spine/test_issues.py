"""What is known of a fault that many meet: who says it, whom it meets, who is answered without being looked at alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import closing, facts, issues, learning
from ombud.core.complaint import Part
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from tests import cast
from tests.cast import START, ZHOU, a_case, a_complaint, words

UNTIL = START + timedelta(days=1)
KNOWN = issues.Known(
    title=Text(zh="转圈", en="Spinning"),
    answer=Text(zh="用网页版。", en="Use the web version."),
    met_by=("转圈", "keeps spinning"),
)
FIRST = cast.MEI
JOINED = facts.Joined(count=1, digest="ab", severity="S4", first_at=START, said=())
BUG = cast.opened("SV.BUG", "S4")


def told(*said, **more):
    return a_case(
        facts.Joined(count=1, digest="ab", severity="S4", first_at=START, said=said), first=BUG, **more
    )


def known(*, first=None):
    return facts.IssueKnown(words=words(), until=UNTIL, agent=ZHOU, first=first)


def refused(act, *what, **said):
    with pytest.raises(Refused) as no:
        act(*what, **said)
    return no.value.code, no.value.facts.get("field")


def test_what_is_sealed_is_read_as_it_was_said():
    assert issues.read(issues.plain(KNOWN)) == KNOWN
    done = Text(zh="换了服务器。", en="A server was replaced.")
    assert issues.mended(KNOWN, done) == replace(KNOWN, answer=done)


@pytest.mark.parametrize(
    ("text", "meets"),
    [
        ("视频一直转圈。", True),
        ("It  KEEPS\nspinning", True),
        ("怎么改昵称?", False),
        ("", False),
    ],
)
def test_a_complaint_meets_a_fault_by_the_words_that_a_person_chose(text, meets):
    assert issues.meets(text, KNOWN) is meets


def test_phrases_are_compared_without_case_and_spaces_and_each_counts_once():
    assert issues.phrases(" 转圈 \n\nKeeps  Spinning\nkeeps spinning") == ("转圈", "keeps spinning")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"title": Text(zh="转圈", en=" ")}, No.FACTS_MISSING, "title_en"),
        ({"answer": Text(zh="", en="x")}, No.FACTS_MISSING, "answer_zh"),
        ({"met_by": ()}, No.BAD_INPUT, "met_by"),
        ({"met_by": ("pay",)}, No.BAD_INPUT, "met_by"),
        ({"met_by": ("圈",)}, No.BAD_INPUT, "met_by"),
        ({"met_by": tuple(f"转圈{no}" for no in range(21))}, No.BAD_INPUT, "met_by"),
    ],
)
def test_words_in_one_language_alone_and_phrases_that_fit_everything_are_refused(change, code, field):
    assert refused(issues.check, replace(KNOWN, **change), until=UNTIL, now=START) == (code, field)


def test_a_day_that_is_over_promises_nothing():
    assert issues.check(KNOWN, until=UNTIL, now=START) == UNTIL
    for until in (None, START):
        assert refused(issues.check, KNOWN, until=until, now=START) == (No.BAD_TIME, "until")


def test_only_a_kind_that_is_answered_leads_a_fault_and_none_that_stands_beside_one():
    pack = cast.pack()
    issues.check_leads(told(), pack=pack)
    assert refused(issues.check_leads, a_case(), pack=pack)[0] is No.OUTCOME_NOT_ALLOWED
    beside = a_case(known(first=FIRST), first=BUG)
    assert refused(issues.check_leads, beside, pack=pack)[0] is No.ALREADY_DONE
    assert {"SV.BUG", "SV.BILLING"} <= {*issues.concerns(pack)}
    assert {"SV.CONDUCT", "CV.SEX.ADULT", "EC.REFUND"}.isdisjoint(issues.concerns(pack))
    assert issues.may_speak({"lead"})
    assert not issues.may_speak({"agent", "senior"})


def test_who_tells_of_more_than_the_fault_is_not_answered_without_a_person():
    pack = cast.pack()
    assert issues.may_answer(told("claims_bystander"), pack=pack)
    for more in ("child_speaks", "danger_now", "money_lost"):
        assert not issues.may_answer(told(more), pack=pack)
    assert not issues.may_answer(a_case(JOINED, first=cast.opened("SV.BUG", "S2")), pack=pack)
    assert not issues.may_answer(a_case(JOINED, first=cast.opened("UF.REMOVED", "S3")), pack=pack)
    assert not issues.may_answer(a_case(first=BUG), pack=pack), "nobody complained"
    taken = a_case(JOINED, facts.Assigned(agent=ZHOU, how="next"), first=BUG)
    assert not issues.may_answer(taken, pack=pack)


def test_a_new_word_is_new_until_it_was_passed_on_and_a_day_that_passed_is_late_until_it_is_mended():
    case = a_case(known(), first=BUG)
    again = a_case(known(), known(), first=BUG)
    mended = a_case(known(), facts.IssueMended(words=words(2)), first=BUG)
    assert issues.is_new(case.issue, None)
    assert not issues.is_new(case.issue, case.issue)
    assert issues.is_new(again.issue, case.issue)
    assert issues.is_open(case.issue)
    assert not issues.is_open(mended.issue)
    assert not issues.is_open(None)
    assert not issues.is_late(case.issue, now=START)
    assert issues.is_late(case.issue, now=UNTIL)
    assert not issues.is_late(mended.issue, now=UNTIL)
    assert a_case(facts.IssueMended(words=words()), first=BUG).issue is None


def test_a_fault_that_is_not_mended_keeps_every_case_open_and_leaves_prevention_to_the_incident():
    pack = cast.pack()
    decided = (
        facts.Assigned(agent=ZHOU, how="next"),
        cast.proposed(
            agent=ZHOU, outcome="answered", clause=None, findings=(), measures=(), for_account=None
        ),
        facts.Decided(no=1, outcome="answered", orders=()),
    )
    for first, owes in ((None, True), (FIRST, False)):
        case = a_case(JOINED, known(first=first), *decided, first=BUG)
        kept = {one.reason: one.of for one in closing.keeps_open(case, pack, clocks=())}
        assert kept["issue"] == (f"{UNTIL:%Y-%m-%d}",)
        assert learning.prevention_owed(case) is owes
        mended = a_case(JOINED, known(first=first), *decided, facts.IssueMended(words=words()), first=BUG)
        assert "issue" not in {one.reason for one in closing.keeps_open(mended, pack, clocks=())}


def test_who_wrote_as_a_child_of_a_danger_or_of_two_matters_tells_more():
    plain = a_complaint()
    assert not issues.tells_more(plain)
    assert issues.tells_more(replace(plain, child=True))
    assert issues.tells_more(replace(plain, received=replace(plain.received, urgent=True)))
    two = tuple(Part(no=no, code="SV.BUG", severity="S4", said=()) for no in (1, 2))
    assert issues.tells_more(replace(plain, parts=two))


def test_who_may_speak_of_a_case_leads_and_it_is_none_that_stands_beside_an_incident():
    pack = cast.pack()
    assert issues.may_speak_of(told(), {"lead"}, pack=pack)
    assert issues.may_speak_of(a_case(known(), first=BUG), {"lead"}, pack=pack)
    assert not issues.may_speak_of(told(), {"agent"}, pack=pack)
    assert not issues.may_speak_of(a_case(known(first=FIRST), first=BUG), {"lead"}, pack=pack)
    assert not issues.may_speak_of(a_case(), {"lead"}, pack=pack)
