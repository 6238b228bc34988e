"""Which class do the hits add up to, how sure is that, and which other matters stand beside it?"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.vocabulary import Class, class_of, family_of

_DAMPING: Final = 0.5  # each further hit for the same class counts half of the one before
_SILENCE: Final[Mapping[Class, float]] = MappingProxyType(
    {Class.SERVICE: 1.0}
)  # where nothing speaks, it is service
_SHARPNESS: Final = 1.5  # how fast weight becomes certainty; fitted once so that confidence means frequency
_GENERAL: Final = ".OTHER"  # that a child is concerned says nothing against bullying
_SENTENCE_END: Final = re.compile(r"[.!?。;\n]")
_MOST_PARTS: Final = 3
_SECOND_WEIGHT: Final = 3.0
_SECOND_SHARE: Final = 0.6
_FAMILY: Final = "SH"
DESPAIR: Final = frozenset({"SH.IMMINENT", "SH.PLAN", "SH.DESPAIR"})
"""The kinds about somebody who may take their life."""


def scores(hits: Iterable[Hit]) -> dict[Class, float]:
    """Return the weight of each class; hits for one class add up with diminishing returns."""
    weights: dict[Class, list[float]] = {cls: [] for cls in Class}
    for hit in hits:
        if hit.code is not None:
            weights[class_of(hit.code)].append(hit.weight)
    return {
        cls: _SILENCE.get(cls, 0.0)
        + sum(w * _DAMPING**at for at, w in enumerate(sorted(found, reverse=True)))
        for cls, found in weights.items()
    }


def probabilities(weight: Mapping[Class, float]) -> Mapping[Class, float]:
    """Return a distribution over the six classes."""
    highest = max(weight.values())
    raised = {cls: math.exp(_SHARPNESS * (value - highest)) for cls, value in weight.items()}
    total = sum(raised.values())
    return MappingProxyType({cls: value / total for cls, value in raised.items()})


def code_of(cls: Class, *, hits: Sequence[Hit], otherwise: str) -> str:
    """Return the code that most of the weight in one class speaks for; what is only general gives way to what is named."""
    speaking = sorted(
        (hit for hit in hits if hit.code and class_of(hit.code) is cls), key=lambda hit: hit.code or ""
    )
    heard = [
        (sum(hit.weight for hit in group), code)
        for code, group in groupby(speaking, key=lambda hit: hit.code or "")
    ]
    named = {code.partition(".")[0] for _, code in heard if not code.endswith(_GENERAL)}
    told = [
        (w, code) for w, code in heard if not (code.endswith(_GENERAL) and code.partition(".")[0] in named)
    ]
    return max(told, key=lambda pair: (pair[0], pair[1].count("."), pair[1]))[1] if told else otherwise


def matters(
    weight: Mapping[Class, float], *, hits: Sequence[Hit], text: str
) -> tuple[tuple[Class, Sequence[Hit]], ...]:
    """Return the classes to open a part for, each with what speaks of it: the heaviest, and others that stand alone in a sentence.

    Whoever writes in despair is cared for first, however much else they say; and what brought them there, said in one breath, is a
    matter of its own that goes on once somebody has cared for them.
    """
    lost = [hit for hit in hits if hit.code in DESPAIR]
    if lost:
        return _in_despair(class_of(lost[0].code or ""), hits=hits)
    ranked = sorted(weight, key=lambda cls: (-weight[cls], cls))
    chosen = ranked[:1]
    if len(hits) > 1:
        ends = [found.start() for found in _SENTENCE_END.finditer(text)]
        enough = max(_SECOND_WEIGHT, _SECOND_SHARE * weight[ranked[0]])
        for cls in ranked[1:_MOST_PARTS]:
            if weight[cls] >= enough and _apart(cls, others=chosen, hits=hits, ends=ends):
                chosen.append(cls)
    return tuple((cls, hits) for cls in chosen)


def _in_despair(cls: Class, *, hits: Sequence[Hit]) -> tuple[tuple[Class, Sequence[Hit]], ...]:
    """Return the despair, and beside it whatever else is weighty enough in words: of the same class, too."""
    rest = [hit for hit in hits if hit.code is None or family_of(hit.code) != _FAMILY]
    own = [hit for hit in hits if hit not in rest or hit.code is None or class_of(hit.code) is not cls]
    left = scores(rest)
    worded = {class_of(hit.code) for hit in rest if hit.code and hit.end}
    also = [one for one in sorted(left, key=lambda one: (-left[one], one)) if left[one] >= _SECOND_WEIGHT]
    return (cls, own), *((one, rest) for one in also[: _MOST_PARTS - 1] if one in worded)


def _apart(cls: Class, *, others: Sequence[Class], hits: Sequence[Hit], ends: Sequence[int]) -> bool:
    def sentences(wanted: Iterable[Class]) -> set[int]:
        found = (hit for hit in hits if hit.code and class_of(hit.code) in wanted and hit.end)
        return {sum(end < hit.start for end in ends) for hit in found}

    own = sentences((cls,))
    return bool(own) and own.isdisjoint(sentences(others))
