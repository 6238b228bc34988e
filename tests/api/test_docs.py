"""The readable papers hold every operation and every refusal, in the reader's language, from nobody else's server."""

import re

import pytest

from ombud.interfaces.api.operations import OPERATIONS


@pytest.mark.parametrize(("lang", "title"), [("zh", "接口"), ("en", "API")])
def test_the_page_is_drawn_from_the_table(client, packs, lang, title):
    page = client.get("/api/docs", {"lang": lang})
    text = page.content.decode()
    assert page.status_code == 200
    assert title in re.search(r"<h1>(.*?)</h1>", text)[1]
    assert [one.name for one in OPERATIONS if f'id="{one.name}"' not in text] == []
    assert 'id="wrong_code"' in text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
    links, ids = re.findall(r'href="#(shape-[^"]+)"', text), re.findall(r'id="(shape-[^"]+)"', text)
    assert set(links) <= set(ids)
