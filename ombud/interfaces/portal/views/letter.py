"""Read a letter and ask for another look: with its number and code, or by its link; an account is not needed."""

from contextlib import suppress
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.adapters.hearing import danger_now
from ombud.core.pack.letters import Rendered
from ombud.core.refusals import No, Refused
from ombud.interfaces.portal import passes
from ombud.interfaces.portal.pages import (
    childs_lines,
    counted,
    help_lines,
    is_redraw,
    lang_of,
    linked,
    onward,
    pace,
    page,
    saved,
    status_of,
    tidy,
    told,
    waiting,
)
from ombud.look.language import reads_in
from ombud.look.words import say
from ombud.usecases.answer_breach import answer_breach
from ombud.usecases.answer_letter import answer_letter
from ombud.usecases.appeal import appeal
from ombud.usecases.deny_match import deny_match
from ombud.usecases.draft_from_letter import draft_from_letter
from ombud.usecases.fetch_record import fetch_record
from ombud.usecases.look_at_complaint import Next, look_at_complaint
from ombud.usecases.read_letter import ReadLetter, read_letter
from ombud.usecases.show_suit import show_suit
from ombud.wire import asking
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.intake import take_in
from ombud.wire.progress import letter_title, next_text

GROWN_UP: Final = "grown_up"
"""Who else may read a letter to a child: whoever it shows it to, in words of their own."""


@door(who={Who.ANYONE}, csrf=Csrf.FORM, rate=Rate.CODES, audit="wrong tries by address")
def letters(request: HttpRequest) -> HttpResponse:
    """Ask for a letter's number and code."""
    number = request.POST.get("number") or request.GET.get("number", "")
    if request.method != "POST" or is_redraw(request):
        return _ask(request, number=number)
    return _open(request, number, code=request.POST.get("code", ""))


@door(who={Who.COMPLAINANT, Who.ACCOUNT}, csrf=Csrf.FORM, rate=Rate.CODES, audit="read_at, ContactProved")
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """Show a letter as a paper; a link leaves the address at once, and that of a complainant is used up here."""
    if request.method == "GET" and request.GET.get("t"):
        return _open(request, number, token=request.GET["t"])
    if request.method == "POST" and "code" in request.POST and not is_redraw(request):
        return _open(request, number, code=request.POST["code"])
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    seen = _read(request, held)
    if request.method == "POST" and request.POST.get("do") == "goes_on" and seen.goes_on is not None:
        response = onward(f"/l/{seen.goes_on[0]}")
        passes.LETTER.give(request, response, {"number": seen.goes_on[0], "id": seen.goes_on[1].hex})
        return response
    complaint = passes.LETTER.read(request).get("complaint", "")
    asked = request.GET.get("for") == GROWN_UP
    other = seen.grown_up if asked else None
    said = other or Rendered(title=seen.title, body=seen.body)
    shown = {"seen": seen, "title": said.title, "body": linked(said.body), "complaint": complaint}
    shown["otherwise"] = bool(request.GET.get("else")) and not seen.matched
    shown |= _childs(request, seen) if seen.child and other is None else {"to_child": other is not None}
    return _prolonged(request, page(request, "letter", **shown))


def _childs(request: HttpRequest, seen: ReadLetter) -> dict[str, Any]:
    """Return what stands around a letter to a child: what comes next and by when, and whom it can talk to."""
    if seen.complaint is None or seen.erased_at is not None:
        return {"child": seen.child}
    lang, whole = lang_of(request), look_at_complaint(seen.complaint, now=here.now())
    coming = Next(what="review", by=seen.review_by) if seen.review_by else whole.next
    if coming.what == "appeal" and seen.can_appeal:  # the way to say no stands below, with its date
        coming = Next(what="nothing", by=None)
    return {
        "child": True,
        "title": letter_title(seen.template, seen.lang, child=True),
        "next_said": next_text(coming, lang, child=True),
        "next_by": coming.by,
        "numbers": childs_lines(whole, lang),
    }


