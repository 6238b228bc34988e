"""What somebody writes or sends after the end is read in time, by one without a hand in it, and something comes of it."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.none import NoScanner
from ombud.core import facts
from ombud.core.complaint import Standing
from ombud.core.refusals import No
from ombud.core.vocabulary import Reading, Relation
from ombud.interfaces.worker.upkeep import file_apart
from ombud.store import caseviews, checking_later, evidence, later, lessons, mailroom, texts
from ombud.store.checking import Examined
from ombud.store.ledger import open_complaint, read_complaint, read_lines
from ombud.store.models import Alarm, Certificate, Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.answer import answer
from ombud.usecases.answer_look import Seen, answer_look
from ombud.usecases.appeal import appeal
from ombud.usecases.carry_files import carry_files
from ombud.usecases.carry_words import carry_words
from ombud.usecases.close_reading import close_reading
from ombud.usecases.draft_from_later import draft_from_later
from ombud.usecases.end_mandate import end_mandate
from ombud.usecases.give_to_read import give_to_read
from ombud.usecases.keep_out import keep_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.remind_lessons import remind_lessons
from ombud.usecases.take_look import take_look
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import JUN, MEI, START, ZHOU
from tests.usecases.ending import over

PAPER = b"%PDF-1.7\n" + b"\0" * 64
LATE = datetime(2027, 1, 1, tzinfo=UTC)
WHY = "全部读过：没有新的情况。"


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no case be drawn to be looked at blind."""
    monkeypatch.setattr("ombud.store.drawing.number", lambda *_: 10_000)


@pytest.fixture
def ended(work):
    """兰 Lan's complaint of which the case is closed, and the case."""
    case = over(work, grave=False)
    work.later(minutes=1)
    mine = work.complaint(case)
    assert read_complaint(mine).standing is Standing.ENDED
    return mine, case


def send(work, mine, text="还有一点要说。") -> None:
    work.act(answer, mine, text=text)


def send_file(work, mine) -> None:
    add_evidence(
        mine, file=io.BytesIO(PAPER), rules=triage_rules(), scanner=NoScanner(), mint=here.mint, now=work.now
    )


def taken(work, case) -> int:
    """What came is given to 君 Jun to read."""
    assert give_to_read(now=work.now) == 1
    assert give_to_read(now=work.now) == 0
    assert work.refused(take_look, by=MEI) is No.NOTHING_WAITING
    assert work.act(take_look, by=JUN)[0] == case
    return work.case(case).lessons.looks[-1].drawn.no


def says(work, case, no, leads, *, text=WHY, upto=None) -> None:
    seen = work.act(look_at_case, case, by=JUN)
    said = Seen(text=text, leads=leads, upto=seen.to_read.seen if upto is None else upto)
    work.act(answer_look, case, no=no, seen=said, by=JUN)


def letters_to(mine) -> list[str]:
    return [one.template for one in mailroom.of_complaint(mine)]


def test_whoever_writes_after_the_end_reads_at_once_by_when_it_is_read_and_may_appeal_meanwhile(work, ended):
    mine, case = ended
    send(work, mine)
    work.later(minutes=1)
    send(work, mine, "再补一句。")
    send_file(work, mine)
    seen = look_at_complaint(mine, now=work.now)
    assert (seen.next.what, seen.next.by) == ("read_later", read_complaint(mine).later.read_by)
    assert seen.appealable is not None
    assert [one.what for one in seen.timeline].count("later") == 1, "several messages are one thing to read"
    no = taken(work, case)
    look = work.act(look_at_case, case, by=JUN).to_read
    assert [text for _, text in look.words] == ["还有一点要说。", "再补一句。"]
    assert len(look.files) == 1
    assert Reading.APPEAL in look.leads
    assert look.voice.complaint == mine
    assert lessons.count_waiting(["porn.zh.general"]) == 0
    says(work, case, no, "nothing")
    assert close_reading(now=work.now) == 1
    assert close_reading(now=work.now) == 0
    seen = look_at_complaint(mine, now=work.now)
    assert (seen.next.what, seen.appealable) == ("appeal", None)
    assert seen.timeline[-1].what == "read_later.nothing"
    letter = next(one for one in mailroom.of_complaint(mine) if one.template == "read_later")
    assert WHY in mailroom.body(letter).body
    assert "申诉" in mailroom.body(letter).body
    assert work.case(case).status == "closed"
    assert verify(now=work.now).faults == []


