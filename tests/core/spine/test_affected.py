"""Whom a leak touched: what a list says, who may name them, where a warning stands, and what is still owed."""

import pytest

from ombud.core import affected, facts
from ombud.core.affected import MOST, Reached
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Beside
from tests.cast import CASE, LETTER, SUBJECT, a_case, opened, pack, words

LEAK = opened(code="PR.PLATFORM", lane="privacy.zh.senior", subject=None)


def test_every_line_that_names_an_account_is_taken_once_and_the_others_are_named_by_their_number():
    said = affected.listed(
        [
            "\ufeffu-1",
            "",
            ' "u-2" ',
            "u-1",
            "u-3, 13800138000",
            "lan@example.org",
            "x" * 300,
            "u 4",
            "u-5\0",
            "u-6",
        ]
    )
    assert said.accounts == ("u-1", "u-2", "u-6")
    assert [(one.line, one.why) for one in said.bad] == [
        (5, "several"),
        (6, "contact"),
        (7, "long"),
        (8, "several"),
        (9, "several"),
    ]
    assert said.bad[0].said == "u-3, 13800138000"
    assert "13800138000" not in repr(said), "what may be somebody's number is shown in no log"


@pytest.mark.parametrize(
    ("lines", "no"),
    [
        pytest.param(["", "  "], No.BAD_INPUT, id="empty"),
        pytest.param(
            (f"u-{n}" for n in range(MOST + 1)), No.TOO_MANY_LINES, id="longer than anybody sends at once"
        ),
    ],
)
def test_a_list_that_is_refused(lines, no):
    with pytest.raises(Refused) as refused:
        affected.listed(lines)
    assert refused.value.code is no


def test_as_many_lines_as_may_be_are_taken():
    assert len(affected.listed(f"u-{n}" for n in range(MOST)).accounts) == MOST


def beside(how, kinship="incident"):
    return facts.SetBeside(case=LETTER, kinship=kinship, how=how.value)


@pytest.mark.parametrize(
    ("case", "leads"),
    [
        pytest.param(a_case(first=LEAK), True, id="a leak"),
        pytest.param(a_case(beside(Beside.LEADS), first=LEAK), True, id="the incident"),
        pytest.param(
            a_case(beside(Beside.DRAWN, "sister"), first=LEAK), True, id="a sister of something else"
        ),
        pytest.param(a_case(beside(Beside.DRAWN), first=LEAK), False, id="a case beside the incident"),
        pytest.param(a_case(), False, id="no leak"),
    ],
)
def test_only_the_incident_names_whom_it_touched(case, leads):
    if leads:
        affected.check_leads(case, pack=pack())
        return
    with pytest.raises(Refused) as refused:
        affected.check_leads(case, pack=pack())
    assert refused.value.code is No.NOT_THE_INCIDENT


def test_the_book_counts_them_whichever_way_they_came_in():
    named = [facts.AffectedNamed(source="list", count=n, digest="ab") for n in (3, 2)]
    case = a_case(*named, facts.WarnedPublicly(words=words()), first=LEAK)
    assert (case.affected, case.warnings) == (5, (words(),))
    assert affected.digest([CASE, SUBJECT]) == affected.digest([SUBJECT, CASE]) != affected.digest([CASE])


@pytest.mark.parametrize(
    "said",
    [
        "",
        "example.org/leak",
        "javascript:alert(1)",
        "http://",
        "https://a b",
        f"https://x/{'y' * 500}",
        "https://me@x/",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(said):
    with pytest.raises(Refused) as refused:
        affected.address(said)
    assert (refused.value.code, refused.value.facts) == (No.BAD_INPUT, {"field": "warned_at"})


def test_an_address_is_kept_as_it_is():
    assert (
        affected.address(" https://clips.example/notice?id=1#leak ")
        == "https://clips.example/notice?id=1#leak"
    )


@pytest.mark.parametrize(
    ("reached", "warned", "owed"),
    [
        pytest.param(Reached(), False, (), id="nobody was named"),
        pytest.param(Reached(named=2, reached=2), False, (), id="everybody was reached"),
        pytest.param(Reached(named=2, waiting=1), True, ("waiting",), id="a letter is on its way"),
        pytest.param(Reached(named=2, lost=1), False, ("lost",), id="one reaches nobody"),
        pytest.param(Reached(named=2, lost=1), True, (), id="it was warned in public"),
    ],
)
def test_what_is_still_owed(reached, warned, owed):
    assert affected.owed(reached, warned=warned) == owed
