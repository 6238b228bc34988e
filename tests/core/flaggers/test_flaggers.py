"""A trusted flagger's notice has priority in what it knows, while it is one."""

from datetime import timedelta

import pytest

from ombud.core.flaggers import Trust
from ombud.core.grading import heard
from ombud.core.pack.grading import TRUSTED, Known, hits
from tests.cast import START, pack

DAY = timedelta(days=1)
HOTLINE = Trust(areas=("MN", "CV.IP"), by="Coimisiún na Meán, TF-12", since=START, until=START + 2 * DAY)


@pytest.mark.parametrize(
    ("code", "after", "covered"),
    [
        pytest.param("MN.BULLY", timedelta(), True, id="from the moment it is named"),
        pytest.param("CV.IP.COPY", DAY, True, id="in a kind below"),
        pytest.param("CV.SPAM", DAY, False, id="outside what it knows"),
        pytest.param("MN.BULLY", -DAY, False, id="before it was named"),
        pytest.param("MN.BULLY", 2 * DAY, False, id="once it is no more"),
    ],
)
def test_a_notice_has_priority_in_the_field_and_the_time_of_the_standing(code, after, covered):
    assert HOTLINE.covers(code, at=START + after) is covered


def test_it_is_looked_at_within_a_day_in_the_union_and_is_no_graver_for_it_anywhere():
    said = heard((), relation=None, subject_kind=None, trusted=True)
    assert TRUSTED in said
    assert TRUSTED not in heard((), relation=None, subject_kind=None)
    found = {
        place: [
            (row.severity, row.look_within)
            for row in hits(
                pack(place).severities.values(), category="CV.SPAM", known=Known(facts=frozenset(said))
            )
            if TRUSTED in row.facts
        ]
        for place in ("EU", "CN")
    }
    assert found == {"EU": [(None, DAY)], "CN": []}
