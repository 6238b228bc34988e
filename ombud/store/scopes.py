"""What was told of whom a leak touched, as it is kept: the whole answer is evidence, the figures are in the book."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core import facts, scopes
from ombud.core.affected import Touched
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.tools import SCOPE
from ombud.core.vocabulary import SubjectId
from ombud.store import texts
from ombud.store.affected import ACCOUNT, HOST
from ombud.store.ledger import Book
from ombud.store.vault import vault


def keep(
    book: Book[Case],
    kept: Mapping[str, Any],
    *,
    kinds: tuple[facts.Data, ...],
    time: tuple[datetime, datetime],
    system: SubjectId | None,
    by: str,
    mint: Mint,
    now: datetime,
) -> bool:
    """Keep an answer and its figures; say no where it says what was told of this part before."""
    accounts = tuple(kept.get("accounts", ()))
    made = scopes.fingerprint(_whose(accounts), kinds, text=str(kept.get("why", "")))
    before = scopes.last(book.state, system)
    if before is not None and before.fingerprint == made:
        return False
    added = texts.keep_answer(book.id, json.dumps(kept, ensure_ascii=False), source=SCOPE, mint=mint)
    told = facts.ScopeTold(
        source=scopes.BY_HAND if system is None else scopes.HOST_SAID,
        persons=int(kept.get("persons", len(accounts))),
        children=sum(one["child"] for one in accounts),
        kinds=kinds,
        since=time[0],
        until=time[1],
        fingerprint=made,
        evidence=added.evidence,
        system=system,
        gone=len(_names(before, case=book.state) - {one["account"] for one in accounts}),
    )
    for fact in (added, told):
        book.write(fact, by=by, now=now)
    return True


def touched(accounts: Iterable[Touched]) -> list[dict[str, Any]]:
    """Return accounts as they are kept."""
    return [{"account": one.account, "lang": one.lang, "child": one.child} for one in accounts]


def _whose(accounts: Iterable[Mapping[str, Any]]) -> list[tuple[UUID, str, bool]]:
    seen = vault()
    return [(seen.subject_id(HOST, ACCOUNT, one["account"]), one["lang"], one["child"]) for one in accounts]


def _names(scope: facts.ScopeTold | None, *, case: Case) -> set[str]:
    if scope is None:
        return set()
    kept = texts.read_many(case.id, (scope.evidence,)).get(scope.evidence)
    return {one["account"] for one in json.loads(kept).get("accounts", ())} if kept else set()


def check(case: Case, *, named: Iterable[UUID], where: str) -> Iterator[Fault]:
    """Yield figures that are not what the answer said, and whoever it names and nobody tells."""
    there, kept = set(named), texts.read_many(case.id, [one.evidence for one in case.scopes])
    for one in case.scopes if case.erased_at is None else ():
        said = json.loads(kept[one.evidence]) if one.evidence in kept else {}
        whose = _whose(said.get("accounts", ()))
        made = scopes.fingerprint(whose, one.kinds, text=str(said.get("why", "")))
        counted = int(said.get("persons", len(whose))), sum(child for *_, child in whose)
        if made != one.fingerprint or counted != (one.persons, one.children):
            yield Fault(code="scope_differs", where=where, detail=f"{one.persons} of {counted[0]}")
        missing = sum(account not in there for account, *_ in whose)
        if missing:
            yield Fault(code="scope_untold", where=where, detail=f"{missing} of {len(whose)}")
