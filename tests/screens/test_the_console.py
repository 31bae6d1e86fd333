"""A clerk by keyboard alone: whose key Space is, taking back, who waits, sending on, what is known of the visitor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.small import found


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("console") / "hall"
    data.mkdir()
    with serving(found(data), "--desk-only") as running:
        yield running


@pytest.fixture
def visitor(hall: RunningHall) -> Iterator[Visitor]:
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as actor:
        yield actor


@pytest.fixture
def other(hall: RunningHall) -> Iterator[Clerk]:
    """The colleague at window 2, who leaves no visitor behind."""
    with Clerk(hall, hall.token("window", "2", staffer="t-2"), window="2") as clerk:
        yield clerk
        if clerk.sees()["state"] == "called":
            clerk.does("start")
        if clerk.sees()["state"] == "serving":
            clerk.does("finish", outcome="consulted")
        while clerk.serves("consulted"):
            pass


@contextmanager
def console(browser: Browser, hall: RunningHall, lang: str = "zh", window: str = "1") -> Iterator[Page]:
    """Window 1 with its chief, nobody before it."""
    token = hall.token("window", window, staffer="t-1")
    with Clerk(hall, token, window=window) as clerk:
        if clerk.sees()["state"] == "called":
            clerk.does("start")
        if clerk.sees()["state"] == "serving":
            clerk.does("finish", outcome="consulted")
        if clerk.sees()["state"] == "paused":
            clerk.does("resume")
        while clerk.serves("consulted"):
            pass
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/console?lang={lang}#token={token}&window={window}")
    expect(state(page)).to_have_attribute("data-state", "open")
    yield page
    page.context.close()
    assert failures == []


def state(page: Page) -> Any:
    return page.get_by_test_id("state")


def press(page: Page, *keys: tuple[str, str]) -> None:
    """Press keys, each with the state that it must lead to."""
    for key, then in keys:
        page.keyboard.press(key)
        expect(state(page)).to_have_attribute("data-state", then)


def test_space_and_enter_are_the_halls_wherever_the_mouse_was(
    browser: Browser, hall: RunningHall, visitor: Visitor
) -> None:
    with console(browser, hall) as page:
        visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waiting")).to_contain_text("1")
        page.get_by_test_id("own-cases").click()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="English").click()
        press(page, ("Space", "called"), ("Enter", "serving"))
        page.get_by_role("button", name="中文").click()
        page.keyboard.press("Space")
        expect(page.locator("dialog")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        page.keyboard.press("1")
        expect(state(page)).to_have_attribute("data-state", "open")


def test_a_button_to_which_tab_led_has_its_own_space(browser: Browser, hall: RunningHall) -> None:
    with console(browser, hall) as page:
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.testid") == "own-cases":
                break
        page.keyboard.press("Space")

        expect(page.locator("dialog.own-cases")).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_miss_an_outcome_and_a_sign_off_are_taken_back(
    browser: Browser, hall: RunningHall, visitor: Visitor, lang: str
) -> None:
    with console(browser, hall, lang) as page:
        number = visitor.takes_ticket("tax-file")["number"]
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("KeyM", "open"))
        undo = page.locator("[data-act=undo]")
        expect(undo).to_contain_text(number)
        page.screenshot(path=PICTURES / f"console-undo-{lang}.png")
        press(page, ("KeyZ", "called"), ("Enter", "serving"))
        page.keyboard.press("Space")
        page.keyboard.press("6")
        expect(state(page)).to_have_attribute("data-state", "open")
        expect(undo).to_have_attribute("data-undo", "finish")
        press(page, ("KeyZ", "serving"))
        page.keyboard.press("Space")
        page.keyboard.press("1")
        expect(state(page)).to_have_attribute("data-state", "open")
        page.keyboard.press("KeyQ")
        expect(undo).to_have_attribute("data-undo", "sign_off")
        undo.click()
        expect(state(page)).to_have_attribute("data-state", "open")


def test_q_asks_where_somebody_waits_and_only_there(
    browser: Browser, hall: RunningHall, visitor: Visitor
) -> None:
    with console(browser, hall) as page:
        visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        page.keyboard.press("KeyQ")
        expect(page.get_by_role("dialog")).to_contain_text("还有 1 人等候")
        page.keyboard.press("Escape")
        press(page, ("Space", "called"), ("Enter", "serving"))
        page.keyboard.press("Space")
        page.keyboard.press("6")
        expect(state(page)).to_have_attribute("data-state", "open")
        page.keyboard.press("KeyQ")
        expect(page.locator("[name=pin]")).to_be_visible()
        visitor.takes_ticket("tax-file")


def test_one_is_called_out_of_turn_from_the_list_with_a_reason(
    browser: Browser, hall: RunningHall, visitor: Visitor
) -> None:
    with console(browser, hall) as page:
        visitor.takes_ticket("tax-file")
        second = visitor.takes_ticket("tax-visit")["number"]
        expect(page.get_by_test_id("waiting")).to_contain_text("2")
        page.keyboard.press("KeyL")
        rows = page.get_by_test_id("waiting-list").locator("[data-waits]")
        expect(rows).to_have_count(2)
        page.locator(f"[data-waits={second}]").click()
        page.screenshot(path=PICTURES / "console-waiting-zh.png")
        assert Axe().run(page, context="dialog").response["violations"] == []
        page.keyboard.type("急事")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("ticket")).to_have_text(second)

        called = [each["facts"] for each in hall.events() if each["kind"] == "ticket.called"]
        assert called[-1]["reason"] == "急事"


def test_a_visitor_is_sent_to_a_person_with_the_present_waits_and_comes_back(
    browser: Browser, hall: RunningHall, visitor: Visitor, other: Clerk
) -> None:
    with console(browser, hall) as page:
        number = visitor.takes_ticket("tax-file")["number"]
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"))
        page.keyboard.press("KeyT")
        expect(page.locator("[name=to] option")).not_to_have_count(1)
        expect(page.locator("[name=to]")).to_contain_text("人等候")
        page.get_by_role("radio", name="人员").check()
        page.locator("[name=to]").select_option("t-2")
        page.locator("[name=come_back]").check()
        page.screenshot(path=PICTURES / "console-transfer-zh.png")
        page.locator("[name=to]").focus()
        page.keyboard.press("Enter")
        expect(state(page)).to_have_attribute("data-state", "open")
        assert other.serves("consulted")["number"] == number
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"))
        expect(page.get_by_test_id("ticket")).to_have_text(number)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_clerk_sees_what_the_visit_needs_and_what_else_it_is_for(
    browser: Browser, hall: RunningHall, visitor: Visitor, lang: str
) -> None:
    with console(browser, hall, lang) as page:
        visitor.act(
            "/tickets", {"stops": [{"matter": "tax-file"}, {"matter": "notary-will", "after": "tax-file"}]}
        )
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"))
        expect(page.get_by_test_id("glance")).to_contain_text("free")
        expect(page.get_by_test_id("other-stops").locator("[data-stop=notary-will]")).to_have_attribute(
            "data-state", "held"
        )
        page.screenshot(path=PICTURES / f"console-glance-{lang}.png")
        assert Axe().run(page, context=".glance").response["violations"] == []


def test_a_break_that_is_over_says_so_and_can_be_taken_up_anywhere(
    browser: Browser, hall: RunningHall, visitor: Visitor, other: Clerk
) -> None:
    number = visitor.takes_ticket("tax-file")["number"]
    while other.calls_next()["ticket"]["number"] != number:
        other.does("start")
        other.does("finish", outcome="consulted")
    other.does("start")
    other.does("park", reason="复印", minutes=1)
    with console(browser, hall) as page:
        page.keyboard.press("KeyL")
        parked = page.locator(f"[data-parked-anywhere={number}]")
        expect(parked).to_contain_text("2 号窗口")
        parked.click()
        expect(page.get_by_test_id("ticket")).to_have_text(number)


def test_what_is_missing_is_ticked_and_stands_in_large_on_the_console_and_on_the_phone(
    browser: Browser, hall: RunningHall, visitor: Visitor
) -> None:
    with console(browser, hall) as page:
        ticket = visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"), ("Enter", "serving"))
        page.keyboard.press("Space")
        page.locator("[data-outcome=supplement]").click()
        page.locator("[name=lines]").fill("身份证原件\n\n 房产证复印件 ")
        page.screenshot(path=PICTURES / "console-papers-zh.png")
        page.locator("[data-act=confirm]").click()
        asked = page.get_by_test_id("asked")
        expect(asked.locator("li")).to_have_text(["身份证原件", "房产证复印件"])
        page.screenshot(path=PICTURES / "console-asked-zh.png")
        assert Axe().run(page, context="[data-testid=asked]").response["violations"] == []
        phone = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        phone.goto(f"{hall.url}/t?lang=zh#{ticket['follow']}")
        expect(phone.get_by_test_id("papers").locator("li")).to_have_text(["身份证原件", "房产证复印件"])
        phone.context.close()
        visitor.takes_ticket("tax-file")
        expect(page.get_by_test_id("waits-here")).to_be_visible()
        press(page, ("Space", "called"))
        expect(asked).to_have_count(0)
