"""The office's page of bookings: a day's by time, one booked, one cancelled, a list taken in whole or not at all."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.morning import HERE
from tests.running import RunningHall, matter_of
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
SOON = datetime.now(HERE) + timedelta(days=1)
DAY = f"{SOON:%Y-%m-%d}"


def bookings(browser: Browser, hall: RunningHall, asked: str, width: int = 1440) -> Page:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-book"})["token"]
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{hall.url}/office/bookings?{asked}#link={code}")
    expect(page.locator("[data-act=book]")).to_be_visible()
    return page


@pytest.fixture
def matter(house: RunningHall) -> str:
    return matter_of(house, "8")


def test_one_is_booked_stands_in_its_day_and_is_cancelled(
    browser: Browser, house: RunningHall, boss: Actor, matter: str
) -> None:
    page = bookings(browser, house, "lang=zh")
    page.locator("[data-act=book]").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=matter]").select_option(matter)
    dialog.locator("[name=at]").fill(f"{DAY}T10:30")
    dialog.get_by_role("button", name="登记预约").click()
    expect(page.get_by_role("status")).to_contain_text("已登记，预约码")
    page.locator("[name=day]").fill(DAY)
    row = page.locator("[data-testid=bookings] tbody tr").first
    expect(row).to_contain_text("10:30")
    assert f"day={DAY}" in page.url
    row.locator("[data-act=cancel]").click()
    page.get_by_role("dialog").get_by_role("button", name="取消预约").click()
    expect(page.locator("tr[data-state=cancelled]").first).to_be_visible()
    page.close()

    assert "cancelled" in {each["state"] for each in boss.ask("/appointments", day=DAY)["appointments"]}


@pytest.mark.parametrize("asked", looks(0))
def test_a_list_is_taken_in_whole_and_a_wrong_one_says_where(
    browser: Browser, house: RunningHall, matter: str, asked: str, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(f"matter,at,code\n{matter},{DAY} 09:30,BOOK7701\n{matter},{DAY} 09:45,BOOK7702\n")
    bad.write_text(f"matter,at,code\nmoon,{DAY} 09:30,BOOK7703\n")
    page = bookings(browser, house, f"{asked}&day={DAY}")
    page.locator("[type=file]").set_input_files(bad)
    expect(page.get_by_role("alert")).to_contain_text("moon")
    page.locator("[type=file]").set_input_files(good)
    expect(page.locator("tr[data-code=BOOK7701]")).to_be_visible()
    expect(page.locator("tr[data-code=BOOK7703]")).to_have_count(0)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "office-bookings.png")
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
