"""The ladder suggests a rung by the strikes in force, a rule for repetition by those for some kinds; none that is not allowed."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from ombud.core.pack.strikes import Strike, chosen, kinds, repeated, suggested
from ombud.core.pack.types import Spared, Text
from tests import cast

PACK = cast.pack()
AMERICA = cast.pack("US")
SPARES = Spared(id="all", why=Text("x", "x"), measures=("L9",), categories=("CV.IP",))


@pytest.mark.parametrize(
    ("count", "code", "rung"),
    [
        pytest.param(0, "CV.SPAM", None, id="a clean record"),
        pytest.param(1, "CV.SPAM", "L5", id="the first"),
        pytest.param(2, "CV.SPAM", "L6", id="the second"),
        pytest.param(4, "CV.SPAM", "L8", id="the fourth"),
        pytest.param(9, "CV.SPAM", "L9", id="the ninth"),
        pytest.param(9, "SV.BUG", None, id="a question of service has no ladder"),
        pytest.param(9, "SH.DESPAIR", None, id="nor has somebody in despair"),
    ],
)
def test_the_highest_rung_that_so_many_suggest_and_the_kind_allows(count, code, rung):
    found = suggested(count, code=code, pack=PACK)
    assert (found.code if found else None) == rung


def test_what_lapses_by_itself_is_a_strike_and_counts_as_one_when_it_is_chosen():
    assert kinds(PACK) == {"L5"}
    assert chosen(["L4", "L5"], pack=PACK) == 1
    assert chosen(["L4"], pack=PACK) == 0


def struck(*codes):
    """So many strikes in force, each of a case of this kind; of what the host gave nobody knows it."""
    return [Strike(measure="L5", since=cast.START, until=None, code=code) for code in codes]


COPY = "CV.IP.COPY"


@pytest.mark.parametrize(
    ("held", "measures", "counted"),
    [
        pytest.param([], [], (0, 0, False), id="a clean record"),
        pytest.param([COPY, COPY], [], (2, 2, False), id="two, and none at hand"),
        pytest.param([COPY, COPY], ["L4", "L5"], (2, 3, True), id="two, and the one at hand"),
        pytest.param([COPY, "CV.SPAM", "CV.IP.TM", None], ["L5"], (1, 2, False), id="what is for something else counts for nothing"),
        pytest.param([COPY, COPY, COPY], [], (3, 3, True), id="three"),
    ],
)  # fmt: skip
def test_in_the_united_states_strikes_for_copyright_are_counted_apart(held, measures, counted):
    [found] = repeated(struck(*held), measures=measures, code=COPY, pack=AMERICA)
    assert (found.count, found.total, found.suggests) == counted
    assert (found.rule.measure, found.rule.source.cited) == ("L9", "17 USC 512 (DMCA) (i)(1)(A)")


@pytest.mark.parametrize(
    ("code", "pack"),
    [
        pytest.param("CV.SPAM", AMERICA, id="a case about something else"),
        pytest.param("CV.IP.TM", AMERICA, id="a trade mark"),
        pytest.param(COPY, PACK, id="where no law asks for it"),
        pytest.param(COPY, replace(AMERICA, spared=MappingProxyType({"all": SPARES})), id="somebody who is spared"),
    ],
)  # fmt: skip
def test_a_rule_for_repetition_speaks_only_where_it_holds(code, pack):
    assert repeated(struck(COPY, COPY, COPY), measures=["L5"], code=code, pack=pack) == ()


def test_three_for_copyright_suggest_more_than_the_ladder_does_for_three_of_any_kind():
    ladder = suggested(3, code=COPY, pack=AMERICA)
    [apart] = repeated(struck(COPY, COPY, COPY), measures=[], code=COPY, pack=AMERICA)
    assert (ladder.code, apart.rule.measure) == ("L8", "L9")