@door(who={Who.COMPLAINANT, Who.ACCOUNT}, csrf=Csrf.FORM, rate=Rate.FILING, audit="Appealed")
def appeal_against(request: HttpRequest, number: str) -> HttpResponse:
    """Take in an appeal against the decision that the letter tells of."""
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    text = request.POST.get("text", "")
    if request.method != "POST" or is_redraw(request):
        return _appeal_form(request, held, text=text)
    seen = _read(request, held)
    if not text.strip() and seen.child:
        text = say("portal.child.appeal.words", lang_of(request))  # one tap is enough
    stated = asking.answered(asking.posted(request.POST), seen.statement)
    wrote = "\n".join((text, *(one for one in stated.values() if isinstance(one, str))))
    try:
        pace(request, Rate.FILING, text=wrote)
        no = appeal(held, text=text, stated=stated, mint=here.mint, now=here.now())
    except Refused as refused:
        if refused.code is No.APPEAL_ALREADY:
            return onward(f"/l/{number}/appeal/sent?again=1")
        return _appeal_form(request, held, text=text, refused=refused)
    response = onward(f"/l/{number}/appeal/sent{_urgent(wrote, '?')}")
    passes.LETTER.give(
        request, response, {**passes.LETTER.read(request), "appeal": no, "at": here.now().isoformat()}
    )
    return response


@door(who={Who.COMPLAINANT}, csrf=Csrf.FORM, rate=Rate.FILING, audit="MatchRead, Appealed")
def something_else(request: HttpRequest, number: str) -> HttpResponse:
    """Take in, at one tap, that a complaint is about something else than the known fault that it was answered with."""
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    if request.method != "POST" or is_redraw(request):
        return onward(f"/l/{number}")
    text = say("portal.letter.something_else", lang_of(request))
    pace(request, Rate.FILING, text=text)
    with suppress(Refused):  # said twice: somebody looks already, which the letter's page says
        deny_match(held, text=text, mint=here.mint, now=here.now())
    return onward(f"/l/{number}?else=1")


@door(who={Who.ACCOUNT}, csrf=Csrf.FORM, rate=Rate.FILING, audit="Heard")
def answer_to(request: HttpRequest, number: str) -> HttpResponse:
    """Take in what an account says to a letter that asks for its side, before anything is decided."""
    return _answered(request, number, room="answer")


@door(who={Who.COMPLAINANT}, csrf=Csrf.FORM, rate=Rate.FILING, audit="SuitShown")
def suit_over(request: HttpRequest, number: str) -> HttpResponse:
    """Take in that whoever proved the right complained to the authority or sued."""
    return _answered(request, number, room="suit")


@door(who={Who.COMPLAINANT}, csrf=Csrf.READS, rate=Rate.PAGE, audit="read_at")
def record_of(request: HttpRequest, number: str) -> HttpResponse:
    """Give the record that came with the letter."""
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    return saved(fetch_record(held, now=here.now()))


@door(who={Who.ACCOUNT}, csrf=Csrf.FORM, rate=Rate.FILING, audit="Received")
def complain_over(request: HttpRequest, number: str) -> HttpResponse:
    """File a complaint from a letter: about the leak that it tells of, with words or without, or what a child writes back."""
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    text, refused = request.POST.get("text", ""), None
    if request.method == "POST" and not is_redraw(request):
        try:
            pace(request, Rate.FILING, text=text)
            return _file(request, held, text=text)
        except Refused as no:
            if no.code is No.KEY_REUSED:  # they complained already, in other words
                return onward(f"/l/{number}")
            refused = no
    seen = _read(request, held)
    response = page(
        request,
        "letter",
        status=status_of(refused) if refused else 200,
        seen=seen,
        title=seen.title,
        body=linked(seen.body),
        text=text,
        child=seen.child,
        errors={"text": told(refused, request)} if refused else {},
        keeps_form="leak-form",
    )
    return waiting(_prolonged(request, response), refused)


def _file(request: HttpRequest, held: UUID, *, text: str) -> HttpResponse:
    """Take the complaint in, then note which letter it answers; a reader who has to try again files it once."""
    (answer,) = take_in((draft_from_letter(held, text=text),), now=here.now())
    if isinstance(answer, Refused):
        raise answer
    answer_breach(held, complaint=answer.id, now=here.now())
    response = onward("/file/receipt/")
    passes.COMPLAINT.give(request, response, {"number": answer.number, "id": answer.id.hex})
    passes.RECEIPT.give(request, response, {"id": answer.id.hex, "again": answer.again})
    return response


