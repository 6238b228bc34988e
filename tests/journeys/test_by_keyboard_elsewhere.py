"""The portal and the office by keys alone: 兰 Lan files and follows, 强 Qiang appeals, 周 Zhou answers an alarm."""

from typing import Any
from urllib.parse import urlsplit

from ombud.core.case import Status
from tests.browser import MARKS, Screen
from tests.journeys import test_content, test_minors
from tests.journeys.house import House
from tests.journeys.keys import goes_on_by, has_focus, presses, tabs_to, walks_through

pytestmark = MARKS


def lan_files(lan: Screen) -> tuple[str, str]:
    lan.goes("/file/?platform=clips&kind=video&id=v-16")
    walks_through(lan)
    tabs_to(lan, "#id_text")
    lan.page.keyboard.type("这个视频里有人裸露,全是色情内容,请删除。")
    tabs_to(lan, "input[name=danger]")
    presses(lan, "ArrowDown")
    assert lan.page.is_checked("#id_danger_1")
    for button in ("next", "next", "send"):
        tabs_to(lan, f".form-foot button[value={button}]")
        goes_on_by(lan, "Enter")
    return lan.page.inner_text("#receipt-number"), lan.page.inner_text("#receipt-code")


def lan_reads_how_it_stands(lan: Screen, number: str, code: str) -> None:
    lan.page.context.clear_cookies()
    lan.goes("/status/")
    tabs_to(lan, "input[name=number]")
    lan.page.keyboard.type(number)
    tabs_to(lan, "input[name=code]")
    lan.page.keyboard.type(code)
    goes_on_by(lan, "Enter")
    assert number in lan.page.inner_text("main")
    walks_through(lan)


def qiang_appeals(house: House, qiang: Screen) -> None:
    account = house.clips.log()["tells"][-1]["account"]
    link = urlsplit(house.holder(account).told()[-1]["link"])
    qiang.goes(f"{link.path}?{link.query}")
    tabs_to(qiang, "a.button[href$='/appeal']")
    goes_on_by(qiang, "Enter")
    walks_through(qiang)
    tabs_to(qiang, "#appeal-form button")
    goes_on_by(qiang, "Enter")
    assert has_focus(qiang, ".error-summary")
    tabs_to(qiang, ".error-summary a")
    presses(qiang, "Enter")
    assert has_focus(qiang, "#id_text")
    qiang.page.keyboard.type("这是人体素描课,请再看一次。")
    tabs_to(qiang, "#appeal-form button")
    goes_on_by(qiang, "Enter")


def test_a_complaint_is_filed_followed_and_appealed_by_keys_alone(house: House, screens: Any) -> None:
    lan = screens(390, "zh-CN")
    number, code = lan_files(lan)
    house.turn()
    lan_reads_how_it_stands(lan, number, code)
    test_content.mei_removes_it(house)
    house.turn()
    qiang_appeals(house, screens(390, "en-GB", "dark"))
    after = house.only_case()
    assert (after.status, after.on_appeal) == (Status.QUEUED, True)


def test_an_alarm_is_answered_from_the_page_of_promises_by_keys_alone(house: House, screens: Any) -> None:
    house.files("有陌生人私信我女儿要照片,她11岁。", about=test_minors.MESSAGE, relation="guardian")
    house.turn()
    house.later(minutes=2, seconds=1)
    zhou = screens(1440, "zh-CN")
    zhou.is_that_of(house.zhou.client)
    zhou.goes("/office/")
    walks_through(zhou)
    tabs_to(zhou, "main a[href='/office/alarms/']")
    goes_on_by(zhou, "Enter")
    tabs_to(zhou, "main details.dialog summary")
    presses(zhou, "Enter")
    tabs_to(zhou, "select[name=to]")
    while zhou.page.input_value("select[name=to]") != str(house.mei.id):
        presses(zhou, "ArrowDown")
    tabs_to(zhou, "main details.dialog input[name=reason]")
    zhou.page.keyboard.type("S0,她受过训练")
    goes_on_by(zhou, "Enter")
    assert house.only_case().agent == house.mei.id

    zhou.goes("/office/staff/")
    walks_through(zhou)
    tabs_to(zhou, f"main a[href='/office/staff/{house.mei.id}/']")
    goes_on_by(zhou, "Enter")
    assert "梅 Mei" in zhou.page.inner_text("h1")
