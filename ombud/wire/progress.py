"""Which words tell a complainant where their complaint stands? Those of `locale/progress.yml`."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from ombud.core.notices.places import Places
from ombud.look.dates import moment
from ombud.look.words import knows, say_to
from ombud.usecases.look_at_complaint import ComplaintSeen, Happened, Next, SeenLetter

_OTHER: Final = "progress.letter.other"


class HappenedOut(Struct, kw_only=True):
    """Something that happened, in the reader's words."""

    at: str
    text: str


class NextOut(Struct, kw_only=True):
    """What comes next, and by when where a date was promised."""

    what: str
    by: str | None


class LetterOut(Struct, kw_only=True):
    """A letter to this complainant and the code that opens it."""

    number: str
    code: str
    title: str
    at: str
    url: str
    read: bool
    appeal_until: str | None


class StatusOut(Struct, kw_only=True):
    """Where a complaint stands."""

    number: str
    status: str
    status_text: str
    received_at: str
    timeline: list[HappenedOut]
    next: NextOut
    letters: list[LetterOut]
    contact: str | None = None


def status_out(seen: ComplaintSeen, *, lang: str, url: str) -> StatusOut:
    """Translate what a complainant may know."""
    return StatusOut(
        number=seen.number,
        status=seen.standing.value,
        status_text=status_text(seen, lang),
        received_at=stamp(seen.received_at),
        timeline=[
            HappenedOut(at=stamp(one.at), text=happened_text(one, lang, child=seen.child))
            for one in seen.timeline
        ],
        next=NextOut(
            what=next_text(seen.next, lang, child=seen.child),
            by=stamp(seen.next.by) if seen.next.by else None,
        ),
        letters=[_letter(one, lang=lang, child=seen.child, url=url) for one in seen.letters],
        contact=seen.contact.mask if seen.contact is not None else None,
    )


def status_text(seen: ComplaintSeen, lang: str) -> str:
    """Return the status in words."""
    key = "progress.status.held" if seen.held else f"progress.status.{seen.standing.value}"
    return say_to(key, lang, child=seen.child)


def happened_text(happened: Happened, lang: str, *, child: bool = False) -> str:
    """Return what happened in words; dates in the reader's zone."""
    values = {
        key: moment(value, lang) if isinstance(value, datetime) else value
        for key, value in happened.values.items()
    }
    return say_to(f"progress.happened.{happened.what}", lang, child=child, **values)


def next_text(following: Next, lang: str, *, child: bool = False) -> str:
    """Return what comes next in words."""
    return say_to(f"progress.next.{following.what}", lang, child=child)


def letter_title(template: str, lang: str, *, child: bool = False) -> str:
    """Return what kind of letter it is."""
    key = f"progress.letter.{template}"
    return say_to(key if knows(key) else _OTHER, lang, child=child)


def stamp(at: datetime) -> str:
    """Return a moment for machines: UTC, whole seconds."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _letter(letter: SeenLetter, *, lang: str, child: bool, url: str) -> LetterOut:
    return LetterOut(
        number=letter.number,
        code=letter.code,
        title=letter_title(letter.template, lang, child=child),
        at=stamp(letter.made_at),
        url=Places(url).letter(letter.number),
        read=letter.read_at is not None,
        appeal_until=stamp(letter.appeal_until) if letter.appeal_until else None,
    )
