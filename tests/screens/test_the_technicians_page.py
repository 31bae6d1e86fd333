"""The technician's own page in a real browser: what is wrong, devices by area with a page for each, pairing, printers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.actors import Actor, Board
from tests.running import RunningHall
from tests.screens.conftest import Opens, looks

PICTURES = os.environ.get("HALL_LOOK")
PARTS = {"first": "", "devices": "devices", "printers": "printers", "outbox": "", "server": "doctor"}


@contextmanager
def page_of(
    browser: Browser, hall: RunningHall, path: str = "/devices", asked: str = "lang=en"
) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "technician", "name": "tech-1"})["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}{path}{'&' if '?' in path else '?'}{asked}#link={code}")
    expect(page.locator("header .name")).to_be_visible()
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def fleet(house: RunningHall) -> None:
    """Some devices of each area, and those of a simulation."""
    for name in ("board-1", "board-2", "hall-10", "hall-9"):
        house.token("display", name)
    for name in ("kiosk-1", "kiosk-2", "simulated-1", "simulated-2"):
        house.token("kiosk", name)


def complaints(page: Page, width: int, where: str) -> None:
    violations = Axe().run(page).response["violations"]
    assert violations == [], (where, [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in violations])
    assert page.evaluate("document.documentElement.scrollWidth") <= width, where
    assert page.evaluate("document.querySelectorAll('*').length") <= 1500, where
    if width > 400:
        assert page.evaluate("document.documentElement.scrollHeight") <= 1800, where


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(1) if not PICTURES else ["lang=zh&theme=light", "lang=en&theme=dark"])
@pytest.mark.usefixtures("fleet")
def test_every_part_is_accessible_and_fits(
    browser: Browser, house: RunningHall, asked: str, width: int
) -> None:
    with page_of(browser, house, asked=asked) as page:
        page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
        places = {**{part: (part, there) for part, there in PARTS.items()}, "one": ("devices", "one-device")}
        for name, (part, there) in places.items():
            device = "device=display/board-1&" if name == "one" else ""
            page.goto(f"{house.url}/devices/{part}?{device}{asked}")
            expect(page.locator(f"[data-part={part}][aria-current]")).to_be_visible()
            if there:
                expect(page.get_by_test_id(there).first).to_be_visible()
            page.wait_for_timeout(300)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"technician-{name}-{asked[5:7]}-{width}.png")
            complaints(page, width, name)


@pytest.mark.usefixtures("fleet")
def test_devices_stand_by_area_as_people_count_and_a_simulation_is_out_of_the_way(
    browser: Browser, house: RunningHall
) -> None:
    with page_of(browser, house, "/devices/devices") as page:
        table = page.get_by_test_id("devices")
        expect(table.locator("[data-device=board-1]")).to_be_visible()
        in_hall = table.locator("[data-zone=''] [data-device]")
        names = [str(each.get_attribute("data-device")) for each in in_hall.all()]
        assert [each for each in names if each.startswith("hall-")] == ["hall-9", "hall-10"]
        zones = [each.get_attribute("data-zone") for each in table.locator("[data-zone]").all()]
        assert len(zones) > 1
        assert zones[0] == ""
        expect(table.locator("[data-device^=simulated]")).to_have_count(0)
        page.locator("[data-act=simulated]").click()
        expect(table.locator("[data-device^=simulated]")).to_have_count(2)


@pytest.mark.usefixtures("fleet")
def test_a_device_has_a_page_with_its_story_and_what_can_be_done(
    browser: Browser, house: RunningHall, boss: Actor
) -> None:
    with page_of(browser, house, "/devices/devices") as page:
        page.locator("[data-device=kiosk-2] a").click()
        one = page.get_by_test_id("one-device")
        expect(one).to_contain_text("kiosk-2")
        assert "device=kiosk/kiosk-2" in page.url
        events = page.get_by_test_id("device-events").locator("li")
        expect(events.first).to_contain_text("let in")

        one.locator("[data-act=stop]").click()
        page.locator("dialog [name=zh]").fill("检修中")
        page.locator("dialog button.main").click()
        expect(one.get_by_test_id("stopped-with")).to_contain_text("检修中")
        expect(events.first).to_contain_text("检修中")
        one.locator("[data-act=open]").click()
        expect(events.first).to_have_attribute("data-kind", "kiosk.opened")

        one.locator("[data-act=rename]").click()
        page.locator("dialog [name=name]").fill("kiosk-9")
        page.locator("dialog button.main").click()
        expect(one).to_have_attribute("data-device", "kiosk-9")
        expect(events.first).to_contain_text("kiosk-2 is called kiosk-9")

        zone = boss.ask("/catalogue")["zones"][-1]
        one.locator("[data-act=zone]").click()
        page.locator("dialog select[name=zone]").select_option(zone["code"])
        page.locator("dialog button.main").click()
        expect(page.get_by_test_id("facts")).to_contain_text(zone["name"]["en"])

        one.locator("[data-act=revoke]").click()
        page.locator("[data-act=revoke-yes]").click()
        expect(page.get_by_test_id("devices")).to_be_visible()
        expect(page.locator("[data-device=kiosk-9]")).to_have_count(0)
        assert "kiosk-9" not in {each["name"] for each in boss.ask("/devices")["devices"]}


def test_a_screen_obeys_when_it_is_told_to_load_anew_and_to_take_another_name(
    browser: Browser, house: RunningHall, opens: Opens
) -> None:
    with opens("/board", "display", "board-far") as board:
        expect(board.locator("table")).to_be_visible()
        with page_of(browser, house, "/devices/devices?device=display/board-far") as page:
            one = page.get_by_test_id("one-device")
            expect(one).to_have_attribute("data-state", "live")
            one.locator("[data-act=reload]").click()
            with board.expect_event("load", timeout=10_000):
                page.locator("dialog button.main").click()
            expect(board.locator("table")).to_be_visible()

            one.locator("[data-act=rename]").click()
            page.locator("dialog [name=name]").fill("board-near")
            with board.expect_event("load", timeout=10_000):
                page.locator("dialog button.main").click()
            expect(page.get_by_test_id("one-device")).to_have_attribute("data-device", "board-near")
            expect(board.locator("table")).to_be_visible()
            kept = board.evaluate("JSON.parse(localStorage.getItem('hall.board')).name")
            assert kept == "board-near"


def test_a_new_machine_is_paired_from_the_list_and_swapped_for_another(
    browser: Browser, house: RunningHall, opens: Opens
) -> None:
    with (
        page_of(browser, house, "/devices/devices") as page,
        opens("/board", None, "") as first,
        opens("/board", None, "") as second,
    ):
        place = page.locator("form.pair [name=place]")
        choices = place.locator("option[value^='display ']")
        taken = str(choices.first.get_attribute("value"))
        name = taken.partition(" ")[2]
        expect(first.get_by_test_id("pairing-code")).to_have_text(re.compile(r"\d{3} \d{3}"))
        place.select_option(taken)
        expect(page.locator("form.pair [name=name]")).to_have_count(0)
        page.locator("form.pair [name=code]").fill(first.get_by_test_id("pairing-code").inner_text())
        page.locator("[data-act=pair]").click()
        expect(first.locator("table")).to_be_visible(timeout=10_000)
        expect(page.locator(f"tr[data-device='{name}']")).to_be_visible()
        expect(place.locator(f"option[value='{taken}']")).to_have_count(0)

        page.locator(f"tr[data-device='{name}'] a").click()
        one = page.get_by_test_id("one-device")
        one.locator("[data-act=swap]").click()
        page.locator("dialog [name=code]").fill(second.get_by_test_id("pairing-code").inner_text())
        page.locator("dialog button.main").click()
        expect(second.locator("table")).to_be_visible(timeout=10_000)
        expect(first.locator("table")).to_have_count(0, timeout=10_000)


def test_an_alarm_stands_first_and_leads_to_its_device(browser: Browser, house: RunningHall) -> None:
    parts = [{"code": "led-4", "kind": "sign", "state": "dark", "fault": "garbled"}]
    with Board(house, house.token("display", "led-agent")) as agent, page_of(browser, house) as page:
        agent.says("heartbeat", {"page": "signs", "seq": 1, "uptime_s": 90, "parts": parts})
        alarm = page.locator("[data-alarm=part_down]")
        expect(alarm).to_contain_text("led-4", timeout=15_000)
        expect(page.get_by_test_id("not-well").locator("[data-part=led-4]")).to_be_visible(timeout=15_000)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "technician-wrong-en-1440.png")
        complaints(page, 1440, "wrong")
        alarm.locator("a.go").click()
        expect(page.get_by_test_id("one-device")).to_contain_text("led-agent")
        assert "/devices/devices?device=display/led-agent" in page.url


def test_a_failed_fetch_is_said_and_comes_back_alone(browser: Browser, house: RunningHall) -> None:
    resting = True

    def answer(route: Route) -> None:
        if resting:
            route.fulfill(status=503, content_type="application/problem+json", body="{}")
        else:
            route.fallback()

    with page_of(browser, house, "/devices/printers") as page:
        for part, path in (("first", "alarms"), ("devices", "devices"), ("server", "doctor")):
            resting = True
            page.route(f"**/api/v1/{path}", answer)
            page.locator(f"[data-part={part}]").click()
            expect(page.get_by_role("alert").first).to_be_visible(timeout=10_000)
            expect(page.get_by_test_id("devices")).to_have_count(0)
            expect(page.locator(".calm")).to_have_count(0)
            resting = False
            expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)


def test_a_page_that_nobody_touches_asks_only_after_an_event_or_a_hand(
    browser: Browser, own_hall: RunningHall
) -> None:
    with page_of(browser, own_hall, "/devices/devices") as page:
        expect(page.get_by_test_id("devices")).to_be_visible()
        page.wait_for_timeout(6_000)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(6_000)
        assert asked == []
        page.keyboard.press("Shift")
        page.wait_for_timeout(500)
        assert [each for each in asked if each.endswith("/api/v1/devices")]


def test_the_doctor_stands_on_the_page_the_gravest_first(browser: Browser, house: RunningHall) -> None:
    with page_of(browser, house, "/devices/server") as page:
        lines = page.get_by_test_id("doctor").locator("li")
        expect(lines.first).to_be_visible(timeout=60_000)
        judged = [str(each.get_attribute("data-judged")) for each in lines.all()]
        assert judged == sorted(judged, key=["bad", "look", "ok"].index)
        expect(page.get_by_test_id("doctor")).to_contain_text("no backup is on record")
        expect(page.get_by_test_id("doctor")).to_contain_text(
            "slips carry a QR code to http://hall.example.cn"
        )


def test_a_technician_is_led_here(browser: Browser, house: RunningHall) -> None:
    with page_of(browser, house) as page:
        page.goto(f"{house.url}/?lang=en")
        page.locator("[data-act=enter]").click()
        expect(page.locator("[data-part=first][aria-current]")).to_be_visible()


def test_what_is_kept_how_long_stands_on_the_page(browser: Browser, house: RunningHall) -> None:
    with page_of(browser, house, "/devices/server", "lang=zh") as page:
        table = page.get_by_test_id("retention")
        expect(table.locator("[data-kind=concerns]")).to_contain_text("365 天")
        expect(table.locator("[data-kind=identities]")).to_contain_text("当日夜间删除")
        expect(table.locator("[data-kind=log]")).to_contain_text("长期保存")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "retention.png", full_page=True)
