"""What has somebody written so far, what is wrong with it, and what is filed when they send it?"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Final

from django.http import QueryDict

from ombud.adapters.platform.handed import Link
from ombud.core.answers import asked
from ombud.core.intake import (
    EMAIL,
    NAME_LIMIT,
    PHONE,
    PLATFORM_LIMIT,
    TEXT_LIMIT,
    Filing,
    SubjectRef,
    jurisdiction_of,
)
from ombud.core.pack.pictures import may_be_intimate
from ombud.core.pack.types import Pack, Question
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Class, Lang, Relation, SubjectKind
from ombud.wire import asking
from ombud.wire.asking import LINK_LIMIT, Posted, judged, with_ticks

SENDER: Final = "portal"
SCREENS: Final = ("what", "who", "more", "reach")
HASTE: Final = ("what", "reach")
"""The screens of somebody who says that there is danger now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The form as it was posted: texts only; what was not said is empty."""

    key: str = ""
    screen: str = "what"
    danger: str = ""
    text: str = ""
    platform: str = ""
    kind: str = ""
    id: str = ""
    url: str = ""
    t: str = ""
    link: str = ""
    about: str = ""
    topic: str = ""
    relation: str = ""
    intimate: str = ""
    child: str = ""
    way: str = ""
    email: str = ""
    phone: str = ""
    place: str = ""
    website: str = ""
    later: str = ""
    account: str = ""
    once: str = ""
    until: str = ""
    proof: str = ""
    answers: Posted = field(default_factory=dict)

    @property
    def handed(self) -> Link | None:
        """Return the link that the host handed to whoever files, if there was one: it is to be believed only once it was checked."""
        if not (self.account or self.proof):
            return None
        about = {"platform": self.platform, "kind": self.kind, "id": self.id}
        whose = {"account": self.account, "topic": self.topic, "once": self.once}
        return Link(**about, **whose, until=self.until, proof=self.proof)

    @property
    def unproved(self) -> "Draft":
        """Return it without whose account the host says that it is."""
        return replace(self, account="", once="", until="", proof="")

    @property
    def screens(self) -> tuple[str, ...]:
        """Return the screens this draft goes through."""
        if self.danger == "yes":
            return HASTE
        return SCREENS if self.claim else tuple(one for one in SCREENS if one != "more")

    @property
    def claim(self) -> str | None:
        """Return what they say it is: the kind they chose, else its class, else nothing."""
        return self.topic or (self.about if self.about in frozenset(Class) else None)

    @property
    def relates(self) -> Relation:
        """Return how they say it concerns them."""
        if self.relation in frozenset(Relation):
            return Relation(self.relation)
        return Relation.AFFECTED if self.child else Relation.BYSTANDER

    def is_delicate(self, pack: Pack) -> bool:
        """Say whether a picture sent once more would do new harm, by what they ticked or say it is."""
        return bool(self.intimate) or may_be_intimate((self.topic,), pack=pack)

    def questions(self, pack: Pack) -> tuple[Question, ...]:
        """Return what they are asked about it; whoever says that the rest comes later sends a notice that is not whole."""
        if not self.claim:
            return ()
        return asked(self.claim, relation=self.relates, pack=pack, whole=not self.later)

    @property
    def subject(self) -> SubjectRef | None:
        """Return what it is about, if a link led here or one was pasted."""
        url = (self.url or self.link)[:LINK_LIMIT] or None
        if self.kind in frozenset(SubjectKind) and self.id:
            return SubjectRef(
                platform=self.platform or SENDER,
                kind=SubjectKind(self.kind),
                external=self.id,
                url=url,
                span=self._span(),
            )
        if url:
            return SubjectRef(
                platform=self.platform or SENDER, kind=SubjectKind.PLATFORM, external="", url=url
            )
        return None

    def _span(self) -> tuple[float, float] | None:
        return (float(self.t), float(self.t)) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", self.t) else None

    def wrong(self, screen: str) -> dict[str, str]:
        """Return what is wrong on a screen: field → word of the catalogue."""
        checks = {"what": self._wrong_what, "reach": self._wrong_reach}
        return dict(checks[screen]()) if screen in checks else {}

    def faults(self, pack: Pack) -> Iterator[Refused]:
        """Yield what is wrong with the answers; whoever is in danger is not held up by any."""
        return judged(self.answers, self.questions(pack), danger=self.danger == "yes", pack=pack)

    def _wrong_what(self) -> Iterator[tuple[str, str]]:
        if not self.text.strip():
            yield "text", "text"
        if len(self.text) > TEXT_LIMIT:
            yield "text", "text_long"
        if len(self.link) > LINK_LIMIT:
            yield "link", "link"

    def _wrong_reach(self) -> Iterator[tuple[str, str]]:
        if self.website:
            yield "website", "trap"
        if self.way != "confidential":
            return
        if not self.email and not self.phone:
            yield "email", "way"
        if self.email and not EMAIL.fullmatch(self.email):
            yield "email", "email"
        if self.phone and not PHONE.fullmatch(self.phone):
            yield "phone", "phone"

    def filing(self, *, pack: Pack, lang: str) -> Filing:
        """Return what is filed."""
        contact = {"email": self.email, "phone": self.phone} if self.way == "confidential" else {}
        contact |= {"account": self.account}
        contact = {name: value for name, value in contact.items() if value}
        return Filing(
            sender=SENDER,
            channel=SENDER,
            text=self.text,
            key=self.key or None,
            subject=self.subject,
            kind=self.claim,
            answers=with_ticks(
                self.answers,
                self.questions(pack),
                danger=self.danger == "yes",
                intimate=bool(self.intimate),
                child=bool(self.child),
            ),
            jurisdiction=jurisdiction_of(self.place),
            relation=self.relates,
            anonymous=not contact,
            contact=contact,
            vouched=bool(self.account),
            once=self.once or None,
            locale=Lang.EN if lang == "en" else Lang.ZH,
        )


_LIMITS: Final = {
    "platform": PLATFORM_LIMIT,
    "id": NAME_LIMIT,
    "url": LINK_LIMIT,
    "account": NAME_LIMIT,
    "text": TEXT_LIMIT * 2,
}
_SHORT: Final = 2000


def read_draft(posted: QueryDict) -> Draft:
    """Read a draft from a form or from the link that led here."""
    said = {
        one.name: posted.get(one.name, "").replace("\0", "").strip()[: _LIMITS.get(one.name, _SHORT)]
        for one in fields(Draft)
        if one.name != "answers"
    }
    screen = said["screen"] if said["screen"] in SCREENS else "reach"
    return Draft(
        **{**said, "screen": screen, "key": said["key"][:64] or new_key()}, answers=asking.posted(posted)
    )


def new_key() -> str:
    """Draw the key that makes sending a form twice harmless."""
    return secrets.token_urlsafe(18)
