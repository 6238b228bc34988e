"""Does `ombud pack activate` keep only what passes, and put nothing in force?"""

import shutil

import pytest

from ombud.adapters.policies import SHIPPED
from ombud.interfaces.cli import main


@pytest.fixture
def folder(tmp_path):
    """Somebody's own files, that no release of ours holds."""
    return shutil.copytree(SHIPPED, tmp_path / "policies", ignore=shutil.ignore_patterns("released.yml"))


@pytest.fixture
def here(opened):
    from ombud.store import packs

    return packs


def rewrite(folder, name, old, new):
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_pack_that_passes_is_kept_and_waits(folder, here, capsys):
    before = here.in_force("CN").digest
    rewrite(folder, "base/clocks.yml", "{all: 15m}", "{all: 10m}, version: 2")
    assert main(["pack", "activate", "--folder", str(folder), "--place", "cn"]) == 0
    assert "A newer policy pack for CN waits" in capsys.readouterr().out
    newest = here.stored("CN")[0]
    assert newest.golden > 50
    assert newest.digest != before == here.in_force("CN").digest
    assert main(["pack", "activate", "--folder", str(folder), "--place", "CN"]) == 0
    assert "waits" not in capsys.readouterr().out


def test_a_changed_entry_with_an_old_number_is_not_kept(folder, here, capsys):
    known = here.stored("CN")
    rewrite(folder, "base/clocks.yml", "{all: 15m}", "{all: 10m}")
    assert main(["pack", "activate", "--folder", str(folder), "--place", "CN"]) == 1
    assert "clocks.ack_target: changed, but its version did not rise" in capsys.readouterr().out
    assert here.stored("CN") == known
    assert main(["pack", "diff", "--folder", str(folder), "--place", "CN"]) == 1
    assert "! clocks.ack_target: changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("base/clocks.yml", "stops: acknowledged", "stops: whenever"), "unknown event"),
        (
            ("base/approvals.yml", "company_asks: {level: A2", "company_asks: {level: A1"),
            "signs L4: expected",
        ),
    ],
)
def test_a_pack_that_misses_is_not_kept(folder, *, here, capsys, change, said):
    known = here.stored("CN")
    rewrite(folder, *change)
    assert main(["pack", "activate", "--folder", str(folder), "--place", "CN"]) == 1
    assert said in capsys.readouterr().out
    assert here.stored("CN") == known


def test_what_follows_on_a_day_is_tried_and_kept_with_it(folder, here, capsys):
    dated = '{valid_from: "2099-01-01", amounts: {all: 10m}}'
    (folder / "platform" / "later.yml").write_text(f"clocks:\n  ack_target: {dated}\n", "utf-8")
    assert main(["pack", "activate", "--folder", str(folder), "--place", "CN"]) == 0
    assert "A newer policy pack for CN waits" in capsys.readouterr().out
    after, today = here.stored("CN")[:2]
    assert here.by_digest(today.digest).then.digest == after.digest
    assert after.golden > 50


def test_what_would_miss_on_its_day_is_not_kept_either(folder, here, capsys):
    known = here.stored("CN")
    dated = '{valid_from: "2099-01-01", stops: whenever, override: {why: {zh: 试, en: try}, approved_by: He}}'
    (folder / "platform" / "later.yml").write_text(f"clocks:\n  ack_target: {dated}\n", "utf-8")
    assert main(["pack", "activate", "--folder", str(folder), "--place", "CN"]) == 1
    assert "unknown event" in capsys.readouterr().out
    assert here.stored("CN") == known
