"""Scenes of the API: packs in force, keys of machines, a complaint filed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from ombud.adapters import here
from tests.cast import packs as shipped

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _afresh() -> None:
    from ombud.interfaces.api.asking import callers
    from ombud.wire.rates import rates

    callers.known.clear()
    rates.forget()


@pytest.fixture
def packs(db: None) -> None:
    from ombud.usecases.keep_packs import keep_packs

    keep_packs(shipped(), now=LONG_AGO)


@pytest.fixture
def key(packs: None) -> str:
    """The key of a machine that may file."""
    from ombud.usecases.make_api_key import make_api_key

    return make_api_key("Clips", scopes=frozenset({"file"}), mint=here.mint, now=here.now()).key


@pytest.fixture
def host_key(db: None) -> str:
    from ombud.usecases.make_api_key import make_api_key

    return make_api_key("Clips, host", scopes=frozenset({"host"}), mint=here.mint, now=here.now()).key


@pytest.fixture
def client() -> Any:
    from django.test import Client

    return Client(raise_request_exception=False, headers={"Accept-Language": "en"})


@pytest.fixture
def lan(client: Any, key: str, packs: None) -> Callable[..., Any]:
    """兰 Lan files: returns number and code."""

    def files(**more: Any) -> dict[str, Any]:
        said = {
            "text": "这个视频盗用了我的照片",
            "subject": {"platform": "clips", "kind": "video", "id": "v-1029"},
        } | more
        answer = client.post(
            "/api/v1/complaints",
            json.dumps(said),
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )
        assert answer.status_code == 201, answer.content
        return answer.json()

    return files


@pytest.fixture(scope="session")
def hose(database: Any, django_db_setup: None) -> Any:
    """The firehose on this worker's database."""
    from ombud.interfaces.firehose.hose import Firehose
    from ombud.interfaces.firehose.ledgers import Ledgers
    from tests.api.doors import Hose

    opened = Hose(Firehose(Ledgers.at(database.app), "http://127.0.0.1:8000"))
    yield opened
    opened.close()


@pytest.fixture(params=["django", "firehose"])
def door(request: pytest.FixtureRequest, transactional_db: None) -> Any:
    """One of the two doors that take complaints."""
    from tests.api.doors import Django

    if request.param == "django":
        return Django(request.getfixturevalue("client"))
    hose = request.getfixturevalue("hose")
    hose.app.callers.known.clear()
    return hose


@pytest.fixture
def stage(app_link: Any, now: datetime, mint: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A house in which cases are decided; the API's clock is the stage's."""
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    made = Stage(furnish(app_link, now=now, mint=mint), now=now, mint=mint)
    monkeypatch.setattr("ombud.adapters.here.now", lambda: made.now)
    return made
