"""How long until everybody is put right whom one rule wronged, and who waits for it meanwhile?

Run: python -m bench.redress [--victims 5000] [--answers 0.01] [--beside 3] [--kills 0].
A home of its own, fsync on; the house's own workers as `ombud up` starts them. The host lives in the memory of the one that
carries out, and takes so many seconds for each answer. People reverse one decision of the host's, a lead finds that its rule was
wrong, and the chores do the rest. Meanwhile complaints keep coming: a danger every few seconds, and somebody wronged by another
rule. With `--kills` the workers are killed so many times on the way; at the end nobody may be restored twice or forgotten.
"""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from subprocess import Popen
from time import perf_counter, sleep
from typing import Any
from uuid import UUID

from bench.sorting import Bench, ombud, own_home, tell

WRONGED = "我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。"
MACHINE = {"used": True, "model": "clips-auto", "version": "7"}
FAULTY, OTHER = "3.2", "4.1"
TOGETHER = 500
HOST = "bench.redress.host"
ANSWERS = "OMBUD_BENCH_ANSWERS"


def host() -> Any:
    """Return a host that knows everything, does what it is told, and takes its time."""
    from ombud.adapters.platform.contract import Account, Confirmed, Delivered, LookedUp, Seen

    takes = float(os.environ[ANSWERS])

    class Host:
        def act(self, order: Any, **_: Any) -> Confirmed:
            sleep(takes)
            return Confirmed(order.key)

        def tell(self, message: Any, **_: Any) -> Delivered:
            sleep(takes)
            return Delivered(message.key)

        def look_up(self, subject: Any, **_: Any) -> LookedUp:
            sleep(takes)
            return LookedUp(Seen(subject, found=True, account=Account(id=f"by-{subject.id}")), b"{}")

    return Host()


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--victims", type=int, default=5_000)
    said.add_argument("--answers", type=float, default=0.01)
    said.add_argument("--beside", type=float, default=3.0)
    said.add_argument("--kills", type=int, default=0)
    options = said.parse_args()
    with own_home(OMBUD_PLATFORM=HOST, **{ANSWERS: str(options.answers)}):
        _measure(options)


def _measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    floor = Floor()
    floor.decide_by_machine("hd", count=options.victims + 1, clause=FAULTY)
    with _working() as workers:
        first = floor.reverses("hd-0")
        print(f"one decision reversed; {options.victims} more of the same rule")
        _tell_all([floor.waits(no) for no in range(5)], during="rest")
        floor.finds_rule_wrong(first)
        began = perf_counter()
        beside = _until_restored(floor, workers, options, began=began)
        took = perf_counter() - began
        print(f"restored {options.victims} in {took:.1f} s: {options.victims / took:.1f}/s")
        for worker in workers:
            cpu = worker.busy() / options.victims * 1e3
            print(f"         {worker.name}: {cpu:.1f} ms of CPU each, memory at most {worker.memory()} MB")
        _tell_all(beside, during="the redress")
        floor.read(first)
        floor.is_sound(options.victims)


def _until_restored(
    floor: "Floor", workers: "Sequence[Worker]", options: argparse.Namespace, *, began: float
) -> list[dict[str, float]]:
    """Wait until the host has restored them all; return how long others waited who came meanwhile."""
    marks, kills, beside = 0, 0, []
    while (done := floor.restored()) < options.victims:
        while done >= options.victims * (marks + 1) / 4:
            marks += 1
            print(f"         {marks / 4:4.0%} after {perf_counter() - began:.1f} s")
        if done > options.victims * (kills + 1) / (options.kills + 1):
            kills += 1
            for one in workers:
                one.dies()
        beside.append(floor.waits(len(beside) + 100))
        sleep(options.beside)
    return beside


def _tell_all(waits: Sequence[dict[str, float]], *, during: str) -> None:
    for what in ("danger to its lane", "order to confirmation", "letter to its reader"):
        tell([one[what] for one in waits], what=what, during=during)


