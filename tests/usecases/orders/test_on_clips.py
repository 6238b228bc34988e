"""Does a whole host do what an order says? From the decision to what Clips shows."""

import pytest

from ombud.adapters.platform.memory import MemoryPlatform
from tests.adapters.host import host, present


@pytest.fixture
def clips(monkeypatch, tmp_path):
    """Let orders go to a whole host, which reads its own clock."""
    with host(tmp_path / "clips") as running:
        monkeypatch.setattr(
            MemoryPlatform, "carry_out", lambda _, order, **__: running.platform.act(order, now=present())
        )
        yield running


def test_what_is_restored_stays_removed_where_another_decision_requires_it(stage, clips):
    removed, back = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    stage.decide(removed, "L4")
    stage.protect(back, "P3")
    stage.carry()
    stage.decide(back, "R", outcome="granted", why=None)
    stage.carry()
    seen = clips.look_up("video v-1")
    assert seen.snapshot.state == "removed"
    holds = {one.measure for one in seen.earlier if one.lifted_at is None}
    assert ("L4" in holds, "P3" in holds) == (True, False)
