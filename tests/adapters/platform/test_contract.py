"""One contract for the real host and the fake: whatever holds here may be relied on."""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import (
    Accepted,
    Access,
    Accesses,
    Account,
    Alike,
    Confirmed,
    Delivered,
    Found,
    HostOrder,
    HostSubject,
    InApp,
    Likeness,
    LookedUp,
    RefusedByHost,
    Scope,
    TouchedAccount,
)
from ombud.adapters.platform.memory import MemoryPlatform
from tests.adapters.host import host, order, present

TAO = "account u-tao"
EXPORT = HostSubject("host", "system", "export-api")
RUI = HostSubject("host", "account", "u-rui")


@pytest.fixture(params=["clips over HTTP", "memory"])
def platform(request, tmp_path):
    if request.param == "memory":
        fake = MemoryPlatform(later=frozenset({"L7"}))
        tao = Account("u-tao", "涛哥赶海", livelihood=True, place="CN")
        for kind, name in (("video", "v-1"), ("account", "u-tao")):
            fake.know(HostSubject("clips", kind, name), account=tao)
        rui = Account("u-rui")
        fake.know(HostSubject("clips", "account", "u-rui"), account=rui)
        fake.looks["u-rui"] = tuple(
            Access(present() - timedelta(days=days), "客服", ticket=ticket)
            for days, ticket in ((20, "T-1"), (3, ""), (2, ""))
        )
        fake.scopes[EXPORT] = Scope(
            present() - timedelta(days=6),
            present(),
            {"name": 1, "phone": 2},
            (TouchedAccount("u-jing", "zh"), TouchedAccount("u-ning", "zh")),
        )
        fake.likes[FIRST] = (
            Alike(HostSubject("clips", "account", "u-rich2"), Likeness.DEVICE, account="u-rich2"),
            Alike(HostSubject("clips", "video", "v-37"), Likeness.HASH, account="u-rich2"),
            Alike(HostSubject("clips", "video", "v-38"), Likeness.NEAR, account="u-rich3"),
        )
        fake.likes[ASKED] = (
            Alike(HostSubject("clips", "message", "m-1"), Likeness.WROTE, account="u-friend"),
        )
        fake.likes[STREAM] = tuple(Alike(HostSubject("clips", "video", name), Likeness.CUT) for name in CUT)
        yield fake
        return
    with host(tmp_path) as running:
        yield running.platform


def test_an_order_is_confirmed_under_its_own_key(platform):
    answer = platform.act(order("k-1", 1, "L4"), now=present())
    assert isinstance(answer, Confirmed)
    assert answer.key == "k-1"


def test_the_same_order_again_is_confirmed_again_and_is_seen_once(platform):
    first, again = (platform.act(order("k-1", 1, "L4"), now=present()) for _ in range(2))
    assert first == again
    earlier = platform.look_up(HostSubject("clips", "video", "v-1"), now=present()).seen.earlier
    assert [line.key for line in earlier].count("k-1") == 1


def test_the_same_key_with_another_order_is_refused(platform):
    platform.act(order("k-1", 1, "L2"), now=present())
    assert platform.act(order("k-1", 1, "L4"), now=present()) == RefusedByHost("k-1", "key_reused")


def test_an_unknown_subject_is_refused_and_stays_refused(platform):
    for _ in range(2):
        answer = platform.act(order("k-1", 1, "L4", "video v-none"), now=present())
        assert answer == RefusedByHost("k-1", "unknown_subject")


def test_a_measure_that_takes_time_is_accepted_only(platform):
    assert platform.act(order("k-1", 1, "L7", TAO), now=present()) == Accepted("k-1")


def test_what_was_lifted_is_seen_as_lifted(platform):
    platform.act(order("k-1", 1, "L4", until=present() + timedelta(days=1)), now=present())
    platform.act(order("k-2", 2, "L4", do="lift"), now=present())
    seen = platform.look_up(HostSubject("clips", "video", "v-1"), now=present()).seen
    (line,) = [line for line in seen.earlier if line.key == "k-1"]
    assert line.lifted_at is not None


def test_a_look_up_tells_who_is_behind_it_and_keeps_the_bytes(platform):
    answer = platform.look_up(HostSubject("clips", "video", "v-1"), now=present())
    assert isinstance(answer, LookedUp)
    assert answer.seen.account.id == "u-tao"
    assert answer.seen.account.livelihood
    assert answer.seen.account.place == "CN"
    assert answer.seen.snapshot.state == "public"
    assert b"u-tao" in answer.raw


