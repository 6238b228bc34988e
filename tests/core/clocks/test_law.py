"""A clock of law starts and stops on what the law asks for, never on what was only ordered."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.calendars import read_calendars
from ombud.adapters.policies import jurisdictions
from ombud.core import enforcement, facts
from ombud.core.clocks import Event, State, read, unstarted
from ombud.core.codec import decode, encode
from ombud.core.facts import Line
from tests.cast import (
    ACCOUNT,
    CASE,
    COMPLAINT,
    JUN,
    LETTER,
    MEI,
    START,
    SUBJECT,
    a_case,
    a_complaint,
    opened,
    order,
    pack,
    proposed,
    words,
)

TABLE = {
    ("received", "acknowledged"): {
        "in_ack", "in_consumer_ack", "uk_data_ack", "us_ca_bullying_ack", "us_ca_child_image_ack", "us_ca_data_ack",
        "us_ca_identity_ack",
    },
    ("received", "decided"): {
        "cn_minor_refund", "cn_personal_information", "eu_product_notice",
        "in_consumer_redress", "in_information", "in_removal", "in_resolve",
        "us_ca_bullying_decide", "us_ca_child_image_decide", "us_ca_identity_decide", "us_tx_illegal",
    },
    ("received", "all_told"): {"eu_gdpr_answer", "in_data_grievance", "uk_data_right", "us_ca_data"},
    ("received", "told"): {"cn_referral", "cn_right_answer", "cn_telecom_answer", "us_tx_removal"},
    ("received", "paid_back"): {"eu_withdrawal_refund"},
    ("received", "removed"): {"eu_tco_order", "in_ncii"},
    ("received", "blocked"): {"eu_product_order", "in_order"},
    ("received", "forwarded"): {"uk_defamation"},
    ("received", "reported"): {
        "cn_child_cyberspace", "cn_child_police", "eu_child_police", "eu_tco_threat", "in_child_police", "uk_child_nca",
        "us_child_ncmec",
    },
    ("removed", "forwarded"): {"cn_forward_notice", "cn_pass_on_notice"},
    ("received", "updated"): {"us_ca_bullying_update", "us_ca_child_image_update", "us_ca_identity_update"},
    ("valid_notice", "removed"): {"uk_intimate", "us_take_it_down"},
    ("aware", "reported"): {"cn_incident_report", "eu_gdpr_breach", "in_breach", "in_cyber_incident", "uk_breach"},
    ("aware", "persons_told"): {"cn_leak_told", "eu_leak_told", "in_leak_told", "uk_leak_told"},
    ("reasons_due", "told"): {"eu_dsa_reasons"},
    ("announced", "told"): {"eu_p2b_termination", "in_prior_notice"},
    ("unanswered", "removed"): {"uk_defamation_removal"},
    ("yielded", "removed"): {"uk_defamation_yielded"},
    ("stood_by", "updated"): {"uk_defamation_stands"},
    ("reposted", "removed"): {"uk_defamation_repeated"},
    ("goods_back", "paid_back"): {"cn_returns"},
    ("handled", "summed_up"): {"cn_incident_summary"},
    ("appeal_filed", "appeal_ruled"): {"eu_tco_complaint"},
    ("taken_outside", "outside_over"): {"eu_dsa_settlement"},
    ("countered", "restored"): {"cn_copyright_counter", "us_dmca_restore"},
    ("arrived", "restored"): {"cn_counter_notice", "cn_ecommerce_counter", "cn_personality_counter"},
}  # fmt: skip
"""When each clock of law that ships starts and stops."""

TAKEN = facts.Assigned(agent=MEI, how="next")
JOINED = facts.Joined(count=1, digest="ab", severity="S3", first_at=START)
NOTICE = facts.StepDone(step="statement_of_consent", marks=("valid_notice",))
AWARE = facts.StepDone(step="aware_at", marks=("aware",))
BACK = facts.StepDone(step="goods_back", marks=("goods_back",), since=START - timedelta(days=3))
ASKED = facts.Asked(complaint=COMPLAINT, letter=LETTER, words=words(), until=START + timedelta(days=1))
MINUTE = timedelta(minutes=1)
KEY = f"00{'a' * 40}"
CALENDARS = read_calendars()


def begun(*several, code="PR.NCII"):
    """A case that 兰 Lan's complaint began and 梅 Mei holds: lines 1 to 3."""
    return a_case(JOINED, TAKEN, *several, first=opened(code, "S1"))


def clock(rule, case, *, place):
    """The one run of a rule, an hour later; nothing where it has not begun."""
    events = tuple(Event(code, at) for code, at in case.moved)
    found = read(
        (pack(place).clocks[rule],),
        events=events,
        severity=((START, "S1"),),
        calendars=CALENDARS,
        now=START + timedelta(hours=1),
    )
    return found[0] if found else None


