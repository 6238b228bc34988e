"""Does `ombud erase` keep its word: what somebody sent is read by nobody any more, with every secret of the house?"""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pytest

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.none import NoScanner
from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.interfaces.cli import main
from ombud.store import files, reaching, vault
from ombud.store.keys import unwrap
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Letter, PersonKey, SealedText
from ombud.store.sealing import SealBroken, open_sealed
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.answer import answer
from ombud.usecases.appeal import appeal
from ombud.usecases.hold import hold
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.retain import retain
from tests import cast
from tests.verify.lived import SCREEN

SENT = ("词鸟甲-filed", "canary-mail@example.org", "词鸟乙-wrote", "词鸟丙-appealed", "canary-in-a-file")
"""What 兰 Lan sent, each by another way in."""
ENOUGH = {"days": 190}


@pytest.fixture
def stage(app_link, now, mint, tmp_path, monkeypatch):  # noqa: PLR0917 - fixtures
    """兰 Lan filed, wrote, sent a picture and appealed; all of it is over."""
    from ombud.store.models import Staff
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    house = furnish(app_link, now=now, mint=mint)
    house.held = replace(house.held, folder=tmp_path)
    vault.use(house.held)
    stage = Stage(house, now=now, mint=mint)
    monkeypatch.setattr("ombud.interfaces.cli.house.opened", nullcontext)
    monkeypatch.setattr(here, "now", lambda: stage.now)
    Staff(id=cast.LIN, username="lin", name="林 Lin", roles=["legal"]).save(force_insert=True)
    filed, mail, wrote, appealed, pictured = SENT
    stage.over = stage.case(f"视频里有人裸露,全是色情。{filed}", contact={"email": mail})
    answer(stage.lan, text=wrote, mint=mint, now=now)
    picture = BytesIO(SCREEN + pictured.encode())
    add_evidence(stage.lan, file=picture, rules=triage_rules(), scanner=NoScanner(), mint=here.mint, now=now)
    stage.decide(stage.over, "L4")
    stage.all()
    told = Letter.objects.get(complaint=stage.lan, case_id=stage.over, decision=1)
    appeal(told.id, text=appealed, mint=mint, now=now)
    stage.write(stage.over, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.decide(stage.over, "L4", by=cast.JUN, ruling="upheld", appeal=1)
    stage.all()
    assert read_case(stage.over).status.value == "closed"
    stage.number = number_of(stage.lan, "C")
    stage.later(**ENOUGH)
    return stage


def dumped(owner) -> str:
    """The whole database as its owner copies it out; bytes in hex, letters in themselves and in hex."""
    names = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    said = bytearray()
    for (name,) in names:
        with owner.cursor().copy(f'COPY "{name}" TO STDOUT') as rows:
            for row in rows:
                said += row
    return said.decode()


def readable() -> str:
    """Everything that somebody reads who holds database, files and all secrets."""
    ring, folder = vault.vault().ring, vault.vault().folder
    rows = PersonKey.objects.all()
    keys = {row.person: unwrap(ring, row.person, row.version, bytes(row.wrapped)) for row in rows}
    said = [
        open_sealed(keys[row.person], bytes(row.body), about=row.id.bytes).decode()
        for row in SealedText.objects.all()
        if row.person in keys
    ]
    return "\n".join([*said, *(body for key in keys.values() for body in _opened(folder, key))])


def _opened(folder, key) -> Iterator[str]:
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        try:
            yield b"".join(files.open_file(folder, UUID(hex=path.name), key)).decode(errors="replace")
        except SealBroken:
            continue


def found(text: str) -> list[str]:
    return [one for one in SENT if one in text or one.encode().hex() in text]


def erase(number, capsys) -> tuple[int, str]:
    """What the verb answers: its exit code, and what it said."""
    capsys.readouterr()
    code = main(["erase", number])
    said = capsys.readouterr()
    return code, said.out or said.err


def verified(capsys) -> dict:
    capsys.readouterr()
    main(["verify", "--json"])
    return json.loads(capsys.readouterr().out)["by_code"]


def asked(stage) -> int:
    """How many answers to a request are in the book."""
    return sum(isinstance(line.fact, facts.ErasureAnswered) for line in read_lines(stage.lan))


def test_a_week_after_the_answer_nobody_reads_what_she_sent_with_all_secrets_of_the_house(
    stage, owner, capsys
):
    assert found(readable()) == list(SENT)
    assert found(dumped(owner)) == []
    keys = [bytes(row.wrapped).hex() for row in PersonKey.objects.filter(person=_lan(stage))]
    assert [key for key in keys if key in dumped(owner)] == keys != []
    letters = [one.text for one in Letter.objects.filter(complaint=stage.lan)]
    assert letters

    assert erase(stage.number, capsys)[0] == 0
    assert retain(now=stage.now) == 0
    stage.later(days=7)
    assert retain(now=stage.now) == 1

    assert found(readable()) == []
    assert [key for key in keys if key in dumped(owner)] == []
    assert not list(vault.vault().folder.glob("[0-9a-f][0-9a-f]/*"))
    assert reaching.contact(stage.lan) == {}
    assert look_at_complaint(stage.lan, now=stage.now).timeline[-1].what == "erased"
    assert verified(capsys) == {}


def _lan(stage):
    return read_lines(stage.lan)[0].fact.person


def test_once_is_enough(stage, capsys):
    assert erase(stage.number, capsys)[0] == 0
    assert erase(stage.number, capsys) == (2, f"{stage.number}: This has been done already.\n")
    assert asked(stage) == 1
    stage.later(days=7)
    retain(now=stage.now)
    lines = len(read_lines(stage.lan))
    code, said = erase(stage.number, capsys)
    assert (code, "erased" in said) == (2, True)
    stage.later(days=7)
    assert retain(now=stage.now) == 0
    assert len(read_lines(stage.lan)) == lines
    assert verified(capsys) == {}


@pytest.mark.parametrize(
    ("lang", "why"), [("zh_CN.UTF-8", "法律程序"), ("C.UTF-8", "a matter of law")], ids=["zh", "en"]
)
def test_what_a_law_holds_stays_and_the_answer_says_so(stage, owner, capsys, monkeypatch, lang, why):  # noqa: PLR0917
    monkeypatch.setenv("LC_ALL", lang)
    hold(stage.number, reason="法院要求保全", by=cast.LIN, mint=stage.mint, now=stage.now)
    code, said = erase(stage.number, capsys)
    assert (code, why in said, stage.number in said) == (1, True, True)
    assert "法院要求保全" not in said + dumped(owner)
    stage.later(days=7)
    assert retain(now=stage.now) == 0
    assert found(readable()) == list(SENT)


def test_before_the_least_time_the_answer_names_the_day_from_which_it_may_be_asked_again(stage, capsys):
    stage.later(days=-ENOUGH["days"])
    code, said = erase(stage.number, capsys)
    at = read_lines(stage.lan)[-1].fact.at
    assert (code, f"{at:%Y-%m-%d %H:%M} UTC" in said) == (1, True)
    stage.now = at
    assert erase(stage.number, capsys)[0] == 0


def test_what_is_still_open_is_finished_first(stage, capsys):
    stage.case(about="v-2")
    code, said = erase(number_of(stage.lan, "C"), capsys)
    assert (code, "still open" in said) == (1, True)


@pytest.mark.parametrize(
    ("lang", "no"),
    [
        ("zh_CN.UTF-8", ("没有找到。", "编号有误")),
        ("C.UTF-8", ("There is nothing here.", "a slip in it")),
    ],
    ids=["zh", "en"],
)
def test_a_number_nobody_has_is_said_in_the_operators_language(stage, capsys, monkeypatch, lang, no):  # noqa: PLR0917 - fixtures
    monkeypatch.setenv("LC_ALL", lang)
    nobody = number_of(stage.mint(7), "C")
    for number, why in ((nobody, no[0]), (number_of(stage.over, "K"), no[0]), ("nonsense", no[1])):
        code, said = erase(number, capsys)
        assert (code, why in said, number in said) == (2, True, True)
    assert asked(stage) == 0
