"""Waits and services: who was slow on Tuesdays at ten, by three clicks and by an address; each figure is the report's."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Route, expect

from tests.actors import Actor
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks
from tests.screens.reaching import PAPER

PICTURES = os.environ.get("HALL_LOOK")
SPAN = "from=2026-03-02&to=2026-03-13"
DAYS = {"from": "2026-03-02", "to": "2026-03-13"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall after two weeks."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("times") / "hall")
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def boss(lived: RunningHall) -> Iterator[Actor]:
    with Actor(lived, lived.token("manager", "boss")) as boss:
        yield boss


@contextmanager
def office(
    browser: Browser, hall: RunningHall, path: str, width: int = 1440, role: str = "manager", **more: str
) -> Iterator[Page]:
    link = {"role": role, "name": f"{role}-times", **more}
    code = hall.local("POST", "/api/v1/local/links", link)["token"]
    context = browser.new_context(viewport={"width": width, "height": 900 if width > 900 else 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/{path}#link={code}")
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("part", ["waits", "services"])
@pytest.mark.parametrize("asked", looks(0))
def test_it_is_accessible_fits_and_is_short(
    browser: Browser, lived: RunningHall, asked: str, part: str, width: int
) -> None:
    with office(browser, lived, f"office/{part}?{asked}&{SPAN}&versus=before", width) as page:
        expect(page.get_by_test_id("heat")).to_be_visible(timeout=40_000)
        expect(page.locator(".ranking tbody tr").first).to_be_visible()
        expect(page.get_by_test_id("trend")).to_be_visible()
        expect(page.get_by_test_id("lengths")).to_be_visible()
        if PICTURES:
            name = f"{part}-{asked.replace('=', '-').replace('&', '-')}-{width}.png"
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelectorAll('*').length") <= 1500
        rows = page.locator(".ranking").evaluate("each => each.offsetHeight")
        if width == 1440:
            assert page.evaluate("document.documentElement.scrollHeight") - rows <= 2 * 900
        violations = Axe().run(page).response["violations"]
        page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
        page.emulate_media(media="print")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"print-{part}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER[0]

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


@pytest.mark.alone
def test_who_was_slow_on_tuesdays_at_ten_takes_three_clicks_and_can_be_sent(
    browser: Browser, lived: RunningHall, boss: Actor
) -> None:
    cells = boss.ask("/reports/waits/heat", **DAYS)["cells"]
    cell = max((each for each in cells if each["weekday"] == 2), key=lambda each: each["count"])
    moment = {name: str(cell[name]) for name in ("weekday", "hour", "minute")}
    at = f"{cell['hour']}:{cell['minute']:02}"
    with office(browser, lived, f"office/now?lang=zh&{SPAN}") as page:
        page.locator("[data-part=waits]").click()
        page.locator("[name=from]").fill("2026-03-02")
        page.locator("[name=to]").fill("2026-03-13")
        heat = page.locator(f"[data-cell='{cell['weekday']}-{at}']")
        expect(heat).to_be_visible(timeout=40_000)
        began = time.monotonic()
        heat.click()
        caption = page.locator("[data-testid=waits] caption")
        expect(caption).to_contain_text(f"周二 {at}–")
        took = time.monotonic() - began
        sent = page.url
        told = page.locator("[data-testid=waits] tbody tr").evaluate_all(
            "rows => rows.map(row => row.dataset.by)"
        )
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "waits-cell.png")
        page.go_back()
        expect(caption).not_to_contain_text("周二")

    rows = boss.ask("/reports/waits", by="department", **DAYS, **moment)["rows"]
    slowest = [row["by"] for row in sorted(rows, key=lambda row: -row["p50_ms"])]
    assert sum(row["count"] for row in rows) == cell["count"]
    assert told == slowest
    assert {name: value[0] for name, value in parse_qs(urlsplit(sent).query).items()} | moment == {
        name: value[0] for name, value in parse_qs(urlsplit(sent).query).items()
    }
    assert took < 1, "three clicks and a second"
    with office(browser, lived, sent.removeprefix(f"{lived.url}/")) as other:
        expect(other.locator("[data-testid=waits] caption")).to_contain_text("周二", timeout=40_000)
        expect(other.locator("[data-testid=waits] tbody tr").first).to_have_attribute("data-by", slowest[0])


def test_a_filter_reaches_every_figure_of_the_page(browser: Browser, lived: RunningHall, boss: Actor) -> None:
    rows = boss.ask("/reports/waits", by="line", **DAYS)["rows"]
    line = max(rows, key=lambda row: row["count"])["by"]
    with office(browser, lived, f"office/waits?lang=zh&{SPAN}") as page:
        page.get_by_test_id("times-line").select_option(line)
        asked = {**DAYS, "line": line}
        total = boss.ask("/reports/waits", by="department", **asked)["total"]
        taken = boss.ask("/reports/numbers", by="hour", **asked)["total"]
        expect(page.locator("[data-figure=people] b")).to_have_text(str(total["count"]))
        expect(page.locator("[data-fate=taken]")).to_have_text(f"{taken['count']} 人次")
        expect(page.locator("[data-fate=given_up]")).to_contain_text(str(taken["extra"].get("given_up", 0)))
        bars = page.locator("[data-testid=lengths] .bar title")
        expect(bars.first).to_have_text(
            f"0–5 分钟：{boss.ask('/reports/waits/lengths', **asked)['counts'][0]} 人次"
        )
        page.get_by_test_id("times-window").select_option(index=1)
        expect(page.get_by_test_id("arrivals")).to_contain_text("按窗口筛选时不显示")
        assert f"line={line}" in page.url
        page.locator("[data-act=clear]").click()
        expect(page.get_by_test_id("times-line")).to_have_value("")


def test_each_department_has_a_small_chart_of_its_own(
    browser: Browser, lived: RunningHall, boss: Actor
) -> None:
    groups = boss.ask("/reports/waits/trends", by="department", **DAYS)["groups"]
    with office(browser, lived, f"office/waits?lang=zh&{SPAN}") as page:
        expect(page.get_by_test_id("heat")).to_be_visible(timeout=40_000)
        expect(page.get_by_test_id("multiples")).to_have_count(0)
        page.locator("[data-act=multiples]").click()
        charts = page.get_by_test_id("multiples").locator("li")
        expect(charts).to_have_count(len(groups), timeout=40_000)
        shown = charts.evaluate_all("all => all.map(each => each.dataset.by)")
        said = charts.first.locator("title").text_content() or ""
        looks_at(page, "waits-multiples-zh")
        assert page.evaluate("document.querySelectorAll('*').length") <= 1500
        violations = Axe().run(page).response["violations"]

    assert shown == [each["by"] for each in groups]
    assert f"{groups[0]['count']} 人次" in said
    assert violations == []


def looks_at(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_rows_are_sorted_by_a_press_and_compared_with_the_span_before(
    browser: Browser, lived: RunningHall, boss: Actor
) -> None:
    days = {"from": "2026-03-09", "to": "2026-03-13"}
    before = {"from": "2026-03-04", "to": "2026-03-08"}
    with office(browser, lived, "office/waits?lang=en&from=2026-03-09&to=2026-03-13") as page:
        rows = page.locator("[data-testid=waits] tbody tr")
        expect(rows.first).to_be_visible(timeout=40_000)
        page.locator("[data-sort=count]").click()
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("People")
        counts = rows.evaluate_all("rows => rows.map(row => Number(row.cells[1].textContent))")
        page.get_by_test_id("times-versus").select_option("before")
        was = boss.ask("/reports/waits", by="department", **before)["total"]["count"]
        expect(page.locator("[data-figure=people] small")).to_have_text(f"was {was}")
        expect(page.locator("[data-testid=row-change]").last).not_to_have_text("—")

    told = boss.ask("/reports/waits", by="department", **days)["rows"]
    assert counts == sorted((row["count"] for row in told), reverse=True)
    assert "sort=count" in page.url


def test_the_sheet_is_in_minutes_with_headings_in_the_readers_language(
    browser: Browser, lived: RunningHall, boss: Actor
) -> None:
    told = boss.ask("/reports/waits", by="department", **DAYS)
    with office(browser, lived, f"office/waits?lang=zh&{SPAN}") as page:
        with page.expect_download() as download:
            page.get_by_test_id("waits-xlsx").click()
        book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book.active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = dict(zip(cells[0], cells[-1], strict=True))

    assert heads["人次"] == told["total"]["count"]
    assert heads["中位数 (分钟)"] == round(told["total"]["p50_ms"] / 60_000, 1)
    assert heads["在目标时间内叫到"] == told["total"]["extra"].get("within", 0)
    assert [row[1] for row in cells[1:-1]] == [row["by"] for row in told["rows"]]


def test_a_question_that_fails_is_said_and_nothing_false_stands_there(
    browser: Browser, lived: RunningHall
) -> None:
    away = False

    def answer(route: Route) -> None:
        if away:
            route.abort()
        else:
            route.fallback()

    with office(browser, lived, f"office/waits?lang=zh&{SPAN}") as page:
        expect(page.get_by_test_id("heat")).to_be_visible(timeout=40_000)
        page.route("**/api/v1/reports/**", answer)
        away = True
        page.get_by_test_id("times-weekday").select_option("3")
        expect(page.locator(".ranking [role=alert]")).to_be_visible()
        expect(page.get_by_test_id("waits")).to_have_count(0)
        expect(page.get_by_test_id("trend")).to_have_count(0)
        away = False
        expect(page.get_by_test_id("waits")).to_be_visible(timeout=40_000)
        expect(page.get_by_test_id("trend")).to_be_visible()
        expect(page.locator("[role=alert]:not(:empty)")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(4000)

    assert [each for each in asked if "/reports/" in each] == [], "an idle page asks for nothing"


def test_a_department_has_only_its_own(browser: Browser, lived: RunningHall, boss: Actor) -> None:
    rows = boss.ask("/reports/waits", by="department", **DAYS)["rows"]
    own, other = (row["by"] for row in sorted(rows, key=lambda row: -row["count"])[:2])
    with Actor(lived, lived.token("department", own)) as account:
        mine = account.ask("/reports/waits", by="department", **DAYS)
        refused = account.client.get("/reports/waits", params={**DAYS, "department": other})
        same = account.ask("/reports/waits/heat", **DAYS, department=own)["cells"]

    assert [row["by"] for row in mine["rows"]] == [own]
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert sum(cell["count"] for cell in same) == mine["total"]["count"]
