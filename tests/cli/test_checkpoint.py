"""Does `ombud checkpoint` leave a copy elsewhere, and does `ombud verify --against` hold the house to it?"""

import json
import shutil

import pytest

from ombud.adapters.home import Home
from ombud.interfaces.cli import main


@pytest.fixture
def here(opened, monkeypatch, home) -> None:
    """Its home is empty."""
    monkeypatch.setattr(Home, "from_environment", lambda: Home(home))


@pytest.fixture
def elsewhere(here, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    assert main(["checkpoint", "--to", str(folder)]) == 0
    return folder


def verified(capsys, *said) -> tuple[int, dict]:
    capsys.readouterr()
    code = main(["verify", "--json", *said])
    return code, json.loads(capsys.readouterr().out)


def test_a_copy_kept_elsewhere_bears_witness(elsewhere, capsys):
    shown = (elsewhere / "000001.txt").read_text()
    code, found = verified(capsys, "--against", str(elsewhere / "000001.txt"))
    assert (code, found["clean"]) == (0, True)
    key = shown.partition("key: ")[2].split()[0]
    assert verified(capsys, "--against", str(elsewhere / "000001.txt"), "--key", key)[0] == 0


def test_a_copy_signed_with_another_key_fails(elsewhere, capsys):
    code, found = verified(capsys, "--against", str(elsewhere / "000001.txt"), "--key", "00" * 32)
    assert (code, found["by_code"]) == (1, {"checkpoint_broken": 1})


def test_what_somebody_altered_is_counted_and_the_verb_fails(here, owner, capsys):
    assert verified(capsys)[0] == 0
    owner.execute("UPDATE compiled_pack SET body = body || ' '::bytea")
    code, found = verified(capsys)
    assert (code, found["clean"]) == (1, False)
    assert sum(found["by_code"].values()) >= 5
    assert main(["verify", "--quiet"]) == 1
    assert str(sum(found["by_code"].values())) in capsys.readouterr().out


def test_each_call_makes_the_next_and_shows_it(elsewhere, home, capsys):
    assert main(["checkpoint"]) == 0
    assert capsys.readouterr().out == (home / "checkpoints" / "000002.txt").read_text()


def test_what_is_not_there_is_said_in_a_sentence(elsewhere, capsys):
    assert main(["verify", "--against", str(elsewhere / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err
    shutil.rmtree(elsewhere)
    assert main(["checkpoint", "--to", str(elsewhere)]) == 2
    assert str(elsewhere) in capsys.readouterr().err


def test_two_at_the_same_moment_are_told_to_try_again(here, monkeypatch, capsys):
    monkeypatch.setattr("ombud.adapters.checkpoints.Shelf.add", lambda *_, **__: None)
    assert main(["checkpoint"]) == 2
    assert "run it again" in capsys.readouterr().err
