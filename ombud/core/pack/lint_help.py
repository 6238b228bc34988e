"""Does whoever works on a case know of each step why, how, with what, and from what?"""

from typing import Final

from ombud.core.pack.approvals import LEFT_OUT, STOOD_BEHIND
from ombud.core.pack.asking import FOR_WHOM
from ombud.core.pack.authorities import REPORT as REPORTS
from ombud.core.pack.grading import ANSWERED
from ombud.core.pack.lint_asking import ALWAYS
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.tools import DOES, HELD, LETTER, RECORD, REPORT, question
from ombud.core.pack.types import ApprovalRule, Pack, Playbook, Step
from ombud.core.vocabulary import Outcome, Ruling

SORTED: Final = frozenset({"child", "money_moving", "lost_access", "company", "acts_as", FOR_WHOM})
"""Questions that sorting, or who complains, reads: of these the rules that are code know."""
WRITES: Final = frozenset({LETTER, REPORT})
"""Tools that write a letter."""


def helped(pack: Pack) -> Found:
    """Yield what a step lacks for whoever does it, and the questions whose answers nothing reads."""
    for book in pack.playbooks.values():
        asked = {name for kind in pack.categories.values() if kind.playbook == book.id for name in kind.asks}
        for no, step in enumerate(book.steps):
            where = f"playbooks.{book.id}.{step.id}"
            before = {one.id for one in book.steps[:no]}
            yield from _step(step, before=before, asked=asked | ALWAYS, where=where)
    read = (
        ALWAYS | ANSWERED.keys() | SORTED | {name for book in pack.playbooks.values() for name in reads(book)}
    )
    read |= {name for one in pack.elements.values() for name in one.asks}
    yield from _seconds(pack)
    yield from (
        (f"questions.{name}", "is asked and read by nothing: no rule, no step")
        for name in pack.questions
        if name not in read
    )


def reads(book: Playbook) -> frozenset[str]:
    """Return the questions whose answers the steps of a playbook read."""
    return frozenset(name for step in book.steps for name in _answers(step))


def _answers(step: Step) -> list[str]:
    return [name for one in step.inputs if (name := question(one)) is not None]


def _seconds(pack: Pack) -> Found:
    """Yield where nobody would sign for what one person left out, or for an appeal that whoever stood behind it judges."""
    for fact in (LEFT_OUT, STOOD_BEHIND):
        asked = [row.level for row in pack.approvals.values() if row.facts == (fact,) and _always(row)]
        if not any(pack.signers[one].extra for one in asked if one in pack.signers):
            yield "approvals", f"let {fact} pass without anybody's signature"


def _always(row: ApprovalRule) -> bool:
    return "*" in row.categories and not row.measures


def _step(step: Step, *, before: set[str], asked: frozenset[str] | set[str], where: str) -> Found:
    yield from unknown(step.when_decided, {*Ruling, *Outcome}, where=where, what="outcome or ruling")
    if step.when_decided and step.before != "close":
        yield where, "asks how it was decided and comes before that"
    given = [one for one in step.inputs if question(one) is None]
    yield from unknown(given, HELD | before, where=where, what="thing to read, or earlier step")
    yield from unknown(_answers(step), asked, where=where, what="question that a kind of this playbook asks")
    yield from _tool(step, where=where)
    if not step.mandatory:
        return
    if step.example is None:
        yield where, "has no example"
    if not step.inputs:
        yield where, "does not say what it reads"


def _tool(step: Step, *, where: str) -> Found:
    if not step.tool:
        if step.mandatory:
            yield where, "does not say what does it"
        return
    yield from unknown([step.tool], DOES, where=where, what="tool")
    does = DOES.get(step.tool)
    if does is not None and step.does not in does:
        yield where, f"is done by {step.tool!r}, which does not {step.does}"
    writes = step.letter is not None and step.records is None  # what is recorded may be told as well
    if writes is not (step.tool in WRITES) or (step.letter == REPORTS) is not (step.tool == REPORT):
        yield where, "writes a letter without the tool for it, or has the tool and writes none"
    if (step.records is not None) is not (step.tool == RECORD):
        yield where, "is done by a record without the tool for it, or has the tool and records nothing"
