"""How does a file that 兰 Lan sent come to the agent's screen, and what may it do there?"""

from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.none import NoScanner
from ombud.store import texts
from ombud.store.ledger import read_complaint
from ombud.store.models import Evidence, Member, ReadLine, Staff
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
