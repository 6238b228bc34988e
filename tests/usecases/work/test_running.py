"""What a lead and an auditor look at; who works here; and chores that read a row older than its book."""

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import closing, due, orders, packs, rulebook
from ombud.store.ledger import read_case
from ombud.store.models import Alarm, Certificate, Staff
from ombud.usecases.carry_out import carry_out
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.close import close
from ombud.usecases.expire_leases import expire_leases
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.fan_out import fan_out
from ombud.usecases.give_back import give_back
from ombud.usecases.grant import grant
from ombud.usecases.hire import Hired, hire
from ombud.usecases.keep_packs import keep_packs
from ombud.usecases.look_at_alarms import look_at_alarms
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_late import look_at_late
from ombud.usecases.look_at_orders import look_at_orders
from ombud.usecases.look_at_queues import look_at_queues
from ombud.usecases.look_at_reads import look_at_reads
from ombud.usecases.look_at_staff import look_at_person, look_at_staff, names
from ombud.usecases.look_at_withheld import look_at_withheld
from ombud.usecases.page import page
from ombud.usecases.read_pack import read_pack
from ombud.usecases.set_languages import set_languages
from ombud.usecases.size_up import size_up
from ombud.usecases.sweep import sweep
from ombud.usecases.take import take
from ombud.usecases.train import LANES, train
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests.cast import AN, JUN, LIN, MEI, ZHOU


def test_late_clocks_and_alarms_are_read_page_by_page_and_a_lead_clears_them_once(work, monkeypatch):
    for name in ("v-1", "v-2", "v-3"):
        work.filed(about=name)
    work.later(days=40)
    while sweep(now=work.now):
        pass
    monkeypatch.setattr("ombud.store.lists_office.PAGE", 2)
    for look in (look_at_late, look_at_alarms):
        found, after = look()
        assert (len(found) >= 2, after is None) == (True, len(found) != 2)
        assert not {one.owner for one in look(after=after)[0]} & {None} if after else True
    (first, *_), _ = look_at_alarms()
    assert work.refused(clear_alarm, first.id, by=MEI) is No.NOT_ALLOWED
    work.act(clear_alarm, first.id, by=ZHOU)
    assert work.refused(clear_alarm, first.id, by=ZHOU) is No.ALREADY_DONE
    assert first.id not in {one.id for one in look_at_alarms()[0]}


def test_nothing_late_is_one_empty_page(work):
    assert look_at_late() == ((), None)
    assert look_at_alarms() == ((), None)
    assert (look_at_orders().orders, look_at_orders().letters) == ((), ())


def test_only_an_auditor_reads_who_opened_what(work):
    case = work.open("MN.SEX.CSAM", "S1")
    work.give(case, MEI)
    work.act(grant, case, to=MEI, reason="her shift", by=ZHOU)
    work.act(look_at_case, case, reason="to decide")
    before = work.now + timedelta(minutes=1)
    assert work.refused(look_at_reads, by=ZHOU, before=before) is No.NOT_ALLOWED
    (seen,), more = look_at_reads(by=AN, before=before)
    assert (seen.agent, seen.reason, more) == (MEI, "to decide", None)
    assert look_at_reads(by=AN, before=work.now)[0] == ()


def test_a_case_does_not_exist_for_a_stranger_and_whoever_had_it_hears_who_acted_since(work):
    case = work.in_hand()

    def unseen(by):
        with pytest.raises(Refused) as no:
            work.act(look_at_case, case, by=by)
        assert no.value.code is No.NOT_FOUND
        return no.value.facts["held"], no.value.facts["names"]

    assert work.act(look_at_case, case).standing == "holds"
    assert unseen(JUN) == (False, {})
    work.act(give_back, case, why="not_this_one")
    assert work.act(take, by=JUN) == case
    assert unseen(MEI) == (True, {MEI: "梅 Mei", JUN: "君 Jun"})
    assert work.act(look_at_case, case, by=JUN).standing == "holds"


def test_a_number_that_is_no_case_shows_nobody_anything(work):
    complaint = work.complaint(work.filed())
    for nothing in (complaint, work.mint(3)):
        assert work.refused(look_at_case, nothing, by=AN) is No.NOT_FOUND


