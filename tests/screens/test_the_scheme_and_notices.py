"""Two pages of the office: the scheme of deductions, tried before it is published; notices with an end, as they will stand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.morning import HERE
from tests.running import RunningHall
from tests.screens.conftest import Opens, looks

PICTURES = os.environ.get("HALL_LOOK")


@contextmanager
def office(browser: Browser, hall: RunningHall, part: str, asked: str, width: int = 1440) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": f"m-{part}"})["token"]
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/office/{part}?{asked}#link={code}")
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(0))
def test_the_scheme_is_accessible_and_fits(
    browser: Browser, house: RunningHall, asked: str, width: int
) -> None:
    with office(browser, house, "scheme", asked, width) as page:
        expect(page.locator("[data-kind=late]")).to_be_visible()
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"scheme-{asked[5:7]}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollHeight") <= 2 * 900 or width == 390
        violations = Axe().run(page).response["violations"]

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_a_scheme_is_tried_and_then_published(browser: Browser, house: RunningHall, boss: Actor) -> None:
    with office(browser, house, "scheme", "lang=zh") as page:
        publish = page.locator("[data-act=publish-scheme]")
        expect(publish).to_be_disabled()
        row = page.locator("[data-kind=late]")
        row.get_by_label("每次扣分").fill("1.5")
        row.get_by_label("起算").fill("10")
        page.locator("[data-act=try-scheme]").click()
        expect(page.get_by_test_id("scheme-trial")).to_contain_text("人得分变化")
        page.locator("[name=from_month]").fill("2090-01")
        publish.click()
        expect(publish).to_be_disabled()

    late = next(
        each for each in boss.ask("/scores/scheme", month="2090-01")["deductions"] if each["kind"] == "late"
    )
    assert (late["tenths"], late["start"]) == (15, 600_000)


def test_a_notice_is_seen_before_it_is_posted_and_ends_by_itself(
    browser: Browser, house: RunningHall, boss: Actor, opens: Opens
) -> None:
    until = (datetime.now(HERE) + timedelta(days=1)).replace(second=0, microsecond=0)
    with office(browser, house, "notices", "lang=zh") as page:
        page.locator("[name=zh]").fill("今日 16 时起系统维护")
        page.locator("[name=en]").fill("Systems down from 16:00")
        page.locator("[name=until]").fill(until.strftime("%Y-%m-%dT%H:%M"))
        expect(page.get_by_test_id("notice-preview")).to_contain_text("今日 16 时起系统维护")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "notices-zh.png")
        violations = Axe().run(page).response["violations"]
        page.locator("[data-act=post-notice]").click()
        row = page.locator("[data-notice]").first
        expect(row).to_contain_text("显示至")
        with opens("/board", "display", "board-notices", lang="zh") as board:
            expect(board.locator("body")).to_contain_text("今日 16 时起系统维护")
        told = boss.ask("/notices")["notices"][0]
        row.locator("[data-act=withdraw]").click()
        expect(page.locator("[data-notice]")).to_have_count(0)
        page.route("**/api/v1/notices", lambda route: route.abort())
        page.reload()
        expect(page.get_by_role("alert").first).to_be_visible(timeout=15_000)
        page.unroute("**/api/v1/notices")
        expect(page.get_by_text("现在没有公告")).to_be_visible(timeout=15_000)

    assert datetime.fromisoformat(told["until_at"]) == until
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]
