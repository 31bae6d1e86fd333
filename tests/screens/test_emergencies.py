"""An emergency and short messages between pages: console, guide desk, office; by keyboard, seen, and never on a board."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Board, Clerk
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SOAK
from tests.small import found

Look = tuple[str, str, tuple[int, int]]

LOOKS: list[Look] = [("zh", "light", (1280, 720)), ("en", "dark", (1920, 1080))]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("aid") / "hall"
    data.mkdir()
    with serving(found(data), "--desk-only") as running:
        yield running


@contextmanager
def opened(
    browser: Browser, hall: RunningHall, path: str, token: str, look: Look, more: str = ""
) -> Iterator[Page]:
    lang, theme, (width, height) = look
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/{path}?lang={lang}&theme={theme}#token={token}{more}")
    yield page
    page.context.close()
    assert failures == []


@contextmanager
def floor(browser: Browser, hall: RunningHall, look: Look) -> Iterator[tuple[Page, Page, Page, Page]]:
    """Windows 1, 2 and 9 of one area, and the guide desk."""
    with ExitStack() as stack:
        pages = []
        for window, staffer in (("1", "t-1"), ("2", "t-2"), ("9", "t-3")):
            token = hall.token("window", window, staffer=staffer)
            clerk = stack.enter_context(Clerk(hall, token, window=window))
            assert clerk.sees()["state"] == "open"
            more = f"&window={window}"
            pages.append(stack.enter_context(opened(browser, hall, "console", token, look, more)))
        token = hall.token("guide", "guide-1")
        pages.append(stack.enter_context(opened(browser, hall, "guide", token, look)))
        for page in pages[:3]:
            expect(page.get_by_test_id("state")).to_be_visible()
        expect(pages[3].locator("[name=search]")).to_be_visible()
        yield tuple(pages)  # type: ignore[misc]


def seen(page: Page, name: str, look: Look) -> None:
    page.screenshot(path=PICTURES / f"{name}-{look[0]}-{look[1]}-{look[2][0]}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("look", LOOKS if SOAK else LOOKS[:1])
def test_a_call_from_a_window_is_seen_nearby_answered_by_name_and_reset(
    browser: Browser, hall: RunningHall, look: Look
) -> None:
    board = Board(hall, hall.token("display", "board-1"))
    with floor(browser, hall, look) as (one, two, _nine, guide):
        one.keyboard.press("Control+Alt+KeyE")
        for page in (one, two, guide):
            expect(page.locator("[data-emergency='1']")).to_be_visible()
        seen(one, "aid-own", look)
        seen(guide, "aid-guide", look)
        two.locator("[data-act=go]").click()
        expect(one.get_by_test_id("goes")).to_contain_text("t-2")
        expect(guide.get_by_test_id("goes")).to_contain_text("t-2")
        expect(guide.locator("[data-act=go]")).to_have_count(0)
        guide.locator("[name=words]").fill("群众争执，已平息")
        guide.locator("[data-act=reset]").click()
        for page in (one, two, guide):
            expect(page.get_by_test_id("emergencies")).to_have_count(0)
    assert not [each for each in board.deltas if each["kind"].startswith("emergency.")]
    board.close()
    events = [each for each in hall.events() if each["kind"].startswith("emergency.")]
    assert [each["kind"] for each in events][-3:] == [
        "emergency.raised",
        "emergency.answered",
        "emergency.reset",
    ]
    assert "争执" not in str(events)


def test_one_press_of_the_button_calls_nobody_and_the_key_works_in_a_dialog(
    browser: Browser, hall: RunningHall
) -> None:
    with floor(browser, hall, LOOKS[0]) as (one, _two, _nine, guide):
        button = one.locator("[data-act=emergency]")
        button.click()
        expect(button).to_contain_text("再按一次")
        expect(button).to_contain_text("紧急求助", timeout=6000)
        expect(one.get_by_test_id("emergencies")).to_have_count(0)
        one.keyboard.press("KeyE")
        expect(one.get_by_test_id("emergencies")).to_have_count(0)
        one.keyboard.press("KeyB")
        expect(one.get_by_role("dialog")).to_be_visible()
        one.keyboard.press("Control+Alt+KeyE")
        expect(guide.locator("[data-emergency='1']")).to_be_visible()
        guide.locator("[name=words]").fill("误按")
        guide.locator("[data-act=reset]").click()
        expect(guide.get_by_test_id("emergencies")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS if SOAK else LOOKS[1:])
def test_a_message_is_written_by_keyboard_arrives_and_is_read(
    browser: Browser, hall: RunningHall, look: Look
) -> None:
    with floor(browser, hall, look) as (one, two, _nine, guide):
        one.keyboard.press("x")
        expect(one.get_by_role("dialog")).to_be_visible()
        one.locator("[name=to]").select_option("guide")
        one.locator("[data-quick=paper]").click()
        expect(guide.locator("[data-tab=messages]")).to_contain_text("1")
        expect(one.get_by_test_id("fate").first).to_have_text("已送达" if look[0] == "zh" else "Delivered")
        guide.locator("[data-tab=messages]").click()
        seen(guide, "aid-messages", look)
        guide.locator("[data-act=read]").first.click()
        expect(one.get_by_test_id("fate").first).to_have_text("已读" if look[0] == "zh" else "Read")
        seen(one, "aid-dialog", look)
        expect(two.get_by_test_id("messages-button")).not_to_contain_text("1")
        guide.locator("[name=to]").select_option("window:2")
        guide.locator("[name=words]").fill("请接一下 A005")
        guide.locator("[name=words]").press("Enter")
        expect(two.get_by_test_id("messages-button")).to_contain_text("1")
        two.keyboard.press("x")
        two.locator("[data-act=read]").click()
        expect(two.locator("[data-act=read]")).to_have_count(0)


def test_the_office_hears_of_both(browser: Browser, hall: RunningHall) -> None:
    with floor(browser, hall, LOOKS[0]) as (one, _two, _nine, _guide):
        link = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "boss"})["token"]
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(f"{hall.url}/office?lang=zh#link={link}")
        one.keyboard.press("Control+Alt+KeyE")
        expect(page.locator("[data-emergency='1']")).to_be_visible()
        page.locator("[name=name]").fill("值班经理 01号")
        page.locator("[data-act=go]").click()
        expect(one.get_by_test_id("goes")).to_contain_text("值班经理 01号")
        page.screenshot(path=PICTURES / "aid-office-zh.png")
        page.locator("[name=words]").first.fill("演练")
        page.locator("[data-act=reset]").click()
        expect(page.get_by_test_id("emergencies")).to_have_count(0)
        page.context.close()
