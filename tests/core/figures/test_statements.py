"""What does the Union's database get of a decision, to the letter, and what never leaves the house?"""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest

from ombud.core import facts
from ombud.core.case import Law
from ombud.core.figures import wording
from ombud.core.figures.book import read_case
from ombud.core.figures.periods import days, named
from ombud.core.figures.statements import (
    TERRITORY,
    Left,
    Statement,
    Why,
    provisional,
    puid,
    statements,
)
from ombud.core.pack.types import Text
from tests.cast import (
    ACCOUNT,
    CASE,
    JUN,
    LETTER,
    MEI,
    START,
    SUBJECT,
    lines,
    opened,
    order,
    pack,
    proposed,
    words,
)

EU = pack("EU")
REPORT = EU.reports["eu_dsa_statements"]
NOVEMBER = named("2026-11", zone=REPORT.zone)
POSTED = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
SUSPENDED_UNTIL = datetime(2026, 12, 22, 23, 30, tzinfo=UTC)

JOINED = facts.Joined(count=1, digest="ab", severity="S2", first_at=START, said=("claims_bystander",))
SEEN = facts.Established(source="host", there_since=POSTED)
TAKEN = facts.Assigned(agent=MEI, how="next")
REMOVED = order("k1")
SUSPENDED = order("k2", measure="L8", target=ACCOUNT, until=SUSPENDED_UNTIL)
PROPOSED = proposed(clause="CLIPS.4.1")
DECIDED = facts.Decided(no=1, outcome="violation", orders=(REMOVED, SUSPENDED))
CONFIRMED = (facts.Confirmed(key="k1"), facts.Confirmed(key="k2"))
TOLD = facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1)
WHOLE = (JOINED, SEEN, TAKEN, PROPOSED, DECIDED, *CONFIRMED, TOLD)
READY = START + timedelta(minutes=9)


def found(*several, code="CV.FRAUD.PHISH", kind="video", by=EU, period=NOVEMBER, report=REPORT):
    told = lines((opened(code, "S2", jurisdiction="EU", pack=EU.digest), *several))
    book = read_case(CASE, told, until=period.until)
    return [] if book is None else list(statements(book, kind=kind, pack=by, report=report, period=period))


def without(*gone):
    return tuple(fact for fact in WHOLE if fact not in gone)


def test_a_statement_has_every_field_that_a_hand_would_fill_in():
    [one] = found(*WHOLE)
    assert (one.decision, one.ready_at) == (1, READY)
    assert dict(one.fields) == {
        "application_date": "2026-11-23",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "automated_detection": "No",
        "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        "category_specification": ["KEYWORD_PHISHING"],
        "content_date": "2026-11-20",  # half an hour to midnight in UTC is the next day in Brussels
        "content_type": ["CONTENT_TYPE_VIDEO"],
        "decision_account": "DECISION_ACCOUNT_SUSPENDED",
        "decision_facts": (
            "A notice about it was received through the form for complaints. A member of our staff looked into it and found that"
            " the rule named above was broken. Kind of matter: Phishing. Measures: Remove the item; Suspend the account until a"
            " date. People decided this; no machine decided by itself."
        ),
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "end_date_account_restriction": "2026-12-23",
        "incompatible_content_explanation": (
            "Do not trick anybody out of money, log-ins or data, pose as support or lure people into paying elsewhere."
        ),
        "incompatible_content_ground": "CLIPS.4.1 No fraud",
        "puid": "ombud-e8faf1fcb22b0b910a6d7d7a89d435c3f505ff3d",
        "source_type": "SOURCE_ARTICLE_16",
        "territorial_scope": list(TERRITORY),
    }
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,500}", one.puid)
    assert puid(CASE, 1) != puid(CASE, 2)
    assert CASE.hex[:12] not in one.puid
    assert len(TERRITORY) == len(set(TERRITORY)) == 30


