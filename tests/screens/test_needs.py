"""What a visitor needs, by hand: at the kiosk, at the guide desk, on a waiting number, and seen at the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from hallserver import alone
from hallserver.core.plans.plan import read_plan
from tests.actors import Clerk
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.services.test_needs import plan_text
from tests.small import BOSS

Look = tuple[str, str, tuple[int, int]]
LOOKS: list[Look] = [("zh", "light", (1280, 720)), ("en", "dark", (1920, 1080))]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("needs") / "hall"
    data.mkdir()
    alone.found_hall(data, read_plan(plan_text(), "needs.toml"), BOSS, demo=False)
    env = {"HALL_MIN_CALL_S": "0", "HALL_LONGEST_BLOCK_S": "0"}
    with serving(data, "--desk-only", **env) as running:
        yield running


@pytest.fixture
def low(hall: RunningHall) -> Iterator[Clerk]:
    """The low window 1; nobody is left waiting for it."""
    with Clerk(hall, hall.token("window", "1", staffer="t-2"), window="1") as clerk:
        yield clerk
        if clerk.sees()["state"] == "called":
            clerk.does("miss")
        while clerk.serves("consulted"):
            pass


@pytest.fixture
def other(hall: RunningHall) -> Iterator[Clerk]:
    with Clerk(hall, hall.token("window", "2", staffer="t-3"), window="2") as clerk:
        yield clerk


@contextmanager
def opened(browser: Browser, hall: RunningHall, path: str, token: str, look: Look) -> Iterator[Page]:
    lang, theme, (width, height) = look
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/{path}?lang={lang}&theme={theme}#token={token}")
    yield page
    page.context.close()
    assert failures == []


def seen(page: Page, name: str, look: Look, context: str = "body") -> None:
    page.screenshot(path=PICTURES / f"{name}-{look[0]}-{look[1]}-{look[2][0]}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page, context=context).response["violations"] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_visitor_says_it_at_the_kiosk_and_only_the_low_window_calls(
    browser: Browser, hall: RunningHall, low: Clerk, other: Clerk, lang: str
) -> None:
    look: Look = (lang, "light", (1080, 1920))
    with opened(browser, hall, "kiosk", hall.token("kiosk", "kiosk-1"), look) as page:
        page.locator("[data-tab=departments]").click()
        page.locator("[data-department=tax]").click()
        page.locator("[data-matter=tax-file]").click()
        page.get_by_test_id("needed").locator("summary").click()
        page.locator("[data-need=low_window]").click()
        seen(page, "needs-kiosk", look, ".decide")
        page.get_by_test_id("take").click()
        number = page.get_by_test_id("number").inner_text()
    assert other.calls_next() is None
    called = low.calls_next()["ticket"]
    assert (called["number"], called["needs"]) == (number, ["low_window"])


@pytest.mark.parametrize("look", LOOKS)
def test_the_guide_gives_it_with_the_number_and_changes_it_on_a_waiting_one(
    browser: Browser, hall: RunningHall, low: Clerk, other: Clerk, look: Look
) -> None:
    with opened(browser, hall, "guide", hall.token("guide", "guide-1"), look) as page:
        page.locator("[name=search]").fill("tax-file")
        page.locator("[data-matter=tax-file]").click()
        page.locator("[data-need=english]").click()
        seen(page, "needs-guide", look)
        page.get_by_test_id("give").click()
        number = page.get_by_test_id("number").inner_text()
        said = "今天没有窗口具备所需条件" if look[0] == "zh" else "No window can offer that today"
        expect(page.get_by_text(said)).to_be_visible()
        page.locator("[data-tab=list]").click()
        page.locator(f"[data-number={number}]").click()
        page.locator("[data-need=english]").click()
        expect(page.locator("[data-need=english]")).to_have_attribute("aria-pressed", "false")
        page.locator("[data-need=low_window]").click()
        expect(page.locator("[data-need=low_window]")).to_have_attribute("aria-pressed", "true")
        seen(page, "needs-waiting", look)
    assert other.calls_next() is None
    token = low.token
    assert low.calls_next()["ticket"]["number"] == number
    with opened(browser, hall, "console", f"{token}&window=1", look) as page:
        expect(page.get_by_test_id("needed")).to_have_text("低位窗口" if look[0] == "zh" else "Low window")
        seen(page, "needs-console", look)
