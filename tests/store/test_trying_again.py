"""Two who collide: the one whom the database sends back simply does it again."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection

from ombud.core.refusals import No, Refused
from ombud.store.in_turn import one_by_one
from ombud.store.models import Heartbeat
from ombud.store.transactions import TRIES, one_picture, one_transaction
from ombud.wire import intake


def lock(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (number,))


@pytest.mark.django_db(transaction=True)
def test_whoever_loses_a_deadlock_does_the_whole_thing_again():
    both_hold_one = Barrier(2)
    tries, done = [], []

    def crosswise(name, first, then):
        @one_transaction
        def take_both():
            tries.append(name)
            lock(first)
            if tries.count(name) == 1:
                both_hold_one.wait(20)
            lock(then)
            done.append(name)

        take_both()
        connection.close()

    people = [Thread(target=crosswise, args=said) for said in (("mei", 1, 2), ("jun", 2, 1))]
    for one in people:
        one.start()
    for one in people:
        one.join(30)
    assert sorted(done) == ["jun", "mei"]
    assert len(tries) == 3


def beat():
    Heartbeat.objects.create(chore="picture", beat_at=datetime.now(UTC))
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_in_the_picture_and_nothing_is_written_into_it():
    with one_picture():
        assert Heartbeat.objects.count() == 0
        other = Thread(target=beat)
        other.start()
        other.join(30)
        assert Heartbeat.objects.count() == 0
    assert Heartbeat.objects.count() == 1
    with pytest.raises(InternalError, match="read-only"), one_picture():
        beat()


def test_nobody_is_tried_while_the_database_is_away(now):
    tried = []

    def away(one):
        tried.append(one)
        raise OperationalError

    with pytest.raises(OperationalError):
        one_by_one(lambda _beside: ("first", "second"), away, what="asking", now=now)
    assert tried == ["first"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [1, TRIES - 1, TRIES])
def test_a_door_files_again_what_could_not_be_put_in_a_row_and_says_so_in_the_end(monkeypatch, now, times):
    asked = []

    def receive(filings, **_said):
        asked.append(filings)
        if len(asked) <= times:
            raise psycopg.errors.SerializationFailure
        return (Refused(No.TEXT_EMPTY),)

    monkeypatch.setattr(intake, "receive", receive)
    if times == TRIES:
        with pytest.raises(psycopg.errors.SerializationFailure):
            intake.take_in((), now=now)
    else:
        (answer,) = intake.take_in((), now=now)
        assert answer.code is No.TEXT_EMPTY
    assert len(asked) == min(times + 1, TRIES)
