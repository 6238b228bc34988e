"""What people see on Clips."""

import httpx
import pytest

from clips.storage import writing
from tests.adapters.host import host


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/people",
        "/log",
        "/v/v-1029",
        "/live/l-1",
        "/comment/c-1",
        "/message/m-1",
        "/order/o-1",
        "/d/hd-1",
        "/u/u-tao",
    ],
)
def test_every_kind_of_page_is_there_in_both_languages(clips, path, lang):
    page = clips.page(path, lang)
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in page


@pytest.mark.parametrize(
    "kind", ["video v-1", "live l-1", "comment c-1", "message m-1", "order o-1", "account u-tao"]
)
def test_every_thing_can_be_reported_with_its_subject_filled_in(clips, kind):
    name, subject = kind.split(" ")
    path = {"video": "v", "account": "u"}.get(name, name)
    link = f"http://ombud.test/file/?platform=clips&amp;kind={name}&amp;id={subject}"
    assert link in clips.page(f"/{path}/{subject}")


def test_what_a_person_typed_never_becomes_markup(clips):
    with writing(clips.home) as book:
        book.execute(
            "UPDATE item SET title = ?, text = ? WHERE id = 'v-1'", ("<script>1</script>", '"><img src=x>')
        )
    for path in ("/", "/v/v-1", "/u/u-tao"):
        assert "<script>" not in clips.page(path)
        assert "<img src=x>" not in clips.page(path)


def test_the_cast_is_large_enough_and_harmless(clips):
    with writing(clips.home) as book:
        people = book.execute("SELECT COUNT(*) FROM person").fetchone()[0]
        items = book.execute("SELECT COUNT(*) FROM item").fetchone()[0]
    assert people >= 30
    assert items >= 60


def test_a_second_start_sows_nothing_again(tmp_path):
    for _ in range(2):
        with host(tmp_path) as running, writing(running.home) as book:
            assert book.execute("SELECT COUNT(*) FROM decision").fetchone()[0] == 5


def test_an_address_that_leads_nowhere_says_so(clips):
    for path in ("/v/none", "/nothing/at/all", "/static/../app.py", "/u/%3Cscript%3E"):
        assert httpx.get(clips.url + path).status_code == 404


def test_switches_that_cannot_be_read_are_refused(clips):
    for body in ('{"act": "explode"}', "[]", "no", '{"door": "ok"}', '{"act": "ok", "seconds": "long"}'):
        assert httpx.post(f"{clips.url}/switches", content=body).status_code == 422


def test_every_cell_of_the_log_says_what_it_is_where_there_is_no_room_for_a_head(clips):
    page = clips.page("/log", "zh")
    assert "<td>" not in page
    assert '<td data-label="对象"><a href="/v/v-7">视频 v-7</a></td>' in page
