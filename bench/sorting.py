"""How many complaints a second are sorted, joined and acknowledged, and how long does a danger wait meanwhile?

Run: python -m bench.sorting [--backlog 20000] [--one-video 10000] [--dangers 20] [--home DIR]. A home of its own,
fsync on; sort and join run as two threads of one process, as in `ombud worker --only sorting`. 0 leaves a part out.
"""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import os
import resource
import tempfile
import threading
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time, sleep
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
    said.add_argument("--dangers", type=int, default=20)
    said.add_argument("--home", default=None)
    options = said.parse_args()
    with tempfile.TemporaryDirectory(prefix="ombud-bench-") as folder:
        os.environ["OMBUD_HOME"] = options.home or folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "ombud.site.settings"
        from ombud.adapters.database import Server
        from ombud.adapters.home import Home

        server = Server(Home.from_environment())
        server.up()
        try:
            _migrate()
            _measure(options)
        finally:
            server.down()


def _migrate() -> None:
    import subprocess
    import sys

    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"],
        env={**os.environ, "OMBUD_AS": "owner"},
        check=True,
    )


def _measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    bench = Bench()
    bench.fill(300)
    bench.drain("to warm up")
    if options.backlog:
        bench.fill(options.backlog)
        bench.drain("each its own video", dangers=options.dangers)
    if options.one_video:
        bench.fill(options.one_video, subject="v-viral", text=TEXTS[0])
        bench.drain("one video")
        bench.biggest()


def _spent_by(postmaster: int) -> float:
    """Return the CPU seconds that a database server has used so far, those of its processes that ended included."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = stat.read_text(encoding="utf-8").rpartition(") ")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == postmaster:
            ticks += sum(map(int, values[11:15]))
        elif int(values[1]) == postmaster:
            ticks += sum(map(int, values[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self) -> None:
        import psycopg
        from django.conf import settings

        from ombud.adapters import here
        from ombud.adapters.calendars import read_plain
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
        packs.store_calendars(read_plain(), now=here.now())
        self.rules = triage_rules()
        self.link = psycopg.connect(settings.OMBUD_DATABASE_URL)
        backend = Path(f"/proc/{self.link.info.backend_pid}/stat").read_text(encoding="utf-8")
        self.postmaster = int(backend.rpartition(") ")[2].split()[1])
        self.filed = 0

    def fill(
        self, count: int, *, subject: str | None = None, text: str | None = None, quiet: bool = False
    ) -> None:
        from ombud.adapters import here
        from ombud.core.intake import Filing, SubjectRef
        from ombud.core.triage.sorting import danger
        from ombud.core.vocabulary import SubjectKind
        from ombud.usecases.receive import receive

        texts = islice(cycle((text,) if text else TEXTS), count)
        filings = []
        for said in texts:
            self.filed += 1
            name = subject or f"v-{self.filed}"
            ref = SubjectRef(platform="clips", kind=SubjectKind.VIDEO, external=name)
            filings.append(
                Filing(sender="bench", channel="import", text=said, subject=ref, contact={"email": "a@b.c"})
            )
        began = perf_counter()
        for at in range(0, count, BATCH):
            with self.link.transaction():
                receive(
                    filings[at : at + BATCH],
                    connection=self.link,
                    vault=self.held,
                    danger=partial(danger, phrases=self.rules.danger),
                    mint=here.mint,
                    now=here.now(),
                )
        took = perf_counter() - began
        if not quiet:
            print(f"received {count:6} in {took:6.1f} s: {count / took:8.0f}/s")

    def drain(self, name: str, *, dangers: int = 0) -> None:
        """Sort and join side by side until nothing is left; meanwhile file dangers and watch them arrive."""
        waiting = self._count("complaint", "standing = 'unsorted'")
        left = threading.Event()
        threads = [threading.Thread(target=self._go, args=(one, left)) for one in (self._sort, self._join)]
        busy, served, began = process_time(), _spent_by(self.postmaster), perf_counter()
        for thread in threads:
            thread.start()
        waits = [self._danger_waits(pause=0.3) for _ in range(dangers)]
        while self._count("complaint", "standing = 'unsorted'") + self._count("part", "due_at IS NOT NULL"):
            sleep(0.1)
        took = perf_counter() - began
        busy, served = process_time() - busy, _spent_by(self.postmaster) - served
        left.set()
        for thread in threads:
            thread.join()
        count = waiting + dangers
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"drained  {count:6} in {took:6.1f} s: {count / took:8.0f}/s  ({name})")
        print(
            f"         CPU for each: sorting {busy / count * 1e3:.2f} ms, PostgreSQL {served / count * 1e3:.2f} ms;"
            f" load {os.getloadavg()[0]:.1f}; memory at most {memory} MB with the bench's own filings"
        )
        if waits:
            waits.sort()
            p99 = waits[min(len(waits) - 1, len(waits) * 99 // 100)]
            print(
                f"         danger, from filing to its lane: p50 {waits[len(waits) // 2]:.2f} s, p99 {p99:.2f} s,"
                f" longest {waits[-1]:.2f} s over {len(waits)}"
            )

    def _go(self, turn: Any, left: threading.Event) -> None:
        while not left.is_set():
            if not turn():
                left.wait(0.2)

    def _sort(self) -> int:
        from ombud.adapters import here
        from ombud.usecases.sort import sort

        return sort(rules=self.rules, where=str, mint=here.mint, now=here.now())

    def _join(self) -> int:
        from ombud.adapters import here
        from ombud.usecases.join import join

        return join(mint=here.mint, now=here.now())

    def _danger_waits(self, *, pause: float) -> float:
        """File a danger and return the seconds until its case lies in a lane."""
        sleep(pause)
        before = self._count("case_row", "danger")
        began = perf_counter()
        self.fill(1, subject=f"live-{self.filed}", text=DANGER, quiet=True)
        while self._count("case_row", "danger") == before:
            sleep(0.01)
        return perf_counter() - began

    def biggest(self) -> None:
        with self.link.transaction():
            found = self.link.execute(
                "SELECT c.members, count(*) FILTER (WHERE l.kind = 'Joined'), sum(length(l.body)) FROM case_row c"
                " JOIN ledger l ON l.bucket = c.bucket AND l.stream = c.id"
                " GROUP BY c.id, c.members ORDER BY c.members DESC LIMIT 1"
            ).fetchone()
        print("the biggest case: {} members, {} joining lines, {} bytes of ledger".format(*found))

    def _count(self, table: str, where: str) -> int:
        with self.link.transaction():
            return self.link.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]


if __name__ == "__main__":
    main()
