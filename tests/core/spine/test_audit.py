"""A changed, deleted, inserted, reordered or truncated line is found by the chain alone."""

from collections.abc import Callable

import pytest

from ombud.core.audit import START, Stored, check, link
from tests.cast import CASE

BODIES = (b"one", b"two", b"three", b"four")


def chain(bodies: tuple[bytes, ...] = BODIES) -> list[Stored]:
    lines, previous = [], START
    for seq, body in enumerate(bodies, 1):
        previous = link(previous, CASE, body)
        lines.append(Stored(seq=seq, body=body, digest=previous))
    return lines


HEAD = (len(BODIES), chain()[-1].digest)


def test_an_untouched_chain_holds() -> None:
    assert check(CASE, chain(), head=HEAD) == ()


def test_the_same_lines_in_another_book_do_not_hold() -> None:
    other = type(CASE)(int=CASE.int + 256)
    assert {fault.code for fault in check(other, chain(), head=HEAD)} == {"chain_broken"}


def changed(lines: list[Stored]) -> list[Stored]:
    lines[1] = Stored(seq=2, body=b"TWO", digest=lines[1].digest)
    return lines


def changed_with_its_digest(lines: list[Stored]) -> list[Stored]:
    lines[1] = Stored(seq=2, body=b"TWO", digest=link(lines[0].digest, CASE, b"TWO"))
    return lines


def deleted(lines: list[Stored]) -> list[Stored]:
    return [lines[0], *lines[2:]]


def inserted(lines: list[Stored]) -> list[Stored]:
    extra = Stored(seq=2, body=b"x", digest=link(lines[0].digest, CASE, b"x"))
    return [
        lines[0],
        extra,
        *(Stored(seq=one.seq + 1, body=one.body, digest=one.digest) for one in lines[1:]),
    ]


def reordered(lines: list[Stored]) -> list[Stored]:
    two, three = lines[1], lines[2]
    lines[1] = Stored(seq=2, body=three.body, digest=three.digest)
    lines[2] = Stored(seq=3, body=two.body, digest=two.digest)
    return lines


def truncated(lines: list[Stored]) -> list[Stored]:
    return lines[:-1]


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (changed, "chain_broken"),
        (changed_with_its_digest, "chain_broken"),
        (deleted, "chain_gap"),
        (inserted, "chain_broken"),
        (reordered, "chain_broken"),
        (truncated, "chain_head"),
    ],
    ids=lambda item: getattr(item, "__name__", item),
)
def test_tampering_is_named(tamper: Callable[[list[Stored]], list[Stored]], code: str) -> None:
    faults = check(CASE, tamper(chain()), head=HEAD)
    assert code in {fault.code for fault in faults}
    assert all(str(CASE) == fault.where for fault in faults)
