"""What the host tells of a subject is read in the agent's language; what only the host understands stays its own."""

from types import SimpleNamespace

import pytest

from ombud.interfaces.workbench.hosts import snapshot
from tests.cast import pack

TOLD = {
    "snapshot": {"title": "x", "state": "removed", "media": [{"kind": "image"}]},
    "account": {"name": "强", "followers": 18200, "risk": {"signals": ["reported_often"]}},
    "reach": {"views": 56000},
    "earlier": [{"measure": "L4", "at": "2026-11-19T00:00:00Z"}],
}


def seen(**told):
    return SimpleNamespace(snapshot={**TOLD, **told}, pack=pack(), voices=())


@pytest.mark.parametrize(
    ("lang", "state", "measure"), [("zh", "已移除", "移除"), ("en", "removed", "Remove")]
)
def test_states_and_measures_are_in_words_and_numbers_can_be_read(lang, state, measure):
    snap = snapshot(seen(), lang)
    assert snap["shot"]["state"] == state
    assert snap["earlier"][0]["measure"].startswith(f"L4 {measure}")
    assert (snap["reach"]["views"], snap["reach"]["views_per_hour"]) == ("56,000", "0")
    assert (snap["account"]["followers"], snap["signals"]) == ("18,200", ["reported_often"])
    assert snap["media"] == []


def test_a_word_of_the_hosts_own_stays_and_nobody_is_made_up():
    snap = snapshot(seen(snapshot={"state": "in_limbo"}, account=None), "zh")
    assert snap["shot"]["state"] == "in_limbo"
    assert not snap["account"]
    assert not snapshot(SimpleNamespace(snapshot={}, pack=pack(), voices=()), "zh")["there"]
