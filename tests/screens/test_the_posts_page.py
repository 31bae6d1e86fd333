"""Who sat where, and what the time was spent on: filtered in the address, by sitting, person, window, department."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
DAY = {"from": "2026-03-10", "to": "2026-03-10"}
SPAN = {"from": "2026-03-02", "to": "2026-03-13"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall after two weeks."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("posts") / "hall")
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def boss(lived: RunningHall) -> Iterator[Actor]:
    with Actor(lived, lived.token("manager", "boss")) as boss:
        yield boss


@contextmanager
def posts(browser: Browser, hall: RunningHall, asked: str, width: int = 1440) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-posts"})["token"]
    context = browser.new_context(viewport={"width": width, "height": 900 if width > 900 else 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/office/posts?{asked}#link={code}")
    expect(page.get_by_test_id("sittings")).to_be_visible(timeout=40_000)
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(1))
def test_it_is_accessible_and_fits(browser: Browser, lived: RunningHall, asked: str, width: int) -> None:
    with posts(browser, lived, f"{asked}&from=2026-03-10&to=2026-03-10", width) as page:
        if PICTURES:
            name = f"posts-{asked.replace('=', '-').replace('&', '-')}-{width}.png"
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelectorAll('*').length") <= 3000
        violations = Axe().run(page).response["violations"]

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_a_sitting_says_what_its_time_was_spent_on(browser: Browser, lived: RunningHall, boss: Actor) -> None:
    told = boss.ask("/sittings", **DAY)["sittings"]
    longest = max(told, key=lambda each: each["parts"]["waited_for_ms"])
    with posts(browser, lived, "lang=zh&from=2026-03-10&to=2026-03-10") as page:
        page.locator("[data-sort=waited_for_ms]").click()
        first = page.get_by_test_id("sittings").locator("tbody tr").first
        expect(first).to_have_attribute("data-by", str(longest["session"]))
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("有人等候时空闲")
        bar = first.locator("svg title")
        expect(bar).to_contain_text("无人等候时空闲")
        assert "sort=waited_for_ms" in page.url


@pytest.mark.parametrize("by", ["staffer", "window", "department"])
def test_by_whose_it_is_the_report_s_figures_stand_there(
    browser: Browser, lived: RunningHall, boss: Actor, by: str
) -> None:
    rows = boss.ask("/reports/sessions", by=by, **SPAN)["rows"]
    most = max(rows, key=lambda row: row["parts"]["serving_ms"])
    window = boss.ask("/sittings", **DAY)["sittings"][0]["window"]
    with posts(browser, lived, "lang=zh&from=2026-03-02&to=2026-03-13") as page:
        page.get_by_test_id("sittings-by").select_option(by)
        page.locator("[data-sort=serving_ms]").click()
        table = page.get_by_test_id("sittings")
        expect(table.locator("tbody tr").first).to_have_attribute("data-by", most["by"])
        expect(table.locator("tbody tr").first.locator("td").first).to_have_text(str(most["count"]))
        if PICTURES and by == "department":
            page.screenshot(path=Path(PICTURES) / "posts-by-department.png")
        page.get_by_test_id("sittings-window").select_option(window)
        expect(table.locator("tbody tr")).not_to_have_count(0)
        assert f"window={window}" in page.url
    mine = boss.ask("/reports/sessions", by=by, window=window, **SPAN)["total"]["count"]
    assert 0 < mine < sum(row["count"] for row in rows)


def test_a_department_sees_its_own_only(lived: RunningHall, boss: Actor) -> None:
    own = boss.ask("/sittings", **DAY)["sittings"][0]["department"]
    with Actor(lived, lived.token("department", own)) as account:
        mine = account.ask("/sittings", **DAY, department="spj")["sittings"]

    assert {each["department"] for each in mine} == {own}
