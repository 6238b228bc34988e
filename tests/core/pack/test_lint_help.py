"""Whoever works on a case knows of each step why, how, with what, and from what."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from ombud.core.pack.lint_asking import ALWAYS
from ombud.core.pack.lint_help import SORTED, helped
from ombud.core.triage.rules.said_on_form import _TICKED
from tests import cast
from tests.core.pack.test_lint_steps import changed


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param({"example": None}, "has no example", id="no example"),
        pytest.param({"inputs": ()}, "does not say what it reads", id="reads nothing"),
        pytest.param({"inputs": ("a_hunch",)}, "unknown thing to read", id="reads what is nowhere"),
        pytest.param({"inputs": ("report_unlawful",)}, "unknown thing to read", id="reads a later step"),
        pytest.param(
            {"inputs": ("answers.changed",)}, "unknown question", id="reads what nobody here is asked"
        ),
        pytest.param({"tool": ""}, "does not say what does it", id="no tool"),
        pytest.param({"tool": "a_hammer"}, "unknown tool", id="unknown tool"),
        pytest.param({"tool": "verify"}, "which does not search", id="a tool for something else"),
        pytest.param(
            {"letter": "guardian"}, "writes a letter without the tool", id="a letter without its tool"
        ),
        pytest.param({"does": "refer", "tool": "report"}, "writes none", id="reports nothing"),
        pytest.param({"does": "check", "tool": "record"}, "records nothing", id="records nothing"),
        pytest.param({"when_decided": ("rain",)}, "unknown outcome or ruling", id="unknown outcome"),
        pytest.param(
            {"before": "decision", "when_decided": ("granted",)}, "comes before that", id="decided too late"
        ),
    ],
)
def test_a_step_that_helps_nobody_is_refused(said, why):
    found = [text for at, text in helped(changed(**said)) if at == "playbooks.content.copies"]
    assert any(why in text for text in found), found


def test_an_optional_step_may_say_less():
    quiet = changed(mandatory=False, example=None, inputs=(), tool="")
    assert [text for at, text in helped(quiet) if at == "playbooks.content.copies"] == []


def test_a_question_that_nothing_reads_is_refused():
    pack = cast.pack("CN")
    spare = replace(pack.questions["changed"], id="spare")
    asked = replace(pack, questions=MappingProxyType({**pack.questions, "spare": spare}))
    assert list(helped(asked)) == [("questions.spare", "is asked and read by nothing: no rule, no step")]


def test_the_shipped_playbooks_help_and_what_sorting_reads_is_known():
    assert [wrong for pack in cast.packs() for wrong in helped(pack)] == []
    assert _TICKED.keys() <= SORTED | ALWAYS
