"""The page on which notices about rights are published, for people and for machines."""

import pytest
from django.test import Client

from ombud.core import facts
from ombud.core.vocabulary import Relation
from ombud.store.ledger import read_case

CANARY = "蓝鲸七号店主兰小舟"


@pytest.mark.parametrize(("lang", "words"), [("zh", "认定侵权"), ("en", "Infringement found")])
def test_anybody_reads_days_and_outcome_and_nobody_s_name(stage, lang, words):
    case = stage.case(
        f"这个视频盗用我的原创作品,侵犯著作权。{CANARY}", kind="CV.IP", relation=Relation.RIGHTS_HOLDER
    )
    stage.write(
        case, facts.Recoded(code="EC.IP", lane=read_case(case).lane, words=stage.words(case, "goods"))
    )
    stage.decide(case, "L4", clause="CLIPS.4.5")
    stage.all()
    stage.later(minutes=1)
    client = Client(headers={"accept-language": lang})
    assert 'href="/rules/published/?place=CN"' in client.get("/rules/").text
    assert "/rules/published/" not in client.get("/rules/?place=EU").text
    page = client.get("/rules/published/").text
    [said] = client.get("/rules/published.json").json()["cases"]
    assert (said["kind"], said["item"], said["outcome"], said["stated_at"]) == (
        "EC.IP",
        "v-1",
        "violation",
        None,
    )
    assert words in page
    for text in (page, str(said)):
        assert not [one for one in (CANARY, "涛", "lan@example.org", "a-tao") if one in text]
    assert client.get("/rules/published/?before=1").status_code == 200
    assert client.get("/rules/published/?before=soon").status_code == 404
