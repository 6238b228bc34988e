"""Which territories do somebody's words name, and in which words are they told?"""

import pytest

from ombud.core import territories
from ombud.core.territories import UNION, is_known, named_in, said


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("DE, FR", ("DE", "FR"), id="by their codes"),
        pytest.param("德国和法国", ("DE", "FR"), id="by their Chinese names"),
        pytest.param(
            "in Germany and in the usa", ("DE",), id="no code in small letters, and in is not India"
        ),
        pytest.param("USA", ("US",), id="as everybody calls it"),
        pytest.param("Guinea-Bissau", ("GW",), id="the longest name alone"),
        pytest.param("Nigeria、罗马尼亚", ("NG", "RO"), id="neither Niger nor Oman"),
        pytest.param("欧盟全境", UNION, id="the Union"),
        pytest.param("香港", ("HK",), id="a short name"),
        pytest.param("everywhere", (), id="none"),
    ],
)
def test_words_name_territories_by_code_or_by_name(text, codes):
    assert named_in(text) == tuple(sorted(codes))


def test_territories_are_told_in_the_order_of_their_codes():
    assert said(("FR", "DE"), "zh") == "德国、法国"
    assert said(("FR", "DE"), "en") == "Germany, France"
    assert is_known("DE")
    assert not is_known("XX")
    assert {code for codes in territories.OF_LAW.values() for code in codes} <= territories.NAMES.keys()