def test_what_is_an_appeal_is_one_in_their_own_words_even_if_it_is_read_after_the_last_day(work, ended):
    mine, case = ended
    told = next(one for one in mailroom.of_complaint(mine) if one.appeal_until)
    work.now = told.appeal_until - timedelta(hours=1)
    send(work, mine, "我不同意，请别人再看一遍。")
    work.later(hours=2)
    Certificate.objects.update(until=work.now + timedelta(days=1))
    no = taken(work, case)
    says(work, case, no, "appeal")
    [begun] = work.case(case).appeals
    assert (begun.complaint, begun.look, begun.letter) == (mine, None, told.id)
    assert not begun.is_ours, "it is one of their appeals"
    assert "appeal_receipt" in letters_to(mine)
    assert close_reading(now=work.now) == 1
    assert read_complaint(mine).readings[-1].leads == "appeal"
    work.later(days=1)
    assert verify(now=work.now).faults == []


def test_what_came_too_late_is_no_appeal(work, ended):
    mine, case = ended
    told = next(one for one in mailroom.of_complaint(mine) if one.appeal_until)
    work.now = told.appeal_until + timedelta(hours=1)
    Certificate.objects.update(until=work.now + timedelta(days=1))
    send(work, mine)
    no = taken(work, case)
    seen = work.act(look_at_case, case, by=JUN).to_read
    assert Reading.APPEAL not in seen.leads
    said = Seen(text=WHY, leads="appeal", upto=seen.seen)
    assert work.refused(answer_look, case, no=no, seen=said, by=JUN) is No.OUTCOME_NOT_ALLOWED
    says(work, case, no, "nothing")
    letter = next(one for one in mailroom.of_complaint(mine) if one.template == "read_later")
    assert "申诉" not in mailroom.body(letter).body


def test_new_evidence_opens_the_case_again_and_costs_no_appeal(work, ended):
    mine, case = ended
    send_file(work, mine)
    no = taken(work, case)
    says(work, case, no, "evidence", text="新的截图里看得清楚，重新决定。")
    assert (work.case(case).on_appeal, work.case(case).levels) == (True, 1)
    assert "reopened" in letters_to(mine)
    assert close_reading(now=work.now) == 1
    assert verify(now=work.now).faults == []


def test_another_matter_is_a_complaint_of_its_own_with_words_and_files(work, ended):
    mine, case = ended
    send(work, mine, "另外，我昨天买的东西一直没有发货。")
    send_file(work, mine)
    no = taken(work, case)
    says(work, case, no, "matter", text="这是另一件事。")
    assert close_reading(now=work.now) == 0, "first it is filed"
    assert "matter_later" not in letters_to(mine), "nobody reads that it was filed before it was"
    assert file_apart(work.now, here.mint) == 1
    assert file_apart(work.now, here.mint) == 0
    [read] = read_complaint(mine).readings
    filed = read_complaint(read.complaint)
    first = next(one for one in read_lines(filed.id) if isinstance(one.fact, facts.Received))
    assert first.fact.subject is None
    assert len(filed.evidence) == 1
    assert b"".join(evidence.content(evidence.of(filed.id)[0])) == PAPER
    assert [one.what for one in look_at_complaint(mine, now=work.now).timeline][-2:] == [
        "continued",
        "read_later.matter",
    ]
    assert "matter_later" in letters_to(mine)
    work.house.drain(now=work.now)
    assert read_complaint(filed.id).parts
    assert verify(now=work.now).faults == []


