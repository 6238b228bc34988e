"""The stage: a home of its own, one embedded server for all workers, a cloned database for each.

Django knows only the application's role. What a test commits, the owner's connection wipes away; nothing is ever
flushed, because the application may not.
"""

import gc
import os
import shutil
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

MADE_HERE = "PYTEST_XDIST_WORKER" not in os.environ
if MADE_HERE:
    os.environ["OMBUD_HOME"] = tempfile.mkdtemp(prefix="ombud-test-")
for name in ("DATABASE_URL", "OWNER_DATABASE_URL", "OMBUD_AS", "OMBUD_DEMO", "OMBUD_POOL"):
    os.environ.pop(name, None)
os.environ["OMBUD_SECOND_FACTOR"] = "none"
os.environ["DJANGO_SETTINGS_MODULE"] = "ombud.site.settings"

ALL = bool(os.environ.get("OMBUD_TEST_ALL"))
"""Whether `./test --all` asked for the long forms."""
hypothesis_settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=50
)
hypothesis_settings.register_profile("all", hypothesis_settings.get_profile("house"), max_examples=1000)
hypothesis_settings.load_profile("all" if ALL else "house")

HERE = Path(__file__).parent
COUNTED = (
    *(
        "core/",
        "usecases/",
        "api/test_docs",
        "api/test_keys",
        "cli/test_staff_and_keys",
        "office/test_obligations",
    ),
    *(
        "site/test_headers",
        "site/test_health",
        "site/test_rates",
        "verify/test_checkpoints",
        "workbench/test_afresh",
        "workbench/test_ties",
    ),
)
"""The tests that reach every branch of core and use cases together; the tracer doubles the time of whatever it counts."""
pytest_plugins = ["tests.stage"]

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Argon2 is slow on purpose, and a house in a test hires many; tests/site knows which hasher ships."""


def pytest_configure() -> None:
    """Set Django up before tests are collected, so that they may import the store at their top.

    No Clips of a test waits for the disk, as no database does; the siege's, a process of its own, waits as it ships.
    """
    import django
    from django.conf import settings

    from clips import storage

    django.setup()
    settings.PASSWORD_HASHERS = QUICK
    storage.SURE = "OFF"
    _do_once_what_every_client_does()
    gc.freeze()  # a run keeps packs and plans by the hundred thousand objects: looking through them is seldom worth it
    gc.set_threshold(100_000, 50, 100)
    import_module(
        "django.core.cache.backends.db"
    )  # asks for the time by a name of its own: never a story's clock


def _do_once_what_every_client_does() -> None:
    """List the static files and read the authorities' certificates once a process: a story has a dozen clients."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    listed: dict[str, object] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def look_once(self: WhiteNoiseMiddleware) -> None:
        if not listed:
            look(self)
            listed.update(self.files)
        self.files.update(listed)

    WhiteNoiseMiddleware.add_files_from_finders = look_once
    ssl.create_default_context = cache(ssl.create_default_context)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what is counted begin, and then what takes longest, so that no worker ends with a minute of it alone."""
    items.sort(
        key=lambda item: (
            not _counts(item),
            (item.get_closest_marker("chaos") or item.get_closest_marker("browser")) is None,
        )
    )


def _counts(item: pytest.Item) -> bool:
    """Tell whether the gate looks at what this test reaches."""
    name = item.path.relative_to(HERE).as_posix()
    if not name.startswith(COUNTED) or item.get_closest_marker("no_cover") is not None:
        return False
    one = item.nodeid.partition("::")[2]
    return not {one, one.partition("[")[0]} & _uncounted().get(name, set())


@cache
def _uncounted() -> dict[str, set[str]]:
    """Read which tests reach nothing that others do not reach, by file."""
    found: dict[str, set[str]] = {}
    here: set[str] = set()
    for line in (HERE / "uncounted.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            here.add(line.strip())
        elif not line.startswith("#"):
            here = found.setdefault(line, set())
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Count lines only where the gate looks."""
    control = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if control is None:
        return
    counts = _counts(item)
    if control.started and not counts:
        control.pause()
    elif counts and not control.started:
        _forget_what_was_reckoned()
        control.resume()


def _forget_what_was_reckoned() -> None:
    """Empty the caches of core and use cases, so that a counted test runs what an uncounted one ran before it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("ombud.core", "ombud.usecases")):
            for thing in list(vars(module).values()):
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def pytest_unconfigure() -> None:
    """Take the stage down, in the process that built it."""
    if not MADE_HERE:
        return
    from ombud.adapters.database import Server
    from ombud.adapters.home import Home

    home = Home.from_environment()
    if (home.path / "database.json").exists():
        server = Server(home)
        place = server.place
        server.down()
        shutil.rmtree(place.folder, ignore_errors=True)
        shutil.rmtree(place.socket, ignore_errors=True)
    shutil.rmtree(home.path, ignore_errors=True)


@pytest.fixture
def now() -> datetime:
    """A Monday morning: 2026-11-23 09:00 in Shanghai."""
    return datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def mint() -> Callable[..., UUID]:
    """Make ids as `here.mint` does, the same in every run."""
    made = iter(range(1, 1_000_000))

    def one(bucket: int | None = None) -> UUID:
        number = next(made)
        last = number % 256 if bucket is None else bucket
        return UUID(int=0x0193_5000_0000 << 80 | 0x7 << 76 | 0b10 << 62 | number << 8 | last)

    return one


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder
