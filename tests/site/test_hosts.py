"""Which host names are taken? A stranger's only where the operator said so."""

import pytest

from ombud.site.hosts import allowed

HERE = ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("environ", "url", "names"),
    [
        pytest.param({}, "https://gd.example.org", ["gd.example.org", *HERE], id="its own address"),
        pytest.param(
            {"OMBUD_HOST": "10.0.0.5"},
            "http://x.org:81",
            ["x.org", "10.0.0.5", *HERE],
            id="what it listens on",
        ),
        pytest.param(
            {"OMBUD_HOST": "0.0.0.0"},
            "http://127.0.0.1:8000",
            ["127.0.0.1", "localhost", "[::1]"],
            id="everywhere is no name",
        ),
        pytest.param(
            {"OMBUD_HOST": "fd00::1"}, "http://[fd00::1]:8000", ["[fd00::1]", *HERE], id="a long address"
        ),
        pytest.param(
            {"OMBUD_HOSTS": "a.org, b.org"},
            "https://gd.example.org",
            ["a.org", "b.org"],
            id="only what was said",
        ),
        pytest.param({"OMBUD_HOSTS": "*"}, "https://gd.example.org", ["*"], id="everything, if said"),
    ],
)
def test_the_house_answers_to_its_own_names(environ, url, names):
    assert allowed(environ, url=url) == names


def test_the_settings_take_no_stranger_by_default(settings):
    assert "*" not in settings.ALLOWED_HOSTS


def test_a_request_under_a_strange_name_is_refused(client):
    assert client.get("/healthz", headers={"host": "127.0.0.1"}).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
