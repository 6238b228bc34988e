"""The cast: people every test knows by name, and books to begin with.

梅 Mei (agent), 君 Jun (her second), 周 Zhou (lead), 林 Lin (legal), 兰 Lan (complainant), 涛 Tao (affected user),
伟 Wei (a parent), 安 An (auditor), 何 He (policy owner).
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from ombud.adapters.policies import jurisdictions, read_layers
from ombud.core import case_fold, complaint, facts
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.facts import Fact, Line, Words
from ombud.core.pack.parse import parse
from ombud.core.pack.types import Pack

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def _person(number: int) -> UUID:
    return UUID(int=0x0193_5000_0000_7000_8000 << 48 | number << 8 | 7)


MEI, JUN, ZHOU, LIN, LAN, TAO, WEI, AN, HE = (_person(number) for number in range(1, 10))
CASE, COMPLAINT, SUBJECT, ACCOUNT, EVIDENCE, LETTER = (_person(number) for number in range(20, 26))


def asked(**said):
    """What 梅 Mei was asked off the record."""
    usual = {"taker": MEI, "asker": "government", "country": "CN", "way": "phone", "wants": "remove"}
    return facts.Informal(**usual | said)


def words(number: int = 0) -> Words:
    """Some sealed words."""
    return Words(id=_person(100 + number), digest=f"{number:064x}")


@cache
def pack(jurisdiction: str = "CN") -> Pack:
    """The pack that ships."""
    return parse(_layers(), jurisdiction=jurisdiction)


@cache
def packs() -> tuple[Pack, ...]:
    """All packs that ship, read once."""
    return tuple(pack(place) for place in jurisdictions())


@cache
def _layers() -> tuple[Mapping[str, Any], ...]:
    return read_layers()


def opened(code: str = "CV.SEX.ADULT", severity: str = "S2", **more: object) -> facts.Opened:
    """A case begins."""
    whole: dict[str, object] = {
        "subject": SUBJECT,
        "matter": "content_violation",
        "code": code,
        "severity": severity,
        "lane": "content_violation.zh.general",
        "lang": "zh",
        "jurisdiction": "CN",
        "pack": pack().digest,
    }
    return facts.Opened(**{**whole, **more})


def received(**more: object) -> facts.Received:
    """A complaint of 兰 Lan."""
    whole: dict[str, object] = {
        "channel": "portal",
        "person": LAN,
        "subject": SUBJECT,
        "subject_kind": "video",
        "relation": "bystander",
        "locale": "zh",
        "jurisdiction": "CN",
        "anonymous": False,
        "reachable": True,
        "kind": None,
        "urgent": False,
        "because": (),
        "words": words(),
        "key_version": 1,
    }
    return facts.Received(**{**whole, **more})


LEFT = (facts.Chosen(measure="L0", target=SUBJECT),)
"""Nothing is done, and that is said."""


def proposed(no: int = 1, agent: UUID = MEI, **more: object) -> facts.Proposed:
    """梅 Mei proposes to remove the video."""
    whole: dict[str, object] = {
        "no": no,
        "agent": agent,
        "outcome": "violation",
        "clause": "CLIPS.2.1",
        "findings": (facts.Finding(words=words(1), evidence=(EVIDENCE,)),),
        "measures": (facts.Chosen(measure="L4", target=SUBJECT),),
        "for_complainant": words(2),
        "for_account": words(3),
        "why_not_lower": None,
        "level": "A0",
        "signers": 0,
        "signer_roles": (),
    }
    return facts.Proposed(**{**whole, **more})


def order(key: str = "k1", **more: object) -> facts.Order:
    """An order to remove the video."""
    whole: dict[str, object] = {"key": key, "do": "apply", "measure": "L4", "target": SUBJECT}
    return facts.Order(**{**whole, **more})


def lines(several: Iterable[Fact | tuple[Fact, str]]) -> tuple[Line, ...]:
    """Lines a minute apart, by 梅 Mei unless said otherwise."""
    made = []
    for seq, item in enumerate(several, 1):
        fact, by = item if isinstance(item, tuple) else (item, f"agent:{MEI}")
        made.append(Line(seq=seq, at=START + timedelta(minutes=seq), by=by, fact=fact))
    return tuple(made)


def a_case(*several: Fact | tuple[Fact, str], first: facts.Opened | None = None) -> Case:
    """The case these facts tell."""
    return case_fold.fold(CASE, lines((first or opened(), *several)))


def a_complaint(*several: Fact | tuple[Fact, str], first: facts.Received | None = None) -> Complaint:
    """The complaint these facts tell."""
    return complaint.fold(COMPLAINT, lines((first or received(), *several)))
