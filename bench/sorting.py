"""How many complaints a second are sorted, joined and acknowledged, and how long does a danger wait meanwhile?

Run: python -m bench.sorting [--backlog 20000] [--one-video 10000] [--import 100000] [--dangers 20] [--sorters 2].
A home of its own, fsync on. What sorts are the house's own processes, `ombud worker --only sorting`; they are held by
SIGSTOP while a backlog is filed, so that its draining can be timed alone. 0 leaves a part out.
"""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

TEXTS = (
    "这个视频里有人裸露,全是色情内容,请尽快删除,孩子也会看到。",
    "有人冒充平台客服让我转账,我已经被骗了三千元,求助!",
    "我的账号被盗了,手机号和密码都被改了,登录不上去。",
    "你们无故封了我的号,申诉了三次都没有人回复,我没有违规。",
    "他把我的身份证号和家庭住址发在评论区,请马上处理。",
    "My video was removed for no reason, I want a real person to look at it again.",
    "Somebody is using my photos on a fake profile and messages my friends.",
    "Refund please, the gift I bought was never delivered and nobody answers.",
    "This livestream shows animal cruelty, please take it down.",
    "How do I change the email address of my account?",
)
DANGER = "有人正在直播自杀,快救救他!"
BATCH = 500


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--backlog", type=int, default=20_000)
    said.add_argument("--one-video", type=int, default=0)
    said.add_argument("--import", type=int, default=0, dest="lines")
    said.add_argument("--dangers", type=int, default=20)
    said.add_argument("--sorters", type=int, default=2)
    options = said.parse_args()
    with own_home() as folder:
        _measure(options, folder)


@contextmanager
def own_home(**settings: str) -> Iterator[Path]:
    """Open a home of its own with a database that is ready, and take all of it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as folder:
        os.environ |= {"OMBUD_HOME": folder, "DJANGO_SETTINGS_MODULE": "ombud.site.settings", **settings}
        from ombud.adapters.database import Server
        from ombud.adapters.home import Home

        server = Server(Home.from_environment())
        server.up()
        try:
            ombud("migrate").wait()
            yield Path(folder)
        finally:
            server.down()


def ombud(*words: str, quiet: bool = False) -> "subprocess.Popen[bytes]":
    said = subprocess.DEVNULL if quiet else None
    command = [sys.executable, "-m", "ombud.interfaces.cli", *words]
    return subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)


def _measure(options: argparse.Namespace, folder: Path) -> None:
    import django

    django.setup()
    bench = Bench()
    with sorting(options.sorters) as sorters:
        bench.fill(TEXTS * 60)
        bench.rest()
        if options.backlog:
            with sorters.held():
                bench.fill(islice(cycle(TEXTS), options.backlog))
            bench.drain(sorters, name="each its own video", dangers=options.dangers)
        if options.one_video:
            with sorters.held():
                bench.fill([TEXTS[0]] * options.one_video, subject="v-viral")
            bench.drain(sorters, name="all on one video")
            bench.biggest()
        if options.lines:
            bench.import_lines(folder / "lines.jsonl", count=options.lines)


@contextmanager
def sorting(count: int) -> Iterator["Sorters"]:
    """Start the house's own sorting processes, and end them."""
    sorters = Sorters([ombud("worker", "--only", "sorting") for _ in range(count)])
    try:
        yield sorters
    finally:
        for one in sorters.running:
            one.terminate()
        for one in sorters.running:
            one.wait(30)


class Sorters:
    def __init__(self, running: "list[subprocess.Popen[bytes]]") -> None:
        self.running = running

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let them stand still for a while."""
        for one in self.running:
            one.send_signal(signal.SIGSTOP)
        yield
        for one in self.running:
            one.send_signal(signal.SIGCONT)

    def busy(self) -> float:
        """Return the CPU seconds that they have used so far."""
        return sum(_ticks(one.pid, slice(11, 13)) for one in self.running) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the most memory that one of them ever held, in MB."""
        peaks = [Path(f"/proc/{one.pid}/status").read_text(encoding="utf-8") for one in self.running]
        return max(int(peak.split("VmHWM:")[1].split()[0]) for peak in peaks) // 1024


