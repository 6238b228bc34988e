"""Is every duty kept somewhere or openly not, and does every legal clock come from a duty?"""

from typing import Final

from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.obligations import Obligation
from ombud.core.pack.types import Pack

LAW: Final = frozenset({"sure", "verify"})
KEEPERS: Final = frozenset(
    {
        "appeals",
        "approvals",
        "authorities",
        "categories",
        "clauses",
        "clocks",
        "elements",
        "external_routes",
        "grounds",
        "help_lines",
        "letters",
        "measures",
        "playbooks",
        "repeats",
        "reports",
        "retentions",
        "severities",
    }
)
"""Sections in which a duty can be kept."""


def obligations(pack: Pack) -> Found:
    """Yield what is wrong with the duties, and every legal clock that no duty asks for."""
    for duty in pack.obligations.values():
        where = f"obligations.{duty.id}"
        yield from unknown([duty.source.confidence], LAW, where=where, what="confidence of a law")
        if bool(duty.kept_by) == (duty.not_kept is not None):
            yield where, "is either kept by something or not kept for a reason"
        for named in duty.kept_by:
            if not is_there(pack, named):
                yield where, f"is kept by {named!r}, which is not there"
        yield from _surer(duty, pack=pack, where=where)
    asked = {one for duty in pack.obligations.values() for one in duty.kept_by}
    for rule in pack.clocks.values():
        if rule.statutory and f"clocks.{rule.id}" not in asked:
            yield f"clocks.{rule.id}", "is law, but no obligation asks for it"


def is_there(pack: Pack, named: str) -> bool:
    """Say whether the pack has what `section.name`, or `playbooks.name.step`, refers to."""
    section, _, name = named.partition(".")
    if section not in KEEPERS:
        return False
    if name in getattr(pack, section):
        return True
    book, _, step = name.partition(".")
    return section == "playbooks" and book in pack.playbooks and pack.playbooks[book].step(step) is not None


def _surer(duty: Obligation, *, pack: Pack, where: str) -> Found:
    if duty.source.confidence == "verify":
        for rule in pack.clocks.values():
            if f"clocks.{rule.id}" in duty.kept_by and rule.source.confidence == "sure":
                yield where, f"is not verified, but its clock {rule.id} is said to be sure"
