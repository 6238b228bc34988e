"""What does the playbook of a kind say at its place?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ombud.core.pack.authorities import REPORT, apart
from ombud.core.pack.kinds import NOTICE, refers
from ombud.core.pack.types import Authority, Pack, Playbook, Step
from ombud.core.pack.words import Text, falls_under
from ombud.core.vocabulary import Side

ANSWERED: Final = "account_answered"
"""What a step is done on that waits for what an account says."""


def book_of(code: str, *, pack: Pack) -> Playbook:
    """Return the playbook of a kind, as its place has it: made once for each pack."""
    made = pack.books.get(code)
    if made is None:
        made = pack.books[code] = _made(code, pack=pack)
    return made


def hands_over(step: Step, measure: str) -> bool:
    """Say whether a step hands over what this measure refers outside."""
    return step.mandatory and refers(step.measure) and falls_under(measure, (step.measure or "",))


def _made(code: str, *, pack: Pack) -> Playbook:
    """Make it; what would hold a notice against nothing is no step."""
    book = _for_each_authority(pack.playbook(code), code=code, pack=pack)
    held = tuple(one.id for one in pack.elements_for(code, side=Side.COMPLAINANT))
    heard = pack.wait.named(code)
    mine = (step for step in book.steps if held or step.records != NOTICE)
    return replace(book, steps=tuple(_fitted(step, held, heard) for step in mine))


def _fitted(step: Step, held: tuple[str, ...], heard: timedelta | None) -> Step:
    """Return a step with what a notice must hold, and with at least the time that the place gives an account to answer."""
    if step.records == NOTICE:
        return replace(step, elements=held)
    if step.done_on == ANSWERED and step.until is not None and heard is not None and step.until < heard:
        return replace(step, until=heard)
    return step


def _for_each_authority(book: Playbook, *, code: str, pack: Pack) -> Playbook:
    """Return a playbook with a step for each authority that is owed a report, in place of the one that reports."""
    owed = pack.authorities_for(code)
    reporting = {step.id: step for step in book.steps if step.letter == REPORT} if owed else {}
    if not reporting:
        return book
    several = {name: tuple(_to(step, one) for one in owed) for name, step in reporting.items()}
    steps = (one for step in book.steps for one in several.get(step.id, (step,)))
    return replace(book, steps=tuple(_after(step, several) for step in steps))


def _to(step: Step, authority: Authority) -> Step:
    return replace(
        step,
        id=apart(step.id, authority.id),
        title=titled(step.title, authority.title),
        help=authority.help,
        marks=tuple(apart(mark, authority.id) for mark in step.marks),
        to=authority.id,
    )


def _after(step: Step, several: Mapping[str, tuple[Step, ...]]) -> Step:
    """Return a step that comes after every report where it came after the one."""
    if several.keys().isdisjoint(step.after):
        return step
    names = (one for name in step.after for one in ([each.id for each in several.get(name, ())] or [name]))
    return replace(step, after=tuple(names))


def titled(title: Text, authority: Text) -> Text:
    """Return what a step is called that reports to this authority."""
    return Text(f"{title.zh}：{authority.zh}", f"{title.en}: {authority.en}")
