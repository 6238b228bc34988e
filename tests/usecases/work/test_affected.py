"""Whom a leak touched: named in lists, told once each, warned in public where no letter comes through, and who complains then."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ombud.adapters.platform.contract import Account, HostSubject, Unreachable, Why
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.notices import BREACH
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.store import affected, members, rows, subjects, texts
from ombud.store.ledger import open_case, read_complaint, read_lines
from ombud.store.models import AffectedRow, Alarm, Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.answer_breach import answer_breach
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.do_step import do_step
from ombud.usecases.draft_from_letter import ABOUT, draft_from_letter
from ombud.usecases.finish_telling import finish_telling
from ombud.usecases.hear_of_affected import hear_of_affected
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.name_affected import name_affected
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.read_letter import read_letter
from ombud.usecases.set_beside import set_beside
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from ombud.usecases.tell_affected import tell_affected
from ombud.usecases.verify import verify
from ombud.usecases.warn_publicly import warn_publicly
from tests import cast
from tests.cast import JUN, MEI, ZHOU
from tests.usecases.orders.scene import Post
from tests.usecases.work.test_incidents import LEAKED, SAID, WHY

PAGE = "https://clips.example/notice"


@pytest.fixture
def leak(work):
    """兰 Lan complained of a leak, and 梅 Mei holds the case."""
    first = work.file(LEAKED, kind="PR.PLATFORM", contact={"email": "lan@example.org"})
    assert take(by=MEI, now=work.now) == first
    return first


@pytest.fixture
def host():
    """A host on which everybody but u-gone has an account."""
    made = MemoryPlatform()
    for n in range(300):
        made.know(HostSubject("clips", "account", f"u-{n}"), account=Account(f"u-{n}"))
    return made


def deliver_all(work, host):
    doors = Doors(platform=host, mail=Post(), sms=Post(), url="https://ombud.example")
    while deliver(doors=doors, now=work.now):
        pass


def tell_all(work):
    turns = 0
    while tell_affected(now=work.now):
        turns += 1
    return turns


def told(work, first):
    work.act(do_step, first, step="tell_person", said=SAID)


def far(work, first):
    return affected.reached(work.case(first))


def letters():
    return Letter.objects.filter(template=BREACH, side="affected")


def test_whoever_never_complained_is_told_once_however_often_they_are_named(work, leak, host):
    named = work.act(name_affected, leak, ["u-1", "u-2", "u-2", "name,13800138000", "u-3"])
    assert (named.new, named.known, [one.line for one in named.bad]) == (3, 0, [4])
    assert tell_all(work) == 0, "nobody is told before it is known what"
    told(work, leak)
    again = work.act(name_affected, leak, ["u-3", "u-1", "u-4"])
    assert (again.new, again.known) == (1, 2)
    assert tell_all(work) == 1
    assert tell_all(work) == 0
    deliver_all(work, host)
    assert sorted(one.account for one in host.tells) == ["u-1", "u-2", "u-3", "u-4"]
    lines = len(read_lines(leak))
    nothing = work.act(name_affected, leak, ["u-1", "u-2"])
    assert (nothing.new, nothing.known) == (0, 2)
    assert len(read_lines(leak)) == lines, "a list that says nothing new writes nothing"
    tell_all(work)
    deliver_all(work, host)
    assert len(host.tells) == 4
    body = read_letter(letter=letters().first().id, now=work.now).body
    assert all(said in body for said in SAID.values())
    assert "/file/?about=privacy" in body
    assert far(work, leak).named == far(work, leak).reached == 4
    assert verify(now=work.now).is_clean


ABROAD = {
    "kinds_other": "Phone number and address",
    "cause_other": "An export was left open",
    "harm_other": "You may get nuisance calls",
    "remedies_other": "It is shut, and the keys are changed",
    "self_help_other": "Give no code to whoever calls",
}


def test_each_is_told_in_their_own_language_and_a_child_in_a_childs_words(work, leak, host):
    work.act(name_affected, leak, ["u-1", "u-2,en", "u-3,en,child", "u-4,,child"])
    for said in (SAID, {**SAID, **ABROAD, "harm_other": ""}):
        with pytest.raises(Refused) as refused:
            told_so(work, leak, said)
        assert refused.value.code is No.LETTER_FIELD_EMPTY
        assert refused.value.facts["field"].endswith("_other")
    told_so(work, leak, {**SAID, **ABROAD})
    tell_all(work)
    deliver_all(work, host)
    read = {row.account: read_letter(letter=row.letter, now=work.now) for row in AffectedRow.objects.all()}
    one, two, three, four = (read[account_of(f"u-{n}")] for n in range(1, 5))
    assert [it.lang for it in (one, two, three, four)] == ["zh", "en", "en", "zh"]
    assert [it.child for it in (one, two, three, four)] == [False, False, True, True]
    for it in (one, four):
        assert all(text in it.body for text in SAID.values())
    for it in (two, three):
        assert all(text in it.body for text in ABROAD.values())
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in it.body), (
            "nobody gets a letter they cannot read"
        )
    assert "It is not your fault" in three.body
    assert "这不是你的错" in four.body
    assert "您" not in four.body + four.title
    assert (far(work, leak).named, far(work, leak).children) == (4, 2)
    work.act(name_affected, leak, ["u-5,,child"])
    called = Alarm.objects.filter(kind="guardians_untold").values_list("to_role", "about")
    assert list(called) == [("lead", number_of(leak, "K"))], "once, and nobody when no child is touched"
    tell_all(work)
    assert verify(now=work.now).is_clean


def test_whoever_is_named_later_reads_what_was_written_in_their_language_or_at_all(work, leak, host):
    told(work, leak)
    work.act(name_affected, leak, ["u-1,en"])
    tell_all(work)
    deliver_all(work, host)
    assert letters().get().lang == "en"
    assert SAID["kinds"] in read_letter(letter=letters().get().id, now=work.now).body
    told_so(work, leak, {**SAID, **ABROAD})
    work.act(name_affected, leak, ["u-2,en"])
    tell_all(work)
    later = AffectedRow.objects.get(account=account_of("u-2")).letter
    assert ABROAD["kinds_other"] in read_letter(letter=later, now=work.now).body
    assert verify(now=work.now).is_clean


def told_so(work, first, said):
    work.act(do_step, first, step="tell_person", said=said)


def account_of(name):
    return subjects.keep(affected.HOST, "account", name)


def test_thousands_are_told_in_pages_that_a_dead_process_takes_up_again(work, leak, host, monkeypatch):
    work.act(name_affected, leak, [f"u-{n}" for n in range(250)])
    told(work, leak)
    assert tell_affected(now=work.now) == affected.PAGE
    assert tell_affected(now=work.now) == 0, (
        "no more while those are on their way: other letters wait behind them"
    )
    deliver_all(work, host)
    with monkeypatch.context() as patch:
        patch.setattr(affected.bulk, "update", _falls)
        assert tell_affected(now=work.now) == 0
    assert letters().count() == affected.PAGE, "the page that died left nothing behind"
    assert (far(work, leak).waiting, far(work, leak).reached) == (150, 100)
    for written in (200, 250):
        deliver_all(work, host)
        assert tell_all(work) == 1
        assert (letters().count(), far(work, leak).written) == (written, written)
    deliver_all(work, host)
    assert far(work, leak).reached == 250
    assert far(work, leak).waiting == 0
    assert verify(now=work.now).is_clean


def _falls(*_, **__):
    raise RuntimeError("the power is gone")


def test_the_host_answers_by_the_number_of_the_incident_and_nobody_else_is_taken_for_it(work, leak):
    named = hear_of_affected(number_of(leak, "K"), ["u-1", "u-2"], now=work.now)
    assert (named.new, named.known) == (2, 0)
    assert read_lines(leak)[-1].by == "host"
    assert work.act(name_affected, leak, ["u-2", "u-3"]).known == 1
    for number, no in (
        (number_of(work.mint(3), "K"), No.NOT_FOUND),
        (number_of(work.filed(), "K"), No.NOT_THE_INCIDENT),
    ):
        with pytest.raises(Refused) as refused:
            hear_of_affected(number, ["u-9"], now=work.now)
        assert refused.value.code is no


def test_only_whoever_holds_the_incident_or_a_lead_names_them_and_only_there(work, leak):
    assert work.refused(name_affected, leak, ["u-1"], by=JUN) is No.NOT_YOURS
    other = work.file(LEAKED, kind="PR.PLATFORM", contact={"email": "tao@example.org"})
    work.act(open_beside, leak, beside=Beside(named=[number_of(other, "K")], kinship="incident", reason=WHY))
    assert take(by=JUN, now=work.now) == other
    assert work.refused(name_affected, other, ["u-1"], by=JUN) is No.NOT_THE_INCIDENT
    assert work.refused(warn_publicly, other, address=PAGE, by=JUN) is No.NOT_THE_INCIDENT
    assert work.act(name_affected, leak, ["u-1"], by=ZHOU).new == 1


def test_whoever_cannot_be_reached_keeps_the_incident_open_until_a_public_warning_says_where(
    work, leak, host
):
    work.act(name_affected, leak, ["u-1", "u-gone", "u-gone-too"])
    told(work, leak)
    tell_all(work)
    assert affected.owed(work.case(leak)) == ("waiting",)
    deliver_all(work, host)
    assert (far(work, leak).reached, far(work, leak).lost) == (1, 2)
    assert affected.owed(work.case(leak)) == ("lost",)
    assert Alarm.objects.filter(kind="letter_dead").count() == 1, (
        "one alarm for the incident, not one for each"
    )
    assert work.refused(warn_publicly, leak, address="on our page") is No.BAD_INPUT
    work.act(warn_publicly, leak, address=PAGE)
    assert affected.owed(work.case(leak)) == ()
    (kept,) = work.case(leak).warnings
    assert texts.read(leak, kept.id) == PAGE
    work.act(name_affected, leak, ["u-gone-as-well"])
    tell_all(work)
    deliver_all(work, host)
    assert affected.owed(work.case(leak)) == ()
    assert Alarm.objects.filter(kind="letter_dead").count() == 1
    assert verify(now=work.now).is_clean


def test_a_host_that_is_down_is_asked_again(work, leak, host):
    work.act(name_affected, leak, ["u-1"])
    told(work, leak)
    tell_all(work)
    host.outages.append(Unreachable(Why.TIMED_OUT))
    deliver_all(work, host)
    assert (host.tells, far(work, leak).waiting) == ([], 1)
    work.later(minutes=1)
    deliver_all(work, host)
    assert [one.account for one in host.tells] == ["u-1"]


def test_what_reached_nobody_in_days_is_lost_and_may_still_be_read(work, leak, host, monkeypatch):
    monkeypatch.setattr("ombud.store.mailroom.PAUSES", ())
    work.act(name_affected, leak, ["u-1"])
    told(work, leak)
    tell_all(work)
    host.outages.append(Unreachable(Why.TIMED_OUT))
    deliver_all(work, host)
    assert far(work, leak).lost == 1
    read_letter(letter=letters().get().id, now=work.now)
    assert (far(work, leak).lost, far(work, leak).reached) == (0, 1)


def test_one_click_files_a_complaint_whose_case_stands_beside_the_incident_and_is_not_told_twice(
    work, leak, host
):
    work.act(name_affected, leak, ["u-1", "u-2"])
    told(work, leak)
    tell_all(work)
    deliver_all(work, host)
    letter = letters().get(account=affected.vault().subject_id("host", "account", "u-1"))
    assert read_letter(letter=letter.id, now=work.now).leak == "open"
    filing = draft_from_letter(letter.id, text=" ")
    assert filing.text == ABOUT.zh
    [receipt] = work.house.receive([filing])
    answer_breach(letter.id, complaint=receipt.id, now=work.now)
    tell_all(work)
    row = AffectedRow.objects.get(letter=letter.id)
    assert row.due_at == work.now + affected.LATER, "it has no case yet"
    work.house.drain()
    work.later(seconds=5)
    assert tell_all(work) == 1
    [part] = read_complaint(receipt.id).parts
    assert part.case in {one.case for one in work.case(leak).kin}
    while set_beside(now=work.now):
        pass
    other = work.case(part.case)
    assert [(one.case, one.kinship) for one in other.kin] == [(leak, "incident")]
    assert "tell_person" in other.steps_done
    assert Letter.objects.filter(template=BREACH, complaint=receipt.id).count() == 0, "they were told already"
    assert read_letter(letter=letter.id, now=work.now).leak == "complained"
    [again] = work.house.receive([draft_from_letter(letter.id, text="")])
    assert (again.id, again.again) == (receipt.id, True)
    answer_breach(letter.id, complaint=again.id, now=work.now)
    assert tell_all(work) == 0
    assert far(work, leak).complained == 1
    assert verify(now=work.now).is_clean


def of_complaints():
    return Letter.objects.filter(template=BREACH, side="complainant")


def settled(work, first, host):
    while set_beside(now=work.now):
        pass
    tell_all(work)
    deliver_all(work, host)
    assert verify(now=work.now).is_clean


def complains(work, first, **contact):
    """Somebody complains of the same leak, and their case comes to stand beside the incident."""
    mine = work.file(LEAKED, kind="PR.PLATFORM", contact=contact)
    named = Beside(named=[number_of(mine, "K")], kinship="incident", reason=WHY)
    work.act(open_beside, first, beside=named)
    [joined] = members.first(mine, limit=2)
    return mine, joined.complaint


def test_whoever_complained_over_an_account_that_is_listed_is_told_once_and_all_that_the_law_asks_for(
    work, leak, host
):
    mine, whose = complains(work, leak, account="u-1")
    told(work, leak)
    settled(work, leak, host)
    work.act(name_affected, leak, ["u-1", "u-2"])
    settled(work, leak, host)
    row = AffectedRow.objects.get(account=account_of("u-1"))
    assert (row.letter, row.complaint, row.due_at) == (None, whose, None)
    assert [one.account for one in letters()] == [account_of("u-2")]
    assert of_complaints().filter(complaint=whose).count() == 1
    body = read_letter(letter=affected.letter_of(mine, whose), now=work.now).body
    assert all(text in body for text in SAID.values())
    assert (far(work, leak).named, far(work, leak).reached, far(work, leak).waiting) == (2, 2, 0)
    assert far(work, leak).complained == 0, "not because of a letter"
    told(work, leak)
    settled(work, leak, host)
    assert letters().count() == 1, "nor when it is said again"


def test_whoever_was_told_as_one_whom_it_touched_and_complains_later_is_told_no_second_time(work, leak, host):
    work.act(name_affected, leak, ["u-1"])
    told(work, leak)
    settled(work, leak, host)
    _, whose = complains(work, leak, account="u-1")
    settled(work, leak, host)
    assert letters().count() == 1
    assert not of_complaints().filter(complaint=whose).exists()
    _, other = complains(work, leak, account="u-2")
    settled(work, leak, host)
    assert of_complaints().filter(complaint=other).exists()


def test_of_two_commits_that_tell_one_person_at_the_same_moment_the_second_sees_the_first(
    work, leak, host, monkeypatch
):
    told(work, leak)
    work.act(name_affected, leak, ["u-1"])
    asked, others = affected.was_written, []

    def tells():
        try:
            return tell_affected(now=work.now)
        finally:
            connection.close()

    def meanwhile(case, complaint):
        written = asked(case, complaint)
        others.append(pool.submit(tells))
        while not (others[0].done() or waits_for_a_lock()):
            wait(others, timeout=0.02)
        return written

    monkeypatch.setattr(affected, "was_written", meanwhile)
    with ThreadPoolExecutor(1) as pool:
        mine, whose = complains(work, leak, account="u-1")
    assert [one.result() for one in others] == [1]
    assert (letters().count(), of_complaints().filter(complaint=whose, case_id=mine).count()) == (0, 1)
    assert verify(now=work.now).is_clean


def waits_for_a_lock():
    """Whether a connection waits for what another holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        [(waiting,)] = cursor.fetchall()
    return waiting > 0