def test_files_that_were_carried_before_a_crash_are_not_carried_again(work, ended):
    mine, case = ended
    send_file(work, mine)
    send_file(work, mine)
    [other] = work.house.file("另一件事", key="other")
    send_file(work, other)
    names = tuple(one.evidence for one in read_complaint(mine).evidence)
    assert carry_files(mine, names=names, to=other, mint=here.mint, now=work.now) == 2
    assert carry_files(mine, names=names, to=other, mint=here.mint, now=work.now) == 0
    assert carry_words(other, rest=("一", "二"), mint=here.mint, now=work.now) == 2
    assert carry_words(other, rest=("一", "二"), mint=here.mint, now=work.now) == 0
    del case


def test_nobody_answers_over_what_they_have_not_read_and_what_comes_meanwhile_is_read_next(work, ended):
    mine, case = ended
    send(work, mine)
    no = taken(work, case)
    upto = work.act(look_at_case, case, by=JUN).to_read.seen
    send(work, mine, "等一下，还有。")
    said = Seen(text=WHY, leads="nothing", upto=upto)
    assert work.refused(answer_look, case, no=no, seen=said, by=JUN) is No.MOVED_ON
    ahead = Seen(text=WHY, leads="nothing", upto=999_999_999)
    assert work.refused(answer_look, case, no=no, seen=ahead, by=JUN) is No.BAD_INPUT
    says(work, case, no, "nothing")
    send(work, mine, "还有最后一句。")
    work.later(minutes=1)
    assert close_reading(now=work.now) == 1
    assert read_complaint(mine).later is not None
    assert give_to_read(now=work.now) == 1
    assert [one.drawn.kind for one in work.case(case).lessons.looks].count("later") == 2
    assert work.act(take_look, by=JUN)[0] == case
    shown = work.act(look_at_case, case, by=JUN).to_read
    assert [text for _, text in shown.words] == ["还有最后一句。"]


def texts_of(complaint) -> list[str]:
    return [text for _, text in caseviews.voice(complaint, words=True).words]


def test_another_matter_takes_along_all_that_was_read_and_nothing_that_came_since(work, ended):
    mine, case = ended
    long = [f"{no}" + "长" * 15_000 + f"完{no}" for no in range(3)]
    for text in long:
        send(work, mine, text)
    send_file(work, mine)
    no = taken(work, case)
    says(work, case, no, "matter", text="这是另一件事。")
    send(work, mine, "对原来的决定我不同意，要申诉。")
    send_file(work, mine)
    assert file_apart(work.now, here.mint) == 1
    [read] = read_complaint(mine).readings
    went = texts_of(read.complaint)
    whole = "".join(went)
    assert max(map(len, went)) <= 20_000
    assert [whole.count(f"完{no}") for no in range(3)] == [1, 1, 1]
    assert whole.count("长") == 45_000
    assert "申诉" not in whole
    assert len(read_complaint(read.complaint).evidence) == 1
    left = read_complaint(mine)
    assert left.later is not None, "what came since is read by a day"
    assert give_to_read(now=work.now) == 1
    assert work.act(take_look, by=JUN)[0] == case
    shown = work.act(look_at_case, case, by=JUN).to_read
    assert [text for _, text in shown.words] == ["对原来的决定我不同意，要申诉。"]
    assert len(shown.files) == 1


def test_a_long_appeal_is_kept_whole(work, ended):
    mine, case = ended
    for no in range(3):
        send(work, mine, f"{no}" + "长" * 15_000 + f"完{no}")
    no = taken(work, case)
    says(work, case, no, "appeal")
    [begun] = work.case(case).appeals
    assert [f"完{no}" in texts.read(case, begun.words.id) for no in range(3)] == [True, True, True]


