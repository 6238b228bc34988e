"""A way out that was shut, sessions that ended, and systems that nobody knows."""

from ombud.adapters.platform.contract import Confirmed, HostOrder, HostSubject, RefusedByHost
from tests.adapters.host import present

EXPORT = HostSubject("host", "system", "export-api")


def act(clips, key, measure, subject=EXPORT):
    return clips.platform.act(HostOrder(key, 1, "apply", measure, subject), now=present())


def test_once_the_way_out_is_shut_nothing_gets_out_by_it_any_more(clips):
    before = clips.platform.scope(EXPORT, now=present())
    assert isinstance(act(clips, "k-1", "P13"), Confirmed)
    after = clips.platform.scope(EXPORT, now=present())
    assert before.until < after.until <= present()
    assert clips.platform.scope(EXPORT, now=present()).until == after.until
    assert "P13" in str(clips.log()["effects"])


def test_whoever_it_touched_is_signed_out_and_nobody_else(clips):
    assert isinstance(act(clips, "k-1", "P14"), Confirmed)
    assert isinstance(act(clips, "k-2", "P12"), Confirmed)


def test_a_part_that_is_none_or_a_measure_for_something_else_is_refused(clips):
    unknown = HostSubject("host", "system", "moon")
    assert act(clips, "k-1", "P13", unknown) == RefusedByHost("k-1", "unknown_system")
    assert act(clips, "k-2", "L4") == RefusedByHost("k-2", "unknown_measure")
    video = HostSubject("clips", "video", "v-1")
    assert act(clips, "k-3", "P13", video) == RefusedByHost("k-3", "unknown_measure")