def protects(measure, key, *, target=SUBJECT):
    made = enforcement.protective_order(begun(), pack().measure(measure), target=target, until=START)
    return facts.Protected(
        order=order(key, measure=measure, protective=True, marks=made.marks), words=words(), review_at=START
    )


def decides(outcome, *measures):
    chosen = tuple(facts.Chosen(measure=one, target=SUBJECT) for one in measures)
    made = enforcement.orders_of(begun(), no=1, chosen=chosen, clause="CLIPS.2.1", pack=pack())
    return (
        proposed(outcome=outcome, measures=chosen),
        facts.Decided(no=1, outcome=outcome, orders=made),
    ), made


@pytest.mark.parametrize(
    ("template", "decision", "event"),
    [
        ("receipt", None, "acknowledged"),
        ("decision_complainant", 1, "told"),
        ("need_more", None, None),
        ("put_off", None, None),
        ("progress", None, None),
    ],
)
def test_only_a_letter_about_a_decision_tells_how_it_ended(template, decision, event):
    told = facts.Told(letter=LETTER, template=template, side="complainant", case=CASE, decision=decision)
    assert [code for code, _ in a_complaint(told).moved] == ["received", *([event] if event else [])]


def test_a_letter_that_is_to_arrive_tells_nobody_before_it_has_and_the_last_of_each_case_counts():
    other = LETTER.__class__(int=LETTER.int + 1)
    again = LETTER.__class__(int=LETTER.int + 2)

    def ends(letter, case=CASE, decision=1):
        return facts.Told(
            letter=letter, template="answered", side="complainant", case=case, decision=decision, arrives=True
        )

    def told(*several):
        return [code for code, _ in a_complaint(*several).moved].count("told")

    assert told(ends(LETTER)) == 0
    assert told(ends(LETTER), facts.Arrived(letter=LETTER)) == 1
    assert told(ends(LETTER), facts.Arrived(letter=other)) == 0, "nobody wrote it"
    both = (ends(LETTER), ends(other, case=COMPLAINT))
    assert told(*both, facts.Arrived(letter=LETTER)) == 0
    assert told(*both, facts.Arrived(letter=LETTER), facts.Arrived(letter=other)) == 1
    anew = (ends(LETTER), ends(again, decision=2))
    assert told(*anew, facts.Arrived(letter=LETTER)) == 0, "what was decided since is not told"
    assert told(*anew, facts.Arrived(letter=again)) == 1
    assert a_complaint(*anew, facts.Arrived(letter=again)).awaited == {LETTER}


HEARING = facts.Asked(complaint=None, letter=LETTER, words=words(), until=START)


@pytest.mark.parametrize(
    ("stands", "runs"),
    [
        pytest.param(False, {"uk_defamation_yielded"}, id="it may go, or what the law asks is missing"),
        pytest.param(True, {"uk_defamation_stands"}, id="it is stood by"),
        pytest.param(None, set(), id="no law asks"),
    ],
)
def test_what_the_poster_answers_begins_the_time_to_remove_it_or_to_tell_whoever_complained(stands, runs):
    answered = facts.Heard(complaint=None, why="answered", stands=stands)
    case, rules = (
        begun(HEARING, answered, code="DF.PERSON"),
        ("uk_defamation_yielded", "uk_defamation_stands"),
    )
    found = {rule: clock(rule, case, place="UK") for rule in rules}
    assert {rule for rule, one in found.items() if one and one.state is State.RUNNING} == runs


@pytest.mark.parametrize(
    ("why", "state"),
    [("answered", None), ("time_out", State.RUNNING)],
    ids=["the poster answered", "nobody did"],
)
def test_what_the_poster_does_not_answer_for_is_removed(why, state):
    case = begun(HEARING, facts.Heard(complaint=None, why=why), code="DF.PERSON")
    found = clock("uk_defamation_removal", case, place="UK")
    assert (found and found.state) == state
    hidden = begun(
        HEARING,
        facts.Heard(complaint=None, why=why),
        TAKEN,
        protects("P2", "k1"),
        facts.Confirmed(key="k1"),
        code="DF.PERSON",
    )
    found = clock("uk_defamation_removal", hidden, place="UK")
    assert (found and found.state) == (state and State.MET)


@pytest.mark.parametrize(
    ("place", "code", "days"), [("UK", "DF.PERSON", 6), ("UK", "IM.PERSON", 2), ("CN", "DF.PERSON", 2)]
)
def test_a_poster_has_as_long_to_answer_as_the_law_there_gives(place, code, days):
    assert pack(place).wait.for_account(code) == timedelta(days=days)


def test_a_new_mark_asks_for_a_cause_of_its_own():
    mark = facts.ClockMarked(clock="us_ca_identity_update", mark="breach", due_at=START)
    cause = facts.CauseRecorded(clock="us_ca_identity_update", cause="volume", words=words())
    for book in (begun, a_complaint):
        assert book(mark, cause).causes == {"us_ca_identity_update"}
        assert book(mark, cause, mark).causes == frozenset()