def test_who_gives_anothers_account_beside_their_own_address_keeps_nobody_from_being_told(work, leak, host):
    complains(work, leak, email="wang@example.org", account="u-1")
    told(work, leak)
    settled(work, leak, host)
    work.act(name_affected, leak, ["u-1"])
    settled(work, leak, host)
    assert [one.account for one in letters()] == [account_of("u-1")]
    AffectedRow.objects.update(letter=None)
    assert any(one.code == "affected_differs" for one in verify(now=work.now).faults)


def test_a_row_that_says_a_complaint_told_it_when_no_letter_did_is_named(work, leak):
    work.act(name_affected, leak, ["u-1"])
    told(work, leak)
    AffectedRow.objects.update(complaint=work.mint(5), due_at=None)
    assert {one.code for one in verify(now=work.now).faults} >= {"affected_differs"}


def test_a_letter_of_another_kind_is_no_way_to_complain_of_a_leak(work, leak):
    receipt = Letter.objects.filter(template="receipt").first()
    with pytest.raises(Refused) as refused:
        draft_from_letter(receipt.id, text="")
    assert refused.value.code is No.ANSWER_CLOSED
    answer_breach(receipt.id, complaint=receipt.complaint, now=work.now)
    assert not AffectedRow.objects.exists()
    assert read_letter(letter=receipt.id, now=work.now).leak == ""


