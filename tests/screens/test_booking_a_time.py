"""A visitor books a time on a phone, by a guest network: held, booked, moved, given up; the office sees it and moves it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.actors import Actor, Visitor
from tests.running import RunningHall, copy_hall, free_port, matter_of, serving
from tests.screens.conftest import PICTURES

LOOK = bool(os.environ.get("HALL_LOOK"))
OPEN = "slot_minutes = 60\nslot_days = 5\nslot_change_minutes = 30\n"
Door = tuple[RunningHall, str, str]


@pytest.fixture(scope="module")
def door(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The demo hall with its slots open, its guests' address, and a matter of window 8."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    data, port = copy_hall(template, tmp_path_factory.mktemp("booking") / "hall"), free_port()
    with serving(data, "--desk-only", "--public-port", str(port)) as running:
        with Actor(running, running.token("manager", "opens")) as boss:
            boss.act("/rules", {"text": OPEN})
        yield running, f"http://127.0.0.1:{port}", matter_of(running, "8")


def phone(browser: Browser, url: str, asked: str = "lang=zh", theme: str = "light") -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{url}/book?{asked}&theme={theme}")
    return page


def picture(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=PICTURES / f"book-{name}.png", full_page=True)


def is_whole(page: Page) -> bool:
    """Nothing scrolls sideways, every button is a finger's size, and axe finds nothing."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('button')]"
            ".every(each => each.getBoundingClientRect().height >= 44)"
        )
    )


def books(page: Page, matter: str, nth: int = 5) -> str:
    """From the list of matters to the code."""
    page.get_by_test_id("find").fill(matter)
    page.locator(f"[data-matter='{matter}']").click()
    page.locator("[data-day]").nth(2).click()
    page.locator("[data-slot]:not([disabled])").nth(nth).click()
    page.locator("[data-act=book-slot]").click()
    return page.get_by_test_id("code").inner_text()


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])
def test_a_time_is_chosen_held_and_booked_in_five_presses(
    browser: Browser, door: Door, lang: str, theme: str
) -> None:
    running, url, matter = door
    page = phone(browser, url, f"lang={lang}", theme)
    expect(page.get_by_test_id("find")).to_be_visible()
    picture(page, f"matters-{lang}")
    assert is_whole(page)
    page.get_by_test_id("find").fill(matter)
    page.locator(f"[data-matter='{matter}']").click()
    page.locator("[data-day]").nth(1).click()
    slot = page.locator("[data-slot]:not([disabled])").nth(3)
    at = str(slot.get_attribute("data-slot"))
    picture(page, f"slots-{lang}")
    assert is_whole(page)
    slot.click()
    expect(page.get_by_role("timer")).to_contain_text("4:5")
    picture(page, f"held-{lang}")
    assert is_whole(page)
    page.locator("[data-act=book-slot]").click()
    code = page.get_by_test_id("code").inner_text()
    picture(page, f"booked-{lang}")
    assert is_whole(page)

    with Actor(running, running.token("manager", "reads")) as boss:
        day = boss.ask("/slots", matter=matter)["days"][1]["business_day"]
        booked = {each["code"]: each for each in boss.ask("/appointments", day=day)["appointments"]}
    assert code.isdigit()
    assert (booked[code]["at"], booked[code]["matter"]) == (at, matter)
    page.context.close()


def test_the_address_that_was_kept_opens_the_booking_again_and_changes_it(
    browser: Browser, door: Door
) -> None:
    _, url, matter = door
    page = phone(browser, url)
    code = books(page, matter)
    kept = page.url
    page.context.close()

    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(kept)
    expect(page.get_by_test_id("code")).to_have_text(code)
    before = page.locator(".when time").get_attribute("datetime")
    page.locator("[data-act=move-booking]").click()
    page.locator("[data-day]").nth(3).click()
    page.locator("[data-slot]:not([disabled])").first.click()
    page.get_by_role("dialog").get_by_role("button", name="改期").click()
    expect(page.get_by_test_id("code")).to_have_text(code)
    assert page.locator(".when time").get_attribute("datetime") != before
    page.locator("[data-act=cancel-booking]").click()
    picture(page, "cancel-zh")
    page.get_by_role("dialog").get_by_role("button", name="取消预约").click()
    expect(page.get_by_role("heading", name="预约已取消")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="预约已取消")).to_be_visible()
    page.locator("[data-act=book-another]").click()
    expect(page.get_by_test_id("find")).to_be_visible()
    page.goto("about:blank")
    page.goto(kept[:-1] + ("0" if kept[-1] != "0" else "1"))
    expect(page.get_by_role("alert")).to_contain_text("没有这个预约")
    page.context.close()


