"""Does every kind of complaint have a playbook, letters, a rule and a way to appeal?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import chain
from types import MappingProxyType
from typing import Final, TypeAlias

from ombud.core.pack.approvals import DECLARED
from ombud.core.pack.authorities import REPORT
from ombud.core.pack.grading import FOUND
from ombud.core.pack.kinds import ABOUT, ENDS, REFERRAL, TRANSLATION, refers
from ombud.core.pack.tools import LOOK_UP
from ombud.core.pack.types import Category, Pack, Playbook, Step
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import CASE_WORK, CLEARANCES, Class, Outcome, Role, Severity, Tier

Found: TypeAlias = Iterator[tuple[str, str]]

ASKS_FOR_PROOF: Final = frozenset({"ask", "verify"})
"""What a step does by which whoever reports is asked for proof."""
DOES: Final = frozenset(
    {
        "check",
        "look_up",
        "protect",
        "ask",
        "verify",
        "tell",
        "refer",
        "search",
        "undo",
        "beside",
        "disclose",
        "call",
    }
)
BEFORE: Final = frozenset({"decision", "refusal", "close"})
SKIP: Final = frozenset({"never", "second", "lead"})
LEVELS: Final = frozenset(f"V{level}" for level in range(6))
NEVER_PUBLIC: Final = frozenset({Class.MINORS, Class.PRIVACY})
MOST_STEPS: Final = 8
LEFT: Final = "left"
"""How a step is shared that an incident alone owes: counted apart, since no case beside it has them."""
"""Of a playbook before one decides, and again before the case closes: as many as somebody keeps in mind."""
MOST_NAMED: Final = 12
"""Of more known names only those are told that are most like the unknown one."""
BROUGHT_BY: Final = MappingProxyType(
    {
        Tier.GENERAL.value: frozenset({None, Role.AGENT}),
        Tier.SENIOR.value: frozenset({None, Role.AGENT, Role.SENIOR}),
    }
)
"""Tier of a lane → the roles of which it brings somebody to a case; whoever holds the case does its steps."""
ROLES: Final = frozenset({None, *CASE_WORK})


def unknown(names: Iterable[str | None], known: Iterable[object], *, where: str, what: str) -> Found:
    """Yield every name that is not known, with what was expected."""
    there = frozenset(known)
    return (
        (where, f"unknown {what} {name!r}; expected {_expected(str(name), there)}")
        for name in names
        if name not in there
    )


def _expected(name: str, known: Iterable[object]) -> str:
    """Return the names that are known, or those that are most like the one that is not."""
    names = sorted(str(one) for one in known if one is not None)
    if len(names) > MOST_NAMED:
        return f"one of {len(names)}, such as {', '.join(get_close_matches(name, names, cutoff=0))}"
    return f"one of {', '.join(names)}" if names else "none"


def categories(pack: Pack) -> Found:
    """Yield what is wrong with the kinds of complaint."""
    for category in pack.categories.values():
        where = f"categories.{category.code}"
        yield from _words(category, pack=pack, where=where)
        yield from _names(category, pack=pack, where=where)
        yield from _letters(category, pack=pack, where=where)
        yield from _proofs(category, pack=pack, where=where)
        yield from _deeds(category, pack=pack, where=where)
        if not pack.clauses_for(category.code):
            yield where, "no published rule covers it"


def _words(category: Category, *, pack: Pack, where: str) -> Found:
    yield from unknown([category.default_severity], Severity, where=where, what="severity")
    yield from unknown([category.exposure], pack.care.weights, where=where, what="exposure")
    yield from unknown([category.tier], Tier, where=where, what="tier")
    yield from unknown([category.clearance], [None, *CLEARANCES], where=where, what="clearance")
    yield from unknown(category.outcomes, Outcome, where=where, what="outcome")
    yield from unknown([category.about], ["", *ABOUT], where=where, what="thing that a kind is about")
    proofs = (category.to_report, category.to_protect, category.to_disclose)
    yield from unknown(proofs, LEVELS, where=where, what="verification level")
    if category.publish_for is not None and (
        category.sealed or category.one_to_one or category.cls in NEVER_PUBLIC
    ):
        yield where, "is published and may be about a child, or somebody's private life"
    if not category.outcomes:
        yield where, "no way to end"
    if category.clearance is not None and not category.sealed:
        yield where, "asks for a clearance but is not sealed"


def _names(category: Category, *, pack: Pack, where: str) -> Found:
    protective = [code for code, measure in pack.measures.items() if measure.protective]
    yield from unknown([category.playbook], pack.playbooks, where=where, what="playbook")
    yield from unknown([category.appeal], pack.appeals, where=where, what="appeal rule")
    yield from unknown([category.starts_withheld], [None, *pack.grounds], where=where, what="ground")
    yield from unknown(category.protect, protective, where=where, what="protective measure")
    yield from unknown(category.rungs, pack.measures.keys() - protective, where=where, what="rung")
    yield from unknown(
        [*category.jump_if, *category.protect_if, *category.not_if], FOUND, where=where, what="finding"
    )
    if not all(category.allows(rung) for rung in chain(category.jump, *category.jump_if.values())):
        yield where, "jumps to a rung that it does not allow"


def _letters(category: Category, *, pack: Pack, where: str) -> Found:
    yield from unknown(category.letters, pack.letters, where=where, what="letter")
    needed = {"receipt", "appeal_receipt", "appeal_outcome_appellant"}
    needed.add("answered" if set(category.outcomes) == {Outcome.ANSWERED} else "decision_complainant")
    for letter in sorted(needed - set(category.letters)):
        yield where, f"needs the letter {letter!r}"
    yield from _sent(category, pack=pack, where=where)


def _proofs(category: Category, *, pack: Pack, where: str) -> Found:
    """Yield what keeps somebody from being asked for the proof that their kind needs."""
    playbook = pack.playbooks.get(category.playbook)
    asked = {step.does for step in playbook.steps} if playbook else ASKS_FOR_PROOF
    if category.to_report > min(LEVELS) and ASKS_FOR_PROOF.isdisjoint(asked):
        yield where, f"asks for {category.to_report} to report, and no step of its playbook asks anybody"
    if category.protect_if and category.to_protect == min(LEVELS):
        yield where, "says what stands in for a proof that it does not ask for"


def _deeds(category: Category, *, pack: Pack, where: str) -> Found:
    """Yield what lets a kind grant something, or find a violation, and do nothing."""
    yield from unknown(category.granted_with, pack.measures, where=where, what="measure")
    grants = Outcome.GRANTED in category.outcomes
    said = (category.granted_with, category.granted_by, category.granted_says)
    if grants and sum(map(bool, said)) != 1:
        yield (
            where,
            "grants, and says not one thing by which that is done: granted_with, granted_by or granted_says",
        )
    if not grants and any(said):
        yield where, "says by what it grants, and never does"
    if not all(category.allows(one) for one in category.granted_with):
        yield where, "grants with a measure that it does not allow"
    if Outcome.VIOLATION in category.outcomes and not category.acts:
        yield where, "finds a violation, and does not say that it acts"
    playbook = pack.playbooks.get(category.playbook)
    owed = {step.id for step in playbook.steps if _is_deed(step, category)} if playbook else set()
    yield from unknown(category.granted_by, owed, where=where, what="step that each grant owes")


def _is_deed(step: Step, category: Category) -> bool:
    """Say whether a step is owed after each grant of a kind."""
    owed = step.mandatory and step.before == "close" and not step.when
    mine = not step.of or falls_under(category.code, step.of)
    return owed and mine and (not step.when_decided or Outcome.GRANTED in step.when_decided)


def _sent(category: Category, *, pack: Pack, where: str) -> Found:
    """Yield the letters of its steps that a kind has not, and the advice that a letter needs."""
    playbook = pack.playbooks.get(category.playbook)
    sends = {step.letter for step in playbook.steps if step.letter} if playbook else set()
    reports = {template.id for template in pack.letters.values() if template.audience == "authority"}
    for letter in sorted(sends - reports - {"guardian", *category.letters}):
        yield where, f"its playbook sends {letter!r}, which is not among its letters"
    if "safety" in category.letters and category.advice is None:
        yield where, "has the letter 'safety' and no advice"
    if category.advice is not None and category.advice_child is None:
        yield where, "has advice and none in a child's words"
    if "guardian" in sends & {*category.letters} and category.advice_guardian is None:
        yield where, "its playbook writes to a guardian and there is no advice for one"


def playbooks(pack: Pack) -> Found:
    """Yield what is wrong with the playbooks."""
    used = {category.playbook for category in pack.categories.values()}
    for playbook in pack.playbooks.values():
        where = f"playbooks.{playbook.id}"
        if playbook.id not in {*used, REFERRAL, TRANSLATION}:
            yield where, "no kind of complaint uses it"
        yield from _shape(playbook, where=where)
        for step in playbook.steps:
            yield from _step(step, pack=pack, where=f"{where}.{step.id}")
            yield from _allowed(step, playbook=playbook, pack=pack)
            yield from _reached(step, playbook=playbook, pack=pack)


def referrals(pack: Pack) -> Found:
    """Yield what lets a decision refer a case outside and nobody hand it over."""
    book = pack.playbooks.get(REFERRAL)
    steps = book.steps if book else ()
    handed = {step.measure for step in steps if step.mandatory and step.before == "close" and not step.when}
    for code in pack.measures:
        if refers(code) and code not in handed:
            yield f"measures.{code}", f"refers outside, and no step of playbooks.{REFERRAL} hands it over"
    for one in pack.playbooks.values():
        for step in one.steps:
            if refers(step.measure) and step.letter == REPORT and not step.receipt:
                yield f"playbooks.{one.id}.{step.id}", "hands something over and asks for no receipt"


def _shape(playbook: Playbook, *, where: str) -> Found:
    names = [step.id for step in playbook.steps]
    longest = max(Counter((step.before, step.shared == LEFT) for step in playbook.steps).values(), default=0)
    if not 1 <= longest <= MOST_STEPS:
        yield where, f"has {longest} steps; expected 1 to {MOST_STEPS}"
    if len(set(names)) < len(names):
        yield where, "two steps have one name"
    if names and all(step.unpublished for step in playbook.steps):
        yield where, "publishes none of its steps"
    if not playbook.failures:
        yield where, "does not say how it goes wrong"


def _step(step: Step, *, pack: Pack, where: str) -> Found:
    yield from unknown([step.does], DOES, where=where, what="kind of step")
    yield from unknown([step.before], BEFORE, where=where, what="before")
    yield from unknown([step.skip], SKIP, where=where, what="skip")
    yield from unknown(
        [step.role], ROLES, where=where, what="role of those who work on cases, so nobody can do it:"
    )
    yield from unknown([step.measure], [None, *pack.measures], where=where, what="measure")
    yield from unknown(step.forbids, pack.measures, where=where, what="measure")
    yield from unknown([step.letter], [None, *pack.letters], where=where, what="letter")
    yield from unknown(step.finds, FOUND, where=where, what="finding")
    yield from unknown(step.of, pack.categories, where=where, what="category")
    yield from unknown(step.ends, ENDS, where=where, what="way to end")
    if step.ends and (step.wait is None or step.tool != LOOK_UP):
        yield where, "ends in several ways, and waits for no day, or looks at nothing"
    if step.finds and step.before != "decision":
        yield where, "finds out what the decision rests on, after it"
    yield from _left_out(step, pack=pack, where=where)


def _left_out(step: Step, *, pack: Pack, where: str) -> Found:
    """Yield what makes leaving a step out a thing that nobody signs for."""
    if step.if_skipped is None:
        return
    yield from unknown([step.if_skipped], DECLARED, where=where, what="fact of approvals")
    asked = [row.level for row in pack.approvals.values() if row.facts == (step.if_skipped,)]
    if not any(pack.signers[one].extra for one in asked if one in pack.signers):
        yield where, "is left out without anybody's signature"
    if step.before != "decision":
        yield where, "is left out after what would be signed"


def _allowed(step: Step, *, playbook: Playbook, pack: Pack) -> Found:
    for category in pack.categories.values():
        concerned = category.playbook == playbook.id and (not step.of or falls_under(category.code, step.of))
        if concerned and step.measure is not None and not category.allows(step.measure):
            yield f"playbooks.{playbook.id}.{step.id}", f"{step.measure} is not allowed in {category.code}"


def _reached(step: Step, *, playbook: Playbook, pack: Pack) -> Found:
    """Yield every kind whose cases wait in a lane that brings nobody to a step which is for a role.

    What is a lead's once it is decided any lead does.
    """
    if step.role == Role.LEAD and step.before == "close":
        return
    for category in pack.categories.values():
        if category.playbook == playbook.id and step.role not in BROUGHT_BY.get(category.tier, ROLES):
            where = f"playbooks.{playbook.id}.{step.id}"
            yield where, f"is for a {step.role}, but no lane brings one to a case of {category.code}"
