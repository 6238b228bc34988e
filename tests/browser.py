"""A real browser, shared by every test that wants one: who looks, on how wide a screen, and what axe says of it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
EVERYWHERE = bool(os.environ.get("OMBUD_TEST_ALL") or os.environ.get("SHOTS"))
"""Whether each page is looked at on every screen, or on one screen in turn."""
SHOTS = os.environ.get("SHOTS")
"""A folder to keep a picture of every page in that is looked at."""
UNFOLD = "for (const one of document.querySelectorAll('details.disclosure:not([open])')) one.open = one.dataset.folded = true"
FOLD = "for (const one of document.querySelectorAll('details[data-folded]')) { one.open = false; delete one.dataset.folded }"
UNSEEN = {"exclude": [["details:not([open]) > :not(summary)"]]}
"""What is folded is looked at unfolded; axe does not know that a closed dialog is not seen, and takes what lies behind it for its ground."""

MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium here"),
]


class Screen:
    """Somebody's browser; whatever it shows can be looked at by axe."""

    def __init__(
        self,
        chromium: Any,
        base: str,
        *,
        width: int = 1440,
        lang: str = "zh-CN",
        scheme: str = "light",
        script: bool = True,
    ) -> None:
        self.base = base
        self.tag = f"{lang[:2]}-{width}-{scheme}"
        self.wrong: list[str] = []
        self.page = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale=lang,
            color_scheme=scheme,
            java_script_enabled=script,
        ).new_page()

    def goes(self, path: str) -> None:
        came = self.page.goto(urljoin(self.base, path))
        if came is not None and came.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.wrong.append(f"{path} {self.tag}: {came.status}")

    def follows(self, what: str) -> None:
        """Click what leads to another page, and be there."""
        with self.page.expect_navigation():
            self.page.click(what)

    def logs_in(self, name: str) -> None:
        self.goes("/staff/login/?next=/work/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", f"{name} keeps a secret")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/work/")

    def is_that_of(self, client: Any) -> None:
        """Go on where somebody who was reading without a browser left off."""
        self.page.context.clear_cookies()
        cookies = [(name, one.value) for name, one in client.cookies.items() if one.value]
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.base} for name, value in cookies]
        )

    def sends(self, path: str, **said: object) -> None:
        """Send a form as the open page would."""
        with self.page.expect_navigation():
            self.page.evaluate(
                """([path, said]) => {
                    const form = document.createElement("form");
                    Object.assign(form, { method: "post", action: path });
                    const put = (name, value) => form.append(Object.assign(
                        document.createElement("input"), { type: "hidden", name, value }));
                    put("csrfmiddlewaretoken", document.body.dataset.csrf);
                    for (const [name, value] of Object.entries(said)) [value].flat().forEach((v) => put(name, v));
                    document.body.append(form);
                    form.submit();
                }""",
                [path, said],
            )

    def is_looked_at(self, name: str) -> None:
        """Keep what axe finds serious, and a page that is wider than its screen."""
        from axe_core_python.sync_playwright import Axe

        named = f"{name} {self.tag}"
        if SHOTS:
            self.page.screenshot(path=f"{SHOTS}/{name}-{self.tag}.png", full_page=True)
        self.page.evaluate(UNFOLD)
        found = Axe().run(self.page, context=UNSEEN, options={"resultTypes": ["violations"]})["violations"]
        self.page.evaluate(FOLD)
        self.wrong += [
            f"{named}: {one['id']} at {one['nodes'][0]['target']}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.wrong.append(f"{named}: wider than the screen")


@contextmanager
def chromium() -> Iterator[Any]:
    """Start one Chromium, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
