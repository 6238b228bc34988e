"""What `verify` says of a house nobody has tampered with."""

from collections import Counter
from importlib import import_module

from django.apps import apps
from django.db import connection

from ombud.core import facts
from ombud.store.checking_looks import LOOKS
from ombud.store.models import Case, ClauseUse
from ombud.usecases.size_up import size_up
from ombud.usecases.verify import verify
from tests.cast import AN, COMPLAINT, JUN, LETTER, MEI, SUBJECT, WEI, ZHOU, asked, words
from tests.verify.test_guards import write


def test_a_house_that_has_lived_is_clean(house, case):
    report = verify(now=house.now)
    assert report.faults == []
    assert (report.complaints, report.cases) == (3, 2)
    assert report.lines > 15
    ClauseUse.objects.all().delete()
    assert {one.code for one in verify(now=house.now).faults} == {"clause_use_missing"}
    import_module("ombud.store.migrations.0063_clauses")._use(apps, None)
    assert verify(now=house.now).faults == [], "what was there before has its rows, too"


def test_what_was_missed_before_there_was_a_column_stands_in_it(house, case):
    marks = [
        facts.ClockMarked(clock=clock, mark=mark, due_at=house.now)
        for clock, mark in (
            ("decide_target", "warn"),
            ("tell_target", "breach"),
            ("protect_target", "breach"),
        )
    ]
    why = facts.CauseRecorded(clock="tell_target", cause="other", words=words())
    write(
        house,
        case,
        *marks,
        why,
        facts.ClockMarked(clock="first_human_target", mark="breach", due_at=house.now),
    )
    row = Case.objects.get(id=case)
    assert row.uncaused == "first_human_target protect_target"
    Case.objects.update(uncaused="")
    assert "row_differs" in {one.code for one in verify(now=house.now).faults}
    with connection.cursor() as cursor:
        cursor.execute(import_module("ombud.store.migrations.0096_uncaused").FILL)
    assert Case.objects.get(id=case).uncaused == row.uncaused
    write(house, case, facts.ClockMarked(clock="tell_target", mark="breach", due_at=house.now))
    again = Case.objects.get(id=case).uncaused
    assert again.split() == ["first_human_target", "protect_target", "tell_target"], (
        "marked anew, it asks anew"
    )
    Case.objects.update(uncaused="")
    with connection.cursor() as cursor:
        cursor.execute(import_module("ombud.store.migrations.0096_uncaused").FILL)
    assert Case.objects.get(id=case).uncaused == again


def test_who_was_kept_out_before_there_was_a_column_stands_in_it(house, case):
    let_in = (facts.LetIn(agent=one, words=words()) for one in (JUN, MEI))
    begun = facts.SetBeside(case=LETTER, kinship="anew", how="begun", kept_out=(MEI, ZHOU))
    led = facts.SetBeside(case=COMPLAINT, kinship="anew", how="leads", kept_out=(AN,))
    told = (
        facts.KeptOut(agent=JUN, words=words()),
        begun,
        led,
        *let_in,
        facts.AskedInformally(complaint=COMPLAINT, asked=asked(taker=SUBJECT)),
        facts.KeptOut(agent=JUN, words=words()),
    )
    write(house, case, *told, by=WEI)
    row = Case.objects.get(id=case)
    assert row.kept_out.split() == sorted(one.hex for one in (JUN, ZHOU, SUBJECT))
    Case.objects.update(kept_out="")
    assert "row_differs" in {one.code for one in verify(now=house.now).faults}
    with connection.cursor() as cursor:
        cursor.execute(import_module("ombud.store.migrations.0087_kept_out").FILL)
    assert Case.objects.get(id=case).kept_out == row.kept_out


def test_each_pass_tells_how_many_it_did_of_how_many_there_are(house, case):
    done: Counter[str] = Counter()
    verify(now=house.now, progress=lambda part, count: done.update({part: count}))
    sized = size_up()
    assert sized["file"] > 1
    assert {name: done.pop(name, 0) for name in sized.keys() - {"look"}} | {"look": done.total()} == sized
    assert done.keys() == LOOKS.keys()
