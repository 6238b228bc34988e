"""A file that a complainant sent: its page, and its bytes."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench import shapes
from ombud.interfaces.workbench.desk import LOOKERS, lang_of, reason_for, seat
from ombud.interfaces.workbench.views.case import frame, see
from ombud.usecases.open_file import open_file
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.refusals import words_of
from ombud.wire.staff import me

ALONE: Final = "default-src 'none'; sandbox"
"""What a file may do in a browser that shows it on its own: nothing."""


@seat(who=LOOKERS, csrf=Csrf.READS, audit="read_log, if the case is sealed")
@require_safe
def show(request: HttpRequest, case_id: CaseId, file: UUID) -> HttpResponse:
    """Show one file, blurred until it is held."""
    seen = see(request, case_id)
    one = next((one for one in shapes.proofs(seen, lang_of(request)) if one["id"] == str(file)), None)
    if one is None or not one["opens"] or not one["kind"]:
        return redirect("workbench:case", case_id)
    return render(request, "workbench/file.html", {**frame(request, seen), "one": one})


@seat(who=LOOKERS, csrf=Csrf.READS, audit="read_log")
@require_safe
def content(request: HttpRequest, case_id: CaseId, file: UUID) -> HttpResponseBase:
    """Send the bytes of one file: pictures and sound for its page, everything else to be saved."""
    try:
        opened = open_file(
            case_id,
            file=file,
            reason=reason_for(request, case_id),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    except Refused as refused:
        if refused.code is No.NOT_FOUND:
            raise
        context = {"words": words_of(refused, lang_of(request)), "case_id": case_id}
        return render(request, "workbench/shut.html", context, status=status_of(refused))
    shown = opened.media in shapes.KINDS
    response = StreamingHttpResponse(
        opened.content, content_type=opened.media if shown else "application/octet-stream"
    )
    response["Content-Length"] = str(opened.size)
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{file.hex}"'
    response["Content-Security-Policy"] = ALONE
    return response