def test_one_that_cannot_be_filed_keeps_no_other_from_it(work, ended, monkeypatch):
    mine, case = ended
    other = over(work, grave=False, about="v-2", key="second")
    theirs = work.complaint(other)
    for one, at in ((mine, case), (theirs, other)):
        work.later(minutes=1)
        send(work, one, "另外，我昨天买的东西一直没有发货。")
        no = taken(work, at)
        says(work, at, no, "matter", text="这是另一件事。")

    def stumbles(first, **said):
        if first == mine:
            raise OSError
        return carry_files(first, **said)

    with monkeypatch.context() as until:
        until.setattr("ombud.interfaces.worker.upkeep.carry_files", stumbles)
        assert file_apart(work.now, here.mint) == 1
    assert "matter_later" not in letters_to(mine)
    assert read_complaint(theirs).later is None
    assert "matter_later" in letters_to(theirs)
    assert file_apart(work.now, here.mint) == 1
    assert "matter_later" in letters_to(mine)


def test_another_matter_of_each_case_is_one_of_its_own(work, ended, monkeypatch):
    """Looks are numbered in each case: the first look at one is not the first at another."""
    mine, case = ended
    keys = []
    for at in (case, over(work, grave=False, about="v-2", key="second")):
        monkeypatch.setattr("ombud.store.later.case_of", lambda _it, at=at: at)
        work.later(minutes=1)
        send(work, mine, "另外，我昨天买的东西一直没有发货。")
        no = taken(work, at)
        says(work, at, no, "matter", text="这是另一件事。")
        keys.append((no, draft_from_later()[0].filing.key))
        assert file_apart(work.now, here.mint) == 1
    assert keys[0][0] == keys[1][0]
    assert keys[0][1] != keys[1][1]
    assert len({one.complaint for one in read_complaint(mine).readings}) == 2


def test_whoever_is_kept_out_reads_nothing_and_a_lead_hears_what_nobody_read_in_time(work, ended):
    mine, case = ended
    send(work, mine)
    assert give_to_read(now=work.now) == 1
    work.act(keep_out, case, agent=JUN, reason="熟人", by=ZHOU)
    assert work.refused(take_look, by=JUN) is No.NOTHING_WAITING
    before = Alarm.objects.count()
    work.now = read_complaint(mine).later.read_by + timedelta(hours=1)
    assert remind_lessons(now=work.now) >= 1
    assert Alarm.objects.count() > before
    assert [one.code for one in verify(now=work.now).faults] == ["later_unread"]


def test_where_the_case_is_judged_anew_it_is_read_there(work, ended):
    mine, case = ended
    letter = Letter.objects.get(case_id=case, decision=1, complaint=mine)
    send(work, mine)
    work.act(appeal, letter.id, text="请再看")
    assert give_to_read(now=work.now) == 1
    assert [one.leads for one in read_complaint(mine).readings] == ["anew"]
    assert all(one.drawn.kind != "later" for one in work.case(case).lessons.looks)
    send(work, mine, "再补一句。")
    assert read_complaint(mine).later is None, "somebody is about to read it"


def test_an_appeal_that_comes_before_anybody_read_it_overtakes_it(work, ended):
    mine, case = ended
    letter = Letter.objects.get(case_id=case, decision=1, complaint=mine)
    send(work, mine)
    taken(work, case)
    work.act(appeal, letter.id, text="请再看")
    assert close_reading(now=work.now) == 1
    assert [one.leads for one in read_complaint(mine).readings] == ["anew"]
    assert verify(now=work.now).faults == []


def test_a_mandate_ends_after_the_end_too_by_whoever_reads_what_came_then(work):
    case = over(work, grave=False, relation=Relation.REPRESENTATIVE)
    work.later(minutes=1)
    theirs = work.complaint(case)
    said = {"complaint": theirs, "why": "forged", "word": None, "text": "律所说没有出具过。"}
    assert work.refused(end_mandate, case, **said, by=JUN) is No.NOT_ALLOWED
    send(work, theirs)
    no = taken(work, case)
    assert work.refused(end_mandate, case, **said, by=JUN) is No.NOT_ALLOWED
    work.act(end_mandate, case, **said, by=ZHOU)
    says(work, case, no, "nothing")
    assert theirs in work.case(case).unmandated
    assert letters_to(theirs).count("mandate_ended") == 1
    assert close_reading(now=work.now) == 1
    assert verify(now=work.now).is_clean


