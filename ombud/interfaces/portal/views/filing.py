"""The form: at most three short screens; danger needs two, and nothing written is ever lost."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.adapters.platform import handed
from ombud.adapters.platform.signed import host_secrets
from ombud.core.answers import form_of, offered
from ombud.core.intake import TEXT_LIMIT, jurisdiction_of
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOLDERS, Class, Relation, Side
from ombud.interfaces.portal import passes
from ombud.interfaces.portal.draft import Draft, new_key, read_draft
from ombud.interfaces.portal.pages import (
    FILES,
    GROUPS,
    PLACES,
    help_lines,
    is_redraw,
    lang_of,
    onward,
    pace,
    page,
    place_of,
    status_of,
    told,
    waiting,
)
from ombud.look.words import say
from ombud.usecases.read_pack import read_pack
from ombud.usecases.receive import Receipt
from ombud.wire import asking
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.evidence import take_evidence
from ombud.wire.intake import is_spent, take_in

RELATIONS: Final = tuple(relation.value for relation in Relation)
_HANDED: Final = ("platform", "kind", "id", "account", "topic", "once")
_FIELDS: Final = {"text": "text", "subject.id": "link", "subject.platform": "link", "kind": "about"}


@door(who={Who.ANYONE}, csrf=Csrf.FORM, rate=Rate.FILING, audit="Received")
def file(request: HttpRequest) -> HttpResponse:
    """Ask one screen after the other, then file."""
    if request.method != "POST":
        return _first(request)
    draft, why = _held(request, read_draft(request.POST))
    if why:
        return show(request, draft, again=why, status=403)
    if is_redraw(request):
        return show(request, draft)
    try:
        return _step(request, draft)
    except Refused as refused:
        shown = show(request, draft, again=told(refused, request), status=status_of(refused))
        return waiting(shown, refused)


def _first(request: HttpRequest) -> HttpResponse:
    """Show the first screen; a link that the host handed out leaves the address at once, as a letter's does."""
    draft = read_draft(request.GET)
    link = draft.handed
    if link is None:
        draft, why = _held(request, draft)
    else:
        fault = handed.fault(link, secrets=host_secrets(), now=here.now())
        fault = fault or (handed.Fault.USED if is_spent(link.once) else None)
        if fault is None:
            return _believed(request, link)
        draft, why = draft.unproved, say(f"portal.handed.{fault.value}", lang_of(request))
    # never the link's key: whoever made the link would know it, and the same key and words give the same code
    first = replace(draft, key=new_key(), screen="what", place=place_of(request))
    return show(request, first, again=why, status=403 if why else 0)


def _believed(request: HttpRequest, link: handed.Link) -> HttpResponse:
    """Remember in this browser alone what the host's link says, and go on without its proof."""
    kept = {name: request.GET[name] for name in ("lang", "place") if name in request.GET}
    response = onward(f"/file/?{urlencode({'once': link.once, **kept})}")
    said = asdict(link)
    passes.HANDED.give(request, response, {name: said[name] for name in _HANDED})
    return response


def _held(request: HttpRequest, draft: Draft) -> tuple[Draft, str]:
    """Return the draft with what the host's link said that was opened in this browser; without it, and why, where none was.

    Everything else that they wrote is kept: they may complain all the same, as anybody may.
    """
    if not draft.once:
        return draft.unproved, ""
    held = passes.HANDED.read(request)
    if held.get("once") == draft.once:
        return replace(draft, **held, relation=draft.relation or Relation.AFFECTED.value), ""
    fault = handed.Fault.USED if is_spent(draft.once) else handed.Fault.OVER
    return draft.unproved, say(f"portal.handed.{fault.value}", lang_of(request))


