"""How a text message leaves the house."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ombud.adapters.sending import Sent, TryLater, Undeliverable
from ombud.adapters.sms import folder, gateway
from ombud.adapters.sms.contract import Sms, number_of
from ombud.adapters.sms.folder import FolderTexts
from ombud.adapters.sms.gateway import GatewayTexts

LETTER = Sms("letter-1", "+86 138-0000-0000", "【公道】你有一封信。")


@pytest.fixture
def asked():
    """A gateway that answers as told."""

    class Door(BaseHTTPRequestHandler):
        status = 200

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            Door.got.append((dict(self.headers), json.loads(body)))
            self.send_response(Door.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    Door.got = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    Door.url = f"http://127.0.0.1:{server.server_port}/send"
    yield Door
    server.shutdown()
    server.server_close()


def test_a_gateway_gets_the_fields_it_wants(asked):
    body = {"phones": ["{to}"], "template": {"id": 7, "words": "{text}"}, "ref": "{key}"}
    door = GatewayTexts(asked.url, {"authorization": "Bearer x"}, body)
    assert door.send(LETTER) == Sent("letter-1")
    headers, got = asked.got[0]
    assert got == {
        "phones": ["+8613800000000"],
        "template": {"id": 7, "words": LETTER.text},
        "ref": "letter-1",
    }
    assert headers["authorization"] == "Bearer x"
    assert headers["idempotency-key"] == "letter-1"


@pytest.mark.parametrize(
    ("status", "kind"), [(422, Undeliverable), (500, TryLater), (302, TryLater), (401, TryLater)]
)
def test_the_gateways_word_decides_whether_to_try_again(asked, status, kind):
    asked.status = status
    assert GatewayTexts(asked.url).send(LETTER) == kind("letter-1", f"status_{status}")


def test_a_gateway_that_is_not_there_is_tried_later():
    assert isinstance(GatewayTexts("http://127.0.0.1:9/", seconds=2).send(LETTER), TryLater)


def test_a_folder_keeps_one_file_for_each_key(tmp_path):
    door = FolderTexts(tmp_path)
    assert [door.send(LETTER) for _ in range(2)] == [Sent("letter-1")] * 2
    (file,) = tmp_path.glob("*.json")
    assert json.loads(file.read_text("utf-8"))["text"] == LETTER.text


@pytest.mark.parametrize("number", ["", "lan@example.org", "+", "12", "+86 138 0000 0000; DROP", "1" * 30])
def test_a_number_that_is_none_is_never_tried(tmp_path, number):
    assert number_of(number) is None
    assert FolderTexts(tmp_path).send(Sms("k", number, "x")) == Undeliverable("k", "bad_number")
    assert GatewayTexts("http://127.0.0.1:9/").send(Sms("k", number, "x")) == Undeliverable("k", "bad_number")


def test_settings(tmp_path):
    with pytest.raises(ValueError, match="OMBUD_SMS_URL"):
        gateway.from_settings({"OMBUD_SMS_URL": "file:///etc/passwd"})
    assert gateway.from_settings({"OMBUD_SMS_URL": "https://sms.test"}).body["to"] == "{to}"
    assert folder.from_settings({"OMBUD_HOME": str(tmp_path)}).folder == tmp_path / "sms"
