"""Who opened sealed material, when and why?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.core.receipts import number_of
from ombud.interfaces.office.room import before_in, older_than, room, show
from ombud.usecases.look_at_reads import look_at_reads
from ombud.usecases.look_at_staff import names
from ombud.wire.staff import me


@room("reads")
@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """Show the read log, newest first."""
    rows, following = look_at_reads(by=me(request), before=before_in(request))
    called = names()
    return show(
        request,
        "reads",
        rows=[(one, called.get(one.agent, "?"), number_of(one.owner, "K")) for one in rows],
        older=older_than(following),
    )
