"""A department's own page in a real browser: what is to do by its day, its windows, people, cases, scores and heat."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.actors import Clerk
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
OWN = "sw"
PARTS = {
    "first": "todo-sum",
    "cases": "cases",
    "people": "people-sum",
    "scores": "months",
    "waits": "waits",
    "services": "service-times",
    "posts": "",
    "ratings": "rectify-sum",
    "letters": "",
    "projects": "",
}


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("own") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@contextmanager
def page_of(
    browser: Browser, hall: RunningHall, path: str = "/department", asked: str = "lang=en"
) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "department", "name": OWN})["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}{path}?{asked}#link={code}")
    expect(page.locator("header .name")).to_be_visible()
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(1))
def test_every_part_is_accessible_and_fits(
    browser: Browser, past: RunningHall, asked: str, width: int
) -> None:
    with page_of(browser, past, asked=asked) as page:
        page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
        for part, there in PARTS.items():
            page.goto(f"{past.url}/department/{part}?{asked}")
            expect(page.locator(f"[data-part={part}][aria-current]")).to_be_visible()
            if there:
                expect(page.get_by_test_id(there).first).to_be_attached()
            page.wait_for_timeout(300)
            expect(page.locator(".of-before")).to_have_count(0, timeout=30_000)  # what is old is pale
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"department-{part}-{asked[5:7]}-{width}.png")
            violations = Axe().run(page).response["violations"]
            assert violations == [], (
                part,
                [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in violations],
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width, part
            assert page.evaluate("document.querySelectorAll('*').length") <= 1500, part


def test_what_is_to_do_stands_first_by_its_day_and_each_leads_to_its_place(
    browser: Browser, past: RunningHall
) -> None:
    with page_of(browser, past) as page:
        expect(page.locator("h1")).to_contain_text("Tax")
        todo = page.get_by_test_id("todo")
        rows = todo.locator("tbody tr")
        expect(rows.first).to_be_visible()
        days = [str(each) for each in todo.locator("tbody td:first-child .code").all_text_contents()]
        assert days == sorted(days)
        expect(page.get_by_test_id("windows").locator("li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= 1800
        places = {"case": "cases", "rectification": "ratings", "letter": "letters", "secondment": "people"}
        for kind, part in places.items():
            row = todo.locator(f"[data-kind={kind}]").first
            if row.count():
                row.locator("a").click()
                expect(page.locator(f"[data-part={part}][aria-current]")).to_be_visible()
                page.go_back()
                expect(rows.first).to_be_visible()


def test_the_office_leads_a_department_to_its_own_page_and_keeps_the_part(
    browser: Browser, past: RunningHall
) -> None:
    with page_of(browser, past, "/office/cases") as page:
        expect(page.locator("[data-part=cases][aria-current]")).to_be_visible()
        assert page.url.split("?")[0].endswith("/department/cases")
        page.goto(f"{past.url}/office?lang=en")
        expect(page.get_by_test_id("todo-sum")).to_be_visible()
        assert "/department" in page.url


def test_who_sits_at_a_window_is_named_with_what_is_done_there(
    browser: Browser, house: RunningHall, sitter: Clerk
) -> None:
    with page_of(browser, house) as page:
        own = page.locator(f"[data-testid=windows] [data-window='{sitter.window}']")
        expect(own).to_be_visible()
        expect(own).to_have_attribute("data-state", "open")
        expect(own).to_contain_text("waiting")


def test_a_failed_fetch_is_said_and_comes_back_alone(browser: Browser, past: RunningHall) -> None:
    resting = True

    def answer(route: Route) -> None:
        if resting:
            route.fulfill(status=503, content_type="application/problem+json", body="{}")
        else:
            route.fallback()

    with page_of(browser, past, "/department/people") as page:
        page.route("**/api/v1/department", answer)
        page.locator("[data-part=first]").click()
        expect(page.get_by_role("alert")).to_be_visible(timeout=10_000)
        expect(page.get_by_test_id("todo-sum")).to_have_count(0)
        resting = False
        expect(page.get_by_test_id("todo-sum")).to_be_visible(timeout=10_000)
        expect(page.get_by_role("alert")).to_have_count(0)


def test_an_idle_page_asks_for_nothing_and_a_press_asks_anew(browser: Browser, past: RunningHall) -> None:
    with page_of(browser, past) as page:
        expect(page.get_by_test_id("todo-sum")).to_be_visible()
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(6000)
        assert asked == []
        page.locator("[data-act=again]").click()
        page.wait_for_timeout(500)
        assert [each.rsplit("/", 1)[1] for each in asked] == ["department"]
