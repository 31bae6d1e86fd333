"""The clerk's hands by keyboard alone: pieces of a service, work without a visitor, one key a visitor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.screens.test_the_console import press, state
from tests.small import found

LOOKS = [("zh", "light", (1280, 720)), ("en", "dark", (1920, 1080))]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("hands") / "hall"
    data.mkdir()
    with serving(found(data), "--desk-only") as running:
        yield running


@pytest.fixture
def visitor(hall: RunningHall) -> Iterator[Visitor]:
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as actor:
        yield actor


@pytest.fixture
def clerk(hall: RunningHall) -> Iterator[Clerk]:
    """Window 1 with its chief, nobody before it and nobody waiting, before and afterwards."""
    with Clerk(hall, hall.token("window", "1", staffer="t-1"), window="1") as actor:
        clear(actor)
        yield actor
        clear(actor)


def clear(clerk: Clerk) -> None:
    if clerk.sees()["state"] == "called":
        clerk.does("start")
    if clerk.sees()["state"] == "serving":
        clerk.does("finish", outcome="consulted")
    if clerk.sees()["state"] == "working":
        clerk.does("work/end")
    if clerk.sees()["state"] == "paused":
        clerk.does("resume")
    while clerk.serves("consulted"):
        pass


@contextmanager
def console(
    browser: Browser, hall: RunningHall, clerk: Clerk, look: tuple[str, str, tuple[int, int]] = LOOKS[0]
) -> Iterator[Page]:
    """The clerk's own page; nothing of it may fail, and nothing may stand out of the window."""
    lang, theme, (width, height) = look
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/console?lang={lang}&theme={theme}#token={clerk.token}&window=1")
    expect(state(page)).to_have_attribute("data-state", "open")
    yield page
    page.context.close()
    assert failures == []


def seen(page: Page, name: str, look: tuple[str, str, tuple[int, int]], context: str = "body") -> None:
    """A picture, no way to scroll sideways, and nothing that axe knows to be wrong."""
    page.screenshot(path=PICTURES / f"{name}-{look[0]}-{look[1]}-{look[2][0]}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page, context=context).response["violations"] == []


@pytest.mark.parametrize("look", LOOKS)
def test_twelve_filings_are_finished_by_keyboard_and_stand_in_ones_own_day(
    browser: Browser,
    hall: RunningHall,
    visitor: Visitor,
    clerk: Clerk,
    look: tuple[str, str, tuple[int, int]],
) -> None:
    before = clerk.sees()["today"]
    with console(browser, hall, clerk, look) as page:
        visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"))
        page.keyboard.press("Space")
        page.keyboard.press("j")
        page.keyboard.type("12")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("pieces")).to_have_value("12")
        seen(page, "hands-pieces", look, "dialog")
        page.keyboard.press("1")
        expect(state(page)).to_have_attribute("data-state", "open")
        today = clerk.sees()["today"]
        assert (today["served"], today["pieces"]) == (before["served"] + 1, before["pieces"] + 12)
        expect(page.locator(".own")).to_contain_text(str(today["pieces"]))


