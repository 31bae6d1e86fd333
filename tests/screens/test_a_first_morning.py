"""A hall's first morning: from an empty folder to the first number called, on the pages alone, as the checklist says."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.running import HALL, RunningHall, serving

PICTURES = os.environ.get("HALL_LOOK")
ALL_DAY = "00:00-23:59"
ZONE = ZoneInfo("Asia/Shanghai")


def looks(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An empty hall, and the address of its checklist for the first manager, as `hall new` prints it."""
    data = tmp_path_factory.mktemp("new") / "hall"
    done = subprocess.run(
        [HALL, "new", "某镇便民服务中心", "--data", str(data)], capture_output=True, text=True, check=True
    )
    return data, re.findall(r"(/office/setup#link=\S+)", done.stdout)[0]


@pytest.fixture(scope="module")
def morning(made: tuple[Path, str]) -> Iterator[RunningHall]:
    with serving(made[0], "--desk-only") as running:
        yield running


def step(page: Page, code: str) -> Locator:
    return page.locator(f"[data-step={code}]")


def back_to_the_list(page: Page) -> None:
    page.locator("[data-part=setup]").click()
    expect(step(page, "hours")).to_be_visible()


def publishes(page: Page, button: str = "查看变更") -> None:
    page.get_by_role("dialog").get_by_role("button", name=button).click()
    page.get_by_role("button", name="发布变更").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def adds(page: Page, code: str, fills: dict[str, str], picks: dict[str, str] | None = None) -> None:
    """Follow the checklist to a table and add a row: text typed, the rest picked by name."""
    step(page, code).get_by_role("link").click()
    page.locator("[data-act=add-row]").click()
    form = page.get_by_role("dialog")
    for name, value in fills.items():
        form.locator(f"[name={name}]").fill(value)
    for name, label in (picks or {}).items():
        several = form.locator(f"[data-add={name}]")
        (several if several.count() else form.locator(f"select[name={name}]")).select_option(label=label)
    publishes(page)
    back_to_the_list(page)
    expect(step(page, code)).to_have_attribute("data-state", "done")


def sets_hours_and_calendar(page: Page) -> list[object]:
    step(page, "hours").get_by_role("link").click()
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        page.locator(f"[name={day}]").fill(ALL_DAY)
    page.locator("[data-act=save-hall]").click()
    page.get_by_role("button", name="发布变更").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("[data-act=announced]").click()
    looks(page, "setup-calendar-change")
    page.get_by_role("button", name="发布变更").click()
    expect(page.get_by_test_id("calendar-days")).to_contain_text("元旦")
    page.locator("[name=day]").fill(datetime.now(ZONE).date().isoformat())
    page.locator("select[name=works]").select_option("true")  # whatever day the test runs on
    page.locator("[data-act=add-day]").click()
    page.get_by_role("button", name="发布变更").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    looks(page, "setup-hall")
    found: list[object] = Axe().run(page).response["violations"]
    back_to_the_list(page)
    return found


def registers_a_term(page: Page) -> None:
    terms = step(page, "terms")
    terms.locator("summary").click()
    terms.locator("[name=from]").fill("2026-01-01")
    terms.locator("[name=to]").fill("2030-12-31")
    terms.get_by_role("button", name="确定").click()
    expect(terms).to_have_attribute("data-state", "done")


def opens_a_console(page: Page, console: Page) -> None:
    pins = step(page, "pins")
    pins.locator("summary").click()
    pins.get_by_role("button", name="生成链接").click()
    console.goto(pins.get_by_test_id("window-link").input_value().replace("#", "?lang=zh#"))
    for name in ("pin", "again"):
        console.locator(f"input[name={name}]").fill("482913")
    console.locator("[data-act=signon]").click()
    expect(console.get_by_test_id("state")).to_have_attribute("data-state", "open")


