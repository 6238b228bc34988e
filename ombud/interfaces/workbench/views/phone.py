"""The phone note: what to say to a caller, what to ask, what never to ask; filed like any other complaint."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from ombud.adapters import here
from ombud.core.answers import form_of, offered
from ombud.core.intake import JURISDICTIONS, TEXT_LIMIT, jurisdiction_of
from ombud.core.notices import contact
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Class, Relation
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, seat
from ombud.interfaces.workbench.phoning import Note, read_note
from ombud.interfaces.workbench.views.home import bar
from ombud.look.dates import moment
from ombud.look.words import say
from ombud.usecases.answer import answer
from ombud.usecases.find_complaint import find_complaint
from ombud.usecases.look_at_caller import look_at_caller
from ombud.usecases.look_at_desk import look_at_desk
from ombud.usecases.look_at_receipt import look_at_receipt
from ombud.usecases.read_pack import read_pack
from ombud.usecases.receive import Receipt
from ombud.wire import asking
from ombud.wire.doors import Csrf
from ombud.wire.hearing import file_danger
from ombud.wire.intake import take_in
from ombud.wire.problems import status_of
from ombud.wire.refusals import words_of
from ombud.wire.staff import me

CALLS_FIRST: Final = ("SH", "MN")
"""The kinds whose help lines are read out to a caller in danger."""


@seat(who=WORKERS, csrf=Csrf.FORM, audit="Received in the complaint's book, by the agent")
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Write down what a caller says; draw the questions of the kind; file it."""
    note = read_note(request.POST, lang=lang_of(request))
    if request.method != "POST" or is_redraw(request) or request.POST.get("go") != "file":
        return _draw(request, note)
    wrong = _wrong(note, _pack(note), lang=lang_of(request))
    if wrong:
        return _draw(request, note, wrong=wrong, status=422)
    (answer,) = take_in((note.filing(pack=_pack(note), by=me(request)),), now=here.now())
    if isinstance(answer, Refused):
        again = words_of(answer, lang_of(request))
        return _draw(request, note, again=again, status=status_of(answer).value)
    return _filed(request, note, answer)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="Wrote in the complaint's book, by the agent")
@require_POST
def phone_more(request: HttpRequest) -> HttpResponse:
    """Write down what a caller says of a complaint there is: they read out its number and code."""
    form, note = request.POST, read_note(QueryDict(), lang=lang_of(request))
    text = form.get("more", "")
    try:
        held = find_complaint(form.get("number", ""), code=form.get("code", ""))
        answer(held, text=text, taken_by=me(request), mint=here.mint, now=here.now())
    except Refused as refused:
        again = words_of(refused, lang_of(request))
        return _draw(request, note, again=again, status=422, more=form)
    filed = file_danger(held, text=text, now=here.now())
    if filed is not None:
        return _filed(request, note, filed)
    return _draw(request, note, kept=number_of(held, "C"))


def _pack(note: Note) -> Pack:
    return read_pack(jurisdiction_of(note.place))


def _wrong(note: Note, pack: Pack, *, lang: str) -> dict[str, str]:
    plain = {
        field: say(f"workbench.phone.wrong.{word}", lang, limit=TEXT_LIMIT) for field, word in note.wrong()
    }
    return plain | asking.told(note.faults(pack), lang, questions=note.questions(pack))


def _filed(request: HttpRequest, note: Note, receipt: Receipt) -> HttpResponse:
    """Show number and code, to be read out; a reload files nothing new."""
    seen = look_at_receipt(receipt.id)
    limited = _limited(note, lang_of(request))
    shown: dict[str, Any] = {"seen": seen, "spoken": note.lang.value, "numbers": (), "limited": limited}
    if seen.urgent:
        shown["numbers"] = _numbers(_pack(note), note.lang.value)
    return _render(request, "phone_filed", shown)


def _draw(
    request: HttpRequest,
    note: Note,
    *,
    wrong: dict[str, str] | None = None,
    again: str = "",
    status: int = 200,
    kept: str = "",
    more: QueryDict | None = None,
) -> HttpResponse:
    pack, lang, errors = _pack(note), lang_of(request), wrong or {}
    spoken, child = note.lang.value, bool(note.child)
    shown = {
        "note": note,
        "errors": errors,
        "again": again,
        "kept": kept,
        "more": more or {},
        "spoken": spoken,
        "hasty": note.danger == "yes",
        "numbers": _numbers(pack, spoken),
        "dangers": [(one, say(f"asking.{one}", lang)) for one in ("yes", "no")],
        "kinds": [("", "–"), *_kinds(pack, lang)],
        "relations": [(one.value, say(f"workbench.relation.{one.value}", lang)) for one in Relation],
        "languages": [(one, say(f"workbench.language.in_{one}", lang)) for one in ("zh", "en")],
        "places": [(one, say(f"portal.place.{one}", lang)) for one in sorted(JURISDICTIONS)],
        "fields": asking.drawn(note.questions(pack), note.answers, wrong=errors, lang=spoken, child=child),
        "help": _help(note, pack) if note.kind else "",
        "notice": note.gives_notice(pack),
        "limited": _limited(note, lang),
        "never": asking.never_asked(note.kind or Class.SERVICE.value, pack=pack, lang=spoken, child=child),
    }
    return _render(request, "phone", shown, status=status)


def _kinds(pack: Pack, lang: str) -> list[tuple[str, str]]:
    return [
        (one.code, f"{say(f'workbench.class.{cls.value}', lang)} · {one.title.say(lang)}")
        for cls in Class
        for one in offered(pack, cls=cls)
    ]


def _limited(note: Note, lang: str) -> str:
    """Say how contact with whoever is reached by this telephone is limited; empty where nothing is."""
    limit = look_at_caller(note.phone, now=here.now()) if note.phone else None
    if limit is None:
        return ""
    who, until = contact(limit.contact, lang), moment(limit.until, lang)
    return say("workbench.phone.limited", lang, contact=who, until=until)


def _help(note: Note, pack: Pack) -> str:
    kind = form_of(note.kind, pack=pack)
    return ((kind.help_child if note.child else None) or kind.help).say(note.lang.value)


def _numbers(pack: Pack, lang: str) -> tuple[tuple[str, str, str], ...]:
    lines = {line.id: line for kind in CALLS_FIRST for line in pack.help_for(kind)}
    return tuple((line.title.say(lang), line.number, "") for line in lines.values())


def _render(request: HttpRequest, name: str, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    now = here.now()
    desk = bar(look_at_desk(by=me(request), now=now), lang_of(request), now=now)
    page = render(request, f"workbench/{name}.html", {**desk, "pane": "case", **shown}, status=status)
    page.headers["Cache-Control"] = "no-store"
    return page
