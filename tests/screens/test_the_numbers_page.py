"""The office's page of numbers: any day's, filtered in the address, each with its story."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, matter_of
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")


def numbers(browser: Browser, hall: RunningHall, asked: str, width: int = 1440) -> Page:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-numbers"})["token"]
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{hall.url}/office/tickets?{asked}#link={code}")
    expect(page.locator("[name=find]")).to_be_visible()
    return page


@pytest.fixture
def number(house: RunningHall, passer: Visitor, sitter: Clerk) -> str:
    ticket = passer.takes_ticket(matter_of(house, sitter.window))
    while (served := sitter.serves("consulted")) is not None:
        if served["number"] == ticket["number"]:
            break
    return str(ticket["number"])


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(1))
def test_it_is_accessible_and_fits(
    browser: Browser, house: RunningHall, number: str, asked: str, width: int
) -> None:
    page = numbers(browser, house, asked, width)
    expect(page.locator(f"[data-number={number}]").first).to_be_visible()
    if PICTURES:
        page.screenshot(
            path=Path(PICTURES) / f"numbers-{asked.replace('=', '-').replace('&', '-')}-{width}.png"
        )
    violations = Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]
    page.close()


def test_a_number_is_found_its_story_opens_and_the_address_says_both(
    browser: Browser, house: RunningHall, number: str
) -> None:
    page = numbers(browser, house, "lang=zh")
    page.locator("[name=find]").fill(number)
    page.locator("[name=state]").select_option("finished")
    row = page.locator(f"[data-number={number}]").first
    expect(row).to_contain_text("办结")
    assert f"find={number}" in page.url
    row.locator("[data-act=story]").click()
    story = page.get_by_test_id("story")
    expect(story.locator("[data-kind='ticket.issued']")).to_have_count(1)
    expect(story.locator("[data-kind='ticket.finished']")).to_have_count(1)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "numbers-story.png")
    page.reload()  # the address leads to the same story
    expect(story.locator("[data-kind='ticket.issued']")).to_have_count(1)
    page.locator("[data-act=back]").click()
    expect(row).to_be_visible()
    page.locator("[name=state]").select_option("void")
    expect(page.get_by_test_id("none")).to_be_visible()
    page.close()
