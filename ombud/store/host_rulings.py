"""How does a decision that the host made by itself come to lie here: imported, or told when we ask about it?

Cases about one that it has not told us of wait for it. They lie in the bucket of that decision: it is kept, and they hear of it,
in one commit, under the lock of its row. A case that begins takes that lock before it looks whether anything is owed.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import connection

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, SubjectId, SubjectKind
from ombud.store import subjects, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction


def keep(told: Mapping[str, Any], *, mint: Mint, now: datetime) -> bool:
    """Keep a decision as the host tells it, once; say whether it is new.

    Raises: BAD_TIME, BAD_INPUT.
    """
    new = _keep(told, mint=mint, now=now)
    _link(told)
    return new


def keep_asked(
    asked: subjects.Named,
    told: Iterable[Mapping[str, Any]],
    *,
    unknown: bytes | None,
    mint: Mint,
    now: datetime,
) -> None:
    """Keep the very decision that was asked about, or all on the account that was; one that cannot be true is as if it had not been told.

    `unknown`: the answer by which the host says that it never took such a decision.
    """
    by = {SubjectKind.DECISION.value: "id", SubjectKind.ACCOUNT.value: "account"}.get(asked.kind, "")
    for one in told:
        if one.get(by) == asked.external:
            with suppress(Refused):
                keep(one, mint=mint, now=now)
    if unknown is not None and asked.kind == SubjectKind.DECISION:
        said = unknown.decode("utf-8", "replace")
        one_transaction(_tell)(asked.id, said, known=False, mint=mint, now=now)


def owed(named: Collection[SubjectId]) -> frozenset[SubjectId]:
    """Lock those things of one bucket that are decisions of the host's, and return which of them it never told us of."""
    if not named:
        return frozenset()
    where = bucket_of(next(iter(named)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM subject WHERE bucket = %s AND id = ANY(%s) AND kind = %s ORDER BY id FOR UPDATE",
            (where, list(named), SubjectKind.DECISION.value),
        )
        ours = [row for (row,) in cursor.fetchall()]
        cursor.execute(
            "SELECT subject FROM host_decision WHERE bucket = %s AND subject = ANY(%s)", (where, ours)
        )
        return frozenset(ours).difference(row for (row,) in cursor.fetchall())


def is_awaited(named: subjects.Named) -> bool:
    """Say whether it is a decision of the host's that it still owes to an open case; the caller holds the transaction."""
    if named.kind != SubjectKind.DECISION:
        return False
    return any(read_case(case).host_silent for case in subjects.hold(named.id))


@one_transaction
def _keep(told: Mapping[str, Any], *, mint: Mint, now: datetime) -> bool:
    if told["at"] > now:
        raise Refused(No.BAD_TIME, field="at")
    platform = told["subject"]["platform"]
    if any(one["subject"]["platform"] != platform for one in told["effects"]):
        raise Refused(No.BAD_INPUT, field="effects.subject.platform")
    effects = [
        {
            "measure": one["measure"],
            "target": _row(one["subject"]).hex,
            "until": one["until"].isoformat() if one["until"] else None,
        }
        for one in told["effects"]
    ]
    kept = subjects.Decided(
        platform=platform,
        external=told["id"],
        at=told["at"],
        item=_row(told["subject"]),
        account=subjects.keep(platform, "account", told["account"]) if told["account"] else None,
        clause=told["clause"],
        automation=told["automation"],
        effects=effects,
        reasons=told["reasons"],
        told_at=now,
    )
    subject = subjects.keep(platform, SubjectKind.DECISION, told["id"])
    subjects.hold(subject)
    new = subjects.keep_decision(kept, mint=mint)
    if new:
        _tell(subject, _in_full(told), known=True, mint=mint, now=now)
    return new


def _tell(subject: SubjectId, said: str, *, known: bool, mint: Mint, now: datetime) -> None:
    """Write the host's answer, once, into every open case that it was owed to."""
    for case in subjects.hold(subject):
        with open_case(case) as book:
            if _hears(book.state, known=known):
                words = texts.keep_for(case, said, mint=mint)
                book.write(facts.HostTold(words=words, known=known), by=HOST, now=now)


def _hears(case: Case, *, known: bool) -> bool:
    """Say whether a case was owed an answer that is not here yet; that there is no such decision is taken back by telling it."""
    late = case.host_told is not None and known and not case.host_told.known
    return case.erased_at is None and (case.host_silent or late)


def _in_full(told: Mapping[str, Any]) -> str:
    """Return what the host says of its decision, a line each, its reasons last."""
    effects = ", ".join(
        f"{one['measure']} {one['subject']['kind']} {one['subject']['id']}" for one in told["effects"]
    )
    machine = told["automation"]
    model = (
        " ".join(str(machine.get(name) or "") for name in ("model", "version")) if machine.get("used") else ""
    )
    head = " · ".join(
        filter(None, (told["id"], told["at"].isoformat(), told["clause"], model.strip(), effects))
    )
    return f"{head}\n{told['reasons']}".strip()


def _row(subject: Mapping[str, str]) -> SubjectId:
    return subjects.keep(subject["platform"], subject["kind"], subject["id"])


def _link(told: Mapping[str, Any]) -> None:
    """Name the account behind item and decision, each in a commit of its own: they lie in different buckets."""
    if told["account"]:
        subject = told["subject"]
        account = subjects.keep(subject["platform"], "account", told["account"])
        for kind, external in ((subject["kind"], subject["id"]), ("decision", told["id"])):
            subjects.link(subjects.keep(subject["platform"], kind, external), account=account)
