"""How do many complainants get their receipt in one commit?"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

from ombud.core import clocks, notices, spoken
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint, bucket_of
from ombud.core.pack.letters import Rendered, render
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Class, Severity, Side, class_of
from ombud.store import bulk, packs, penning, rows
from ombud.store.models import Letter, SealedText
from ombud.store.sealing import seal
from ombud.store.vault import vault

GRAVE: Final = frozenset({Severity.S0, Severity.S1})
TEMPLATE: Final = "receipt"
PROMISED: Final = frozenset({"decide"})
LONGEST: Final = timedelta(days=7)
"""What is promised where the pack has no clock for a decision."""

Where: TypeAlias = Callable[[str], str]
"""A complaint's number → the address where its complainant follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed to a complainant at once, and under which key."""

    complaint: Complaint
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """A letter that was written."""

    complaint: UUID
    letter: UUID
    template: str


def make(owed: Sequence[Owed], *, where: Where, mint: Mint, now: datetime) -> tuple[Made, ...]:
    """Write the receipts of complaints of one bucket, and to somebody in danger what to do now; return the letters.

    Who can be reached is sent word of it; for everybody else it is kept, to be read with number and code.
    """
    letters: list[Mapping[str, Any]] = []
    texts: list[Mapping[str, Any]] = []
    made: list[Made] = []
    for one, template, said in _said(owed, where=where):
        bucket = bucket_of(one.complaint.id)
        letter, text = mint(bucket), mint(bucket)
        plain = json.dumps({"title": said.title, "body": said.body}, ensure_ascii=False).encode()
        sealed = seal(one.key, plain, about=text.bytes)
        texts.append(
            {"bucket": bucket, "owner": letter, "id": text, "person": _person(one), "body": sealed.body}
        )
        letters.append(_row(one, template, letter=letter, text=text, now=now))
        made.append(Made(one.complaint.id, letter, template))
    with bulk.together():
        bulk.insert(SealedText, texts)
        bulk.insert(Letter, letters)
    return tuple(made)


def _said(owed: Sequence[Owed], *, where: Where) -> Iterator[tuple[Owed, str, Rendered]]:
    """Yield what each is told, and in which letter."""
    for one in owed:
        yield one, TEMPLATE, _words(one, where=where)
        safety = _safety(one.complaint)
        if safety is not None:
            yield one, notices.SAFETY, safety


def _person(one: Owed) -> UUID:
    return one.complaint.received.person


def _row(one: Owed, template: str, *, letter: UUID, text: UUID, now: datetime) -> Mapping[str, Any]:
    received = one.complaint.received
    return {
        "bucket": bucket_of(letter),
        "id": letter,
        "number": number_of(letter, "L"),
        "key_version": vault().code_version,
        "template": template,
        "side": Side.COMPLAINANT.value,
        "complaint": one.complaint.id,
        "person": received.person,
        "lang": received.locale,
        "text": text,
        "state": "due" if received.reachable else "kept",
        "attempts": 0,
        "due_at": now if received.reachable else None,
        "made_at": now,
        "detail": "",
    }


def _words(one: Owed, *, where: Where) -> Rendered:
    complaint = one.complaint
    lang = complaint.received.locale
    pack = packs.of_complaint(complaint)
    zone = penning.zone_of(pack)
    number = number_of(complaint.id, "C")
    received = spoken.moment(complaint.received_at, lang=lang, zone=zone)
    promised = spoken.moment(decide_by(complaint), lang=lang, zone=zone)
    values = {
        "number": number,
        "received_at": received,
        "decide_by": promised,
        "status_url": where(number),
        "held_until": spoken.moment(complaint.held_until, lang=lang, zone=zone)
        if complaint.held_until
        else "",
        "help_lines": _help(complaint, pack=pack, lang=lang),
    }
    return render(pack.letters[TEMPLATE], lang=lang, values=values, for_child=complaint.child)


def _help(complaint: Complaint, *, pack: Pack, lang: str) -> str:
    """Return the numbers to call, where somebody may be in danger, or money is leaving."""
    graves = [
        part for part in complaint.parts if part.severity in GRAVE or class_of(part.code) is Class.MINORS
    ]
    return notices.help_lines((line for part in graves for line in pack.help_for(part.code)), lang)


def _safety(complaint: Complaint) -> Rendered | None:
    """Return what somebody in danger can do now, by the gravest matter that asks for it and for which somebody can be called."""
    pack = packs.of_complaint(complaint)
    relation, child = complaint.received.relation, complaint.child
    for part in sorted(complaint.parts, key=lambda part: part.severity):
        category = pack.category(part.code)
        asked = notices.goes_at_once(category, severity=part.severity, relation=relation, child=child)
        if asked and pack.help_for(part.code):
            pen = penning.pen_to(complaint, pack=pack)
            values = notices.safety_values(number_of(complaint.id, "C"), category=category, pen=pen)
            return penning.write(notices.SAFETY, values, pen=pen)
    return None


def decide_by(complaint: Complaint) -> datetime:
    """Return when the last part of a complaint will have its answer: by the earliest clock of each, or as was told later."""
    pack = packs.of_complaint(complaint)
    since = complaint.held_until or complaint.received_at
    events = (clocks.Event("received", since),)
    dates = []
    for part in complaint.parts:
        read = clocks.read(
            rows.rules_of(pack.digest, part.code, PROMISED),
            events=events,
            severity=((since, part.severity),),
            calendars=packs.calendars_of(pack.digest),
            now=since,
        )
        first = min((clock.due_at for clock in read), default=since + LONGEST)
        dates.append(part.put_off or first)
    return max(dates, default=since + LONGEST)