def test_nothing_that_anybody_wrote_is_read_for_it():
    """A book holds no words, only their ids and digests; not one of those, nor anybody's id, is in the statement either."""
    [one] = found(*WHOLE)
    said = json.dumps(dict(one.fields))
    ids = [MEI, JUN, SUBJECT, ACCOUNT, CASE, LETTER, *(words(n).id for n in range(5))]
    assert not [one for one in ids if one.hex in said or str(one) in said]
    assert not [n for n in range(5) if words(n).digest in said]


SOURCES = facts.Joined(count=2, digest="ab", severity="S2", first_at=START, said=("trusted_flagger",))
AGAIN = (
    facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words()),
    facts.Assigned(agent=JUN, how="next"),
    (
        proposed(2, JUN, appeal=1, ruling="changed", measures=(), clause="CLIPS.4.1"),
        f"agent:{JUN}",
    ),
    facts.Decided(no=2, outcome="violation", appeal=1, ruling="changed", orders=(order("k3", measure="L2"),)),
    facts.Confirmed(key="k3"),
    facts.Told(letter=LETTER, template="appeal_outcome_appellant", side="account", decision=2),
)


def one_field(*several, name, **said):
    [one] = found(*several, **said)
    return one.fields.get(name)


@pytest.mark.parametrize(
    ("several", "said", "name", "value"),
    [
        pytest.param(
            (SOURCES, *WHOLE[1:]), {}, "source_type", "SOURCE_TRUSTED_FLAGGER", id="a trusted flagger"
        ),
        pytest.param(WHOLE, {"kind": "live"}, "content_type", ["CONTENT_TYPE_VIDEO"], id="a live stream"),
        pytest.param(WHOLE, {"kind": "comment"}, "content_type", ["CONTENT_TYPE_TEXT"], id="a comment"),
        pytest.param(WHOLE, {"kind": "account"}, "content_type_other", "Account", id="an account"),
        pytest.param(WHOLE, {"kind": "order"}, "content_type", ["CONTENT_TYPE_PRODUCT"], id="goods"),
        pytest.param(WHOLE, {}, "end_date_visibility_restriction", None, id="for good"),
    ],
)
def test_what_a_field_says(several, said, name, value):
    assert one_field(*several, name=name, **said) == value


def measured(*codes, until=None):
    orders = tuple(order(f"m{n}", measure=code, until=until) for n, code in enumerate(codes))
    confirmed = (facts.Confirmed(key=one.key) for one in orders)
    return (JOINED, SEEN, TAKEN, PROPOSED, replace(DECIDED, orders=orders), *confirmed, TOLD)


