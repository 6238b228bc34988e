"""Whoever posted what is complained of in Britain answers before anything is decided: consent by consent, whole or not at all."""

import pytest

from ombud.core import elements
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from tests.cast import pack

ASKED = pack("UK").elements_for("DF.PERSON", side=Side.ACCOUNT)
STAYS = {"poster_removal": "stays", "poster_name": "Omar Reed", "poster_address": "1 Mill Lane, York"}
WHOLE = {**STAYS, "poster_passed": "withheld"}


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        pytest.param({}, False, id="only in words: what the law asks of whoever stands by it is missing"),
        pytest.param({"poster_removal": "yields"}, False, id="it may go: nobody asks who they are"),
        pytest.param(WHOLE, True, id="it stays, and they say who they are"),
    ],
)
def test_what_is_an_answer_and_whether_it_is_stood_by(said, stands):
    elements.check_response(ASKED, said)
    assert elements.stands_by(ASKED, said) is stands
    assert elements.stands_by((), said) is None, "where no law asks"


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        pytest.param({"poster_removal": "stays"}, ["poster_name", "poster_address", "poster_passed"], id="nobody says who"),
        pytest.param(STAYS, ["poster_passed"], id="one consent is no other"),
        pytest.param({**WHOLE, "poster_address": "York"}, ["poster_address"], id="no address"),
        pytest.param({"poster_name": "Omar Reed"}, ["poster_removal", "poster_address", "poster_passed"], id="not whether it may go"),
    ],
)  # fmt: skip
def test_half_of_it_names_what_it_lacks(said, lacks):
    with pytest.raises(Refused) as no:
        elements.check_response(ASKED, said)
    assert (no.value.code, no.value.facts["known"]) == (No.ANSWER_MISSING, lacks)


def test_it_is_read_in_the_words_of_what_was_chosen():
    read = elements.in_words(ASKED, WHOLE, "en").splitlines()
    assert read[0] == "May what you posted be removed?: No, I do not consent"
    assert read[1] == "Your full name: Omar Reed"
    assert read[-1].endswith("Either answer will do: No")
    assert elements.in_words(ASKED, {"poster_removal": "yields"}, "zh") == "可以移除这段内容吗？：可以移除"


@pytest.mark.parametrize(
    ("said", "passes", "who"),
    [
        pytest.param(WHOLE, False, 2, id="they do not agree"),
        pytest.param({**WHOLE, "poster_passed": "agreed"}, True, 2, id="they agree"),
        pytest.param({"poster_removal": "yields"}, False, 0, id="nobody asked who they are"),
    ],
)
def test_only_whoever_says_so_passes_on_who_they_are(said, passes, who):
    assert elements.passes(ASKED, said) is passes
    assert len(elements.identity(ASKED, said)) == who
