"""Which address leads where in the office?"""

from django.urls import path

from ombud.interfaces.office.views import (
    alarms,
    changes,
    keeping,
    late,
    orders,
    outside,
    packs,
    promises,
    proofs,
    reads,
    staff,
    withheld,
)

app_name = "office"

urlpatterns = [
    path("", promises.promises, name="home"),
    path("late/", late.late, name="late"),
    path("late/cause/", late.cause, name="cause"),
    path("orders/", orders.dead, name="orders"),
    path("orders/again/", orders.again, name="again"),
    path("orders/override/", orders.override, name="override"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/clear/", alarms.clear, name="clear"),
    path("alarms/assign/", alarms.assign_now, name="assign"),
    path("staff/", staff.everybody, name="staff"),
    path("staff/<uuid:agent>/", staff.person, name="person"),
    path("staff/<uuid:agent>/move/", staff.move, name="move"),
    path("staff/<uuid:agent>/train/", staff.certify, name="train"),
    path("staff/<uuid:agent>/reach/", staff.keep_reach, name="reach"),
    path("staff/<uuid:agent>/tie/", staff.tie, name="tie"),
    path("staff/<uuid:agent>/untie/", staff.untie, name="untie"),
    path("staff/<uuid:agent>/speak/", staff.speak, name="speak"),
    path("staff/<uuid:agent>/grant/", staff.open_sealed, name="grant"),
    path("letters/", withheld.letters, name="letters"),
    path("letters/hold/", withheld.hold, name="hold"),
    path("letters/release/", withheld.let_go, name="release"),
    path("outside/", outside.outside, name="outside"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("keeping/hold/", keeping.hold_it, name="hold_it"),
    path("keeping/lift/", keeping.lift, name="lift"),
    path("keeping/erase/", keeping.erase, name="erase"),
    path("pack/", packs.pack, name="pack"),
    path("pack/<str:place>/", packs.pack, name="pack_of"),
    path("pack/<str:place>/changes/", changes.history, name="pack_changes"),
    path("pack/<str:place>/propose/", changes.put_forward, name="propose_pack"),
    path("pack/<str:place>/settle/", changes.settle, name="settle_pack"),
    path("verify/", proofs.proofs, name="verify"),
    path("verify/run/", proofs.run, name="run"),
    path("reads/", reads.reads, name="reads"),
]
