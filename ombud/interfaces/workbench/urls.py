"""Which address leads where in the workbench? Cases by their random id; no page finds one by its number."""

from django.urls import path

from ombud.interfaces.workbench.views import (
    acts,
    beside,
    case,
    deciding,
    files,
    home,
    keeping_out,
    outside,
    phone,
    ties,
)

app_name = "workbench"
_CASE = "case/<uuid:case_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("next/", home.take_next, name="next"),
    path("presence/", home.presence, name="presence"),
    path("phone/", phone.phone, name="phone"),
    path("ties/", ties.ties, name="ties"),
    path(_CASE, case.case, name="case"),
    path(f"{_CASE}file/<uuid:file>/", files.show, name="file"),
    path(f"{_CASE}file/<uuid:file>/content/", files.content, name="content"),
    path(f"{_CASE}step/", acts.step, name="step"),
    path(f"{_CASE}cause/", acts.explain, name="cause"),
    path(f"{_CASE}protect/", acts.shield, name="protect"),
    path(f"{_CASE}unprotect/", acts.unshield, name="unprotect"),
    path(f"{_CASE}approve/", acts.stand_by, name="approve"),
    path(f"{_CASE}ask/", acts.ask_more, name="ask"),
    path(f"{_CASE}hear/", acts.hear, name="hear"),
    path(f"{_CASE}extend/", acts.put_off, name="extend"),
    path(f"{_CASE}suit/", acts.enter_suit, name="suit"),
    path(f"{_CASE}outside/", outside.taken, name="outside"),
    path(f"{_CASE}outside/later/", outside.put_off, name="outside_later"),
    path(f"{_CASE}outside/ruled/", outside.ruled, name="outside_ruled"),
    path(f"{_CASE}outside/<int:no>/", outside.file, name="outside_file"),
    path(f"{_CASE}progress/", acts.tell, name="progress"),
    path(f"{_CASE}settle/", acts.settle, name="settle"),
    path(f"{_CASE}verify/", acts.verified, name="verify"),
    path(f"{_CASE}note/", acts.write_note, name="note"),
    path(f"{_CASE}grade/", acts.regrade, name="grade"),
    path(f"{_CASE}establish/", acts.find_out, name="establish"),
    path(f"{_CASE}recode/", acts.rekind, name="recode"),
    path(f"{_CASE}return/", acts.back, name="return"),
    path(f"{_CASE}look/", acts.look, name="look"),
    path(f"{_CASE}open/", acts.unseal, name="open"),
    path(f"{_CASE}keep-out/", keeping_out.shut_out, name="keep_out"),
    path(f"{_CASE}let-in/", keeping_out.open_to, name="let_in"),
    path(f"{_CASE}beside/", beside.beside, name="beside"),
    path(f"{_CASE}decide/", deciding.decide, name="decide"),
    path(f"{_CASE}sign/", deciding.sign, name="sign"),
    path(f"{_CASE}sign-alike/", deciding.sign_alike, name="sign_alike"),
    path(f"{_CASE}take-along/", beside.bring, name="take_along"),
    path(f"{_CASE}decline/", deciding.turn_down, name="decline"),
]
