"""Does every kind of complaint say how long what it brings is kept, and can that be kept?"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from ombud.core.pack.grading import SEEN
from ombud.core.pack.keeping import Retention
from ombud.core.pack.lint_kinds import LEVELS, Found, unknown
from ombud.core.pack.phrasing import ANYBODY, unfit
from ombud.core.pack.types import Category, Pack, Verification

METHODS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "case": frozenset({"erase_key"}),
        "contact": frozenset({"erase_key"}),
        "proof": frozenset({"delete_file"}),
        "content": frozenset({"delete_file"}),
        "log": frozenset({"roll"}),
        "care": frozenset({"roll"}),
        "audit": frozenset({"keep"}),
        "hold": frozenset({"keep"}),
        "numbers": frozenset({"aggregate"}),
    }
)
"""What is kept → how it can be ended; what is kept for good has no end."""
OF_A_KIND: Final = ("case", "contact", "proof", "content")
"""What every kind of complaint names a class for."""
STARTS: Final = MappingProxyType(
    {"log": "received", "care": "noted", "audit": "never", "hold": "never", "numbers": "never"}
)
CHOICE: Final = MappingProxyType({"V1": 2, "V2": 3, "V3": 3, "V4": 3, "V5": 2})
"""How many ways to prove it there are at least."""
ON_PAPER: Final = frozenset({"V2", "V3", "V4"})
KNOWS: Final = frozenset({"cannot", "may", "knows"})
"""Whether somebody who sits in an account can show a signal."""
INDEPENDENT: Final = 2
"""From how many sources a level comes at least that adds signals up."""
CONFIDENCE: Final = frozenset({"sure", "verify", "own"})


def retentions(pack: Pack) -> Found:
    """Yield what is wrong with the classes, and every kind of complaint that names none."""
    for rule in pack.retentions.values():
        yield from _rule(rule, where=f"retentions.{rule.id}")
    for category in pack.categories.values():
        yield from _named(category, pack=pack, where=f"categories.{category.code}")


def _rule(rule: Retention, *, where: str) -> Found:
    yield from unknown([rule.of], METHODS, where=where, what="thing to keep")
    if rule.method not in METHODS.get(rule.of, {rule.method}):
        yield where, f"{rule.of} cannot end by {rule.method!r}"
    if rule.starts != STARTS.get(rule.of, "ended"):
        yield where, f"{rule.of} cannot count from {rule.starts!r}"
    if (rule.most is None) != (rule.starts == "never"):
        yield where, "counts from something and never ends, or ends without a beginning"
    if rule.most is not None and rule.most < rule.least:
        yield where, "must be erased before it may be"
    yield from unknown([rule.source.confidence], CONFIDENCE, where=where, what="confidence")
    if not (rule.source.instrument.strip() and rule.source.article.strip()):
        yield where, "has no source"


def _named(category: Category, *, pack: Pack, where: str) -> Found:
    yield from unknown(category.retention, OF_A_KIND, where=where, what="thing to keep")
    for thing in OF_A_KIND:
        rule = pack.retentions.get(category.retention.get(thing, ""))
        if rule is None:
            yield where, f"does not say how long its {thing} is kept"
        elif rule.of != thing:
            yield where, f"keeps its {thing} by {rule.id}, which is about {rule.of}"
    rule, appeal = pack.retentions.get(category.retention.get("case", "")), pack.appeals.get(category.appeal)
    if rule is not None and appeal is not None and rule.least < appeal.window:
        yield where, "may be erased while an appeal is still open"


def verifications(pack: Pack) -> Found:
    """Yield every level that nobody describes, leaves no choice, or asks for papers without saying what to cover."""
    for level in sorted(LEVELS - pack.verifications.keys()):
        yield f"verifications.{level}", "is not described"
    for rule in pack.verifications.values():
        where = f"verifications.{rule.id}"
        yield from unknown([rule.id], LEVELS, where=where, what="verification level")
        if rule.id in CHOICE and len(rule.accepts) < CHOICE[rule.id]:
            yield where, "leaves no choice"
        if rule.id in ON_PAPER and rule.black_out is None:
            yield where, "asks for documents and does not say what to cover"
        yield from _signals(rule, kinds=pack.categories, where=where)
        for said in (rule.if_not.zh, rule.if_not.en):
            found = unfit(said, pack.phrases.values(), audience=ANYBODY)
            if found is not None:
                yield where, f"says {found.phrase!r}"


def _signals(rule: Verification, *, kinds: Collection[str], where: str) -> Found:
    """Yield what would let one source, or somebody who sits in the account, reach a level that adds signals up."""
    if bool(rule.signals) != bool(rule.enough):
        yield where, "adds signals up and does not say how much is enough, or the other way round"
    best: dict[str, int] = {}
    for name, one in rule.signals.items():
        yield from unknown(one.unless, SEEN, where=where, what="fact")
        yield from unknown(one.not_in, kinds, where=where, what="category")
        yield from unknown(
            [one.intruder], KNOWS, where=f"{where}.{name}", what="word for what an intruder knows"
        )
        if one.intruder == "knows" and one.weight:
            yield f"{where}.{name}", "counts what an intruder knows"
        best[one.group] = max(one.weight, best.get(one.group, 0))
    if rule.signals and (rule.apart < INDEPENDENT or max(best.values()) >= rule.enough):
        yield where, "is reached by a single source"
    if sum(best.values()) < rule.enough:
        yield where, "cannot be reached"