ACCOUNT_TOLD = facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1)
WITHHELD = facts.Withheld(side="account", ground="x", approver=None, review_at=START)
RELEASED = facts.Released(side="account")


@pytest.mark.parametrize(
    ("several", "state"),
    [
        pytest.param((), None, id="nothing was decided"),
        pytest.param((RELEASED,), None, id="released before a decision"),
        pytest.param(decides("violation", "L4")[0], State.RUNNING, id="decided"),
        pytest.param((*decides("violation", "L4")[0], ACCOUNT_TOLD), State.MET, id="the letter arrived"),
        pytest.param(
            (
                *decides("violation", "L4")[0],
                facts.Told(letter=LETTER, template="interim_measure", side="account"),
            ),
            State.RUNNING,
            id="another letter arrived",
        ),
        pytest.param((WITHHELD, *decides("violation", "L4")[0]), None, id="withheld"),
        pytest.param((WITHHELD, *decides("violation", "L4")[0], RELEASED), State.RUNNING, id="released"),
        pytest.param(
            (*decides("violation", "L4")[0], ACCOUNT_TOLD, WITHHELD, RELEASED),
            State.MET,
            id="released, and told before",
        ),
        pytest.param(
            (proposed(for_account=None), facts.Decided(no=1, outcome="answered", orders=())),
            None,
            id="no letter is owed",
        ),
    ],
)
def test_reasons_are_due_on_the_day_of_the_decision_until_the_account_has_them(several, state):
    found = clock("eu_dsa_reasons", begun(*several), place="EU")
    assert (found and found.state) == state
    if found:
        assert found.due_at == CALENDARS["EU"].end_of(CALENDARS["EU"].day_of(found.started_at))


@pytest.mark.parametrize(
    ("several", "state"),
    [
        ((), None),
        ((BACK,), State.RUNNING),
        ((BACK, facts.StepDone(step="money_arrived", marks=("paid_back",))), State.MET),
        ((BACK, *decides("refused")[0]), State.MET),
    ],
    ids=["nothing came back", "goods came back", "the money arrived", "nothing is owed"],
)
def test_money_is_due_seven_days_after_the_goods_came_back_whoever_notes_it_later(several, state):
    found = clock("cn_returns", begun(*several, code="EC.QUALITY"), place="CN")
    assert (found and found.state) == state
    if found:
        assert found.started_at == BACK.since
        assert found.due_at.date() == (BACK.since + timedelta(days=7)).date()


def test_a_reader_sees_when_each_clock_of_law_starts_and_stops():
    found = {}
    for place in jurisdictions():
        for rule in pack(place).clocks.values():
            if rule.statutory:
                found.setdefault((rule.starts, rule.stops), set()).add(rule.id)
    assert found == TABLE


@pytest.mark.parametrize(
    ("several", "state"),
    [
        pytest.param((protects("P2", "k1"),), State.RUNNING, id="hiding it was ordered"),
        pytest.param((protects("P2", "k1"), facts.Confirmed(key="k1")), State.MET, id="the host hid it"),
        pytest.param((protects("P1", "k1"), facts.Confirmed(key="k1")), State.RUNNING, id="only kept as evidence"),
        pytest.param((protects("P8", "k1"), facts.Confirmed(key="k1")), State.RUNNING, id="only help was offered"),
        pytest.param(
            (protects("P2", "k1"), facts.Unprotected(key="k1", why="lifted"), facts.Confirmed(key="k1")),
            State.RUNNING,
            id="lifted before the host did it",
        ),
    ],
)  # fmt: skip
def test_a_law_that_asks_for_removal_is_met_when_the_host_confirmed_it(several, state):
    assert clock("in_ncii", begun(*several), place="IN").state is state


AT = START + 2 * MINUTE
TWO = "00" + "2" * 40
ONE = "00" + "1" * 40
BOTH = (protects("P2", ONE), protects("P2", TWO))


@pytest.mark.parametrize(
    ("after", "state", "stopped"),
    [
        pytest.param((facts.Confirmed(key=ONE, at=AT),), State.RUNNING, None, id="one of two is hidden"),
        pytest.param((facts.Confirmed(key=ONE),), State.MET, START + 6 * MINUTE, id="a line of before"),
        pytest.param((facts.Confirmed(key=ONE, at=AT), facts.Confirmed(key=TWO, at=AT + MINUTE)), State.MET, AT + MINUTE, id="both are: with the last"),
        pytest.param((facts.Confirmed(key=ONE, at=AT + MINUTE), facts.Confirmed(key=TWO, at=AT)), State.MET, AT + MINUTE, id="the last by the host's clock, not by ours"),
        pytest.param((facts.Confirmed(key=ONE, at=AT), facts.Unprotected(key=TWO, why="lifted")), State.MET, START + 7 * MINUTE, id="the other is taken back"),
        pytest.param((facts.Confirmed(key=ONE, at=AT), facts.Died(key=TWO, detail="no")), State.RUNNING, None, id="the other never got through"),
        pytest.param((facts.Confirmed(key=ONE, at=AT), facts.Overridden(key=TWO, words=words(), marks=("removed",))), State.LATE, START + 7 * MINUTE, id="the other is given up"),
    ],
)  # fmt: skip
def test_where_several_things_are_hidden_a_law_s_time_ends_with_the_last_of_them(after, state, stopped):
    run = clock("in_ncii", begun(*BOTH, *after), place="IN")
    assert (run.state, run.stopped_at) == (state, stopped)


