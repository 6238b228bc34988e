"""What our own cases took from an account for what an intruder did falls with the account; what was its owner's own stays."""

from datetime import timedelta
from uuid import UUID

import pytest

from ombud.core import clearing, enforcement, facts
from ombud.core.case import Case
from ombud.core.clearing import HostStrike, Said, Struck, There
from ombud.core.refusals import No, Refused
from tests.cast import (
    ACCOUNT,
    CASE,
    COMPLAINT,
    EVIDENCE,
    LETTER,
    MEI,
    START,
    SUBJECT,
    a_case,
    order,
    pack,
    proposed,
    words,
)

TAKEN = facts.Assigned(agent=MEI, how="next")
HOUR = timedelta(hours=1)
NOW = START + 9 * HOUR
KEY = "07" + 40 * "1"
OTHER = "07" + 40 * "2"
STRIKE = order(KEY, measure="L5", target=ACCOUNT, until=START + timedelta(days=90))
REMOVAL = order(OTHER)


def struck_case(*orders: facts.Order, then: tuple[facts.CaseFact, ...] = (), **decided: object) -> Case:
    return a_case(
        TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=orders, **decided), *then
    )


def bears(case: Case, *, now=NOW, account: UUID = ACCOUNT) -> tuple[str, ...]:
    found = clearing.struck(case, account=account, at=None, pack=pack(), now=now)
    return tuple(one.measure for one in found.orders) if found else ()


LIFTED = facts.Reversed(
    decision=1, orders=(order(enforcement.lift_key(KEY), do="lift", measure="L5", target=ACCOUNT),)
)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        pytest.param(
            struck_case(REMOVAL, STRIKE), ("L5",), id="a strike on the account, and not what was removed"
        ),
        pytest.param(struck_case(REMOVAL), (), id="only the item"),
        pytest.param(struck_case(STRIKE, then=(LIFTED,)), (), id="undone before"),
        pytest.param(
            struck_case(order(KEY, measure="L7", target=ACCOUNT)), (), id="a sum went to others and stays"
        ),
        pytest.param(struck_case(order(KEY, measure="L9", target=ACCOUNT)), ("L9",), id="a closed account"),
        pytest.param(a_case(TAKEN), (), id="nothing decided"),
    ],
)
def test_what_an_account_bears_as_its_own_guilt_is_found(case, found) -> None:
    assert bears(case) == found


def test_a_strike_that_lapsed_or_fell_on_somebody_else_is_none() -> None:
    assert bears(struck_case(STRIKE), now=START + timedelta(days=91)) == ()
    assert bears(struck_case(STRIKE), account=SUBJECT) == ()


def locked(*more: facts.CaseFact) -> Case:
    lock = order("p1", measure="P5", target=ACCOUNT, protective=True)
    held = facts.Protected(order=lock, words=words(), review_at=START)
    return a_case(TAKEN, held, facts.Confirmed(key="p1"), *more)


def test_what_is_done_after_the_lock_is_no_intruders_any_more() -> None:
    assert clearing.until(a_case(TAKEN), now=NOW) == NOW
    assert clearing.until(locked(), now=NOW) == START + timedelta(minutes=4)


SINCE = START - HOUR


def host_strike(name="d-1", at=START) -> HostStrike:
    return HostStrike(name=name, at=at, thing="video v-1", clause="5.1", measures=("L5",))


def found(
    named=(CASE,), *, gives=True, since=SINCE, at=START, case: Case | None = None, host=(), falls=(), stays=()
):
    there = There(cases=(Struck(case=CASE, at=at, orders=(STRIKE,)),), host=host)
    said = Said(since=since, cases=named, falls=falls, stays=stays)
    return clearing.found(case or locked(), said, gives=gives, there=there, now=NOW)


def test_whoever_gives_the_account_back_names_who_struck_it_meanwhile() -> None:
    assert found(()) is None
    assert found() == facts.Intruded(since=SINCE, until=START + timedelta(minutes=4), cases=(CASE,))


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param({"gives": False}, No.MEASURE_NOT_ALLOWED, id="nobody is given the account"),
        pytest.param({"since": None}, No.OUTSIDE_INTRUSION, id="no change by which anybody came in"),
        pytest.param({"since": NOW}, No.OUTSIDE_INTRUSION, id="it was locked before"),
        pytest.param({"named": (COMPLAINT,)}, No.NOT_FOUND, id="a case that never struck it"),
        pytest.param({"at": SINCE - HOUR}, No.OUTSIDE_INTRUSION, id="the owner's own, from before"),
        pytest.param({"at": NOW}, No.OUTSIDE_INTRUSION, id="from after the lock"),
        pytest.param({"at": None}, No.OUTSIDE_INTRUSION, id="nobody knows when"),
    ],
)
def test_a_strike_for_anything_else_stays(said, no) -> None:
    with pytest.raises(Refused) as refused:
        found(said.pop("named", (CASE,)), **said)
    assert refused.value.code is no


STAYS = facts.StrikeStays(host_decision="d-1", words=words())


