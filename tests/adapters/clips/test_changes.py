"""What happened to an account is told, never what it was changed from or to, and can be taken back."""

from dataclasses import replace

from clips.storage import writing
from ombud.adapters.platform.contract import NO_EARLIER, Delivered, HostSubject, InApp, RefusedByHost
from tests.adapters.host import present

LINK = "http://127.0.0.1:8000/l/L-1?t=x"


def test_a_look_up_tells_what_changed_and_never_a_number_or_a_name(clips):
    seen = clips.look_up("account u-hao")
    assert seen.account.risk.other_hands
    assert {one.kind for one in seen.changes if one.strange} == {
        "login",
        "factor",
        "password",
        "payee",
        "bio",
        "post",
        "follow",
        "app",
    }
    assert "不收押金" not in str(seen.changes)
    assert not clips.look_up("account u-rui").account.risk.other_hands
    assert clips.look_up("video v-9").changes == ()


def test_a_change_is_taken_back_once_and_holds_again_when_that_is_overturned(clips):
    before = clips.look_up("account u-hao").snapshot.text
    clips.act("k-1", 1, "R.UNDO", "change c-hao-6")
    clips.act("k-2", 2, "R.UNDO", "change c-hao-6")
    assert "不收押金" in clips.look_up("account u-hao").snapshot.text
    assert [one.id for one in clips.look_up("account u-hao").changes if one.undone] == ["c-hao-6"]
    clips.act("k-3", 3, "R.UNDO", "change c-hao-6", do="lift")
    assert clips.look_up("account u-hao").snapshot.text == before
    clips.act("k-4", 4, "R.UNDO", "change c-hao-6", do="lift")
    assert clips.look_up("account u-hao").snapshot.text == before


def test_what_an_intruder_posted_is_hidden_and_kept(clips):
    assert clips.look_up("video v-9").snapshot.state == "public"
    clips.act("k-1", 1, "R.UNDO", "change c-hao-7")
    hidden = clips.look_up("video v-9").snapshot
    assert (hidden.state, "返利群" in hidden.title) == ("hidden", True)
    assert "v-9" not in clips.page("/")
    clips.act("k-2", 2, "R.UNDO", "change c-hao-7", do="lift")
    assert clips.look_up("video v-9").snapshot.state == "public"


def test_whoever_was_written_to_is_warned_once_and_nobody_is_named(clips):
    clips.act("k-1", 1, "P10", "account u-hao")
    clips.act("k-2", 2, "P10", "account u-rui")
    told = clips.log()["tells"]
    assert [one["account"] for one in told] == ["u-ning"]
    assert "浩" not in told[0]["text"]
    assert "u-hao" not in told[0]["text"]
    assert told[0]["text"] in clips.page("/u/u-ning", "zh")


def test_others_are_told_by_the_words_of_an_order_and_counted_and_told_again_when_it_falls(clips):
    said = {"words": "批次 11 有碎玻璃，请勿食用。"}
    assert clips.act("k-0", 1, "C.BUYERS", "order o-3").detail == "nothing_to_say"
    done = clips.act("k-1", 2, "C.BUYERS", "order o-3", params=said)
    assert (done, done.reached) == (clips.act("k-1", 2, "C.BUYERS", "order o-3", params=said), 3)
    told = clips.log()["tells"]
    assert {one["account"] for one in told} == {"u-laoli", "u-ning", "u-omar"}, "Lan bought 200 days ago"
    assert all(said["words"] in one["text"] for one in told)
    assert said["words"] in clips.page("/order/o-3", "zh"), "whoever is reached by nothing reads it there"
    clips.act("k-2", 3, "C.BUYERS", "order o-3", do="lift")
    assert sum("withdrawn" in one["text"] or "撤回" in one["text"] for one in clips.log()["tells"]) == len(
        told
    )
    assert said["words"] not in clips.page("/order/o-3", "zh")


def test_what_goes_to_the_earlier_channels_is_not_in_the_inbox(clips):
    said = InApp("m-1", "u-hao", "zh", "您有一封信", LINK, to="earlier")
    assert clips.platform.tell(said, now=present()) == Delivered("m-1")
    assert "您有一封信" not in clips.page("/u/u-hao", "zh")
    assert [one["earlier"] for one in clips.log()["tells"]] == [1]
    assert clips.platform.tell(replace(said, key="m-2", to="inbox"), now=present()) == Delivered("m-2")
    assert "您有一封信" in clips.page("/u/u-hao", "zh")
    with writing(clips.home) as book:
        book.execute("UPDATE person SET signals = ? WHERE id = 'u-hao'", ('["no_earlier_channel"]',))
    assert clips.platform.tell(replace(said, key="m-3"), now=present()) == RefusedByHost("m-3", NO_EARLIER)
    assert clips.look_up("account u-hao").account.no_earlier_channel
    with writing(clips.home) as book:
        book.execute("UPDATE person SET signals = ? WHERE id = 'u-hao'", ('["only_phone_before"]',))
    assert clips.platform.tell(replace(said, key="m-4"), now=present()) == Delivered("m-4")
    mailed = replace(said, key="m-5", to="earlier_mail")
    assert clips.platform.tell(mailed, now=present()) == RefusedByHost("m-5", NO_EARLIER)
    assert clips.look_up("account u-hao").account.only_phone_before


def test_an_account_that_goes_back_is_signed_out_and_asks_for_new_secrets(clips):
    assert "New" not in clips.page("/u/u-hao")
    clips.act("k-1", 1, "R", "account u-hao", params={"measures": [], "keeps": [], "recovers": ["sessions"]})
    page = clips.page("/u/u-hao")
    assert "new password and a second step" in page
    assert "Active" not in page
    assert clips.look_up("account u-hao").changes[0].kind == "password"


def test_a_number_that_somebody_else_holds_now_is_unbound(clips):
    assert HostSubject("clips", "account", "u-ning") == clips.look_up("account u-ning").subject
    clips.act("k-1", 1, "U", "account u-ning")
    assert clips.look_up("account u-ning").changes[0].kind == "factor"
    assert "Phone number unbound" in clips.page("/u/u-ning")


def test_what_guards_a_child_falls_on_who_paid_and_what_was_unbound_is_bound_again(clips):
    clips.act("k-1", 1, "Y.LIMIT", "order o-6")
    assert "guardian" in clips.page("/u/u-wei")
    assert "guardian" not in clips.page("/u/u-lulu"), "never on whoever was paid"
    clips.act("k-2", 2, "Y.LIMIT", "order o-6", do="lift")
    assert "guardian" not in clips.page("/u/u-wei")
    clips.act("k-3", 1, "Y.MODE", "account u-xiaoyu")
    assert "Youth mode is on" in clips.page("/u/u-xiaoyu")
    clips.act("k-4", 1, "Y.MEANS", "account u-hao")
    assert [one.id for one in clips.look_up("account u-hao").changes if one.undone] == ["c-hao-5", "c-hao-3"]
    clips.act("k-5", 2, "Y.MEANS", "account u-hao", do="lift")
    assert [one.id for one in clips.look_up("account u-hao").changes if one.undone] == []