def test_more_pieces_than_the_rules_allow_are_refused_in_the_dialog(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    with console(browser, hall, clerk) as page:
        visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"), ("Space", "serving"))
        page.keyboard.press("j")
        page.keyboard.type("500")
        page.keyboard.press("Enter")
        page.keyboard.press("1")
        expect(page.locator("dialog [role=alert]")).to_contain_text("一次办理最多记 99 件")
        expect(state(page)).to_have_attribute("data-state", "serving")


@pytest.mark.parametrize("look", LOOKS)
def test_back_office_work_is_begun_counted_and_ended_by_keyboard_and_stands_on_the_panel(
    browser: Browser,
    hall: RunningHall,
    visitor: Visitor,
    clerk: Clerk,
    look: tuple[str, str, tuple[int, int]],
) -> None:
    panel = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    panel.goto(f"{hall.url}/panel/1?lang={look[0]}#token={hall.token('display', 'board-1')}")
    with console(browser, hall, clerk, look) as page:
        page.keyboard.press("o")
        expect(page.get_by_role("dialog")).to_be_visible()
        seen(page, "hands-work-kinds", look, "dialog")
        page.keyboard.press("2")
        expect(state(page)).to_have_attribute("data-state", "working")
        expect(panel.get_by_test_id("panel-state")).to_have_attribute("data-state", "working")
        expect(panel.get_by_test_id("panel-state")).to_contain_text("后台办理")
        expect(panel.get_by_test_id("panel-state")).to_contain_text("Back-office work")
        panel.screenshot(path=PICTURES / f"hands-panel-{look[0]}.png")
        visitor.takes_ticket("tax-file")
        page.keyboard.press("Space")
        expect(state(page)).to_have_attribute("data-state", "working")
        page.keyboard.press("j")
        page.keyboard.type("3")
        page.keyboard.press("Enter")
        seen(page, "hands-working", look)
        page.keyboard.press("o")
        expect(state(page)).to_have_attribute("data-state", "open")
        expect(panel.get_by_test_id("panel-state")).to_have_attribute("data-state", "open")
        press(page, ("Space", "called"))
    panel.context.close()
    worked = [each["facts"] for each in hall.events() if each["kind"] == "window.worked"]
    assert (worked[-1]["work_kind"], worked[-1]["pieces"]) == ("phone", 3)


def test_a_window_found_at_work_after_a_reload_goes_on_with_it(
    browser: Browser, hall: RunningHall, clerk: Clerk
) -> None:
    with console(browser, hall, clerk) as page:
        page.keyboard.press("o")
        page.keyboard.press("1")
        expect(state(page)).to_have_attribute("data-state", "working")
        page.reload()
        expect(page.get_by_test_id("work-timer")).to_be_visible()
        page.locator("[data-act=endWork]").click()
        expect(state(page)).to_have_attribute("data-state", "open")


@pytest.fixture
def one_key(hall: RunningHall) -> Iterator[None]:
    """The hall wants one key a visitor, for this test."""
    with Actor(hall, hall.token("manager", "boss")) as boss:
        boss.act("/rules", {"text": "one_key = true"})
        yield
        boss.act("/rules", {"text": "one_key = false"})


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.usefixtures("one_key")
def test_one_key_ends_as_it_says_calls_the_next_and_z_takes_both_back(
    browser: Browser,
    hall: RunningHall,
    visitor: Visitor,
    clerk: Clerk,
    look: tuple[str, str, tuple[int, int]],
) -> None:
    with console(browser, hall, clerk, look) as page:
        first, second = (visitor.takes_ticket("tax-file")["number"] for _ in range(2))
        expect(page.get_by_test_id("waiting")).to_contain_text("2")
        press(page, ("Space", "called"), ("Enter", "serving"))
        key = page.locator("[data-act=usual]")
        expect(key).to_contain_text("当场办结，叫下一位" if look[0] == "zh" else "Done on the spot, next")
        seen(page, "hands-one-key", look)
        press(page, ("Space", "called"))
        expect(page.get_by_test_id("ticket")).to_have_text(second)
        expect(page.locator("[data-act=undo]")).to_contain_text(second)
        seen(page, "hands-one-key-undo", look)
        press(page, ("KeyZ", "serving"))
        expect(page.get_by_test_id("ticket")).to_have_text(first)
        press(page, ("Space", "called"), ("Enter", "serving"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("6")
        expect(state(page)).to_have_attribute("data-state", "open")


@pytest.mark.usefixtures("one_key")
def test_where_only_the_clerk_can_know_space_asks(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    with console(browser, hall, clerk) as page:
        visitor.takes_ticket("tax-audit")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"), ("Space", "serving"))
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.locator("[data-act=usual]")).to_have_count(0)


@pytest.mark.usefixtures("one_key")
def test_an_end_that_is_refused_opens_its_dialog_with_the_reason(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    """The last test here: its letter is withdrawn while the visitor is served."""
    with console(browser, hall, clerk) as page, Actor(hall, hall.token("manager", "other")) as boss:
        visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"))
        expect(page.locator("[data-act=usual]")).to_be_visible()
        page.wait_for_timeout(4000)  # what the page asks again after a call has been asked
        letters = [each for each in boss.ask("/letters")["letters"] if each["staffer"] == "t-1"]
        boss.act(f"/letters/{letters[0]['id']}/withdraw", {"reason": "岗位调整"})
        page.keyboard.press("Space")
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.locator("dialog [role=alert]")).to_contain_text("授权书")
        expect(state(page)).to_have_attribute("data-state", "serving")
        page.keyboard.press("6")
        expect(state(page)).to_have_attribute("data-state", "open")
