import pytest
from django.http import QueryDict

from ombud.interfaces.workbench.paper import number_in


@pytest.mark.parametrize(
    ("said", "number"),
    [("17", 17), ("٣", 3), ("", 0), ("-1", 0), ("1.5", 0), ("²", 0), ("nine", 0), ("9" * 5000, 0)],
    ids=["a number", "another script", "nothing", "negative", "broken", "raised", "a word", "endless"],
)
def test_whatever_stands_where_a_number_should_is_read_or_is_none(said, number):
    form = QueryDict(mutable=True)
    form["seen"] = said
    assert number_in(form, "seen") == number
