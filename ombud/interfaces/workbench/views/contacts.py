"""The one contact of a complaint in parts writes how far each is."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ombud.adapters import here
from ombud.core.notices import Progress
from ombud.core.refusals import Refused
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, seat
from ombud.interfaces.workbench.views.home import show
from ombud.look.words import say
from ombud.usecases.change_contact import change_contact
from ombud.usecases.tell_parts import tell_parts
from ombud.wire.days import through
from ombud.wire.doors import Csrf
from ombud.wire.staff import me

FIELDS: Final = ("done", "next", "until")
NOBODY: Final = UUID(int=0)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="PartsTold in the complaint's book")
@require_POST
def contact(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Write the letter; what was typed is kept where it is refused."""
    said = {name: request.POST.get(name, "") for name in FIELDS}
    kept = {**said, "id": str(complaint_id)}
    if is_redraw(request):
        return show(request, contact_kept=kept)
    try:
        progress = Progress(done=said["done"], next=said["next"], until=through(said["until"]))
        tell_parts(complaint_id, progress=progress, by=me(request), mint=here.mint, now=here.now())
    except Refused as refused:
        return show(request, told=refused, contact_kept=kept)
    messages.success(request, say("workbench.contact.told", lang_of(request)))
    return redirect("workbench:home")


@seat(who=WORKERS, csrf=Csrf.FORM, audit="ContactNamed in the complaint's book")
@require_POST
def change(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Name another contact, with a reason, and go back to the case that it was done from."""
    said = {name: request.POST.get(name, "") for name in ("to", "reason")}
    kept = {**said, "id": str(complaint_id)}
    if is_redraw(request):
        return show(request, contact_kept=kept)
    try:
        change_contact(
            complaint_id,
            to=_whom(said["to"]),
            reason=said["reason"],
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    except Refused as refused:
        return show(request, told=refused, contact_kept=kept)
    messages.success(request, say("workbench.contact.changed", lang_of(request)))
    back = _whom(request.POST.get("back", ""))
    return redirect("workbench:home") if back == NOBODY else redirect("workbench:case", back)


def _whom(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return NOBODY
