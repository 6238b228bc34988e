"""Whose notices wait because they were suspended, whose contact is limited, since when and until when?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.interfaces.office.room import room, show
from ombud.usecases.look_at_limited import look_at_limited
from ombud.usecases.look_at_suspended import look_at_suspended


@room("suspended")
@require_safe
def suspended(request: HttpRequest) -> HttpResponse:
    """Show them, the soonest end first."""
    now = here.now()
    return show(
        request, "suspended", now=now, rows=look_at_suspended(now=now), limits=look_at_limited(now=now)
    )
