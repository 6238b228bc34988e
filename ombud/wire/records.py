"""What does a record of a file say as a complaint? Columns of their own, or the shape of the API."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

import msgspec

from ombud.adapters.records import Record
from ombud.core.intake import KEY_LIMIT, Filing
from ombud.core.refusals import No, Refused
from ombud.core.triage.rules.said_on_form import ticked
from ombud.core.vocabulary import Class
from ombud.wire.complaints import ComplaintIn, filing_of

CHANNEL: Final = "import"
COLUMNS: Final = (
    *("id", "text", "lang", "kind", "jurisdiction", "locale", "relation", "anonymous", "danger_now"),
    *("subject_platform", "subject_kind", "subject_id", "url", "email", "phone", "account"),
)
"""Everything that is read; all but `text` may be missing, other columns are left alone."""
_KIND: Final = re.compile(rf"{'|'.join(Class)}|[A-Z]{{2}}(\.[A-Z_]+)*")
"""What may be a kind: a class, or a code, which the pack then knows or not."""
_LANGS: Final = ("zh", "en")


def filing_from(record: Record, *, sender: str) -> Filing:
    """Translate a record; its key is its own id, else its line and what it says, so that reading twice is harmless."""
    said = record.said
    if said is None:
        raise Refused(No.BAD_INPUT, why=record.fault)
    try:
        whole = msgspec.convert(_whole(said), ComplaintIn, strict=False)
    except msgspec.ValidationError as error:
        place = str(error).partition(" - at `")[2].rstrip("`").removeprefix("$").lstrip(".")
        raise Refused(No.BAD_INPUT, field=place or "text") from None
    return filing_of(whole, sender=sender, key=_key(said, line=record.line), channel=CHANNEL)


def _key(said: Mapping[str, Any], *, line: int) -> str:
    own = str(said.get("id") or "").strip()
    if own:
        return f"id:{own}"[:KEY_LIMIT]
    digest = sha256(repr(sorted(said.items())).encode("utf-8", "surrogateescape"))
    return f"line:{line}:{digest.hexdigest()}"


def _whole(said: Mapping[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {"text": said.get("text")}
    if said.get("lang") in _LANGS:
        whole["lang"] = said["lang"]
    if _KIND.fullmatch(str(said.get("kind") or "")):
        whole["kind"] = said["kind"]
    if said.get("jurisdiction"):
        whole["jurisdiction"] = said["jurisdiction"]
    whole["answers"] = said["answers"] if isinstance(said.get("answers"), dict) else _answers(said)
    subject = said.get("subject") if isinstance(said.get("subject"), dict) else _subject(said)
    complainant = said.get("complainant")
    whole["complainant"] = complainant if isinstance(complainant, dict) else _complainant(said)
    return whole | ({"subject": subject} if subject else {})


def _answers(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"danger_now": True} if ticked(said.get("danger_now")) else {}


def _subject(said: Mapping[str, Any]) -> dict[str, Any] | None:
    if not said.get("subject_platform") or not said.get("subject_kind"):
        return None
    given = {"platform": "subject_platform", "kind": "subject_kind", "id": "subject_id", "url": "url"}
    return {name: said[column] for name, column in given.items() if said.get(column)}


def _complainant(said: Mapping[str, Any]) -> dict[str, Any]:
    contact = {name: said[name] for name in ("email", "phone", "account") if said.get(name)}
    given = {name: said[name] for name in ("relation", "anonymous") if said.get(name)}
    locale = said.get("locale") or said.get("lang")
    return (
        given | ({"locale": locale} if locale in _LANGS else {}) | ({"contact": contact} if contact else {})
    )