def test_what_is_to_be_passed_on_after_a_removal_counts_from_the_first_of_several():
    case = begun(*BOTH, facts.Confirmed(key=ONE, at=AT), code="CV.IP.COPY")
    assert clock("cn_forward_notice", case, place="CN").started_at == AT
    later = begun(
        *BOTH, facts.Confirmed(key=ONE, at=AT), facts.Confirmed(key=TWO, at=AT + MINUTE), code="CV.IP.COPY"
    )
    assert clock("cn_forward_notice", later, place="CN").started_at == AT


def test_a_notice_that_becomes_complete_does_not_end_its_time_while_one_of_several_is_still_seen():
    hid = (
        *BOTH,
        facts.Confirmed(key=ONE, at=AT),
        ASKED,
        facts.Heard(complaint=COMPLAINT, why="answered"),
        TAKEN,
        NOTICE,
    )
    assert clock("us_take_it_down", begun(*hid), place="US").state is State.RUNNING


def test_since_when_an_order_was_in_effect_is_bounded_by_when_it_was_given_and_when_we_heard():
    given, heard = START, START + 9 * MINUTE
    for said, counts in (
        (None, heard),
        (START + MINUTE, START + MINUTE),
        (START - MINUTE, given),
        (heard + MINUTE, heard),
    ):
        assert enforcement.done_at(said, made_at=given, now=heard) == counts


def test_the_host_s_word_stops_our_time_when_it_was_done_and_takes_a_mark_back():
    judged, (made,) = decides("violation", "L4")
    missed = facts.ClockMarked(clock="removal_target", mark="breach", due_at=START)
    done = begun(*judged).moved[-1][1] + timedelta(seconds=1)
    case = begun(*judged, missed, facts.Confirmed(key=made.key, at=done, in_time=("removal_target",)))
    assert dict(case.moved)["all_removed"] == done
    assert (case.confirmed_at[made.key], dict(case.marks)) == (done, {})
    assert begun(*judged, missed, facts.Confirmed(key=made.key, at=done)).marks


@pytest.mark.parametrize(
    ("outcome", "measures", "removal", "promise"),
    [
        pytest.param("no_violation", (), State.MET, State.MET, id="nothing was found"),
        pytest.param("violation", ("L4",), State.RUNNING, State.RUNNING, id="removal is ordered"),
        pytest.param("violation", ("L5",), State.RUNNING, State.MET, id="a strike hides nothing"),
        pytest.param("answered", (), State.RUNNING, State.MET, id="an answer finds nothing"),
    ],
)
def test_a_decision_ends_what_it_leaves_nobody_to_do(outcome, measures, removal, promise):
    several, made = decides(outcome, *measures)
    case = begun(*several)
    assert clock("in_ncii", case, place="IN").state is removal
    assert clock("protect_target", case, place="IN").state is promise
    if measures == ("L4",):
        done = begun(*several, facts.Confirmed(key=made[0].key))
        assert clock("in_ncii", done, place="IN").state is State.MET
        assert clock("protect_target", done, place="IN").state is State.MET


@pytest.mark.parametrize("outcome", ["no_violation", "refused"])
@pytest.mark.parametrize("code", ["CV.IP.COPY", "CV.IP.TM", "EC.IP"])
def test_a_notice_that_is_turned_down_is_passed_on_to_nobody_and_begins_no_clock(outcome, code):
    rule = "cn_forward_notice" if code == "CV.IP.COPY" else "cn_pass_on_notice"
    several, _ = decides(outcome)
    assert clock(rule, begun(*several, code=code), place="CN") is None
    hidden = begun(protects("P2", "k1"), facts.Confirmed(key="k1"), code=code)
    assert clock(rule, hidden, place="CN").state is State.RUNNING
    held_at_first = begun(protects("P2", "k1"), facts.Confirmed(key="k1"), *several, code=code)
    assert clock(rule, held_at_first, place="CN").state is State.MET, "what was hidden at first is seen again"


def test_a_second_decision_does_not_do_what_the_first_ordered():
    several, _ = decides("violation", "L4")
    again = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
    case = begun(
        *several,
        again,
        (facts.Assigned(agent=JUN, how="next"), f"agent:{JUN}"),
        proposed(no=2, agent=JUN, appeal=1, ruling="upheld"),
        facts.Decided(no=2, outcome="violation", orders=(), appeal=1, ruling="upheld"),
    )
    assert clock("protect_target", case, place="IN").state is State.RUNNING