def test_books_whose_chain_or_pack_was_tampered_with_are_named_and_the_rest_is_still_judged(work, owner):
    case, other = work.in_hand(), work.filed(about="v-2")
    assert verify(now=work.now).is_clean
    owner.execute("UPDATE ledger SET body = body || ' '::bytea WHERE stream = %s AND seq = 2", (case,))
    found = verify(now=work.now)
    assert "chain_broken" in {one.code for one in found.faults if str(case) in one.where}
    assert not [one for one in found.faults if str(other) in one.where]
    assert (found.cases, found.complaints) == (2, 2)
    owner.execute("UPDATE compiled_pack SET body = body || ' '::bytea")
    rulebook.forget(bodies=True)
    faults = {(one.code, one.where) for one in verify(now=work.now).faults}
    assert {("fold_refused", f"case {other}"), ("pack_missing", "complaint books")} <= faults


def test_a_lead_sees_who_is_here_and_what_they_hold_and_nobody_is_ranked(work):
    case = work.in_hand()
    assert {one.id for one in look_at_staff()} == {MEI, JUN, ZHOU, AN}
    whole = look_at_person(MEI, now=work.now)
    assert [one.id for one in whole.cases] == [case]
    assert len(whole.lanes) == len(LANES)
    assert names()[MEI] == "梅 Mei"
    assert work.refused(look_at_person, work.mint(1)) is No.NOT_FOUND


def test_the_house_at_a_glance_counts_what_waits(work):
    work.filed()
    seen = look_at_queues(now=work.now, zone=ZoneInfo("Asia/Shanghai"))
    assert seen.states.get("queued") == 1
    assert sum(seen.opened) == 1


def test_a_day_shows_which_of_its_cases_broke_a_promise_in_the_reader_s_zone(work):
    work.filed()
    late = work.now + timedelta(days=12)
    zone = ZoneInfo("Pacific/Auckland")

    def days(now):
        return [
            (one.day, one.kept, one.running, one.broken) for one in look_at_queues(now=now, zone=zone).days
        ]

    opened = work.now.astimezone(zone).date()
    assert days(work.now)[-1] == (opened, 0, 1, 0)
    sweep(now=late)
    told = days(late)
    assert len(told) == 14
    assert told[1] == (opened, 0, 0, 1)
    assert {row[1:] for row in told if row[0] != opened} == {(0, 0, 0)}
    assert all(row[1:] == (0, 0, 0) for row in days(late + timedelta(days=2)))


def test_a_lane_says_what_ought_to_be_in_somebody_s_hands_by_now(work):
    work.filed()
    (lane,) = look_at_queues(now=work.now, zone=ZoneInfo("Asia/Shanghai")).lanes
    assert (lane.waiting, lane.danger, lane.pressed) == (1, 0, 0)
    (later,) = look_at_queues(now=work.now + timedelta(days=30), zone=ZoneInfo("Asia/Shanghai")).lanes
    assert (later.waiting, later.danger, later.pressed) == (1, 0, 1)


@pytest.mark.parametrize(("place", "law"), [("CN", "未成年人保护法"), ("EU", "DSA, Reg (EU) 2022/2065")])
def test_withheld_letters_are_listed_with_the_date_of_their_review_and_the_grounds_of_their_place(
    stage, place, law
):
    case = stage.case(jurisdiction=place)
    review = withhold(
        case, side=Side.ACCOUNT, ground="life_at_risk", approver=ZHOU, mint=stage.mint, now=stage.now
    )
    stage.decide(case, "L4")
    ((seen, waits),) = look_at_withheld()
    assert seen.review_at == review
    cited = waits.grounds["child_safety"].source.instrument
    assert cited == law, "no place is offered the law of another"


