"""What a manager does to the day: a surge window with an end, a line without further numbers, a window and the hall closed."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.actors import Actor, Clerk, Visitor
from tests.morning import HERE
from tests.running import RunningHall, matter_of
from tests.screens.test_the_hall_at_a_glance import office

PICTURES = os.environ.get("HALL_LOOK")


@pytest.fixture
def clerk(own_hall: RunningHall) -> Clerk:
    with Clerk(own_hall, own_hall.token("window", "8", staffer="any"), window="8") as clerk:
        yield clerk


def test_a_line_is_stopped_with_words_and_every_visitor_reads_them(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    matter = matter_of(own_hall, "8")
    waits = visitor.takes_ticket(matter)
    with office(browser, own_hall) as page:
        row = page.locator(f"tr[data-line={waits['line']}]")
        page.locator("[data-act=all-lines]").click()
        row.locator("[data-act=stop-line]").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="暂停取号").click()
        expect(dialog.get_by_role("alert")).to_contain_text("至少须填一种")
        dialog.locator("[name=zh]").fill("系统升级，请明天再来")
        dialog.locator("[name=en]").fill("the system is down, please come tomorrow")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "office-stop-line.png")
        dialog.get_by_role("button", name="暂停取号").click()
        expect(row).to_contain_text("已暂停取号：系统升级，请明天再来")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "office-line-stopped.png")

        offer = visitor.ask(f"/matters/{matter}/wait")["offer"]
        assert (offer["state"], offer["takeable"]) == ("stopped", False)
        public = browser.new_page(viewport={"width": 390, "height": 844})
        public.goto(f"{own_hall.url}/public?lang=zh")
        expect(public.locator("body")).to_contain_text("今日暂停取号：系统升级，请明天再来")
        public.close()
        assert clerk.calls_next()["ticket"]["number"] == waits["number"]
        row.locator("[data-act=open-line]").click()
        expect(row.locator("[data-act=stop-line]")).to_be_visible()
    assert visitor.takes_ticket(matter)["number"]


def test_a_surge_window_has_an_end(browser: Browser, own_hall: RunningHall, manager: Actor) -> None:
    until = (datetime.now(HERE) + timedelta(minutes=2)).replace(second=0, microsecond=0)
    with office(browser, own_hall) as page:
        tile = page.locator("[data-window='9']")
        tile.get_by_role("button").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("[name=lines]").first.check()
        dialog.locator("[name=reason]").fill("支援")
        dialog.locator("[name=until]").fill(f"{until:%H:%M}")
        dialog.get_by_role("button", name="确定").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(tile).to_contain_text(f"至 {until:%H:%M}")

    planned = next(each for each in manager.ask("/hall-now")["windows"] if each["code"] == "9")
    assert datetime.fromisoformat(planned["until"]) == until


def test_a_window_is_closed_and_one_with_a_visitor_is_not(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    visitor.takes_ticket(matter_of(own_hall, "8"))
    clerk.calls_next()
    with office(browser, own_hall) as page:
        tile = page.locator("[data-window='8']")
        tile.get_by_role("button").click()
        page.locator("[data-act=close-window]").click()
        asking = page.get_by_role("dialog", name="关闭 8 号窗口")
        asking.locator("[name=reason]").fill("设备检修")
        asking.get_by_role("button", name="关闭窗口").click()
        expect(asking.get_by_role("alert")).not_to_be_empty()
        clerk.does("start")
        clerk.does("finish", outcome="done")
        asking.get_by_role("button", name="关闭窗口").click()

        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(tile).to_have_attribute("data-state", "closed")


def test_the_hall_is_closed_for_today(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, manager: Actor
) -> None:
    visitor.takes_ticket(matter_of(own_hall, "8"))
    with office(browser, own_hall) as page:
        waiting = page.get_by_test_id("figure-waiting").inner_text()
        page.locator("[data-act=close-day]").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(f"等候的 {waiting} 人")
        dialog.locator("[name=reason]").fill("停电")
        dialog.get_by_role("button", name="今日闭厅").click()
        expect(dialog.get_by_role("alert")).not_to_be_empty()  # the hours are not over
        violations = Axe().run(page).response["violations"]
        assert violations == []
        dialog.locator("[name=early]").check()
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "office-close-day.png")
        dialog.get_by_role("button", name="今日闭厅").click()
        expect(page.get_by_role("status").filter(has_text="今日已闭厅")).to_be_visible()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        expect(page.get_by_test_id("curve-sum")).to_be_visible()
        assert any("/days/curve" in each for each in asked)
        assert not any("/forecast" in each for each in asked), "nobody is expected any more"
        expect(page.get_by_test_id("figure-waiting")).to_have_text("0")

    assert visitor.ask(f"/matters/{matter_of(own_hall, '8')}/wait")["offer"]["state"] == "day_closed"