def test_closing_an_account_hides_the_account_and_not_the_video():
    for target, marks in ((SUBJECT, ("protected", "removed", "blocked")), (ACCOUNT, ("protected",))):
        chosen = facts.Chosen(measure="L9", target=target)
        (made,) = enforcement.orders_of(begun(), no=1, chosen=(chosen,), clause=None, pack=pack())
        assert made.marks == marks


@pytest.mark.parametrize("rule", ["eu_gdpr_breach", "uk_breach", "in_breach", "in_cyber_incident"])
def test_a_breach_is_reported_when_the_report_is_and_counts_from_the_complaint(rule):
    place = {"eu": "EU", "uk": "UK", "in": "IN"}[rule[:2]]
    assert [one.id for one in unstarted((pack(place).clocks[rule],), events=())] == [rule]
    contained = (
        AWARE,
        protects("P1", "k1"),
        facts.Confirmed(key="k1"),
        facts.StepDone(step="contain", marks=("protected",)),
    )
    running = clock(rule, begun(*contained, code="PR.PLATFORM"), place=place)
    assert (running.state, running.started_at) == (State.RUNNING, START)
    to = pack(place).clocks[rule].to
    elsewhere = facts.StepDone(step="tell_authority:cn_cyberspace", marks=("reported:cn_cyberspace",))
    assert clock(rule, begun(*contained, elsewhere, code="PR.PLATFORM"), place=place).state is State.RUNNING
    reported = facts.StepDone(step=f"tell_authority:{to}", marks=(f"reported:{to}",))
    case = begun(*contained, reported, code="PR.PLATFORM")
    assert clock(rule, case, place=place).state is State.MET
    assert clock("aware_target", case, place=place).state is State.MET
    assert not unstarted((pack(place).clocks[rule],), events=(Event("aware", START),))


def leaked(*several):
    """A leak that we know of, and that 兰 Lan was written to about."""
    told = facts.StepDone(step="tell_person", told=words(3))
    return begun(AWARE, told, *several, code="PR.PLATFORM")


ALL_TOLD = facts.LeakTold(count=1)
NAMED = facts.AffectedNamed(source="list", count=1, digest="ab")


@pytest.mark.parametrize("place", ["CN", "EU", "IN", "UK"])
def test_whoever_a_leak_touched_is_told_when_the_letters_arrived_and_counts_from_the_complaint(place):
    rule = f"{place.lower()}_leak_told"
    assert pack(place).clocks[rule].phrase, "the law has no number, and the page says so"
    written = leaked()
    assert (clock(rule, written, place=place).state, clock(rule, written, place=place).started_at) == (
        State.RUNNING,
        START,
    )
    assert written.untold_since == START + 5 * MINUTE
    arrived = leaked(ALL_TOLD)
    assert (clock(rule, arrived, place=place).state, arrived.untold_since) == (State.MET, None)


def runs_of(case, rule):
    events = tuple(Event(code, at) for code, at in case.moved)
    rules, later = (pack().clocks[rule],), START + timedelta(hours=1)
    return [
        (one.started_at, one.stopped_at)
        for one in read(rules, events=events, severity=((START, "S1"),), calendars=CALENDARS, now=later)
    ]


def test_whoever_is_named_after_all_were_told_is_owed_the_same_in_a_time_of_their_own():
    once = leaked(ALL_TOLD, NAMED)
    first, second = runs_of(once, "cn_leak_told")
    assert first[1] is not None
    assert second == (once.untold_since, None)
    assert len(runs_of(leaked(NAMED, ALL_TOLD), "cn_leak_told")) == 1, "of those named before it is one time"
    assert begun(NAMED, code="PR.PLATFORM").untold_since is None, "nobody is told before it is known what"
    known = leaked(ALL_TOLD, facts.AffectedNamed(source="list", count=0, digest="ab", known=2))
    assert known.untold_since is None


def test_a_ground_of_law_ends_the_time_and_silence_that_is_ordered_no_more_begins_it_anew():
    left = facts.StepSkipped(
        step="tell_person", words=words(), ground="authority_order", marks=("persons_told",)
    )
    held = facts.Withheld(side="complainant", ground="authority_order", approver=JUN, review_at=START)
    silent = begun(AWARE, held, left, code="PR.PLATFORM")
    assert clock("cn_leak_told", silent, place="CN").state is State.MET
    assert (silent.excused["tell_person"], "tell_person" in silent.steps_skipped) == ("authority_order", True)
    speaks = begun(AWARE, held, left, facts.Released(side="complainant"), code="PR.PLATFORM")
    assert (dict(speaks.excused), "tell_person" in speaks.steps_skipped) == ({}, False)
    assert [stop is None for _, stop in runs_of(speaks, "cn_leak_told")] == [False, True]
    other = facts.Released(side="account")
    assert "tell_person" in begun(AWARE, held, left, other, code="PR.PLATFORM").steps_skipped
    told = facts.StepDone(step="tell_person", told=words(3))
    assert dict(begun(AWARE, left, told, code="PR.PLATFORM").excused) == {}
    refused = (proposed(outcome="refused", measures=()), facts.Decided(no=1, outcome="refused", orders=()))
    assert clock("cn_leak_told", begun(AWARE, *refused, code="PR.PLATFORM"), place="CN").stopped_at