def test_what_an_authority_silenced_is_held_back_over_its_day_only_by_a_day_to_which_it_renewed_that(stage):
    case = stage.case()
    Staff(id=LIN, username="lin", name="lin", roles=["legal"], present=True).save(force_insert=True)
    ends, day = stage.now + timedelta(days=10), timedelta(days=1)

    def goes_on(at, **said):
        more = {"ground": "authority_order", "approver": LIN, "mint": stage.mint, "why": "函还在"} | said
        return withhold(case, **{"side": Side.ACCOUNT, "now": at} | more)

    goes_on(stage.now)
    stage.write(case, facts.StepDone(step="secrecy_end", until=ends))
    assert goes_on(ends - day) == ends, "on the day at the latest"
    with pytest.raises(Refused) as over:
        goes_on(ends + day)
    assert (over.value.code, over.value.facts["at"]) == (No.SILENCE_OVER, ends)
    with pytest.raises(Refused) as past:
        goes_on(ends + day, until=ends)
    assert past.value.code is No.BAD_TIME
    assert goes_on(ends + day, until=ends + 31 * day) == ends + 4 * day
    assert read_case(case).silent_until == ends + 31 * day


def test_people_are_hired_by_roles_that_exist_and_brought_up_to_date(work):
    def one(*roles: str) -> Hired:
        return Hired(username="tao", name="涛", password="x" * 14, roles=frozenset(roles))

    take_on = partial(hire, mint=work.mint, now=work.now)
    assert work.refused(take_on, [one("king")]) is No.UNKNOWN_WORD
    assert not Staff.objects.filter(username="tao").exists()
    first, second = take_on([one("agent")]), take_on([one("agent", "senior")])
    assert first == second
    assert sorted(Staff.objects.get(username="tao").roles) == ["agent", "senior"]


def test_nobody_is_hired_to_work_in_a_language_that_no_letter_is_written_in(work):
    tao = Hired(
        username="tao", name="涛", password="x" * 14, roles=frozenset({"agent"}), languages=frozenset({"eo"})
    )
    assert work.refused(partial(hire, mint=work.mint, now=work.now), [tao]) is No.UNKNOWN_WORD
    assert not Staff.objects.filter(username="tao").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"by": JUN}, No.NOT_ALLOWED, id="no lead"),
        pytest.param({"languages": []}, No.UNKNOWN_WORD, id="in none"),
        pytest.param({"languages": ["eo"]}, No.UNKNOWN_WORD, id="in one that no letter is written in"),
    ],
)
def test_a_lead_says_in_which_languages_somebody_works_and_others_cases_stay_away(work, change, code):
    work.filed()
    said = {"languages": ["en"], "by": ZHOU}
    assert work.refused(set_languages, MEI, **{**said, **change}) is code
    work.act(set_languages, MEI, **said)
    with pytest.raises(Refused) as no:
        take(by=MEI, now=work.now)
    assert no.value.facts["because"] == No.NO_LANGUAGE
    assert take(by=JUN, now=work.now)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"lanes": ["cooking.zh.general"]}, No.UNKNOWN_WORD, id="no such lane"),
        pytest.param({"by": JUN}, No.NOT_ALLOWED, id="no lead"),
    ],
)
def test_a_lead_trains_others_for_lanes_that_exist(work, change, code):
    until = work.now + timedelta(days=400)
    said = {"lanes": LANES[:1], "until": until, "by": ZHOU, **change}
    assert work.refused(train, MEI, **said) is code
    assert work.refused(train, ZHOU, lanes=LANES[:1], until=until, by=ZHOU) is No.NOT_ALLOWED
    assert not Certificate.objects.filter(until=until).exists()
    work.act(train, MEI, lanes=LANES[:1], until=until, by=ZHOU)
    assert [one.agent for one in Certificate.objects.filter(until=until)] == [MEI]


def test_packs_and_calendars_are_kept_once(work):
    pack = read_pack("CN")
    assert keep_packs((pack,), now=work.now) == ()
    packs.forget()
    assert read_pack("CN").digest == pack.digest


