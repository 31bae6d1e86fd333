"""Staffing in the office: who will come, windows needed beside planned, and a what-if that stands in the address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.past import a_month
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks

pytestmark = pytest.mark.long
PICTURES = os.environ.get("HALL_LOOK")
WORKED_OUT_MS = 60_000


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall with a month behind it."""
    data = copy_hall(a_month(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("staffing") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@contextmanager
def page_of(
    browser: Browser, hall: RunningHall, asked: str, size: tuple[int, int] = (1440, 900)
) -> Iterator[Page]:
    link = {"role": "manager", "name": "manager-staffing"}
    code = hall.local("POST", "/api/v1/local/links", link)["token"]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/office/staffing?{asked}#link={code}")
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("asked", looks(0))
def test_it_is_accessible_in_both_languages_and_themes(
    browser: Browser, hall: RunningHall, asked: str, size: tuple[int, int]
) -> None:
    with page_of(browser, hall, f"{asked}&close=8@09:00-12:00", size) as page:
        expect(page.get_by_test_id("arrivals")).to_be_visible(timeout=WORKED_OUT_MS)
        expect(page.get_by_test_id("needed")).to_be_visible(timeout=WORKED_OUT_MS)
        expect(page.get_by_test_id("what-if")).to_be_visible(timeout=WORKED_OUT_MS)
        if PICTURES:
            name = f"staffing-{asked[5:7]}-{size[0]}.png"
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found = Axe().run(page)

    assert wide <= size[0]
    violations = found.response["violations"]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_a_change_is_made_by_names_rehearsed_and_sent_by_its_address(
    browser: Browser, hall: RunningHall
) -> None:
    with page_of(browser, hall, "lang=zh") as page:
        form = page.locator("#what-if + form")
        form.locator("[name=window]").select_option("8")
        form.locator("[name=kind]").select_option("close")
        form.get_by_role("button", name="加入").click()
        expect(page.get_by_test_id("changes")).to_contain_text("8 号窗口 10:00–11:30 不开放")
        expect(page.get_by_test_id("what-if")).to_contain_text(
            "8 号窗口于 10:00–11:30 不开放", timeout=WORKED_OUT_MS
        )
        query = urlsplit(page.url).query
        assert parse_qs(query) == {"close": ["8@10:00-11:30"]}
    with page_of(browser, hall, f"{query}&lang=en") as page:
        expect(page.get_by_test_id("what-if")).to_contain_text("window 8", timeout=WORKED_OUT_MS)
        page.locator("[data-act=drop]").click()
        expect(page.get_by_test_id("what-if")).to_have_count(0)
