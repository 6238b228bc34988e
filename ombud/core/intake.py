"""What may be filed, and what is wrong with it if not?"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core.facts import Informal
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Relation, SubjectKind

TEXT_LIMIT: Final = 20_000
NAME_LIMIT: Final = 256
PLATFORM_LIMIT: Final = 40
CONTACT_LIMIT: Final = 254
ANSWERS_LIMIT: Final = 40
KEY_LIMIT: Final = 200
EMAIL: Final = re.compile(r"[^@\s,;\u0000]+@[^@\s,;\u0000]+\.[^@\s,;\u0000]+")
PHONE: Final = re.compile(r"\+?[0-9 ()./-]{5,24}")
"""What a letter can be sent to; the account is in the host's own words."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
SEEN: Final = (
    r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb]"
)
"""The pattern of words in which something can be seen, for whoever reads the schema of the API; of the first plane."""
_WAYS: Final = MappingProxyType({"email": EMAIL, "phone": PHONE, "account": re.compile(r"[^\0]+")})
JURISDICTIONS: Final = frozenset({"CN", "EU", "US", "UK", "IN"})
HOME: Final = "CN"
"""The jurisdiction of a complaint that names none or one no pack is kept for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRef:
    """What a complaint says it is about, in the platform's own words; `span` in seconds of the medium."""

    platform: str
    kind: SubjectKind
    external: str
    url: str | None = None
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A complaint as a door translated it; `sender` and `key` make filing it twice harmless, `by` wrote it down.

    `letter` is one of ours that it answers, `informal` who asked a colleague for what off the record. `vouched`: the host itself
    says that the account is theirs, in a link that it handed them; `once` is what tells that link from others: it files one complaint.
    """

    sender: str
    channel: str
    text: str
    key: str | None = None
    line: int = 0
    subject: SubjectRef | None = None
    lang: Lang | None = None
    kind: str | None = None
    answers: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    jurisdiction: str = HOME
    relation: Relation = Relation.BYSTANDER
    anonymous: bool = False
    contact: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    locale: Lang = Lang.ZH
    by: str = "complainant"
    letter: UUID | None = None
    informal: Informal | None = None
    vouched: bool = False
    once: str | None = None


def machine_of(filing: Filing) -> UUID | None:
    """Return the machine that files, by the id of its key; a form, a phone and an import are none."""
    try:
        return UUID(filing.sender)
    except ValueError:
        return None


def is_by_child(filing: Filing) -> bool:
    """Say whether whoever files says that it happened to them and that they are under 18."""
    return filing.answers.get("child") is True and filing.relation is Relation.AFFECTED


def check(filing: Filing) -> None:
    """Refuse a filing that cannot be taken, naming the field; what it claims and answers is the pack's to judge."""
    check_text(filing.text)
    if filing.key is not None and not 1 <= len(filing.key) <= KEY_LIMIT:
        raise Refused(No.BAD_INPUT, field="Idempotency-Key", limit=KEY_LIMIT)
    if len(filing.answers) > ANSWERS_LIMIT:
        raise Refused(No.BAD_INPUT, field="answers", limit=ANSWERS_LIMIT)
    _check_subject(filing.subject)
    for name, value in filing.contact.items():
        if name not in _WAYS or len(value) > CONTACT_LIMIT or not _WAYS[name].fullmatch(value):
            raise Refused(No.BAD_INPUT, field=f"complainant.contact.{name[:CONTACT_LIMIT]}")


def check_text(text: str) -> None:
    """Refuse words that cannot be taken: nothing that can be seen, too many, or half a sign."""
    if all(unicodedata.category(sign) in _UNSEEN for sign in text):
        raise Refused(No.TEXT_EMPTY, field="text")
    check_length(text)


def check_length(text: str) -> None:
    """Refuse words, if there are any, that are too many, or half a sign."""
    if len(text) > TEXT_LIMIT:
        raise Refused(No.TEXT_TOO_LONG, field="text", limit=TEXT_LIMIT, length=len(text))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        raise Refused(No.BAD_INPUT, field="text") from None


def _check_subject(subject: SubjectRef | None) -> None:
    if subject is None:
        return
    if not 1 <= len(subject.platform) <= PLATFORM_LIMIT:
        raise Refused(No.BAD_INPUT, field="subject.platform", limit=PLATFORM_LIMIT)
    needs_name = subject.kind is not SubjectKind.PLATFORM
    if len(subject.external) > NAME_LIMIT or (needs_name and not subject.external):
        raise Refused(No.BAD_INPUT, field="subject.id", limit=NAME_LIMIT)
    if "\0" in subject.platform + subject.external:
        raise Refused(No.BAD_INPUT, field="subject.id")


def jurisdiction_of(claimed: str | None) -> str:
    """Return the jurisdiction to begin with: the one claimed if a pack is kept for it, else home."""
    return claimed if claimed in JURISDICTIONS else HOME


def thing_named(said: str, *, platform: str, field: str = "beside") -> SubjectRef:
    """Return the thing on this platform that `kind:id` names; refuse what names none."""
    kind, _, external = (part.strip() for part in said.partition(":"))
    try:
        subject = SubjectRef(platform=platform, kind=SubjectKind(kind), external=external)
        _check_subject(subject)
    except (ValueError, Refused) as no:
        raise Refused(No.BAD_INPUT, field=field, value=said[:NAME_LIMIT]) from no
    return subject


def thing_pointed_at(said: str, *, platform: str) -> SubjectRef:
    """Return the thing on this platform that `kind:id` names; refuse what names none, and the platform itself."""
    thing = thing_named(said, platform=platform, field="subject")
    if thing.kind is SubjectKind.PLATFORM:
        raise Refused(No.BAD_INPUT, field="subject", value=said[:NAME_LIMIT])
    return thing


def account_named(said: str) -> SubjectRef:
    """Return the account that `platform:account` names; refuse what names none."""
    platform, _, external = (part.strip() for part in said.partition(":"))
    subject = SubjectRef(platform=platform, kind=SubjectKind.ACCOUNT, external=external)
    try:
        _check_subject(subject)
    except Refused as no:
        raise Refused(No.BAD_INPUT, field="account") from no
    return subject
