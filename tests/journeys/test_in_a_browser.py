"""One whole story in Chromium, with a mouse: filed, decided by two, appealed, and read by a machine for the blind."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from ombud.core.case import Status
from tests.browser import MARKS, Screen
from tests.journeys.house import House

STEPS = ("see_in_context", "known_before", "exceptions", "lower_rung")

pytestmark = MARKS


def lan_files(screen: Screen) -> str:
    """兰 Lan files on her phone and reads her number off the receipt."""
    screen.goes("/file/?platform=clips&kind=video&id=v-16")
    page = screen.page
    page.fill("#id_text", "这个视频里有人裸露,全是色情内容,请删除。")
    page.check("#id_danger_1")
    screen.is_looked_at("filing")
    screen.follows(".form-foot button[value=next]")
    page.check("#id_relation_3")
    screen.follows(".form-foot button[value=next]")
    screen.follows(".form-foot button[value=send]")
    screen.is_looked_at("receipt")
    return str(page.inner_text("#receipt-number"))


def mei_proposes(screen: Screen) -> None:
    """梅 Mei takes the next case, does what the playbook asks and proposes to suspend the account."""
    page = screen.page
    page.click("form[action='/work/next/'] button >> nth=0")
    page.wait_for_url("**/work/case/**")
    screen.follows("form[action$='/look/'] button")
    for step in STEPS:
        if step == "known_before":
            screen.follows("form[action$='/search/'] button")
        form = page.locator(f"form:has(input[name=step][value={step}])")
        form.locator("xpath=..").locator("summary").first.click()
        form.locator(f"textarea[name=shown_{step}]").fill("看过完整视频，不是艺术或医学。")
        with page.expect_navigation():
            form.locator("button[value=done]").click()
    screen.is_looked_at("case")
    screen.follows("a[href$='/decide/'] >> nth=0")
    page.check("input[name=outcome][value=violation]")
    page.select_option("select[name=clause]", "CLIPS.2.1")
    page.fill("textarea[name=finding_1]", "视频从头到尾展示性行为。")
    page.check("input[name=proof_1] >> nth=0")
    page.check("input[name=measures][value=L4]")
    page.check("input[name=measures][value=L8]")
    page.fill("input[name=until_L8]", "2026-12-07")
    page.fill("textarea[name=for_complainant]", "谢谢您的举报，该视频属于色情内容，已经移除。")
    page.fill("textarea[name=for_account]", "该视频展示性行为，违反本平台规则。")
    page.fill("textarea[name=why_not_lower]", "同类内容此前已被警告。")
    screen.is_looked_at("decision")
    screen.follows("#decision button[type=submit] >> nth=-1")
    assert "CLIPS" not in page.inner_text("h1")
    screen.is_looked_at("preview")
    screen.follows("button[name=confirm]")


def jun_signs(screen: Screen) -> None:
    """君 Jun is given the proposal and signs it."""
    page = screen.page
    page.click("form[action='/work/next/']:has(input[name=sign]) button, button[name=sign]")
    page.wait_for_url("**/work/case/**")
    screen.is_looked_at("signing")
    page.click("form[action$='/sign/'] summary")
    page.click("form[action$='/sign/'] button[type=submit]")
    page.wait_for_url("**/work/**")


def test_a_complaint_is_filed_decided_by_two_and_appealed_with_a_mouse(house: House, screens: Any) -> None:
    number = lan_files(screens(390))
    house.turn()

    mei = screens(1440, "zh-CN", "dark")
    mei.logs_in("mei")
    mei.is_looked_at("desk")
    mei_proposes(mei)
    assert house.only_case().status is Status.COSIGNING

    jun = screens(1440, "en-GB")
    jun.logs_in("jun")
    jun_signs(jun)
    case = house.only_case()
    assert case.status is Status.DECIDED
    assert len({hand.agent for hand in case.hands}) == 2

    house.turn()
    assert house.did("apply") == [
        "apply L4 video v-16",
        "apply L8 account " + house.did("apply L8")[0].split()[-1],
    ]
    account = house.clips.log()["tells"][-1]["account"]
    link = urlsplit(house.holder(account).told()[-1]["link"])

    qiang = screens(390, "en-GB")
    qiang.goes(f"{link.path}?{link.query}")
    assert number not in qiang.page.inner_text("main")
    qiang.is_looked_at("letter")
    qiang.goes(f"{link.path}/appeal")
    qiang.page.fill("#id_text", "It is a life drawing class, please look again.")
    qiang.follows("#appeal-form button")
    qiang.is_looked_at("appealed")
    after = house.only_case()
    assert after.status is Status.QUEUED
    assert after.on_appeal
    house.clock.on(seconds=timedelta(minutes=1).total_seconds())
    assert re.fullmatch(r"C-[0-9A-Z-]+", number)
