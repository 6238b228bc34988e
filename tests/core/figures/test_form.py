"""Do the files have the common form's rows and headings, and is a cell empty where nobody here knows?"""

import pytest

from ombud.core.figures.complaints import Complaints
from ombud.core.figures.form import actions, common_form, of_complaints
from ombud.core.figures.periods import named
from ombud.core.figures.transparency import Transparency
from ombud.core.pack.dsa import CATEGORIES, GROUPS, KEYWORDS
from tests.core.figures.test_counts import EU, INDIA, UNION, count

YEAR = named("2026", zone=UNION.zone)
FIGURES = count(Transparency(report=UNION, period=YEAR, law_of=lambda _book: EU), YEAR)
EMPTY = Transparency(report=UNION, period=YEAR, law_of=lambda _book: EU).figures()
FORM = {table.name: table for table in common_form(FIGURES, period=YEAR)}
NOTHING = {table.name: table for table in common_form(EMPTY, period=YEAR)}


def cells(table):
    return [dict(zip(table.head, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("table", [*FORM.values(), *NOTHING.values()], ids=lambda table: table.name)
def test_every_row_has_a_cell_for_every_heading(table):
    assert len(set(table.head)) == len(table.head)
    assert {len(row) for row in table.rows} == {len(table.head)}


def test_the_form_lists_each_category_with_its_keywords_as_the_union_does():
    codes = [row["Category of illegal content"] for row in cells(FORM["part_4_notices.csv"])]
    assert len(codes) == 1 + sum(2 + len(GROUPS[name]) for name in GROUPS if name != "OTHER_VIOLATION_TC") + 1
    assert codes[0] == "TOTAL"
    assert codes[1:5] == [
        "STATEMENT_CATEGORY_ANIMAL_WELFARE", "KEYWORD_ANIMAL_HARM", "KEYWORD_UNLAWFUL_SALE_ANIMALS", "KEYWORD_OTHER",
    ]  # fmt: skip
    assert codes[-1] == "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
    assert GROUPS.keys() == CATEGORIES - {"NOT_SPECIFIED_NOTICE"}
    keywords = [keyword for several in GROUPS.values() for keyword in several]
    assert sorted(keywords) == sorted(KEYWORDS - {"OTHER", "STALKING"})


def test_the_numbers_stand_where_the_form_asks_for_them():
    rows = cells(FORM["part_4_notices.csv"])
    counted = {(row["name"], row["trusted"]): row for row in FIGURES["notices"]}
    whole, flagged = counted["TOTAL", False], counted["TOTAL", True]
    assert rows[0] == {
        "Applicability": "Only for providers of hosting services, including online platforms",
        "Service": None,
        "Reporting period": "2026-01-01/2026-12-31",
        "Category of illegal content": "TOTAL",
        'Description of the sub-category "Other"': None,
        "Number of notices received ": whole["notices"],
        "Number of notices received from Trusted flaggers": flagged["notices"],
        "Number of specific items of information included in the total number of notices": whole["items"],
        "Number of specific items of information included in the total number of notices by Trusted Flaggers"
        " (Trusted Flagger notices)": flagged["items"],
        "Median time to take action": whole["median_hours"],
        "Median time to take action (Trusted Flagger notices)": flagged["median_hours"],
        "Number of actions taken on the basis of the law": 0,
        "Number of actions taken on the basis of the law (Trusted Flagger notices)": 0,
        "Number of actions taken on the basis of the terms and conditions of the service": whole["terms"],
        "Number of actions taken on the basis of the terms and conditions of the service (Trusted Flagger notices)": (
            flagged["terms"]
        ),
        **{
            name: "Hours" if "Median" in name else None
            for name in rows[0]
            if name.startswith("Contextual information")
        },
    }
    phishing = next(row for row in rows if row["Category of illegal content"] == "KEYWORD_PHISHING")
    assert (
        phishing["Number of notices received "] == counted["SCAMS_AND_FRAUD/PHISHING", False]["notices"] > 0
    )
    adult = counted["OTHER_VIOLATION_TC", False]["notices"]
    assert rows[-1]["Number of notices received "] == adult > 0, (
        "of our own terms alone it does not say what is illegal"
    )


def test_appeals_and_suspensions_stand_where_the_form_asks_for_them():
    rows = cells(FORM["part_7_appeals_and_recidivism.csv"])
    found = {(row["Indicator"], row["Scope"]): row["Value"] for row in rows}
    assert len(found) == len(rows) == 47
    submitted, appeals = (
        "Number of complaints submitted to the internal-complaints mechanism",
        FIGURES["appeals"],
    )
    assert [found[submitted, scope] for scope in ("Total number", "Decisions upheld", "Decisions partially reversed", "Decisions reversed", "Median time", "Decision omitted")] == [
        *(appeals["TOTAL"][name] for name in ("filed", "upheld", "changed", "overturned", "median_hours")), None,
    ]  # fmt: skip
    disputes = FIGURES["disputes"]
    assert found[
        "Number of disputes submitted to out-of-court dispute settlement bodies",
        "Percentage of outcomes implemented",
    ] == round(100 * disputes["followed"] / disputes["ended"], 2)
    suspended = "Number of suspensions enacted for the provision of manifestly"
    assert (
        found[f"{suspended} unfounded notices", "Total number"]
        == FIGURES["suspended_for_unfounded_notices"]
        > 0
    )
    assert found[f"{suspended} illegal content ", "Total number"] is None


def test_what_nobody_here_knows_is_empty_and_what_was_nothing_is_nought():
    orders = cells(NOTHING["part_3_member_states_orders.csv"])[0]
    assert orders["Number of orders to act against illegal content received"] == 0
    assert orders["Median time to give effect to the order to act against illegal content"] is None
    assert "Contextual information on number of orders to act against illegal content received" in orders
    assert "Contextual information on Number of orders to provide information" in orders
    summary = {row["Indicator"]: row["Value"] for row in cells(NOTHING["part_1_summary.csv"])}
    assert summary == {
        "Name of the service provider": None,
        "Date of the publication of the report": None,
        "Date of the publication of the latest previous report": None,
        "Starting date of reporting period": "2026-01-01",
        "Ending date of reporting period": "2026-12-31",
    }
    automated = {
        (row["Indicator"], row["Scope"]): row["Value"] for row in cells(FORM["part_8_automated_means.csv"])
    }
    assert automated["Number of measures solely taken by automated means ", "Total number"] == 0
    assert automated["Number of measures not taken by automated means", "Total number"] == FIGURES["actions"]
    appeals = {row["Value"] for row in cells(NOTHING["part_7_appeals_and_recidivism.csv"])}
    assert appeals == {0, None}


def test_what_was_done_is_a_table_of_its_own():
    table = actions(FIGURES)
    assert sum(row[3] for row in table.rows) == sum(one["n"] for one in FIGURES["measures"])
    assert all(row[0].startswith("DECISION_") and row[1] == "terms" for row in table.rows)


def test_figures_of_complaints_are_a_row_a_kind_with_the_whole_last():
    month = named("2026-03", zone=INDIA.zone)
    found = count(Complaints(report=INDIA, period=month), month)
    kinds, done = of_complaints(found)
    *rows, total = cells(kinds)
    assert total["kind"] == "TOTAL"
    for name in ("received", "ended", "appealed", "violation", "no_violation"):
        assert sum(row[name] for row in rows) == total[name] > 0
    assert dict(done.rows) == found["measures"]
    nothing, _ = of_complaints(Complaints(report=INDIA, period=month).figures())
    assert nothing.rows == (("TOTAL", 0, 0, 0, None, None),)
