"""Several matters on one number: at the kiosk, the guide desk and the window, on board and phone, and undone again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.small import found

FIRST, SECOND = "tax-file", "notary-will"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("several") / "hall"
    data.mkdir()
    env = {"HALL_PUBLIC_URL": "http://hall.example.cn", "HALL_MIN_CALL_S": "0", "HALL_LONGEST_BLOCK_S": "0"}
    with serving(found(data), "--desk-only", **env) as running:
        yield running


@contextmanager
def opened(
    browser: Browser, hall: RunningHall, path: str, token: str, size: tuple[int, int]
) -> Iterator[Page]:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/{path}#token={token}" if token else f"{hall.url}/{path}")
    yield page
    page.context.close()
    assert failures == []


def picks(kiosk: Page, department: str, matter: str) -> None:
    kiosk.locator("[data-tab=departments]").click()
    kiosk.locator(f"[data-department={department}]").click()
    kiosk.locator(f"[data-matter={matter}]").click()


@pytest.fixture
def clerk(hall: RunningHall) -> Iterator[Clerk]:
    with Clerk(hall, hall.token("window", "1", staffer="t-1"), window="1") as actor:
        yield actor


def waiting_number(hall: RunningHall, number: str) -> Any:
    with Actor(hall, hall.token("guide", "guide-9")) as guide:
        return guide.ask(f"/numbers/{number}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_visitor_puts_two_matters_on_one_number_and_leaves_one_out(
    browser: Browser, hall: RunningHall, lang: str
) -> None:
    token = hall.token("kiosk", "kiosk-1")
    with opened(browser, hall, f"kiosk?lang={lang}", token, (1080, 1920)) as kiosk:
        picks(kiosk, "tax", FIRST)
        kiosk.get_by_test_id("another").click()
        expect(kiosk.get_by_test_id("basket")).to_be_visible()
        kiosk.screenshot(path=PICTURES / f"several-basket-{lang}.png")
        picks(kiosk, "law", SECOND)
        kiosk.get_by_test_id("another").click()
        picks(kiosk, "tax", "reg-new")
        kiosk.locator("[data-drop=notary-will]").click()
        kiosk.screenshot(path=PICTURES / f"several-confirm-{lang}.png")
        assert Axe().run(kiosk, context=".decide").response["violations"] == []
        kiosk.get_by_test_id("take").click()
        expect(kiosk.get_by_test_id("stops").locator("li")).to_have_count(2)
        kiosk.screenshot(path=PICTURES / f"several-result-{lang}.png")
        number = kiosk.get_by_test_id("number").inner_text()
    stops = waiting_number(hall, number)["stops"]
    assert {each["matter"] for each in stops} == {FIRST, "reg-new"}


def test_a_wrong_number_is_given_up_where_it_was_taken(browser: Browser, hall: RunningHall) -> None:
    with opened(browser, hall, "kiosk?lang=zh", hall.token("kiosk", "kiosk-1"), (1080, 1920)) as kiosk:
        picks(kiosk, "tax", FIRST)
        kiosk.get_by_test_id("take").click()
        number = kiosk.get_by_test_id("number").inner_text()
        kiosk.get_by_test_id("wrong").click()
        kiosk.get_by_test_id("wrong-yes").click()
        expect(kiosk.get_by_text(f"{number} 已取消。")).to_be_visible()
    assert waiting_number(hall, number)["state"] == "cancelled"


def test_the_kiosk_forgets_what_somebody_began_to_choose(browser: Browser, hall: RunningHall) -> None:
    with opened(browser, hall, "kiosk?lang=zh", hall.token("kiosk", "kiosk-1"), (1080, 1920)) as kiosk:
        picks(kiosk, "tax", FIRST)
        kiosk.get_by_test_id("another").click()
        expect(kiosk.get_by_test_id("basket")).to_be_visible()
        kiosk.get_by_test_id("basket-go").click()
        kiosk.get_by_test_id("take").click()
        kiosk.get_by_test_id("done").click()
        expect(kiosk.get_by_test_id("basket")).to_have_count(0)


def test_the_guide_gives_one_after_the_other_and_mends_a_mistake(browser: Browser, hall: RunningHall) -> None:
    with opened(browser, hall, "guide?lang=zh", hall.token("guide", "guide-1"), (1280, 900)) as guide:
        for matter in (FIRST, SECOND):
            guide.locator("[name=search]").fill(matter)
            guide.locator(f"[data-matter={matter}]").click()
            if matter == FIRST:
                guide.get_by_test_id("another").click()
        guide.get_by_test_id("in-order").check()
        guide.screenshot(path=PICTURES / "several-guide-zh.png")
        guide.get_by_test_id("give").click()
        number = guide.get_by_test_id("number").inner_text()
        stops = waiting_number(hall, number)["stops"]
        assert [(each["matter"], each["after"]) for each in stops] == [(FIRST, None), (SECOND, FIRST)]

        guide.locator("[data-tab=ticket]").click()
        guide.locator("[name=number]").fill(number)
        guide.locator("[type=submit]").click()
        guide.locator(f"[data-drop={SECOND}]").click()
        expect(guide.locator(f"[data-stop={SECOND}]")).to_have_attribute("data-state", "cancelled")
        guide.locator("[name=further]").fill("post")
        guide.locator("[data-further=post-send]").click()
        expect(guide.locator("[data-stop=post-send]")).to_have_attribute("data-state", "waiting")
        guide.screenshot(path=PICTURES / "several-mended-zh.png")


def test_a_window_adds_one_and_the_visitors_phone_and_the_board_know(
    browser: Browser, hall: RunningHall, clerk: Clerk
) -> None:
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor:
        while clerk.serves("consulted"):
            pass
        ticket = visitor.takes_ticket(FIRST)
    console_token = hall.token("window", "1", staffer="t-1")
    with (
        opened(browser, hall, "console?lang=zh", console_token + "&window=1", (1280, 800)) as console,
        opened(browser, hall, "board?lang=zh", hall.token("display", "board-1"), (1920, 1080)) as board,
        opened(browser, hall, f"t?lang=zh#{ticket['follow']}", "", (390, 844)) as phone,
    ):
        expect(console.get_by_test_id("waits-here")).to_be_visible()
        console.keyboard.press("Space")
        expect(console.get_by_test_id("state")).to_have_attribute("data-state", "called")
        call = board.locator(f"[data-testid=call][data-ticket={ticket['number']}]")
        expect(call).to_be_visible()
        console.keyboard.press("KeyA")
        console.locator("[name=further]").fill("will")
        console.locator(f"[data-further={SECOND}]").click()
        expect(console.get_by_test_id("other-stops").locator(f"[data-stop={SECOND}]")).to_be_visible()
        expect(phone.get_by_test_id("stops").locator(f"[data-stop={SECOND}]")).to_have_attribute(
            "data-state", "held"
        )
        phone.screenshot(path=PICTURES / "several-phone-zh.png")
        assert Axe().run(phone, context="[data-testid=stops]").response["violations"] == []
        expect(call).to_be_visible()  # the call stays, though its other matter is held
        expect(call).to_have_attribute("data-state", "called")


def test_the_guide_finds_a_missed_number_in_the_list_and_puts_it_back(
    browser: Browser, hall: RunningHall, clerk: Clerk
) -> None:
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor:
        while clerk.sees()["ticket"] or clerk.serves("consulted"):
            if clerk.sees()["state"] == "called":
                clerk.does("start")
            if clerk.sees()["state"] == "serving":
                clerk.does("finish", outcome="consulted")
        number = visitor.takes_ticket(FIRST)["number"]
        other = visitor.takes_ticket("post-send", **{"class": "statutory", "evidence": "军人证"})["number"]
    assert clerk.calls_next()["ticket"]["number"] == number
    with opened(browser, hall, "guide?lang=zh", hall.token("guide", "guide-2"), (1280, 900)) as guide:
        guide.locator("[data-tab=list]").click()
        guide.locator("[data-show=priority]").click()
        expect(guide.locator(f"[data-number={other}]")).to_contain_text("法定优先")
        guide.locator("[data-show=called]").click()
        expect(guide.locator(f"[data-number={number}]")).to_contain_text("1 号窗口")
        clerk.does("miss")
        guide.locator("[data-show=missed]").click()
        guide.locator("[name=find]").fill(number.lower())
        guide.screenshot(path=PICTURES / "guide-list-zh.png")
        assert Axe().run(guide, context="main").response["violations"] == []
        guide.locator(f"[data-number={number}]").click()
        guide.locator("[data-act=return]").click()
        expect(guide.get_by_test_id("state")).to_have_attribute("data-state", "waiting")