def test_a_full_time_cannot_be_chosen_and_one_that_fills_meanwhile_says_so(
    browser: Browser, door: Door
) -> None:
    running, url, matter = door
    page = phone(browser, url)
    page.get_by_test_id("find").fill(matter)
    page.locator(f"[data-matter='{matter}']").click()
    page.locator("[data-day]").nth(4).click()
    slot = page.locator("[data-slot]:not([disabled])").nth(1)
    at = slot.get_attribute("data-slot")
    with Actor(running, running.token("platform", "fills")) as platform:
        free = int("".join(each for each in slot.locator("small").inner_text() if each.isdigit()))
        for _ in range(free):
            platform.act("/platform/holds", {"matter": matter, "at": at})
    slot.click()
    expect(page.get_by_role("alert").first).to_have_text("该时段已约满，请另选时间。")
    expect(page.locator(f"[data-slot='{at}']")).to_be_disabled(timeout=15_000)
    expect(page.locator(f"[data-slot='{at}']")).to_contain_text("约满")
    picture(page, "full-zh")
    page.context.close()


def test_who_lets_go_or_waits_too_long_chooses_again(browser: Browser, door: Door) -> None:
    _, url, matter = door
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{url}/book?lang=zh&matter={matter}")
    page.locator("[data-slot]:not([disabled])").last.click()
    page.locator("[data-act=let-go]").click()
    expect(page.locator("[data-slot]").first).to_be_visible()
    page.route("**/slots/holds", _shorten)
    page.locator("[data-slot]:not([disabled])").last.click()
    expect(page.get_by_test_id("held")).to_be_visible()
    expect(page.get_by_role("alert").first).to_have_text("保留时间已过，请重新选择。")
    context.close()


def test_back_goes_one_step_back_and_a_reload_keeps_the_place(browser: Browser, door: Door) -> None:
    _, url, matter = door
    page = phone(browser, url)
    page.get_by_test_id("find").fill(matter)
    page.locator(f"[data-matter='{matter}']").click()
    slot = page.locator("[data-slot]:not([disabled])").last
    free = slot.locator("small").inner_text()
    slot.click()
    expect(page.get_by_test_id("held")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("held")).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("4:")
    page.go_back()
    expect(page.locator("[data-slot]:not([disabled])").last.locator("small")).to_have_text(free)
    page.go_forward()
    expect(page.locator("[data-slot]").first).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_test_id("find")).to_be_visible()
    page.context.close()