def test_of_what_one_field_holds_the_gravest_stands_there_and_a_strike_is_told_in_words():
    [one] = found(*measured("L8", "L9", "L7", "L6", "L5", "L2", until=SUSPENDED_UNTIL))
    assert one.fields["decision_account"] == "DECISION_ACCOUNT_TERMINATED"
    assert one.fields["decision_monetary"] == "DECISION_MONETARY_SUSPENSION"
    assert one.fields["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION"
    assert one.fields["decision_visibility"] == [
        "DECISION_VISIBILITY_CONTENT_DEMOTED",
        "DECISION_VISIBILITY_OTHER",
    ]
    assert one.fields["decision_visibility_other"] == "A formal warning (strike)"
    assert {name for name in one.fields if name.startswith("end_date")} == {
        "end_date_visibility_restriction",
        "end_date_monetary_restriction",
        "end_date_service_restriction",
        "end_date_account_restriction",
    }
    [far] = found(*measured("L8", until=datetime(2040, 1, 1, tzinfo=UTC)))
    assert "end_date_account_restriction" not in far.fields, "the database knows no day so late"


def test_a_rule_that_rests_on_a_law_makes_it_illegal_content():
    clause = replace(EU.clauses["CLIPS.4.1"], law=Text("某法第一条", "Some Act, section 1"))
    by = replace(EU, clauses=MappingProxyType({**EU.clauses, "CLIPS.4.1": clause}))
    [one] = found(*WHOLE, by=by)
    assert one.fields["decision_ground"] == "DECISION_GROUND_ILLEGAL_CONTENT"
    assert one.fields["illegal_content_legal_ground"] == "Some Act, section 1"
    assert one.fields["illegal_content_explanation"].startswith("Do not trick anybody")
    assert not [name for name in one.fields if name.startswith("incompatible")]


def test_a_kind_of_several_categories_names_the_first_and_the_others_besides():
    kind = replace(EU.category("CV.FRAUD.PHISH"), dsa=("VIOLENCE", "SCAMS_AND_FRAUD"))
    by = replace(EU, categories=MappingProxyType({**EU.categories, "CV.FRAUD.PHISH": kind}))
    [one] = found(*WHOLE, by=by)
    assert one.fields["category"] == "STATEMENT_CATEGORY_VIOLENCE"
    assert one.fields["category_addition"] == ["STATEMENT_CATEGORY_SCAMS_AND_FRAUD"]
    assert "category_specification" not in one.fields


def test_each_decision_that_newly_restricts_has_one_and_a_ruling_that_restricts_nothing_has_none():
    first, second = found(*WHOLE, *AGAIN)
    assert (first.decision, second.decision) == (1, 2)
    assert second.fields["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DEMOTED"]
    assert "It was decided on an internal complaint" in second.fields["decision_facts"]
    upheld = tuple(
        replace(fact, orders=()) if isinstance(fact, facts.Decided) else fact
        for fact in AGAIN
        if not isinstance(fact, facts.Confirmed)
    )
    assert [one.decision for one in found(*WHOLE, *upheld)] == [1]


NO_CLAUSE = replace(PROPOSED, clause=None)
BACK = replace(
    DECIDED, orders=(order("k1", do="lift"), order("k2", measure="R"), order("k3", host_decision="d"))
)
ANNOUNCED = facts.Announced(orders=(REMOVED,), at=START + timedelta(days=30), tell_by=START, laws=("x",))
DEAD_BUT_CLOSED = (facts.Died(key="k1", detail=""), facts.Overridden(key="k1", words=words()))
UNKNOWN = replace(DECIDED, orders=(order("k1", measure="ZZ"),))
ONE_PLACE = replace(DECIDED, orders=(order("k1", measure="L3"),))
IN_FRANCE = replace(DECIDED, orders=(replace(order("k1", measure="L3"), territory=("DE", "FR", "US")),))
IN_AMERICA = replace(DECIDED, orders=(replace(order("k1", measure="L3"), territory=("US",)),))


@pytest.mark.parametrize(
    ("several", "said", "why", "what"),
    [
        pytest.param(WHOLE, {"code": "GR.TAKEDOWN"}, Why.AUTHORITY_ORDER, "GR.TAKEDOWN", id="an authority ordered it"),
        pytest.param(WHOLE, {"kind": "platform"}, Why.NO_SUBJECT, "platform", id="about the platform"),
        pytest.param(WHOLE, {"kind": None}, Why.NO_SUBJECT, "", id="about nothing"),
        pytest.param(WHOLE, {"code": "SV.BUG"}, Why.NO_CATEGORY, "SV.BUG", id="a kind without a category"),
        pytest.param((JOINED, SEEN, TAKEN, PROPOSED, UNKNOWN, CONFIRMED[0], TOLD), {}, Why.NO_MEASURE, "ZZ", id="a measure nobody knows"),
        pytest.param((JOINED, SEEN, TAKEN, PROPOSED, ONE_PLACE, CONFIRMED[0], TOLD), {}, Why.NO_TERRITORY, "L3", id="in a territory that nobody wrote down"),
        pytest.param((JOINED, SEEN, TAKEN, PROPOSED, IN_AMERICA, CONFIRMED[0], TOLD), {}, Why.OUTSIDE, "L3", id="in no territory of the database's"),
        pytest.param((JOINED, SEEN, TAKEN, NO_CLAUSE, *WHOLE[4:]), {}, Why.NO_GROUND, "", id="no rule was named"),
        pytest.param(WHOLE[1:], {}, Why.NO_SOURCE, "", id="nobody complained"),
        pytest.param((JOINED, SEEN, TAKEN, (PROPOSED, "chore:model"), *WHOLE[4:]), {}, Why.NO_SOURCE, "", id="a machine proposed it"),
        pytest.param((JOINED, replace(SEEN, there_since=datetime(1999, 12, 31, tzinfo=UTC)), *WHOLE[2:]), {}, Why.BAD_DATE, "content_date", id="older than the database knows"),
        pytest.param((JOINED, SEEN, TAKEN, PROPOSED, replace(DECIDED, orders=(REMOVED,)), *DEAD_BUT_CLOSED, TOLD), {}, Why.NEVER_HELD, "", id="the host never did it"),
        pytest.param(without(TOLD), {}, Why.NOT_TOLD, "", id="the account has no letter yet"),
        pytest.param(without(CONFIRMED[1]), {}, Why.NOT_CONFIRMED, "L8", id="the host has not done all of it"),
        pytest.param(without(SEEN), {}, Why.NO_CONTENT_DATE, "", id="nobody knows since when it is there"),
        pytest.param((JOINED, SEEN, TAKEN, PROPOSED, replace(DECIDED, orders=(), announced=ANNOUNCED), TOLD), {}, Why.NOT_CONFIRMED, "", id="it was announced for a day"),
    ],
)  # fmt: skip
def test_what_is_left_out_says_why(several, said, why, what):
    assert [type(one) for one in found(*WHOLE)] == [Statement], "the same story, whole, has one"
    assert found(*several, **said) == [Left(decision=1, why=why, what=what)]


def test_what_is_withheld_in_some_territories_names_those_and_what_holds_everywhere_all_of_them():
    (one,) = found(JOINED, SEEN, TAKEN, PROPOSED, IN_FRANCE, CONFIRMED[0], TOLD)
    assert one.fields["territorial_scope"] == ["DE", "FR"]
    assert one.fields["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    (whole,) = found(*WHOLE)
    assert len(whole.fields["territorial_scope"]) == len(TERRITORY)


def test_what_takes_nothing_from_anybody_is_not_even_left_out():
    assert found(JOINED, SEEN, TAKEN, PROPOSED, BACK, TOLD) == []
    assert found(JOINED, SEEN, TAKEN) == []


def test_a_statement_is_made_once_in_the_time_in_which_its_last_piece_came():
    day = START.date()
    before, on, after = (
        days(day + timedelta(days=n), day + timedelta(days=n), zone=REPORT.zone) for n in (-1, 0, 1)
    )
    made = [[type(one) for one in found(*WHOLE, period=period)] for period in (before, on, after)]
    assert made == [[], [Statement], []]
    late = lines((opened("CV.FRAUD.PHISH", "S2", jurisdiction="EU", pack=EU.digest), *WHOLE))
    told = (*late[:-1], replace(late[-1], at=START + timedelta(days=1)))
    seen = [
        [
            getattr(one, "why", "made")
            for book in [read_case(CASE, told, until=period.until)]
            if book
            for one in statements(book, kind="video", pack=EU, report=REPORT, period=period)
        ]
        for period in (before, on, after)
    ]
    assert seen == [[], [Why.NOT_TOLD], ["made"]], "what waits is named until it is made"


def test_what_will_never_be_made_is_named_once():
    day = START.date()
    periods = (days(day, day, zone=REPORT.zone), days(day, day + timedelta(days=9), zone=REPORT.zone))
    assert [len(found(*WHOLE, kind=None, period=period)) for period in periods] == [1, 1]
    later = days(day + timedelta(days=1), day + timedelta(days=9), zone=REPORT.zone)
    assert found(*WHOLE, kind=None, period=later) == []


def test_whatever_follows_the_time_changes_nothing_in_it():
    later = tuple(
        replace(line, at=NOVEMBER.until + timedelta(days=n))
        for n, line in enumerate(lines((opened(), *WHOLE, *AGAIN))[len(WHOLE) + 1 :])
    )
    short = lines((opened("CV.FRAUD.PHISH", "S2", jurisdiction="EU", pack=EU.digest), *WHOLE))
    erased = replace(
        short[-1], seq=len(short) + len(later) + 1, at=NOVEMBER.until + timedelta(days=99),
        fact=facts.Erased(person=CASE, why="time"), by="chore:retain",
    )  # fmt: skip
    books = [read_case(CASE, told, until=NOVEMBER.until) for told in (short, (*short, *later, erased))]
    assert books[0] == books[1]


def test_a_measure_taken_before_anything_was_found_is_named_and_has_none():
    held = order("p1", measure="P2", protective=True, until=START + timedelta(days=7))
    kept = replace(held, key="p2", measure="P1")
    protected = [facts.Protected(order=one, words=words(), review_at=START) for one in (held, kept)]
    told = lines((opened(jurisdiction="EU"), JOINED, TAKEN, *protected))
    book = read_case(CASE, told, until=NOVEMBER.until)
    left = list(provisional(book, pack=EU, period=NOVEMBER))
    assert left == [Left(decision=0, why=Why.PROVISIONAL, what="P2")], "a snapshot takes nothing from anybody"
    assert list(provisional(book, pack=EU, period=named("2026-10", zone=REPORT.zone))) == []


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("Write to lan@example.org about it.", id="a mail address"),
        pytest.param("As @lan_xiaozhou said.", id="a handle"),
        pytest.param("See https://clips.example/u/lan", id="a link"),
        pytest.param("Call +86 138-0013-8000 now.", id="a phone number"),
    ],
)
def test_words_of_a_rule_that_could_reach_somebody_are_blocked_not_sent(hostile):
    clause = replace(EU.clauses["CLIPS.4.1"], text=Text("规则", hostile))
    by = replace(EU, clauses=MappingProxyType({**EU.clauses, "CLIPS.4.1": clause}))
    field = "incompatible_content_explanation"
    assert found(*WHOLE, by=by) == [Left(decision=1, why=Why.PERSONAL, what=field)]


