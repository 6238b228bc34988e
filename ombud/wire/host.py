"""Which shapes does a host send us? Checked before a rule sees them."""

from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from ombud.adapters.platform.contract import Amount as AmountByHost
from ombud.adapters.platform.contract import Automation as HostAutomation
from ombud.adapters.platform.contract import HostDecision as ByHost
from ombud.adapters.platform.contract import HostEffect as EffectByHost
from ombud.adapters.platform.contract import HostSubject as SubjectByHost
from ombud.core.affected import Touched
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectKind
from ombud.usecases.hear_of_matches import Match as MatchByHost

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
MOST: int = 1000
ACCOUNTS: int = 20_000
CHANGES: int = 100


class HostSubject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something on the host."""

    platform: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    kind: Literal["video", "live", "comment", "message", "account", "order"]
    id: Name


class HostAmount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sum in whole minor units of a currency by ISO 4217."""

    minor: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]


class HostEffect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a host decision did; `amount` is what it took, where it took money."""

    measure: Annotated[str, msgspec.Meta(min_length=1, max_length=24)]
    subject: HostSubject
    until: Moment | None = None
    amount: HostAmount | None = None


class Automation(msgspec.Struct, frozen=True):
    """Whether a machine decided, and how sure it was."""

    used: bool = False
    model: str = ""
    version: str = ""
    score: float = 0.0


class HostDecision(msgspec.Struct, frozen=True):
    """A decision the host made by itself and lets us judge."""

    id: Short
    at: Moment
    subject: HostSubject
    account: Annotated[str, msgspec.Meta(max_length=256)] = ""
    clause: Annotated[str, msgspec.Meta(max_length=200)] = ""
    automation: Automation = msgspec.field(default_factory=Automation)
    effects: Annotated[list[HostEffect], msgspec.Meta(max_length=50)] = []
    reasons: Annotated[str, msgspec.Meta(max_length=20000)] = ""


class AffectedAccount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An account that a leak touched, with the language that its owner reads and whether that is a child, where the host knows."""

    account: str
    language: Literal["zh", "en"] | None = None
    child: bool = False


class Affected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The accounts that a leak touched, for the incident of this number; one that is no account's name is given back."""

    case: Short
    accounts: Annotated[list[str | AffectedAccount], msgspec.Meta(max_length=ACCOUNTS)]


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened to an account, as a look-up tells it; never what it was changed from or to."""

    id: Name
    at: Moment
    kind: Short
    device: Annotated[str, msgspec.Meta(max_length=200)] = ""
    place: Annotated[str, msgspec.Meta(max_length=200)] = ""
    strange: bool = False
    undone: bool = False
    order: Annotated[str, msgspec.Meta(max_length=64)] = ""


class Changes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happened to one account of late."""

    platform: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    account: Name
    changes: Annotated[list[Change], msgspec.Meta(min_length=1, max_length=CHANGES)]


class Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something whose fingerprint is the one that an order keeps out, or only `near` to it."""

    subject: HostSubject
    near: bool = False


class Matches(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What has a fingerprint that is kept out, by the `order` that keeps it out."""

    order: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{42}$")]
    matches: Annotated[list[Match], msgspec.Meta(min_length=1, max_length=CHANGES)]


class Confirmation(msgspec.Struct, frozen=True):
    """The host's call-back on an order it had only accepted."""

    key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{42}$")]
    state: Literal["confirmed", "failed"]
    detail: Annotated[str, msgspec.Meta(max_length=200)] = ""
    reached: Annotated[int, msgspec.Meta(ge=0, lt=2**31)] | None = None
    confirmed_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


def touched(sent: str | AffectedAccount) -> str | Touched:
    """Return an account as the use case takes it."""
    if isinstance(sent, str):
        return sent
    return Touched(account=sent.account, lang=sent.language or "", child=sent.child)


def match(sent: Match) -> MatchByHost:
    """Return something that was found by its fingerprint as the use case takes it."""
    it = sent.subject
    return MatchByHost(platform=it.platform, kind=SubjectKind(it.kind), external=it.id, near=sent.near)


def decision(sent: HostDecision) -> ByHost:
    """Return a decision as the use case takes it."""
    it = sent.automation
    return ByHost(
        id=sent.id,
        at=_utc(sent.at),
        subject=_subject(sent.subject),
        account=sent.account,
        clause=sent.clause,
        automation=HostAutomation(it.used, it.model, it.version, it.score),
        effects=tuple(
            EffectByHost(
                one.measure,
                _subject(one.subject),
                _utc(one.until) if one.until else None,
                AmountByHost(one.amount.minor, one.amount.currency) if one.amount else None,
            )
            for one in sent.effects
        ),
        reasons=sent.reasons,
    )


def _utc(at: datetime) -> datetime:
    """Return the moment in UTC: a database takes fewer offsets than ISO 8601 has."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise Refused(No.BAD_TIME, field="at") from None


def _subject(sent: HostSubject) -> SubjectByHost:
    return SubjectByHost(sent.platform, sent.kind, sent.id)
