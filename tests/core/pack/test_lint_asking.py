"""A kind of complaint that is not explained, not asked about, or not said to a child does not pass."""

import pytest

from ombud.core.pack.lint import Problem, lint
from ombud.core.pack.parse import parse

WORDS = {"zh": "话", "en": "Words"}
OWN = {"like": "content", "title": WORDS, "default_severity": "S3"}


def spoiled(section, entry, **keys):
    return {section: {entry: keys}}


@pytest.mark.parametrize(
    ("sections", "where", "why"),
    [
        pytest.param(spoiled("categories", "CV.SPAM", help={"zh": " ", "en": "x"}), "pack.categories.CV.SPAM.help", "zh is missing", id="no help words"),
        pytest.param(spoiled("categories", "CV.SPAM", asks=[]), "categories.CV.SPAM", "asks nothing", id="no questions"),
        pytest.param(spoiled("categories", "CV.SPAM", never_ask=[]), "categories.CV.SPAM", "does not say what is never asked", id="nothing never asked"),
        pytest.param(spoiled("categories", "CV.SPAM", asks=["moon"]), "categories.CV.SPAM", "unknown question 'moon'", id="question"),
        pytest.param(spoiled("categories", "CV.SPAM", never_ask=["moon"]), "categories.CV.SPAM", "unknown thing never asked 'moon'", id="never asked"),
        pytest.param(spoiled("categories", "MN", help_child=None), "categories.MN", "is about children and has no help in a child's words", id="no help for a child"),
        pytest.param(spoiled("categories", "MN", asks=["copies"]), "categories.MN", "'copies' is not said in a child's words", id="no child's words for a question"),
        pytest.param(spoiled("categories", "MN", never_ask=["repost"]), "categories.MN", "'repost' is not said in a child's words", id="no child's words for what is never asked"),
        pytest.param(spoiled("categories", "PR.NCII", advice_child=None), "categories.PR.NCII", "has advice and none in a child's words", id="no advice for a child"),
        pytest.param(spoiled("letters", "breach", child=None), "letters.breach", "may be read by a child and is not said in a child's words", id="a letter that no child understands"),
        pytest.param(spoiled("categories", "PR.PLATFORM", letters=["receipt"]), "categories.PR.PLATFORM", "its playbook sends 'breach', which is not among its letters", id="a step sends a letter the kind has not"),
        pytest.param(spoiled("questions", "since", kind="song"), "questions.since", "unknown kind of question 'song'", id="kind"),
        pytest.param(spoiled("questions", "since", asked_of=["moon"]), "questions.since", "unknown relation 'moon'", id="relation"),
        pytest.param(spoiled("questions", "since", kind="choice"), "questions.since", "a choice needs options, and nothing else has any", id="a choice of nothing"),
        pytest.param(spoiled("questions", "since", options=[{"id": "a", "words": WORDS}]), "questions.since", "a choice needs options, and nothing else has any", id="options of a day"),
        pytest.param(spoiled("questions", "moon", words=WORDS, kind="date"), "questions.moon", "is asked nowhere", id="asked nowhere"),
        pytest.param(spoiled("categories", "AS", offered=False), "categories", "the form offers nothing of the class account_security", id="nothing offered"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_what_is_asked_is_found_and_said_where(over, sections, where, why):
    found = lint(parse(over(**sections), jurisdiction="CN"))
    assert Problem(where, why) in {Problem(one.where, one.why.partition("; expected")[0]) for one in found}


@pytest.mark.parametrize(
    ("section", "name", "why"),
    [
        ("categories", "CV", "unknown kind, the head of its class: 'CV'"),
        ("questions", "danger_now", "unknown question, asked of everybody: 'danger_now'"),
    ],
)
def test_what_every_form_needs_is_missed(layers, section, name, why):
    found = []
    for layer in layers:
        files = {
            path: {key: {k: v for k, v in part.items() if (key, k) != (section, name)} if isinstance(part, dict) else part for key, part in content.items()}
            for path, content in layer["files"].items()
        }  # fmt: skip
        found.append({**layer, "files": files})
    problems = lint(parse(tuple(found), jurisdiction="CN"))
    assert Problem(section, why) in {
        Problem(one.where, one.why.partition("; expected")[0]) for one in problems
    }
