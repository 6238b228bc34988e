"""Which shape does a complaint have on its way in, and its receipt on the way out?"""

import re
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from ombud.core.intake import (
    ANSWERS_LIMIT,
    CONTACT_LIMIT,
    EMAIL,
    NAME_LIMIT,
    PHONE,
    PLATFORM_LIMIT,
    SEEN,
    TEXT_LIMIT,
    Filing,
    SubjectRef,
    jurisdiction_of,
)
from ombud.core.notices.places import Places
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Relation, SubjectKind
from ombud.usecases.receive import Receipt

_NO_NUL: Final = r"^[^\u0000]*$"
_SAFE: Final = 2**53 - 1
_URL_LIMIT: Final = 2048
_ANSWER_LIMIT: Final = 4000
_LATEST: Final = 10_000_000

Seconds = Annotated[float, Meta(ge=0, le=_LATEST)]
Whole = Annotated[int, Meta(ge=-_SAFE, le=_SAFE)]
Said = Annotated[str, Meta(max_length=_ANSWER_LIMIT)]
Answer = bool | Whole | Said | list[Said] | None


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^{pattern.pattern}$"


class SubjectIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """What the complaint is about, as the platform names it; `id` may be left out only for kind `platform`."""

    platform: Annotated[str, Meta(min_length=1, max_length=PLATFORM_LIMIT, pattern=_NO_NUL)]
    kind: SubjectKind
    id: Annotated[str, Meta(max_length=NAME_LIMIT, pattern=_NO_NUL)] | None = None
    url: Annotated[str, Meta(max_length=_URL_LIMIT)] | None = None
    span: (
        Annotated[tuple[Seconds, Seconds], Meta(description="From and to, in seconds of the medium.")] | None
    ) = None


class ContactIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """How to reach the complainant: never needed, never shown to the other side."""

    email: Annotated[str, Meta(max_length=CONTACT_LIMIT, pattern=_whole(EMAIL))] | None = None
    phone: Annotated[str, Meta(max_length=CONTACT_LIMIT, pattern=_whole(PHONE))] | None = None
    account: Annotated[str, Meta(min_length=1, max_length=CONTACT_LIMIT, pattern=_NO_NUL)] | None = None


class ComplainantIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """Who complains: every word of it a claim."""

    relation: Relation = Relation.BYSTANDER
    anonymous: bool = False
    contact: ContactIn | None = None
    locale: Literal["zh", "en"] = "zh"


class ComplaintIn(Struct, forbid_unknown_fields=True, kw_only=True):
    """A complaint. Only `text` must be there; nothing intimate is asked for."""

    text: Annotated[str, Meta(extra_json_schema={"minLength": 1, "maxLength": TEXT_LIMIT, "pattern": SEEN})]
    subject: SubjectIn | None = None
    lang: Literal["zh", "en"] | None = None
    kind: Annotated[
        str | None,
        Meta(description="What the complainant thinks it is, a class or a code of the pack; a claim."),
    ] = None
    answers: Annotated[
        dict[Annotated[str, Meta(max_length=CONTACT_LIMIT)], Answer],
        Meta(
            max_length=ANSWERS_LIMIT,
            description="Answers to the questions of the pack in force, listed at /api/v1/questions.",
        ),
    ] = {}
    jurisdiction: Annotated[str, Meta(max_length=CONTACT_LIMIT)] | None = None
    complainant: ComplainantIn | None = None


class ReceiptOut(Struct, kw_only=True):
    """A complaint is kept: its public number, its secret code, when, and where to follow it."""

    number: str
    code: str
    received_at: str
    status_url: str


_DECODER: Final = msgspec.json.Decoder(ComplaintIn)


def read(body: bytes | memoryview) -> ComplaintIn:
    """Read a complaint; refuse what is no JSON, and a wrong shape with the name of the field."""
    said: ComplaintIn = decode(_DECODER, body)
    return said


def decode(decoder: msgspec.json.Decoder[Any], body: bytes | memoryview) -> Any:
    """Decode a body; refuse what is no JSON, and a wrong shape with the name of the field."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise _wrong(str(error)) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused(No.BAD_INPUT, field="body", why="not_json") from None


_WRONGS: Final = (
    ("field_missing", re.compile("Object missing required field `(?P<name>.+)`")),
    ("field_unknown", re.compile("Object contains unknown field `(?P<name>.+)`")),
    ("wrong_type", re.compile("Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`")),
    ("wrong_word", re.compile("Invalid enum value '?(?P<got>.*?)'?")),
    ("too_long", re.compile("Expected `.+` of length <= (?P<most>[0-9]+)")),
    ("too_short", re.compile("Expected `.+` of length >= (?P<least>[0-9]+)")),
)
"""What the decoder finds wrong, as it says it → the word for it and the values that the word wants."""


def _wrong(said: str) -> Refused:
    """Return the refusal of what the decoder found wrong, with its place; what has no word of its own is the wrong shape."""
    detail, _, at = said.partition(" - at `")
    place = at.rstrip("`").removeprefix("$").lstrip(".")
    for why, pattern in _WRONGS:
        if found := pattern.fullmatch(detail):
            values = {key: value[:NAME_LIMIT] for key, value in found.groupdict().items()}
            path = ".".join(part for part in (place, values.pop("name", "")) if part)
            return Refused(No.BAD_INPUT, field=path or "body", why=why, **values)
    return Refused(No.BAD_INPUT, field=place or "body", why="wrong_shape")


def filing_of(
    said: ComplaintIn, *, sender: str, key: str | None, line: int = 0, channel: str = "api"
) -> Filing:
    """Translate a complaint into what the rules know."""
    who = said.complainant or ComplainantIn()
    contact = who.contact or ContactIn()
    given = {"email": contact.email, "phone": contact.phone, "account": contact.account}
    return Filing(
        sender=sender,
        channel=channel,
        text=said.text,
        key=key,
        line=line,
        subject=_subject(said.subject),
        lang=Lang(said.lang) if said.lang else None,
        kind=said.kind,
        answers=said.answers,
        jurisdiction=jurisdiction_of(said.jurisdiction),
        relation=who.relation,
        anonymous=who.anonymous,
        contact={name: value for name, value in given.items() if value},
        locale=Lang(who.locale),
    )


def _subject(said: SubjectIn | None) -> SubjectRef | None:
    if said is None:
        return None
    span = (min(said.span), max(said.span)) if said.span else None
    return SubjectRef(platform=said.platform, kind=said.kind, external=said.id or "", url=said.url, span=span)


def receipt_of(receipt: Receipt, *, url: str) -> ReceiptOut:
    """Translate a receipt; the address never holds the code."""
    return ReceiptOut(
        number=receipt.number,
        code=receipt.code,
        received_at=f"{receipt.received_at:%Y-%m-%dT%H:%M:%SZ}",
        status_url=Places(url).status(receipt.number),
    )
