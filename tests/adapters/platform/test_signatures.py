"""Which messages are believed?"""

from datetime import UTC, datetime, timedelta

import pytest

from clips import signing
from ombud.adapters.platform.signatures import Fault, key_of, sign, verify
from tests.adapters.host import OTHER, SECRET

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BODY = b'{"key":"k","state":"confirmed"}'


def signed(**changes):
    return sign(BODY, message_id="msg_1", now=NOW, secrets=[SECRET]) | changes


def test_the_published_example_of_standard_webhooks():
    made = sign(
        b'{"test": 2432232314}',
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        now=datetime.fromtimestamp(1614265330, UTC),
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("headers", "fault"),
    [
        (signed(), None),
        (signed(**{"webhook-id": "msg_2"}), Fault.NO_MATCH),
        (signed(**{"webhook-timestamp": str(int(NOW.timestamp()) + 1)}), Fault.NO_MATCH),
        (signed(**{"webhook-timestamp": "soon"}), Fault.HEADERS_MISSING),
        (signed(**{"webhook-timestamp": "9" * 30}), Fault.HEADERS_MISSING),
        (signed(**{"webhook-timestamp": "²"}), Fault.HEADERS_MISSING),
        (signed(**{"webhook-signature": ""}), Fault.NO_MATCH),
        (signed(**{"webhook-signature": "v1,é"}), Fault.NO_MATCH),
        (sign(BODY, message_id="m", now=NOW, secrets=[OTHER]), Fault.NO_MATCH),
        (sign(BODY, message_id="m", now=NOW, secrets=[OTHER, SECRET]), None),
        (sign(BODY, message_id="m", now=NOW - timedelta(minutes=6), secrets=[SECRET]), Fault.TOO_OLD),
        (sign(BODY, message_id="m", now=NOW + timedelta(minutes=6), secrets=[SECRET]), Fault.FROM_THE_FUTURE),
        ({}, Fault.HEADERS_MISSING),
    ],
    ids=[
        "ours",
        "another id",
        "another time",
        "no time",
        "a time beyond time",
        "a digit that is none",
        "no signature",
        "a signature beyond ASCII",
        "another secret",
        "two secrets, one ours",
        "six minutes old",
        "six minutes ahead",
        "no headers",
    ],
)
def test_what_is_believed(headers, fault):
    assert verify(BODY, headers=headers, now=NOW, secrets=[SECRET]) == fault
    assert (signing.fault(BODY, headers=headers, now=NOW, secrets=[SECRET]) is None) == (fault is None)


def test_a_changed_body_is_not_believed():
    assert verify(BODY + b" ", headers=signed(), now=NOW, secrets=[SECRET]) is Fault.NO_MATCH


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_!!!!", "whsec_c2hvcnQ=", "c2hvcnQgYnV0IGxvbmcgZW5vdWdo"]
)
def test_a_secret_that_is_none_is_loud(secret):
    with pytest.raises(ValueError, match="whsec_"):
        key_of(secret)
