"""How does a file that 兰 Lan sent come to the agent's screen, and what may it do there?"""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.none import NoScanner
from ombud.store import texts
from ombud.store.ledger import read_complaint
from ombud.store.models import Dose, Evidence, Member, ReadLine, Staff
from ombud.usecases.add_evidence import add_evidence
from tests.cast import AN, JUN, MEI
from tests.verify.lived import SCREEN

FRAUD = "这个账号是骗子,骗了我5000元,转账以后就把我拉黑了"
PAPER = b"%PDF-1.4\n" + bytes(range(256)) * 4 + b"\n%%EOF\n"


def at(agent: UUID) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Staff.objects.get(id=agent))
    return client


@pytest.fixture
def case(floor) -> UUID:
    for agent, role in {MEI: "agent", JUN: "agent", AN: "auditor"}.items():
        floor.hire(agent, role)
    found = floor.file(FRAUD)
    floor.give(found, MEI)
    return found


def sent(case, body=SCREEN):
    complaint = Member.objects.get(case_id=case).complaint
    return add_evidence(
        complaint,
        file=BytesIO(body),
        rules=triage_rules(),
        scanner=NoScanner(),
        mint=here.mint,
        now=here.now(),
    ).id


def page(case, file=None, part=""):
    return f"/work/case/{case}/" + (f"file/{file}/{part}" if file else "")


def test_a_picture_is_shown_blurred_on_a_page_of_its_own_and_only_its_bytes_count_as_a_look(case):
    file = sent(case)
    mei = at(MEI)
    assert page(case, file) in mei.get(page(case)).content.decode()
    body = mei.get(page(case, file)).content.decode()
    assert "data-media" in body
    assert f'<img src="{page(case, file, "content/")}"' in body
    assert not ReadLine.objects.exists()
    answer = mei.get(page(case, file, "content/"))
    assert b"".join(answer.streaming_content) == SCREEN
    assert ReadLine.objects.get().what == "file"


@pytest.mark.parametrize(
    ("body", "media", "how"),
    [
        pytest.param(SCREEN, "image/png", "inline", id="a picture"),
        pytest.param(PAPER, "application/octet-stream", "attachment", id="a paper"),
        pytest.param("被骗了".encode(), "application/octet-stream", "attachment", id="a text"),
    ],
)
def test_a_file_may_do_nothing_in_a_browser_and_stays_in_no_cache(case, body, media, how):
    answer = at(MEI).get(page(case, sent(case, body), "content/"))
    assert b"".join(answer.streaming_content) == body
    assert answer["Content-Type"] == media
    assert answer["Content-Disposition"].startswith(f"{how};")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


MOVIE = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(range(256)) * 8


@pytest.fixture
def movie(case) -> str:
    return page(case, sent(case, MOVIE), "content/")


def test_a_player_seeks_in_a_video_and_it_is_one_look(movie):
    mei = at(MEI)
    for asked, first, last in (
        ("bytes=0-", 0, len(MOVIE) - 1),
        ("bytes=700-799", 700, 799),
        ("bytes=-8", len(MOVIE) - 8, len(MOVIE) - 1),
    ):
        answer = mei.get(movie, headers={"range": asked})
        assert answer.status_code == 206
        assert b"".join(answer.streaming_content) == MOVIE[first : last + 1]
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(MOVIE)}"
        assert answer["Content-Length"] == str(last + 1 - first)
        assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("video/mp4", "bytes")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "no-store"
    assert ReadLine.objects.count() == 1
    assert not Dose.objects.exists()


def test_a_part_asked_for_a_quarter_of_an_hour_later_or_the_whole_is_another_look(movie, monkeypatch):
    mei = at(MEI)
    mei.get(movie, headers={"range": "bytes=5-"})
    mei.get(movie)
    assert ReadLine.objects.count() == 2
    later = here.now() + timedelta(minutes=16)
    monkeypatch.setattr(here, "now", lambda: later)
    mei.get(movie, headers={"range": "bytes=5-"})
    assert ReadLine.objects.count() == 3


def test_what_lies_behind_the_end_is_refused_with_the_size(movie):
    answer = at(MEI).get(movie, headers={"range": f"bytes={len(MOVIE)}-"})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{len(MOVIE)}"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"range": "bytes=0-1,4-5"}, id="several ranges"),
        pytest.param({"range": "bytes=0-1", "if-range": '"another"'}, id="of another file"),
        pytest.param({"range": "bytes=0-1", "if-range": "W/{etag}"}, id="by a weak tag"),
        pytest.param({"range": "bytes=0-1", "if-range": "Sat, 28 Nov 2026 09:00:00 GMT"}, id="by a date"),
    ],
)
def test_the_whole_is_sent_when_no_one_part_is_meant(movie, asked):
    mei = at(MEI)
    etag = mei.head(movie)["ETag"]
    answer = mei.get(movie, headers={name: value.format(etag=etag) for name, value in asked.items()})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, MOVIE)
    part = mei.get(movie, headers={"range": "bytes=0-1", "if-range": etag})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, MOVIE[:2])


def test_head_tells_the_size_and_knows_no_parts(movie):
    answer = at(MEI).head(movie, headers={"range": "bytes=0-1"})
    assert (answer.status_code, answer["Content-Length"], answer["Accept-Ranges"]) == (
        200,
        str(len(MOVIE)),
        "bytes",
    )
    assert "Content-Range" not in answer
    assert b"".join(answer) == b""


def test_asking_for_a_part_opens_nothing_that_is_shut(case):
    file = sent(case, MOVIE)
    asked = {"range": "bytes=0-1"}
    assert at(JUN).get(page(case, file, "content/"), headers=asked).status_code == 404
    assert at(AN).get(page(case, file, "content/"), headers=asked).status_code == 409
    Evidence.objects.filter(id=file).update(quarantined=True)
    assert at(MEI).get(page(case, file, "content/"), headers=asked).status_code == 409
    assert not ReadLine.objects.exists()


def test_a_stranger_to_the_case_finds_nothing_and_an_auditor_is_told_that_a_grant_is_missing(case):
    file = sent(case)
    assert at(JUN).get(page(case, file, "content/")).status_code == 404
    assert at(JUN).get(page(case, file)).status_code == 404
    answer = at(AN).get(page(case, file, "content/"))
    assert answer.status_code == 409
    assert "grant" in answer.content.decode()
    assert page(case, file) not in at(AN).get(page(case)).content.decode()
    assert at(AN).get(page(case, file))["Location"] == page(case)


def test_a_quarantined_file_is_named_but_not_linked_and_says_why_it_stays_shut(case):
    file = sent(case)
    Evidence.objects.filter(id=file).update(quarantined=True)
    body = at(MEI).get(page(case)).content.decode()
    assert "quarantined" in body
    assert page(case, file) not in body
    answer = at(MEI).get(page(case, file, "content/"))
    assert answer.status_code == 409
    assert "It is quarantined, and nobody opens it." in answer.content.decode()


def test_a_file_of_an_erased_person_says_so_on_both_pages(case):
    file = sent(case)
    texts.destroy(read_complaint(Member.objects.get(case_id=case).complaint).received.person)
    body = at(MEI).get(page(case)).content.decode()
    assert "erased" in body
    assert page(case, file) not in body
    assert at(MEI).get(page(case, file, "content/")).status_code == 410
