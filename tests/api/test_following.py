"""兰 Lan follows her complaint, adds evidence and writes."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ombud.adapters.limits import limits
from ombud.core.receipts import number_of
from ombud.store.ledger import read_lines
from ombud.store.models import Complaint, Evidence
from ombud.store.vault import vault

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe"
    b"\r\xefF\xb8\0\0\0\0IEND\xaeB`\x82"
)


def ask(client, path, code, *, method="GET", body=b"", media="application/json", **headers):
    said = {"Authorization": f"Receipt {code}"} | headers
    return client.generic(method, f"/api/v1/{path}", body, content_type=media, headers=said)


def test_number_and_code_show_where_it_stands(client, lan):
    filed = lan()
    said = ask(client, f"complaints/{filed['number']}", filed["code"]).json()
    assert said["status"] == "unsorted"
    assert [one["text"] for one in said["timeline"]] == ["We received your complaint."]
    assert set(said["next"]) == {"what", "by"}
    assert said["letters"] == []


def test_in_the_readers_language(client, lan):
    filed = lan()
    said = ask(client, f"complaints/{filed['number']}?lang=zh", filed["code"]).json()
    assert said["timeline"][0]["text"] == "我们收到了您的投诉。"


def test_a_slip_of_the_hand_is_forgiven(client, lan):
    filed = lan()
    number, code = filed["number"].lower().replace("-", ""), filed["code"].lower().replace("-", " ")
    assert ask(client, f"complaints/{number}", code).status_code == 200


@pytest.mark.parametrize("which", ["code", "number", "malformed", "somebody else's"])
def test_wrong_number_and_wrong_code_are_answered_alike(client, lan, which):
    mine, other = lan(), lan()
    wrong = {
        "code": (mine["number"], "AAAA-AAAA-AAAA-AAAA-AAAA-A"),
        "number": (number_of(Complaint.objects.first().person, "C"), mine["code"]),
        "malformed": ("C-0000", mine["code"]),
        "somebody else's": (mine["number"], other["code"]),
    }
    number, code = wrong[which]
    answer = ask(client, f"complaints/{number}", code)
    assert answer.status_code == 401
    said = answer.json()
    assert (said["code"], said["detail"]) == (
        "wrong_code",
        "Number and code do not belong together; compare them with your receipt.",
    )


def test_without_a_code_nothing_is_shown(client, lan):
    answer = client.get(f"/api/v1/complaints/{lan()['number']}")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_after_ten_wrong_codes_the_network_is_told_to_wait_and_the_right_code_still_opens(client, lan):
    filed = lan()
    address = f"complaints/{filed['number']}"
    got = [ask(client, address, "wrong").status_code for _ in range(limits()["codes"].allowed + 1)]
    assert got == [401] * limits()["codes"].allowed + [429]
    last = ask(client, address, "wrong")
    assert 0 < int(last["Retry-After"]) <= 3600
    assert ask(client, address, filed["code"]).status_code == 200


def test_another_network_is_not_told_to_wait(client, lan):
    filed = lan()
    for _ in range(limits()["codes"].allowed + 2):
        ask(client, f"complaints/{filed['number']}", "wrong")
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert ask(client, f"complaints/{filed['number']}", "wrong").status_code == 401


def add(client, filed, body=PNG, **more):
    return ask(
        client,
        f"complaints/{filed['number']}/evidence",
        filed["code"],
        method="POST",
        body=body,
        **({"media": "image/png"} | more),
    )


def test_a_file_is_kept_and_named_in_the_book(client, lan):
    filed = lan(text="这个视频是搬运的,原作者另有其人")
    answer = add(client, filed)
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["media"], said["size"], said["quarantined"], said["mismatch"]) == (
        "image/png",
        len(PNG),
        False,
        False,
    )
    row = Evidence.objects.get()
    assert (str(row.id), row.scan, row.source) == (said["id"], "not_scanned", "complainant")
    assert read_lines(row.owner)[-1].fact.evidence == row.id


def test_a_form_may_carry_the_file(client, lan):
    filed = lan()
    answer = client.post(
        f"/api/v1/complaints/{filed['number']}/evidence",
        {"file": SimpleUploadedFile("x.jpg", PNG, "image/jpeg")},
        headers={"Authorization": f"Receipt {filed['code']}"},
    )
    assert (answer.status_code, answer.json()["mismatch"]) == (201, True)


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "minors"},
        {"answers": {"intimate_images": True}},
        {"text": "前男友威胁我,要把我的裸照发到网上"},
        {"text": "前男友把我的裸照发到网上了"},
        {"text": "My ex put my nudes online"},
    ],
)
def test_what_may_be_intimate_is_quarantined_when_it_arrives(client, lan, more):
    assert add(client, lan(**more)).json()["quarantined"] is True


def test_an_intimate_image_itself_is_taken_by_nobody_and_why_is_said(client, lan):
    filed = lan(text="前男友把我的私密照片发了出来", kind="PR.NCII")
    answer = add(client, filed)
    assert answer.status_code == 415
    assert "链接" in answer.content.decode() or "fingerprint" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not [path for path in vault().folder.rglob("*") if path.is_file() and PNG in path.read_bytes()]
    chat = add(client, filed, body=b"%PDF-1.4\nchat\n%%EOF\n", media="application/pdf")
    assert (chat.status_code, chat.json()["quarantined"]) == (201, True)


FORM = "multipart/form-data; boundary=x"


def form(name=b"file", end=b"--x--\r\n"):
    head = b'--x\r\nContent-Disposition: form-data; name="%b"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return head % name + PNG + b"\r\n" + end


@pytest.mark.parametrize(
    ("body", "more", "status", "code"),
    [
        pytest.param(b"", {}, 422, "bad_input", id="nothing"),
        pytest.param(b"<svg onload=alert(1)>", {}, 415, "file_type", id="markup"),
        pytest.param(b"MZ\x90\0\3\0\0\0", {}, 415, "file_type", id="a program"),
        pytest.param(PNG, {"media": "multipart/form-data"}, 422, "bad_input", id="a form without its seam"),
        pytest.param(form(b"other"), {"media": FORM}, 422, "bad_input", id="a form with another field"),
        pytest.param(form(end=b"") + form(), {"media": FORM}, 422, "bad_input", id="a form with two files"),
        pytest.param(form(end=b""), {"media": FORM}, 422, "bad_input", id="a form cut short"),
        pytest.param(form(), {"media": "multipart/mixed; boundary=x"}, 415, "media_type", id="not a form"),
        pytest.param(
            b"file=abc",
            {"media": "application/x-www-form-urlencoded"},
            415,
            "media_type",
            id="a form without files",
        ),
        pytest.param(
            b"--x\r\n\r\n", {"media": "multipart/form-data; boundary=x"}, 422, "bad_input", id="an empty form"
        ),
    ],
)
def test_what_is_no_evidence_is_refused(client, lan, *, body, more, status, code):
    answer = add(client, lan(), body, **more)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Evidence.objects.exists()


def test_more_files_than_a_complaint_takes_are_refused(client, lan):
    filed = lan()
    assert {add(client, filed).status_code for _ in range(20)} == {201}
    answer = add(client, filed)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_files")


def test_what_lan_writes_is_kept(client, lan):
    filed = lan()
    body = json.dumps({"text": "补充:对方又发了一条"}).encode()
    address = f"complaints/{filed['number']}/messages"
    assert ask(client, address, filed["code"], method="POST", body=body).status_code == 201
    said = ask(client, f"complaints/{filed['number']}", filed["code"]).json()
    assert said["timeline"][-1]["text"] == "Your message was received."
    assert ask(client, address, filed["code"], method="POST", body=b'{"text":" "}').status_code == 422
    assert ask(client, address, "wrong", method="POST", body=body).status_code == 401


def test_a_file_on_its_way_lies_in_a_folder_of_the_home_that_nobody_else_reads(client, lan, settings):
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    assert folder.is_relative_to(settings.OMBUD_HOME.path)
    assert folder.stat().st_mode & 0o777 == 0o700
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    assert add(client, lan(), form(), media=FORM).status_code == 201
    assert list(folder.iterdir()) == []