def test_where_the_law_has_no_such_exception_only_a_named_order_with_its_day_silences_us(stage):
    case = stage.case(jurisdiction="EU")
    Staff(id=LIN, username="lin", name="lin", roles=["legal"], present=True).save(force_insert=True)
    day = timedelta(days=1)

    def asks(**said):
        return withhold(
            case,
            **{"side": Side.ACCOUNT, "ground": "authority_order", "approver": LIN, "why": "2026-77 号函"}
            | said,
            mint=stage.mint,
            now=stage.now,
        )

    for ground in ("child_safety", "danger_to_person", "fraud_ring", "would_reveal_reporter"):
        with pytest.raises(Refused) as no_law:
            asks(ground=ground)
        assert (no_law.value.code, no_law.value.facts["why"]) == (No.GROUND_UNKNOWN, "ordered")
    with pytest.raises(Refused) as nobodys:
        asks(why=" ", until=stage.now + day)
    assert (nobodys.value.code, nobodys.value.facts["why"]) == (No.NEEDS_REASON, "which_order")
    for until in (None, stage.now + 43 * day):
        with pytest.raises(Refused) as too_long:
            asks(until=until)
        assert (too_long.value.code, too_long.value.facts["at"]) == (No.BAD_TIME, stage.now + 42 * day)
    assert asks(until=stage.now + day) == stage.now + day
    assert read_case(case).silent_until == stage.now + day
    assert asks(side=Side.COMPLAINANT) > stage.now, "of what whoever complained is told no day is kept"


def test_there_is_as_much_to_verify_as_there_are_books(work):
    empty = size_up()
    work.filed()
    assert {name: size_up()[name] - count for name, count in empty.items()} == {
        "complaint": 1,
        "case": 1,
        "file": 0,
        "pack": 0,
        "read": 0,
        "subject": 1,
        "look": 0,
        "team_move": 0,
    }


@pytest.mark.parametrize(
    ("chore", "read"),
    [
        pytest.param(expire_leases, "cases", id="a lease that was renewed"),
        pytest.param(expire_waits, "cases", id="a wait that is over"),
        pytest.param(page, "cases", id="a danger that was taken"),
        pytest.param(expire_protections, "lapsed", id="a protection that was prolonged"),
        pytest.param(close, None, id="a case that went on"),
        pytest.param(fan_out, None, id="a decision that is not there"),
    ],
)
def test_a_chore_that_read_an_old_row_believes_the_book(stage, monkeypatch, chore, read):
    case = stage.case()
    stage.protect(case)
    monkeypatch.setattr(due, "waits", lambda **_: [[stage.lan]])
    for module, name in ((due, "cases"), (due, "lapsed")) if read else ():
        monkeypatch.setattr(module, name, lambda *_, **__: [[case]])
    for name in ("to_close", "to_fan_out"):
        monkeypatch.setattr(closing, name, lambda **_: [case])
    before = read_case(case)
    assert chore(now=stage.now) == 0
    assert read_case(case) == before
    assert not Alarm.objects.exists()


def test_a_case_somebody_works_on_is_closed_and_finished_in_a_later_round(stage, owner):
    case = stage.case()
    stage.decide(case, outcome="no_violation", clause=None, why=None)
    stage.finish(case)
    stage.carry()
    fan_out(now=stage.now)
    with owner.transaction():
        owner.execute("SELECT 1 FROM case_row FOR UPDATE")
        assert fan_out(now=stage.now) == 0
    assert read_case(case).fanned == frozenset()
    fan_out(now=stage.now)
    assert read_case(case).fanned == {1}
    stage.tell()
    with owner.transaction():
        owner.execute("SELECT 1 FROM case_row FOR UPDATE")
        assert close(now=stage.now) == 0
    assert read_case(case).status == "decided"
    stage.later(minutes=1)
    assert close(now=stage.now) == 1


def test_telling_and_closing_what_is_told_and_closed_writes_nothing(stage, monkeypatch):
    case = stage.case()
    stage.decide(case, "L4")
    monkeypatch.setattr(closing, "to_fan_out", lambda **_: [case])
    for _ in range(3):
        fan_out(now=stage.now)
    assert read_case(case).fanned == {1}
    stage.all()
    closed = read_case(case)
    assert closed.status == "closed"
    assert fan_out(now=stage.now) == 0
    assert read_case(case) == closed


def test_an_order_that_is_sent_by_another_worker_is_passed_by(stage, monkeypatch):
    case = stage.case()
    stage.decide(case, "L4")
    monkeypatch.setattr(orders, "due_targets", lambda **_: [read_case(case).subject] * 3)
    assert carry_out(platform=stage.host, now=stage.now) == 1
    assert len(stage.did()) == 1