def test_of_an_erased_incident_nobody_is_told(work, leak):
    work.act(name_affected, leak, ["u-1"])
    told(work, leak)
    work.write(leak, facts.Erased(person=leak, why="time"), by="chore:retain")
    assert tell_affected(now=work.now) == 0
    assert affected.due(now=work.now) == ()
    assert not letters().exists()


def test_the_page_of_a_decided_leak_counts_them_once(work, leak):
    work.act(name_affected, leak, ["u-1"])
    told(work, leak)
    decide(leak, now=work.now)
    with CaptureQueriesContext(connection) as asked:
        seen = look_at_case(leak, by=MEI, mint=work.mint, now=work.now)
    assert (seen.reached.named, "affected" in {one.reason for one in seen.keeps}) == (1, True)
    assert sum("FROM affected a LEFT JOIN letter" in one["sql"] for one in asked) == 1


@one_transaction
def decide(case, *, now):
    with open_case(case) as book:
        for fact in (
            cast.proposed(findings=(), measures=()),
            facts.Decided(no=1, outcome="violation", orders=()),
        ):
            book.write(fact, by=f"agent:{MEI}", now=now)


def time_to_tell(work, case):
    """Where the law's times to tell each person stand, one after the other."""
    clocks = rows.case_clocks(work.case(case), now=work.now)
    return [one.state.value for one in clocks if one.rule_id == "cn_leak_told"]


