"""People at the screens: one who does not see, one who does not hear, a guide, a technician, somebody who rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.actors import Actor, Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall
from tests.screens.by_keyboard import presses
from tests.screens.conftest import Opens, scans


@pytest.fixture(autouse=True)
def _free_window(sitter: Clerk) -> Iterator[None]:
    """Each walk finds window 8 free."""
    yield
    state = sitter.sees()["state"]
    if state == "called":
        sitter.does("start")
    if state in {"called", "serving"}:
        sitter.does("finish", outcome="consulted")


def test_who_does_not_see_takes_a_number_by_keyboard_and_ear(opens: Opens) -> None:
    """A blind walk: nothing but keys and the accessibility tree, from the first screen to the number."""
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        expect(kiosk.get_by_role("button", name="部门")).to_be_visible()
        presses(kiosk, "部门")
        presses(kiosk, "税务局")
        presses(kiosk, "发票领用")
        expect(kiosk.get_by_role("heading", name="发票领用")).to_be_focused()
        expect(kiosk.get_by_test_id("take")).to_be_enabled()
        presses(kiosk, "取号")
        expect(kiosk.get_by_role("heading", name="您的号码")).to_be_focused()
        told = kiosk.get_by_role("main").aria_snapshot()

        assert re.search(r"paragraph: [A-Z]{1,2}\d{3}", told), told
        assert "前面" in told
        presses(kiosk, "完成")
        expect(kiosk.get_by_role("button", name="常用")).to_be_visible()


def test_who_does_not_hear_sees_every_word_that_is_spoken(
    passer: Visitor, sitter: Clerk, asked: str, opens: Opens
) -> None:
    """A deaf walk: whatever the announcer says stands on the board, and flashes, before it is over."""
    with (
        opens("/announcer", "display", "announcer-1") as ears,
        opens("/board", "display", "board-1", calm="1") as board,
    ):
        expect(ears.get_by_test_id("sound")).to_be_visible()
        expect(board.locator("table")).to_be_visible()
        number = passer.takes_ticket(asked)["number"]
        for act in ("next", "recall"):
            sitter.does(act)
            row = board.locator(f"[data-testid=call][data-ticket='{number}']")
            expect(row).to_have_attribute("data-window", "8")
            expect(row).to_have_class(re.compile("fresh"))
            expect(board.locator("[aria-live]")).to_have_text(f"请 {number} 号到 8 号窗口办理")
        expect(ears.get_by_test_id("saying")).to_have_attribute("data-ticket", number)


def test_a_screen_shows_six_digits_and_opens_by_itself_when_they_are_confirmed(
    house: RunningHall, boss: Actor, opens: Opens
) -> None:
    with opens("/board", None, "") as board:
        digits = board.get_by_test_id("pairing-code")
        expect(digits).to_have_text(re.compile(r"^\d{3} \d{3}$"))
        code = (digits.text_content() or "").replace(" ", "")
        boss.act(f"/pairings/{code}/confirm", {"role": "display", "name": "board-2"})
        expect(board.locator("table")).to_be_visible()
        expect(board.locator("h1")).to_contain_text("公安服务区")
        board.reload()
        expect(board.locator("table")).to_be_visible()
    assert "board-2" in {each["name"] for each in boss.ask("/devices")["devices"]}
    assert house.log.count("Traceback") == 0


def test_help_rings_at_the_guide_desk_until_somebody_goes(opens: Opens) -> None:
    with (
        opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk,
        opens("/guide", "guide", "guide-1", (1280, 800)) as guide,
    ):
        expect(guide.get_by_role("button", name="取号").first).to_be_visible()
        kiosk.get_by_test_id("help").click()
        expect(kiosk.get_by_test_id("rang")).to_have_attribute("data-rang", "rang")
        ring = guide.get_by_test_id("ring")
        expect(ring).to_have_attribute("data-place", "kiosk-1")
        guide.locator("[data-act=answer]").click()
        expect(ring).to_have_count(0)


def test_the_guide_desk_gives_a_priority_number_with_its_evidence_and_finds_it_again(opens: Opens) -> None:
    with opens("/guide", "guide", "guide-1", (1280, 800)) as guide:
        guide.locator("[data-matter]").first.click()
        guide.locator("[data-class=statutory]").click()
        expect(guide.get_by_test_id("give")).to_be_disabled()
        guide.locator("[data-evidence]").first.click()
        guide.get_by_test_id("give").click()
        number = guide.get_by_test_id("number").text_content() or ""
        guide.locator("[data-tab=ticket]").click()
        guide.locator("[name=number]").fill(number.lower())
        guide.keyboard.press("Enter")
        expect(guide.get_by_test_id("state")).to_have_attribute("data-state", "waiting")
        guide.locator("[data-tab=concern]").click()
        guide.locator("[data-kind=not_told]").click()
        guide.locator("[name=ticket]").fill(number)
        guide.get_by_test_id("raise").click()
        expect(guide.get_by_test_id("concern").first).to_contain_text(number)


def test_each_service_is_rated_once_at_the_window_and_the_device_is_idle_again(
    house: RunningHall, passer: Visitor, opens: Opens
) -> None:
    """At a window nobody was served at before: a device keeps asking for the last visitor for a while."""
    with (
        Clerk(house, house.token("window", "9", staffer="any"), window="9") as clerk,
        opens("/rate/9", "rating", "9", (1024, 600)) as device,
    ):
        expect(device.get_by_test_id("idle")).to_be_visible()
        passer.takes_ticket(matter_of(house, "9"))
        served = clerk.serves("consulted")
        device.locator("[data-level='1']").click()
        device.locator("[data-reason]").first.click()
        device.get_by_test_id("send").click()
        expect(device.get_by_test_id("thanks")).to_be_visible()
        expect(device.get_by_test_id("idle")).to_be_visible()
        device.reload()
        expect(device.get_by_test_id("idle")).to_be_visible()
    assert passer.looks_at(served)["rated"]


def test_a_missed_slip_held_under_the_reader_is_back_in_line(
    passer: Visitor, sitter: Clerk, asked: str, opens: Opens
) -> None:
    ticket = passer.takes_ticket(asked)
    sitter.calls_next()
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        expect(kiosk.get_by_role("button", name="部门")).to_be_visible()
        sitter.does("miss")
        scans(kiosk, f"http://hall.example.cn/t#{ticket['follow']}")
        expect(kiosk.get_by_test_id("found-number")).to_have_text(ticket["number"])
        kiosk.locator("[data-act=return]").click()
        expect(kiosk.get_by_test_id("found-state")).to_have_attribute("data-state", "waiting")


def test_an_appointment_is_checked_in_by_the_code_that_a_reader_types(
    boss: Actor, asked: str, opens: Opens
) -> None:
    at = boss.ask("/hall")["now"]
    booked = boss.act("/appointments", {"matter": asked, "at": later(at)})
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        expect(kiosk.get_by_role("button", name="部门")).to_be_visible()
        scans(kiosk, booked["code"])
        expect(kiosk.get_by_test_id("number")).to_be_visible()
        kiosk.get_by_test_id("done").click()
        scans(kiosk, booked["code"])
        expect(kiosk.get_by_test_id("booked-said")).to_have_class("bad")


def test_one_matter_is_one_number_for_one_card_and_its_slip_is_printed_again(opens: Opens) -> None:
    """The ID number that is read here is the worked example of the standard (GB 11643)."""
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        for _ in range(2):
            kiosk.locator("[data-matter=ga-01]").first.click()
            expect(kiosk.get_by_test_id("take")).to_be_enabled()
            scans(kiosk, "11010519491231002X")
            expect(kiosk.get_by_test_id("card")).to_be_visible()
            kiosk.get_by_test_id("take").click()
            if (
                kiosk.get_by_test_id("number")
                .or_(kiosk.get_by_test_id("problem"))
                .first.get_attribute("data-testid")
                == "number"
            ):
                kiosk.get_by_test_id("done").click()
        kiosk.locator("[data-act=reprint]").click()
        expect(kiosk.get_by_text("正在补打号票")).to_be_visible()


def test_a_visitor_asks_for_more_time_on_the_phone_once(passer: Visitor, asked: str, opens: Opens) -> None:
    ticket = passer.takes_ticket(asked)
    with opens("/t", None, "", (390, 844), follow="") as phone:
        phone.goto(f"{phone.url.split('?')[0]}#{ticket['follow']}")
        phone.reload()
        phone.locator("[data-act=more-time]").click()
        expect(phone.get_by_test_id("held")).to_be_visible()
        expect(phone.locator("[data-act=more-time]")).to_have_count(0)


@pytest.mark.parametrize("role", ["manager", "supervision"])
def test_a_kiosk_that_is_played_with_is_an_alarm_on_the_managers_first_section(
    house: RunningHall, asked: str, opens: Opens, role: str
) -> None:
    """Supervision sees it, too, but has no devices to look after: its page asks for none, and offers nothing."""
    with Visitor(house, house.token("kiosk", "kiosk-played")) as child, opens("/office", None, "") as office:
        for _ in range(40):
            child.act(f"/tickets/{child.takes_ticket(asked)['id']}/cancel")
        link = house.local("POST", "/api/v1/local/links", {"role": role, "name": f"{role}-alarm"})["token"]
        refused: list[str] = []
        office.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
        office.goto(f"{house.url}/office#link={link}")
        expect(office.get_by_test_id("figure-waiting")).to_be_visible()
        row = office.locator("[data-alarm=hasty][data-subject='kiosk kiosk-played']")

        expect(row).to_contain_text("kiosk-played 取号过快，请到现场查看")
        expect(row.locator("[data-act=take]")).to_have_count(1 if role == "manager" else 0)
        assert not [url for url in refused if "devices" in url]


def later(now: str) -> str:
    """A quarter of an hour from `now`."""
    return (datetime.fromisoformat(now) + timedelta(minutes=15)).isoformat()
