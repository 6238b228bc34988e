"""Does it stand, what somebody says their complaint is about? It does, unless the words tell of something graver.

1. Only a kind of its own counts (`UF.SUPPORT`), neither a class nor a whole family: those leave open what exactly it is.
2. What only an authority can send counts where an authority is said to write; whether it is one is proved later.
3. Words that are S0 or S1, and graver than what was chosen, decide: nobody in danger waits for having ticked the wrong box.
   Whatever was chosen, it is as grave as its words are. A person can say later that it is about something else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ombud.core.triage.report import Hit, Part, Report
from ombud.core.triage.weighing import DESPAIR
from ombud.core.vocabulary import Class, Relation, Severity, class_of, family_of

_BY_AUTHORITY: Final = frozenset({"GR", "TE.ORDER"})
"""A family and a kind that nobody but an authority sends."""
MOST_MISSES: Final = 8
_AT_ONCE: Final = frozenset({Severity.S0, Severity.S1})


def chosen(report: Report, usual: Mapping[str, Severity]) -> str | None:
    """Return the kind that somebody named exactly and may name."""
    kind = report.kind
    if kind is None or kind not in usual:
        return None
    return kind if _by_anybody(kind) or report.relation is Relation.AUTHORITY else None


def _by_anybody(code: str) -> bool:
    return _BY_AUTHORITY.isdisjoint({code, family_of(code)})


def stands(
    parts: Sequence[Part],
    code: str,
    *,
    hits: Sequence[Hit],
    shares: Mapping[Class, float],
    usual: Mapping[str, Severity],
) -> tuple[Part, ...]:
    """Return the matters of a complaint whose sender said that it is this, the one that names it first, but after any despair."""
    own = class_of(code)
    despair = [part for part in parts if part.code in DESPAIR]
    same = next((part for part in parts if part.cls is own and part not in despair), None)
    others = [part for part in parts if part is not same and part not in despair]
    if any(_is_finer(part.code, code) for part in parts if part.cls is own):
        return tuple(parts)
    decides = _worded(hits, (same or parts[0]).cls, usual=usual)
    if decides in _AT_ONCE and decides < usual[code]:
        kept = [] if _by_anybody(code) else [_said(code, hits, shares=shares, usual=usual)]
        return *parts, *kept
    if same is not None:
        return *despair, replace(same, code=code, severity=min(same.severity, usual[code])), *others
    graver = (part for part in others if _worded(hits, part.cls, usual=usual) < usual[code])
    return *despair, _said(code, hits, shares=shares, usual=usual), *graver


def _is_finer(code: str, than: str) -> bool:
    return code == than or code.startswith(f"{than}.")


def _worded(hits: Sequence[Hit], cls: Class, *, usual: Mapping[str, Severity]) -> Severity:
    """Return how grave the words alone make the matter of a class: what was ticked says nothing of that."""
    found = (hit for hit in hits if hit.code and hit.end and class_of(hit.code) is cls)
    return min((hit.severity or usual[hit.code or ""] for hit in found), default=Severity.S4)


def _said(
    code: str, hits: Sequence[Hit], *, shares: Mapping[Class, float], usual: Mapping[str, Severity]
) -> Part:
    """Return a matter that its sender's choice alone speaks for, as grave as whatever else was said makes any matter."""
    heard = [hit for hit in hits if hit.code == code or (hit.code is None and hit.severity)]
    others = [hit for hit in hits if hit not in heard]
    return Part(
        code=code,
        cls=class_of(code),
        severity=min((usual[code], *(hit.severity for hit in heard if hit.severity))),
        because=tuple(hit.rule for hit in heard),
        misses=tuple(hit.rule for hit in sorted(others, key=lambda hit: -hit.weight))[:MOST_MISSES],
        confidence=round(shares[class_of(code)], 4),
        probabilities=shares,
    )
