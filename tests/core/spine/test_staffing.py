"""Whom of our own staff does a text call by name?"""

import pytest

from ombud.core.staffing import called
from tests.cast import JUN, MEI, ZHOU

NAMES = {MEI: "梅 Mei", JUN: "张君", ZHOU: "周 Zhou Li"}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        pytest.param("客服Mei态度很差", {MEI}, id="in Latin letters within Chinese"),
        pytest.param("Agent ZHOU hung up on me.", {ZHOU}, id="whatever the case"),
        pytest.param("那个张君挂了我电话", {JUN}, id="a whole Chinese name"),
        pytest.param(
            "梅雨季节,meine Beschwerde", set(), id="one sign, or a part of another word, names nobody"
        ),
        pytest.param("Li told me", set(), id="too short to name anybody"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_somebody_is_named_by_a_part_of_the_name_that_stands_alone(said, who):
    assert called([said], NAMES) == who