def test_the_laws_time_to_tell_each_person_ends_when_the_last_letter_arrived_and_not_when_it_was_written(
    work, leak, host
):
    other, _ = complains(work, leak, email="tao@example.org")
    while set_beside(now=work.now):
        pass
    work.act(do_step, leak, step="aware_at", said={"note": "收到投诉即知悉"})
    work.act(name_affected, leak, ["u-1", "u-gone"])
    told(work, leak)
    while set_beside(now=work.now):
        pass
    assert (finish_telling(now=work.now), time_to_tell(work, leak)) == (0, ["running"])
    tell_all(work)
    assert finish_telling(now=work.now) == 0, "written is not arrived"
    seen = look_at_case(leak, by=MEI, mint=work.mint, now=work.now)
    assert seen.told_of_leak == (0, 2)
    deliver_all(work, host)
    assert look_at_case(leak, by=MEI, mint=work.mint, now=work.now).told_of_leak == (2, 2)
    assert finish_telling(now=work.now) == 1, "each case has its own: beside the incident nobody is left"
    assert (time_to_tell(work, leak), time_to_tell(work, other)) == (["running"], ["met"])
    work.act(warn_publicly, leak, address=PAGE)
    assert (finish_telling(now=work.now), finish_telling(now=work.now)) == (1, 0)
    said = read_lines(leak)[-1].fact
    assert (said.count, said.warned) == (2, 1)
    assert time_to_tell(work, leak) == ["met"]
    work.act(name_affected, leak, ["u-2"])
    assert time_to_tell(work, leak) == ["met", "running"], "of whoever is named now a time of their own"
    tell_all(work)
    deliver_all(work, host)
    assert finish_telling(now=work.now) == 1
    assert time_to_tell(work, leak) == ["met", "met"]
    assert verify(now=work.now).is_clean


