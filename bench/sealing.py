"""How many microseconds does each step of sealing, numbering and finding cost? Run: python -m bench.sealing."""

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from uuid import UUID

from ombud.adapters.sniff import sniff
from ombud.core.ids import mint
from ombud.core.receipts import code_for, key_hash, number_of, parse_number, same_code
from ombud.core.tokens import tokens
from ombud.store.files import keep, open_file
from ombud.store.keys import KEY_NOISE, KeyRing, new_person_key, unwrap
from ombud.store.sealing import open_sealed, seal

ROUNDS = 5
SECRET = b"s" * 32
STORY = "有人冒充平台客服私信我女儿要照片,她只有12岁,请马上处理! He also sent links to v-1029. " * 4


def cost(step: Callable[[], object], times: int = 5_000) -> float:
    """Return microseconds a call, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(times):
            step()
        best = min(best, perf_counter() - start)
    return best / times * 1e6


def row(name: str, micros: float) -> None:
    print(f"{name:34} {micros:10.2f} µs {1e6 / micros:12,.0f}/s")


def small() -> None:
    ring = KeyRing({1: SECRET})
    lan = mint(1_795_000_000_000, os.urandom(10), 7)
    person = new_person_key(ring, lan, os.urandom(KEY_NOISE))
    number, code = number_of(lan, "C"), code_for(SECRET, lan)
    body = seal(person.key, STORY.encode(), about=lan.bytes).body
    row("mint an id", cost(lambda: mint(1_795_000_000_000, os.urandom(10), 7)))
    row("print a number", cost(lambda: number_of(lan, "C")))
    row("parse a number", cost(lambda: parse_number(number)))
    row("make a code", cost(lambda: code_for(SECRET, lan)))
    row("check a code", cost(lambda: same_code(code, SECRET, lan)))
    row("check a malformed code", cost(lambda: same_code("?", SECRET, lan)))
    row("hash an API key", cost(lambda: key_hash(SECRET, "ombud_0123456789abcdef")))
    row("make and wrap a person's key", cost(lambda: new_person_key(ring, lan, os.urandom(KEY_NOISE))))
    row("unwrap a person's key", cost(lambda: unwrap(ring, lan, 1, person.wrapped)))
    row(
        f"seal a text of {len(STORY)} characters",
        cost(lambda: seal(person.key, STORY.encode(), about=lan.bytes)),
    )
    row("open it", cost(lambda: open_sealed(person.key, body, about=lan.bytes)))
    row("its search tokens", cost(lambda: tokens(STORY, SECRET), 500))


def large() -> None:
    content = b"\xff\xd8" + os.urandom(16 << 20)
    text = STORY.encode() * 1_000
    with tempfile.TemporaryDirectory() as home:
        folder, name = Path(home), UUID(int=7)

        def written() -> None:
            names.append(UUID(int=len(names) << 8))
            keep(folder, names[-1], io.BytesIO(content), SECRET, limit=1 << 30)

        names = [name]
        row("keep a file of 16 MiB, fsynced", cost(written, 2))
        row("read it", cost(lambda: [len(chunk) for chunk in open_file(folder, names[-1], SECRET)], 2))
    row(f"sniff a text of {len(text) >> 10} KiB", cost(lambda: sniff(io.BytesIO(text)), 5))


if __name__ == "__main__":
    small()
    large()
