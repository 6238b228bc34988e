"""Complainants: they file by the API, follow what they filed, appeal; each writes down what was acknowledged."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

VIDEOS = tuple(f"v-{number}" for number in range(1, 36))
TEXTS = (
    "这个号在刷量,全是机器号搬运别人的视频,请处理。",
    "同一条搬运视频发了几十遍,评论区都是机器人刷屏。",
    "This is spam: a bot account reposting copied clips all day long.",
    "播放量是刷出来的,评论全是机器号,请核查。",
)
TIMEOUT = 15.0


@dataclass
class Acknowledged:
    """What one complainant may rely on."""

    filed: dict[str, str] = field(default_factory=dict)  # number -> code
    appealed: dict[str, int] = field(default_factory=dict)  # letter -> number of the appeal
    twice: list[str] = field(default_factory=list)  # keys that were answered with two different numbers
    refused: dict[str, int] = field(default_factory=dict)  # unexpected answers, by status and code
    tries: int = 0


class Complainant(threading.Thread):
    """Somebody who does not give up: what was not acknowledged is sent again with the same key."""

    def __init__(self, name: str, *, url: str, key: str, stop: threading.Event, pace: float) -> None:
        super().__init__(name=name, daemon=True)
        self.place = urlsplit(url)
        self.key, self.stop, self.pace = key, stop, pace
        self.chance = random.Random(name)
        self.got = Acknowledged()
        self.count = 0

    def run(self) -> None:
        """File, follow, appeal until told to stop; what is under way is brought to its end."""
        while not self.stop.wait(self.pace * (0.5 + self.chance.random())):
            if self.got.filed and self.chance.random() < 0.4:
                self._follow()
            else:
                self._file()

    def _file(self) -> None:
        self.count += 1
        about = {"platform": "clips", "kind": "video", "id": self.chance.choice(VIDEOS)}
        body = {
            "subject": about,
            "text": f"{self.chance.choice(TEXTS)} ({self.name}-{self.count})",
            "kind": "content_violation",
            "jurisdiction": "CN",
            "complainant": {
                "relation": "bystander",
                "contact": {"email": f"{self.name}@example.org"},
                "locale": "zh",
            },
        }
        headers = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": f"{self.name}-{self.count}"}
        first = self._until_answered("POST", "/api/v1/complaints", headers, body)
        if first is None:
            return
        if self.chance.random() < 0.1:  # the answer got lost on its way: the same key asks again
            again = self._until_answered("POST", "/api/v1/complaints", headers, body)
            if again is not None and again["number"] != first["number"]:
                self.got.twice.append(headers["Idempotency-Key"])
        self.got.filed[first["number"]] = first["code"]

    def _follow(self) -> None:
        number = self.chance.choice(list(self.got.filed))
        headers = {"Authorization": f"Receipt {self.got.filed[number]}"}
        seen = self._until_answered("GET", f"/api/v1/complaints/{number}", headers)
        for letter in (seen or {}).get("letters", ()):
            if letter["appeal_until"] and letter["number"] not in self.got.appealed:
                self._appeal(letter)
                return

    def _appeal(self, letter: dict[str, Any]) -> None:
        headers = {"Authorization": f"Receipt {letter['code']}"}
        path = f"/api/v1/letters/{letter['number']}/appeals"
        status, answer = self._ask("POST", path, headers, {"text": "请再看一次,我不同意这个结果。"})
        if status == 201:
            self.got.appealed[letter["number"]] = answer["appeal"]
        elif status == 409:  # closed meanwhile, or a lost answer had been a yes
            self.got.appealed.setdefault(letter["number"], 0)
        elif status not in {0, 503}:
            self._surprised(status, answer)

    def _until_answered(
        self, method: str, path: str, headers: dict[str, str], body: object = None
    ) -> dict[str, Any] | None:
        """Ask until there is an answer or the end is near; 503 and silence are no answers."""
        for _ in range(200):
            status, answer = self._ask(method, path, headers, body)
            if status in {200, 201}:
                return answer
            if status not in {0, 503}:
                self._surprised(status, answer)
                return None
            if self.stop.is_set() and status == 0:
                return None
            time.sleep(0.2)
        return None

    def _surprised(self, status: int, answer: dict[str, Any]) -> None:
        what = f"{status} {answer.get('code', '')}"
        self.got.refused[what] = self.got.refused.get(what, 0) + 1

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: object = None
    ) -> tuple[int, dict[str, Any]]:
        self.got.tries += 1
        line = http.client.HTTPConnection(self.place.hostname or "", self.place.port, timeout=TIMEOUT)
        try:
            said = json.dumps(body).encode() if body is not None else None
            line.request(method, path, said, {"Content-Type": "application/json", **headers})
            answer = line.getresponse()
            read = answer.read()
            return answer.status, json.loads(read)
        except (OSError, http.client.HTTPException):
            return 0, {}
        except ValueError:
            return -1, {}
        finally:
            line.close()
