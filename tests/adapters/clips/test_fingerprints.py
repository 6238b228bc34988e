"""What Clips does with a fingerprint: new uploads with it are held back, the rest is told and left to people."""

import json
from datetime import timedelta

import httpx
import pytest

from clips import fingerprints
from clips.storage import reading
from ombud.adapters.platform.contract import Confirmed, HostOrder, HostSubject, RefusedByHost
from tests.adapters.host import present

PICTURE = "school"
PDQ, MD5 = (f"{name}:{fingerprints.of(PICTURE)[name]}" for name in ("pdq", "md5"))
KEY = "0" * 42


def keeps_out(clips, name: str, *, key: str = KEY, no: int = 1, do: str = "apply", platform: str = "host"):
    order = HostOrder(key, no, do, "P11", HostSubject(platform, "hash", name))
    return clips.platform.act(order, now=present())


def uploads(clips, scene: str) -> str:
    return clips.uploads(scene, by="u-leak")


def state(clips, name: str) -> str:
    return clips.look_up(f"video {name}").snapshot.state


def told(clips) -> list[tuple[str, bool]]:
    with reading(clips.home) as book:
        rows = book.execute("SELECT body FROM outbox WHERE path LIKE '%/matches' ORDER BY seq").fetchall()
    return [(one["subject"]["id"], one["near"]) for row in rows for one in json.loads(row["body"])["matches"]]


@pytest.mark.parametrize("name", [PDQ, MD5])
def test_a_new_upload_with_it_is_held_back_until_it_is_kept_out_no_more(clips, name):
    before = uploads(clips, PICTURE)
    assert isinstance(keeps_out(clips, name), Confirmed)
    again, other = uploads(clips, PICTURE), uploads(clips, "craft")
    assert (state(clips, before), state(clips, again), state(clips, other)) == ("public", "blocked", "public")
    assert "看看她" not in clips.page(f"/v/{again}")
    assert f'href="/v/{again}"' not in clips.page("/")
    keeps_out(clips, name, key="1" * 42, no=2, do="lift")
    assert state(clips, again) == "public"


def test_what_is_up_already_and_what_is_only_near_is_told_and_left_alone(clips):
    before = uploads(clips, PICTURE)
    keeps_out(clips, PDQ)
    edited, other = uploads(clips, f"{PICTURE}.2"), uploads(clips, f"{PICTURE}.60")
    assert {state(clips, one) for one in (before, edited, other)} == {"public"}
    said = told(clips)
    assert (before, False) in said
    assert said[-1] == (edited, True)


def test_a_fingerprint_that_it_cannot_compare_is_refused_with_the_reason(clips):
    for number, name in enumerate(("phash:00ff", "md5:" + "g" * 32, "pdq:00")):
        assert keeps_out(clips, name, key=f"{number}" * 42) == RefusedByHost(
            f"{number}" * 42, "unknown_algorithm"
        )
    assert keeps_out(clips, PDQ, key="9" * 42, platform="clips").detail == "unknown_platform"
    wrong = clips.act("k-9", 1, "P11", "video v-1")
    assert wrong.detail == "unknown_measure"


def test_one_that_ran_out_keeps_nothing_out(clips):
    over = HostOrder(
        KEY, 1, "apply", "P11", HostSubject("host", "hash", PDQ), present() - timedelta(seconds=1)
    )
    clips.platform.act(over, now=present())
    assert state(clips, uploads(clips, PICTURE)) == "public"


@pytest.mark.parametrize("body", [b"[", b"{}", b'{"by": "nobody", "title": "", "scene": "pet"}'])
def test_only_somebody_on_clips_puts_something_up(clips, body):
    assert httpx.post(f"{clips.url}/uploads", content=body).status_code == 422