def test_who_is_to_be_told_has_the_notice_when_the_letter_arrived():
    hidden = (protects("P2", "k1"), facts.Confirmed(key="k1"))
    told = facts.Told(letter=LETTER, template="account_asked", side="account", marks=("forwarded",))
    assert clock("uk_defamation", begun(*hidden, code="DF.PERSON"), place="UK").state is State.RUNNING
    assert clock("uk_defamation", begun(*hidden, told, code="DF.PERSON"), place="UK").state is State.MET


def test_who_posts_it_a_third_time_is_not_to_be_told_and_no_clock_waits_for_that():
    again = facts.StepDone(step="posted_again", marks=("reposted",))
    found = clock("uk_defamation", begun(again, code="DF.PERSON"), place="UK")
    assert (found.state, found.stopped_at) == (State.MET, found.stopped_at or START)
    assert clock("uk_defamation_repeated", begun(again, code="DF.PERSON"), place="UK").state is State.RUNNING


def test_what_is_refused_without_asking_the_poster_is_not_forwarded_any_more_once_the_answer_arrived():
    """Whoever decides without the poster forgoes the defence: no clock runs on for a letter that nobody owes."""
    refused = (proposed(outcome="refused", measures=()), facts.Decided(no=1, outcome="refused", orders=()))
    written = begun(*refused, code="DF.PERSON")
    assert clock("uk_defamation", written, place="UK").state is State.RUNNING, "decided is not told"
    told = begun(*refused, facts.FannedOut(decision=1, count=1), code="DF.PERSON")
    found = clock("uk_defamation", told, place="UK")
    assert (found.state, found.breached_at) == (State.MET, None)


@pytest.mark.parametrize(
    ("heard", "from_line"),
    [
        pytest.param((), 0, id="what came first was complete"),
        pytest.param((ASKED, facts.Heard(complaint=COMPLAINT, why="answered"), TAKEN), 5, id="the answer made it complete"),
        pytest.param((ASKED, facts.Heard(complaint=COMPLAINT, why="time_out"), TAKEN), 0, id="nobody answered"),
    ],
)  # fmt: skip
def test_a_notice_counts_from_the_words_that_made_it_complete_whoever_notes_it_later(heard, from_line):
    assert clock("us_take_it_down", begun(*heard), place="US") is None
    started = clock("us_take_it_down", begun(*heard, NOTICE), place="US").started_at
    assert started == START + from_line * MINUTE


@pytest.mark.parametrize(
    ("lifted", "state"), [(False, State.MET), (True, State.RUNNING)], ids=["still hidden", "seen again"]
)
def test_what_was_hidden_before_the_notice_was_complete_is_hidden_if_it_still_is(lifted, state):
    over = (facts.Unprotected(key="k1", why="lifted"),) if lifted else ()
    answered = (ASKED, facts.Heard(complaint=COMPLAINT, why="answered"), TAKEN)
    hid = (protects("P2", "k1"), facts.Confirmed(key="k1"), *over, *answered, NOTICE)
    assert clock("us_take_it_down", begun(*hid), place="US").state is state


def test_a_notice_that_was_complete_from_the_start_is_met_by_what_was_hidden_before_anybody_noted_it():
    case = begun(protects("P2", "k1"), facts.Confirmed(key="k1"), NOTICE)
    run = clock("us_take_it_down", case, place="US")
    assert (run.state, run.stopped_at) == (State.MET, START + 5 * MINUTE)


@pytest.mark.parametrize(
    ("lifted", "complete", "stopped"),
    [
        pytest.param(False, 5 * MINUTE, 5 * MINUTE, id="still hidden"),
        pytest.param(False, 2 * MINUTE, 4 * MINUTE, id="complete before it was hidden"),
        pytest.param(True, 5 * MINUTE, None, id="taken back meanwhile"),
    ],
)
def test_what_the_host_says_it_hid_before_the_notice_was_complete_is_hidden_since_the_notice(
    lifted, complete, stopped
):
    over = (facts.Unprotected(key=KEY, why="lifted"),) if lifted else ()
    notice = replace(NOTICE, since=START + complete)
    heard = facts.Confirmed(key=KEY, at=START + 4 * MINUTE)
    case = begun(protects("P2", KEY), notice, *over, heard)
    assert clock("us_take_it_down", case, place="US").stopped_at == (START + stopped if stopped else None)


