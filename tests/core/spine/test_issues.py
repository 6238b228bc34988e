"""What is known of a fault that many meet: who says it, whom it meets, who is answered without being looked at alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.rules import triage_rules
from ombud.core import closing, facts, grading, issues, learning
from ombud.core.case import Status
from ombud.core.complaint import Part
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from tests import cast
from tests.cast import JUN, START, ZHOU, a_case, a_complaint, words

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


def test_case_width_and_traditional_characters_make_no_difference():
    known = replace(KNOWN, met_by=issues.phrases("视频打不开\nerror code 5"))
    for text in ("視頻打不開", "视频 打不开!", "ＥＲＲＯＲ　code ５ again", "Error  CODE 5"):
        assert issues.meets(text, known) is (text != "视频 打不开!"), text
    assert issues.meets("視頻打不開", replace(KNOWN, met_by=("視頻打不開",))), "whoever wrote the phrase so"


def test_what_is_known_of_a_fault_may_be_of_some_kinds_and_since_a_day():
    narrow = replace(KNOWN, kinds=("SV.BUG",), since=START)
    assert issues.read(issues.plain(narrow)) == narrow
    old = '{"title": {"zh": "转圈", "en": "Spinning"}, "answer": {"zh": "a", "en": "b"}, "met_by": ["转圈"]}'
    assert (issues.read(old).kinds, issues.read(old).since) == ((), None)
    pack = cast.pack()
    issues.check_kinds(narrow, pack=pack)
    assert issues.kinds_of(narrow, pack=pack) == ("SV.BUG",)
    assert issues.kinds_of(KNOWN, pack=pack) == issues.concerns(pack)
    foreign = replace(KNOWN, kinds=("UF.REMOVED",))
    assert refused(issues.check_kinds, foreign, pack=pack) == (No.BAD_INPUT, "kinds")


FILED = (
    (cast.MEI, "zh", "视频一直转圈"),
    (cast.JUN, "zh", "怎么改昵称"),
    (cast.ZHOU, "en", "it keeps SPINNING"),
    (cast.LAN, "zh", "转圈,闪退"),
)


def test_phrases_are_held_against_what_was_filed_before_they_answer_anybody():
    seen = issues.preview(FILED, issues.phrases("转圈\nspinning\n广告"))
    assert (seen.looked, seen.met, dict(seen.langs)) == (4, 3, {"zh": 2, "en": 1})
    assert [(one.phrase, one.n) for one in seen.fits] == [("转圈", 2), ("spinning", 1), ("广告", 0)]
    assert seen.fits[0].examples == ((cast.MEI, "视频一直转圈"), (cast.LAN, "转圈,闪退"))
    assert not seen.is_broad, "of four nothing can be said"
    many = issues.preview(FILED * 5, ("视频",))
    assert (many.looked, many.is_broad, len(many.fits[0].examples)) == (20, False, issues.SHOWN)
    assert issues.preview(FILED * 5, issues.phrases("转圈\nspin")).is_broad


def test_phrases_are_compared_without_case_and_spaces_and_each_counts_once():
    assert issues.phrases(" 转圈 \n\nKeeps  Spinning\nkeeps spinning") == ("转圈", "keeps spinning")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"title": Text(zh="转圈", en=" ")}, No.FACTS_MISSING, "title_en"),
        ({"answer": Text(zh="", en="x")}, No.FACTS_MISSING, "answer_zh"),
        ({"answer": Text(zh="您的投诉已关闭", en="x")}, No.LETTER_PHRASE, "answer_zh"),
    ],
)
def test_words_in_one_language_alone_and_those_that_no_letter_says_are_refused(change, code, field):
    pack = cast.pack()
    issues.check_said(KNOWN, pack=pack)
    assert refused(issues.check_said, replace(KNOWN, **change), pack=pack) == (code, field)


@pytest.mark.parametrize("met_by", [(), ("pay",), ("圈",), tuple(f"转圈{no}" for no in range(21))])
def test_phrases_that_fit_everything_are_refused(met_by):
    known = replace(KNOWN, met_by=met_by)
    assert refused(issues.check, known, until=UNTIL, now=START) == (No.BAD_INPUT, "met_by")


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
        assert bool(learning.prevention_owed(case, pack)) is owes
        mended = a_case(JOINED, known(first=first), *decided, facts.IssueMended(words=words()), first=BUG)
        assert "issue" not in {one.reason for one in closing.keeps_open(mended, pack, clocks=())}


def more(*wrote, of=None):
    said = wrote or ("视频一直转圈。",)
    codes = issues.concerns(cast.pack())
    return issues.tells_more(of or a_complaint(), said, codes=codes, rules=triage_rules())


def test_who_wrote_as_a_child_of_a_danger_or_of_two_matters_at_length_or_again_tells_more():
    plain = a_complaint()
    assert not more()
    assert more(of=replace(plain, child=True))
    assert more(of=replace(plain, received=replace(plain.received, urgent=True)))
    two = tuple(Part(no=no, code="SV.BUG", severity="S4", said=()) for no in (1, 2))
    assert more(of=replace(plain, parts=two))
    assert more("视频一直转圈。", "还有,")
    assert more("转圈" * 200)
    assert more("spins " * 200)
    assert not more("spins " * 60)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("视频加载不出来,今天一直转圈。", False),
        ("The app keeps spinning since this morning.", False),
        ("转圈,会员费68元白付了", True),
        ("转圈,给我退款", True),
        ("一直转圈,再不好我就打12315", True),
        ("keeps spinning, I will sue you", True),
        ("keeps spinning and I want my money back", True),
        ("一直转圈,我女儿吓哭了", True),
        ("转圈,账号也被盗了", True),
        ("一直转圈,我不想活了", True),
        ("keeps spinning, and delete my data", True),
        ("一直转圈,被骗了三万元", True),
    ],
)
def test_money_a_right_a_child_a_danger_or_another_matter_in_the_words_tells_more(text, tells):
    assert more(text) is tells


ANSWERED = (
    facts.Assigned(agent=ZHOU, how="known"),
    cast.proposed(agent=ZHOU, outcome="answered", clause=None, findings=(), measures=(), for_account=None),
    facts.Decided(no=1, outcome="answered", orders=()),
    facts.MatchAnswered(first=FIRST, decision=1),
)


def matched(*more):
    """A case that was answered with a known fault, and what followed."""
    return a_case(JOINED, known(first=FIRST), *ANSWERED, *more, first=BUG)


def denied(agent=None):
    asked = facts.Appealed(
        no=1,
        decision=1,
        side="complainant",
        letter=cast.LETTER,
        words=words(),
        complaint=cast.LAN,
        unread=True,
    )
    return (asked, facts.MatchRead(fits=False, agent=agent))


def test_an_answer_that_nobody_read_keeps_its_case_open_until_somebody_did():
    pack = cast.pack()
    mended = facts.IssueMended(words=words())
    kept = {one.reason: one.of for one in closing.keeps_open(matched(mended), pack, clocks=())}
    assert kept["match"] == ("1",)
    read = matched(mended, facts.MatchRead(fits=True, agent=JUN))
    assert "match" not in {one.reason for one in closing.keeps_open(read, pack, clocks=())}
    assert JUN in read.took_part(), "who stands by it judges no appeal of it"
    assert read.issue is not None


def test_what_is_said_to_be_another_matter_waits_for_a_person_and_for_no_fault_and_costs_no_appeal():
    case = matched(*denied())
    assert (case.status, case.issue, case.unmet) == (Status.QUEUED, None, {FIRST})
    assert issues.is_apart(case, FIRST)
    assert not issues.is_apart(matched(), FIRST)
    assert JUN not in matched(*denied(JUN)).took_part(), "who reads that it is not has no hand in the answer"
    anew = facts.Decided(no=2, outcome="answered", orders=(), appeal=1, ruling="changed")
    again = matched(
        *denied(),
        facts.Assigned(agent=JUN, how="next"),
        cast.proposed(
            no=2,
            agent=JUN,
            outcome="answered",
            clause=None,
            findings=(),
            measures=(),
            for_account=None,
            appeal=1,
        ),
        anew,
    )
    assert again.levels == 1, "the answer that nobody read was none of theirs"
    assert not again.unread_match


def test_whether_it_is_the_fault_is_said_once_and_of_what_nobody_decided_only_that_it_is_not():
    assert (
        issues.check_read(matched(), fits=True) == issues.check_read(matched(), fits=False) == matched().match
    )
    waits = a_case(JOINED, known(first=FIRST), first=BUG)
    assert issues.check_read(waits, fits=False) is None
    apart = a_case(JOINED, known(first=FIRST), facts.MatchRead(fits=False, agent=JUN), first=BUG)
    assert (apart.issue, apart.match) == (None, None)
    read = matched(facts.MatchRead(fits=True, agent=JUN))
    for case, fits in (
        (waits, True),
        (read, True),
        (read, False),
        (matched(*denied()), False),
        (apart, False),
    ):
        assert refused(issues.check_read, case, fits=fits)[0] is No.NOT_IN_THIS_STATE
    assert not issues.asks_to_be_read(a_case(JOINED, known(), first=BUG)), "the incident itself"
    assert a_case(JOINED, facts.MatchRead(fits=False, agent=JUN), first=BUG).unmet == frozenset()
    assert a_case(JOINED, facts.MatchRead(fits=True, agent=JUN), first=BUG).took_part() == frozenset()


def test_whoever_complained_may_say_that_it_is_another_matter_even_after_somebody_read_it():
    read = matched(facts.MatchRead(fits=True, agent=JUN))
    assert issues.check_denied(matched(), 1) == matched().match
    assert issues.check_denied(read, 1) == read.match
    for case, decision in ((matched(*denied()), 1), (matched(), 2), (told(), 1)):
        assert not issues.may_deny(case, decision)
        assert refused(issues.check_denied, case, decision)[0] is No.NOT_IN_THIS_STATE


def test_who_may_speak_of_a_case_leads_and_it_is_none_that_stands_beside_an_incident():
    pack = cast.pack()
    assert issues.may_speak_of(told(), {"lead"}, pack=pack)
    assert issues.may_speak_of(a_case(known(), first=BUG), {"lead"}, pack=pack)
    assert not issues.may_speak_of(told(), {"agent"}, pack=pack)
    assert not issues.may_speak_of(a_case(known(first=FIRST), first=BUG), {"lead"}, pack=pack)
    assert not issues.may_speak_of(a_case(), {"lead"}, pack=pack)


@pytest.mark.parametrize("answers", [{"human_wanted": True}, {"data_right": "human"}])
def test_whoever_asks_for_a_person_is_not_answered_by_what_is_known(answers):
    said = grading.heard((), relation=None, subject_kind=None, answers=answers)
    joined = facts.Joined(count=1, digest="ab", severity="S4", first_at=START, said=said)
    calm = replace(joined, said=("claims_bystander",))
    first = cast.opened("SV.QUESTION", "S4")
    assert issues.may_answer(a_case(calm, first=first), pack=cast.pack())
    assert not issues.may_answer(a_case(joined, first=first), pack=cast.pack())
