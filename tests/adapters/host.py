"""A Clips on loopback, and short ways to speak to it: shared by the tests of both sides."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from clips import clock
from clips.app import make
from clips.seed.sow import sow
from clips.server import listen
from clips.storage import writing
from ombud.adapters.platform.contract import HostOrder, HostSubject
from ombud.adapters.platform.http import HttpPlatform

SECRET = "whsec_" + base64.b64encode(b"a secret that both of them know!").decode()
OTHER = "whsec_" + base64.b64encode(b"a secret that nobody told to you").decode()


def present() -> datetime:
    """The signature needs the real clock: Clips reads its own."""
    return datetime.now(UTC)


def order(key: str, no: int, measure: str, subject: str = "video v-1", **more: Any) -> HostOrder:
    kind, name = subject.split(" ")
    return HostOrder(key, no, more.pop("do", "apply"), measure, HostSubject("clips", kind, name), **more)


@dataclass
class Host:
    home: Path
    url: str
    platform: HttpPlatform

    def act(self, *args: Any, **more: Any):
        return self.platform.act(order(*args, **more), now=present())

    def look_up(self, subject: str):
        kind, name = subject.split(" ")
        return self.platform.look_up(HostSubject("clips", kind, name), now=present()).seen

    def log(self) -> dict[str, Any]:
        return httpx.get(f"{self.url}/log.json").json()

    def page(self, path: str, lang: str = "en", *, place: str = "") -> str:
        answer = httpx.get(f"{self.url}{path}", params={"lang": lang, "from": place})
        assert answer.status_code == 200
        return answer.text

    def uploads(self, scene: str, *, by: str, title: str = "看看她") -> str:
        said = httpx.post(f"{self.url}/uploads", json={"by": by, "title": title, "scene": scene})
        assert said.status_code == 201, said.text
        return str(said.json()["id"])

    def registers(self, name: str, *, device: str, place: str, means: str = "") -> str:
        """Somebody opens an account; return what it is called, empty for whoever is kept out."""
        said = {"name": name, "device": device, "place": place, "means": means}
        answer = httpx.post(f"{self.url}/registrations", json=said)
        assert answer.status_code in {201, 409}, answer.text
        return str(answer.json().get("id", ""))

    def switch(self, **ways: Any) -> None:
        assert httpx.post(f"{self.url}/switches", json=ways).status_code == 200


@contextmanager
def host(
    home: Path, *, secrets: tuple[str, ...] = (SECRET,), ombud_url: str = "http://ombud.test"
) -> Iterator[Host]:
    """Run a sown Clips until the end of the block."""
    app = make(home, secrets=secrets, ombud_url=ombud_url)
    with writing(home) as book:
        sow(book, now=clock.now())
    server = listen(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    platform = HttpPlatform(url, secrets=[SECRET], connect_seconds=2, read_seconds=2)
    try:
        yield Host(home, url, platform)
    finally:
        platform.close()
        server.shutdown()
        server.server_close()
        thread.join(10)