def test_whoever_writes_often_with_nothing_new_is_read_later_and_once_for_all(work, ended):
    mine, case = ended
    spans = []
    for _ in range(4):
        work.later(minutes=1)
        send(work, mine)
        spans.append(read_complaint(mine).later.read_by - work.now)
        no = taken(work, case)
        says(work, case, no, "nothing")
        assert close_reading(now=work.now) == 1
    assert max(spans[:3]) < timedelta(days=9) < spans[3]


def test_a_look_that_was_drawn_before_a_crash_is_not_drawn_again(work, ended):
    from ombud.usecases import give_to_read as chore

    mine, case = ended
    send(work, mine)
    first = chore._draw(case, mine, now=work.now)
    assert give_to_read(now=work.now) == 1
    assert read_complaint(mine).later.look == first
    assert chore._say(mine, case=case, look=first, now=work.now) is False


def test_one_that_cannot_be_done_is_named_and_keeps_no_other_from_it(work, ended, monkeypatch, caplog):
    mine, _ = ended
    other = over(work, grave=False, about="v-2", key="second")
    theirs = work.complaint(other)
    for one in (mine, theirs):
        send(work, one)
        work.later(minutes=1)
    true_case = later.case_of
    with monkeypatch.context() as patched:

        def unreadable(it):
            if it.id == mine:
                raise ValueError
            return true_case(it)

        patched.setattr(later, "case_of", unreadable)
        assert give_to_read(now=work.now, limit=1) == 1
    assert str(mine) in caplog.text
    assert str(theirs) not in caplog.text
    assert read_complaint(mine).later.case is None, "it is still due"
    assert read_complaint(theirs).later.case == other
    assert give_to_read(now=work.now) == 1
    for _ in range(2):
        ours, _no = work.act(take_look, by=JUN)
        says(work, ours, work.case(ours).lessons.looks[-1].drawn.no, "nothing")
    caplog.clear()
    true_close = later.close
    with monkeypatch.context() as patched:

        def stumbles(book, *, now):
            if book.id == mine:
                raise ValueError
            return true_close(book, now=now)

        patched.setattr(later, "close", stumbles)
        assert close_reading(now=work.now, limit=1) == 1
    assert str(mine) in caplog.text
    assert str(theirs) not in caplog.text
    assert [len(read_complaint(one).readings) for one in (mine, theirs)] == [0, 1]
    assert close_reading(now=work.now) == 1
    assert verify(now=work.now).faults == []


def test_where_no_case_can_be_read_any_more_nobody_is_promised_anything(work, ended, monkeypatch):
    mine, _ = ended
    send(work, mine)
    monkeypatch.setattr("ombud.store.later.case_of", lambda _it: None)
    assert give_to_read(now=work.now) == 0
    assert read_complaint(mine).later.case is None


def named(work) -> list[str]:
    work.later(hours=1)
    return [one.code for one in verify(now=work.now).faults]


@one_transaction
def write(mine, *several) -> None:
    with open_complaint(mine) as book:
        for fact in several:
            book.write(fact, by="chore:x", now=book.state.later.at if book.state.later else LATE)


def test_what_nobody_was_given_to_read_and_a_reading_that_never_was_are_named(work, ended):
    mine, case = ended
    send(work, mine)
    assert named(work) == ["later_lost"]
    write(mine, facts.GivenToRead(case=case, look=7))
    assert named(work) == ["later_differs", "later_lost"]
    write(mine, facts.ReadLater(case=case, look=7, leads="nothing"))
    assert named(work) == ["later_differs"]


def test_a_reading_that_says_what_its_reader_did_not_is_named(work, ended):
    mine, case = ended
    send(work, mine)
    no = taken(work, case)
    write(mine, facts.ReadLater(case=case, look=no, leads="nothing"))
    assert named(work) == ["later_differs"]


