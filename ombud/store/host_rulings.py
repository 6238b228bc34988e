"""How does a decision that the host made by itself come to lie here: imported, or told when we ask about it?"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectId, SubjectKind
from ombud.store import subjects
from ombud.store.transactions import one_transaction


def keep(told: Mapping[str, Any], *, mint: Mint, now: datetime) -> bool:
    """Keep a decision as the host tells it, once; say whether it is new.

    Raises: BAD_TIME, BAD_INPUT.
    """
    new = _keep(told, mint=mint, now=now)
    _link(told)
    return new


def keep_asked(
    asked: subjects.Named, told: Iterable[Mapping[str, Any]], *, mint: Mint, now: datetime
) -> None:
    """Keep the very decision that was asked about, where the host tells it; one that cannot be true is as if it had not been told."""
    for one in told:
        if asked.kind == SubjectKind.DECISION and one["id"] == asked.external:
            with suppress(Refused):
                keep(one, mint=mint, now=now)


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
    )
    return subjects.keep_decision(kept, mint=mint)


def _row(subject: Mapping[str, str]) -> SubjectId:
    return subjects.keep(subject["platform"], subject["kind"], subject["id"])


def _link(told: Mapping[str, Any]) -> None:
    """Name the account behind item and decision, each in a commit of its own: they lie in different buckets."""
    if told["account"]:
        subject = told["subject"]
        account = subjects.keep(subject["platform"], "account", told["account"])
        for kind, external in ((subject["kind"], subject["id"]), ("decision", told["id"])):
            subjects.link(subjects.keep(subject["platform"], kind, external), account=account)
