"""The guide desk by hand: a raised class, a walk straight to a window, codes, what could not be done, the lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.small import found

LOOKS = [("zh", "light", (1280, 720)), ("en", "dark", (1920, 1080))]
Look = tuple[str, str, tuple[int, int]]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("guide") / "hall"
    data.mkdir()
    env = {"HALL_MIN_CALL_S": "0", "HALL_LONGEST_BLOCK_S": "0"}
    with serving(found(data), "--desk-only", **env) as running:
        yield running


@pytest.fixture
def visitor(hall: RunningHall) -> Iterator[Visitor]:
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as actor:
        yield actor


@pytest.fixture
def boss(hall: RunningHall) -> Iterator[Actor]:
    with Actor(hall, hall.token("manager", "boss")) as actor:
        yield actor


@pytest.fixture
def clerk(hall: RunningHall) -> Iterator[Clerk]:
    with Clerk(hall, hall.token("window", "1", staffer="t-1"), window="1") as actor:
        clear(actor)
        yield actor
        clear(actor)


def clear(clerk: Clerk) -> None:
    if clerk.sees()["state"] == "called":
        clerk.does("start")
    if clerk.sees()["state"] == "serving":
        clerk.does("finish", outcome="consulted")
    while clerk.serves("consulted"):
        pass


@contextmanager
def guide(browser: Browser, hall: RunningHall, look: Look = LOOKS[0]) -> Iterator[Page]:
    lang, theme, (width, height) = look
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/guide?lang={lang}&theme={theme}#token={hall.token('guide', 'guide-1')}")
    expect(page.locator("[name=search]")).to_be_visible()
    yield page
    page.context.close()
    assert failures == []


def seen(page: Page, name: str, look: Look) -> None:
    page.screenshot(path=PICTURES / f"{name}-{look[0]}-{look[1]}-{look[2][0]}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []


def opens(page: Page, number: str) -> None:
    page.locator("[data-tab=list]").click()
    page.locator(f"[data-number={number}]").click()
    expect(page.get_by_test_id("number")).to_have_text(number)


def facts(hall: RunningHall, kind: str) -> list[Any]:
    return [each["facts"] for each in hall.events() if each["kind"] == kind]


@pytest.mark.parametrize("look", LOOKS)
def test_a_waiting_number_gets_a_higher_class_and_has_it_taken_back(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk, look: Look
) -> None:
    visitor.takes_ticket("tax-file")
    number = visitor.takes_ticket("tax-file")["number"]
    with guide(browser, hall, look) as page:
        opens(page, number)
        page.get_by_test_id("raise").locator("summary").click()
        page.locator("[data-class=statutory]").click()
        expect(page.locator("[data-act=raise]")).to_be_disabled()
        page.locator("[data-evidence]").first.click()
        seen(page, "guide-raise", look)
        page.locator("[data-act=raise]").click()
        undo = page.locator("[data-act=unraise]")
        expect(undo).to_be_visible()
        seen(page, "guide-raised", look)
        assert facts(hall, "ticket.placed")[-1]["class"] == "statutory"
        undo.click()
        expect(undo).to_have_count(0)
        assert facts(hall, "ticket.placed")[-1]["reason"] == "unraised"
        page.locator("[data-act=raise]").click()
        expect(undo).to_be_visible()
    assert clerk.calls_next()["ticket"]["number"] == number


@pytest.mark.parametrize("look", LOOKS)
def test_a_visitor_is_walked_straight_to_a_free_window(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk, look: Look
) -> None:
    visitor.takes_ticket("tax-file")
    with guide(browser, hall, look) as page:
        page.locator("[name=search]").fill("tax-file")
        page.locator("[data-matter=tax-file]").click()
        page.get_by_test_id("direct").locator("summary").click()
        page.locator("[data-window='1']").click()
        page.locator("[name=reason]").fill("老人行动不便")
        seen(page, "guide-direct", look)
        page.locator("[data-act=direct]").click()
        number = page.get_by_test_id("number").inner_text()
    shown = clerk.sees()
    assert (shown["state"], shown["ticket"]["number"]) == ("called", number)
    called = facts(hall, "ticket.called")[-1]
    assert (called["reason"], called["passed"]) == ("老人行动不便", 1)


def test_only_a_window_that_is_free_and_able_is_offered(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    visitor.takes_ticket("tax-file")
    clerk.calls_next()
    with guide(browser, hall) as page:
        page.locator("[name=search]").fill("tax-file")
        page.locator("[data-matter=tax-file]").click()
        page.get_by_test_id("direct").locator("summary").click()
        expect(page.get_by_text("目前没有可直接引导的空闲窗口。")).to_be_visible()
        expect(page.locator("[data-window]")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_codes_of_bookings_supplements_and_results_are_taken_in_by_hand(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk, boss: Actor, look: Look
) -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    booked = boss.act("/appointments", {"matter": "tax-file", "at": soon})["code"]
    visitor.takes_ticket("tax-visit")
    clerk.serves("supplement", papers=["身份证"])
    supplement = clerk.sees()["asked"]["code"]
    visitor.takes_ticket("tax-audit")
    clerk.serves("accepted", reason="资料齐全")
    case = clerk.sees()["accepted"]
    clerk.act(f"/cases/{case['number']}/ready")
    with guide(browser, hall, look) as page:
        for code in (booked, supplement, case["number"]):
            page.locator("[name=code]").fill(code)
            page.locator("[data-act=check-in]").click()
            expect(page.get_by_test_id("number")).to_be_visible()
            expect(page.locator("[name=code]")).to_have_value("")
        seen(page, "guide-check-in", look)
        page.locator("[name=code]").fill("ZZZZZZZZ")
        page.locator("[data-act=check-in]").click()
        expect(page.get_by_test_id("code-said")).not_to_be_empty()


def test_what_could_not_be_done_is_taken_down_of_the_number_in_hand(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    number = visitor.takes_ticket("tax-file")["number"]
    with guide(browser, hall) as page:
        opens(page, number)
        page.locator("[data-act=concern]").click()
        expect(page.locator("[name=ticket]")).to_have_value(number)
        page.locator("[data-kind]").first.click()
        page.get_by_test_id("raise").click()
        expect(page.get_by_test_id("said")).to_contain_text("已登记")
    assert facts(hall, "concern.raised")


def test_the_lists_show_who_waits_was_missed_and_has_priority(
    browser: Browser, hall: RunningHall, visitor: Visitor, clerk: Clerk
) -> None:
    missed = visitor.takes_ticket("tax-file")["number"]
    clerk.calls_next()
    clerk.does("miss")
    waits = visitor.takes_ticket("tax-file")["number"]
    with Actor(hall, hall.token("guide", "guide-2")) as other:
        first = other.act("/tickets", {"matter": "tax-file", "class": "statutory", "evidence": "残疾人证"})[
            "number"
        ]
    with guide(browser, hall) as page:
        page.locator("[data-tab=list]").click()
        for show, has, lacks in (
            ("waiting", waits, missed),
            ("missed", missed, waits),
            ("priority", first, missed),
        ):
            page.locator(f"[data-show={show}]").click()
            expect(page.locator(f"[data-number={has}]")).to_be_visible()
            expect(page.locator(f"[data-number={lacks}]")).to_have_count(0)
