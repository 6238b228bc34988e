"""What of a kept record is handed over, what is covered, and how is it seen that nobody changed it?"""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ombud.core.notices import Given, Pen, Places, Record, record_values
from ombud.core.notices.record import COVERED, Moment, bind, changed, covered, kept, once
from ombud.core.pack.letters import render
from ombud.core.pack.words import Text
from tests.cast import START, pack

LANGS = ("zh", "en")
SALT = UUID(int=7)
SUBJECT = {"platform": "clips", "kind": "video", "id": "v-16"}


def raw(*, minor=False, text="大家都来看看她", **shot):
    said = {
        "subject": SUBJECT,
        "found": True,
        "snapshot": {"title": "点名", "text": text, "state": "public", "posted_at": "2026-11-22", **shot},
        "account": {"id": "u-qiang", "name": "强", "minor": minor, "risk": {"score": 0.9}},
    }
    return json.dumps(said, ensure_ascii=False)


def pen(lang="zh", *, child=False):
    return Pen(pack(), lang, ZoneInfo("Asia/Shanghai"), Places("https://ombud.example"), child)


def one(**said):
    found = kept(raw(**said), at=START, cover=frozenset())
    assert found is not None
    return found


def test_what_the_host_showed_is_kept_word_for_word_and_nothing_of_what_it_thinks_of_the_account():
    it = one(media=[{"kind": "image", "poster": "data:1"}])
    assert (it.address, it.title, it.text, it.account) == (
        "clips video v-16",
        "点名",
        "大家都来看看她",
        "强 (u-qiang)",
    )
    assert it.pictures == (sha256(b"data:1").hexdigest(),)
    assert it.as_kept == sha256(raw(media=[{"kind": "image", "poster": "data:1"}]).encode()).hexdigest()
    assert "0.9" not in repr(it)


@pytest.mark.parametrize("snapshot", [None, {}])
def test_of_what_the_host_did_not_know_there_is_nothing_to_hand_over(snapshot):
    assert kept(json.dumps({"subject": SUBJECT, "snapshot": snapshot}), at=START, cover=()) is None


@pytest.mark.parametrize("lang", LANGS)
def test_an_account_that_is_a_childs_is_not_named(lang):
    made = bind((one(minor=True),), number="C-1", salt=SALT, made_at=START, pen=pen(lang))
    said = made.files["01.txt"]
    assert "u-qiang" not in said + made.manifest
    assert "强" not in said
    assert ("未成年人" if lang == "zh" else "a child") in said


@pytest.mark.parametrize(
    ("text", "names", "left", "places"),
    [
        pytest.param("打 139-1234-5678 骂她", (), f"打 {COVERED} 骂她", 1, id="a phone number"),
        pytest.param("11010120100101123X 是她", (), f"{COVERED} 是她", 1, id="the number of a document"),
        pytest.param("mail an@example.org now", (), f"mail {COVERED} now", 1, id="an address"),
        pytest.param(
            "三班的安安和安",
            ("安", "安安"),
            f"三班的{COVERED}和{COVERED}",
            2,
            id="names, the longer one first",
        ),
        pytest.param("2026 年 3 班", (), "2026 年 3 班", 0, id="what reaches nobody"),
    ],
)
def test_others_are_covered_and_counted(text, names, left, places):
    assert covered(text, names) == (left, places)


def test_what_looks_as_it_did_before_is_handed_over_once_and_what_changed_again():
    later = kept(raw(), at=START + timedelta(days=1), cover=())
    changed = one(text="删了")
    assert once((one(), later, changed)) == (one(), changed)


def test_the_manifest_names_every_file_and_its_fingerprint_names_the_manifest():
    made = bind((one(), one(text="又来了")), number="C-1", salt=SALT, made_at=START, pen=pen())
    listed = json.loads(made.manifest)
    assert [it["file"] for it in listed["items"]] == ["01.txt", "02.txt"]
    for it in listed["items"]:
        assert it["sha256"] == sha256(made.files[it["file"]].encode()).hexdigest()
    assert made.fingerprint == sha256(made.manifest.encode()).hexdigest()
    other = bind((one(), one(text="又来了")), number="C-1", salt=UUID(int=8), made_at=START, pen=pen())
    assert other.files == made.files
    assert other.fingerprint != made.fingerprint  # whoever guesses the words cannot tell from the book


def test_where_the_host_did_not_say_when_it_was_posted_the_page_says_so():
    made = bind((one(posted_at=None),), number="C-1", salt=SALT, made_at=START, pen=pen("en"))
    assert "When it was posted: the platform did not say" in made.files["01.txt"]


@pytest.mark.parametrize("child", [True, False], ids=["a child", "a grown-up"])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("hides", [True, False], ids=["something covered", "nothing covered"])
def test_the_letter_says_how_to_check_it_and_a_child_that_it_told_the_truth(lang, child, hides):
    cover = ("她",) if hides else ()
    several = (kept(raw(), at=START, cover=cover),)
    written = pen(lang, child=child)
    made = bind(several, number="C-1", salt=SALT, made_at=START, pen=written)
    until = START + timedelta(days=180) if hides else None
    it = Given(number="C-1", code="MN.BULLY", record=made, kept=several, kept_until=until)
    letter = render(
        pack().letters["kept_record"], lang=lang, values=record_values(it, pen=written), for_child=child
    )
    assert made.fingerprint in letter.body
    assert "12355" in letter.body
    assert "{" not in letter.body
    assert (("1 处" if lang == "zh" else "in 1 places") in letter.body) is hides
    assert (("没有做错" if lang == "zh" else "did nothing wrong") in letter.body) is child


def test_a_record_shows_nothing_of_itself_where_it_is_printed():
    assert "她" not in repr(Record(manifest="她", files={"01.txt": "她"}))


# --- what happened to an account


def test_what_happened_to_an_account_is_told_in_order_and_never_from_what_to_what():
    """Of a thing that the host knows by a name of its own that name is told; a moment without a zone is universal time."""
    told = json.dumps(
        {
            "changes": [
                {
                    "id": "c-2",
                    "at": "2026-11-23T19:00:00Z",
                    "kind": "payee",
                    "device": "老张的手机",
                    "strange": True,
                },
                {"id": "c-1", "at": "2026-11-23T18:00:00", "kind": "login", "place": "境外", "undone": True},
                {"id": "c-3", "at": "2026-11-23T20:00:00Z", "kind": "pin", "to": "6222000011112222"},
            ]
        }
    )
    moments = changed(told, cover=("老张",))
    ours = Moment(at=START, what=Text("锁定", "Locked"))
    made = bind(
        (one(),), moments=(ours, *moments.values()), number="C-1", salt=SALT, made_at=START, pen=pen()
    )
    lines = made.files["timeline.txt"].splitlines()
    assert lines[0] == "C-1"
    assert [line.partition(" · ")[2] for line in lines[1:]] == [
        "锁定",
        "登录 · 境外（已撤销）",
        f"改收款方 · {COVERED}的手机（账号以前没用过的设备）",
        "pin",
    ]
    sealed = json.loads(made.manifest)["timeline"]
    assert (sealed["sha256"], sealed["moments"]) == (made.fingerprints["timeline.txt"], 4)
    assert "6222000011112222" not in made.files["timeline.txt"] + made.manifest


def test_where_it_is_about_no_account_there_is_no_timeline():
    assert changed(raw(), cover=()) == {}
    made = bind((one(),), number="C-1", salt=SALT, made_at=START, pen=pen())
    assert "timeline" not in json.loads(made.manifest)
    assert made.files.keys() == {"01.txt"}
