"""The public page on a phone, over the guests' port: matters, those not in the hall, letters, figures, the queue by number."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.actors import Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, copy_hall, free_port, serving
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")


@pytest.fixture(scope="module")
def guests(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningHall, str]]:
    """A demo hall in the middle of a morning, and the address of its second port."""
    data, port = copy_hall(template, tmp_path_factory.mktemp("public") / "hall"), free_port()
    with serving(data, "--desk-only", "--public-port", str(port)) as running:
        matter = matter_of(running, "8")
        with (
            Visitor(running, running.token("kiosk", "kiosk-2")) as visitor,
            Clerk(running, running.token("window", "8", staffer="any"), window="8") as clerk,
        ):
            for _ in range(6):
                visitor.takes_ticket(matter)
            clerk.serves()
            clerk.calls_next()
        yield running, f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("asked", looks(1))
@pytest.mark.parametrize("size", [(390, 844), (1280, 800)], ids=["phone", "desk"])
def test_it_is_accessible_and_nothing_is_cut(
    browser: Browser, guests: tuple[RunningHall, str], asked: str, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{guests[1]}/public?{asked}")
    expect(page.locator(".figures").first).to_be_visible()
    expect(page.locator("[data-letter]").first).to_be_attached()
    page.locator("[data-department=ga] > summary").click()
    page.locator("[data-letter] > summary").first.click()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"public-{asked[5:7]}-{size[0]}.png")
        page.locator("#matters").evaluate("head => head.scrollIntoView()")
        page.screenshot(path=Path(PICTURES) / f"public-matters-{asked[5:7]}-{size[0]}.png")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]
    context.close()

    assert (wide, errors) == (0, [])
    assert found == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]


def test_a_visitor_finds_the_fee_the_limit_the_queue_and_why_something_is_elsewhere(
    browser: Browser, guests: tuple[RunningHall, str]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{guests[1]}/public?lang=en")
    page.get_by_test_id("find").fill("identity card")
    card = page.locator("[data-matter=ga-01]")
    expect(card).to_contain_text("¥20")
    expect(card).to_contain_text("15 working days")
    expect(card).to_contain_text("fingerprints and photo are taken at the window")
    expect(page.locator("[data-outside=xf-90]")).to_contain_text("The inspection takes place on site")
    line = page.locator("[data-line]").first
    expect(line.locator("ol li")).to_have_count(4)
    expect(line.locator(".called")).to_contain_text("window 8")
    expect(page.locator(".figures").first).to_contain_text("Served")
    context.close()
