"""A real browser on a small phone: no script, no account, no serious fault for a screen reader."""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
SHOTS = os.environ.get("PORTAL_SHOTS")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium here"),
]


@pytest.fixture
def chromium(monkeypatch):
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def _phone(chromium, *, lang: str = "zh-CN", scheme: str = "light", script: bool = True, width: int = 390):
    return chromium.new_context(
        viewport={"width": width, "height": 844},
        locale=lang,
        color_scheme=scheme,
        java_script_enabled=script,
    ).new_page()


def _serious(page, name: str) -> list[str]:
    """Return what axe finds serious; a picture is kept where PORTAL_SHOTS names a folder."""
    from axe_core_python.sync_playwright import Axe

    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    found = Axe().run(page)["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{name}: {one['id']}" for one in found if one["impact"] in {"serious", "critical"}] + (
        [f"{name}: wider than the screen"] if wide else []
    )


def test_somebody_without_script_files_and_keeps_the_receipt(house, live_server, chromium):
    page = _phone(chromium, script=False)
    page.goto(f"{live_server.url}/")
    page.click("text=隐私泄露")
    page.fill("#id_text", "视频里有我家的住址。")
    page.check("#id_danger_1")
    page.click(".form-foot button[value=next]")
    page.check("#id_relation_0")
    assert page.is_checked('input[name="about"][value="privacy"]')
    page.click(".form-foot button[value=next]")
    page.click(".form-foot button[value=send]")
    assert re.fullmatch(r"C-[0-9A-Z-]+", page.inner_text("#receipt-number"))
    number = page.inner_text("#receipt-number")
    page.click(".receipt-foot a")
    assert "我们收到了" in page.inner_text("main")
    assert number in page.inner_text("main")


@pytest.mark.parametrize("phone", [("zh-CN", "light", 390), ("en-GB", "dark", 1440), ("en-GB", "light", 360)])
def test_axe_finds_no_serious_fault_from_the_first_page_to_the_appeal(stage, live_server, chromium, phone):
    lang, scheme, width = phone
    case = stage.case("这个视频里有人裸露,全是色情内容,请删除。")
    stage.decide(case, "L4")
    stage.all()
    link = urlsplit(stage.host.tells[-1].link)
    page = _phone(chromium, lang=lang, scheme=scheme, width=width)
    tag = f"{lang[:2]}-{scheme}-{width}"
    wrong = []
    for name, address in {
        "start": "/",
        "child": "/?child=1",
        "file": "/file/?platform=clips&kind=video&id=v-1029",
        "status": "/status/",
        "rules": "/rules/",
        "help": "/help/",
        "trouble": "/nothing-here",
        "letter": f"{link.path}?{link.query}",
        "appeal": f"{link.path}/appeal",
    }.items():
        page.goto(f"{live_server.url}{address}")
        wrong += _serious(page, f"{name}-{tag}")
    page.fill("#id_text", "那是医学教学视频。")
    page.click("#appeal-form button")
    wrong += _serious(page, f"sent-{tag}")
    assert wrong == []
