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
from ombud.usecases.open_file import OpenedFile, open_file
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.ranges import part_of
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
            in_parts="Range" in request.headers,
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    except Refused as refused:
        if refused.code is No.NOT_FOUND:
            raise
        context = {"words": words_of(refused, lang_of(request)), "case_id": case_id}
        return render(request, "workbench/shut.html", context, status=status_of(refused))
    return _sent(request, opened, name=file.hex)


def _sent(request: HttpRequest, opened: OpenedFile, *, name: str) -> HttpResponseBase:
    """Answer with the file, or with the part of it that is asked for: without, nobody can seek in a video."""
    etag = f'"{name}"'  # the bytes of a name never change
    of_these = request.method == "GET" and request.headers.get("If-Range", etag) == etag
    part = part_of(request.headers.get("Range", "") if of_these else "", size=opened.size)
    shown = opened.media in shapes.KINDS
    media = opened.media if shown else "application/octet-stream"
    response: HttpResponseBase = HttpResponse(status=416)
    if part is None:
        response = StreamingHttpResponse(opened.content(None), content_type=media)
        response["Content-Length"] = str(opened.size)
    elif part:
        response = StreamingHttpResponse(opened.content(part), status=206, content_type=media)
        response["Content-Length"] = str(len(part))
    if part is not None:
        response["Content-Range"] = f"bytes {f'{part[0]}-{part[-1]}' if part else '*'}/{opened.size}"
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["Content-Security-Policy"] = ALONE
    return response
