"""Whom a leak touched: what a list says, who may name them, where a warning stands, and what is still owed."""

from hashlib import sha256

import pytest

from ombud.core import affected, facts, following
from ombud.core.affected import MOST, Reached, Touched
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Beside
from tests.cast import CASE, JUN, LETTER, MEI, START, SUBJECT, ZHOU, a_case, opened, pack, proposed, words

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
    assert [one.account for one in said.accounts] == ["u-1", "u-2", "u-6"]
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
    ("line", "taken"),
    [
        pytest.param("u-1,en", Touched(account="u-1", lang="en"), id="a language"),
        pytest.param(' "u-1" , zh , child ', Touched(account="u-1", lang="zh", child=True), id="a child"),
        pytest.param("u-1,,child", Touched(account="u-1", child=True), id="a child of no known language"),
        pytest.param(Touched(account="u-1", lang="en"), Touched(account="u-1", lang="en"), id="by the host"),
        pytest.param("u-1,fr", None, id="a language nobody here writes"),
        pytest.param("u-1,en,adult", None, id="a word nobody knows"),
        pytest.param("u-1,en,child,x", None, id="more than is asked"),
        pytest.param("13800138000,王女士", None, id="somebody's number and name"),
        pytest.param(Touched(account="u-1,en"), None, id="an account of the host's that is none"),
    ],
)
def test_behind_an_account_stands_its_language_and_whether_it_is_a_childs(line, taken):
    said = affected.listed([line])
    assert said.accounts == ((taken,) if taken else ())
    assert [one.why for one in said.bad] == ([] if taken else ["several"])
    assert "u-1" not in repr(said)


def test_of_an_account_that_is_named_twice_the_first_word_counts():
    assert affected.listed(["u-1,en", "u-1,zh,child"]).accounts == (Touched(account="u-1", lang="en"),)


def test_what_a_book_says_of_a_list_says_its_languages_and_children():
    plain = affected.digest([(LETTER, "", False)])
    assert plain == sha256(LETTER.bytes).hexdigest(), "as books of before say it"
    assert len({plain, affected.digest([(LETTER, "en", False)]), affected.digest([(LETTER, "", True)])}) == 3


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
    one, other = (CASE, "", False), (SUBJECT, "en", True)
    assert affected.digest([one, other]) == affected.digest([other, one]) != affected.digest([one])


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


HELD = facts.Withheld(side="complainant", ground="authority_order", approver=JUN, review_at=START)
OTHERS = facts.Withheld(side="account", ground="authority_order", approver=JUN, review_at=START)
WARNED = facts.WarnedPublicly(words=words())
NOTHING = (proposed(outcome="refused", measures=()), facts.Decided(no=1, outcome="refused", orders=()))
TAKEN = facts.Assigned(agent=MEI, how="next")


def ground(said, *several):
    """The ground on which the step that tells everybody may be left out."""
    step = pack().playbooks["privacy_platform"].step("tell_person")
    return following.ground_of(a_case(TAKEN, *several, first=LEAK), step, said)


def test_nobody_is_left_untold_but_on_a_ground_of_law_that_holds():
    assert ground("low_risk") == "low_risk"
    assert ground("authority_order", HELD) == "authority_order"
    assert ground("public_notice", WARNED) == "public_notice"
    assert ground("", *NOTHING) == "", "nothing leaked: whoever decided says why"
    assert ground("low_risk", *NOTHING) == "low_risk"


@pytest.mark.parametrize(
    ("said", "several", "why"),
    [
        pytest.param("", (), "which", id="none"),
        pytest.param("too_busy", (), "which", id="one that no law knows"),
        pytest.param("authority_order", (), "authority_order", id="silence that nobody put down"),
        pytest.param("authority_order", (OTHERS,), "authority_order", id="silence to the other side"),
        pytest.param("public_notice", (), "public_notice", id="a warning that stands nowhere"),
    ],
)
def test_a_ground_that_does_not_hold_is_refused(said, several, why):
    with pytest.raises(Refused) as refused:
        ground(said, *several)
    assert (refused.value.code, refused.value.facts["why"]) == (No.GROUND_UNKNOWN, why)


def test_whoever_stands_behind_it_stands_behind_that_ground():
    left = facts.StepSkipped(step="tell_person", words=words(), ground="low_risk", marks=("persons_told",))
    assert ground("", left) == "low_risk"
    by_lead = (left, f"agent:{ZHOU}")
    with pytest.raises(Refused):
        ground("", by_lead)


def test_a_step_that_knows_no_grounds_asks_for_none():
    step = pack().playbooks["privacy_platform"].step("prevention")
    assert following.ground_of(a_case(TAKEN, first=LEAK), step, "low_risk") == ""
