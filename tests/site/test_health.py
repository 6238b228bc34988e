"""Is this process alive, and is the whole house ready?"""

import pytest
from django.test import Client

from ombud.adapters import here


def beat(owner, chore, ago):
    owner.execute(
        "INSERT INTO heartbeat (chore, beat_at, detail) VALUES (%s, now() - make_interval(secs => %s), %s)",
        [chore, ago, '{"waiting": 3, "oldest": 1.5}'],
    )


def test_alive_asks_nothing_of_the_database():
    assert Client().get("/healthz").content == b"alive\n"


def test_not_ready_while_no_worker_has_ever_beaten(transactional_db):
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrated"] is True


def test_ready_when_every_chore_beats_and_says_how_far_behind_sorting_is(transactional_db, owner):
    beat(owner, "sorting", 1)
    beat(owner, "orders", 2)
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["sorting"] == {"waiting": 3, "oldest": 1.5}


def test_not_ready_when_one_chore_is_still(transactional_db, owner):
    beat(owner, "sorting", 1)
    beat(owner, "orders", 300)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["still"] == ["orders"]


@pytest.mark.parametrize("bucket", [0, 17, 255])
def test_an_id_ends_in_its_bucket(bucket):
    made = here.mint(bucket)
    assert made.version == 7
    assert made.bytes[-1] == bucket


def test_ids_sort_by_their_making():
    made = [here.mint(9) for _ in range(50)]
    assert [one.bytes[:8] for one in made] == sorted(one.bytes[:8] for one in made)


def test_not_ready_while_the_database_is_silent(transactional_db, monkeypatch):
    from django.db import connection

    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    answer = Client().get("/readyz")
    connection.close()
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": False, "why": "OperationalError"}
