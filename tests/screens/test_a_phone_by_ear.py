"""The visitor's phone without eyes and without a finger: by the accessibility tree and by keys, in the phone's own language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from hallserver import alone
from hallserver.core.plans.plan import read_plan
from tests.actors import Clerk, Visitor
from tests.pseudo import UYGHUR, write_pseudo
from tests.running import RunningHall, serving
from tests.screens.by_keyboard import MOST_TABS, backwards, presses, reaches, under_the_hand
from tests.screens.conftest import PICTURES
from tests.screens.test_looks import OVERFLOW
from tests.small import BOSS, small_plan

FIRST, SECOND = "tax-file", "notary-will"
AHEAD = 5
TONGUES = {
    "zh": ("zh-CN", "zh-CN", "ltr"),
    "en": ("en-GB", "en", "ltr"),
    "ug": ("ug-CN", "ug", "rtl"),
}


@dataclass(frozen=True)
class Said:
    """What is read out in a language; of Uyghur, that it is none of the other two."""

    near: str
    called: str
    cancel: str
    sure: str
    kept: str


SAID = {
    "zh": Said("前面 3 人 · {}", "请到 1 号窗口 · {}", "取消号码", "确定取消", "不取消"),
    "en": Said("3 ahead · {}", "Window 1 · {}", "Cancel this number", "Yes, cancel it", "Keep it"),
    "ug": Said("3 [^A-z]+ · {}", "[^A-z]+ 1 · {}", "جانجهل تحيس", "[^A-z]+", "كههپ يت"),
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("ear") / "hall"
    data.mkdir()
    write_pseudo(data, UYGHUR)
    alone.found_hall(data, read_plan(three_in_a_row(), "ear.toml"), BOSS, demo=False)
    env = {"HALL_MIN_CALL_S": "0", "HALL_LONGEST_BLOCK_S": "0"}
    with serving(data, "--desk-only", **env) as running:
        yield running


def three_in_a_row() -> str:
    """The small hall with its tax windows 1, 2 and 3: a range to be said."""
    return small_plan().replace('[[windows]]\ncode = "3"', '[[windows]]\ncode = "4"').replace('"9"', '"3"')


@pytest.fixture(scope="module")
def clerk(hall: RunningHall) -> Iterator[Clerk]:
    for other, staffer in (("2", "t-3"), ("3", "l-1")):
        hall.token("window", other, staffer=staffer)
    with Clerk(hall, hall.token("window", "1", staffer="t-1"), window="1") as actor:
        yield actor


@pytest.fixture
def ticket(hall: RunningHall, clerk: Clerk) -> Iterator[Any]:
    """A number for two matters behind five people; nobody is left behind."""
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor:
        others = [visitor.takes_ticket(FIRST) for _ in range(AHEAD)]
        mine = visitor.act("/tickets", {"stops": [{"matter": FIRST}, {"matter": SECOND}]})
        yield mine
        if clerk.sees()["state"] == "called":
            clerk.does("start")
        if clerk.sees()["state"] == "serving":
            clerk.does("finish", outcome="consulted")
        for each in (*others, mine):
            if visitor.looks_at(each)["state"] in {"waiting", "held"}:
                visitor.act(f"/tickets/{each['id']}/cancel")


@contextmanager
def phone_of(browser: Browser, hall: RunningHall, ticket: Any, lang: str) -> Iterator[Page]:
    """A phone that is set to a language, and was told none."""
    locale, _, _ = TONGUES[lang]
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale=locale, reduced_motion="reduce"
    )
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/t#{ticket['follow']}")
    expect(page.locator("html")).to_have_attribute("lang", TONGUES[lang][1])
    expect(page.locator("html")).to_have_attribute("dir", TONGUES[lang][2])
    expect(page.get_by_test_id("number")).to_have_text(ticket["number"])
    yield page
    context.close()
    assert failures == []


def looked_at(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    assert page.evaluate(OVERFLOW) == []
    assert backwards(page) == []
    assert Axe().run(page).response["violations"] == []


def test_what_stands_there_is_read_in_order_and_the_call_is_said_by_itself(
    browser: Browser, hall: RunningHall, clerk: Clerk, ticket: Any
) -> None:
    """On three phones that hold the same number."""
    number = ticket["number"]
    with ExitStack() as open_now:
        phones = {lang: open_now.enter_context(phone_of(browser, hall, ticket, lang)) for lang in TONGUES}
        for lang, phone in phones.items():
            is_read_in_order(phone)
            looked_at(phone, f"ear-phone-{lang}")
        before = {lang: phone.get_by_role("status").inner_text() for lang, phone in phones.items()}

        clerk.serves("consulted")
        for lang, phone in phones.items():
            expect(phone.get_by_test_id("ahead")).to_have_text(str(AHEAD - 1))
            assert phone.get_by_role("status").inner_text() == before[lang]  # far off, nearer is no news
        clerk.serves("consulted")
        for lang, phone in phones.items():
            expect(phone.get_by_role("status")).to_have_text(heard(SAID[lang].near, number))
        while clerk.calls_next()["ticket"]["number"] != number:
            clerk.does("start")
            clerk.does("finish", outcome="consulted")
        for lang, phone in phones.items():
            expect(phone.get_by_role("status")).to_have_text(heard(SAID[lang].called, number))
            expect(phone).to_have_title(heard(SAID[lang].called, number))
            expect(phone.locator(f"[data-stop={FIRST}]")).to_have_text(re.compile(rf"{FIRST}.*1"))
            looked_at(phone, f"ear-phone-called-{lang}")


def is_read_in_order(phone: Page) -> None:
    """Landmarks, headings, every matter of the number, and no button without a name."""
    told = phone.locator("body").aria_snapshot()
    assert re.findall(r"^- (\w+)", told, re.MULTILINE) == ["banner", "main", "status"], told
    headings = [each.inner_text().strip("\u2068\u2069") for each in phone.get_by_role("heading").all()]
    assert headings[:2] == ["Small hall", FIRST]
    assert len(headings) == 3
    assert [SECOND in each.inner_text() for each in phone.get_by_role("listitem").all()] == [False, True]
    assert [each for each in phone.get_by_role("button").all() if not each.inner_text().strip()] == []
    expect(phone.get_by_test_id("ahead")).to_have_text(str(AHEAD))
    expect(phone.locator(".windows")).to_have_text(re.compile("^\u2068?1–3\u2069?$"))


def heard(pattern: str, number: str) -> re.Pattern[str]:
    """Places that keep their own direction have marks about them, which no one hears."""
    marks = "[\u2068\u2069]*"
    return re.compile(" ".join(f"{marks}{each}{marks}" for each in pattern.format(number).split(" ")))


@pytest.mark.parametrize("lang", TONGUES)
def test_keys_alone_reach_everything_in_its_order_and_cancel_the_number(
    browser: Browser, hall: RunningHall, ticket: Any, lang: str
) -> None:
    said = SAID[lang]
    with phone_of(browser, hall, ticket, lang) as phone:
        met = []
        for _ in range(MOST_TABS):
            phone.keyboard.press("Tab")
            if phone.evaluate("document.activeElement === document.body"):
                break
            met.append(phone.evaluate("document.activeElement.getBoundingClientRect().top"))
        assert len(met) == 5  # two languages, why this order, more time, cancel
        assert met == sorted(met)

        presses(phone, said.cancel)
        expect(phone.locator(".sure")).to_be_visible()
        presses_now(phone, said.kept)
        assert re.match(rf'- button "{said.cancel}', under_the_hand(phone))

        phone.keyboard.press("Enter")
        reaches(phone, said.sure)
        phone.keyboard.press("Enter")
        expect(phone.get_by_test_id("state")).to_have_attribute("data-state", "cancelled")
        assert phone.evaluate("document.activeElement !== document.body")


def presses_now(page: Page, name: str) -> None:
    """Enter on what has the focus already."""
    assert re.match(rf'- button "{name}', under_the_hand(page)), under_the_hand(page)
    page.keyboard.press("Enter")


def test_another_language_is_chosen_by_key_kept_and_the_place_is_not_lost(
    browser: Browser, hall: RunningHall, ticket: Any
) -> None:
    with phone_of(browser, hall, ticket, "ug") as phone:
        presses(phone, "English")
        expect(phone.locator("html")).to_have_attribute("dir", "ltr")
        assert under_the_hand(phone).startswith("- button"), under_the_hand(phone)
        phone.reload()
        expect(phone.locator("html")).to_have_attribute("lang", "en")
        presses(phone, UYGHUR[1])
        expect(phone.locator("html")).to_have_attribute("lang", "ug")
        reaches(phone, "", "link")
        phone.keyboard.press("Enter")
        expect(phone.locator("html")).to_have_attribute("dir", "rtl")
        expect(phone.get_by_test_id("standing")).to_be_visible()
        looked_at(phone, "ear-why-ug")
        reaches(phone, "", "link")
        phone.keyboard.press("Enter")
        expect(phone.get_by_test_id("number")).to_have_text(ticket["number"])


def test_more_time_asked_for_by_key_says_until_when(
    browser: Browser, hall: RunningHall, clerk: Clerk
) -> None:
    assert clerk.sees()["state"] == "open"
    with Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket(FIRST)
    with phone_of(browser, hall, ticket, "en") as phone:
        presses(phone, "I need")
        held = phone.get_by_test_id("held")
        expect(held).to_be_visible()
        expect(phone.get_by_role("status")).to_contain_text(held.inner_text())
        assert phone.evaluate("document.activeElement !== document.body")


def test_a_line_that_is_down_is_said_and_one_that_has_just_come_up_is_not(
    browser: Browser, hall: RunningHall, ticket: Any
) -> None:
    with phone_of(browser, hall, ticket, "en") as phone:
        expect(phone.get_by_role("status")).to_have_text(re.compile(rf"^{ticket['number']} · waiting"))
        expect(phone.locator(".stale-band")).to_have_count(0)
        phone.context.set_offline(offline=True)
        phone.evaluate("dispatchEvent(new Event('offline'))")
        expect(phone.locator(".stale-band")).to_be_visible()
        expect(phone.get_by_role("status")).to_contain_text("Connection lost")
        phone.context.set_offline(offline=False)
        expect(phone.locator(".stale-band")).to_have_count(0)
