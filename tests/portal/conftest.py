"""A house with its packs, a still clock, and browsers for 兰 Lan (zh), 伟 Wei (en) and strangers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

CODE = re.compile(r'id="receipt-code">([^<]+)<')
NUMBER = re.compile(r'id="receipt-number">([^<]+)<')
KEY = re.compile(r'name="key" value="([^"]+)"')


@dataclass
class Clock:
    """The time it is; tests turn it."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at


@pytest.fixture
def clock(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still until a test turns it."""
    still = Clock(now)
    monkeypatch.setattr("ombud.adapters.here.now", still)
    return still


@pytest.fixture
def house(transactional_db: None, clock: Clock) -> Clock:
    """A house as it stands after `./run`: packs and calendars in force, nobody counted yet."""
    from ombud.usecases.keep_packs import keep_packs
    from ombud.wire.rates import rates
    from tests.cast import packs

    keep_packs(packs(), now=clock())
    rates.forget()
    return clock


@dataclass
class Browser:
    """Somebody's phone; CSRF is checked as in real life."""

    lang: str = "zh"
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, address: str, **said: object):
        return self.client.get(address, said, headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Accept-Language": "zh-CN" if self.lang == "zh" else "en-GB"}

    def post(self, address: str, **said: object):
        if "ombud_csrf" not in self.client.cookies:
            self.get("/status/")
        token = self.client.cookies["ombud_csrf"].value
        return self.client.post(address, {**said, "csrfmiddlewaretoken": token}, headers=self.headers)

    def send(self, **said: object):
        """Fill in the whole form and send it."""
        page = self.get("/file/")
        return self.post(
            "/file/", key=KEY.search(page.text)[1], **{"danger": "no", "way": "anonymous", **said}
        )

    def file(self, text: str = "有人在视频里公布了我的住址和电话。", **said: object) -> tuple[str, str]:
        """File and return number and code from the receipt."""
        answer = self.send(text=text, **said)
        assert answer.status_code == 303, answer.text
        receipt = self.get("/file/receipt/").text
        return NUMBER.search(receipt)[1], CODE.search(receipt)[1]

    def enter(self, number: str, code: str):
        """Open a complaint by number and code."""
        return self.post("/status/", number=number, code=code)


@pytest.fixture
def stage(app_link, now: datetime, mint: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch):
    """A house in which cases are decided; the portal's clock is the stage's."""
    from ombud.wire.rates import rates
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    rates.forget()
    made = Stage(furnish(app_link, now=now, mint=mint), now=now, mint=mint)
    monkeypatch.setattr("ombud.adapters.here.now", lambda: made.now)
    return made


@pytest.fixture
def lan(house: Clock) -> Browser:
    return Browser("zh")


@pytest.fixture
def wei(house: Clock) -> Browser:
    return Browser("en")


@pytest.fixture
def stranger(house: Clock) -> Callable[..., Browser]:
    return Browser
