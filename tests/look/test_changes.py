"""How is a change of the rules told?"""

import pytest

from ombud.core.pack.differing import Change
from ombud.core.pack.parse import KINDS
from ombud.wire.changes import LONGEST, told


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        pytest.param(None, "", "", id="nothing"),
        pytest.param("24h", "24h", "24h", id="a length"),
        pytest.param(True, "是", "yes", id="yes"),
        pytest.param({"zh": "甲", "en": "One"}, "甲", "One", id="words in both languages"),
        pytest.param(["CV", "IM"], "CV, IM", "CV, IM", id="a list"),
        pytest.param(
            {
                "id": "X.1",
                "covers": ["IM"],
                "text": {"zh": "不得", "en": "Do not"},
                "title": {"zh": "题", "en": "T"},
            },
            "题; 不得; covers: IM",
            "T; Do not; covers: IM",
            id="a whole entry, what names it first",
        ),
        pytest.param(
            {"approved_by": "何 He", "why": {"zh": "因为", "en": "Because"}},
            "因为",
            "Because",
            id="no names of people",
        ),
    ],
)
def test_a_value_is_told_in_the_readers_words(value, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        (section,) = told([Change("clauses.X.1", value, None)], lang)
        assert section["changes"] == [{"where": "X.1", "before": said, "after": ""}]


def test_what_is_too_long_is_cut_and_says_so():
    (section,) = told([Change("letters.receipt.body", None, "字" * (LONGEST + 1))], "zh")
    assert section["changes"][0]["after"] == "字" * LONGEST + "…"


@pytest.mark.parametrize("section", sorted(KINDS))
def test_every_section_of_a_pack_has_a_name(section):
    assert told([Change(f"{section}.X", 1, 2)], "zh")[0]["section"]


def test_changes_stand_by_section():
    sections = told(
        [Change("clauses.A", 1, 2), Change("clauses.B", 1, 2), Change("paging.lead_after", 1, 2)], "en"
    )
    assert [(one["section"], len(one["changes"])) for one in sections] == [("Clauses", 2), ("Paging", 1)]
