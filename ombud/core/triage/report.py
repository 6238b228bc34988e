"""What does triage read, and what does it answer?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ombud.core.vocabulary import Class, Lang, Relation, Severity, SubjectKind


@dataclass(frozen=True, slots=True)
class Report:
    """One complaint as filed; everything but the text is a claim of the person who files it."""

    text: str
    answers: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    lang: Lang | None = None
    kind: str | None = None
    subject_kind: SubjectKind | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that found something: what it argues for, how strongly, and where it read it."""

    rule: str
    code: str | None
    weight: float
    severity: Severity | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One matter of a complaint; `misses` are rules that spoke for another class or were called off by a guard."""

    code: str
    cls: Class
    severity: Severity
    because: tuple[str, ...]
    misses: tuple[str, ...]
    confidence: float
    probabilities: Mapping[Class, float]


@dataclass(frozen=True, slots=True)
class Sorted:
    """A complaint understood: its language and its matters, the strongest first, never none.

    Where it is `wordless` nothing in it shows a language.
    """

    lang: Lang
    parts: tuple[Part, ...]
    wordless: bool = False

    @property
    def severity(self) -> Severity:
        """Return the gravest severity of any part."""
        return min(part.severity for part in self.parts)
