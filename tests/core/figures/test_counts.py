"""Do the figures say what a slow, obvious count over the same world says, in every period, the empty ones included?"""

import statistics
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from ombud.core import facts
from ombud.core.facts import Line
from ombud.core.figures.book import read_case
from ombud.core.figures.complaints import Complaints, read_complaint
from ombud.core.figures.form import besides
from ombud.core.figures.periods import named
from ombud.core.figures.transparency import Transparency
from ombud.core.figures.transparency import asked as was_asked
from ombud.core.pack.dsa import CATEGORIES
from ombud.core.pack.words import falls_under
from tests.cast import CASE, LETTER, MEI, SUBJECT, lines, opened, order, pack, proposed, words
from tests.core.figures.world import case_lines, complaint_lines, stories

EU, IN = pack("EU"), pack("IN")
UNION, P2B, INDIA = EU.reports["eu_dsa_report"], EU.reports["eu_p2b_figures"], IN.reports["in_monthly"]
WORLD = stories(seed=20261129, n=400)
PERIODS = ("2026", "2026-H1", "2026-H2", "2027", "2026-03", "2026-12", "2031")


def minutes(several):
    return [took // timedelta(minutes=1) for took in several]


def median(several):
    return round(statistics.median(minutes(several)) / 60, 2) if several else None


def mean(several):
    return round(statistics.mean(minutes(several)) / 60, 2) if several else None


def count(counted, period):
    for it in WORLD:
        complaint = read_complaint(complaint_lines(it), until=period.until)
        if complaint is not None:
            counted.add_complaint(complaint)
        case = read_case(it.id, case_lines(it), until=period.until)
        if case is not None:
            counted.add_case(case)
    return counted.figures()


@cache
def union(period):
    return count(Transparency(report=UNION, period=period, law_of=lambda _book: EU), period)


def main_of(it):
    return next((one for one in EU.category(it.code).dsa if one in CATEGORIES), None)


def is_order(it):
    return falls_under(it.code, (*UNION.orders, *UNION.information))


def restricts(measure):
    return measure is not None and EU.measure(measure).dsa is not None


def seen(at, period):
    return at is not None and period.since <= at < period.until


@pytest.fixture(params=PERIODS)
def period(request):
    return named(request.param, zone=UNION.zone)


def test_the_world_has_everything_that_is_counted():
    assert {it.code for it in WORLD} >= {"CV.HATE", "SV.BUG", "GR.DATA"}
    assert len([it for it in WORLD if it.ruled]) > 50
    assert {it.ruling for it in WORLD} == {None, "upheld", "changed", "overturned"}


def test_notices_are_counted_as_a_slow_count_has_them(period):
    for trusted in (False, True):
        found = {row["name"]: row for row in union(period)["notices"] if row["trusted"] == trusted}
        noticed = [
            it
            for it in WORLD
            if seen(it.sorted, period) and main_of(it) and not is_order(it) and (it.trusted or not trusted)
        ]
        acted = [
            (it, took)
            for it in WORLD
            if main_of(it) and not is_order(it) and (it.trusted or not trusted)
            for at, measure in ((it.decided, it.measure), (it.ruled, it.new_measure))
            if seen(at, period) and restricts(measure)
            for took in [at - it.came]
        ]
        for name in {"TOTAL", *filter(None, map(main_of, WORLD))}:
            mine = [it for it in noticed if name in {"TOTAL", main_of(it)}]
            took = [took for it, took in acted if name in {"TOTAL", main_of(it)}]
            expected = {
                "notices": len(mine),
                "items": sum(it.about is not None for it in mine),
                "law": 0,
                "terms": len(took),
                "median_hours": median(took),
            }
            row = found.get(name, {"notices": 0, "items": 0, "law": 0, "terms": 0, "median_hours": None})
            assert {key: row[key] for key in expected} == expected, (name, trusted)
    processed = [it for it in WORLD if seen(it.sorted, period) and main_of(it) and not is_order(it)]
    done = [it for it in processed if it.decided and it.decided < period.until]
    assert union(period)["notices_decided"] == len(done)
    assert union(period)["notices_decided_trusted"] == len([it for it in done if it.trusted])


def test_measures_are_counted_as_a_slow_count_has_them(period):
    done = Counter(
        (EU.measure(measure).dsa, it.trusted)
        for it in WORLD
        if not is_order(it)
        for at, measure in ((it.decided, it.measure), (it.ruled, it.new_measure))
        if seen(at, period) and restricts(measure)
    )
    whole = union(period)
    assert {(one["restriction"], one["trusted"]): one["n"] for one in whole["measures"]} == done
    assert whole["actions"] == done.total()
    assert whole["actions_automated"] == 0
    assert whole["suspended_for_unfounded_notices"] == sum(
        it.suspends and seen(it.decided, period) for it in WORLD
    )


STARTS = {"visibility": "VIS", "provision": "PRO", "account": "ACC", "monetary": "MON"}


def sort_of(it):
    if restricts(it.measure):
        code = EU.measure(it.measure).dsa
        return {name for name, start in STARTS.items() if code.startswith(start)}
    return {"no_action", "no_action_trusted"} if it.trusted else {"no_action"}


def test_appeals_are_counted_as_a_slow_count_has_them(period):
    whole = union(period)
    appealed = [it for it in WORLD if it.appealed and not it.outside_appeal]
    for name in ("TOTAL", *STARTS, "no_action", "no_action_trusted"):
        mine = [it for it in appealed if name == "TOTAL" or name in sort_of(it)]
        ruled = [it for it in mine if seen(it.ruled, period)]
        rulings = Counter(it.ruling for it in ruled)
        expected = {
            "filed": sum(seen(it.appealed, period) for it in mine),
            **{one: rulings[one] for one in ("upheld", "changed", "overturned")},
            "median_hours": median([it.ruled - it.appealed for it in ruled]),
        }
        nothing = {**dict.fromkeys(expected, 0), "median_hours": None}
        assert whole["appeals"].get(name, nothing) == expected, name
    newly = [it for it in appealed if seen(it.ruled, period) and it.new_measure]
    assert whole["newly_restricted_on_appeal"] == len(newly)


def test_what_went_outside_is_counted_as_a_slow_count_has_it(period):
    ours = [it for it in WORLD if it.outside and it.sorted and it.body == "eu_ods"]
    over = [it for it in ours if it.settled and seen(it.settled, period)]
    assert union(period)["disputes"] == {
        "submitted": sum(seen(it.outside, period) for it in ours),
        "ended": len(over),
        "followed": sum(it.followed for it in over),
        "median_hours": median([it.settled - it.outside for it in over]),
    }


@pytest.mark.parametrize(
    ("name", "kinds"), [("orders_to_act", UNION.orders), ("orders_to_tell", UNION.information)]
)
def test_orders_are_counted_as_a_slow_count_has_them(period, name, kinds):
    mine = [it for it in WORLD if falls_under(it.code, kinds)]
    came = [it for it in mine if seen(it.sorted, period)]
    effect = [
        (it.confirmed if it.measure else it.decided) - it.came
        for it in mine
        if it.decided and seen(it.confirmed if it.measure else it.decided, period)
    ]
    told = [it.acknowledged - it.came for it in came if it.acknowledged and it.acknowledged < period.until]
    assert union(period)[name] == {
        "received": len(came),
        "items": sum(it.about is not None for it in came),
        "median_hours_to_acknowledge": median(told),
        "median_hours_to_effect": median(effect),
    }


@pytest.mark.parametrize("report", [P2B, INDIA], ids=lambda report: report.id)
def test_complaints_are_counted_as_a_slow_count_has_them(period, report):
    found = count(Complaints(report=report, period=period), period)
    mine = [
        it
        for it in WORLD
        if falls_under(it.code, report.of) or (it.company and falls_under(it.code, report.from_company))
    ]
    over = [it for it in mine if seen(it.decided, period)]
    there = [it for it in mine if it.sorted and it.sorted < period.until]
    takes = Counter(
        measure
        for it in WORLD
        if falls_under(it.code, report.of)
        for at, measure in ((it.decided, it.measure), (it.ruled, it.new_measure))
        if seen(at, period) and measure
    )
    sums = {
        "received": sum(seen(it.sorted, period) for it in mine),
        "ended": len(over),
        "open": sum(not it.decided or it.decided >= period.until for it in there),
        "unsorted": sum(
            it.came < period.until and (it.sorted is None or it.sorted >= period.until) for it in WORLD
        ),
        "appealed": sum(seen(it.appealed, period) for it in mine),
        "mean_hours": mean([it.decided - it.came for it in over]),
        "median_hours": median([it.decided - it.came for it in over]),
        "outcomes": dict(sorted(Counter(it.outcome for it in over).items())),
        "measures": dict(sorted(takes.items())),
    }
    assert {name: found[name] for name in sums} == sums
    for kind in found["kinds"]:
        of_kind = [it for it in mine if it.code == kind["code"]]
        ended = [it for it in of_kind if seen(it.decided, period)]
        assert kind == {
            "code": kind["code"],
            "received": sum(seen(it.sorted, period) for it in of_kind),
            "ended": len(ended),
            "appealed": sum(seen(it.appealed, period) for it in of_kind),
            "mean_hours": mean([it.decided - it.came for it in ended]),
            "median_hours": median([it.decided - it.came for it in ended]),
            "outcomes": dict(sorted(Counter(it.outcome for it in ended).items())),
        }
    assert sum(kind["received"] for kind in found["kinds"]) == found["received"]


def test_a_book_that_is_no_complaints_or_not_there_yet_tells_nothing():
    line = Line(seq=1, at=datetime(2026, 1, 1, tzinfo=UTC), by="host", fact=facts.Confirmed(key="k"))
    assert read_complaint((line,), until=datetime(2027, 1, 1, tzinfo=UTC)) is None
    assert read_complaint((), until=datetime(2027, 1, 1, tzinfo=UTC)) is None


def test_what_has_no_category_is_an_action_under_no_category():
    period = named("2026", zone=UNION.zone)
    uncoded = [it for it in WORLD if main_of(it) is None and not is_order(it)]
    acted = [it for it in uncoded if seen(it.decided, period) and restricts(it.measure)]
    assert acted, "there are some"
    total = next(row for row in union(period)["notices"] if row["name"] == "TOTAL" and not row["trusted"])
    assert union(period)["actions"] > total["terms"]


def test_what_was_given_to_authorities_and_what_is_withheld_where_are_counted_by_kind_and_place():
    at = datetime(2026, 5, 1, tzinfo=UTC)
    there = replace(order("k1", measure="L3"), territory=("DE", "FR"))
    told = facts.Disclosed(
        no=1,
        kinds=("name",),
        to="police",
        channel="published_number",
        ground="life_at_risk",
        words=words(),
        level="A3",
        answer_by=at,
    )
    several = (
        facts.Opened(
            subject=SUBJECT,
            matter="m",
            code="GR.DATA",
            severity="S2",
            jurisdiction="EU",
            lang="en",
            lane="l",
            pack=EU.digest,
        ),
        facts.Assigned(agent=MEI, how="next"),
        proposed(measures=(facts.Chosen(measure="L3", target=SUBJECT, territory=("DE", "FR")),)),
        facts.Decided(no=1, outcome="violation", orders=(there,)),
        facts.Recorded(
            step="data_out", what="data_given", words=words(), kinds=("data_basic", "data_traffic")
        ),
        told,
    )
    lines = [Line(seq=no, at=at, by=f"agent:{MEI}", fact=fact) for no, fact in enumerate(several, 1)]
    figures = {}
    for name in ("2026", "2027"):
        counted = Transparency(report=UNION, period=named(name, zone=UNION.zone), law_of=lambda _book: EU)
        counted.add_case(read_case(CASE, lines, until=datetime(2028, 1, 1, tzinfo=UTC)))
        figures[name] = counted.figures()
    kinds = ("data_basic", "data_traffic", "name")
    assert figures["2026"]["data_given"] == [{"kind": one, "n": 1} for one in kinds]
    assert figures["2026"]["withheld_in"] == [{"territory": one, "n": 1} for one in ("DE", "FR")]
    assert (figures["2027"]["data_given"], figures["2027"]["withheld_in"]) == ([], [])


def test_a_look_that_nobody_asked_for_is_no_appeal():
    asked = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
    assert was_asked(asked)
    assert not was_asked(replace(asked, outside=True))
    assert not was_asked(replace(asked, again=CASE)), "its clause is in doubt"


def test_people_told_count_once_when_the_host_said_how_many():
    """Whoever saw a falsehood, when they hear of it and when they hear that it holds no more; not what reaches nobody, nor twice."""
    told = order("told", measure="C.SEEN")
    taken_back = order("back", measure="C.SEEN", do="lift")
    several = (
        facts.Assigned(agent=MEI, how="next"),
        proposed(level="A0"),
        facts.Decided(no=1, outcome="violation", orders=(told, order("hidden"))),
        facts.Confirmed(key="told", reached=1200),
        facts.Confirmed(key="told", reached=1200),
        facts.Confirmed(key="hidden"),
        facts.Confirmed(key="nobody's", reached=3),
        facts.Reversed(decision=1, orders=(taken_back,)),
        facts.Confirmed(key="back", reached=1100),
    )
    period = named("2026", zone=UNION.zone)
    counted = Transparency(report=UNION, period=period, law_of=lambda _book: EU)
    counted.add_case(read_case(CASE, lines((opened("MI.HEALTH"), *several)), until=period.until))
    people = [
        {"measure": "C.SEEN", "do": "apply", "messages": 1, "people": 1200},
        {"measure": "C.SEEN", "do": "lift", "messages": 1, "people": 1100},
    ]
    assert counted.figures()["reached"] == people
    table, _ = besides(counted.figures())
    assert table.rows == (("C.SEEN", "apply", 1, 1200), ("C.SEEN", "lift", 1, 1100))
    later = Transparency(report=UNION, period=named("2027", zone=UNION.zone), law_of=lambda _book: EU)
    later.add_case(read_case(CASE, lines((opened("MI.HEALTH"), *several)), until=later.period.until))
    assert later.figures()["reached"] == []
