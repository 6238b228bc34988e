"""One process of the house: started, watched, restarted with growing pauses, ended whole."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Final

from ombud.interfaces.cli import sentences
from ombud.interfaces.cli.supervisor.fork import Forked, end_with_parent, fork
from ombud.interfaces.cli.supervisor.plan import Part

FIRST_PAUSE: Final = 0.2
"""Seconds before the second start in a row; the first one is at once."""
LONGEST_PAUSE: Final = 10.0
SETTLED: Final = 8.0
"""Seconds of life after which a process counts as well again."""


class Child:
    """A part that runs. It leads a process group of its own, so that nothing of it outlives it."""

    def __init__(self, part: Part, environ: Mapping[str, str]) -> None:
        self.part = part
        self._environ = environ
        self._process: subprocess.Popen[bytes] | Forked | None = None
        self._began = 0.0
        self._pause = 0.0
        self._due = 0.0

    def start(self) -> None:
        """Start the process."""
        self._began = time.monotonic()
        if self.part.run is not None:
            self._process = fork(self.part.run, title=self.part.title)
            return
        self._process = subprocess.Popen(
            self.part.command,
            env=dict(self._environ),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - the supervisor has one thread
        )

    def look(self) -> None:
        """Notice a death, say so, and start again when the pause is over."""
        now = time.monotonic()
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            self._bury()
            self._due = now + self._pause
            if now - self._began > SETTLED:
                self._due, self._pause = now, 0.0
            print(
                sentences.say("died", name=self.part.name, code=code, pause=self._due - now),
                file=sys.stderr,
                flush=True,
            )
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        if now >= self._due:
            self.start()

    @property
    def lives(self) -> bool:
        """Tell whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def ask_to_end(self) -> None:
        """Ask the process to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def end(self, *, by: float) -> None:
        """Wait for the end until `by` on the monotonic clock, then end the whole group."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, by - time.monotonic()))
        self._bury()

    def _bury(self) -> None:
        """End whatever is left of the group: a web server's workers survive its kill -9."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
