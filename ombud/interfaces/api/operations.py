"""Which operations does the API have? One table: addresses, doors and the OpenAPI document are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpResponse

from ombud.core.intake import JURISDICTIONS
from ombud.interfaces.api import complaints, evidence, host, known, letters
from ombud.wire.batch import MEDIA as NDJSON
from ombud.wire.batch import LineOut
from ombud.wire.complaints import ComplaintIn, ReceiptOut
from ombud.wire.doors import Csrf, Door, Rate, Who
from ombud.wire.host import Affected, Changes, Confirmation, Matches
from ombud.wire.known import KnownFaultsOut
from ombud.wire.progress import StatusOut
from ombud.wire.questions import QuestionsOut

JSON: Final = "application/json"
ANY: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked of the API; its view's docstring is its description."""

    name: str
    method: str
    path: str
    run: Callable[..., HttpResponse]
    door: Door
    scheme: str
    takes: tuple[Any, str] | None = None
    gives: tuple[Any, str]
    status: int = 200
    headers: tuple[str, ...] = ()
    query: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    refuses: tuple[int, ...] = ()


def _door(*who: Who, rate: Rate, audit: str | None) -> Door:
    return Door(who=frozenset(who), csrf=Csrf.HEADER, rate=rate, audit=audit)


_FILING: Final = _door(Who.MACHINE, rate=Rate.MACHINE, audit="Received")
_IDEMPOTENT: Final = ("Idempotency-Key",)
_WEBHOOK: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")
_WITH_CODE: Final = (404, 410, 429)

