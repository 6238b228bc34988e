"""A time of law that runs in a complaint's own book holds its cases open, and a lead says why one was missed."""

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.closing import Kept
from ombud.core.complaint import Standing
from ombud.core.refusals import No, Refused
from ombud.store import arriving, closing, mailroom
from ombud.store.ledger import open_complaint, read_case, read_complaint, read_lines
from ombud.store.models import ClockRow, Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.fan_out import fan_out
from ombud.usecases.read_letter import read_letter
from ombud.usecases.record_cause import record_cause
from ombud.usecases.sweep import sweep
from ombud.usecases.verify import verify
from tests import cast

ORDER = "买的东西一直没发货,商家不理我,我要投诉商家。"
LAW = "cn_telecom_answer"


@pytest.fixture
def case(stage):
    """兰 Lan waits for what she bought; the law of her place gives 15 days to answer her."""
    return stage.case(ORDER)


def ready(stage, case):
    """It is decided, carried out and told."""
    stage.decide(case, outcome="answered", why=None)
    for _ in range(2):
        stage.finish(case)
        stage.carry()
        stage.tell()


def keeps(stage, case):
    return closing.keeps_open(read_case(case), now=stage.now)


def says_why(stage, *, by):
    said = {"book": "complaint", "clock": LAW, "cause": "volume", "text": "两天里来了三倍的投诉。"}
    record_cause(stage.lan, **said, by=by, mint=stage.mint, now=stage.now)


def test_one_that_was_missed_holds_the_case_until_a_lead_says_why(stage, case):
    stage.later(days=16)
    while sweep(now=stage.now):
        pass
    assert (LAW, "breach") in read_complaint(stage.lan).marks
    assert [one for one in verify(now=stage.now).faults if one.code == "row_differs"] == []
    ready(stage, case)
    assert keeps(stage, case) == (Kept(reason="own", of=(f"{stage.lan.hex}:{LAW}",)),)
    assert stage.close() == 0
    with pytest.raises(Refused) as no:
        says_why(stage, by=cast.MEI)
    assert no.value.code is No.NOT_ALLOWED
    says_why(stage, by=cast.ZHOU)
    assert keeps(stage, case) == ()
    assert stage.close() == 1
    assert read_case(case).closed.own
    stage.later(days=1)
    assert [one for one in verify(now=stage.now).faults if one.code == "closed_too_early"] == []


def test_in_time_it_holds_nothing(stage, case):
    ready(stage, case)
    assert keeps(stage, case) == ()
    assert stage.close() == 1
    assert read_case(case).status is Status.CLOSED


def draws(complaint):
    """The clocks that run beside her book."""
    return {row.rule: row.state for row in ClockRow.objects.filter(owner=complaint)}


def arrivals(complaint):
    return [line.fact.letter for line in read_lines(complaint) if isinstance(line.fact, facts.Arrived)]


def marks(stage):
    while sweep(now=stage.now):
        pass


def written(stage, case):
    """It is decided and carried out, and her letter is written; no mail goes through."""
    stage.decide(case, outcome="answered", why=None)
    stage.finish(case)
    stage.carry()
    while fan_out(now=stage.now):
        pass
    return Letter.objects.get(case_id=case, complaint=stage.lan, decision=1).id


def test_a_letter_that_was_only_written_tells_nobody_and_the_law_s_time_runs_on_until_it_arrives(stage, case):
    letter = written(stage, case)
    lan = read_complaint(stage.lan)
    assert (lan.standing, lan.awaited) == (Standing.ENDED, {letter})
    assert draws(stage.lan) == {LAW: "running", "tell_target": "running"}
    stage.later(hours=25)
    marks(stage)
    assert draws(stage.lan) == {LAW: "running", "tell_target": "breached"}
    assert {one.reason for one in keeps(stage, case)} == {"letters", "own"}
    stage.tell()
    assert arrivals(stage.lan) == [letter]
    assert draws(stage.lan) == {}
    assert keeps(stage, case) == ()
    one_transaction(arriving.note)(mailroom.find(letter), by="chore:deliver", now=stage.now)
    assert arrivals(stage.lan) == [letter], "it was delivered twice"
    assert stage.close() == 1
    assert verify(now=stage.now).faults == []


def test_one_that_arrives_too_late_is_marked_even_if_nobody_had_looked_since_and_asks_for_a_cause(
    stage, case
):
    written(stage, case)
    stage.later(days=20)
    stage.tell()
    assert (LAW, "breach") in read_complaint(stage.lan).marks
    assert keeps(stage, case) == (Kept(reason="own", of=(f"{stage.lan.hex}:{LAW}",)),)
    says_why(stage, by=cast.ZHOU)
    assert stage.close() == 1
    stage.later(days=1)
    assert verify(now=stage.now).faults == []


def test_whoever_reads_it_before_it_went_has_it(stage, case):
    letter = written(stage, case)
    read_letter(letter=letter, now=stage.now)
    read_letter(letter=letter, now=stage.now)
    assert arrivals(stage.lan) == [letter]
    assert draws(stage.lan) == {}
    stage.tell()
    assert arrivals(stage.lan) == [letter]
    assert verify(now=stage.now).faults == []


def test_who_left_no_address_has_it_where_they_read_it(stage):
    case = stage.case(ORDER, contact={})
    ready(stage, case)
    assert Letter.objects.get(complaint=stage.lan, decision=1).state == "kept"
    assert draws(stage.lan) == {}
    assert stage.close() == 1


def test_one_that_a_lead_gave_up_holds_nothing_more(stage, case):
    letter = written(stage, case)
    Letter.objects.filter(id=letter).update(state="dead", due_at=None)
    assert {one.reason for one in keeps(stage, case)} == {"letters", "own"}
    words = stage.words(case, "邮箱不存在。")
    stage.write(case, facts.GivenUp(letters=(letter,), words=words), by=cast.ZHOU)
    assert {one.reason for one in keeps(stage, case)} == {"letters"}


def test_an_arrival_that_the_book_does_not_tell_or_tells_of_no_letter_is_named(stage, case):
    letter = written(stage, case)
    Letter.objects.filter(id=letter).update(delivered_at=stage.now, state="delivered", due_at=None)
    assert [(one.code, one.where) for one in verify(now=stage.now).faults] == [
        ("letter_differs", f"complaint {stage.lan}")
    ]
    stage.tell()
    one_transaction(note_arrival)(stage.lan, letter, cast.LETTER, now=stage.now)
    assert [(one.code, one.detail) for one in verify(now=stage.now).faults] == [
        ("letter_missing", str(cast.LETTER))
    ]


def note_arrival(complaint, *letters, now):
    with open_complaint(complaint) as book:
        for letter in letters:
            book.write(facts.Arrived(letter=letter), by="chore:deliver", now=now)