def test_a_letter_that_was_given_up_tells_nobody_and_one_that_was_told_too_early_is_named(work, leak, host):
    told(work, leak)
    of_complaints().update(state="overridden", detail="overridden")
    assert finish_telling(now=work.now) == 0, "nobody warned in public"
    of_complaints().update(state="due", detail="")
    assert affected.finish(leak, now=work.now) == 0
    work.write(leak, facts.LeakTold(count=1), by="chore:affected")
    named = [one for one in verify(now=work.now).faults if one.code == "told_too_early"]
    assert [one.where for one in named] == [f"case {leak}"]


@pytest.mark.parametrize(
    ("named", "count", "code"),
    [
        pytest.param(["u-1", "u-2"], 1, "told_too_early", id="while nobody of those named was written to"),
        pytest.param([], 3, "told_miscounted", id="and counts letters that were never written"),
    ],
)
def test_a_line_that_everybody_was_told_is_named_when_somebody_was_not_or_others_are_counted(  # noqa: PLR0917 - three fixtures
    work, leak, host, named, count, code
):
    if named:
        work.act(name_affected, leak, named)
    told(work, leak)
    deliver_all(work, host)
    work.write(leak, facts.LeakTold(count=count), by="chore:affected")
    assert {one.code for one in verify(now=work.now).faults} == {code}


