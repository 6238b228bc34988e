"""Who opened sealed material, when and why?"""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.core.receipts import number_of
from ombud.interfaces.office.room import room, show
from ombud.usecases.look_at_reads import look_at_reads
from ombud.usecases.look_at_staff import names
from ombud.wire.staff import me


@room("reads")
@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """Show the read log, newest first."""
    try:
        before = datetime.fromisoformat(request.GET["before"]) if "before" in request.GET else here.now()
    except ValueError as error:
        raise Http404 from error
    rows, following = look_at_reads(by=me(request), before=before)
    called = names()
    return show(
        request,
        "reads",
        rows=[(one, called.get(one.agent, "?"), number_of(one.owner, "K")) for one in rows],
        older=f"?before={following.isoformat()}".replace("+", "%2B") if following else "",
    )