def test_nothing_that_ships_is_blocked():
    said = [
        *(f"{one.id} {one.title.en} {one.text.en}" for one in EU.clauses.values()),
        *(one.title.en for one in EU.categories.values()),
        *(one.title.en for one in EU.measures.values()),
    ]
    assert [one for one in said if wording.personal({"decision_facts": one})] == []


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        pytest.param("short", 5, "short", id="it fits"),
        pytest.param("longer", 5, "long…", id="its beginning"),
        pytest.param("abce\u0301f", 5, "abc…", id="an accent stays with its letter"),
        pytest.param("\u0301" * 9, 3, "…", id="nothing but accents"),
    ],
)
def test_a_text_is_cut_by_signs_and_never_between_a_letter_and_its_accent(text, most, left):
    assert wording.cut(text, most) == left
    assert len(left) <= most


def test_a_case_counts_where_its_account_is_too():
    told = lines(
        (
            opened("CV.FRAUD.PHISH", "S2"),
            facts.AccountPlaced(jurisdiction="EU", pack=EU.digest),
            *WHOLE,
        )
    )
    book = read_case(CASE, told, until=NOVEMBER.until)
    assert book.case.owed_apart == (Law(jurisdiction="EU", pack=EU.digest, since=told[1].at),)
    assert len(list(statements(book, kind="video", pack=EU, report=REPORT, period=NOVEMBER))) == 1


def test_a_case_that_was_not_there_yet_tells_nothing():
    assert read_case(CASE, lines((opened(),)), until=START) is None
    assert NOVEMBER.first == date(2026, 11, 1)
