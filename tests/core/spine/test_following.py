"""A playbook is a graph with waits: nothing in it is done before its time, and nothing that is due is forgotten."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core import case_fold, closing, facts, following
from ombud.core.case import Status
from ombud.core.facts import Line
from ombud.core.following import Stand
from ombud.core.pack.types import Playbook, Step, Text
from ombud.core.playbooks import check_skipped, forbidden, open_steps
from ombud.core.refusals import No, Refused
from tests import cast
from tests.cast import LETTER, MEI, START, a_case, words

SAID = Text(zh="做", en="do")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def step(name: str, **more: object) -> Step:
    return Step(**{"id": name, "title": SAID, "help": SAID, "does": "check", **more})


def pack(*several: Step):
    """The shipped rules, with a playbook of these steps for what 兰 Lan complains of."""
    shipped = cast.pack("CN")
    kind = shipped.category("CV.SEX.ADULT").playbook
    book = Playbook(id=kind, title=SAID, done=SAID, steps=several)
    return replace(shipped, playbooks=MappingProxyType({**shipped.playbooks, kind: book}))


TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = (TAKEN, cast.proposed(), facts.Decided(no=1, outcome="violation", orders=()))
AT = START + 4 * timedelta(minutes=1)
"""When the case of `DECIDED` was decided: its fourth line."""


def stands(case, rules, *, now):
    return {one.step.id: one.stand for one in following.steps(case, rules, now=now)}


def refused(case, rules, name, *, now):
    book = rules.playbook(case.code)
    with pytest.raises(Refused) as no:
        following.check_due(case, book.step(name), book, now=now)
    return no.value.code, no.value.facts


# --- the graph


ORDERED = pack(step("first"), step("then", after=("first",)), step("last", after=("first", "then")))


def test_a_step_is_done_after_those_it_comes_after():
    case = a_case(TAKEN)
    assert stands(case, ORDERED, now=AT) == {
        "first": Stand.OPEN,
        "then": Stand.BLOCKED,
        "last": Stand.BLOCKED,
    }
    assert refused(case, ORDERED, "last", now=AT) == (
        No.STEP_AFTER,
        {"step": "last", "steps": ("first", "then")},
    )
    half = a_case(TAKEN, facts.StepDone(step="first"))
    following.check_due(half, step("then", after=("first",)), ORDERED.playbook(half.code), now=AT)
    left = a_case(TAKEN, facts.StepSkipped(step="first", words=words()))
    assert stands(left, ORDERED, now=AT) == {
        "first": Stand.SKIPPED,
        "then": Stand.OPEN,
        "last": Stand.BLOCKED,
    }


WHERE_IT_LEAKED = pack(
    step("look", finds=("leak_confirmed",)),
    step("repair", when=("leak_confirmed",), forbids=("L4",)),
    step("after", after=("repair",)),
)


def test_a_step_is_needed_only_when_that_was_found_and_holds_nothing_up_else():
    case = a_case(TAKEN)
    assert stands(case, WHERE_IT_LEAKED, now=AT)["repair"] is Stand.NOT_NEEDED
    assert stands(case, WHERE_IT_LEAKED, now=AT)["after"] is Stand.OPEN
    assert {one.id for one in open_steps(case, WHERE_IT_LEAKED, before="decision")} == {"look", "after"}
    assert forbidden(case, WHERE_IT_LEAKED) == frozenset()
    found = a_case(TAKEN, facts.Established(source="agent", facts=("leak_confirmed",)))
    assert stands(found, WHERE_IT_LEAKED, now=AT)["after"] is Stand.BLOCKED
    assert {one.id for one in open_steps(found, WHERE_IT_LEAKED, before="decision")} == {
        "look",
        "repair",
        "after",
    }
    assert forbidden(found, WHERE_IT_LEAKED) == {"L4"}


def test_whoever_was_told_of_a_leak_is_owed_what_follows_whatever_anybody_unsaid():
    follows = pack(step("check", when=("leak_confirmed", "leak_told"), before="close"))
    told = a_case(*DECIDED, facts.StepDone(step="tell_person", told=words()))
    assert [one.id for one in open_steps(told, follows, before="close")] == ["check"]
    assert open_steps(a_case(*DECIDED), follows, before="close") == ()


def test_what_a_complaint_tells_of_is_protected_from_before_anybody_found_it_out():
    guards = pack(step("freeze", when=("money_lost", "loss_confirmed")))
    joined = facts.Joined(
        count=1, digest="0", first_at=AT, severity="S2", said=("money_lost", "claims_affected")
    )
    assert [one.id for one in open_steps(a_case(TAKEN, joined), guards, before="decision")] == ["freeze"]
    assert open_steps(a_case(TAKEN), guards, before="decision") == ()


# --- waits


AGAIN = step("again", before="close", since="decided", wait=3 * DAY)
LOOKS_AGAIN = pack(step("now", before="close"), AGAIN)


def test_looking_again_after_three_days_is_not_done_before_and_due_from_then_on():
    case = a_case(*DECIDED)
    early, then = AT + 3 * DAY - HOUR, AT + 3 * DAY
    assert stands(case, LOOKS_AGAIN, now=early)["again"] is Stand.WAITING
    assert refused(case, LOOKS_AGAIN, "again", now=early) == (No.STEP_WAITS, {"step": "again", "at": then})
    assert stands(case, LOOKS_AGAIN, now=then)["again"] is Stand.OPEN
    following.check_due(case, AGAIN, LOOKS_AGAIN.playbook(case.code), now=then)
    assert following.due_at(case, LOOKS_AGAIN) == AT
    done = a_case(*DECIDED, facts.StepDone(step="now"))
    assert following.due_at(done, LOOKS_AGAIN) == then
    assert following.due_at(a_case(TAKEN), LOOKS_AGAIN) is None


def test_time_that_has_not_begun_says_so():
    rules = pack(step("tell", before="close"), step("look", before="close", since="tell", wait=DAY))
    case = a_case(*DECIDED)
    assert refused(case, rules, "look", now=AT + 9 * DAY) == (
        No.STEP_WAITS,
        {"step": "look", "why": "begins"},
    )
    told = a_case(*DECIDED, facts.StepDone(step="tell"))
    assert following.due_at(told, rules) == AT + timedelta(minutes=1) + DAY


def test_leaving_out_what_still_waits_or_is_for_a_lead_takes_one():
    rules = pack(step("led", before="close", skip="lead"), AGAIN, step("free", before="close"))
    case, book = a_case(*DECIDED), rules.playbook("CV.SEX.ADULT")
    takes = {
        (one.id, late)
        for one in book.steps
        for late in (False, True)
        if following.takes_lead(case, one, now=AT + 9 * DAY * late)
    }
    assert takes == {("led", False), ("led", True), ("again", False)}
    with pytest.raises(Refused) as no:
        following.check_lead(book.step("led"), frozenset({"agent", "senior"}))
    assert no.value.code is No.STEP_NEEDS_LEAD
    following.check_lead(book.step("led"), frozenset({"lead"}))
    check_skipped(book.step("led"))


@pytest.mark.parametrize("name", ["rescue", "safety_recall"])
def test_to_call_no_rescue_and_no_recall_takes_a_lead(name):
    found = next(one for it in cast.pack().playbooks.values() if (one := it.step(name)))
    case = a_case(TAKEN)
    assert (found.skip, following.takes_lead(case, found, now=START)) == ("lead", True)
    for roles in (frozenset({"agent"}), frozenset({"agent", "senior"})):
        with pytest.raises(Refused) as no:
            following.check_lead(found, roles)
        assert no.value.code is No.STEP_NEEDS_LEAD
    following.check_lead(found, frozenset({"lead"}))


# --- what the house does


ASKED = facts.Asked(complaint=None, letter=LETTER, words=words(), until=START + 9 * DAY)
ANSWERS = step("their_side", does="ask", done_on="account_answered", since="account_asked", until=2 * DAY)
HEARD = facts.Heard(complaint=None, why="answered", words=words())
HEARS = pack(ANSWERS, step("judge", after=("their_side",)))


def test_nobody_s_word_stands_for_an_answer_and_time_does():
    case = a_case(TAKEN)
    assert refused(case, HEARS, "their_side", now=AT) == (
        No.STEP_WAITS,
        {"step": "their_side", "why": "begins"},
    )
    assert following.by_itself(case, HEARS) == ()
    asked = a_case(TAKEN, ASKED)
    up = START + 3 * timedelta(minutes=1) + 2 * DAY
    [first, then] = following.steps(asked, HEARS, now=AT)
    assert (first.stand, first.at, then.stand, then.after) == (
        Stand.WAITING,
        up,
        Stand.BLOCKED,
        ("their_side",),
    )
    assert refused(asked, HEARS, "their_side", now=AT)[1]["at"] == up
    assert following.by_itself(asked, HEARS) == ((ANSWERS, Stand.LAPSED, up),)
    assert following.follow_at(asked, HEARS) == up
    lapsed = a_case(TAKEN, ASKED, (facts.StepLapsed(step="their_side"), "chore:follow"))
    heard_after_all = a_case(TAKEN, ASKED, (facts.StepLapsed(step="their_side"), "chore:follow"), HEARD)
    assert following.by_itself(heard_after_all, HEARS) == ()
    assert stands(lapsed, HEARS, now=AT) == {"their_side": Stand.LAPSED, "judge": Stand.OPEN}
    assert [one.id for one in open_steps(lapsed, HEARS, before="decision")] == ["judge"]
    assert following.follow_at(lapsed, HEARS) is None
    following.check_due(lapsed, ANSWERS, HEARS.playbook(lapsed.code), now=AT)  # doing it after all is no harm


def test_who_complained_has_as_long_to_answer_as_the_step_gives_that_is_open_and_an_earlier_answer_is_none_to_it():
    mine = UUID(int=7)
    asked = facts.Asked(complaint=mine, letter=LETTER, words=words(), until=START + 9 * DAY)
    said = facts.Heard(complaint=mine, why="answered", words=None)
    ratify = step(
        "ratify",
        does="ask",
        after=("band",),
        when=("partly_able",),
        done_on="answered",
        since="waiting",
        until=30 * DAY,
    )
    book = pack(step("band", finds=("partly_able",)), ratify)
    grown = facts.StepDone(step="band")
    young = facts.Established(source="agent", facts=("partly_able",))
    assert following.time_to_answer(a_case(TAKEN, grown), book) == book.wait_limit < 30 * DAY
    assert following.time_to_answer(a_case(TAKEN, young), book) == book.wait_limit
    before = a_case(TAKEN, asked, said, TAKEN, grown, young)
    assert following.time_to_answer(before, book) == 30 * DAY
    assert following.by_itself(before, book) == ()
    silent = a_case(TAKEN, asked, said, TAKEN, grown, young, asked)
    up = following.lapses_at(silent, ratify)
    assert up == START + timedelta(minutes=8) + 30 * DAY
    assert following.by_itself(silent, book) == ((ratify, Stand.LAPSED, up),)
    answered = a_case(TAKEN, asked, said, TAKEN, grown, young, asked, said)
    [(_, stand, _)] = following.by_itself(answered, book)
    assert stand is Stand.DONE


def test_an_answer_does_the_step_and_an_answer_from_before_it_was_asked_does_not():
    heard = a_case(TAKEN, ASKED, HEARD)
    [(found, stand, at)] = following.by_itself(heard, HEARS)
    assert (found.id, stand, at) == ("their_side", Stand.DONE, START + timedelta(minutes=4))
    asked_anew = a_case(TAKEN, ASKED, HEARD, TAKEN, ASKED)
    [(_, stand, at)] = following.by_itself(asked_anew, HEARS)
    assert (stand, at) == (Stand.LAPSED, START + timedelta(minutes=6) + 2 * DAY)
    silent = replace(HEARD, why="time_up", words=None)
    [(_, stand, _)] = following.by_itself(a_case(TAKEN, ASKED, silent), HEARS)
    assert stand is Stand.LAPSED


SAYS_WHY = step(
    "says_why",
    when=("host_owes",),
    done_on="host_told",
    since="host_asked",
    until=timedelta(hours=12),
    skip="lead",
)
OWED = pack(step("look"), SAYS_WHY)
LOOKED = facts.StepDone(step="look")
SAID_WHY = facts.HostTold(words=words())
LOST = facts.Appealed(no=1, decision=1, side="complainant", letter=LETTER, words=words())


def test_a_case_about_a_decision_of_the_host_s_that_it_never_told_us_of_waits_for_its_answer():
    silent = a_case(TAKEN, facts.HostAsked(), LOOKED)
    assert [one.id for one in open_steps(silent, OWED, before="decision")] == ["says_why"]
    [(_, stand, at)] = following.by_itself(silent, OWED)
    assert (stand, at) == (Stand.LAPSED, START + timedelta(minutes=3, hours=12))
    [(_, stand, at)] = following.by_itself(a_case(TAKEN, facts.HostAsked(), LOOKED, SAID_WHY), OWED)
    assert (stand, at) == (Stand.DONE, START + timedelta(minutes=5))
    [(_, stand, _)] = following.by_itself(case_fold.turn(silent, told_late(silent)), OWED)
    assert stand is Stand.LAPSED
    asked_of_nobody = a_case(TAKEN, LOOKED)
    assert open_steps(asked_of_nobody, OWED, before="decision") == ()
    assert following.by_itself(asked_of_nobody, OWED) == ()


def told_late(case):
    return Line(seq=case.seq + 1, at=START + DAY, by="host", fact=SAID_WHY)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(LOST, id="an appeal"),
        pytest.param(replace(LOST, side="account", look=1), id="one that we opened again ourselves"),
    ],
)
def test_what_we_decided_ourselves_waits_for_no_answer_of_the_host_when_it_is_looked_at_again(again):
    lapsed = facts.StepLapsed(step="says_why")
    decided = (cast.proposed(outcome="granted"), facts.Decided(no=1, outcome="granted", orders=()))
    case = a_case(TAKEN, facts.HostAsked(), LOOKED, lapsed, *decided, again)
    rules = replace(
        OWED, playbooks=MappingProxyType({**OWED.playbooks, "unfair_review": OWED.playbook(case.code)})
    )
    assert case.host_silent
    assert [one.id for one in open_steps(case, rules, before="decision")] == ["look"]
    assert stands(case, rules, now=START + DAY)["says_why"] is Stand.NOT_NEEDED
    assert following.by_itself(case, rules) == ()


SHIELDS = pack(
    step("shield", does="protect", measure="P2", done_on="measure"), step("free", done_on="received")
)
PROTECTED = facts.Protected(
    order=cast.order("p1", measure="P2", protective=True, marks=("protected",)),
    words=words(),
    review_at=START,
)


def test_a_protective_step_is_done_once_its_measure_is_in_force():
    assert following.by_itself(a_case(TAKEN), SHIELDS) == ()
    assert following.by_itself(a_case(TAKEN, PROTECTED), SHIELDS) == ()
    held = a_case(TAKEN, PROTECTED, facts.Confirmed(key="p1"))
    [(found, stand, at)] = following.by_itself(held, SHIELDS)
    assert (found.id, stand, at) == ("shield", Stand.DONE, START + timedelta(minutes=4))
    nowhere = pack(step("shield", does="protect", done_on="measure"))
    assert following.by_itself(held, nowhere) == ()
    assert following.by_itself(replace(held, status=Status.COSIGNING), SHIELDS) == ()
    assert following.by_itself(replace(held, status=Status.DECIDED), SHIELDS) == ()  # that is over


def test_what_the_house_does_waits_its_time_and_its_turn_too():
    late = pack(
        step("first", before="close"),
        step("auto", before="close", done_on="received", since="decided", wait=DAY),
        step("next", before="close", done_on="received", after=("first",)),
        step("never", before="close", done_on="received", since="told", wait=DAY),
    )
    joined = facts.Joined(count=1, digest="ab", severity="S2", first_at=START)
    case = a_case(joined, *DECIDED)
    decided = START + timedelta(minutes=5)
    assert [(one.id, at) for one, _, at in following.by_itself(case, late)] == [("auto", decided + DAY)]


# --- who follows up


def test_a_case_that_lies_goes_back_after_a_while_the_sooner_the_graver_it_is():
    case = a_case(*DECIDED)
    assert following.let_go_at(case, LOOKS_AGAIN) == AT + following.PATIENCE["S2"]
    graver = replace(case, severity="S0")
    assert following.follow_at(graver, LOOKS_AGAIN) == AT + HOUR
    seen = replace(case, held_since=AT + DAY)
    assert following.let_go_at(seen, LOOKS_AGAIN) == AT + 2 * DAY
    back = case_fold.turn(
        case, Line(seq=5, at=AT, by="chore:follow", fact=facts.Returned(agent=MEI, why="left"))
    )
    assert (back.status, back.agent, back.queued_at) == (Status.DECIDED, None, case.queued_at)
    assert following.let_go_at(back, LOOKS_AGAIN) is None
    assert following.due_at(back, LOOKS_AGAIN) == AT
    again = case_fold.turn(back, Line(seq=6, at=AT + DAY, by=f"agent:{MEI}", fact=TAKEN))
    assert following.let_go_at(again, LOOKS_AGAIN) == AT + 2 * DAY


def test_what_a_person_has_to_do_begins_when_what_came_before_was_over():
    rules = pack(
        step("one", before="close"),
        step("two", before="close", after=("one",)),
        step("theirs", before="close", done_on="told", since="decided", until=DAY),
        step("may", before="close", mandatory=False),
    )
    case = a_case(*DECIDED, facts.StepDone(step="one"))
    assert following.due_at(case, rules) == AT + timedelta(minutes=1)
    done = a_case(*DECIDED, facts.StepDone(step="one"), facts.StepDone(step="two"))
    assert following.due_at(done, rules) is None


# --- the law of it


KNOWN = ("leak_confirmed", "minor_confirmed")


@st.composite
def graphs(draw):
    """A playbook whose steps come after earlier ones only, with waits, conditions and what is done by itself."""
    made = []
    for no in range(draw(st.integers(1, 6))):
        before = draw(st.sampled_from(("decision", "close")))
        earlier = [one.id for one in made if before == "close" or one.before == "decision"]
        wait = draw(st.sampled_from((None, HOUR, 3 * DAY))) if before == "close" else None
        made.append(
            step(
                f"s{no}",
                before=before,
                skip=draw(st.sampled_from(("never", "reason", "lead"))),
                mandatory=draw(st.booleans()),
                after=tuple(draw(st.lists(st.sampled_from(earlier), unique=True))) if earlier else (),
                when=draw(st.sampled_from(((), KNOWN[:1], KNOWN))),
                since="decided" if wait else None,
                wait=wait,
            )
        )
    return tuple(made)


TRIES = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(("do", "agent", "lead")),
        st.sampled_from((timedelta(minutes=1), HOUR, 2 * DAY)),
    ),
    max_size=24,
)


TOLD = (
    facts.FannedOut(decision=1, count=1),
    facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1),
)
SETTLED = (cast.proposed(), facts.Decided(no=1, outcome="violation", orders=()), *TOLD)


class Tried:
    """A case with which people try things in any order; what the rules refuse does not happen."""

    def __init__(self, graph, found):
        self.graph, self.rules, self.now = graph, pack(*graph), START + HOUR
        self.case = a_case(TAKEN, facts.Established(source="agent", facts=tuple(sorted(found))))
        self.book = self.rules.playbook(self.case.code)
        self.needed = {one.id for one in graph if not one.when or found & {*one.when}}

    def write(self, *several):
        for fact in several:
            line = Line(seq=self.case.seq + 1, at=self.now, by=f"agent:{MEI}", fact=fact)
            self.case = case_fold.turn(self.case, line)

    def left(self, before):
        """What is mandatory, needed, and neither done nor left out: counted without the rules under test."""
        must = {one.id for one in self.graph if one.mandatory and one.before == before}
        return (must & self.needed) - self.case.steps_done - self.case.steps_skipped

    def settle(self):
        """Decide, if nothing is open."""
        missing = {one.id for one in open_steps(self.case, self.rules, before="decision")}
        assert missing == self.left("decision")
        if not missing:
            self.write(*SETTLED)

    def do(self, picked):
        following.check_due(self.case, picked, self.book, now=self.now)
        over = self.case.steps_done | self.case.steps_skipped
        assert {*picked.after} & self.needed <= over
        decided = self.case.decision
        assert picked.wait is None or (decided is not None and self.now >= decided.at + picked.wait)
        self.write(facts.StepDone(step=picked.id))

    def skip(self, picked, role):
        if following.takes_lead(self.case, picked, now=self.now):
            following.check_lead(picked, frozenset({role}))
        check_skipped(picked)
        self.write(facts.StepSkipped(step=picked.id, words=words()))

    def holds(self):
        """A decided case may close when nothing is left, and not before; until then somebody is told."""
        left = self.left("close")
        assert closing.may_close(self.case, self.rules, clocks=()) == (not left)
        free = {one for one in left if not following.blocked_by(self.case, self.book.step(one), self.book)}
        assert (following.due_at(self.case, self.rules) is not None) == bool(free)


@given(graph=graphs(), tries=TRIES, found=st.sets(st.sampled_from(KNOWN)), settle=st.integers(0, 24))
def test_in_no_order_does_a_decision_or_a_closing_pass_while_a_mandatory_step_is_open(
    graph, tries, found, settle
):
    it = Tried(graph, found)
    for turn, (no, how, later) in enumerate(tries):
        it.now += later
        if turn == settle:
            it.settle()
        picked = graph[no % len(graph)]
        with suppress(Refused):
            it.do(picked) if how == "do" else it.skip(picked, how)
        if it.case.decision is not None:
            it.holds()


@given(graph=graphs(), spans=st.lists(st.integers(1, 200), min_size=1, max_size=6))
def test_time_alone_never_makes_a_closed_case_wrong(graph, spans):
    rules, now = pack(*graph), AT + 9 * DAY
    case = a_case(*DECIDED, *(facts.StepDone(step=one.id) for one in graph))
    told = (*TOLD, facts.Closed(decision=1, appeal_until=now + 184 * DAY))
    for fact in told:
        before = case
        case = case_fold.turn(case, Line(seq=case.seq + 1, at=now, by="chore:close", fact=fact))
    assert closing.may_close(before, rules, clocks=())
    for span in spans:
        now += timedelta(days=span)
        assert closing.keeps_open(before, rules, clocks=()) == ()
        assert (following.follow_at(case, rules), following.due_at(case, rules)) == (None, None)
        assert all(
            one.stand in {Stand.DONE, Stand.NOT_NEEDED} for one in following.steps(case, rules, now=now)
        )


CALLS = step("look_in", before="close", since="decided", wait=DAY, calls=True)


def test_whoever_is_on_duty_is_called_once_to_what_is_due_and_only_in_a_decided_case():
    rules = pack(CALLS, step("plain", before="close", since="decided", wait=DAY))
    assert following.calls(a_case(TAKEN), rules) == ()
    case = a_case(*DECIDED)
    [(due, at)] = following.calls(case, rules)
    assert (due.id, at) == ("look_in", case.decision.at + DAY)
    assert following.follow_at(case, rules) == at, (
        "somebody is called as soon as it is due, and nobody sooner"
    )
    called = a_case(*DECIDED, facts.Paged(role="lead", about="look_in"))
    assert following.calls(called, rules) == ()
    done = a_case(*DECIDED, facts.StepDone(step="look_in"))
    assert following.calls(done, rules) == ()
