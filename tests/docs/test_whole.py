"""Is everything that can be set, happen, be refused or be sent written down?"""

import re
from itertools import chain

import pytest
from django.db.migrations.loader import MigrationLoader

from ombud.core import facts
from ombud.core.case import LIFE as CASE_LIFE
from ombud.core.case import Status
from ombud.core.complaint import LIFE as COMPLAINT_LIFE
from ombud.core.complaint import Standing
from ombud.core.vocabulary import Class, Relation, Role, Ruling, SubjectKind
from ombud.interfaces.api.openapi import document
from ombud.interfaces.worker.verb import groups
from ombud.look.words import knows
from tests.cast import packs
from tests.docs.papers import (
    CASE_STANDS,
    COMPLAINT_STANDS,
    DOCS,
    ROOT,
    SETTING,
    duty_counts,
    duty_rows,
    fact_rows,
    first_line,
    refusal_rows,
    settings_read,
    stand_rows,
)

OURS_TO_TEST = {"OMBUD_TEST_WORKERS", "OMBUD_CHAOS_ROUNDS", "OMBUD_TEST_ALL"}
INSIDE = {"OMBUD_SECRETS", "OMBUD_ADAPTERS", "OMBUD_DATABASE_URL"}
"""Names in Django's settings that nobody sets from outside."""


def read(name):
    return (DOCS / name).read_text("utf-8")


def table(name, *, after):
    """The rows of the table below a heading, each a list of cells."""
    section = read(name).split(f"{after}\n", 1)[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


# ---- settings
def test_every_setting_that_is_read_is_in_operations():
    listed = set(SETTING.findall(read("operations.md")))
    assert settings_read() - INSIDE - listed == set()


def test_operations_lists_no_setting_that_nobody_reads():
    rows = table("operations.md", after="## All settings")
    listed = {name for row in rows for name in SETTING.findall(row[0])}
    assert listed - settings_read() == set()
    assert not listed & (INSIDE | OURS_TO_TEST)


# ---- what can happen
def test_every_fact_says_in_a_sentence_what_happened():
    kinds = {kind for _, kind in (*CASE_LIFE, *COMPLAINT_LIFE)} | {facts.Opened, facts.Received}
    silent = [kind.__name__ for kind in kinds if not first_line(kind).endswith((".", "?"))]
    assert silent == []


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        pytest.param("ledgers.md", fact_rows(), id="facts"),
        pytest.param("ledgers.md", stand_rows(CASE_STANDS), id="where a case stands"),
        pytest.param("ledgers.md", stand_rows(COMPLAINT_STANDS), id="where a complaint stands"),
        pytest.param("refusals.md", refusal_rows(), id="refusals"),
        pytest.param("law.md", duty_counts(), id="duties of each place"),
        pytest.param("law.md", duty_rows(), id="duties"),
    ],
)
def test_the_tables_say_what_the_code_says(page, rows):
    assert "\n".join(rows) in read(page), "\n".join(row for row in rows if row not in read(page))


def test_every_status_has_a_meaning():
    assert set(CASE_STANDS) == set(Status)
    assert set(COMPLAINT_STANDS) == set(Standing)


def test_every_matter_without_a_kind_falls_under_one_that_is_there():
    rows = table("policy.md", after="## Matters without a kind of their own")
    assert len({matter for matter, *_ in rows}) == len(rows) > 10
    named = {code for row in rows for cell in row[1:] for code in re.findall(r"`([A-Z.]+)`", cell)}
    assert named - packs()[0].categories.keys() == set()


# ---- the API
def schemas():
    found = document(packs()[0])["components"]["schemas"]
    return {name: schema["properties"] for name, schema in found.items() if "properties" in schema}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_field_of_a_shape_is_explained(name):
    explained = {row[0].strip("`"): row[1] for row in table("api-fields.md", after=f"## {name}")}
    assert set(explained) == set(schemas()[name])
    assert all(explained.values())


def test_no_shape_is_explained_that_is_gone():
    assert set(re.findall(r"^## (\w+)$", read("api-fields.md"), re.MULTILINE)) == set(schemas())


def test_every_address_of_the_api_is_on_its_page():
    page = read("api.md")
    assert [path for path in document(packs()[0])["paths"] if path not in page] == []


# ---- chores, alarms
def test_every_chore_is_listed_with_how_often_it_looks():
    listed = {row[0].strip("`"): row[1] for row in table("operations.md", after="### The chores")}
    known = {chore.name: f"{chore.every:g} s" for several in groups().values() for chore in several}
    assert listed == known


def test_every_chore_has_its_words_in_the_office():
    assert [
        chore.name
        for several in groups().values()
        for chore in several
        if not knows(f"office.home.chore.{chore.name}")
    ] == []


def test_every_kind_of_alarm_says_what_to_do():
    known = set()
    for path in chain(*((ROOT / "ombud" / name).glob("*.py") for name in ("usecases", "store"))):
        for said in re.findall(r"Raised\((?:[^()]|\([^()]*\))*?kind=([\w.\"]+)", path.read_text("utf-8")):
            module, _, name = said.rpartition(".")
            source = (ROOT / f"ombud/store/{module}.py" if module else path).read_text("utf-8")
            constant = re.search(rf'^{name}(?:: Final)? = "(\w+)"', source, re.MULTILINE)
            known.add(constant[1] if constant else name.strip('"'))
    assert len(known) >= 5
    listed = " ".join(row[0] for row in table("operations.md", after="## When something is wrong"))
    assert [kind for kind in sorted(known) if f"`{kind}`" not in listed] == []


def test_every_role_is_named_for_those_who_make_log_ins():
    assert [role.value for role in Role if f"`{role.value}`" not in read("operations.md")] == []


# ---- words
def glossary():
    return table("glossary.md", after="# Glossary 词汇表")


def test_every_word_of_the_glossary_is_there_in_both_languages_with_its_meaning():
    assert [row for row in glossary() if len(row) != 3 or not all(row)] == []
    assert [row[0] for row in glossary() if not re.search(r"[\u4e00-\u9fff]", row[1])] == []


def test_no_word_of_the_glossary_is_explained_twice():
    words = [row[0] for row in glossary()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", [Class, Relation, SubjectKind, Ruling, Status, Standing])
def test_the_words_of_a_list_are_in_a_paper(kind):
    said = " ".join(path.read_text("utf-8").replace("_", " ") for path in DOCS.glob("*.md"))
    assert [one.value for one in kind if one.value.replace("_", " ") not in said] == []


# ---- the database
def test_one_migration_follows_another():
    assert MigrationLoader(None).detect_conflicts() == {}