def test_a_removal_that_was_decided_stops_what_began_meanwhile_unless_it_was_taken_back():
    decided, (made,) = decides("violation", "L4")
    heard = facts.Confirmed(key=made.key, at=START + 4 * MINUTE)
    back = facts.Reversed(
        decision=1, orders=(replace(made, key=enforcement.lift_key(made.key), do="lift"),), dropped=()
    )
    for over, stopped in (((), START + 5 * MINUTE), ((back,), None)):
        case = begun(*decided, replace(NOTICE, since=START + 5 * MINUTE), *over, heard)
        first = min((at for code, at in case.moved if code == "removed" and at > heard.at), default=None)
        assert first == stopped


def test_lines_of_before_are_read_as_they_were_written():
    for fact, there in (
        (facts.Protected(order=order("k1"), words=words(), review_at=START), None),
        (facts.StepDone(step="contain"), ()),
    ):
        line = Line(seq=1, at=START, by=f"agent:{MEI}", fact=fact)
        plain = json.loads(encode(line))
        (plain["fact"].get("order") or plain["fact"]).pop("marks")
        read_again = decode(json.dumps(plain).encode()).fact
        assert getattr(read_again, "order", read_again).marks == there
        assert decode(encode(line)).fact == fact
    old = begun(facts.Protected(order=order("k1"), words=words(), review_at=START))
    assert ("protected", START + 4 * MINUTE) in old.moved


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("eu_gdpr_answer", "EU"),
        ("uk_data_right", "UK"),
        ("us_ca_data", "US"),
        ("in_data_grievance", "IN"),
    ],
)
def test_whoever_asks_for_their_data_is_answered_when_they_are_told_and_not_when_it_is_decided(rule, place):
    decided = (proposed(outcome="granted", measures=()), facts.Decided(no=1, outcome="granted", orders=()))
    waits = begun(*decided, code="PR.RIGHT")
    assert clock(rule, waits, place=place).stopped_at is None
    told = begun(*decided, facts.FannedOut(decision=1, count=1), code="PR.RIGHT")
    assert clock(rule, told, place=place).stopped_at == told.moved[-1][1]
    silent = facts.Withheld(side="complainant", ground="safety", approver=JUN, review_at=START)
    lawful = begun(silent, *decided, code="PR.RIGHT")
    assert clock(rule, lawful, place=place).stopped_at is not None


def on_appeal(ruling, *measures):
    """An account closed, that appeal judged, and then one more."""
    closes = facts.Chosen(measure="L9", target=ACCOUNT)
    appeal = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
    again = facts.Appealed(no=2, decision=2, side="complainant", letter=LETTER, words=words())
    chosen = tuple(facts.Chosen(measure=one, target=SUBJECT) for one in measures)
    judged = proposed(2, agent=JUN, appeal=1, ruling=ruling, measures=chosen)
    return a_case(
        JOINED,
        TAKEN,
        proposed(measures=(closes,)),
        facts.Decided(no=1, outcome="violation", orders=()),
        appeal,
        facts.Assigned(agent=JUN, how="next"),
        (judged, f"agent:{JUN}"),
        facts.Decided(no=2, outcome="violation", orders=()),
        again,
    )


@pytest.mark.parametrize(
    ("ruling", "measures", "soon"),
    [
        pytest.param("upheld", (), True, id="it is still closed"),
        pytest.param("changed", ("L4",), False, id="it is open again, the video is gone"),
        pytest.param("changed", ("L8",), True, id="it is suspended instead"),
    ],
)
def test_an_appeal_is_judged_as_soon_as_one_against_a_closed_account_only_while_it_is_one(
    ruling, measures, soon
):
    rule = pack().clocks["appeal_of_account_target"]
    assert rule.after(on_appeal(ruling, *measures).measures_appealed) is soon


def test_whoever_could_appeal_now_is_promised_what_their_appeal_will_have():
    closes = facts.Chosen(measure="L9", target=ACCOUNT)
    decided = facts.Decided(no=1, outcome="violation", orders=())
    assert a_case(JOINED, TAKEN, proposed(measures=(closes,)), decided).measures_appealed == {"L9"}


