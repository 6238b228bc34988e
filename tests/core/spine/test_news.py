"""What came to a case that whoever judges it has to have looked at."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.facts import Line
from ombud.core.news import News, brought
from tests import cast

FILE = facts.EvidenceAdded(evidence=cast.LETTER, digest="d", media="image/png", size=1, source="complainant")


@pytest.mark.parametrize(
    ("fact", "by", "weighs"),
    [
        pytest.param(FILE, "complainant", True, id="a file that somebody sent"),
        pytest.param(FILE, f"agent:{cast.JUN}", True, id="what a colleague found"),
        pytest.param(FILE, f"agent:{cast.MEI}", False, id="what they found themselves"),
        pytest.param(facts.Wrote(words=cast.words()), "complainant", True, id="words"),
        pytest.param(facts.HostTold(words=cast.words()), "host", True, id="the answer of the host"),
        pytest.param(
            facts.Heard(complaint=None, why="answered", words=cast.words()),
            "account",
            True,
            id="the account's side",
        ),
        pytest.param(facts.Heard(complaint=None, why="time_out"), "chore:waits", False, id="silence"),
        pytest.param(facts.Noted(words=cast.words()), f"agent:{cast.JUN}", False, id="a note for colleagues"),
    ],
)
def test_what_there_is_to_be_weighed_and_nobody_brought_themselves(fact, by, weighs):
    line = Line(seq=2, at=cast.START, by=by, fact=fact)
    found = (News(what=type(fact).__name__, at=cast.START),)
    assert brought([line], to=cast.MEI) == (found if weighs else ())


def test_the_oldest_comes_first_whichever_book_it_stands_in():
    several = [
        Line(seq=1, at=cast.START + timedelta(hours=hours), by="complainant", fact=FILE) for hours in (2, 1)
    ]
    assert [one.at.hour - cast.START.hour for one in brought(several, to=cast.MEI)] == [1, 2]
