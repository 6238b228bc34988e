"""How does a part start in a moment? As a copy of the supervisor, which has everything loaded already.

A copy shares its memory with the others and is there within milliseconds, where a new interpreter takes seconds to
load the same modules. The supervisor therefore keeps to one thread and opens no connection of its own.
"""

import contextlib
import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

LOADED: Final = (
    "ombud.site.wsgi",
    "ombud.interfaces.worker.rounds",
    "ombud.interfaces.worker.sorting",
    "ombud.interfaces.worker.upkeep",
    "ombud.interfaces.worker.carrying",
    "granian.server",
)
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NAME: Final = 15
_NAME: Final = 15
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_POLL: Final = 0.02


class Forked:
    """A process that is a copy of this one; asked like a `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or nothing while it runs."""
        if self._code is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, at most so many seconds."""
        by = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if by is not None and time.monotonic() >= by:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(_POLL)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it is over."""
        if self.poll() is None:
            os.kill(self.pid, number)


def load() -> None:
    """Load everything that parts need, once, before the first copy is made; garbage is looked for in copies only."""
    gc.disable()
    for name in LOADED:
        import_module(name)
    from django.urls import get_resolver

    from ombud.adapters.rules import triage_rules

    _ = get_resolver().url_patterns
    triage_rules()
    gc.freeze()  # so that collecting garbage does not touch, and thereby copy, shared pages


def load_more() -> Iterator[None]:
    """Load, a little at each step, what the first copies load for themselves when they need it: later ones have it."""
    from ombud.adapters.rules import triage_rules

    yield from triage_rules().index.compiling()
    gc.freeze()
    gc.enable()


def fork(run: Callable[[], int], *, title: str) -> Forked:
    """Start a copy that leads a process group of its own, runs this and ends; it ends when the supervisor does."""
    sys.stdout.flush()
    sys.stderr.flush()
    ours = os.getpid()
    pid = os.fork()
    if pid:
        return Forked(pid)
    code = 1
    try:
        _settle_in(ours, title)
        code = run()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 - a copy must never run on into the supervisor's own code
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _settle_in(parent: int, title: str) -> None:
    """Let go of what is the supervisor's: signals, terminal, open files, name."""
    gc.enable()
    for name in _SIGNALS:
        signal.signal(name, signal.SIG_DFL)
    os.setsid()
    end_with_parent()
    if os.getppid() != parent:
        os._exit(1)
    os.closerange(3, 1024)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    if null:
        os.close(null)
    call_yourself(title)


def end_with_parent() -> None:
    """Ask the kernel to end us when the supervisor is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def call_yourself(title: str) -> None:
    """Show in `ps` what this process does, in the room that the command line left (Linux)."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = (
            Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        )
        begin, end = int(fields[45]), int(fields[46])  # arg_start and arg_end, numbers 48 and 49 of proc(5)
        room = end - begin
        if begin and room > 1:
            ctypes.memmove(begin, title.encode()[: room - 1].ljust(room, b"\0"), room)
    short = title.removeprefix("ombud: ").split(" ", 1)[0]
    ctypes.CDLL(None).prctl(_PR_SET_NAME, f"ombud-{short}".encode()[:_NAME], 0, 0, 0)
