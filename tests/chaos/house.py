"""A whole house with its demo platform, started as its operator starts it, and killed part by part."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from ombud.adapters.database import Server
from ombud.adapters.home import Home

REPOSITORY = Path(__file__).parents[2]
UP = 120.0
"""Seconds that a first start may take on a machine that does other things besides."""

PARTS = {
    "web": "ombud: web",
    "workers": "ombud worker",
    "clips": "-m clips",
    "firehose": "ombud: firehose",
}
"""By which words in its command line a part is known."""


class House:
    """`ombud up --demo` in a home of its own."""

    def __init__(self, home: Path, *, port: int) -> None:
        self.home, self.port = home, port
        self.url = f"http://127.0.0.1:{port}"
        self.clips = f"http://127.0.0.1:{port + 2}"
        self.log = home.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What the house and who works in it are told."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("OMBUD_")}
        for name in ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE"):  # the second as ./run does
            inherited.pop(name, None)
        told = {
            "OMBUD_HOME": str(self.home),
            "OMBUD_URL": self.url,
            "OMBUD_PLATFORM_URL": self.clips,
            "OMBUD_DEMO": "1",
        }
        return {**inherited, **told, "DJANGO_SETTINGS_MODULE": "ombud.site.settings", "LANG": "C"}

    def open(self) -> "House":
        """Start it; what it says goes beside the home."""
        said = ("up", "--demo", "--home", str(self.home), "--port", str(self.port))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ombud.interfaces.cli", *said],
                cwd=REPOSITORY,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self

    def close(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def clear(self) -> None:
        """Leave nothing behind, however the test went."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.close()
            self.process.kill()
        if (self.home / "database.json").exists():
            place = Server(Home.at(self.home)).place
            Server(Home.at(self.home)).down()
            shutil.rmtree(place.folder, ignore_errors=True)
            shutil.rmtree(place.socket, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def until(self, question: Callable[[], object], *, patience: float, what: str) -> float:
        """Ask again and again; return after how many seconds the answer was yes."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"the house fell: {self.tail()}")
            if question():
                return time.monotonic() - began
            time.sleep(0.03)
        raise AssertionError(f"{what}: not within {patience:.0f} s; {self.tail()}")

    def tail(self) -> str:
        """Return the end of what it said."""
        return self.log.read_text("utf-8", "replace")[-3000:] if self.log.exists() else ""

    def get(self, url: str) -> tuple[int, bytes]:
        """Ask by HTTP; nobody there is status 0."""
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
        except OSError:
            return 0, b""

    def ready(self) -> bool:
        """Say whether web, database, migrations and workers are there."""
        return self.get(f"{self.url}/readyz")[0] == 200

    def alive(self) -> bool:
        """Say whether the web server answers."""
        return self.get(f"{self.url}/healthz")[0] == 200

    def settled(self) -> bool:
        """Say whether nothing of the sown complaints waits to be sorted."""
        status, body = self.get(f"{self.url}/readyz")
        return status == 200 and not (json.loads(body).get("sorting") or {}).get("waiting", 1)

    @property
    def demo(self) -> dict[str, object]:
        """What demo.json says."""
        found: dict[str, object] = json.loads((self.home / "demo.json").read_text("utf-8"))
        return found

    # ---- processes

    def children(self, part: str) -> list[int]:
        """Return the supervisor's children that are this part."""
        assert self.process is not None
        return [pid for pid in children_of(self.process.pid) if PARTS[part] in command_of(pid)]

    def postmaster(self) -> int:
        """Return the database's process."""
        place = Server(Home.at(self.home)).place
        return int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def everybody(self) -> list[int]:
        """Return every process of the house."""
        assert self.process is not None
        roots = [self.process.pid]
        with contextlib.suppress(OSError, ValueError):
            roots.append(self.postmaster())
        return [pid for root in roots for pid in descendants(root)]

    def memory(self) -> int:
        """Return the proportional memory of the whole house in bytes."""
        whole = 0
        for pid in self.everybody():
            with contextlib.suppress(OSError):
                rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
                whole += sum(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
        return whole * 1024

    def kill(self, part: str) -> None:
        """Kill -9 every process of a part that its supervisor would have to start again."""
        pids = [self.postmaster()] if part == "database" else self.children(part)
        assert pids, f"no {part} to kill"
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def back(self, part: str, *, since: float) -> bool:
        """Say whether a part that was killed at `since` (monotonic) answers again."""
        match part:
            case "web":
                return self.alive()
            case "clips":
                return self.get(f"{self.clips}/log.json")[0] == 200
            case "database":
                status, body = self.get(f"{self.url}/readyz")
                return status != 0 and bool(json.loads(body).get("database"))
            case _:
                return self.beats(since)

    def beats(self, since: float) -> bool:
        """Say whether sorting and carrying out have beaten since a moment of the monotonic clock."""
        status, body = self.get(f"{self.url}/readyz")
        if not status:
            return False
        ago = json.loads(body).get("workers", {})
        return all(ago.get(chore, UP) < time.monotonic() - since - 0.1 for chore in ("sorting", "carry_out"))


def children_of(pid: int) -> list[int]:
    """Return the children of a process."""
    found = []
    for task in _tasks(pid):
        with contextlib.suppress(OSError):
            found += [int(one) for one in (task / "children").read_text().split()]
    return found


def _tasks(pid: int) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from Path(f"/proc/{pid}/task").iterdir()


def descendants(pid: int) -> list[int]:
    """Return a process and all below it."""
    return [pid, *(below for child in children_of(pid) for below in descendants(child))]


def command_of(pid: int) -> str:
    """Return a process's command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
