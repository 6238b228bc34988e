"""A complaint in parts has one contact, known by a mask: named, handed over, and answering by a day."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ombud.core import contacts, facts
from ombud.core.complaint import FIRST_WORD
from ombud.core.notices import PARTS, Places, parts_values
from ombud.core.notices.values import Pen, Progress
from ombud.core.pack.letters import render
from ombud.core.refusals import No, Refused
from tests.cast import (
    CASE,
    COMPLAINT,
    JUN,
    LETTER,
    MEI,
    START,
    WEI,
    ZHOU,
    a_case,
    a_complaint,
    opened,
    pack,
    received,
    words,
)

OTHER, MINUTE, DAY = UUID(int=CASE.int ^ 1 << 70), timedelta(minutes=1), timedelta(days=1)
NAMED = facts.ContactNamed(agent=MEI, mask="7K3Q", why=contacts.HOLDS)
UNTIL = START + 5 * DAY


def sorted_into(*codes):
    parts = tuple(
        facts.SortedPart(no=no, code=code, severity="S2", confidence=900, because=())
        for no, code in enumerate(codes, 1)
    )
    return facts.Sorted(lang="zh", parts=parts)


TWO = (
    sorted_into("PR.POST", "AS.TAKEOVER"),
    facts.Placed(part=1, case=CASE),
    facts.Placed(part=2, case=OTHER),
)
DONE = tuple(
    facts.PartEnded(part=no, case=case, decision=1, outcome="violation")
    for no, case in ((1, CASE), (2, OTHER))
)


def told(*more, until=UNTIL):
    return (*more, facts.PartsTold(agent=MEI, words=words(3), letter=LETTER, until=until))


def theirs(*several):
    return a_complaint(*several)


def held(agent, severity="S2", of=CASE):
    return replace(a_case(first=opened(severity=severity)), id=of, agent=agent)


@pytest.mark.parametrize(
    ("book", "several"),
    [
        pytest.param(TWO, True, id="two cases"),
        pytest.param(TWO[:2], False, id="the other part has no case yet"),
        pytest.param((*TWO[:2], facts.Placed(part=2, case=CASE)), False, id="both parts in one case"),
        pytest.param((*TWO, DONE[0]), True, id="one of them is decided"),
        pytest.param((*TWO, *DONE, facts.ComplaintEnded()), False, id="all is over"),
        pytest.param((*TWO, facts.Erased(person=received().person, why="time")), False, id="erased"),
    ],
)
def test_what_is_with_several_cases_has_a_contact(book, several):
    assert contacts.is_several(theirs(*book)) is several


@pytest.mark.parametrize(
    ("named", "holders", "able", "found"),
    [
        pytest.param((), (MEI, JUN), {MEI, JUN, ZHOU}, (JUN, "holds"), id="who holds the graver part"),
        pytest.param((), (MEI, None), {MEI, ZHOU}, (MEI, "holds"), id="who holds a part at all"),
        pytest.param((), (None, None), {MEI, ZHOU}, None, id="nobody has taken one, and no lead is named unasked"),
        pytest.param((), (MEI, JUN), {MEI, ZHOU}, (MEI, "holds"), id="who may not see the other part is passed over"),
        pytest.param((NAMED,), (JUN, None), {MEI, JUN}, None, id="who is stays, though they hold nothing any more"),
        pytest.param((NAMED,), (None, JUN), {JUN, ZHOU}, (JUN, "holds"), id="who left hands over to a holder"),
        pytest.param((NAMED,), (None, None), {JUN, ZHOU}, (ZHOU, "leads"), id="else to a lead"),
        pytest.param((NAMED,), (None, None), set(), None, id="nobody may"),
    ],
)  # fmt: skip
def test_who_answers_for_all_parts(named, holders, able, found):
    cases = (held(holders[0]), held(holders[1], "S1", OTHER))
    assert contacts.successor(theirs(*TWO, *named), cases, able=able, leads=(WEI, ZHOU)) == found


def test_nobody_answers_for_what_is_in_one_hand():
    assert contacts.successor(theirs(*TWO[:2]), (held(MEI),), able={MEI}, leads=(ZHOU,)) is None


def test_the_day_of_the_next_word_binds_whoever_takes_over():
    assert contacts.due_at(theirs(*TWO)) is None
    first = theirs(*TWO, NAMED)
    assert contacts.due_at(first) == START + 5 * MINUTE + FIRST_WORD
    later = theirs(*told(*TWO, NAMED))
    assert (contacts.due_at(later), later.spoken_at) == (UNTIL, START + 6 * MINUTE)
    over = facts.ContactNamed(agent=JUN, mask="2B9C", why=contacts.HOLDS, before=MEI)
    handed = theirs(*told(*TWO, NAMED), over)
    assert (handed.contact, contacts.due_at(handed)) == (over, UNTIL)
    assert contacts.due_at(theirs(*TWO, NAMED, *DONE, facts.ComplaintEnded())) is None


@pytest.mark.parametrize(
    ("book", "by", "until", "no"),
    [
        pytest.param(TWO, MEI, UNTIL, No.NOT_YOURS, id="nobody was named"),
        pytest.param((*TWO, NAMED), JUN, UNTIL, No.NOT_YOURS, id="who only holds a part"),
        pytest.param((*TWO, NAMED, *DONE, facts.ComplaintEnded()), MEI, UNTIL, No.NOT_YOURS, id="over"),
        pytest.param((*TWO, NAMED), MEI, None, No.BAD_TIME, id="without a day"),
        pytest.param((*TWO, NAMED), MEI, START, No.BAD_TIME, id="past"),
        pytest.param((*TWO, NAMED), MEI, START + 30 * DAY, No.BAD_TIME, id="too far"),
    ],
)
def test_only_the_contact_speaks_for_all_of_it_and_names_a_day(book, by, until, no):
    now = START + 10 * MINUTE
    with pytest.raises(Refused) as refused:
        contacts.check_word(theirs(*book), until=until, by=by, now=now)
    assert refused.value.code is no
    assert contacts.check_word(theirs(*TWO, NAMED), until=UNTIL, by=MEI, now=now) == NAMED


def test_a_mask_says_nothing_of_who_it_is():
    assert len({contacts.mask(UUID(int=no << 8 | 7)) for no in range(200)}) == 200
    assert all(len(contacts.mask(UUID(int=no << 8))) == 4 for no in (0, 1 << 90))
    assert contacts.mask(UUID(int=5 << 8 | 1)) == contacts.mask(UUID(int=5 << 8 | 2)), "not even the bucket"


@pytest.mark.parametrize(("lang", "child"), [("zh", False), ("en", False), ("zh", True), ("en", True)])
def test_the_letter_says_of_each_part_whether_it_is_decided(lang, child):
    pen = Pen(pack(), lang, ZoneInfo("Asia/Shanghai"), Places("https://x.example"), child)
    it = Progress(done="看了。", next="再看。", until=UNTIL)
    parts = [(1, "PR.POST", True), (2, "AS.TAKEOVER", False)]
    values = parts_values(it, parts, number="C-1", contact="7K3Q", pen=pen)
    said = render(pack().letters[PARTS], lang=lang, values=values, for_child=child).body
    one, two = (pack().category(code).title.say(lang) for code in ("PR.POST", "AS.TAKEOVER"))
    ended, goes_on = (
        ("已有结果，另有来信", "办理中")
        if lang == "zh"
        else ("decided, in a letter of its own", "being worked on")
    )
    between = "：" if lang == "zh" else ": "
    for line in (f"1. {one}{between}{ended}", f"2. {two}{between}{goes_on}", "7K3Q", "看了。", "再看。"):
        assert line in said
    assert COMPLAINT.hex not in said
