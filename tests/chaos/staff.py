"""Staff, in a process of their own as the workbench's calls are: `python -m tests.chaos.staff LOG MOST_SECONDS`.

Each takes the next case, does its steps, decides, signs, judges appeals. What came back without an error was
acknowledged and goes to the log; an error in between leaves the case where it is, and they go on.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.site.settings")
django.setup()

from django.db import DatabaseError, connection  # noqa: E402

from ombud.adapters import here  # noqa: E402
from ombud.adapters.platform.signed import from_settings  # noqa: E402
from ombud.core import facts  # noqa: E402
from ombud.core.case import Status  # noqa: E402
from ombud.core.pack.tools import SEARCH  # noqa: E402
from ombud.core.playbooks import open_steps  # noqa: E402
from ombud.core.refusals import No, Refused  # noqa: E402
from ombud.core.vocabulary import Outcome, Ruling  # noqa: E402
from ombud.store.models import Staff  # noqa: E402
from ombud.usecases.cosign import cosign  # noqa: E402
from ombud.usecases.do_step import do_step  # noqa: E402
from ombud.usecases.find_alike import find_alike  # noqa: E402
from ombud.usecases.look_at_case import CaseSeen, look_at_case  # noqa: E402
from ombud.usecases.look_at_desk import look_at_desk  # noqa: E402
from ombud.usecases.look_up import look_up  # noqa: E402
from ombud.usecases.propose import Draft, Fault, propose  # noqa: E402
from ombud.usecases.take import take  # noqa: E402

STAFF = ("mei", "jun", "zhou", "chen", "su", "lin")
NOTE = "看过了,情况属实。"


class Colleague(threading.Thread):
    """Somebody at a desk."""

    def __init__(self, name: str, agent: UUID, *, stop: threading.Event, write: Any) -> None:
        super().__init__(name=name, daemon=True)
        self.agent, self.stop, self.write = agent, stop, write
        self.chance = random.Random(name)
        self.host = from_settings()
        self.said: Counter[str] = Counter()
        self.left: set[UUID] = set()

    def run(self) -> None:
        """Work until told to stop."""
        while not self.stop.is_set():
            try:
                if not self._turn():
                    self.stop.wait(0.4)
            except Refused as no:
                self.said[f"refused {no.code.value} {no.facts.get('why', '')}".strip()] += 1
                self.stop.wait(0.2)
            except DatabaseError as error:
                self.said[type(error).__name__] += 1
                connection.close()
                self.stop.wait(0.3)
        connection.close()

    def _turn(self) -> bool:
        """Do one thing; say whether there was one."""
        for item in look_at_desk(by=self.agent, now=here.now()).cases:
            if item.id not in self.left:
                self._work(item.id)
        for to_sign in (True, False):
            try:
                case = take(by=self.agent, now=here.now(), to_sign=to_sign)
            except Refused as no:
                if no.code is not No.NOTHING_WAITING:
                    raise
                continue
            self.write(act="took", case=str(case), by=self.name)
            self._work(case)
            return True
        return False

    def _see(self, case: UUID) -> CaseSeen:
        return look_at_case(case, by=self.agent, reason="我在处理这件投诉", mint=here.mint, now=here.now())

    def _work(self, case_id: UUID) -> None:
        """Do what the case wants; one of the demo's own stories that wants more than that stays in their hands."""
        try:
            self._turn_to(case_id)
        except Refused as no:
            if no.code in {No.STEP_NEEDS_EVIDENCE, No.NOT_FOUND}:
                self.left.add(case_id)
            raise

    def _turn_to(self, case_id: UUID) -> None:
        seen = self._see(case_id)
        if seen.case.status is Status.COSIGNING and seen.case.signer == self.agent:
            done = cosign(case_id, seen=seen.case.seq, by=self.agent, now=here.now())
            self.write(act="signed", case=str(case_id), by=self.name, decided=done)
        elif seen.case.status is Status.IN_HAND and seen.case.agent == self.agent:
            self._decide(seen)
        if self._see(case_id).case.status is Status.DECIDED:
            self._steps(self._see(case_id), before="close")

    def _decide(self, seen: CaseSeen) -> None:
        case_id = seen.case.id
        if not seen.case.code.startswith("CV.") or not seen.shown or seen.case.subject is None:
            self.left.add(case_id)  # one of the demo's own stories: it stays in their hands
            return
        if not any(proof.source == "host" for proof in seen.proofs):
            look_up(case_id, by=self.agent, platform=self.host, mint=here.mint, now=here.now())
        self._steps(self._see(case_id), before="decision")
        seen = self._see(case_id)
        draft = self._draft(seen)
        proposed = propose(
            case_id, draft=draft, seen=seen.case.seq, by=self.agent, mint=here.mint, now=here.now()
        )
        self.write(act="proposed", case=str(case_id), by=self.name, no=proposed.no, signers=proposed.signers)

    def _draft(self, seen: CaseSeen) -> Draft:
        appealed = seen.case.on_appeal
        ruling = self.chance.choice((Ruling.UPHELD, Ruling.OVERTURNED)) if appealed else None
        guilty = self.chance.random() < 0.8 if ruling is None else ruling is Ruling.UPHELD
        measures = (facts.Chosen(measure="L4", target=seen.case.subject),) if guilty and not appealed else ()
        if ruling is Ruling.UPHELD:
            measures = seen.case.decisions[-1].proposal.measures
            guilty = seen.case.decisions[-1].proposal.outcome == Outcome.VIOLATION
        return Draft(
            outcome=Outcome.VIOLATION if guilty else Outcome.NO_VIOLATION,
            clause=seen.pack.clauses_for(seen.case.code)[0].id,
            findings=((NOTE, (seen.proofs[0].id,)),),
            measures=measures,
            fault=Fault(lapse="false_positive", cause="haste", text="看得太快")
            if ruling is Ruling.OVERTURNED
            else None,
            for_complainant="我们看过了您反映的内容,这是我们的决定和理由。",
            for_account="我们收到反映并查看了这条内容,这是我们的决定和理由。",
            ruling=ruling,
        )

    def _steps(self, seen: CaseSeen, *, before: str) -> None:
        for step in open_steps(seen.case, seen.pack, before=before):
            shown = [seen.proofs[0].id] if step.evidence else []
            if step.tool == SEARCH:
                asks = {"platform": self.host, "keep": here.mint, "now": here.now()}
                find_alike(seen.case.id, whys=(), by=self.agent, **asks)
            do_step(
                seen.case.id,
                step=step.id,
                said={"note": NOTE},
                evidence=shown,
                by=self.agent,
                mint=here.mint,
                now=here.now(),
            )
            self.write(act="step", case=str(seen.case.id), by=self.name, step=step.id)


def main(log: Path, seconds: float) -> int:
    """Let everybody work until SIGTERM."""
    stop, lock = threading.Event(), threading.Lock()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with log.open("a", buffering=1) as file:

        def write(**said: object) -> None:
            with lock:
                file.write(json.dumps(said) + "\n")

        ids = dict(Staff.objects.filter(username__in=STAFF).values_list("username", "id"))
        connection.close()
        people = [Colleague(name, ids[name], stop=stop, write=write) for name in STAFF]
        for person in people:
            person.start()
        ends = time.monotonic() + seconds
        while not stop.wait(0.2) and time.monotonic() < ends:
            pass
        stop.set()
        for person in people:
            person.join(15)
        said: Counter[str] = sum((person.said for person in people), Counter())
        write(act="summary", said=dict(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
