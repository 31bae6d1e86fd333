"""The office's page of rules: what is in force, changed in its fields, published as the next version, refused in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.running import RunningHall
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")


@contextmanager
def rules_page(browser: Browser, hall: RunningHall, asked: str, width: int = 1440) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-rules"})["token"]
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/office/rules?{asked}#link={code}")
    expect(page.locator("[data-kind=long_wait]")).to_be_visible()
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def page(browser: Browser, house: RunningHall) -> Iterator[Page]:
    with rules_page(browser, house, "lang=zh") as page:
        yield page


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(1))
def test_it_is_accessible_and_fits(browser: Browser, house: RunningHall, asked: str, width: int) -> None:
    with rules_page(browser, house, asked, width) as page:
        if PICTURES:
            name = f"rules-{asked.replace('=', '-').replace('&', '-')}-{width}.png"
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page).response["violations"]

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_what_is_changed_is_published_and_the_rest_stays(page: Page, boss: Actor) -> None:
    before = boss.ask("/rules/whole")
    publish = page.locator("[data-act=publish-rules]")
    expect(publish).to_be_disabled()
    row = page.locator("[data-kind=long_wait]")
    row.get_by_label("最长等候 · 达到即提醒").fill("50")
    page.locator("[data-kind=crowded] [type=checkbox]").uncheck()
    page.get_by_text("各队列").click()
    line = page.locator("tr[data-line]").first
    code = line.get_attribute("data-line")
    line.get_by_role("combobox").select_option("back")
    line.get_by_label("· 位").fill("4")
    expect(page.get_by_role("status")).to_contain_text("发布 3 项更改")
    publish.click()
    expect(page.locator("form ul li").first).to_contain_text("manager-rules 发布第")

    after = boss.ask("/rules/whole")
    changed = {
        (table, each[key])
        for table, key in (("alarms", "kind"), ("lines", "line"))
        for each, was in zip(after[table], before[table], strict=True)
        if each != was
    }
    assert changed == {("alarms", "long_wait"), ("alarms", "crowded"), ("lines", code)}
    assert after["version"] == before["version"] + 1
    assert after["numbers"] == before["numbers"]
    found = next(each for each in after["alarms"] if each["kind"] == "long_wait")
    assert (found["raise_at"], found["usual_raise_at"]) == (50, 45)
    assert next(each["missed"] for each in after["lines"] if each["line"] == code) == "back:4"
    expect(page.locator("[data-kind=long_wait]")).to_contain_text("通用值 45 / 30")


def test_limits_that_cross_are_refused_in_words_and_nothing_is_published(page: Page, boss: Actor) -> None:
    before = boss.ask("/rules/whole")["version"]
    page.locator("[data-kind=idle]").get_by_label("· 恢复到即解除").fill("90")
    page.locator("[data-act=publish-rules]").click()

    expect(page.locator(".publish [role=alert]")).to_contain_text("不得高于")
    assert boss.ask("/rules/whole")["version"] == before
