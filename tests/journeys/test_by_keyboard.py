"""梅 Mei never touches the mouse: the next case, its steps, a decision and its preview, by keys alone."""

from typing import Any

from ombud.core.case import Status
from tests.browser import MARKS, Screen
from tests.journeys.house import House
from tests.journeys.keys import goes_on_by, has_focus, presses, tabs_to

pytestmark = MARKS

PORN = "这个视频里有人裸露,全是色情内容,请删除。"


def mei_takes_it(house: House, mei: Screen) -> None:
    house.files(PORN, about="video v-16")
    house.turn()
    mei.is_that_of(house.mei.client)
    mei.goes("/work/")
    goes_on_by(mei, "n")


def the_first_tab_skips_to_the_main_thing(mei: Screen) -> None:
    presses(mei, "Tab")
    assert has_focus(mei, "a.skip")
    presses(mei, "Enter")
    assert mei.page.evaluate("location.hash") == "#main"


def the_sheet_says_every_key_and_gives_the_focus_back(mei: Screen) -> None:
    tabs_to(mei, "[data-key=d]")
    presses(mei, "?")
    told = mei.page.inner_text("#keys-sheet").split()
    for key in mei.page.eval_on_selector_all("[data-key]", "all => all.map((one) => one.dataset.key)"):
        assert key in told
    for _ in range(4):
        presses(mei, "Tab")
        assert mei.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#keys-sheet')"
        )
    presses(mei, "Escape")
    assert has_focus(mei, "[data-key=d]")


def a_dialog_keeps_the_focus_until_it_is_closed(mei: Screen) -> None:
    presses(mei, "p")
    assert has_focus(mei, "select[name=grade_severity]")
    for _ in range(5):
        presses(mei, "Tab")
        assert mei.page.evaluate("!!document.activeElement.closest('details.dialog[open]')")
    presses(mei, "Escape")
    assert has_focus(mei, "summary[data-key=p]")
    assert mei.page.locator("details.dialog[open]").count() == 0


def mei_does_every_mandatory_step(house: House, mei: Screen) -> None:
    tabs_to(mei, "form[action$='/look/'] button")
    goes_on_by(mei, "Enter")
    for step in ("see_in_context", "known_before", "exceptions", "lower_rung"):
        if step == "known_before":
            tabs_to(mei, "form[action$='/search/'] button")
            goes_on_by(mei, "Enter")
        presses(mei, "s")
        assert has_focus(mei, f"textarea[name=shown_{step}]")
        mei.page.keyboard.type("看过完整视频，不是艺术。")
        goes_on_by(mei, "Control+Enter")
        assert step in house.only_case().steps_done


def mei_decides(mei: Screen) -> None:
    goes_on_by(mei, "d")
    type_in = mei.page.keyboard.type
    tabs_to(mei, "input[name=outcome]")
    presses(mei, "Space")
    assert mei.page.is_checked("input[name=outcome][value=violation]")
    tabs_to(mei, "select[name=clause]")
    type_in("CLIPS.2.1")
    tabs_to(mei, "textarea[name=finding_1]")
    type_in("视频从头到尾展示性行为。")
    tabs_to(mei, "input[name=proof_1]")
    presses(mei, "Space")
    tabs_to(mei, "input[name=measures][value=L4]")
    presses(mei, "Space")
    tabs_to(mei, "textarea[name=for_complainant]")
    type_in("谢谢您的举报，该视频已经移除。")
    tabs_to(mei, "textarea[name=for_account]")
    type_in("该视频展示性行为，违反规则。")
    goes_on_by(mei, "Control+Enter")


def test_a_case_is_taken_worked_and_decided_by_keys_alone(house: House, screens: Any) -> None:
    mei = screens(1440, "zh-CN", "light")
    mei_takes_it(house, mei)
    the_first_tab_skips_to_the_main_thing(mei)
    the_sheet_says_every_key_and_gives_the_focus_back(mei)
    a_dialog_keeps_the_focus_until_it_is_closed(mei)
    mei_does_every_mandatory_step(house, mei)
    mei_decides(mei)
    assert house.only_case().status is Status.IN_HAND
    goes_on_by(mei, "Control+Enter")
    assert house.only_case().status is Status.DECIDED