def test_who_is_erased_is_told_no_more_and_who_was_warned_in_public_was(work, leak, host):
    work.act(name_affected, leak, ["u-gone"])
    told(work, leak)
    of_complaints().update(state="overridden", detail="erased", due_at=None)
    tell_all(work)
    deliver_all(work, host)
    work.act(warn_publicly, leak, address=PAGE)
    assert finish_telling(now=work.now) == 1
    assert (read_lines(leak)[-1].fact.count, read_lines(leak)[-1].fact.warned) == (0, 1)
    assert "told_too_early" not in {one.code for one in verify(now=work.now).faults}


def test_a_lead_leaves_it_out_on_a_ground_of_law_and_in_every_case_beside_it(work, leak):
    other, _ = complains(work, leak, email="tao@example.org")
    work.act(do_step, leak, step="aware_at", said={"note": "收到投诉即知悉"})
    while set_beside(now=work.now):
        pass
    left = {"step": "tell_person", "reason": "数据已加密，密钥没有外泄"}
    assert work.refused(skip_step, leak, **left, ground="low_risk") is No.STEP_NEEDS_LEAD
    assert work.refused(skip_step, leak, **left, by=ZHOU) is No.GROUND_UNKNOWN
    work.act(skip_step, leak, **left, ground="low_risk", by=ZHOU)
    while set_beside(now=work.now):
        pass
    assert [work.case(one).excused["tell_person"] for one in (leak, other)] == ["low_risk"] * 2
    assert time_to_tell(work, leak) == time_to_tell(work, other) == ["met"]
    assert verify(now=work.now).is_clean