@pytest.mark.parametrize("leads", ["nothing", "appeal", "evidence", "matter"])
def test_a_reading_of_which_nothing_came_is_named(work, ended, leads):
    mine, case = ended
    send(work, mine)
    no = taken(work, case)
    answers(work, case, no, leads, seen=read_complaint(mine).seq)
    write(mine, facts.ReadLater(case=case, look=no, leads=leads))
    assert named(work) == ["later_nothing"]


def answers(work, case, no, leads, *, seen) -> None:
    words = one_transaction(texts.keep_for)(case, WHY, mint=work.mint)
    fact = facts.LookAnswered(no=no, agent=JUN, words=words, leads=leads, seen=seen)
    work.write(case, fact, by=f"agent:{JUN}")


def test_a_reader_who_had_seen_what_was_not_there_is_named(work, ended):
    mine, case = ended
    send(work, mine)
    no = taken(work, case)
    answers(work, case, no, "nothing", seen=99)
    assert close_reading(now=work.now) == 1
    assert named(work) == ["later_differs"]


def test_another_matter_that_is_nowhere_or_was_there_before_or_lacks_its_files_is_named(work, ended):
    mine, case = ended
    [before] = work.house.file("早就有的另一件事", key="before")
    work.later(minutes=1)
    send(work, mine)
    send_file(work, mine)
    no = taken(work, case)
    says(work, case, no, "matter", text="这是另一件事。")
    look = work.case(case).lessons.looks[-1]
    work.later(minutes=1)
    [since] = work.house.file("后来才有的另一件事", key="since")
    one = Examined(state=read_complaint(mine), lines=read_lines(mine), row={})
    for other in (cast._person(777), before, since):
        fact = facts.ReadLater(case=case, look=no, leads="matter", complaint=other)
        assert not checking_later._went(one, look, fact, lines=one.lines), other
    assert file_apart(work.now, here.mint) == 1
    work.house.drain(now=work.now)
    assert named(work) == []


def test_an_answer_of_which_nothing_comes_is_named(work, ended):
    mine, case = ended
    send(work, mine)
    no = taken(work, case)
    says(work, case, no, "matter", text="这是另一件事。")
    assert named(work) == ["later_lost"]


def test_words_after_the_end_without_a_day_are_named_but_not_those_from_before_there_was_one(
    work, ended, monkeypatch
):
    mine, _ = ended
    keep = one_transaction(texts.keep_theirs)
    words = keep(mine, "新的证据", person=read_complaint(mine).received.person, mint=work.mint)
    work.later(days=1)
    rule = work.now
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: rule)

    @one_transaction
    def writes() -> None:
        with open_complaint(mine) as book:
            book.write(facts.Wrote(words=words), by="complainant", now=work.now)

    writes()
    assert named(work) == ["later_lost"]
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: rule + timedelta(minutes=1))
    assert named(work) == []


def test_what_came_while_somebody_read_and_was_given_no_day_is_named(work, ended, monkeypatch):
    mine, case = ended
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: START)
    send(work, mine)
    no = taken(work, case)
    says(work, case, no, "nothing")
    work.later(minutes=1)
    send(work, mine, "还有最后一句。")
    with monkeypatch.context() as until:
        until.setattr("ombud.store.later.note", lambda *_, **_said: None)
        assert close_reading(now=work.now) == 1
    assert named(work) == ["later_lost"]


def test_an_open_case_hears_at_once_and_a_danger_begins_anew(work, ended):
    mine, _ = ended
    work.act(answer, mine, text="我现在就要跳楼自杀。")
    assert read_complaint(mine).later is None
    other = work.filed(about="v-2", key="second")
    theirs = work.complaint(other)
    send(work, theirs)
    assert read_complaint(theirs).later is None
    [fresh] = work.house.file("没人分过类", key="third")
    send(work, fresh)
    assert read_complaint(fresh).later is None
