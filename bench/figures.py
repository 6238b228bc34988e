"""How long do the law's figures take to count, and how much memory, over many cases?

Run: python -m bench.figures [--cases 100000] [--decided 10000].
A home of its own, fsync on: complaints under the law of the Union, each about a video of its own, sorted by the house's own sorters;
as many as are said are decided. Then `ombud report` counts them, in a process of its own.
"""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import os
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from bench.sorting import TEXTS, Bench, ombud, own_home, sorting

PLACE = "EU"
TURN = 10_000
REPORTS = (("transparency", "--of", "{year}"), ("statements", "--since", "{day}", "--until", "{day}"))


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--cases", type=int, default=100_000)
    said.add_argument("--decided", type=int, default=10_000)
    options = said.parse_args()
    with own_home() as folder:
        _measure(options, folder)


def _measure(options: argparse.Namespace, folder: Path) -> None:
    import django

    django.setup()
    shelf = Shelf()
    began = perf_counter()
    with sorting(2):
        for begin in range(0, options.cases, TURN):
            shelf.fill(islice(cycle(TEXTS), min(TURN, options.cases - begin)))
            shelf.rest()
    print(
        f"{shelf.count('case_row')} cases of {options.cases} complaints after {perf_counter() - began:.0f} s"
    )
    shelf.decide(options.decided)
    lines = shelf.count("ledger")
    print(f"{shelf.count('ruling')} decided, {lines} lines, after {perf_counter() - began:.0f} s")
    for name, *period in REPORTS:
        day = f"{shelf.today:%Y-%m-%d}"
        words = [word.format(year=day[:4], day=day) for word in period]
        began = perf_counter()
        counting = ombud("report", name, *words, "--to", str(folder / name), "--quiet", quiet=True)
        _, status, spent = os.wait4(counting.pid, 0)
        took = perf_counter() - began
        print(
            f"{name:14} {took:6.1f} s, {spent.ru_utime + spent.ru_stime:.1f} s of CPU,"
            f" at most {spent.ru_maxrss // 1024} MB, ended with {os.waitstatus_to_exitcode(status)}"
        )


class Shelf(Bench):
    """Many books under the law of the Union."""

    def __init__(self) -> None:
        super().__init__()
        from ombud.adapters import here
        from ombud.adapters.policies import read_layers
        from ombud.core.pack.parse import parse
        from ombud.store import packs

        packs.store_pack(parse(read_layers(), jurisdiction=PLACE), now=here.now())
        self.today = here.now()

    def filing(self, text: str, *, subject: str | None) -> Any:
        return replace(super().filing(text, subject=subject), jurisdiction=PLACE)

    def decide(self, count: int) -> None:
        """Let as many cases about videos be decided, each with a measure and a letter to its account."""
        found = self.link.execute(
            "SELECT id FROM case_row WHERE code LIKE 'CV.%%' AND status = 'queued' AND subject IS NOT NULL LIMIT %s",
            [count],
        )
        for (case_id,) in found.fetchall():
            self._decide(case_id)

    def _decide(self, case_id: UUID) -> None:
        from ombud.adapters import here
        from ombud.core import facts
        from ombud.store import deciding, packs, texts
        from ombud.store.ledger import open_case
        from ombud.store.transactions import one_transaction

        agent = UUID(int=7)

        @one_transaction
        def settled() -> None:
            now = here.now()
            with open_case(case_id) as book:
                case = book.state
                pack = packs.of_case(case)
                shown = here.mint()
                said = [texts.keep_for(case_id, "第三秒出现裸露。", mint=here.mint) for _ in range(3)]
                size = {"digest": said[0].digest, "media": "text/plain", "size": 24, "source": "host"}
                book.write(facts.Assigned(agent=agent, how="next"), by="chore:next", now=now)
                book.write(facts.EvidenceAdded(evidence=shown, **size), by=f"agent:{agent}", now=now)
                proposal = facts.Proposed(
                    no=1,
                    agent=agent,
                    outcome="violation",
                    clause=pack.clauses_for(case.code)[0].id,
                    findings=(facts.Finding(words=said[0], evidence=(shown,)),),
                    measures=(facts.Chosen(measure="L4", target=case.subject),),
                    for_complainant=said[1],
                    for_account=said[2],
                    why_not_lower=None,
                    level="A0",
                    signers=0,
                    signer_roles=(),
                )
                book.write(proposal, by=f"agent:{agent}", now=now)
                deciding.decide(book, pack=pack, by=f"agent:{agent}", now=now)

        settled()


if __name__ == "__main__":
    main()
