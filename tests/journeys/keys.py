"""Hands on a keyboard and nothing else: Tab leads everywhere, shows where it is, and leads out again."""

from tests.browser import Screen


def presses(screen: Screen, *keys: str) -> None:
    """Press keys, one after another."""
    for key in keys:
        screen.page.keyboard.press(key)


def goes_on_by(screen: Screen, *keys: str) -> None:
    """Press keys that lead to another page."""
    with screen.page.expect_navigation():
        presses(screen, *keys)


def tabs_to(screen: Screen, choice: str) -> None:
    """Press Tab until the thing has the focus, and can be seen to have it."""
    for _ in range(120):
        screen.page.keyboard.press("Tab")
        if screen.page.evaluate("choice => document.activeElement.matches(choice)", choice):
            assert screen.page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"no Tab leads to {choice}")


def has_focus(screen: Screen, choice: str) -> bool:
    """Say whether the thing has the focus."""
    return bool(screen.page.evaluate("choice => document.activeElement.matches(choice)", choice))


def walks_through(screen: Screen) -> None:
    """Press Tab from the top of the page to its end: every stop is seen, none twice, and each follows the one before."""
    screen.page.evaluate("window.stops = []")
    for _ in range(200):
        screen.page.keyboard.press("Tab")
        wrong = screen.page.evaluate(STOP)
        if wrong == "end":
            return
        assert not wrong, wrong
    raise AssertionError("Tab never came to an end")


STOP = """() => {
    const at = document.activeElement, last = window.stops.at(-1), said = at.outerHTML.slice(0, 200);
    if (at === document.body || at === window.stops[0]) return "end";
    if (window.stops.includes(at)) return "twice: " + said;
    if (!at.matches(":focus-visible")) return "not to be seen: " + said;
    if (last && !(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) return "out of order: " + said;
    window.stops.push(at);
    const { width, height } = at.getBoundingClientRect();
    return width && height ? "" : "no place on the page: " + said;
}"""
