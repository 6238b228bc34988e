"""How is the house opened, kept open and closed?

Open: lock the home, refuse used ports, bring the database up and load the code meanwhile, migrate, start every part,
seed the demo, say where.
Keep: a part that dies is started again with growing pauses; so is the database.
Close: on SIGINT, SIGTERM or SIGHUP end all parts, then the database.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Final

from ombud.adapters.database import Server, Unusable, given
from ombud.interfaces.cli import sentences
from ombud.interfaces.cli.seeding import addresses
from ombud.interfaces.cli.sentences import Stuck
from ombud.interfaces.cli.supervisor import fork, migrated, plan, ports
from ombud.interfaces.cli.supervisor.child import Child
from ombud.interfaces.cli.supervisor.plan import Wish

BEAT: Final = 0.1
"""Seconds between two looks: so much later than it happened is a death noticed."""
PATIENCE: Final = 120.0
"""Seconds that the web server has for its first answer."""
GRACE: Final = 8.0
"""Seconds that parts have to end by themselves."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _End(BaseException):
    """Somebody asked us to end."""


def keep_open(wish: Wish) -> int:
    """Open the house, keep it open, close it when asked; return the exit code."""
    os.environ["OMBUD_HOME"] = str(wish.home.path)
    with _ending_on_signals() as asked, _alone(wish):
        wanted = plan.parts(wish)
        for part in wanted:
            if part.port is not None:
                ports.refuse_used(wish.host, part.port)
        server = None if given() else Server(wish.home)
        children: list[Child] = []
        try:
            environ = plan.environment(wish)
            os.environ.update(environ)
            _load(server)
            if not migrated.up_to_date(wish.home):
                _once(plan.migration(), environ, otherwise="not_migrated")
                migrated.remember(wish.home)
            children += [Child(part, environ) for part in wanted]
            for child in children:
                child.start()
            _announce(wish, server, children, asked)
            spare = fork.load_more()
            while True:
                _look(server, children, asked)
                next(spare, None)
        except _End:
            return 0
        finally:
            _close(server, children)


def _load(server: Server | None) -> None:
    """Load what the parts need while the database comes up."""
    with ThreadPoolExecutor(1) as beside:
        up = beside.submit(server.up) if server is not None else None
        fork.load()
        if up is not None:
            up.result()


def _look(server: Server | None, children: Sequence[Child], asked: Event) -> None:
    """Look once at everything; end here if we were asked to at a moment when nothing could be raised."""
    if asked.is_set():
        raise _End
    if server is not None and not server.runs():
        print(sentences.say("database_died"), file=sys.stderr, flush=True)
        try:
            server.up()
        except Unusable as error:  # a full disk may be emptied; keep trying, keep saying
            print(sentences.explain(error), file=sys.stderr, flush=True)
            time.sleep(5)
    for child in children:
        child.look()
    time.sleep(BEAT)


def _announce(wish: Wish, server: Server | None, children: Sequence[Child], asked: Event) -> None:
    """Wait for the web server, seed, say where everything is."""
    by = time.monotonic() + PATIENCE
    while not ports.answers(wish.reachable, wish.port):
        if time.monotonic() > by:
            raise Stuck("no_answer", url=wish.url)
        _look(server, children, asked)
    if wish.demo and not wish.demo_file.exists() and (seeding := plan.seeding()):
        _once(seeding, plan.environment(wish), otherwise="no_seed")
    lines = [sentences.say("serving", url=wish.url)]
    rooms = {"portal": "/", "workbench": "/work/", "office": "/office/", "api": "/api/docs"}
    lines += [f"  {sentences.say(name)}  {wish.url}{tail}" for name, tail in rooms.items()]
    for child in children:
        if child.part.name in {"firehose", "clips"}:
            lines.append(f"  {sentences.say(child.part.name)}  http://{wish.reachable}:{child.part.port}/")
    if wish.demo and wish.demo_file.exists():
        addresses.keep_true(wish.demo_file, url=wish.url)
        lines.append("  " + sentences.say("log_ins", file=wish.demo_file))
    print("\n".join(lines), flush=True)


def _once(command: Sequence[str], environ: dict[str, str], *, otherwise: str) -> None:
    """Run a command to its end, in a group of its own so that Ctrl-C is ours to hear."""
    with subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            code = process.wait()
        except _End:
            process.terminate()
            raise
    if code != 0:
        raise Stuck(otherwise)


def _close(server: Server | None, children: Sequence[Child]) -> None:
    for name in _SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    print(sentences.say("ending"), file=sys.stderr, flush=True)
    for child in children:
        child.ask_to_end()
    by = time.monotonic() + GRACE
    for child in children:
        child.end(by=by)
    if server is not None:
        server.down()


@contextmanager
def _ending_on_signals() -> Iterator[Event]:
    """Raise when we are asked to end, and remember it: Python drops what is raised while a process forks."""
    asked = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        raise _End

    before = {name: signal.signal(name, end) for name in _SIGNALS}
    try:
        yield asked
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextmanager
def _alone(wish: Wish) -> Iterator[None]:
    """Hold the home: two supervisors of one home would fight over its database."""
    try:
        lock = (wish.home.made().path / "up.lock").open("a")
    except OSError as error:
        raise Stuck("not_writable", folder=wish.home.path) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Stuck("already_up", home=wish.home.path) from error
        yield
