"""Follow a complaint with number and code: what happened, what is next and by when, letters, add, answer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.adapters.hearing import danger_now
from ombud.core.complaint import Standing
from ombud.core.intake import TEXT_LIMIT
from ombud.core.notices import RECORD, contact
from ombud.core.refusals import No, Refused
from ombud.interfaces.portal import passes
from ombud.interfaces.portal.pages import (
    FILES,
    childs_lines,
    counted,
    help_lines,
    is_redraw,
    lang_of,
    onward,
    pace,
    page,
    saved,
    status_of,
    tidy,
    told,
    waiting,
)
from ombud.look.dates import moment
from ombud.look.language import reads_in
from ombud.look.words import say
from ombud.usecases.answer import answer
from ombud.usecases.fetch_record import fetch_record
from ombud.usecases.find_complaint import find_complaint
from ombud.usecases.look_at_complaint import ComplaintSeen, SeenLetter, look_at_complaint
from ombud.usecases.look_at_receipt import look_at_receipt
from ombud.usecases.object_to_limit import object_to_limit
from ombud.usecases.rate import Said, rate
from ombud.usecases.read_letter import read_letter
from ombud.usecases.read_own_words import read_own_words
from ombud.usecases.say_again import say_again
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.evidence import take_evidence
from ombud.wire.hearing import file_danger
from ombud.wire.progress import happened_text, letter_title, next_text, status_text

_ICONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "received": ("inbox", "blue"),
        "sorted": ("tag", "blue"),
        "evidence_added": ("file", "neutral"),
        "wrote": ("message", "neutral"),
        "again": ("alert", "red"),
        "danger": ("alert", "red"),
        "abuse_warned": ("mail", "amber"),
        "limited": ("clock", "amber"),
        "limit_objected": ("message", "neutral"),
        "limit_kept": ("mail", "amber"),
        "limit_lifted": ("check", "green"),
        "answered_together": ("mail", "blue"),
        "asked": ("info", "amber"),
        "put_off": ("clock", "amber"),
        "progress": ("mail", "blue"),
        "contact": ("person", "blue"),
        "contact_changed": ("person", "amber"),
        "parts_told": ("mail", "blue"),
        "held_back": ("clock", "amber"),
        "held_over": ("clock", "blue"),
        "wait_over": ("clock", "amber"),
        "reopened": ("appeal", "violet"),
        "rated_unsolved": ("message", "amber"),
        "rated_solved": ("message", "green"),
        "ended": ("check", "green"),
    }
)
_DECIDED: Final = ("decide", "green")
_FIELDS: Final[Mapping[str, str]] = MappingProxyType({"add": "files", "object": "objection"})
"""Act → the field of the form beside which it is said what was wrong."""
_YES_NO: Final[Mapping[str, bool]] = MappingProxyType({"yes": True, "no": False})
_DONE: Final = frozenset({"wrote", "objected", "again", "added", "solved", "unsolved"})


@door(who={Who.ANYONE}, csrf=Csrf.FORM, rate=Rate.CODES, audit="wrong tries by address")
def status(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; the code travels only in the body of a form."""
    if request.method != "POST" or is_redraw(request):
        return ask(request, number=request.POST.get("number") or request.GET.get("number", ""))
    return _open(request, request.POST.get("number", ""))


@door(
    who={Who.COMPLAINANT}, csrf=Csrf.FORM, rate=Rate.CODES, audit="Wrote, EvidenceAdded, Rated, AbuseObjected"
)
def complaint(request: HttpRequest, number: str) -> HttpResponse:
    """Show one complaint to the person who holds its code, and take in what they add."""
    held = passes.COMPLAINT.names(request, number)
    if held is None:
        if request.method == "POST" and "code" in request.POST and not is_redraw(request):
            return _open(request, number)
        return ask(request, number=number)
    if request.method == "POST" and not is_redraw(request):
        act = _ACTS.get(request.POST.get("do", ""))
        if act is not None:
            try:
                pace(request, Rate.FILING, text=request.POST.get("text", ""))
                return act(request, number, held)
            except Refused as refused:
                return show(request, number, held, refused=refused)
    return show(request, number, held)


def ask(request: HttpRequest, *, number: str, refused: Refused | None = None) -> HttpResponse:
    """Ask for number and code; what was wrong is never said more exactly than that it does not fit."""
    response = page(
        request,
        "status",
        status=status_of(refused) if refused else 200,
        number=number,
        errors={"code": told(refused, request)} if refused else {},
        keeps_form="status-form",
    )
    return waiting(response, refused)