def test_a_subject_nobody_knows_is_an_answer(platform):
    answer = platform.look_up(HostSubject("clips", "video", "v-none"), now=present())
    assert not answer.seen.found
    assert answer.seen.account is None


def test_a_message_is_delivered_however_often_it_is_sent(platform):
    message = InApp("t-1", "u-tao", "zh", "你有一封信。", "http://ombud.test/l/1")
    assert [platform.tell(message, now=present()) for _ in range(2)] == [Delivered("t-1")] * 2


def test_an_account_nobody_knows_cannot_be_told(platform):
    message = InApp("t-1", "u-none", "zh", "你有一封信。", "http://ombud.test/l/1")
    assert platform.tell(message, now=present()) == RefusedByHost("t-1", "unknown_account")


# ---- what is alike

EVERYTHING = frozenset(Likeness)
FIRST = HostSubject("clips", "video", "v-12")


STREAM = HostSubject("clips", "live", "l-3")
ASKED = HostSubject("clips", "message", "m-2")
CUT = ("v-40", "v-41", "v-42", "v-43")


def _alike(platform, subject=FIRST, whys=EVERYTHING, **said):
    return platform.alike(subject, **{"whys": whys, "limit": 9, "now": present(), **said})


def test_what_is_alike_is_told_by_its_name_and_in_what_and_never_the_thing_itself(platform):
    found = _alike(platform)
    assert isinstance(found, Found)
    assert {(one.why, one.subject.kind, one.subject.id) for one in found.items} >= {
        ("hash", "video", "v-37"),
        ("near", "video", "v-38"),
        ("device", "account", "u-rich2"),
    }
    assert FIRST not in {one.subject for one in found.items}
    assert {one.account for one in found.items if one.subject.id == "v-37"} == {"u-rich2"}


def test_the_replay_and_the_clips_of_a_stream_are_told(platform):
    found = _alike(platform, STREAM, frozenset({Likeness.CUT}))
    assert tuple(one.subject.id for one in found.items) == CUT
    assert {one.why for one in found.items} == {"cut"}


@pytest.mark.parametrize("subject", [ASKED, HostSubject("clips", "account", "u-lan")])
def test_what_an_account_wrote_to_another_child_is_told_and_that_it_was_asked(platform, subject):
    found = _alike(platform, subject, frozenset({Likeness.WROTE}))
    assert [(one.why, one.subject.id) for one in found.items] == (
        [("wrote", "m-1")] if subject == ASKED else []
    )
    assert found.answered == ("wrote",)


def test_only_what_was_asked_for_is_told(platform):
    assert {one.why for one in _alike(platform, whys=frozenset({Likeness.HASH})).items} == {"hash"}


def test_page_after_page_tells_everything_once(platform):
    whole, pages, after = _alike(platform).items, [], ""
    while True:
        page = _alike(platform, limit=2, after=after)
        assert len(page.items) <= 2
        pages += page.items
        after = page.next
        if not after:
            break
    assert tuple(pages) == whole


def test_nothing_is_like_what_nobody_knows(platform):
    assert _alike(platform, HostSubject("clips", "video", "v-none")).items == ()


# ---- a leak


def test_who_looked_at_an_account_is_told_of_that_time_and_no_other(platform):
    asked = {"since": present() - timedelta(days=10), "until": present(), "now": present()}
    found = platform.accesses(RUI, **asked)
    assert isinstance(found, Accesses)
    assert [one.ticket for one in found.looks] == ["", ""]
    assert len(platform.accesses(RUI, **{**asked, "since": present() - timedelta(days=90)}).looks) == 3
    unknown = platform.accesses(HostSubject("host", "account", "u-none"), **asked)
    assert unknown == RefusedByHost("", "unknown_account")


def test_what_got_out_is_told_with_of_whom_and_of_how_many_which_data(platform):
    found = platform.scope(EXPORT, now=present())
    assert isinstance(found, Scope)
    assert [one.account for one in found.accounts] == ["u-jing", "u-ning"]
    assert found.kinds == {"name": 1, "phone": 2}
    assert found.since < found.until
    nowhere = HostSubject("host", "system", "moon")
    assert platform.scope(nowhere, now=present()) == RefusedByHost("", "unknown_system")


def test_what_contains_a_leak_is_an_order_to_a_part_of_the_systems(platform):
    shut = HostOrder("k-1", 1, "apply", "P13", EXPORT)
    assert isinstance(platform.act(shut, now=present()), Confirmed)