def _answered(request: HttpRequest, number: str, *, room: str) -> HttpResponse:
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    text = request.POST.get("text", "")
    refused = None
    if request.method == "POST" and not is_redraw(request):
        try:
            pace(request, Rate.FILING, text=text)
            if room == "answer":
                stated = asking.answered(asking.posted(request.POST), _read(request, held).statement)
                answer_letter(held, text=text, stated=stated, mint=here.mint, now=here.now())
            else:
                show_suit(held, text=text, mint=here.mint, now=here.now())
        except Refused as no:
            refused = no
        else:
            return onward(f"/l/{number}/{room}?sent=1{_urgent(text, '&')}")
    seen = _read(request, held)
    wrong = _wrong(refused, seen, request) if refused else {}
    asked = seen.statement if room == "answer" else ()
    response = page(
        request,
        "answer",
        fields=asking.drawn(asked, asking.posted(request.POST), wrong=wrong, lang=lang_of(request)),
        status=status_of(refused) if refused else 200,
        seen=seen,
        until=seen.suit_until if room == "suit" else seen.answer_until,
        room=room,
        text=text,
        sent=bool(request.GET.get("sent")),
        urgent=_numbers(request, seen),
        errors=wrong,
        keeps_form="answer-form",
    )
    return waiting(_prolonged(request, response), refused)


@door(who={Who.COMPLAINANT, Who.ACCOUNT}, csrf=Csrf.READS, rate=Rate.PAGE)
def appeal_sent(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm that an appeal was taken in."""
    held = passes.LETTER.names(request, number)
    if held is None:
        return _ask(request, number=number)
    at, seen = passes.LETTER.read(request).get("at"), _read(request, held)
    return page(
        request,
        "appeal_sent",
        seen=seen,
        again=bool(request.GET.get("again")),
        urgent=_numbers(request, seen),
        at=datetime.fromisoformat(at) if at else None,
        **(_childs(request, seen) if seen.child else {}),
    )


def _appeal_form(
    request: HttpRequest, held: UUID, *, text: str, refused: Refused | None = None
) -> HttpResponse:
    seen, lang = _read(request, held), lang_of(request)
    wrong = _wrong(refused, seen, request) if refused else {}
    said = asking.posted(request.POST)
    response = page(
        request,
        "appeal",
        status=status_of(refused) if refused else 200,
        seen=seen,
        child=seen.child,
        text=text,
        fields=asking.drawn(seen.statement, said, wrong=wrong, lang=lang),
        errors=wrong,
        keeps_form="appeal-form",
    )
    return waiting(_prolonged(request, response), refused)


def _wrong(refused: Refused, seen: ReadLetter, request: HttpRequest) -> dict[str, str]:
    """Return what is wrong with which field: each that a statement lacks, or the one that is no answer."""
    lang = lang_of(request)
    lacking = refused.facts.get("known")
    if refused.facts.get("why") == "statement" and isinstance(lacking, list):
        several = (Refused(No.ANSWER_MISSING, field=f"answers.{one}") for one in lacking)
        return asking.told(several, lang, questions=seen.statement)
    return asking.told((refused,), lang) or {"text": told(refused, request)}


def _ask(
    request: HttpRequest, *, number: str, refused: Refused | None = None, used: bool = False
) -> HttpResponse:
    response = page(
        request,
        "letters",
        status=status_of(refused) if refused else 200,
        number=number,
        used=used,
        errors={"code": told(refused, request)} if refused and not used else {},
        keeps_form="letter-form",
    )
    return waiting(response, refused)


def _open(
    request: HttpRequest, number: str, *, code: str | None = None, token: str | None = None
) -> HttpResponse:
    try:
        own = passes.OWN.read(request).get("id")
        holds = UUID(hex=own) if own else None
        opened = read_letter(number, code=code, token=token, holds=holds, now=here.now())
    except Refused as refused:
        used = token is not None and refused.code is No.WRONG_CODE
        return _ask(request, number=number, refused=counted(request, refused), used=used)
    printed = tidy(number, "L")
    response = onward(f"/l/{printed}")
    passes.LETTER.give(request, response, {"number": printed, "id": opened.id.hex})
    return response


def _read(request: HttpRequest, held: UUID) -> ReadLetter:
    """Read an opened letter; the page around it tells moments by the clock that its words tell them by."""
    seen = read_letter(letter=held, now=here.now())
    if seen.zone is not None:
        reads_in(request, seen.zone)
    return seen


def _urgent(text: str, mark: str) -> str:
    """Return what asks the next page to say first whom to call, where somebody's words tell of a danger."""
    return f"{mark}danger=1" if danger_now(text) else ""


def _numbers(request: HttpRequest, seen: ReadLetter) -> tuple[tuple[str, str, str], ...]:
    asked = request.GET.get("danger")
    return help_lines(seen.jurisdiction, lang_of(request)) if asked and seen.jurisdiction else ()


def _prolonged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    passes.LETTER.give(request, response, passes.LETTER.read(request))
    return response