@contextmanager
def _working() -> "Iterator[tuple[Worker, ...]]":
    """Start the house's own workers, and end them."""
    workers = tuple(Worker(name) for name in ("sorting", "upkeep", "carrying"))
    try:
        yield workers
    finally:
        for one in workers:
            one.running.terminate()
        for one in workers:
            one.running.wait(30)


class Worker:
    def __init__(self, name: str) -> None:
        self.name = name
        self.running: Popen[bytes] = ombud("worker", "--only", name)

    def dies(self) -> None:
        """Kill it where it stands, and start another."""
        self.running.kill()
        self.running.wait()
        self.running = ombud("worker", "--only", self.name)

    def busy(self) -> float:
        """Return the CPU seconds that it has used so far."""
        stat = Path(f"/proc/{self.running.pid}/stat").read_text(encoding="utf-8")
        return sum(map(int, stat.rpartition(") ")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the most memory that it ever held, in MB."""
        status = Path(f"/proc/{self.running.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) // 1024


class Floor(Bench):
    """A house with 梅 Mei and 周 Zhou, and decisions that the host made by itself."""

    def __init__(self) -> None:
        super().__init__()
        from ombud.adapters import here
        from ombud.usecases.hire import Hired, hire
        from ombud.usecases.train import LANES, train

        people = [
            Hired(username=name, name=name, password=f"{name} keeps a secret", roles=roles, present=True)
            for name, roles in (("mei", frozenset({"agent", "senior"})), ("zhou", frozenset({"lead"})))
        ]
        hired = hire(people, mint=here.mint, now=here.now())
        self.mei, self.zhou = hired["mei"], hired["zhou"]
        self.since = here.now() - timedelta(days=1)
        train(self.mei, lanes=LANES, until=here.now() + timedelta(days=90), by=None, now=here.now())

    def decide_by_machine(self, name: str, *, count: int, clause: str) -> None:
        """Let the host have decided so much by one rule."""
        from django.db import transaction

        for begin in range(0, count, TOGETHER):
            with transaction.atomic():
                for no in range(begin, min(begin + TOGETHER, count)):
                    self._decided(f"{name}-{no}", clause=clause)

    def _decided(self, name: str, *, clause: str) -> None:
        from ombud.adapters import here
        from ombud.store import subjects

        video, account = (subjects.keep("clips", kind, f"{name}-{kind}") for kind in ("video", "account"))
        decided = subjects.Decided(
            platform="clips",
            external=name,
            at=here.now(),
            item=video,
            account=account,
            clause=clause,
            automation=MACHINE,
            effects=[{"measure": "L4", "target": video.hex, "until": None}],
            reasons="自动识别",
        )
        subjects.keep_decision(decided, mint=here.mint)
        subjects.link(subjects.keep("clips", "decision", name), account=account)

    def reverses(self, name: str) -> UUID:
        """Let somebody complain of a decision of the host's, and 梅 Mei reverse it; return the case."""
        from ombud.adapters import here
        from ombud.core import facts
        from ombud.core.playbooks import open_steps
        from ombud.core.vocabulary import Outcome
        from ombud.store import packs
        from ombud.store.drafting import Draft
        from ombud.store.ledger import read_case
        from ombud.usecases.assign import assign
        from ombud.usecases.do_step import do_step
        from ombud.usecases.propose import propose

        self.file([self.wronged(name)])
        case_id = self.wait_for(
            "SELECT case_id FROM member JOIN case_row ON id = case_id WHERE subject = %s", self.subject(name)
        )
        assign((case_id,), to=self.mei, reason="next", by=self.zhou, mint=here.mint, now=here.now())
        case = read_case(case_id)
        for step in open_steps(case, packs.of_case(case), before="decision"):
            said = {"note": "看过了。"}
            do_step(case_id, step=step.id, said=said, by=self.mei, mint=here.mint, now=here.now())
        case = read_case(case_id)
        draft = Draft(
            outcome=Outcome.GRANTED,
            clause=packs.of_case(case).clauses_for(case.code)[0].id,
            findings=(("专业演示，有明显提示。", (self.complaint_in(case_id),)),),
            measures=(facts.Chosen(measure="R", target=case.subject, host_decision=name),),
            for_complainant="是我们错了，对不起，已经恢复。",
        )
        propose(case_id, draft=draft, seen=case.seq, by=self.mei, mint=here.mint, now=here.now())
        return case_id

    def wronged(self, name: str) -> Any:
        from ombud.core.intake import Filing, SubjectRef
        from ombud.core.vocabulary import SubjectKind

        about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external=name)
        return Filing(sender="bench", channel="api", text=WRONGED, subject=about, contact={"email": "a@b.c"})

    def subject(self, name: str) -> UUID:
        from ombud.store import subjects

        return subjects.known_as("clips", "decision", name)

    def complaint_in(self, case_id: UUID) -> UUID:
        found: UUID = self.wait_for("SELECT complaint FROM member WHERE case_id = %s", case_id)
        return found

    def wait_for(self, asked: str, *values: Any) -> Any:
        """Ask until there is an answer."""
        while (found := self.link.execute(asked, values).fetchone()) is None:
            sleep(0.01)
        return found[0]

    def finds_rule_wrong(self, case_id: UUID) -> None:
        """Let 周 Zhou find that the rule was wrong."""
        from ombud.adapters import here
        from ombud.usecases.begin_redress import begin_redress

        begin_redress(
            case_id,
            since=self.since,
            reason="把演示当成危险操作",
            by=self.zhou,
            mint=here.mint,
            now=here.now(),
        )

    def restored(self) -> int:
        """Return for how many who did not complain the host has confirmed it."""
        return self.count(
            "host_order o JOIN case_row c ON c.id = o.case_id WHERE o.do = 'lift' AND o.measure = 'L4'"
            " AND o.state = 'confirmed' AND c.members = 0"
        )

    def is_sound(self, victims: int) -> None:
        """Say whether each was restored once, and written to once."""
        alone = "JOIN case_row c ON c.id = o.case_id WHERE c.members = 0 AND"
        orders = self.count(f"host_order o {alone} o.do = 'lift' AND o.measure = 'L4'")
        targets = self.count(
            f"(SELECT DISTINCT o.target FROM host_order o {alone} o.do = 'lift' AND o.measure = 'L4') t"
        )
        letters = self.count(f"letter o {alone} o.side = 'account' AND o.decision = 1")
        print(f"         {orders} orders for {targets} videos, {letters} letters, for {victims} wronged")
        if {orders, targets, letters} != {victims}:
            raise SystemExit("somebody was forgotten, or restored twice")

    def waits(self, no: int) -> dict[str, float]:
        """Let a danger come, and somebody be put right whom another rule wronged; return how long each waited for what."""
        danger = self.danger_waits(pause=0)
        name = f"other-{no}"
        self.decide_by_machine(name, count=1, clause=OTHER)
        case_id = self.reverses(f"{name}-0")
        began = perf_counter()
        at: dict[str, float] = {}
        asked = {
            "order to confirmation": "SELECT 1 FROM host_order WHERE case_id = %s AND state = 'confirmed'",
            "letter to its reader": "SELECT 1 FROM letter WHERE case_id = %s AND side = 'complainant'"
            " AND decision = 1 AND delivered_at IS NOT NULL",
        }
        while len(at) < len(asked):
            for what, said in asked.items():
                if what not in at and self.link.execute(said, [case_id]).fetchone():
                    at[what] = perf_counter() - began
            sleep(0.01)
        return {"danger to its lane": danger, **at}

    def read(self, case_id: UUID) -> None:
        """Say how long the first case's book is by now, and how long it takes to read."""
        from ombud.store.ledger import read_case, read_lines

        lines = read_lines(case_id)
        began = perf_counter()
        case = read_case(case_id)
        print(
            f"         the first case: {len(lines)} lines, {len(case.kin)} beside it, read in {(perf_counter() - began) * 1e3:.0f} ms"
        )


if __name__ == "__main__":
    main()
