"""The ladder suggests a rung by the strikes in force; it suggests none that the kind does not allow."""

import pytest

from ombud.core.pack.strikes import chosen, kinds, suggested
from tests import cast

PACK = cast.pack()


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
