"""Is the demo the same however often it is sown?"""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from ombud.interfaces.cli import main
from ombud.interfaces.cli.seeding import addresses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo_file(monkeypatch, tmp_path) -> Path:
    """Where a home that has been sown once says how to come in."""
    monkeypatch.setattr("ombud.interfaces.cli.house.opened", nullcontext)
    monkeypatch.setenv("OMBUD_HOME", str(tmp_path))
    monkeypatch.setenv("OMBUD_URL", "http://127.0.0.1:8110")
    assert main(["demo"]) == 0
    return tmp_path / "demo.json"


def kept() -> dict[str, set[object]]:
    """Return what stays whatever happens to log-ins."""
    from ombud.store.models import CompiledPack, LedgerLine, PersonKey, SealedText, Staff

    return {
        "lines": set(LedgerLine.objects.values_list("stream", "seq")),
        "texts": set(SealedText.objects.values_list("id", flat=True)),
        "people": set(PersonKey.objects.values_list("person", flat=True)),
        "packs": set(CompiledPack.objects.values_list("digest", "stored_at")),
        "staff": set(Staff.objects.values_list("id", "username")),
    }


def keys_in_force() -> set[bytes]:
    from ombud.store.models import ApiKey

    return {bytes(one) for one in ApiKey.objects.filter(revoked_at=None).values_list("hash", flat=True)}


def log_in(client, told: dict) -> bool:
    mei = told["log_ins"]["梅 Mei"]
    return client.login(username=mei["username"], password=mei["password"])


def test_a_second_time_changes_nothing(demo_file, client, capsys):
    before, told, keys = kept(), demo_file.read_bytes(), keys_in_force()
    assert before["lines"]
    capsys.readouterr()
    assert main(["demo"]) == 0
    assert (kept(), demo_file.read_bytes(), keys_in_force()) == (before, told, keys)
    assert log_in(client, json.loads(told))
    assert str(demo_file) in capsys.readouterr().out


def test_without_its_file_only_log_ins_and_key_are_made_anew_and_it_says_so(demo_file, client, capsys):
    before, old, keys = kept(), json.loads(demo_file.read_text()), keys_in_force()
    demo_file.unlink()
    capsys.readouterr()
    assert main(["demo"]) == 0
    told = json.loads(demo_file.read_text())
    assert kept() == before
    assert not log_in(client, old)
    assert log_in(client, told)
    assert len(keys_in_force()) == 1
    assert keys_in_force() != keys
    said = capsys.readouterr().out
    assert "no longer work" in said or "不再有效" in said


def test_opened_on_another_port_its_file_says_where_it_is_now_and_keeps_the_log_ins(demo_file):
    old = json.loads(demo_file.read_text())
    addresses.keep_true(demo_file, url="http://127.0.0.1:8210/")
    told = json.loads(demo_file.read_text())
    assert told["addresses"]["portal"] == "http://127.0.0.1:8210/"
    assert (told["log_ins"], told["api_key"]) == (old["log_ins"], old["api_key"])


def test_nobody_plays_where_somebody_has_complained_already(demo_file):
    from ombud.adapters import here
    from ombud.adapters.home import Home
    from ombud.interfaces.cli.seeding.sow import sow

    played = []
    sow(Home.from_environment(), now=here.now(), play=played.append)
    assert played == []