def removal(*after, hours=30, severity="S2"):
    """Our time for a removal that 梅 Mei decided, so many hours after the last line; nothing where none was ordered."""
    judged, made = decides("violation", "L4")
    case = begun(*judged, *(one(made[0].key) for one in after))
    found = read(
        (pack().clocks["removal_target"],),
        events=tuple(Event(code, at) for code, at in case.moved),
        severity=((START, severity),),
        calendars=CALENDARS,
        now=max(at for _, at in case.moved) + timedelta(hours=hours),
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("after", "state"),
    [
        pytest.param((), State.BREACHED, id="nobody confirmed it"),
        pytest.param((lambda key: facts.Confirmed(key=key),), State.MET, id="the host confirmed it"),
        pytest.param(
            (lambda key: facts.Died(key=key, detail="x"), lambda key: facts.Overridden(key=key, words=words(), marks=("removed",))),
            State.LATE,
            id="a lead gave it up: it was missed, however early",
        ),
        pytest.param(
            (lambda key: facts.Reversed(decision=1, orders=(order(enforcement.lift_key(key), do="lift"),)),),
            State.MET,
            id="it is to be seen again",
        ),
        pytest.param((lambda key: facts.Reversed(decision=1, orders=(), dropped=(key,)),), State.MET, id="it never was to vanish"),
        pytest.param((lambda key: facts.Reversed(decision=1, orders=()),), State.BREACHED, id="something else was undone"),
    ],
)  # fmt: skip
def test_our_time_for_a_removal_ends_when_the_host_confirmed_it_and_not_with_the_decision(after, state):
    assert removal(*after).state is state


@pytest.mark.parametrize(("severity", "hours"), [("S0", 0.25), ("S1", 1), ("S2", 4), ("S3", 24), ("S4", 24)])
def test_a_removal_counts_from_the_decision_by_how_grave_it_is(severity, hours):
    found = removal(hours=0, severity=severity)
    assert (found.due_at - found.started_at, found.owes_cause) == (timedelta(hours=hours), True)


def test_nothing_is_to_be_removed_where_nothing_was_ordered_out_of_sight_or_its_day_has_not_come():
    for measures in (("L1",), ()):
        judged, _ = decides("violation" if measures else "no_violation", *measures)
        assert "removal_ordered" not in {code for code, _ in begun(*judged).moved}
    judged, made = decides("violation", "L4")
    later = replace(
        judged[1], orders=(), announced=facts.Announced(orders=made, at=START, tell_by=START, laws=())
    )
    waits = begun(judged[0], later)
    assert "removal_ordered" not in {code for code, _ in waits.moved}
    came = begun(judged[0], later, facts.TookEffect(decision=1, orders=made))
    assert "removal_ordered" in {code for code, _ in came.moved}


def test_what_an_order_was_for_is_missed_once_it_is_given_up():
    judged, made = decides("violation", "L4")
    assert enforcement.marks_of(begun(*judged), made[0].key) == ("protected", "removed", "blocked")
    assert enforcement.marks_of(begun(*judged), "nothing") == ()


@pytest.mark.parametrize(
    ("after", "state"),
    [
        pytest.param((facts.Confirmed(key="a"),), State.BREACHED, id="one of two is confirmed"),
        pytest.param((facts.Confirmed(key="a"), facts.Confirmed(key="b")), State.MET, id="both are"),
        pytest.param((facts.Reversed(decision=1, orders=(), dropped=("a",)),), State.BREACHED, id="one is dropped, the other open"),
        pytest.param((facts.Reversed(decision=1, orders=(), dropped=("a",)), facts.Confirmed(key="b")), State.MET, id="one is dropped, the other confirmed"),
        pytest.param((facts.Confirmed(key="b"), facts.Reversed(decision=1, orders=(), dropped=("a",))), State.MET, id="the other way about"),
        pytest.param((facts.Reversed(decision=1, orders=(), dropped=("a", "b")),), State.MET, id="both are dropped"),
        pytest.param((facts.Confirmed(key="a"), facts.Overridden(key="b", words=words(), marks=("removed",))), State.LATE, id="one is confirmed, one given up"),
        pytest.param((facts.Overridden(key="b", words=words(), marks=("removed",)), facts.Confirmed(key="a")), State.LATE, id="one is given up, one confirmed"),
        pytest.param((facts.Died(key="b", detail="x"), facts.Confirmed(key="a")), State.BREACHED, id="one is confirmed, one never got through"),
        pytest.param((facts.Reversed(decision=1, orders=(), dropped=("a",)), facts.Overridden(key="a", words=words()), facts.Confirmed(key="b")), State.MET, id="what was dropped is given up"),
    ],
)  # fmt: skip
def test_where_several_things_are_removed_our_time_ends_with_the_last_of_them(after, state):
    judged, (first,) = decides("violation", "L4")
    keys = {"a": first.key, "b": f"{first.key[:2]}{'b' * 40}"}
    two = replace(judged[1], orders=(first, replace(first, key=keys["b"])))
    told = (
        replace(one, dropped=tuple(keys[key] for key in one.dropped))
        if isinstance(one, facts.Reversed)
        else replace(one, key=keys[one.key])
        for one in after
    )
    case = begun(judged[0], two, *told)
    events = tuple(Event(code, at) for code, at in case.moved)
    now = max(at for _, at in case.moved) + timedelta(hours=30)
    (found,) = read(
        (pack().clocks["removal_target"],),
        events=events,
        severity=((START, "S2"),),
        calendars=CALENDARS,
        now=now,
    )
    assert found.state is state
