"""Who counts as of one team, and who is kept out of a complaint about one of them?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts, incidents, kin, teams
from ombud.core.case import Status
from ombud.core.vocabulary import Kinship
from tests.cast import HE, JUN, LIN, MEI, START, WEI, ZHOU, a_case, words

CASE = a_case()
DAY = timedelta(days=1)
NOW = CASE.opened_at + DAY
LONG_AGO = START - 400 * DAY
TWO = (("A", MEI), ("A", ZHOU), ("B", JUN), ("B", LIN))


def moved(*moves, first=TWO):
    """Two teams since long ago, and what was moved since: who, when, whereto."""
    return teams.stays([*((who, LONG_AGO, team) for team, who in first), *moves])


def said(several, *, about=(MEI,), could=(MEI, ZHOU, JUN, LIN), sign=(), belong=None, case=CASE, at=NOW):
    belong = (MEI, ZHOU, JUN, LIN) if belong is None else belong
    bench = teams.Bench(belong=frozenset(belong), take=frozenset(could), sign=frozenset(sign))
    return teams.settle(case, about, several, bench=bench, at=at)


def test_the_whole_team_of_whom_it_is_about_is_out_its_lead_too_and_nobody_else():
    out = said(moved())
    assert (out.about, set(out.members), out.elsewhere) == ((MEI,), {ZHOU}, True)


def test_of_whom_nobody_knows_nobodys_team_is_out():
    assert said(moved(), about=()) == facts.TeamKeptOut(about=())


def test_whoever_should_be_in_a_team_and_is_in_none_is_of_no_other():
    out = said(moved((LIN, NOW, "")), belong=(MEI, ZHOU, JUN, LIN, HE))
    assert set(out.members) == {ZHOU, LIN, HE}


@pytest.mark.parametrize(
    ("moves", "members"),
    [
        pytest.param([(JUN, NOW - DAY / 2, "A")], {ZHOU, JUN}, id="who came to the team since is of it"),
        pytest.param([(ZHOU, NOW - DAY / 2, "B")], {ZHOU}, id="who left it since stays of it"),
        pytest.param([(ZHOU, NOW - 20 * DAY, "B")], {ZHOU}, id="so does who left it shortly before"),
        pytest.param([(ZHOU, NOW - 40 * DAY, "B")], set(), id="who left it long before is of another"),
        pytest.param([(JUN, NOW - 9 * DAY, "A"), (JUN, NOW - 8 * DAY, "B")], {ZHOU, JUN}, id="who was lent to it is of it"),
        pytest.param([(MEI, NOW, "C")], {ZHOU}, id="whom it is about leaves nobody behind by going"),
        pytest.param([(ZHOU, NOW - 9 * DAY, "B"), (JUN, NOW - 9 * DAY, "A")], {ZHOU, JUN}, id="two who changed places are both of it"),
        pytest.param([(MEI, NOW - 9 * DAY, "B"), (JUN, NOW - 9 * DAY, "A")], {ZHOU, LIN}, id="who came the moment another left never met them"),
    ],
)  # fmt: skip
def test_nobody_changes_teams_to_get_at_it(moves, members):
    assert set(said(moved(*moves)).members) == members


def test_where_no_other_team_could_take_it_nobody_is_out_for_their_team_and_the_book_says_so():
    for could in ((MEI, ZHOU), (MEI,), ()):
        assert said(moved(), could=could) == facts.TeamKeptOut(about=(MEI,))
    nowhere = teams.stays(())
    assert said(nowhere, could=(JUN, LIN), belong=(MEI, JUN)) == facts.TeamKeptOut(about=(MEI,)), (
        "an officer in no team is no other team"
    )


def test_whoever_is_moved_so_that_every_team_is_theirs_opens_none_of_them():
    out = said(moved((MEI, NOW - DAY / 2, "B")))
    assert (set(out.members), out.elsewhere) == ({ZHOU}, False), (
        "of when it came, and it does not call itself another team"
    )


def test_while_it_is_signed_somebody_of_another_team_has_proposed_and_an_officer_may_sign():
    signed = replace(CASE, status=Status.COSIGNING, signatures=(JUN,))
    assert said(moved(), case=signed, sign=(HE,)).elsewhere
    assert not said(moved(), case=signed, sign=(ZHOU,)).elsewhere, "nobody is left who could sign"
    of_same = replace(signed, signatures=(ZHOU,))
    assert said(moved(), case=of_same, sign=(HE,)).elsewhere, (
        "what they proposed is dropped, and another takes it"
    )
    assert not said(moved(), case=of_same, sign=(HE,), could=(ZHOU,)).elsewhere


def test_in_which_team_somebody_was_when():
    several = moved((MEI, NOW, "C"))
    at = [teams.team_of(MEI, several, at=when) for when in (LONG_AGO - DAY, NOW - DAY, NOW, NOW + DAY)]
    assert at == ["", "A", "C", "C"]


# ---- what a verifier asks of a book
def kept(**said_):
    return replace(CASE, team_said=((NOW, facts.TeamKeptOut(about=(MEI,), **said_)),))


def test_whoever_judges_of_the_same_team_is_found_by_where_they_were_then():
    another = kept(members=(ZHOU,), elsewhere=True)
    there = moved((JUN, NOW + DAY, "A"))
    assert not teams.misjudged(another, JUN, there, at=NOW)
    assert teams.misjudged(another, JUN, there, at=NOW + DAY)
    assert not teams.misjudged(kept(), ZHOU, there, at=NOW), "the book says that no other team could"
    assert not teams.misjudged(CASE, ZHOU, there, at=NOW)


@pytest.mark.parametrize(
    ("members", "elsewhere", "differs"),
    [
        pytest.param((ZHOU,), True, False, id="as it was"),
        pytest.param((ZHOU, WEI), True, False, id="and somebody who was in none"),
        pytest.param((), True, True, id="somebody is left in"),
        pytest.param((ZHOU, JUN), True, True, id="somebody of another is out"),
        pytest.param((), False, False, id="no other could"),
        pytest.param((ZHOU,), False, False, id="as it was when it came"),
        pytest.param((JUN,), False, True, id="as it never was"),
    ],
)
def test_a_book_that_keeps_others_out_than_were_there_differs(members, elsewhere, differs):
    said_ = facts.TeamKeptOut(about=(MEI,), members=members, elsewhere=elsewhere)
    assert teams.differs(CASE, said_, moved(), at=NOW) is differs


# ---- the fold
def test_what_is_said_last_holds_and_whoever_is_out_for_themselves_stays_out():
    team = facts.TeamKeptOut(about=(MEI,), members=(ZHOU, LIN), elsewhere=True)
    none = facts.TeamKeptOut(about=(MEI,))
    out = facts.KeptOut(agent=ZHOU, words=words())
    case = a_case(team)
    assert (case.kept_out, case.of_team, case.team) == ({ZHOU, LIN}, {ZHOU, LIN}, team)
    case = a_case(team, none)
    assert (case.kept_out, case.of_team, case.team) == (frozenset(), frozenset(), none)
    for lines in ((team, out), (out, team)):
        case = a_case(*lines)
        assert (case.kept_out, case.of_team) == ({ZHOU, LIN}, {LIN})
        assert a_case(*lines, none).kept_out == {ZHOU}
    case = a_case(team, facts.LetIn(agent=LIN, words=words()))
    assert (case.kept_out, case.of_team) == ({ZHOU}, {ZHOU})


def test_what_begins_beside_it_keeps_out_whom_it_is_about_and_no_team():
    mei = (facts.KeptOut(agent=MEI, words=words()), "chore:line")
    team = (facts.TeamKeptOut(about=(MEI,), members=(ZHOU,), elsewhere=True), "chore:line")
    first = a_case(mei, team)
    beside = kin.begun(first, kinship=Kinship.SISTER, words=words())
    assert beside.kept_out == (MEI,)
    assert incidents.newly_kept_out(first, CASE) == (MEI,)
    begun = a_case(team, (replace(beside, kept_out=(ZHOU,)), "chore:kin"))
    assert (begun.kept_out, begun.of_team) == ({ZHOU}, frozenset())