def test_two_presses_hold_one_place(browser: Browser, door: Door) -> None:
    _, url, matter = door
    page = phone(browser, url, f"lang=zh&matter={matter}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "holds" in request.url else None)
    slot = page.locator("[data-slot]:not([disabled])").last
    slot.evaluate("each => { each.click(); each.click(); }")
    expect(page.get_by_test_id("held")).to_be_visible()
    assert len(asked) == 1
    page.context.close()


def test_an_answer_that_is_lost_is_no_second_booking(browser: Browser, door: Door) -> None:
    """The server booked it and its answer was lost: when the minutes are over the page still asks for that booking."""
    _, url, matter = door
    page = phone(browser, url, f"lang=zh&matter={matter}")
    page.route("**/slots/holds", _shorten)
    page.route("**/slots/book", lambda route: (route.fetch(), route.abort()))
    page.locator("[data-slot]:not([disabled])").last.click()
    page.locator("[data-act=book-slot]").click()
    expect(page.get_by_role("alert").first).to_contain_text("服务器", timeout=10_000)
    expect(page.get_by_role("timer")).to_contain_text("0:00")
    page.unroute("**/slots/book")
    page.locator("[data-act=book-slot]").click()
    expect(page.get_by_test_id("code")).to_be_visible()
    page.context.close()


def test_a_booking_given_up_in_one_tab_is_seen_in_the_other(browser: Browser, door: Door) -> None:
    _, url, matter = door
    page = phone(browser, url)
    books(page, matter)
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (other, page):
        tab.locator("[data-act=cancel-booking]").click()
        tab.get_by_role("dialog").get_by_role("button", name="取消预约").click()
        expect(tab.get_by_role("heading", name="预约已取消")).to_be_visible()
    page.context.close()


def test_sixty_days_leave_the_times_of_a_day_in_sight_on_a_small_phone(browser: Browser, door: Door) -> None:
    running, url, matter = door
    with Actor(running, running.token("manager", "days")) as boss:
        boss.act("/rules", {"text": "slot_days = 60"})
        page = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
        page.goto(f"{url}/book?lang=en&matter={matter}")
        expect(page.locator("[data-day]")).to_have_count(60)
        page.locator("[data-day]").nth(59).click()
        page.locator("[data-slot]").first.wait_for()
        days = page.locator(".days").bounding_box()
        assert days is not None
        assert days["height"] < 400
        assert is_whole(page)
        boss.act("/rules", {"text": "slot_days = 5"})
    page.context.close()


def _shorten(route: Route) -> None:
    """The server's answer, with three seconds instead of minutes."""
    answer = route.fetch()
    body = answer.json()
    body["until"] = (datetime.now(UTC) + timedelta(seconds=3)).isoformat()
    route.fulfill(response=answer, json=body)


def test_a_matter_without_slots_says_what_to_do_and_the_public_page_leads_here(
    browser: Browser, door: Door
) -> None:
    running, url, matter = door
    with Actor(running, running.token("manager", "shuts")) as boss:
        line = next(each["line"] for each in boss.ask("/catalogue")["matters"] if each["code"] == matter)
        boss.act("/rules", {"text": f'[lines."{line}"]\nslot_percent = 0\n'})
        page = phone(browser, url, f"lang=zh&matter={matter}")
        expect(page.get_by_test_id("no-slots")).to_contain_text("不开放网上预约")
        boss.act("/rules", {"text": f'[lines."{line}"]\nslot_percent = 50\n'})
    page.goto(f"{url}/public?lang=zh")
    page.get_by_role("link", name="网上预约").click()
    expect(page.get_by_test_id("find")).to_be_visible()
    page.context.close()


def test_the_code_gives_a_number_at_the_kiosk_and_the_office_sees_and_moves_the_booking(
    browser: Browser, door: Door
) -> None:
    running, url, matter = door
    page = phone(browser, url)
    code = books(page, matter, nth=0)
    page.context.close()
    made = running.local("POST", "/api/v1/local/links", {"role": "manager", "name": "moves"})["token"]
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    with Actor(running, running.token("manager", "reads2")) as boss:
        days = [each["business_day"] for each in boss.ask("/slots", matter=matter)["days"]]
        page.goto(f"{running.url}/office/bookings?lang=zh&day={days[2]}#link={made}")
        row = page.locator(f"[data-code='{code}']")
        expect(row).to_be_visible()
        expect(page.get_by_test_id("filled").locator("table").first).to_be_visible()
        picture(page, "office-zh")
        row.locator("[data-act=move]").click()
        dialog = page.get_by_role("dialog")
        today = boss.ask("/hall")["business_day"]
        dialog.locator("[name=at]").fill(f"{today}T23:50")
        dialog.locator("[name=outside]").check()
        dialog.get_by_role("button", name="改期").click()
        expect(page.get_by_role("status")).to_contain_text(f"预约 {code} 已改期")
        assert code in {each["code"] for each in boss.ask("/appointments", day=today)["appointments"]}
    page.close()
    with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
        assert visitor.act("/check-ins", {"code": code})["number"]


def test_a_hall_without_bookings_says_so_before_anything_is_chosen(browser: Browser, door: Door) -> None:
    running, url, _ = door
    with Actor(running, running.token("manager", "closes")) as boss:
        boss.act("/rules", {"text": "slot_minutes = 0"})
        page = phone(browser, url)
        expect(page.get_by_test_id("not-bookable")).to_contain_text("本大厅暂不开放网上预约")
        expect(page.get_by_test_id("find")).to_have_count(0)
        boss.act("/rules", {"text": "slot_minutes = 60"})
    page.context.close()
