"""What has a caller said so far, and what is filed for them?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from ombud.core.answers import asked, form_of
from ombud.core.intake import HOME, PHONE, TEXT_LIMIT, Filing, SubjectRef, jurisdiction_of
from ombud.core.pack.types import Pack, Question
from ombud.core.refusals import Refused
from ombud.core.vocabulary import HOLDERS, AgentId, Lang, Relation, Side, SubjectKind
from ombud.wire import asking
from ombud.wire.asking import LINK_LIMIT, Posted, judged, with_ticks
from ombud.wire.forms import named_in, texts_in

CHANNEL: Final = "phone"
KEY_LIMIT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A phone note as it was posted: texts only; what was not said is empty."""

    key: str = ""
    danger: str = ""
    text: str = ""
    link: str = ""
    kind: str = ""
    relation: str = ""
    child: str = ""
    intimate: str = ""
    spoken: str = ""
    place: str = HOME
    phone: str = ""
    later: str = ""
    answers: Posted = field(default_factory=dict)

    @property
    def relates(self) -> Relation:
        """Return how the caller says it concerns them."""
        return Relation(self.relation) if self.relation in frozenset(Relation) else Relation.BYSTANDER

    @property
    def lang(self) -> Lang:
        """Return the language that the caller speaks, which is the one their letters come in."""
        return Lang.EN if self.spoken == "en" else Lang.ZH

    def questions(self, pack: Pack) -> tuple[Question, ...]:
        """Return what the caller is asked; a notice is to be whole, unless they say that the rest comes later."""
        if not self.kind:
            return ()
        return asked(self.kind, relation=self.relates, pack=pack, whole=not self.later)

    def gives_notice(self, pack: Pack) -> bool:
        """Say whether what the caller says of this kind is a notice that a law, or the house, wants whole."""
        held = bool(self.kind) and pack.elements_for(
            form_of(self.kind, pack=pack).code, side=Side.COMPLAINANT
        )
        return self.relates in HOLDERS and bool(held)

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong beside the answers: field → word of the catalogue."""
        if not self.text.strip():
            yield "text", "text"
        if len(self.text) > TEXT_LIMIT:
            yield "text", "text_long"
        if self.phone and not PHONE.fullmatch(self.phone):
            yield "phone", "phone"

    def faults(self, pack: Pack) -> Iterator[Refused]:
        """Yield what is wrong with the answers; a caller in danger is not held up by any."""
        return judged(self.answers, self.questions(pack), danger=self.danger == "yes", pack=pack)

    def filing(self, *, pack: Pack, by: AgentId) -> Filing:
        """Return what is filed: the caller's complaint, written down by a colleague."""
        about = SubjectRef(platform=CHANNEL, kind=SubjectKind.PLATFORM, external="", url=self.link)
        return Filing(
            sender=f"{CHANNEL}:{by}",
            by=f"agent:{by}",
            channel=CHANNEL,
            text=self.text,
            key=self.key,
            subject=about if self.link else None,
            kind=self.kind or None,
            answers=with_ticks(
                self.answers,
                self.questions(pack),
                danger=self.danger == "yes",
                intimate=bool(self.intimate),
                child=bool(self.child),
            ),
            jurisdiction=jurisdiction_of(self.place),
            relation=self.relates,
            anonymous=not self.phone,
            contact={"phone": self.phone} if self.phone else {},
            locale=self.lang,
        )


def read_note(posted: QueryDict, *, lang: str) -> Note:
    """Read a note from its form; a new one begins in the reader's language."""
    limits = {"key": KEY_LIMIT, "link": LINK_LIMIT}
    said = texts_in(posted, named_in(Note), limits=limits, most=2 * TEXT_LIMIT)
    return Note(**{"spoken": lang, **said}, answers=asking.posted(posted))
