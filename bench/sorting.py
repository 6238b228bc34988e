"""How many complaints a second are sorted, joined and acknowledged, and how long does a danger wait meanwhile?

Run: python -m bench.sorting [--backlog 20000] [--one-subject 10000] [--home DIR]. Uses a home of its own, fsync on.
"""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import os
import tempfile
from functools import partial
from itertools import cycle, islice
from time import perf_counter, process_time

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
    said.add_argument("--backlog", type=int, default=10_000)
    said.add_argument("--one-subject", type=int, default=10_000)
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
    bench.fill(options.backlog)
    bench.drain("each its own subject")
    bench.fill(options.backlog)
    bench.danger_waits()
    bench.drain("the rest")
    bench.fill(options.one_subject, subject="v-viral", text=TEXTS[0])
    bench.drain("one video")
    bench.biggest()


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
        self.filed = 0

    def fill(self, count: int, *, subject: str | None = None, text: str | None = None) -> None:
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
        print(f"received {count:6} in {took:6.1f} s: {count / took:8.0f}/s")

    def turn(self) -> int:
        from ombud.adapters import here
        from ombud.usecases.join import join
        from ombud.usecases.sort import sort

        began = perf_counter()
        done = sort(rules=self.rules, where=str, mint=here.mint, now=here.now())
        self.sorting += perf_counter() - began
        began = perf_counter()
        done += join(mint=here.mint, now=here.now())
        self.joining += perf_counter() - began
        return done

    def drain(self, name: str) -> None:
        before = self._count("complaint", "standing <> 'unsorted'")
        self.sorting = self.joining = 0.0
        longest, began, busy = 0.0, perf_counter(), process_time()
        while True:
            turn = perf_counter()
            if not self.turn():
                break
            longest = max(longest, perf_counter() - turn)
        took = perf_counter() - began
        count = self._count("complaint", "standing <> 'unsorted'") - before
        busy = process_time() - busy
        print(f"drained  {count:6} in {took:6.1f} s: {count / took:8.0f}/s  ({name})")
        print(
            f"         sort {self.sorting:.1f} s, join {self.joining:.1f} s, longest turn {longest:.2f} s, Python {busy:.1f} s"
        )

    def danger_waits(self) -> None:
        """File dangers in the middle of a backlog and count the seconds to the head of a lane."""
        import threading

        waits = []
        self.sorting = self.joining = 0.0
        for _ in range(10):
            turning = threading.Thread(target=self.turn)
            turning.start()
            before = self._count("case_row", "danger")
            self.fill(1, subject=f"live-{self.filed}", text=DANGER)
            began = perf_counter()
            turning.join()
            while self._count("case_row", "danger") == before:
                self.turn()
            waits.append(perf_counter() - began)
        print(f"danger at the head of its lane: median {sorted(waits)[5]:.2f} s, longest {max(waits):.2f} s")

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
