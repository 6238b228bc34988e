"""Twenty clients work while part after part is killed; at the end everything that was acknowledged must be there."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

import psycopg

from ombud.adapters.database import Server
from ombud.adapters.home import Home
from tests.chaos.clients import Acknowledged, Complainant
from tests.chaos.house import REPOSITORY, UP, House

COMPLAINANTS = 14
"""And six of the staff: twenty clients."""
TURN = ("web", "workers", "clips", "database")
WITHIN = 5.0
"""Seconds after which a killed part must answer again, on a machine that does nothing else."""
HEARD = 2.0
"""Seconds after which a danger must lie in its lane."""
CROWDED = 3.0
"""Processes waiting for each core above which the machine does something else besides, and seconds stretch."""
DRAINED = 120.0
WARM = 150.0
HOLD = 8.0
"""Seconds that Clips hangs for want of an order, before it may answer those who look things up, for BREATH seconds."""
BREATH = 4.0
UNDER_WAY = "host_order WHERE state = 'sent'"


@dataclass
class Outcome:
    """What a siege measured and found."""

    kills: list[tuple[str, float]] = field(default_factory=list)
    filed: int = 0
    appealed: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    surprises: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    effects: int = 0
    verified: str = ""
    seconds: float = 0.0
    danger: float = 0.0
    """Seconds from filing a danger until it lay in its lane, while the host hung."""
    memory: int = 0
    stretch: float = 1.0

    @property
    def slow(self) -> list[tuple[str, float]]:
        """Which restarts took too long, or did the danger?"""
        heard = [("danger", self.danger)] if self.danger > HEARD * self.stretch else []
        return heard + [(part, taken) for part, taken in self.kills if taken > WITHIN * self.stretch]

    def told(self) -> str:
        """Say it in a few lines."""
        lines = [
            f"{part:9} worst {max(times):.2f} s, mean {sum(times) / len(times):.2f} s, {len(times)} kills"
            for part in TURN
            if (times := [taken for killed, taken in self.kills if killed == part])
        ]
        lines += [
            f"{self.filed} complaints and {self.appealed} appeals acknowledged; staff: {dict(self.acts)}",
            f"unexpected answers: {dict(self.surprises)}",
            f"{self.effects} effects on Clips; {self.verified}",
            f"a danger lay in its lane after {self.danger:.2f} s while the host hung",
            f"{self.seconds:.0f} s, {self.memory / 2**20:.0f} MiB (PSS)",
            *(f"FAULT {fault}" for fault in self.faults),
        ]
        return "\n".join(lines)


def lay(house: House, *, rounds: int, pause: float, say: bool = False) -> Outcome:
    """Let clients work, kill every part in turn `rounds` times, drain, check."""
    began = time.monotonic()
    outcome, stop = Outcome(), threading.Event()
    key = str(house.demo["api_key"])
    pace = 0.5
    clients = [
        Complainant(f"c{number}", url=house.url, key=key, stop=stop, pace=pace)
        for number in range(COMPLAINANTS)
    ]
    log = house.home / "staff.jsonl"
    staff = _staff(house, log)
    try:
        for client in clients:
            client.start()
        house.until(
            lambda: log.exists() and "proposed" in log.read_text(), patience=WARM, what="a first decision"
        )
        time.sleep(pause)
        for turn in range(rounds):
            for part in TURN:
                taken = _kill(house, part)
                outcome.kills.append((part, taken))
                if say:
                    print(f"round {turn + 1}: {part} back after {taken:.2f} s", flush=True)
                time.sleep(pause)
        outcome.danger = _hang(house, key)
        outcome.memory = house.memory()
        outcome.stretch = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1) / CROWDED)
    finally:
        stop.set()
        staff.terminate()
        staff.wait(60)
        for client in clients:
            client.join(60)
    _drain(house)
    _check(house, [client.got for client in clients], log, outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


def _staff(house: House, log: Path) -> "subprocess.Popen[bytes]":
    with house.log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.staff", str(log), "3600"],
            cwd=REPOSITORY,
            env=house.environ,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )


def _kill(house: House, part: str) -> float:
    """Kill a part; return after how many seconds it answers again, without anybody touching a file."""
    before = set(_pids(house, part))
    house.kill(part)
    since = time.monotonic()

    def back() -> bool:
        now = set(_pids(house, part))
        return bool(now) and not now & before and house.back(part, since=since)

    return house.until(back, patience=60, what=f"{part} killed")


def _hang(house: House, key: str) -> float:
    """Let Clips accept calls and never answer; once one hangs, file a danger and see it come into its lane."""
    with psycopg.connect(Server(Home.at(house.home)).urls().app, autocommit=True) as link:

        def count(what: str) -> int:
            row = link.execute(f"SELECT count(*) FROM {what}").fetchone()
            return row[0] if row else 0

        clips = house.children("clips")[0]

        def hangs() -> bool:
            os.kill(clips, signal.SIGSTOP)
            time.sleep(0.5)  # what was answered before is written down; what is under way from here on hangs
            by = time.monotonic() + HOLD
            while time.monotonic() < by and not count(UNDER_WAY):
                time.sleep(0.05)
            if count(UNDER_WAY):
                return True
            os.kill(
                clips, signal.SIGCONT
            )  # whoever must look something up before deciding waits for Clips, too
            time.sleep(BREATH)
            return False

        try:
            house.until(hangs, patience=WARM, what="an order that hangs")
            before = count("case_row WHERE danger")
            _file_danger(house, key)
            waited = house.until(
                lambda: count("case_row WHERE danger") > before,
                patience=30,
                what="a danger beside a hanging host",
            )
            assert count(UNDER_WAY), "nothing hung any more"
        finally:
            os.kill(clips, signal.SIGCONT)
    return waited


def _file_danger(house: House, key: str) -> None:
    body = {"text": "有人正在直播自杀,快救救他!", "answers": {"danger_now": True}, "jurisdiction": "CN"}
    headers = {
        "Authorization": f"Bearer {key}",
        "Idempotency-Key": "danger",
        "Content-Type": "application/json",
    }
    asked = Request(f"{house.url}/api/v1/complaints", data=json.dumps(body).encode(), headers=headers)
    with urlopen(asked, timeout=10) as answer:
        assert answer.status == 201


def _pids(house: House, part: str) -> list[int]:
    if part != "database":
        return house.children(part)
    with suppress(OSError, ValueError):
        return [house.postmaster()]
    return []


def _drain(house: House) -> None:
    """Wait until nothing is due any more that somebody was promised."""
    asked = """
        SELECT (SELECT count(*) FROM complaint WHERE sort_due_at IS NOT NULL)
             + (SELECT count(*) FROM part WHERE due_at <= now())
             + (SELECT count(*) FROM host_order WHERE state IN ('new', 'sent', 'accepted')
                OR (state IN ('confirmed', 'dead') AND NOT noted))
             + (SELECT count(*) FROM case_row WHERE fan_due_at <= now())
    """

    def nothing_left() -> bool:
        try:
            with psycopg.connect(Server(Home.at(house.home)).urls().app, connect_timeout=2) as link:
                row = link.execute(asked).fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and row[0] == 0

    house.until(nothing_left, patience=DRAINED, what="draining")


def _check(house: House, got: list[Acknowledged], log: Path, outcome: Outcome) -> None:
    acts = [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")]
    outcome.acts = Counter(act["act"] for act in acts if act["act"] != "summary")
    for act in acts:
        if act["act"] == "summary":
            outcome.surprises.update(act["said"])
    for one in got:
        outcome.filed += len(one.filed)
        outcome.appealed += len([no for no in one.appealed.values() if no])
        outcome.surprises.update(one.refused)
        outcome.faults += [f"key {key} was answered with two numbers" for key in one.twice]
        outcome.faults += _missing(house, one)
    outcome.faults += _missing_acts(house, acts)
    _clips(house, outcome)
    _verify(house, outcome)


def _missing(house: House, one: Acknowledged) -> list[str]:
    """Name every acknowledged complaint that its number and code do not open, sorted, with a receipt."""
    faults = []
    for number, code in one.filed.items():
        asked = Request(
            f"{house.url}/api/v1/complaints/{number}", headers={"Authorization": f"Receipt {code}"}
        )
        try:
            with urlopen(asked, timeout=10) as answer:
                seen = json.load(answer)
        except OSError as error:
            faults.append(f"complaint {number} is gone: {error}")
            continue
        if seen["number"] != number or not seen["letters"] or len(seen["timeline"]) < 2:
            faults.append(f"complaint {number} is half-written: {seen['status']}")
    return faults


def _missing_acts(house: House, acts: list[dict[str, object]]) -> list[str]:
    """Name every acknowledged act of the staff that its case's book does not hold."""
    script = """
import json, sys, django
django.setup()
from uuid import UUID
from ombud.store.ledger import read_case
from ombud.store.models import Staff
ids = {str(row.id): row.username for row in Staff.objects.all()}
for act in json.load(sys.stdin):
    case = read_case(UUID(act["case"]))
    who = {ids[str(hand.agent)] for hand in case.hands}
    proposals = [one.proposal.no for one in case.decisions] + ([case.proposal.no] if case.proposal else [])
    if act["act"] in ("proposed", "signed") and act["by"] not in who:
        print(f"{act['act']} by {act['by']} is not in the book of {act['case']}")
    if act["act"] == "proposed" and act["no"] not in proposals:
        print(f"proposal {act['no']} is not in the book of {act['case']}")
"""
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        env=house.environ,
        input=json.dumps([act for act in acts if "case" in act]).encode(),
        capture_output=True,
        check=False,
    )
    if ran.returncode:
        return [f"acts could not be checked: {ran.stderr.decode()[-500:]}"]
    return ran.stdout.decode().splitlines()


def _clips(house: House, outcome: Outcome) -> None:
    status, body = house.get(f"{house.clips}/log.json")
    if status != 200:
        outcome.faults.append(f"Clips does not answer: {status}")
        return
    by_key = json.loads(body)["by_key"]
    outcome.effects = len(by_key)
    outcome.faults += [
        f"order {key} took effect {times} times" for key, times in by_key.items() if times != 1
    ]


def _verify(house: House, outcome: Outcome) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ombud.interfaces.cli", "verify", "--home", str(house.home)],
        cwd=REPOSITORY,
        env=house.environ,
        capture_output=True,
        check=False,
    )
    said = ran.stdout.decode().splitlines()
    outcome.verified = said[-1] if said else ran.stderr.decode()[-300:]
    if ran.returncode:
        outcome.faults += [f"verify: {line}" for line in said[:-1][:20]] or [f"verify: {outcome.verified}"]


def opened(home: Path, *, port: int) -> House:
    """Open a house for the first time and wait until the demo is there and sorted."""
    house = House(home, port=port).open()
    house.until((home / "demo.json").exists, patience=UP, what="seeding")
    house.until(house.settled, patience=UP, what="becoming ready")
    return house
