"""What did the person tick on the form? Claims: they add weight, they do not decide alone."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.triage.seen import Seen
from ombud.core.vocabulary import Class, Relation, Severity, SubjectKind, class_of

DANGER_NOW: Final = "answered-danger-now"
_YES: Final = frozenset({"true", "yes", "on", "1"})
_CLAIMED: Final = 2.5
_USUAL: Final[Mapping[Class, str]] = MappingProxyType(
    {
        Class.CONTENT: "CV.OTHER",
        Class.PRIVACY: "PR.POST",
        Class.MINORS: "MN.OTHER",
        Class.ACCOUNT: "AS.LOCKOUT",
        Class.UNFAIR: "UF.CONTENT",
        Class.SERVICE: "SV.UNKNOWN",
    }
)
_TICKED: Final[Mapping[str, Hit]] = MappingProxyType(
    {
        "danger_now": Hit(DANGER_NOW, None, 0, Severity.S0),
        "child": Hit("answered-child-concerned", "MN.OTHER", 2.5),
        "money_moving": Hit("answered-money-moving", None, 0, Severity.S1),
        "intimate_images": Hit("answered-intimate-images", "PR.NCII", 4, Severity.S1),
        "lost_access": Hit("answered-lost-access", "AS.TAKEOVER", 2.5),
    }
)
_RELATIONS: Final[Mapping[Relation, Hit]] = MappingProxyType(
    {
        Relation.GUARDIAN: Hit("writes-as-guardian", "MN.OTHER", 1.5),
        Relation.RIGHTS_HOLDER: Hit("writes-as-rights-holder", "CV.IP.COPY", 2),
        Relation.AUTHORITY: Hit("writes-as-authority", "GR.REFERRAL", 2.5),
    }
)
_SUBJECTS: Final[Mapping[SubjectKind, Hit]] = MappingProxyType(
    {
        SubjectKind.DECISION: Hit("about-a-decision", "UF.CONTENT", 3),
        SubjectKind.ORDER: Hit("about-an-order", "EC.OTHER", 2),
        SubjectKind.VIDEO: Hit("about-a-video", "CV.OTHER", 0.8),
        SubjectKind.LIVE: Hit("about-a-live", "CV.OTHER", 0.8),
        SubjectKind.COMMENT: Hit("about-a-comment", "CV.OTHER", 0.8),
        SubjectKind.MESSAGE: Hit("about-a-message", "CV.OTHER", 0.8),
    }
)


def ticked(answer: object) -> bool:
    """Answer whether an answer of a form means yes."""
    return answer is True or (isinstance(answer, str) and answer.strip().lower() in _YES)


def look(seen: Seen) -> Iterator[Hit]:
    """Yield a hit for each thing ticked or claimed."""
    report = seen.report
    yield from (hit for name, hit in _TICKED.items() if ticked(report.answers.get(name)))
    if report.relation is not None and report.relation in _RELATIONS:
        yield _RELATIONS[report.relation]
    if report.subject_kind is not None and report.subject_kind in _SUBJECTS:
        yield _SUBJECTS[report.subject_kind]
    if report.kind:
        claimed = {str(cls): code for cls, code in _USUAL.items()}.get(report.kind, report.kind)
        yield Hit(f"claims-{class_of(claimed)}", claimed, _CLAIMED)
