"""Whose picture is drawn for nobody here, not even blurred?"""

import pytest

from ombud.core.pack.pictures import is_never_shown
from tests.cast import pack


@pytest.mark.parametrize(
    ("codes", "never"),
    [
        pytest.param(("MN.SEX.CSAM",), True, id="a child's abuse"),
        pytest.param(("PR.NCII",), True, id="somebody's intimate image"),
        pytest.param(("CV.SEX", "MN.SEX.GROOM"), True, id="whatever it is called now"),
        pytest.param(("CV.SEX",), False, id="somebody has to look at it"),
        pytest.param(("MN.BULLY",), False, id="bullying"),
    ],
)
def test_the_picture_of_a_childs_abuse_or_of_an_intimate_image_is_drawn_for_nobody(codes, never) -> None:
    assert is_never_shown(codes, pack=pack()) is never