def _ticks(pid: int, which: slice) -> int:
    """Return times of a process from /proc/PID/stat; nothing of one that has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    return sum(map(int, stat.rpartition(") ")[2].split()[which]))


def _spent_by(postmaster: int) -> float:
    """Return the CPU seconds that a database server has used so far, those of its processes that ended included."""
    ticks = _ticks(postmaster, slice(11, 15))
    for task in Path(f"/proc/{postmaster}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            ticks += _ticks(int(child), slice(11, 13))
    return ticks / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self) -> None:
        import psycopg
        from django.conf import settings

        from ombud.adapters import here
        from ombud.adapters.policies import read_layers
        from ombud.adapters.rules import triage_rules
        from ombud.core.pack.parse import parse
        from ombud.store import packs, vault
        from ombud.store.keys import KeyRing

        secrets = settings.OMBUD_SECRETS
        self.held = vault.Vault(
            ring=KeyRing(secrets.master),
            codes=secrets.codes,
            lookup=secrets.lookup,
            tokens=secrets.tokens,
            folder=settings.OMBUD_HOME.path,
        )
        vault.use(self.held)
        packs.store_pack(parse(read_layers(), jurisdiction="CN"), now=here.now())
        self.rules = triage_rules()
        self.link = psycopg.connect(settings.OMBUD_DATABASE_URL, autocommit=True)
        backend = Path(f"/proc/{self.link.info.backend_pid}/stat").read_text(encoding="utf-8")
        self.postmaster = int(backend.rpartition(") ")[2].split()[1])
        self.filed = 0

    def fill(self, texts: Iterable[str], *, subject: str | None = None) -> None:
        """File complaints as a door does, each about a video of its own where no subject is said."""
        said = iter(texts)
        while batch := [self.filing(text, subject=subject) for text in islice(said, BATCH)]:
            self.file(batch)

    def filing(self, text: str, *, subject: str | None) -> Any:
        from ombud.core.intake import Filing, SubjectRef
        from ombud.core.vocabulary import SubjectKind

        self.filed += 1
        ref = SubjectRef(platform="clips", kind=SubjectKind.VIDEO, external=subject or f"v-{self.filed}")
        return Filing(sender="bench", channel="import", text=text, subject=ref, contact={"email": "a@b.c"})

    def file(self, filings: list[Any]) -> None:
        from ombud.adapters import here
        from ombud.core.triage.sorting import danger
        from ombud.usecases.receive import receive

        with self.link.transaction():
            receive(
                filings,
                connection=self.link,
                vault=self.held,
                danger=partial(danger, phrases=self.rules.danger),
                mint=here.mint,
                now=here.now(),
            )

    def rest(self) -> None:
        """Wait until nothing is left to sort or to join."""
        while self._any("complaint WHERE sort_due_at IS NOT NULL") or self._any(
            "part WHERE due_at IS NOT NULL"
        ):
            sleep(0.05)

    def drain(self, sorters: Sorters, *, name: str, dangers: int = 0) -> None:
        """Let them sort and join until nothing is left; meanwhile file dangers and watch them arrive."""
        waiting = self.count("complaint WHERE sort_due_at IS NOT NULL")
        busy, served, began = sorters.busy(), _spent_by(self.postmaster), perf_counter()
        waits = [self.danger_waits(pause=0.3) for _ in range(dangers)]
        self.rest()
        took, count = perf_counter() - began, waiting + dangers
        busy, served = sorters.busy() - busy, _spent_by(self.postmaster) - served
        print(
            f"drained  {count:6} in {took:6.1f} s: {count / took:8.0f}/s  ({name}, {len(sorters.running)} sorters)"
        )
        print(
            f"         CPU for each: sorting {busy / count * 1e3:.2f} ms, PostgreSQL {served / count * 1e3:.2f} ms;"
            f" load {os.getloadavg()[0]:.1f}; a sorter's memory at most {sorters.memory()} MB"
        )
        tell(waits, during="a backlog")

    def import_lines(self, file: Path, *, count: int) -> None:
        """Import many lines with `ombud import` while they are sorted, and file dangers all the time."""
        with file.open("w", encoding="utf-8") as lines:
            for no, text in enumerate(islice(cycle(TEXTS), count)):
                subject = {"platform": "clips", "kind": "video", "id": f"i-{no}"}
                lines.write(json.dumps({"id": f"line-{no}", "text": text, "subject": subject}) + "\n")
        began, waits = perf_counter(), []
        importing = ombud("import", str(file), quiet=True)
        while importing.poll() is None:
            waits.append(self.danger_waits(pause=1.0))
        took = perf_counter() - began
        print(f"imported {count:6} in {took:6.1f} s: {count / took:8.0f}/s, sorting beside it")
        tell(waits, during="the import")
        waiting, began = self.count("complaint WHERE sort_due_at IS NOT NULL"), perf_counter()
        while self._any("complaint WHERE sort_due_at IS NOT NULL"):
            waits.append(self.danger_waits(pause=1.0))
        took = max(perf_counter() - began, 0.001)
        print(f"         {waiting} still waited; sorted {took:.1f} s later: {waiting / took:.0f}/s")
        self.rest()
        tell(waits, during="import and backlog")

    def danger_waits(self, *, pause: float) -> float:
        """File a danger and return the seconds until its case lies in a lane."""
        sleep(pause)
        before, began = self.count("case_row WHERE danger"), perf_counter()
        self.fill([DANGER])
        while self.count("case_row WHERE danger") == before:
            sleep(0.01)
        return perf_counter() - began

    def biggest(self) -> None:
        found = self.link.execute(
            "SELECT c.members, count(*) FILTER (WHERE l.kind = 'Joined'), sum(length(l.body)) FROM case_row c"
            " JOIN ledger l ON l.bucket = c.bucket AND l.stream = c.id"
            " GROUP BY c.id, c.members ORDER BY c.members DESC LIMIT 1"
        ).fetchone()
        print("the biggest case: {} members, {} joining lines, {} bytes of ledger".format(*found or ()))

    def count(self, what: str) -> int:
        found = self.link.execute(f"SELECT count(*) FROM {what}").fetchone()
        return found[0] if found else 0

    def _any(self, what: str) -> bool:
        return self.link.execute(f"SELECT 1 FROM {what} LIMIT 1").fetchone() is not None


def tell(waits: list[float], *, during: str, what: str = "danger, from filing to its lane") -> None:
    """Print how long several waited."""
    if waits:
        waits.sort()
        p50, p99 = (waits[min(len(waits) - 1, len(waits) * share // 100)] for share in (50, 99))
        print(
            f"         {what}, during {during}: p50 {p50:.2f} s, p99 {p99:.2f} s,"
            f" longest {waits[-1]:.2f} s over {len(waits)}"
        )


if __name__ == "__main__":
    main()
