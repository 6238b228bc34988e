"""By what can a stranger judge what was decided: what it is about, what the host itself decided of it, by which rule, and why?

As it was when it was preserved. Nothing in it says who the other side is: their names are covered wherever they stand.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case, Outside
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.pack.pictures import is_never_shown
from ombud.core.pack.types import Clause, Pack
from ombud.core.vocabulary import HOST, SubjectKind
from ombud.store import overhearing, owners, reversing, subjects, texts
from ombud.store.ledger import read_complaint
from ombud.store.models import HostDecision

COVER: Final = "▒▒▒"
"""What stands where somebody's name stood."""
SHORTEST: Final = 2
"""A name of fewer signs is in too many other words to be covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preserved:
    """The thing as the host showed it at a moment, the digest of that answer, and its pictures where they may be shown."""

    at: datetime | None
    digest: str
    state: str
    posted: str
    title: str = field(repr=False)
    text: str = field(repr=False)
    pictures: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRuling:
    """A decision of the host's own on the thing: by which rule, by which model and how sure where a machine made it, what it did, why."""

    name: str
    at: datetime
    rule: str
    clause: Clause | None
    automated: bool
    model: str
    score: float | None
    measures: tuple[str, ...]
    reasons: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the host showed once: by which evidence, with its digest, and the answer itself; empty where it can be read no more."""

    evidence: UUID
    digest: str
    answer: Mapping[str, Any] = field(repr=False)


def shown(case: Case) -> tuple[Shown, ...]:
    """Return what the host showed of the thing, the first time first; read once for all that a file says of it."""
    kept = {it.evidence: it.digest for it in case.evidence if it.source == HOST}
    said = texts.read_many(case.id, kept)
    return tuple(
        Shown(evidence=one, digest=digest, answer=json.loads(said.get(one) or "{}"))
        for one, digest in kept.items()
    )


def preserved(
    case: Case, *, seen: Iterable[Shown], lines: tuple[Line, ...], covered: tuple[str, ...], pack: Pack
) -> tuple[Preserved, ...]:
    """Return the thing as it was each time that it looked different, the first time first, with these names `covered`."""
    added = {line.fact.evidence: line.at for line in lines if isinstance(line.fact, facts.EvidenceAdded)}
    may_be_shown = not (case.sealed or is_never_shown((case.code, *case.codes), pack=pack))
    found, before = [], None
    for one in seen:
        shot = one.answer.get("snapshot") or {}
        looks = tuple(str(shot.get(name) or "") for name in ("title", "text", "state"))
        if shot and looks != before:
            before = looks
            found.append(
                Preserved(
                    at=added.get(one.evidence),
                    digest=one.digest,
                    state=looks[2],
                    posted=str(shot.get("posted_at") or ""),
                    title=cover(looks[0], covered),
                    text=cover(looks[1], covered),
                    pictures=tuple(_pictures(shot)) if may_be_shown else (),
                )
            )
    return tuple(found)


def _pictures(shot: Mapping[str, Any]) -> Iterator[str]:
    """Yield the pictures that are there themselves: a page to print fetches nothing."""
    posters = (str(one.get("poster") or "") for one in shot.get("media") or ())
    yield from (one for one in posters if one.startswith("data:image/"))


def rulings(case: Case, *, covered: tuple[str, ...], pack: Pack) -> tuple[HostRuling, ...]:
    """Return what the host itself decided of the thing that a case is about, the oldest first, with these names `covered`."""
    return tuple(
        HostRuling(
            name=row.external,
            at=row.at,
            rule=row.clause,
            clause=pack.clauses.get(row.clause),
            automated=row.automated,
            model=" ".join(str(row.automation.get(name) or "") for name in ("model", "version")).strip(),
            score=row.automation.get("score") if row.automated else None,
            measures=tuple(dict.fromkeys(effect["measure"] for effect in row.effects)),
            reasons=cover(row.reasons, covered),
        )
        for row in _rows(case)
    )


def _rows(case: Case) -> tuple[HostDecision, ...]:
    named = subjects.find(case.subject) if case.subject else None
    if named is None:
        return ()
    if named.kind == SubjectKind.DECISION:
        return tuple(HostDecision.objects.filter(bucket=bucket_of(named.id), subject=named.id))
    return tuple(row for row in reversing.told_of(named.id) if row.item == named.id)


def names(case: Case, one: Outside, *, seen: Iterable[Shown]) -> tuple[str, ...]:
    """Return by what anybody but the side that went outside could be known: how others are reached, and whose the account is."""
    mine = one.taken.complaint
    others = (wrote for page in overhearing.pages_of(case.id) for book, wrote in page if book.id != mine)
    found = [way for wrote in others for way in wrote.ways]
    account = owners.account_named(case.subject)
    if mine is not None and account is not None and not owners.is_owner(read_complaint(mine), account):
        found += [account, *(str((it.answer.get("account") or {}).get("name") or "") for it in seen)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= SHORTEST))


def cover(text: str, names: tuple[str, ...]) -> str:
    """Return a text in which these names are covered, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, COVER)
    return text
