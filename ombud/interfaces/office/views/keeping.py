"""How long is something kept, what holds it, and who asked for it to be erased?"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.interfaces.office.room import ROOMS, done, lang_of, room, sent, sent_id, show
from ombud.usecases.answer_erasure import answer_erasure
from ombud.usecases.hold import hold
from ombud.usecases.lift_hold import lift_hold
from ombud.usecases.look_at_held import look_at_held
from ombud.usecases.look_at_keeping import Keeping, look_at_keeping
from ombud.wire.doors import Who
from ombud.wire.refusals import words_of
from ombud.wire.staff import me

HOLDERS = ROOMS["keeping"] - {Who.AUDITOR}
PRIVACY = frozenset({Who.PRIVACY})


@room("keeping")
@require_safe
def keeping(request: HttpRequest) -> HttpResponse:
    """Show one complaint or case by its number, and everything that is held."""
    number = request.GET.get("number", "").strip()
    seen: Keeping | None = None
    error = ""
    if number:
        try:
            seen = look_at_keeping(number, by=me(request), now=here.now())
        except Refused as no:
            error = words_of(no, lang_of(request))
    titled = [(title.say(lang_of(request)) if title else "", at) for title, at in seen.dues] if seen else []
    return show(
        request,
        "keeping",
        seen=seen,
        dues=titled,
        number=number,
        error=error,
        held=look_at_held(by=me(request)),
    )


@room("keeping", who=HOLDERS, audit="HoldSet")
@require_POST
def hold_it(request: HttpRequest) -> HttpResponse:
    """Set a hold, with a reason."""
    reason, number = sent(request, "reason"), sent(request, "number")
    hold(number, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return _back(request)


@room("keeping", who=HOLDERS, audit="HoldLifted")
@require_POST
def lift(request: HttpRequest) -> HttpResponse:
    """Lift a hold, with a reason."""
    reason, number, held = sent(request, "reason"), sent(request, "number"), sent_id(request, "hold")
    lift_hold(number, hold=held, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return _back(request)


@room("keeping", who=PRIVACY, audit="ErasureAnswered")
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Answer a request for erasure by letter: granted or refused, as the rules say."""
    answer_erasure(sent(request, "number"), by=me(request), now=here.now())
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    done(request, "keeping")
    asked = urlencode({"number": sent(request, "number")})
    return HttpResponseRedirect(f"{reverse('office:keeping')}?{asked}")
