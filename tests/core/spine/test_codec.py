"""What is written stays readable: every fact survives the way to bytes and back."""

import json
from typing import Any

import pytest

from ombud.core import codec, facts
from ombud.core.facts import Line
from tests.cast import START, proposed
from tests.core.spine.test_life import EXAMPLES


@pytest.mark.parametrize(
    "kind", sorted(EXAMPLES, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_a_line_comes_back_as_it_went(kind: type) -> None:
    line = Line(seq=3, at=START, by="agent:x", fact=EXAMPLES[kind])
    body = codec.encode(line)
    assert codec.decode(body) == line
    assert codec.encode(codec.decode(body)) == body


def test_the_bytes_are_canonical_and_hold_no_text() -> None:
    body = codec.encode(Line(seq=1, at=START, by="x", fact=facts.Noted(words=EXAMPLES[facts.Noted].words)))
    assert body.startswith(
        b'{"at":"2026-11-23T01:00:00.000000+00:00","by":"x","fact":{"attempt":false,"words":{"digest":'
    )
    assert b" " not in body


def test_a_line_of_an_older_version_is_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field was renamed once: `words` was called `text` in version 1."""
    old = codec.encode(Line(seq=1, at=START, by="x", fact=EXAMPLES[facts.Noted])).replace(
        b'"words"', b'"text"'
    )

    def lift(plain: dict[str, Any]) -> dict[str, Any]:
        return {"words": plain["text"]}

    monkeypatch.setattr(codec, "UPCASTS", {("Noted", 1): lift})
    assert codec.decode(old).fact == EXAMPLES[facts.Noted]


@pytest.mark.parametrize(
    ("role", "roles"), [(None, ()), ("legal", (("legal",),))], ids=["anybody", "counsel"]
)
def test_a_proposal_that_asked_for_one_role_at_most_is_still_read(
    role: str | None, roles: tuple[tuple[str, ...], ...]
) -> None:
    whole = json.loads(codec.encode(Line(seq=2, at=START, by="x", fact=proposed(signers=2))))
    del whole["fact"]["signer_roles"]
    whole["fact"]["signer_role"] = role
    line = codec.decode(json.dumps({**whole, "v": 1}).encode())
    assert line.fact == proposed(signers=2, signer_roles=roles)
