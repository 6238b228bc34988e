"""Every playbook comes to an end, and every wait begins."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from ombud.core.pack.lint_steps import steps
from ombud.core.pack.words import Text
from tests import cast


def changed(**more: object):
    """The shipped rules, in which the step `copies` of `content` says something else."""
    pack = cast.pack("CN")
    book = pack.playbooks["content"]
    others = tuple(replace(one, **more) if one.id == "copies" else one for one in book.steps)
    return replace(
        pack, playbooks=MappingProxyType({**pack.playbooks, "content": replace(book, steps=others)})
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param({"after": ("copies",)}, "goes round in a circle: copies", id="circle"),
        pytest.param({"after": ("nowhere",)}, "unknown step to come after", id="unknown step"),
        pytest.param(
            {"before": "decision", "after": ("report_unlawful",)},
            "comes before the decision and after report_unlawful",
            id="after what follows",
        ),
        pytest.param({"when": ("rain",)}, "unknown finding", id="unknown finding"),
        pytest.param({"since": "yesterday"}, "unknown event or step to count from", id="unknown beginning"),
        pytest.param(
            {"clears": True, "tool": "read"}, "clears what nobody searches for", id="clears unsearched"
        ),
        pytest.param({"since": "copies"}, "unknown event or step to count from", id="since itself"),
        pytest.param({"wait": "72h"}, "waits and does not say since when", id="no beginning"),
        pytest.param(
            {"before": "decision", "since": "decided"},
            "before the decision and counts from it",
            id="too early",
        ),
        pytest.param({"since": "told", "until": "48h"}, "gives time for nothing", id="time for nothing"),
        pytest.param(
            {"holds": "P2", "until": "48h"}, "unknown measure to hold on to", id="holds what is no money"
        ),
        pytest.param({"holds": "P4"}, "holds a measure on without an end", id="holds without an end"),
        pytest.param({"done_on": "luck"}, "unknown event to be done on", id="unknown event"),
        pytest.param({"done_on": "measure"}, "is done on its measure and names none", id="no measure"),
        pytest.param({"done_on": "told", "evidence": True}, "asks for evidence", id="evidence"),
        pytest.param({"records": "a_hunch"}, "unknown thing to record", id="a record of nothing known"),
        pytest.param(
            {"done_on": "told", "records": "called_back"}, "asks for a record", id="a record by nobody"
        ),
        pytest.param({"grounds": {"x": Text("无", "none")}}, "takes no lead", id="a ground by one alone"),
        pytest.param({"spares": ("reported",)}, "knows no ground", id="spared for nothing"),
        pytest.param(
            {"grounds": {"x": Text("无", "none")}, "skip": "lead", "spares": ("moon",)},
            "unknown event to be spared",
            id="spared of nothing known",
        ),
        pytest.param({"to": "cn_police"}, "names an authority", id="one authority by hand"),
        pytest.param({"elements": ("work",)}, "lists elements", id="elements by hand"),
        pytest.param({"done_on": "told", "role": "senior"}, "asks for a role", id="role"),
        pytest.param(
            {"needs": "V9", "does": "verify", "forbids": ("L4",)},
            "unknown level of proof",
            id="no such level",
        ),
        pytest.param({"needs": "V4"}, "needs a proof and verifies nobody", id="proof of nobody"),
        pytest.param({"needs": "V4", "does": "verify"}, "nothing waits for it", id="proof for nothing"),
    ],
)
def test_a_playbook_that_never_ends_or_never_begins_is_refused(said, why):
    found = dict(steps(changed(**said)))
    [(where, text)] = [(at, text) for at, text in found.items() if at.startswith("playbooks.content")][:1]
    assert why in text, (where, text)


def test_the_shipped_playbooks_have_nothing_of_that():
    assert [wrong for pack in cast.packs() for wrong in steps(pack)] == []


def test_nobodys_money_is_held_on_to_in_a_kind_that_never_warns_them():
    pack = cast.pack("CN")
    tips = replace(pack.categories["LV.MINOR"], never=("warn_reported_user",))
    quiet = replace(pack, categories=MappingProxyType({**pack.categories, "LV.MINOR": tips}))
    assert list(steps(quiet)) == [
        (
            "playbooks.minors_refund.ratified",
            "holds a measure on and LV.MINOR never warns whom it falls on",
        )
    ]