OPERATIONS: Final = (
    Operation(
        name="list_questions",
        method="GET",
        path="v1/questions",
        run=complaints.ask,
        door=_door(Who.ANYONE, rate=Rate.PAGE, audit=None),
        scheme="none",
        gives=(QuestionsOut, JSON),
        query={"jurisdiction": tuple(sorted(JURISDICTIONS))},
    ),
    Operation(
        name="list_known_faults",
        method="GET",
        path="v1/known-faults",
        run=known.known,
        door=_door(Who.ANYONE, rate=Rate.PAGE, audit=None),
        scheme="none",
        gives=(KnownFaultsOut, JSON),
        refuses=(429,),
    ),
    Operation(
        name="file_complaint",
        method="POST",
        path="v1/complaints",
        run=complaints.file,
        door=_FILING,
        scheme="key",
        takes=(ComplaintIn, JSON),
        gives=(ReceiptOut, JSON),
        status=201,
        headers=_IDEMPOTENT,
        refuses=(403, 409, 411, 413, 415, 429),
    ),
    Operation(
        name="file_batch",
        method="POST",
        path="v1/complaints:batch",
        run=complaints.file_batch,
        door=_FILING,
        scheme="key",
        takes=(ComplaintIn, NDJSON),
        gives=(LineOut, NDJSON),
        headers=_IDEMPOTENT,
        refuses=(403, 411, 413, 415, 429),
    ),
    Operation(
        name="follow_complaint",
        method="GET",
        path="v1/complaints/{number}",
        run=complaints.follow,
        door=_door(Who.COMPLAINANT, rate=Rate.CODES, audit=None),
        scheme="receipt",
        gives=(StatusOut, JSON),
        refuses=_WITH_CODE,
    ),
    Operation(
        name="add_evidence",
        method="POST",
        path="v1/complaints/{number}/evidence",
        run=evidence.add,
        door=_door(Who.COMPLAINANT, rate=Rate.CODES, audit="EvidenceAdded"),
        scheme="receipt",
        takes=(bytes, ANY),
        gives=(evidence.EvidenceOut, JSON),
        status=201,
        refuses=(*_WITH_CODE, 409, 411, 413, 415),
    ),
    Operation(
        name="write_message",
        method="POST",
        path="v1/complaints/{number}/messages",
        run=evidence.write,
        door=_door(Who.COMPLAINANT, rate=Rate.CODES, audit="Wrote"),
        scheme="receipt",
        takes=(evidence.MessageIn, JSON),
        gives=(evidence.MessageOut, JSON),
        status=201,
        refuses=(*_WITH_CODE, 409, 411, 413, 415),
    ),
    Operation(
        name="read_letter",
        method="GET",
        path="v1/letters/{number}",
        run=letters.open_,
        door=_door(Who.COMPLAINANT, Who.ACCOUNT, rate=Rate.CODES, audit="letter.read_at"),
        scheme="receipt",
        gives=(letters.LetterRead, JSON),
        refuses=_WITH_CODE,
    ),
    Operation(
        name="fetch_record",
        method="GET",
        path="v1/letters/{number}/record",
        run=letters.fetch,
        door=_door(Who.COMPLAINANT, rate=Rate.CODES, audit="RecordFetched"),
        scheme="receipt",
        gives=(bytes, letters.ZIP),
        refuses=_WITH_CODE,
    ),
    Operation(
        name="answer_letter",
        method="POST",
        path="v1/letters/{number}/answer",
        run=letters.answer_asked,
        door=_door(Who.ACCOUNT, rate=Rate.CODES, audit="Heard"),
        scheme="receipt",
        takes=(letters.AnswerIn, JSON),
        gives=(letters.AnswerOut, JSON),
        status=201,
        refuses=(*_WITH_CODE, 409, 411, 413, 415),
    ),
    Operation(
        name="file_appeal",
        method="POST",
        path="v1/letters/{number}/appeals",
        run=letters.file_appeal,
        door=_door(Who.COMPLAINANT, Who.ACCOUNT, rate=Rate.CODES, audit="Appealed"),
        scheme="receipt",
        takes=(letters.AppealIn, JSON),
        gives=(letters.AppealOut, JSON),
        status=201,
        refuses=(*_WITH_CODE, 409, 411, 413, 415),
    ),
    Operation(
        name="rate_outcome",
        method="POST",
        path="v1/letters/{number}/rating",
        run=letters.rate_outcome,
        door=_door(Who.COMPLAINANT, rate=Rate.CODES, audit="Rated"),
        scheme="receipt",
        takes=(letters.RatingIn, JSON),
        gives=(letters.RatingOut, JSON),
        status=201,
        refuses=(*_WITH_CODE, 409, 411, 413, 415),
    ),
    Operation(
        name="confirm_order",
        method="POST",
        path="v1/host/confirmations",
        run=host.confirm,
        door=_door(Who.HOST, rate=Rate.MACHINE, audit="Confirmed"),
        scheme="signature",
        takes=(Confirmation, JSON),
        gives=(host.ConfirmationOut, JSON),
        headers=_WEBHOOK,
        refuses=(404, 409, 411, 413, 415, 429),
    ),
    Operation(
        name="tell_changes",
        method="POST",
        path="v1/host/changes",
        run=host.changes,
        door=_door(Who.HOST, rate=Rate.MACHINE, audit="Alarmed"),
        scheme="signature",
        takes=(Changes, JSON),
        gives=(host.ChangesOut, JSON),
        headers=_WEBHOOK,
        refuses=(411, 413, 415, 429),
    ),
    Operation(
        name="tell_matches",
        method="POST",
        path="v1/host/matches",
        run=host.matches,
        door=_door(Who.HOST, rate=Rate.MACHINE, audit="SetBeside"),
        scheme="signature",
        takes=(Matches, JSON),
        gives=(host.MatchesOut, JSON),
        headers=_WEBHOOK,
        refuses=(404, 411, 413, 415, 429),
    ),
    Operation(
        name="import_decisions",
        method="POST",
        path="v1/host/decisions",
        run=host.decisions,
        door=_door(Who.HOST, rate=Rate.MACHINE, audit="host_decision"),
        scheme="key",
        takes=(host.Decisions, JSON),
        gives=(list[host.DecisionOut], JSON),
        refuses=(403, 411, 413, 415, 429),
    ),
    Operation(
        name="name_affected",
        method="POST",
        path="v1/host/affected",
        run=host.affected,
        door=_door(Who.HOST, rate=Rate.MACHINE, audit="AffectedNamed"),
        scheme="key",
        takes=(Affected, JSON),
        gives=(host.AffectedOut, JSON),
        refuses=(403, 404, 409, 411, 413, 415, 429),
    ),
)
