"""周 Zhou enters what a body outside does on the page of the case, and prints the file for it."""

from datetime import timedelta

import pytest

from ombud.adapters import here
from ombud.store.ledger import read_case
from ombud.store.models import Staff
from tests import cast
from tests.workbench.scene import at


@pytest.fixture
def case(app_link, mint):
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    then = here.now() - timedelta(hours=1)
    stage = Stage(furnish(app_link, now=then, mint=mint), now=then, mint=mint)
    made = stage.case()
    stage.decide(made, "L4")
    stage.all()
    Staff(id=cast.AN, username="an", name="an", roles=["auditor"], present=True).save(force_insert=True)
    return made


def test_a_lead_enters_what_a_body_does_prints_the_file_and_enters_the_ruling(case):
    page, zhou = f"/work/case/{case}/", at(cast.ZHOU)
    today = f"{here.now():%Y-%m-%d}"
    form = {
        "outside_route": "cn_court",
        "outside_body": "某某互联网法院",
        "outside_at": today,
        "outside_until": f"{here.now() + timedelta(days=9):%Y-%m-%d}",
    }
    assert "outside_body" not in at(cast.AN).get(page).text
    refused = zhou.post(f"{page}outside/", form | {"outside_until": "soon"})
    assert (refused.status_code, "某某互联网法院" in refused.text) == (409, True)
    assert zhou.post(f"{page}outside/", form).status_code == 302
    for lang, words in (("zh", "外部机构裁决"), ("en", "A ruling from outside")):
        assert words in at(cast.ZHOU, lang).get(page).text
    for lang, words in (("zh", "下一步最迟"), ("en", "Next step by")):
        assert words in at(cast.ZHOU, lang).get(page).text
        assert words in at(cast.ZHOU, lang).get("/office/outside/").text
    file = zhou.get(f"{page}outside/1/")
    assert file["Content-Disposition"].startswith("attachment;")
    assert "画面含有裸露的性行为" in file.text
    assert "lan@example.org" not in file.text
    assert at(cast.AN).get(f"{page}outside/1/").status_code == 409
    assert zhou.get(f"{page}outside/7/").status_code == 404
    later = {"outside_no": "1", "outside_later": f"{here.now() + timedelta(days=30):%Y-%m-%d}"}
    assert zhou.post(f"{page}outside/later/", later | {"outside_complex": "on"}).status_code == 302
    ruled = {
        "outside_no": "1",
        "outside_ruled_at": today,
        "outside_ruling": "followed",
        "outside_text": "法院判决撤销。",
    }
    assert zhou.post(f"{page}outside/ruled/", {**ruled, "outside_no": "x"}).status_code == 409
    assert zhou.post(f"{page}outside/ruled/", ruled).status_code == 302
    assert read_case(case).on_appeal
    assert "Follow it" in zhou.get(page).text
