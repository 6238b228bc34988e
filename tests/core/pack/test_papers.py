"""The page of every family of kinds says what the packs say now."""

from itertools import pairwise

from ombud.core.pack.papers import papers
from tests import cast
from tests.docs.papers import DOCS

WRITE = "ombud pack papers docs/playbooks"


def said() -> dict[str, str]:
    """The pages that the packs which ship would write."""
    return dict(papers({pack.jurisdiction: pack for pack in cast.packs()}))


def test_every_page_is_what_the_packs_say():
    written = {one.name: one.read_text("utf-8") for one in (DOCS / "playbooks").glob("*.md")}
    assert written.keys() == said().keys(), WRITE
    assert [name for name, text in said().items() if written[name] != text] == [], WRITE


def test_a_page_says_what_properly_handled_means_in_both_languages_and_the_law_of_a_place():
    page = said()["pr.md"]
    for part in (
        "**Properly handled 办妥：** Hidden first, copies found",
        "先遮住，再查副本",
        "- An ID is asked for to remove a comment 为删一条评论要身份证",
        "| EU |",
        "| `PR.NCII` |",
    ):
        assert part in page
    assert [row for row in page.splitlines() if row.startswith("|") and row.count("|") not in {4, 5, 7}] == []


def test_every_letter_stands_on_a_page_in_both_languages_and_none_on_a_page_is_unknown():
    rows = {
        row.split("|")[1].strip()
        for text in said().values()
        for row in text.splitlines()
        if row.startswith("|")
    }
    for pack in cast.packs():
        assert [one.id for one in pack.letters.values() if f"{one.title.en} {one.title.zh}" not in rows] == []


def test_no_page_has_a_heading_with_nothing_below_it():
    for name, text in said().items():
        lines = [line for line in text.splitlines() if line]
        bare = [one for one, after in pairwise(lines) if one.startswith("## ") and after.startswith("## ")]
        assert bare == [], name
