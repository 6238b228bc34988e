"""Does every clock that waits for a fact have something that marks it, and no law stop on less than it asks for?"""

from collections.abc import Iterable, Iterator
from typing import Final

from ombud.core.pack.kinds import REMOVAL_ORDERED
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.promises import AWAITED
from ombud.core.pack.types import Category, Pack
from ombud.core.pack.words import falls_under

PROMISED: Final = "protected"
"""Where our own promise stops; no law asks for no more."""
ASKED_FOR: Final = frozenset({"removed", "blocked", "reported", "forwarded", "paid_back", "summed_up"})
"""What a law may ask for at once: the thing is out of sight, everywhere or where an order holds; an authority has the report;
the other side has the notice; the money is back; an authority has the summary of an incident."""
TOLD: Final = "persons_told"
"""Everybody whom a leak touched was told: the house itself looks whether each letter arrived, and says so."""
UPDATED: Final = "updated"
"""Everybody who complained was told how far it is."""
ANYTIME: Final = "progress"
"""The letter that goes in every kind, whenever somebody tells how far it is."""
DEBRIEFED: Final = "debriefed"
"""Somebody talked with whoever had to look at it."""
MARKS: Final = AWAITED | ASKED_FOR | {PROMISED, UPDATED, DEBRIEFED}
"""What a measure, a step or a letter may mark."""


def marks(pack: Pack) -> Found:
    """Yield what is wrong with the events that measures, steps and letters mark."""
    for where, marked in _said(pack):
        yield from unknown(marked, MARKS, where=where, what="event")
    for measure in pack.measures.values():
        if measure.protective and measure.marks is None:
            yield f"measures.{measure.code}", "does not say what has happened once the host confirmed it"
    marked = {category.code: frozenset(_marked(pack, category)) for category in pack.categories.values()}
    for rule in pack.clocks.values():
        where = f"clocks.{rule.id}"
        if rule.statutory and rule.kind == "protect" and rule.stops not in ASKED_FOR | {TOLD}:
            yield where, "is law and does not stop on what it asks for"
        awaited = (
            MARKS.intersection({rule.starts, rule.stops}) if rule.starts != REMOVAL_ORDERED else frozenset()
        )
        for code in marked if awaited else ():
            if falls_under(code, rule.applies):
                missing = sorted(awaited - marked[code])
                yield from ((where, f"nothing marks {event!r} in {code}") for event in missing)


def _said(pack: Pack) -> Iterator[tuple[str, Iterable[str]]]:
    yield from (
        (f"measures.{one.code}", (*(one.marks or ()), *one.marks_granted)) for one in pack.measures.values()
    )
    yield from ((f"letters.{one.id}", one.marks) for one in pack.letters.values())
    for playbook in pack.playbooks.values():
        yield from ((f"playbooks.{playbook.id}.{step.id}", step.marks) for step in playbook.steps)


def _marked(pack: Pack, category: Category) -> Iterator[str]:
    """Yield every event that a case of this kind can come to."""
    playbook = pack.playbooks.get(category.playbook)
    for step in playbook.steps if playbook else ():
        yield from step.marks
    for measure in pack.measures.values():
        if category.allows(measure.code):
            yield from (*(measure.marks or ()), *measure.marks_granted)
    for letter in (*category.letters, ANYTIME):
        if letter in pack.letters:
            yield from pack.letters[letter].marks
