"""Which cases are before a body outside, and when is the next step due?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.interfaces.office.naming import kind_words
from ombud.interfaces.office.room import lang_of, room, show
from ombud.usecases.look_at_outside import look_at_outside


@room("outside")
@require_safe
def outside(request: HttpRequest) -> HttpResponse:
    """Show them, the soonest step first."""
    now, lang = here.now(), lang_of(request)
    rows = [(one, kind_words(one.code, lang), one.outside_at < now) for one in look_at_outside()]
    return show(request, "outside", now=now, rows=rows)