def _step(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Go on, back, or send; where that is too often, all that was written is kept."""
    pace(request, Rate.PAGE, text=draft.text, danger=draft.danger == "yes")
    match request.POST.get("go", ""):
        case "drop":
            other = replace(draft.unproved, platform="", kind="", id="", url="", t="")
            return show(request, other)
        case "regroup":
            return show(request, replace(draft, about="", topic="", screen="who"))
        case "back":
            return show(request, _moved(draft, -1))
        case "next" if draft.screen != draft.screens[-1]:
            wrong = _wrong(request, draft)
            return show(request, draft, wrong) if wrong else show(request, _moved(draft, +1))
    return _send(request, draft)


def _moved(draft: Draft, by: int) -> Draft:
    screens = draft.screens
    at = screens.index(draft.screen) if draft.screen in screens else 0
    return replace(draft, screen=screens[min(max(at + by, 0), len(screens) - 1)])


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    for screen in draft.screens:
        wrong = _wrong(request, replace(draft, screen=screen))
        if wrong:
            return show(request, replace(draft, screen=screen, website=""), wrong)
    pace(request, Rate.FILING, text=draft.text, danger=draft.danger == "yes")
    now = here.now()
    filing = draft.filing(pack=_pack(draft), lang=lang_of(request))
    (answer,) = take_in((filing,), now=now)
    if isinstance(answer, Refused):
        return _refused(request, draft, answer)
    response = onward("/file/receipt/")
    passes.COMPLAINT.give(request, response, {"number": answer.number, "id": answer.id.hex})
    passes.OWN.give(request, response, {"id": answer.id.hex})
    if draft.account:
        passes.HANDED.take_back(response)
    passes.RECEIPT.give(request, response, {"id": answer.id.hex, **_files(request, draft, answer)})
    return response


def _wrong(request: HttpRequest, draft: Draft) -> dict[str, str]:
    """Return what is wrong on the draft's screen: field → what to do about it."""
    lang = lang_of(request)
    if draft.screen == "more":
        pack = _pack(draft)
        return asking.told(draft.faults(pack), lang, questions=draft.questions(pack))
    return {
        field: say(f"portal.wrong.{word}", lang, **({"limit": TEXT_LIMIT} if word == "text_long" else {}))
        for field, word in draft.wrong(draft.screen).items()
    }


def _pack(draft: Draft) -> Pack:
    return read_pack(jurisdiction_of(draft.place))


def _refused(request: HttpRequest, draft: Draft, refused: Refused) -> HttpResponse:
    if refused.code is No.KEY_REUSED and draft.account:
        again = say(f"portal.handed.{handed.Fault.USED.value}", lang_of(request))
        return show(request, replace(draft.unproved, key=new_key(), screen="what"), again=again, status=409)
    if refused.code is No.KEY_REUSED:
        again = say("portal.file.twice", lang_of(request))
        return show(request, replace(draft, key=new_key(), screen="reach"), again=again, status=409)
    field = _FIELDS.get(str(refused.facts.get("field")), "text")
    return show(
        request,
        replace(draft, screen="what"),
        wrong={field: told(refused, request)},
        status=status_of(refused),
    )


def _files(request: HttpRequest, draft: Draft, receipt: Receipt) -> dict[str, object]:
    """Keep what was uploaded; the complaint is safe already, so a file that is refused stops nothing."""
    kept, sealed, refused = 0, 0, []
    if receipt.again or draft.is_delicate(_pack(draft)):
        return {"again": receipt.again}
    for upload in _uploads(request):
        try:
            added = take_evidence(
                receipt.id,
                file=upload,
                declared=upload.content_type or "",
                named=upload.name or "",
                now=here.now(),
            )
        except Refused as no:
            refused.append(told(no, request))
        else:
            kept, sealed = kept + 1, sealed + added.quarantined
    return {"again": False, "kept": kept, "sealed": sealed, "refused": refused}


def _uploads(request: HttpRequest) -> "list[Any]":
    return request.FILES.getlist("files")[:FILES]


def show(
    request: HttpRequest,
    draft: Draft,
    wrong: dict[str, str] | None = None,
    *,
    again: str = "",
    status: int = 0,
) -> HttpResponse:
    """Draw a screen of the form with everything that was written."""
    lang = lang_of(request)
    errors, pack = wrong or {}, _pack(draft)
    screens = draft.screens
    if draft.screen not in screens:
        draft = replace(draft, screen="reach")
    return page(
        request,
        "file",
        status=status or (422 if errors else 200),
        draft=draft,
        errors=errors,
        again=again,
        at=screens.index(draft.screen) + 1,
        all=len(screens),
        no_files=draft.is_delicate(pack),
        hasty=draft.danger == "yes",
        numbers=help_lines(place_of(request), lang),
        subject=_subject_line(draft, lang),
        abouts=[
            (c.value, say(f"portal.about.{c.value}", lang), say(f"portal.about.{c.value}_hint", lang))
            for c in GROUPS
        ],
        topics=_topics(draft, pack, lang),
        answers=[(f"{asking.PREFIX}{name}", text) for name, all_ in draft.answers.items() for text in all_],
        asks=_asks(draft, errors, lang=lang) if draft.screen == "more" else None,
        relations=[(name, say(f"portal.file.{name}", lang)) for name in RELATIONS],
        ways=[
            (way, say(f"portal.file.way_{word}", lang), say(f"portal.file.way_{word}_hint", lang))
            for way, word in (
                ("anonymous", "account" if draft.account else "anonymous"),
                ("confidential", "confidential"),
            )
        ],
        dangers=[("yes", say("portal.file.danger_yes", lang)), ("no", say("portal.file.danger_no", lang))],
        places=[(place, say(f"portal.place.{place}", lang)) for place in PLACES],
        keeps_form="file-form",
    )


def _topics(draft: Draft, pack: Pack, lang: str) -> list[tuple[str, str]]:
    """Return the kinds of the class they chose, in plain words, and that none of them may fit."""
    if draft.about not in frozenset(Class):
        return []
    kinds = offered(pack, cls=Class(draft.about))
    said = [(one.code, ((one.help_child if draft.child else None) or one.help).say(lang)) for one in kinds]
    return [*said, ("", say("portal.file.topic_unsure", lang))] if len(said) > 1 else []


def _asks(draft: Draft, errors: Mapping[str, str], *, lang: str) -> dict[str, Any]:
    """Return what the screen of questions shows: what this is about, what is asked, what never is."""
    pack, claim, child = _pack(draft), draft.claim or "", bool(draft.child)
    kind = form_of(claim, pack=pack)
    return {
        "help": ((kind.help_child if child else None) or kind.help).say(lang),
        "fields": asking.drawn(draft.questions(pack), draft.answers, wrong=errors, lang=lang, child=child),
        "never": asking.never_asked(claim, pack=pack, lang=lang, child=child),
        "notice": draft.relates in HOLDERS and bool(pack.elements_for(kind.code, side=Side.COMPLAINANT)),
    }


def _subject_line(draft: Draft, lang: str) -> str:
    subject = draft.subject
    if subject is None or not subject.external:
        return draft.url
    kind = say(f"portal.kind.{subject.kind.value}", lang)
    return say(
        "portal.file.subject_is",
        lang,
        platform=draft.platform or say("portal.file.platform", lang),
        kind=kind,
        id=draft.id,
    )
