"""Whoever insults or threatens those who work here: marked by a person, warned first, limited until a day, and never in a crisis."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts, limiting
from ombud.core.notices import contact
from ombud.core.pack.abuse import Abuse
from ombud.core.pack.records import Answer, Mark, record
from ombud.core.refusals import No, Refused
from tests.cast import CASE, COMPLAINT, JUN, LAN, LETTER, MEI, START, ZHOU, a_complaint, received, words

RULE = Abuse()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NOW = START + 30 * MINUTE
FIRST, SECOND, THIRD = words(7), words(11), words(12)
SORTED = facts.Sorted(
    lang="zh", parts=(facts.SortedPart(no=1, code="CV.SPAM", severity="S3", confidence=900, because=()),)
)


def wrote(which=FIRST, **said):
    return facts.Wrote(words=which, **said)


def marked(no=1, which=FIRST, answer="warned", **said):
    letter = LETTER if answer == "warned" else None
    whole = {"no": no, "message": which.id, "kind": "insult", "words": words(8), "agent": MEI, "case": CASE}
    return facts.AbuseMarked(**{**whole, "answer": answer, "letter": letter, **said})


def limited(no=3, days=10, **said):
    whole = {"no": no, "agent": ZHOU, "contact": "lead", "until": START + days * DAY, "words": words(9)}
    return facts.ContactLimited(**{**whole, "letter": LETTER, **said})


def looked(no=4, *, kept, **said):
    whole = {"no": no, "agent": JUN, "kept": kept, "words": words(10), "letter": LETTER}
    return facts.AbuseReviewed(**{**whole, **said})


WARNED = (SORTED, wrote(), marked())
TWICE = (*WARNED, wrote(SECOND), marked(2, SECOND, "noted"))
LIMITED = (*TWICE, limited())
OBJECTED = facts.AbuseObjected(no=1, words=words(13))


def stands(it, *, now=NOW, others=()):
    return record([*others, *it.conduct.marks(it.id)], within=RULE.within, now=now)


def why(refused):
    assert refused.value.code is No.ABUSE
    return refused.value.facts["why"]


# ---- what is marked, and what follows
@pytest.mark.parametrize(
    ("first", "told", "spared"),
    [
        pytest.param({}, (SORTED,), "", id="somebody angry"),
        pytest.param({"child": True}, (SORTED,), "child", id="a child"),
        pytest.param({"urgent": True}, (SORTED,), "crisis", id="who reports a danger"),
        pytest.param({}, (SORTED, wrote(because=("wants-to-die",))), "crisis", id="who writes of it later"),
        pytest.param(
            {}, (SORTED, wrote(because=("says-own-age-under-18",))), "child", id="a child that says so later"
        ),
        pytest.param(
            {}, (SORTED, facts.ChildHeard(case=CASE)), "child", id="a child that says so in an appeal"
        ),
        pytest.param(
            {},
            (replace(SORTED, parts=(replace(SORTED.parts[0], code="SH.DESPAIR"),)),),
            "crisis",
            id="in despair",
        ),
    ],
)
def test_whoever_is_in_a_crisis_and_a_child_is_not_warned(first, told, spared):
    it = a_complaint(*told, first=received(**first))
    assert limiting.spared(it, rule=RULE) == spared
    expected = Answer.NOTED if spared else Answer.WARNED
    assert limiting.answer(it, record=stands(it), rule=RULE) is expected


def test_a_warning_comes_once_and_counts_for_as_long_as_the_pack_says():
    it = a_complaint(*WARNED)
    assert (stands(it).count, stands(it).since) == (1, 0)
    assert limiting.answer(it, record=stands(it), rule=RULE) is Answer.NOTED
    late = stands(it, now=START + RULE.within + DAY)
    assert limiting.answer(it, record=late, rule=RULE) is Answer.WARNED


def test_what_was_written_before_the_warning_is_none_after_it():
    it = a_complaint(SORTED, wrote(), wrote(SECOND), marked(), marked(2, SECOND, "noted"))
    assert (stands(it).count, stands(it).since) == (2, 0)
    assert stands(a_complaint(*TWICE)).since == 1


def test_only_a_message_of_theirs_is_marked():
    with pytest.raises(Refused) as no:
        a_complaint(SORTED, marked())
    assert no.value.code is No.NOT_FOUND


@pytest.mark.parametrize(
    ("fact", "passage", "reason"),
    [
        pytest.param(marked(2, SECOND, "noted"), "笨蛋", None, id="quoted from it"),
        pytest.param(marked(2, SECOND, "noted"), "  笨蛋 ", None, id="with space around it"),
        pytest.param(marked(2, SECOND, "noted"), "傻瓜", "not_quoted", id="not in it"),
        pytest.param(marked(2, SECOND, "noted"), " ", "not_quoted", id="nothing named"),
        pytest.param(marked(2, FIRST, "noted"), "笨蛋", "marked_already", id="marked already"),
    ],
)
def test_the_passage_is_named_word_for_word_and_once(fact, passage, reason):
    it = a_complaint(*WARNED, wrote(SECOND))
    if reason is None:
        limiting.check_mark(it, fact, message="你们这些笨蛋", passage=passage)
        return
    with pytest.raises(Refused) as no:
        limiting.check_mark(it, fact, message="你们这些笨蛋", passage=passage)
    assert why(no) == reason


def test_it_is_one_of_four_kinds_and_anger_is_none():
    with pytest.raises(Refused) as no:
        limiting.check_mark(a_complaint(*WARNED), marked(kind="angry"), message="x", passage="x")
    assert (no.value.code, no.value.facts["value"]) == (No.UNKNOWN_WORD, "angry")


# ---- one channel, one contact
def limit(it, **said):
    whole = {"contact": "lead", "until": START + 10 * DAY, "by": ZHOU, "record": stands(it), "rule": RULE}
    limiting.check_limit(it, **{**whole, "now": NOW, **said})


@pytest.mark.parametrize(
    ("told", "said", "reason"),
    [
        pytest.param((SORTED, wrote()), {}, "no_warning", id="nothing was marked"),
        pytest.param(WARNED, {}, "nothing_since", id="nothing since the warning"),
        pytest.param(LIMITED, {}, "limited_already", id="limited already"),
        pytest.param(TWICE, {"by": MEI}, "own_mark", id="by whoever marked it"),
        pytest.param(TWICE, {"contact": "auditor"}, "contact", id="a contact that nobody is"),
        pytest.param(TWICE, {"until": NOW}, "too_long", id="over before it began"),
        pytest.param(
            TWICE, {"until": NOW + RULE.longest + MINUTE}, "too_long", id="longer than the pack lets it"
        ),
        pytest.param((*TWICE, wrote(THIRD, because=("x",))), {}, "crisis", id="a danger was heard since"),
    ],
)
def test_contact_is_not_limited(told, said, reason):
    it = a_complaint(*told)
    with pytest.raises(Refused) as no:
        limit(it, **said)
    assert why(no) == reason
    limit(a_complaint(*TWICE))  # while in itself it may be


def test_what_stands_in_another_complaint_of_theirs_is_no_reason_where_nothing_was_marked():
    other = (
        Mark(case=LAN, decision=no, at=START - no * MINUTE, answer=one)
        for no, one in ((2, "warned"), (1, "noted"))
    )
    with pytest.raises(Refused) as no:
        limit(a_complaint(SORTED), record=stands(a_complaint(SORTED), others=other))
    assert why(no) == "nothing_since"


def test_a_limit_is_no_finding_of_its_own_and_is_over_on_its_day():
    it = a_complaint(*LIMITED)
    assert (stands(it).count, stands(it).until) == (2, START + 10 * DAY)
    assert stands(it, now=START + 10 * DAY).until is None
    assert it.conduct.limit == (START + 7 * MINUTE, limited())


# ---- objecting, and another look
@pytest.mark.parametrize(
    ("told", "now", "may"),
    [
        pytest.param((SORTED, wrote()), NOW, False, id="nothing stands"),
        pytest.param(WARNED, NOW, True, id="to a warning"),
        pytest.param((SORTED, wrote(), marked(answer="noted")), NOW, False, id="what nobody told them"),
        pytest.param((SORTED, wrote(), marked(answer="noted"), limited(2)), NOW, True, id="to a limit"),
        pytest.param(
            (SORTED, wrote(), marked(answer="noted"), limited(2)),
            START + 11 * DAY,
            False,
            id="once it is over",
        ),
        pytest.param((*LIMITED, OBJECTED), NOW, False, id="while one waits"),
        pytest.param(
            (*LIMITED, OBJECTED, looked(kept=True, objection=1)), NOW, True, id="again, once it was looked at"
        ),
        pytest.param((*LIMITED, OBJECTED, looked(kept=False, objection=1)), NOW, False, id="of what fell"),
    ],
)
def test_they_object_to_what_stands(told, now, may):
    assert limiting.may_object(a_complaint(*told), now=now) is may


LEAD, SENIOR, NAMED = frozenset({"lead"}), frozenset({"agent", "senior"}), frozenset({"agent", "deputy"})


@pytest.mark.parametrize(
    ("told", "by", "roles", "leads", "reason"),
    [
        pytest.param(LIMITED, JUN, LEAD, {ZHOU, JUN}, None, id="another lead"),
        pytest.param(LIMITED, ZHOU, LEAD, {ZHOU, JUN}, "own_hand", id="who limited it"),
        pytest.param(LIMITED, MEI, LEAD, {ZHOU, MEI}, "own_hand", id="who marked it"),
        pytest.param((*LIMITED, looked(kept=True)), JUN, LEAD, {ZHOU, JUN}, "own_hand", id="who looked before"),
        pytest.param((SORTED,), JUN, LEAD, {JUN}, "nothing_stands", id="where nothing stands"),
        pytest.param(LIMITED, JUN, SENIOR, {ZHOU}, None, id="a senior where the one lead limited it"),
        pytest.param(LIMITED, JUN, NAMED, {ZHOU}, None, id="the deputy where the one lead limited it"),
        pytest.param(LIMITED, MEI, SENIOR, {ZHOU}, "own_hand", id="a senior who marked it"),
    ],
)  # fmt: skip
def test_whoever_had_a_hand_in_it_does_not_look_again(told, by, roles, leads, reason):  # noqa: PLR0917 - a table's columns
    said = {"by": by, "roles": roles, "leads": frozenset(leads)}
    assert limiting.may_review(a_complaint(*told), **said) is (reason is None)
    if reason is None:
        return
    with pytest.raises(Refused) as no:
        limiting.check_review(a_complaint(*told), **said)
    assert why(no) == reason


@pytest.mark.parametrize(
    ("roles", "leads"),
    [
        pytest.param(SENIOR, {ZHOU, LAN}, id="a senior while a lead is left who had no hand in it"),
        pytest.param(frozenset({"agent"}), {ZHOU}, id="an agent"),
    ],
)
def test_nobody_stands_in_for_a_lead_who_is_there(roles, leads):
    with pytest.raises(Refused) as no:
        limiting.check_review(a_complaint(*LIMITED), by=JUN, roles=roles, leads=frozenset(leads))
    assert no.value.code is No.NOT_ALLOWED


@pytest.mark.parametrize(
    ("leads", "stand_in", "called"),
    [
        pytest.param({ZHOU, JUN}, {MEI}, "lead", id="another lead"),
        pytest.param({ZHOU}, {MEI, JUN}, "senior", id="one lead, and a senior"),
        pytest.param({ZHOU}, {MEI}, "operator", id="one lead, and the senior marked it"),
    ],
)
def test_whoever_is_called_to_look_again_is_one_who_may(leads, stand_in, called):
    it = a_complaint(*LIMITED)
    assert limiting.who_reviews(it, leads=frozenset(leads), stand_in=frozenset(stand_in)) == called


def test_what_does_not_outlast_another_look_counts_no_more_and_a_warning_comes_first_again():
    kept, fell = (a_complaint(*LIMITED, OBJECTED, looked(kept=one, objection=1)) for one in (True, False))
    assert (stands(kept).count, stands(kept).until) == (2, START + 10 * DAY)
    assert kept.conduct.objection is None
    assert (stands(fell).count, stands(fell).warned_at, stands(fell).until) == (0, None, None)
    assert (fell.conduct.limit, fell.conduct.standing, fell.conduct.hands) == (None, (), frozenset())
    assert fell.conduct.next_no == 5


# ---- answered together
def test_they_are_answered_together_once_in_so_long_if_they_wrote():
    began = START + 7 * MINUTE
    silent = a_complaint(*LIMITED)
    assert limiting.answerable_at(silent, rule=RULE, now=NOW) is None
    spoke = a_complaint(*LIMITED, wrote(THIRD))
    assert limiting.answerable_at(spoke, rule=RULE, now=NOW) == began + RULE.every
    together = facts.AnsweredTogether(agent=ZHOU, words=words(14), letter=LETTER)
    again = a_complaint(*LIMITED, wrote(THIRD), together, wrote(words(15)))
    assert limiting.answerable_at(again, rule=RULE, now=NOW) == began + 2 * MINUTE + RULE.every
    assert limiting.answerable_at(spoke, rule=RULE, now=START + 10 * DAY) is None


@pytest.mark.parametrize(
    ("told", "roles", "days", "reason"),
    [
        pytest.param((*LIMITED, wrote(THIRD)), {"lead"}, 8, None, id="by the contact in time"),
        pytest.param((*LIMITED, wrote(THIRD)), {"lead"}, 6, "too_soon", id="too soon"),
        pytest.param(
            (*LIMITED, wrote(THIRD)), {"agent", "senior"}, 8, "other_contact", id="by somebody else"
        ),
        pytest.param(LIMITED, {"lead"}, 8, "nothing_to_answer", id="nothing was written"),
        pytest.param((SORTED,), {"lead"}, 8, "nothing_to_answer", id="nothing is limited"),
    ],
)
def test_only_the_contact_answers_and_not_too_often(told, roles, days, reason):
    said = {"roles": frozenset(roles), "rule": RULE, "now": START + days * DAY}
    if reason is None:
        assert limiting.check_answer(a_complaint(*told), **said) == limited()
        return
    with pytest.raises(Refused) as no:
        limiting.check_answer(a_complaint(*told), **said)
    assert why(no) == reason


# ---- those who bear it
@pytest.mark.parametrize(
    ("told", "agent", "since", "minutes"),
    [
        pytest.param(TWICE, MEI, START, 30, id="each that they marked"),
        pytest.param(TWICE, MEI, START + 5 * MINUTE, 15, id="since they had the case"),
        pytest.param(TWICE, JUN, START, 15, id="who marked nothing has borne the least of it"),
    ],
)
def test_what_somebody_bore_counts_in_minutes(told, agent, since, minutes):
    assert limiting.borne([a_complaint(*told)], agent=agent, since=since, rule=RULE) == minutes


def test_a_contact_is_told_by_a_role_and_never_by_a_name():
    assert contact("lead", "zh") == "值班组长"
    assert contact("privacy", "en") == contact("senior", "en") == "a senior colleague"
    assert a_complaint(*WARNED).conduct.standing[0].fact.message == FIRST.id
    assert a_complaint().id == COMPLAINT
