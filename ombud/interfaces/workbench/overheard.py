"""What has somebody written down so far of what they were asked off the record, and what is filed of it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from ombud.core.facts import Informal
from ombud.core.informal import ASKERS, ORDERS, WANTS, WAYS
from ombud.core.intake import EMAIL, HOME, PHONE, TEXT_LIMIT, Filing, SubjectRef, jurisdiction_of, thing_named
from ombud.core.refusals import Refused
from ombud.core.territories import is_known
from ombud.core.vocabulary import INFORMAL, AgentId, Lang, Relation
from ombud.wire.forms import named_in, texts_in

CHANNEL: Final = "informal"
LIMIT: Final = 200
"""How long everything but the story may be."""
_CHOSEN: Final = (("asker", ASKERS), ("way", WAYS), ("wants", WANTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was posted: texts only; what was not said is empty."""

    key: str = ""
    asker: str = ""
    name: str = ""
    country: str = ""
    way: str = ""
    wants: str = ""
    about: str = ""
    text: str = ""
    pressed: str = ""
    reach: str = ""
    place: str = HOME
    spoken: str = ""

    @property
    def lang(self) -> Lang:
        """Return the language that whoever asked is answered in."""
        return Lang.EN if self.spoken == "en" else Lang.ZH

    def wrong(self) -> Iterator[str]:
        """Yield each field that says nothing, or nothing that can be."""
        yield from (field for field, known in _CHOSEN if getattr(self, field) not in known)
        if not self.name:
            yield "name"
        if not is_known(self.country):
            yield "country"
        if not self.text or len(self.text) > TEXT_LIMIT:
            yield "text"
        if self.about and self.thing() is None:
            yield "about"
        if self.reach and not self.contact():
            yield "reach"

    def thing(self) -> SubjectRef | None:
        """Return what it is about, which was written as `platform:kind:id`; None where that names nothing."""
        platform, _, thing = self.about.partition(":")
        try:
            return thing_named(thing, platform=platform.strip())
        except Refused:
            return None

    def contact(self) -> dict[str, str]:
        """Return by which address or number whoever asked is reached."""
        if EMAIL.fullmatch(self.reach):
            return {"email": self.reach}
        return {"phone": self.reach} if PHONE.fullmatch(self.reach) else {}

    def filing(self, *, by: AgentId) -> Filing:
        """Return what is filed: what somebody asked, written down by the colleague whom they asked."""
        asked = Informal(
            taker=by,
            asker=self.asker,
            country=self.country,
            way=self.way,
            wants=self.wants,
            pressed=bool(self.pressed),
        )
        return Filing(
            sender=f"{CHANNEL}:{by}",
            by=f"agent:{by}",
            channel=CHANNEL,
            text=self.text,
            key=self.key,
            subject=self.thing() if self.about else None,
            kind=INFORMAL,
            answers={"authority_name": self.name, "exact_targets": self.about},
            jurisdiction=jurisdiction_of(self.place),
            relation=Relation.AUTHORITY if self.asker in ORDERS else Relation.BYSTANDER,
            anonymous=not self.reach,
            contact=self.contact(),
            locale=self.lang,
            informal=asked,
        )


def read_heard(posted: QueryDict, *, lang: str, about: str = "") -> Heard:
    """Read what was posted; a new one begins in the reader's language, about what the page that led here is about."""
    said = texts_in(posted, named_in(Heard), limits={"text": 2 * TEXT_LIMIT}, most=LIMIT)
    return Heard(**{"spoken": lang, "about": about[:LIMIT], **said})