def _open(request: HttpRequest, number: str) -> HttpResponse:
    try:
        found = find_complaint(number, code=request.POST.get("code", ""))
    except Refused as refused:
        return ask(request, number=number, refused=counted(request, refused))
    printed = tidy(number, "C")
    response = onward(f"/c/{printed}")
    passes.COMPLAINT.give(request, response, {"number": printed, "id": found.hex})
    passes.OWN.give(request, response, {"id": found.hex})
    return response


def _write(request: HttpRequest, number: str, held: UUID) -> HttpResponse:
    answer(held, text=request.POST.get("text", ""), mint=here.mint, now=here.now())
    return _heard(request, number, held, text=request.POST.get("text", ""), done="wrote")


def _again(request: HttpRequest, number: str, held: UUID) -> HttpResponse:
    """Let whoever is on duty know that it is happening again; nobody has to write a word."""
    text = request.POST.get("again", "").strip() or say("portal.again.words", lang_of(request))
    say_again(held, text=text, mint=here.mint, now=here.now())
    return _heard(request, number, held, text=text, done="again")


def _object(request: HttpRequest, number: str, held: UUID) -> HttpResponse:
    object_to_limit(held, text=request.POST.get("objection", ""), mint=here.mint, now=here.now())
    return _heard(request, number, held, text=request.POST.get("objection", ""), done="objected")


def _add(request: HttpRequest, number: str, held: UUID) -> HttpResponse:
    uploads = request.FILES.getlist("files")[:FILES]
    if not uploads:
        raise Refused(No.BAD_INPUT, field="files")
    for upload in uploads:
        take_evidence(
            held, file=upload, declared=upload.content_type or "", named=upload.name or "", now=here.now()
        )
    return onward(f"/c/{number}?done=added")


def _rate(request: HttpRequest, number: str, held: UUID) -> HttpResponse:
    form = request.POST
    try:
        case = UUID(form.get("case", ""))
    except ValueError as error:
        raise Refused(No.NOT_FOUND) from error
    if form.get("solved") not in _YES_NO:
        raise Refused(No.ANSWER_MISSING, field="solved", missing=["solved"])
    said = Said(
        solved=form["solved"] == "yes",
        heard=_YES_NO.get(form.get("heard", "")),
        clear=_YES_NO.get(form.get("clear", "")),
        text=form.get("rating", ""),
    )
    rate(held, case=case, said=said, mint=here.mint, now=here.now())
    return _heard(request, number, held, text=said.text, done="solved" if said.solved else "unsolved")


def _heard(request: HttpRequest, number: str, held: UUID, *, text: str, done: str) -> HttpResponse:
    """Go on to the complaint; whose words tell of a danger reads first whom to call, and gets a receipt where they begin anew."""
    if not danger_now(text):
        return onward(f"/c/{number}?done={done}")
    filed = file_danger(held, text=text, now=here.now())
    if filed is None:
        return onward(f"/c/{number}?done={done}&danger=1")
    response = onward("/file/receipt/")
    passes.COMPLAINT.give(request, response, {"number": filed.number, "id": filed.id.hex})
    passes.RECEIPT.give(request, response, {"id": filed.id.hex, "again": filed.again})
    return response


def _read(request: HttpRequest, number: str, held: UUID) -> HttpResponse:
    seen = look_at_complaint(held, now=here.now())
    wanted = next((one for one in seen.letters if one.number == request.POST.get("letter")), None)
    if wanted is None:
        raise Refused(No.NOT_FOUND)
    opened = read_letter(wanted.number, code=wanted.code, now=here.now())
    response = onward(f"/l/{wanted.number}")
    passes.LETTER.give(request, response, {"number": wanted.number, "id": opened.id.hex, "complaint": number})
    return response


def _record(request: HttpRequest, number: str, held: UUID) -> HttpResponse:  # noqa: ARG001 - every act is called alike
    """Give the record that came with a letter of theirs, and with nobody else's."""
    wanted = request.POST.get("letter")
    found = (one for one in look_at_complaint(held, now=here.now()).letters if one.number == wanted)
    letter = next(found, None)
    if letter is None:
        raise Refused(No.NOT_FOUND)
    return saved(fetch_record(letter.id, now=here.now()))


def _leave(request: HttpRequest, number: str, held: UUID) -> HttpResponse:  # noqa: ARG001 - every act is called alike
    response = onward("/")
    passes.COMPLAINT.take_back(response)
    passes.OWN.take_back(response)
    passes.LETTER.take_back(response)
    return response


