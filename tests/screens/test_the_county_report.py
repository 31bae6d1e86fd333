"""The report for the county: the newest week opens by itself, prints on two pages of A4, and speaks both languages."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.past import SECOND_WEEK, two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
A4 = (210, 297)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall after two weeks."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("lived") / "hall")
    with serving(data) as running:
        yield running


@contextmanager
def report(browser: Browser, hall: RunningHall, asked: str, width: int = 1440) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-county"})["token"]
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/office/county?{asked}#link={code}")
    expect(page.get_by_test_id("county-departments")).to_be_visible(timeout=40_000)
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(0))
def test_it_is_accessible_and_fits(browser: Browser, lived: RunningHall, asked: str, width: int) -> None:
    with report(browser, lived, f"{asked}&day={SECOND_WEEK}", width) as page:
        if PICTURES:
            name = f"county-{asked.replace('=', '-').replace('&', '-')}-{width}.png"
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page).response["violations"]

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


@pytest.mark.parametrize("asked", ["lang=zh&theme=dark", "lang=en&theme=light"])
def test_on_paper_it_is_two_pages_of_a4_with_everything_that_a_county_wants(
    browser: Browser, lived: RunningHall, asked: str
) -> None:
    with report(browser, lived, f"{asked}&day={SECOND_WEEK}") as page:
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        if PICTURES:
            (Path(PICTURES) / f"county-{asked[5:7]}.pdf").write_bytes(paper)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 710, "height": 1000})  # 188 mm, what the margins leave
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"county-print-{asked[5:7]}.png", full_page=True)
        shown = page.locator("main").inner_text()
        sheets = page.locator(".sheet").evaluate_all(
            "each => each.map(one => one.scrollHeight - one.clientHeight)"
        )

    assert pages_of(paper) == [A4, A4]
    assert max(sheets) <= 1, "a sheet holds what stands on it"
    heads = (
        ("制表人", "审核", "盖章", "九成以内")
        if "zh" in asked
        else ("Prepared by", "Checked by", "Seal", "9 of 10")
    )
    assert all(each in shown for each in heads)
    assert "下载" not in shown
    assert "Download" not in shown


def pages_of(paper: bytes) -> list[tuple[int, int]]:
    """The size of each page in mm."""
    sizes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", paper)
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in sizes]


def test_the_newest_week_opens_by_itself_and_the_address_says_what_is_asked(
    browser: Browser, lived: RunningHall
) -> None:
    with Actor(lived, lived.token("manager", "boss")) as boss, report(browser, lived, "lang=zh") as page:
        newest = boss.ask("/county/spans", span="week")["spans"][0]
        expect(page.get_by_test_id("county-day")).to_have_value(newest["first_day"])
        page.get_by_test_id("county-day").select_option(SECOND_WEEK)
        expect(page.locator("[data-page='1'] header")).to_contain_text(SECOND_WEEK)
        told = boss.ask("/county", span="week", day=SECOND_WEEK)["total"]
        taken = page.locator("[data-figure=taken] td")
        expect(taken.nth(0)).to_have_text(f"{told['now']['taken']:,} 人次")
        expect(taken.nth(1)).to_have_text(f"{told['before']['taken']:,} 人次")
        with page.expect_download() as download:
            page.get_by_test_id("county-xlsx").click()
        book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        address = page.url

    assert book.sheetnames == ["汇总", "按部门"]
    assert book["汇总"]["C2"].value == told["now"]["taken"]
    assert f"span=week&day={SECOND_WEEK}" in address


def test_before_a_day_is_sealed_it_says_so_and_tells_what_there_is(
    browser: Browser, house: RunningHall
) -> None:
    with report(browser, house, "lang=zh&span=day") as page:
        expect(page.get_by_test_id("unfinished")).to_contain_text("还没有封存的日期")
