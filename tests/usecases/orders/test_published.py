"""What the law has published of 兰 Lan's notice and 涛 Tao's statement names neither of them, whoever reads it."""

from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Relation
from ombud.store import packs
from ombud.store.ledger import read_case
from ombud.store.models import Staff
from ombud.usecases import look_at_published as published
from ombud.usecases.verify import verify
from tests import cast

CANARY = "蓝鲸七号店主兰小舟"
WHO = "涛,某市某路一号,tao@example.org"


def test_neither_side_stands_in_what_is_published_and_a_page_leads_to_the_next(stage, monkeypatch):
    Staff(id=cast.JUN, username="jun", name="jun", roles=["senior"], present=True).save(force_insert=True)
    packs.store_pack(cast.pack("CN"), now=stage.now)
    case = stage.case(
        f"这个视频盗用我的原创作品,侵犯著作权。{CANARY}", relation=Relation.RIGHTS_HOLDER, kind="CV.IP"
    )
    stage.write(
        case, facts.Recoded(code="EC.IP", lane=read_case(case).lane, words=stage.words(case, "goods"))
    )
    stage.write(case, facts.Verified(complaint=stage.lan, level="V3", method="registration"))
    stage.later(minutes=1)
    assert published.look_at_published("CN", now=stage.now) == ((), None)
    stage.decide(case, "L4", clause="CLIPS.4.5", why="作品相同。")
    stage.all()
    stage.appeal(case, who=WHO)
    [one], following = published.look_at_published("CN", now=stage.now)
    assert (one.code, one.item, one.outcome, one.removed, following) == (
        "EC.IP",
        "v-1",
        "violation",
        True,
        None,
    )
    assert one.stated_at is not None
    secrets = (
        CANARY,
        "涛",
        "tao@example.org",
        "lan@example.org",
        "a-tao",
        number_of(stage.lan, "C"),
        "作品相同",
    )
    assert not [said for said in secrets if said in repr(one)]
    assert published.look_at_published("EU", now=stage.now) == ((), None)
    monkeypatch.setattr(published, "PAGE", 1)
    [_], following = published.look_at_published("CN", now=stage.now)
    assert published.look_at_published("CN", before=following, now=stage.now) == ((), None)
    assert verify(now=stage.now).is_clean
