"""How mail leaves the house, and what it can never carry."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager

import pytest

from ombud.adapters.mail import folder, smtp
from ombud.adapters.mail.contract import Mail
from ombud.adapters.mail.folder import FolderPost
from ombud.adapters.mail.smtp import SmtpPost
from ombud.adapters.sending import Sent, TryLater, Undeliverable

LETTER = Mail(
    "letter-1", "lan@example.org", "你有一封信 · You have a letter", "请打开:http://ombud.test/l/1\n"
)


@contextmanager
def mail_server(*, to_recipient: bytes = b"250 ok"):
    got: list[bytes] = []

    class Line(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line.upper().split()[:1]
                match word:
                    case [b"DATA"]:
                        self.wfile.write(b"354 go\r\n")
                        body = b""
                        while (part := self.rfile.readline()) != b".\r\n":
                            body += part
                        got.append(body)
                        self.wfile.write(b"250 taken\r\n")
                    case [b"RCPT"]:
                        self.wfile.write(to_recipient + b"\r\n")
                    case [b"QUIT"]:
                        self.wfile.write(b"221 bye\r\n")
                        return
                    case _:
                        self.wfile.write(b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield (
            SmtpPost("127.0.0.1", server.server_address[1], "letters@ombud.test", security="none", seconds=5),
            got,
        )
        server.shutdown()


def read(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.default)


@pytest.fixture(params=["smtp", "folder"])
def post(request, tmp_path):
    """Both doors, and a way to read what left through them."""
    if request.param == "folder":
        yield (
            FolderPost(tmp_path),
            lambda: [read(file.read_bytes()) for file in sorted(tmp_path.glob("*.eml"))],
        )
        return
    with mail_server() as (door, got):
        yield door, lambda: [read(raw) for raw in got]


def test_a_mail_arrives_as_plain_text_with_its_words(post):
    door, arrived = post
    assert door.send(LETTER) == Sent("letter-1")
    (mail,) = arrived()
    assert mail["to"] == "lan@example.org"
    assert mail["subject"] == LETTER.subject
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == LETTER.text.strip()
    assert mail["auto-submitted"] == "auto-generated"


def test_a_subject_cannot_smuggle_a_header(post):
    door, arrived = post
    sly = "hello\r\nBcc: all@example.org\n\u2028X-Evil: 1"
    assert door.send(Mail("letter-1", "lan@example.org", sly, "x")) == Sent("letter-1")
    (mail,) = arrived()
    assert mail["bcc"] is None
    assert mail["x-evil"] is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "lan",
        "lan@example.org\r\nBcc: a@b.c",
        "lan@example.org, all@example.org",
        "<lan@example.org>",
        "a" * 250 + "@b.cd",
        "兰@example.org",
    ],
)
def test_an_address_that_is_none_is_never_tried(post, address):
    door, arrived = post
    assert door.send(Mail("letter-1", address, "x", "x")) == Undeliverable("letter-1", "bad_address")
    assert arrived() == []


def test_a_mail_sent_twice_carries_the_same_id(post):
    door, arrived = post
    door.send(LETTER)
    door.send(LETTER)
    assert len({mail["message-id"] for mail in arrived()}) == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"550 nobody", Undeliverable("letter-1", "smtp_550")),
        (b"450 later", TryLater("letter-1", "smtp_450")),
    ],
)
def test_the_servers_word_decides_whether_to_try_again(answer, outcome):
    with mail_server(to_recipient=answer) as (door, _):
        assert door.send(LETTER) == outcome


def test_a_server_that_is_not_there_is_tried_later():
    assert isinstance(
        SmtpPost("127.0.0.1", 9, "letters@ombud.test", security="none", seconds=2).send(LETTER), TryLater
    )


def test_settings_say_what_is_missing(tmp_path):
    with pytest.raises(ValueError, match="OMBUD_SMTP_HOST"):
        smtp.from_settings({})
    made = smtp.from_settings(
        {"OMBUD_SMTP_HOST": "mx", "OMBUD_MAIL_FROM": "a@b.c", "OMBUD_SMTP_SECURITY": "tls"}
    )
    assert made.port == 465
    assert folder.from_settings({"OMBUD_HOME": str(tmp_path)}).folder == tmp_path / "mail"
