"""A revoked key ends, here within half a minute and everywhere else at once."""

import json

import pytest

from ombud.adapters import here
from ombud.core.receipts import key_hash
from ombud.core.refusals import No, Refused
from ombud.usecases.list_api_keys import list_api_keys
from ombud.usecases.make_api_key import make_api_key
from ombud.wire.callers import REMEMBERED_FOR, Callers


@pytest.fixture
def revoke(key):
    from ombud.store.vault import vault
    from ombud.usecases.revoke_api_key import revoke_api_key

    return lambda: revoke_api_key(key_hash(vault().tokens, key), now=here.now())


@pytest.fixture
def asks(key):
    """The key is shown at a moment; who is it?"""
    from ombud.interfaces.api.asking import _look_up

    callers = Callers()
    return lambda clock: callers.who(f"Bearer {key}", scope="file", look_up=_look_up, clock=clock)


def test_a_revoked_key_is_honoured_for_half_a_minute_at_most(asks, revoke):
    assert asks(0.0).name == "Clips"
    revoke()
    assert asks(REMEMBERED_FOR - 0.1).name == "Clips"
    with pytest.raises(Refused) as no:
        asks(REMEMBERED_FOR)
    assert no.value.code is No.NOT_SIGNED_IN


def test_where_it_was_not_shown_lately_a_revoked_key_ends_at_once(client, packs, key, revoke):
    revoke()
    answer = client.post(
        "/api/v1/complaints",
        json.dumps({"text": "x"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_a_key_is_revoked_once(revoke):
    revoke()
    with pytest.raises(Refused) as no:
        revoke()
    assert no.value.code is No.NOT_FOUND


@pytest.mark.parametrize(
    "scopes", [frozenset(), frozenset({"file", "everything"})], ids=["no scope", "an unknown one"]
)
def test_no_key_is_made_for_what_no_key_opens(db, scopes):
    with pytest.raises(Refused) as no:
        make_api_key("Clips", scopes=scopes, mint=here.mint, now=here.now())
    assert (no.value.code, no.value.facts["known"]) == (No.UNKNOWN_WORD, ["file", "host"])
    assert list_api_keys() == []


def test_the_list_of_keys_tells_which_are_in_force_and_not_what_they_are(key, revoke):
    (before,) = list_api_keys()
    assert (before.name, before.revoked_at) == ("Clips", None)
    assert key not in repr(before)
    revoke()
    (after,) = list_api_keys()
    assert after.revoked_at is not None
