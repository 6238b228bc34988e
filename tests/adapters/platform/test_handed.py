"""A link that Clips hands to whoever it does not let in: Ombud believes it as it is, for as long as it says, and in nothing else."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from clips.handing import HOLDS, link
from clips.signing import secret_bytes
from ombud.adapters.platform.handed import LONGEST, Fault, Link, fault
from ombud.adapters.platform.signatures import sign
from tests.adapters.host import OTHER, SECRET

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
SAID = ("platform", "kind", "id", "account", "topic", "once", "until", "proof")


def handed(*, secret: str = SECRET, now: datetime = NOW) -> Link:
    said = link(
        "http://ombud.test",
        about=("decision", "hd-7"),
        account="u-兰/1",
        lang="zh",
        now=now,
        secrets=(secret,),
    )
    asked = {name: values[0] for name, values in parse_qs(urlsplit(said).query).items()}
    return Link(**{name: asked[name] for name in SAID})


def judged(one: Link, *, now: datetime = NOW) -> Fault | None:
    return fault(one, secrets=(OTHER, SECRET), now=now)


def test_it_is_believed_until_its_last_second_while_secrets_change():
    assert judged(handed()) is None
    assert judged(handed(secret=OTHER), now=NOW + HOLDS) is None


def test_it_is_over_after_that_and_none_holds_for_longer_than_two_hours():
    assert judged(handed(), now=NOW + HOLDS + timedelta(seconds=1)) is Fault.OVER
    assert judged(handed(now=NOW + LONGEST)) is Fault.OVER


@pytest.mark.parametrize("field", SAID)
def test_whatever_is_changed_in_it_it_is_the_hosts_no_longer(field):
    one = handed()
    assert judged(replace(one, **{field: f"{getattr(one, field)}0"})) is Fault.NOT_OURS


def test_a_message_of_the_hosts_is_no_link_nor_is_one_without_a_date_and_without_a_secret_none_is():
    headers = sign(b"[]", message_id="complain-1", now=NOW, secrets=(SECRET,))
    proof = headers["webhook-signature"].removeprefix("v1,")
    assert judged(replace(handed(), proof=proof)) is Fault.NOT_OURS
    assert fault(handed(), secrets=(), now=NOW) is Fault.NOT_OURS
    for stamp in ("", "soon", "9" * 30):
        assert judged(signed(until=stamp)) is Fault.NOT_OURS


def test_each_is_another_one_and_one_that_says_no_kind_or_could_be_mistaken_for_another_is_none():
    assert handed().once != handed().once
    assert judged(signed()) is None
    assert judged(signed(topic="")) is Fault.NOT_OURS
    assert judged(signed(once="2")) is Fault.NOT_OURS


def signed(*, topic: str = "UF.ACCOUNT", once: str = "n" * 16, until: str | None = None) -> Link:
    """A link that whoever has the secret signed as it is."""
    until = str(int(NOW.timestamp())) if until is None else until
    said = {
        "platform": "clips",
        "kind": "decision",
        "id": "hd-7",
        "account": "u-1",
        "topic": topic,
        "once": once,
    }
    body = json.dumps([*said.values()], separators=(",", ":")).encode()
    return Link(**said, until=until, proof=signed_for(until, body))


def signed_for(stamp: str, body: bytes) -> str:
    content = b".".join((b"complain", stamp.encode(), body))
    return base64.b64encode(hmac.digest(secret_bytes(SECRET), content, sha256)).decode()
