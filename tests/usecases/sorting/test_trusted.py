"""A hotline that the operator trusts is heard first, in its field; nobody is by saying so."""

from datetime import timedelta

import pytest

from ombud.core.intake import Filing
from ombud.core.receipts import key_hash
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang
from ombud.store import apikeys
from ombud.store.ledger import read_case, read_complaint
from ombud.usecases.count_trusted import count_trusted
from ombud.usecases.distrust_key import distrust_key
from ombud.usecases.make_api_key import make_api_key
from ombud.usecases.trust_key import trust_key
from ombud.usecases.verify import verify
from tests.usecases.sorting.scene import video

SPAM = "This account posts the same spam link under every video again and again"


@pytest.fixture
def hotline(house):
    """A machine with a key; its sender, and the key's hash."""
    made = make_api_key("Hotline", scopes=frozenset({"file"}), mint=house.mint, now=house.now)
    return made.sender, key_hash(house.held.tokens, made.key)


def files(house, sender, *, place="EU", about="v-1", at=None):
    """Somebody reports spam; return the complaint and its case."""
    filing = Filing(
        sender=str(sender), channel="api", text=SPAM, subject=video(about), lang=Lang.EN, jurisdiction=place
    )
    (receipt,) = house.receive([filing], at=at)
    house.drain(now=at or house.now)
    complaint = read_complaint(receipt.id)
    return complaint, read_case(complaint.parts[0].case)


def trusts(house, hotline, *areas, **said):
    whole = {"areas": areas or ("CV",), "by": "DSC, TF-12", "until": None, "now": house.now, **said}
    trust_key(hotline[1], **whole)


def test_a_trusted_flaggers_notice_is_looked_at_within_a_day_and_graver_than_nobodys(house, hotline):
    other, plain = files(house, "somebody")
    trusts(house, hotline)
    complaint, first = files(house, hotline[0], about="v-2")
    assert (other.received.sender, complaint.received.sender) == (None, hotline[0])
    assert "trusted_flagger" in complaint.parts[0].said
    assert (plain.look_by, first.look_by) == (None, house.now + timedelta(days=1))
    assert first.severity == plain.severity
    assert first.weighed == ("eu_trusted_flagger",)
    assert count_trusted() == 1
    assert verify(now=house.now).is_clean


def test_outside_its_field_and_its_time_it_waits_like_anybody(house, hotline):
    trusts(house, hotline, "MN")
    assert files(house, hotline[0])[1].look_by is None
    trusts(house, hotline, "CV", until=house.now + timedelta(hours=1))
    later = house.now + timedelta(hours=2)
    assert files(house, hotline[0], about="v-2", at=later)[1].look_by is None
    trusts(house, hotline)
    distrust_key(hotline[1], now=house.now)
    assert files(house, hotline[0], about="v-3", at=later)[1].look_by is None
    assert count_trusted() == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"areas": ("ZZ",)}, No.UNKNOWN_WORD, id="a kind nobody knows"),
        pytest.param({"areas": ()}, No.BAD_INPUT, id="for nothing"),
        pytest.param({"by": " "}, No.BAD_INPUT, id="named by nobody"),
        pytest.param({"until": -1}, No.BAD_INPUT, id="over before it begins"),
    ],
)
def test_a_standing_says_who_named_it_and_for_what(house, hotline, said, code):
    if "until" in said:
        said = {"until": house.now - timedelta(days=1)}
    with pytest.raises(Refused) as no:
        trusts(house, hotline, **said)
    assert no.value.code is code
    assert apikeys.everyone()[0].trust is None


def test_a_key_that_is_not_there_is_trusted_in_nothing_and_a_standing_ends_once(house, hotline):
    with pytest.raises(Refused) as no:
        trusts(house, (None, b"nobody"))
    assert no.value.code is No.NOT_FOUND
    trusts(house, hotline)
    distrust_key(hotline[1], now=house.now)
    with pytest.raises(Refused) as no:
        distrust_key(hotline[1], now=house.now)
    assert no.value.code is No.NOT_FOUND
