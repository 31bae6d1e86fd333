"""Three hundred wait, and a clerk and a guide have a keyboard alone: every list of numbers can be walked to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, serving
from tests.screens.by_keyboard import pressed, under_the_hand
from tests.screens.conftest import PICTURES
from tests.screens.reaching import unwalked
from tests.small import found

WAITING = 300
MISSED, PRIORITY = 3, 4
PRIORITY_OF = {"class": "statutory", "evidence": "军人证"}
PAGE = 100


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("long") / "hall"
    data.mkdir()
    env = {"HALL_MIN_CALL_S": "0", "HALL_LONGEST_BLOCK_S": "0"}
    with serving(found(data), "--desk-only", **env) as running:
        yield running


@pytest.fixture(scope="module")
def token(hall: RunningHall) -> str:
    """Of window 1, where somebody is served."""
    return hall.token("window", "1", staffer="t-1")


@pytest.fixture(scope="module")
def last(hall: RunningHall, token: str) -> str:
    """The number behind all others; three were missed, four have priority, and one is served."""
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor, Clerk(hall, token, window="1") as clerk:
        for _ in range(MISSED):
            visitor.takes_ticket("tax-file")
            clerk.calls_next()
            clerk.does("miss")
        visitor.takes_ticket("tax-file")
        clerk.calls_next()
        clerk.does("start")
        for _ in range(PRIORITY):
            visitor.takes_ticket("tax-file", **PRIORITY_OF)
        numbers = [visitor.takes_ticket("tax-file")["number"] for _ in range(WAITING - PRIORITY)]
    return str(numbers[-1])


@contextmanager
def opened(
    browser: Browser, hall: RunningHall, path: str, token: str, size: tuple[int, int]
) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/{path}#token={token}")
    yield page
    context.close()
    assert failures == []


@pytest.mark.parametrize(("lang", "size"), [("zh", (1280, 720)), ("en", (1920, 1080))])
def test_the_guide_walks_who_waits_was_missed_and_has_priority(
    browser: Browser, hall: RunningHall, last: str, lang: str, size: tuple[int, int]
) -> None:
    with opened(browser, hall, f"guide?lang={lang}", hall.token("guide", "guide-1"), size) as guide:
        pressed(guide.locator("[data-tab=list]"))
        for show, count in (("missed", MISSED), ("priority", PRIORITY), ("called", 1), ("waiting", PAGE)):
            pressed(guide.locator(f"[data-show={show}]"))
            expect(guide.locator("[data-number]")).to_have_count(count)
            told = guide.get_by_test_id("turns-at" if show == "waiting" else "numbers-sum")
            expect(told).to_contain_text(str(WAITING if show == "waiting" else count))
        guide.screenshot(path=PICTURES / f"long-guide-{lang}.png")
        assert Axe().run(guide, context="main").response["violations"] == []
        pressed(guide.locator("[data-act=last-page]"))
        expect(guide.locator(f"[data-number={last}]")).to_have_count(1)
        assert "button" in under_the_hand(guide)
        pressed(guide.locator("[data-act=page-before]"))
        expect(guide.locator("[data-number]")).to_have_count(PAGE)
        pressed(guide.locator("[data-act=page-after]"))
        pressed(guide.locator(f"[data-number={last}]"))
        expect(guide.get_by_test_id("state")).to_have_attribute("data-state", "waiting")
        assert guide.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize(("lang", "size"), [("zh", (1280, 720)), ("en", (1920, 1080))])
def test_the_clerk_walks_who_waits_while_somebody_is_served(
    browser: Browser, hall: RunningHall, token: str, last: str, lang: str, size: tuple[int, int]
) -> None:
    with opened(browser, hall, f"console?lang={lang}", f"{token}&window=1", size) as console:
        expect(console.get_by_test_id("state")).to_have_attribute("data-state", "serving")
        console.keyboard.press("l")
        rows = console.locator("[data-waits]")
        expect(rows).to_have_count(WAITING)
        console.screenshot(path=PICTURES / f"long-console-{lang}.png")
        assert Axe().run(console, context="dialog").response["violations"] == []
        assert unwalked(console, "keys") == []
        console.locator("[name=number]").focus()
        console.keyboard.type(last.lower())
        expect(rows).to_have_count(1)
        console.keyboard.press("Escape")
        expect(console.get_by_role("dialog")).to_have_count(0)
        console.keyboard.press("r")
        expect(console.get_by_test_id("state")).to_have_attribute("data-state", "serving")


def test_the_last_of_three_hundred_is_called_by_keys(
    browser: Browser, hall: RunningHall, token: str, last: str
) -> None:
    with Clerk(hall, token, window="1") as clerk:
        clerk.does("finish", outcome="consulted")
    with opened(browser, hall, "console?lang=zh", f"{token}&window=1", (1280, 720)) as console:
        expect(console.get_by_test_id("state")).to_have_attribute("data-state", "open")
        console.keyboard.press("l")
        expect(console.locator("[data-waits]")).to_have_count(WAITING)
        console.keyboard.type(last)
        expect(console.locator("[data-waits]")).to_have_count(1)
        pressed(console.locator(f"[data-waits={last}]"))
        console.keyboard.type("行动不便")
        console.keyboard.press("Enter")
        expect(console.get_by_test_id("ticket")).to_have_attribute("data-ticket", last)
        console.keyboard.press("Enter")
        expect(console.get_by_test_id("state")).to_have_attribute("data-state", "serving")