_ACTS: Final[Mapping[str, Callable[[HttpRequest, str, UUID], HttpResponse]]] = MappingProxyType(
    {
        "write": _write,
        "again": _again,
        "object": _object,
        "add": _add,
        "rate": _rate,
        "letter": _read,
        "record": _record,
        "leave": _leave,
    }
)


def show(request: HttpRequest, number: str, held: UUID, *, refused: Refused | None = None) -> HttpResponse:
    """Draw the complaint; a refusal keeps the text that was written."""
    lang, now = lang_of(request), here.now()
    seen = look_at_complaint(held, now=now)
    reads_in(request, seen.zone)
    field = _FIELDS.get(request.POST.get("do", ""), "text")
    done = request.GET.get("done", "")
    response = page(
        request,
        "complaint",
        status=status_of(refused) if refused else 200,
        seen=seen,
        state=status_text(seen, lang),
        by=_by(seen),
        child=seen.child,
        numbers=_numbers(request, seen, lang),
        next_said=next_text(seen.next, lang, child=seen.child),
        timeline=_timeline(seen, lang),
        letters=[_line(letter, lang, child=seen.child) for letter in reversed(seen.letters)],
        unsent=any(one.unsent and not one.read_at for one in seen.letters),
        question=_question(seen),
        words=read_own_words(held),
        text=request.POST.get("text", "") if refused or is_redraw(request) else "",
        errors={field: _why(refused, request)} if refused else {},
        done=done if done in _DONE else "",
        yes_no=[(one, say(f"look.{one}", lang)) for one in _YES_NO],
        rating=request.POST.get("rating", ""),
        limited=_limited(seen, lang),
        parts=_parts(seen, lang),
        objection=request.POST.get("objection", ""),
        limit=TEXT_LIMIT,
        keeps_form="write-form" if seen.answerable else "",
    )
    passes.COMPLAINT.give(request, response, {"number": number, "id": held.hex})
    return waiting(response, refused)


def _numbers(request: HttpRequest, seen: ComplaintSeen, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return whom to call: a child always, anybody whose words just told of a danger."""
    if seen.child:
        return childs_lines(seen, lang)
    return help_lines(seen.jurisdiction, lang) if request.GET.get("danger") else ()


def _limited(seen: ComplaintSeen, lang: str) -> str:
    """Say how contact is limited: where they write, who answers, how often; empty where nothing is."""
    if seen.limit is None:
        return ""
    who, until = contact(seen.limit.contact, lang), moment(seen.limit.until, lang)
    return say("portal.limited.text", lang, contact=who, until=until, n=seen.limit.every.days)


def _parts(seen: ComplaintSeen, lang: str) -> list[tuple[str, bool]]:
    """Return each part by its kind, and whether it has ended; nothing where one team has all of it."""
    several = seen.contact.parts if seen.contact is not None else ()
    return [(titles[0 if lang == "zh" else 1], ended) for titles, ended in several]


def _by(seen: ComplaintSeen) -> datetime | None:
    """Return the date of the next step; until somebody has read it, the one that the receipt promised."""
    if seen.next.by is None and seen.next.what == "decide":
        return look_at_receipt(seen.id).decide_by
    return seen.next.by


def _why(refused: Refused, request: HttpRequest) -> str:
    if refused.facts.get("field") == "files":
        return say("portal.wrong.files", lang_of(request))
    return told(refused, request)


def _timeline(seen: ComplaintSeen, lang: str) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = []
    for happened in seen.timeline:
        icon, tone = _ICONS.get(
            happened.what, _DECIDED if happened.what.startswith("outcome") else ("dot", "neutral")
        )
        entries.append(
            {
                "at": happened.at,
                "text": happened_text(happened, lang, child=seen.child),
                "kind": icon,
                "tone": tone,
            }
        )
    return entries


def _line(letter: SeenLetter, lang: str, *, child: bool) -> dict[str, object]:
    title = letter_title(letter.template, lang, child=child)
    return {"letter": letter, "title": title, "record": letter.template == RECORD}


def _question(seen: ComplaintSeen) -> object | None:
    """Return the letter that asks, while we wait for its answer."""
    if seen.standing is not Standing.WAITING:
        return None
    asking = [one for one in seen.letters if one.template == "need_more"]
    return read_letter(asking[-1].number, code=asking[-1].code, now=here.now()) if asking else None
