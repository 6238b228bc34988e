"""Which clocks are over, or were met too late, and why?"""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.intake import HOME
from ombud.interfaces.office.naming import clock_note, is_law, kind_words
from ombud.interfaces.office.room import LEADS, done, lang_of, room, sent, sent_id, show
from ombud.look.words import say
from ombud.usecases.look_at_late import FIRST, Key, look_at_late
from ombud.usecases.look_at_staff import names
from ombud.usecases.read_pack import read_pack
from ombud.usecases.record_cause import CAUSES, record_cause
from ombud.wire.staff import me


@room("late")
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Show the clocks that are over, longest first."""
    rows, following = look_at_late(after=_key(request))
    lang, called = lang_of(request), names()
    return show(
        request,
        "late",
        now=here.now(),
        rows=[
            (
                one,
                clock_note(one.rule, lang),
                is_law(one.rule),
                called.get(one.agent, "") if one.agent else "",
                kind_words(one.code, lang),
            )
            for one in rows
        ],
        older=f"?after={following[0].isoformat()}|{following[1]}|{following[2]}".replace("+", "%2B")
        if following
        else "",
        causes=[(cause, say(f"office.cause.{cause}", lang)) for cause in CAUSES],
        roots=[("", "–"), *((one.id, one.title.say(lang)) for one in read_pack(HOME).causes.values())],
    )


@room("late", who=LEADS, audit="CauseRecorded")
@require_POST
def cause(request: HttpRequest) -> HttpResponse:
    """Write down why a clock was missed."""
    record_cause(
        sent_id(request, "owner"),
        book="case" if sent(request, "book") == "case" else "complaint",
        clock=sent(request, "clock"),
        cause=sent(request, "cause"),
        text=sent(request, "text"),
        root=sent(request, "root"),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "late")


def _key(request: HttpRequest) -> Key:
    said = request.GET.get("after")
    if not said:
        return FIRST
    try:
        at, owner, rule = said.split("|")
        return datetime.fromisoformat(at), UUID(owner), rule
    except ValueError as error:
        raise Http404 from error