def pairs_a_kiosk(page: Page, kiosk: Page, url: str) -> None:
    kiosk.goto(f"{url}/")
    kiosk.get_by_role("link", name="取号机").click()
    digits = kiosk.get_by_test_id("pairing-code")
    expect(digits).to_have_text(re.compile(r"\d{3} \d{3}"))
    step(page, "kiosks").get_by_role("link").click()
    pair = page.locator("form.pair")
    pair.locator("[name=code]").fill(digits.inner_text())
    pair.locator("[name=role]").select_option("kiosk")
    pair.locator("[name=name]").fill("kiosk-1")
    pair.locator("[data-act=pair]").click()
    expect(kiosk.locator("[data-matter=ga-01]").first).to_be_visible(timeout=20_000)


def test_from_an_empty_hall_to_the_first_number(
    browser: Browser, made: tuple[Path, str], morning: RunningHall
) -> None:
    page, console = browser.new_page(viewport={"width": 1440, "height": 900}), browser.new_page()
    kiosk = browser.new_page(viewport={"width": 1080, "height": 1920})
    page.goto(f"{morning.url}{made[1].replace('#', '?lang=zh#')}")
    expect(page.get_by_test_id("setup-ready")).to_contain_text("还有必需的项目未完成")
    looks(page, "setup-empty")
    violations = Axe().run(page).response["violations"]

    violations += sets_hours_and_calendar(page)
    adds(page, "departments", {"code": "ga", "name_zh": "公安局", "name_en": "Police"})
    adds(page, "lines", {"code": "hh", "name_zh": "户籍业务", "name_en": "Household", "prefix": "H"})
    fee = {"code": "ga-01", "name_zh": "身份证换领", "fee_zh": "20元", "norm_minutes": "8"}
    adds(page, "matters", fee, {"department": "公安局", "line": "户籍业务", "kind": "即办件"})
    adds(
        page,
        "windows",
        {"code": "1", "name_zh": "1号窗口"},
        {"lines": "户籍业务", "department": "公安局", "mandate": "受理"},
    )
    adds(page, "people", {"code": "ga-1", "name_zh": "公安局 01号"}, {"department": "公安局"})
    registers_a_term(page)
    opens_a_console(page, console)
    pairs_a_kiosk(page, kiosk, morning.url)
    page.locator("[data-part=setup]").click()
    expect(page.get_by_test_id("setup-ready")).to_contain_text("大厅可以开门")
    looks(page, "setup-ready")

    kiosk.locator("[data-matter=ga-01]").first.click()
    kiosk.get_by_test_id("take").click()
    expect(kiosk.get_by_test_id("number")).to_have_text(re.compile("H ?001"))
    console.keyboard.press("Space")
    expect(console.get_by_test_id("state")).to_have_attribute("data-state", "called")
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]
    for each in (page, console, kiosk):
        each.close()


def test_a_change_is_brought_back_on_the_page(browser: Browser, own_hall: RunningHall) -> None:
    code = own_hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "undo"})["token"]
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{own_hall.url}/office/catalogue?lang=zh&table=windows#link={code}")
    page.locator("[data-row='8'] [data-act=edit-row]").click()
    form = page.get_by_role("dialog")
    form.locator("[data-field=lines] li button").first.click()
    form.locator("[data-add=lines]").select_option(label="企业登记")
    publishes(page)
    expect(page.locator("[data-row='8']")).to_contain_text("企业登记")
    page.locator("[data-part=versions]").click()
    rows = page.locator("[data-version]")
    expect(rows.first).to_contain_text("窗口")
    rows.first.locator("summary").click()
    looks(page, "versions-zh")
    violations = Axe().run(page).response["violations"]
    rows.last.locator("[data-act=bring-back]").click()
    expect(page.get_by_test_id("changes")).to_contain_text("队列")
    looks(page, "versions-bring-back")
    page.get_by_role("button", name="发布变更").click()
    expect(rows.first).to_contain_text("恢复到第 1 版")
    page.goto(f"{own_hall.url}/office/catalogue?lang=zh&table=windows")
    expect(page.locator("[data-row='8']")).not_to_contain_text("企业登记")
    page.close()

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]