def test_of_what_the_host_struck_since_each_falls_or_stays_for_a_reason() -> None:
    host = (host_strike(), host_strike("d-0", SINCE - HOUR))
    with pytest.raises(Refused) as refused:
        found((), host=host)
    assert (refused.value.code, refused.value.facts["known"]) == (No.STRIKES_UNSAID, ["d-1"])
    assert found((), host=host, falls=("d-1",)) == facts.Intruded(
        since=SINCE, until=START + timedelta(minutes=4), cases=()
    )
    assert found((), host=host, stays=(STAYS,)).stays == (STAYS,)
    assert found((), host=host, gives=False) is None, "who gets nothing has nothing undone"


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param({"falls": ("d-1", "d-9")}, No.NOT_FOUND, id="a decision that struck nothing"),
        pytest.param({"falls": ("d-1", "d-0")}, No.OUTSIDE_INTRUSION, id="one from before"),
        pytest.param({"falls": ("d-1",), "since": None}, No.OUTSIDE_INTRUSION, id="nobody says since when"),
        pytest.param({"falls": ("d-1",), "gives": False}, No.MEASURE_NOT_ALLOWED, id="nobody is given it"),
    ],
)
def test_what_the_host_struck_for_anything_else_stays(said, no) -> None:
    host = (host_strike(), host_strike("d-0", SINCE - HOUR))
    with pytest.raises(Refused) as refused:
        found((), host=host, **said)
    assert refused.value.code is no


def test_where_nobody_says_since_when_it_is_since_the_first_strange_thing_that_the_host_told_of() -> None:
    told = facts.Established(source="host", strange_since=SINCE)
    assert clearing.came_at(a_case(TAKEN, told)) == SINCE
    assert clearing.came_at(a_case(TAKEN)) is None
    with pytest.raises(Refused) as refused:
        found((), host=(host_strike(),), since=None, case=locked(told))
    assert refused.value.code is No.STRIKES_UNSAID


@pytest.mark.parametrize("intruded", [None, facts.Intruded(since=SINCE, until=NOW, cases=())])
def test_nobody_signs_over_what_the_host_told_of_since_it_was_proposed(intruded) -> None:
    falls = facts.Chosen(measure="R.STRIKE", target=ACCOUNT, host_decision="d-1")
    proposal = proposed(measures=(falls,), intruded=intruded)
    clearing.check_told_since(proposal, (host_strike(), host_strike("d-0", SINCE - HOUR)), came=SINCE)
    with pytest.raises(Refused) as refused:
        clearing.check_told_since(proposal, (host_strike(), host_strike("d-2")), came=SINCE)
    assert refused.value.code is No.STRIKES_UNSAID
    assert refused.value.facts == {"why": "since", "known": ["d-2"]}


def test_a_proposal_says_what_falls_and_what_stays() -> None:
    falls = facts.Chosen(measure="R.STRIKE", target=ACCOUNT, host_decision="d-2")
    it = facts.Intruded(since=SINCE, until=NOW, cases=(), stays=(STAYS,))
    assert clearing.said_of(proposed(measures=(falls,), intruded=it)) == {"d-1", "d-2"}
    assert clearing.said_of(proposed()) == frozenset()


GIVES = order("r1", measure="R", target=ACCOUNT)
ANNOUNCED = facts.Announced(orders=(GIVES,), at=NOW, tell_by=NOW, laws=("account_cooling",))
INTRUDED = facts.Intruded(since=SINCE, until=NOW, cases=(CASE, LETTER))


def given_back(*more: facts.CaseFact, intruded=INTRUDED, **decided: object) -> Case:
    whole = {"orders": (GIVES,), **decided}
    proposal = proposed(outcome="granted", gives_to=COMPLAINT, intruded=intruded)
    return a_case(TAKEN, proposal, facts.Decided(no=1, outcome="granted", **whole), *more)


def test_nothing_falls_before_the_account_is_back_and_it_begins_once() -> None:
    begun = facts.ClearingBegun(decision=1, cases=(CASE, LETTER))
    took = facts.TookEffect(decision=1, orders=(GIVES,))
    assert clearing.begins(given_back(), 1) == begun
    assert clearing.begins(given_back(orders=(), announced=ANNOUNCED), 1) is None, "it cools down"
    assert clearing.begins(given_back(took, orders=(), announced=ANNOUNCED), 1) == begun
    assert clearing.begins(given_back(begun), 1) is None
    assert clearing.begins(given_back(intruded=None), 1) is None


def test_what_falls_is_lifted_and_what_waited_for_its_day_is_dropped() -> None:
    waits = order("w1", measure="L9", target=ACCOUNT)
    item = order("w2", measure="L4", target=SUBJECT)
    told = facts.Announced(orders=(waits, item), at=NOW, tell_by=NOW, laws=("eu_p2b_termination",))
    case = struck_case(REMOVAL, STRIKE, announced=told)
    fact = falls(case)
    assert fact is not None
    assert [(one.key, one.do, one.measure) for one in fact.orders] == [
        (enforcement.lift_key(KEY), "lift", "L5")
    ]
    assert (fact.dropped, fact.hijack) == (("w1",), EVIDENCE)
    assert falls(struck_case(REMOVAL)) is None
    only_waits = falls(struck_case(announced=told))
    assert only_waits is not None
    assert only_waits.orders == ()


def falls(case: Case) -> facts.Reversed | None:
    return clearing.falls(case, case.decisions[0], account=ACCOUNT, by=EVIDENCE, pack=pack(), now=NOW)


def test_it_falls_where_a_case_was_closed_long_ago_and_it_stays_closed() -> None:
    closed = (facts.Closed(decision=1, appeal_until=NOW),)
    case = struck_case(STRIKE, then=closed)
    fact = falls(case)
    assert fact is not None
    after = struck_case(STRIKE, then=(*closed, fact))
    assert (after.status, after.undone, falls(after)) == ("closed", (fact,), None)
