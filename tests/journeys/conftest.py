"""A furnished house for every story; when a story ends, `ombud verify` must be clean and nothing have happened twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Screen, chromium
from tests.journeys.house import House, carried, furnish
from tests.portal.conftest import Clock


@pytest.fixture
def built(
    transactional_db: None, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Build a house, with the packs that ship or others."""
    from clips.signing import sign
    from ombud.adapters import here
    from ombud.adapters.mail.folder import FolderPost
    from ombud.adapters.sms.folder import FolderTexts
    from ombud.interfaces.api.asking import callers
    from ombud.interfaces.workbench.views import accesses, acts, affected, beside, deciding
    from ombud.interfaces.worker import carrying
    from ombud.usecases.deliver import Doors
    from ombud.usecases.make_api_key import make_api_key
    from ombud.wire.rates import rates
    from tests.adapters.host import SECRET, host

    clock = Clock(now)
    monkeypatch.setattr("ombud.adapters.here.now", clock)
    monkeypatch.setattr("django.utils.timezone.now", clock)  # by which sessions end
    monkeypatch.setattr("clips.clock.now", clock)
    callers.known.clear()
    rates.forget()
    for room in ("clips", "mail", "sms"):
        (tmp_path / room).mkdir()

    def send(to: Any, path: str, body: bytes, *, message_id: str, now: datetime) -> int:
        signed = sign(body, message_id=message_id, now=now, secrets=to.secrets)
        return carried(path, body, headers={**signed, "Authorization": f"Bearer {to.api_key()}"})

    monkeypatch.setattr("clips.outbox.send", send)
    monkeypatch.setenv("OMBUD_PLATFORM_SECRETS", SECRET)

    @contextmanager
    def build(**said: Any) -> Iterator[House]:
        with host(tmp_path / "clips") as clips:
            monkeypatch.setenv("OMBUD_PLATFORM_URL", clips.url)
            doors = Doors(
                platform=clips.platform,
                mail=FolderPost(tmp_path / "mail"),
                sms=FolderTexts(tmp_path / "sms"),
                url="http://127.0.0.1:8000",
            )
            monkeypatch.setattr(carrying, "platform", lambda: clips.platform)
            for view in (accesses, acts, affected):
                monkeypatch.setattr(view, "platform", lambda: clips.platform)
            monkeypatch.setattr(beside, "platform", lambda: clips.platform)
            monkeypatch.setattr(deciding, "platform", lambda: clips.platform)
            monkeypatch.setattr(carrying, "doors", lambda: doors)
            keys = {
                scope: make_api_key(f"Clips {scope}", scopes=frozenset({scope}), mint=here.mint, now=now).key
                for scope in ("file", "host")
            }
            whole = House(clips, clock, tmp_path, keys["file"], keys["host"])
            furnish(whole, **said)
            yield whole

    return build


@pytest.fixture
def house(built: Callable[..., Any]) -> Iterator[House]:
    """The house as it ships."""
    with built() as whole:
        whole.turn()
        yield whole
        whole.turn()
        whole.nothing_happened_twice()
        whole.is_sound()


@pytest.fixture
def screens(
    house: House, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Screen]]:
    """Open browsers on the house; when the story ends, nothing serious may have been wrong with what they showed."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    opened: list[Screen] = []
    with chromium() as browser:

        def screen(width: int = 1440, lang: str = "zh-CN", scheme: str = "light") -> Screen:
            opened.append(Screen(browser, live_server.url, width=width, lang=lang, scheme=scheme))
            return opened[-1]

        yield screen
    assert [fault for one in opened for fault in one.wrong] == []
