"""What the host tells of a subject is read in the agent's language; what only the host understands stays its own."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from ombud.interfaces.workbench.hosts import snapshot
from tests.cast import pack

CLIPS = Path(__file__).parents[2] / "clips"
TOLD = {
    "snapshot": {"title": "x", "state": "removed", "media": [{"kind": "image"}]},
    "account": {"name": "强", "followers": 18200, "risk": {"signals": ["reported_often"]}},
    "reach": {"views": 56000},
    "earlier": [{"measure": "L4", "at": "2026-11-19T00:00:00Z"}],
}


def seen(**told):
    return SimpleNamespace(
        proofs=(),
        snapshot={**TOLD, **told},
        pack=pack(),
        voices=(),
        case=SimpleNamespace(code="CV.SEX", codes=()),
    )


@pytest.mark.parametrize(
    ("lang", "state", "measure"), [("zh", "已移除", "移除"), ("en", "removed", "Remove")]
)
def test_states_and_measures_are_in_words_and_numbers_can_be_read(lang, state, measure):
    snap = snapshot(seen(), lang)
    assert snap["shot"]["state"] == state
    assert snap["earlier"][0]["measure"].startswith(f"L4 {measure}")
    assert (snap["reach"]["views"], snap["reach"]["views_per_hour"]) == ("56,000", "0")
    assert snap["account"]["followers"] == "18,200"
    assert snap["media"] == []


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("reported_often", "经常被举报", "often reported"),
        ("new_device", "新设备登录", "logged in on a new device"),
        ("same_device_as_u-rich1", "与账号 u-rich1 用同一台设备", "on the same device as u-rich1"),
        ("copies_u-tao", "照抄账号 u-tao", "copies u-tao"),
        ("copies", "copies", "copies"),
        ("orbit_7", "orbit_7", "orbit_7"),
    ],
)
def test_a_risk_signal_is_in_words_and_one_that_only_the_host_knows_stays(code, zh, en):
    told = {"account": {"name": "强", "risk": {"signals": [code]}}}
    assert [snapshot(seen(**told), lang)["signals"] for lang in ("zh", "en")] == [[zh], [en]]


def test_every_signal_of_the_demo_host_has_words():
    people = yaml.safe_load((CLIPS / "seed" / "people.yml").read_text("utf-8"))
    codes = {signal for whole in people.values() for signal in whole[9]}
    told = seen(account={"risk": {"signals": sorted(codes)}})
    for lang in ("zh", "en"):
        assert not codes & {*snapshot(told, lang)["signals"]}


def test_a_word_of_the_hosts_own_stays_and_nobody_is_made_up():
    snap = snapshot(seen(snapshot={"state": "in_limbo"}, account=None), "zh")
    assert snap["shot"]["state"] == "in_limbo"
    assert not snap["account"]
    assert not snapshot(
        SimpleNamespace(
            proofs=(), snapshot={}, pack=pack(), voices=(), case=SimpleNamespace(code="CV.SEX", codes=())
        ),
        "zh",
    )["there"]
