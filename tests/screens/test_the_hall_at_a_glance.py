"""The office's first page: alarms with their act, windows with who and how long, lines by wait; silent while nothing changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, matter_of
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
AS_IN_THE_AFTERNOON = """() => {
  for (const each of document.querySelectorAll('.tile .state, .lines-now td'))
    each.textContent = each.textContent.replace(/^(\\D*)0(?= [分m])/, '$148');
}"""
"""Times of two digits: nobody waits three quarters of an hour for a test."""
WIDE, PHONE = (1440, 900), (390, 844)
# the longest that a line's newcomer is told, in both languages
HOURS_TO_HOURS = """[...document.querySelectorAll('.lines-now .range')].forEach((each) => {
  each.textContent = document.documentElement.lang.startsWith('zh') ? '约 9 小时 50 分–10 小时 50 分' : 'about 9 h 50 min–10 h 50 min';
})"""
DEAD = "cover_open"
QUIET_MS = 12_000


@contextmanager
def office(
    browser: Browser, running: RunningHall, asked: str = "lang=zh", size: tuple[int, int] = WIDE
) -> Iterator[Page]:
    """The manager's first page; no error may reach its console."""
    link = {"role": "manager", "name": "manager-glance"}
    code = running.local("POST", "/api/v1/local/links", link)["token"]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}/office/now?{asked}#link={code}")
    expect(page.get_by_test_id("figure-waiting")).to_be_visible()
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def agent(own_hall: RunningHall) -> Iterator[Actor]:
    with Actor(own_hall, own_hall.token("printer", "agent")) as actor:
        yield actor


def reads(agent: Actor, printer: str, state: str) -> None:
    agent.act(f"/printers/{printer}/reading", {"state": state})


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("asked", looks(0))
def test_it_is_accessible_and_fits_in_both_languages_and_themes(
    browser: Browser, own_hall: RunningHall, agent: Actor, visitor: Visitor, asked: str, size: tuple[int, int]
) -> None:
    printer = own_hall_printer(agent)
    reads(agent, printer, DEAD)
    with Clerk(own_hall, own_hall.token("window", "8", staffer="any"), window="8") as clerk:
        for _ in range(3):
            visitor.takes_ticket(matter_of(own_hall, "8"))
        clerk.calls_next()
        with office(browser, own_hall, asked, size) as page:
            expect(page.locator("[data-alarm=printer]").first).to_be_visible()
            expect(page.locator("[data-window='8']")).to_have_attribute("data-state", "called")
            expect(page.get_by_test_id("curve-sum")).to_be_visible()
            if PICTURES:
                name = f"glance-{asked.replace('=', '-').replace('&', '-')}-{size[0]}.png"
                page.screenshot(path=Path(PICTURES) / name)
            wide, high = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            )
            found = Axe().run(page)

    assert wide <= size[0]
    if size == WIDE:
        assert high <= size[1], "the first page needs no scrolling"
    violations = found.response["violations"]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_full_hall_needs_no_scrolling_either(
    browser: Browser, own_hall: RunningHall, agent: Actor, visitor: Visitor, lang: str
) -> None:
    """Every window busy, somebody in every line and a crowd in three, more alarms than are shown."""
    for printer in agent.ask("/printers")["printers"]:
        reads(agent, printer["code"], DEAD)
    catalogue = visitor.ask("/catalogue")
    firsts = {each["line"]: each["code"] for each in reversed(catalogue["matters"]) if each["line"]}
    for matter in [*list(firsts.values()) * 3, *list(firsts.values())[:3] * 16]:
        with suppress(Refused):  # a line for appointments only
            visitor.takes_ticket(matter)
    for window in (each["code"] for each in catalogue["windows"]):
        with Clerk(own_hall, own_hall.token("window", window, staffer="any"), window=window) as clerk:
            if clerk.calls_next():
                clerk.does("start")
    with office(browser, own_hall, f"lang={lang}") as page:
        expect(page.locator("[data-alarm]")).to_have_count(3, timeout=30_000)
        expect(page.locator(".alarms > button")).to_be_visible(timeout=30_000)
        expect(page.get_by_test_id("curve-sum")).to_be_visible()
        page.evaluate(AS_IN_THE_AFTERNOON)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"glance-full-{lang}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollHeight") <= WIDE[1]
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.evaluate(HOURS_TO_HOURS)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], "it scrolls sideways"


def own_hall_printer(agent: Actor) -> str:
    return str(agent.ask("/printers")["printers"][0]["code"])


def test_an_alarm_comes_is_taken_by_name_and_goes_by_itself(
    browser: Browser, own_hall: RunningHall, agent: Actor
) -> None:
    printer = own_hall_printer(agent)
    reads(agent, printer, "ready")
    with office(browser, own_hall) as page:
        reads(agent, printer, DEAD)
        row = page.locator(f"[data-alarm=printer][data-subject={printer}]")
        expect(row).to_contain_text("不能打印")
        expect(row.get_by_role("button", name="打印测试页")).to_be_visible()
        row.locator("[data-act=take]").click()
        page.get_by_role("dialog").locator("[name=goes]").fill("技术员 01号")
        page.get_by_role("dialog").get_by_role("button", name="确定").click()

        expect(row).to_contain_text("技术员 01号 处理中")
        expect(row.locator("[data-act=take]")).to_have_count(0)
        reads(agent, printer, "ready")
        expect(row).to_have_count(0)


def test_windows_say_who_and_what_and_lines_who_waits(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    with office(browser, own_hall) as page:
        tile = page.locator("[data-window='8']")
        expect(tile).to_contain_text("空闲")
        expect(tile).to_contain_text("号")
        visitor.takes_ticket(matter)
        expect(page.get_by_test_id("figure-waiting")).to_have_text("1")
        expect(page.locator("tr[data-line]").first).to_contain_text("1")
        clerk.calls_next()
        expect(tile).to_contain_text("呼叫中")
        clerk.does("start")
        expect(tile).to_contain_text("办理中")
        expect(page.get_by_test_id("figure-serving")).to_have_text("1")


def test_a_window_is_planned_for_today_by_the_names_of_lines(
    browser: Browser, own_hall: RunningHall, manager: Actor
) -> None:
    with office(browser, own_hall) as page:
        page.locator("[data-window='8'] button").click()
        dialog = page.get_by_role("dialog")
        boxes = dialog.locator("[name=lines]")
        other = next(n for n in range(boxes.count()) if not boxes.nth(n).is_checked())
        added = boxes.nth(other).get_attribute("value")
        boxes.nth(other).check()
        dialog.locator("[name=reason]").fill("支援")
        dialog.get_by_role("button", name="确定").click()
        expect(page.get_by_role("dialog")).to_have_count(0)

    planned = next(each for each in manager.ask("/hall-now")["windows"] if each["code"] == "8")
    assert added in planned["lines"]


def test_a_line_that_waits_too_long_is_offered_the_free_window(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, manager: Actor
) -> None:
    """The hall wants to know of the first waiting visitor: so its limit is a queue of one."""
    limits = "[alarms.crowded]\nraise_at = 1\nclear_at = 1"
    manager.act("/rules", {"text": limits})
    busy = Clerk(own_hall, own_hall.token("window", "8", staffer="any"), window="8")
    free = Clerk(own_hall, own_hall.token("window", "30", staffer="any"), window="30")
    with busy, free, office(browser, own_hall) as page:
        for _ in range(3):
            line = visitor.takes_ticket(matter_of(own_hall, "8"))["line"]
        busy.calls_next()
        page.locator(f"[data-alarm=crowded][data-subject={line}] [data-act=lend]").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("30 号窗口")
        expect(dialog.locator(f"[name=lines][value={line}]")).to_be_checked()


def test_an_idle_tab_asks_for_nothing(browser: Browser, own_hall: RunningHall) -> None:
    with office(browser, own_hall) as page:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(3000)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(QUIET_MS)

    assert asked == []


def test_the_guide_desk_sees_what_is_its_to_act_on_and_takes_it(
    browser: Browser, own_hall: RunningHall, agent: Actor, manager: Actor
) -> None:
    printer = own_hall_printer(agent)
    reads(agent, printer, "ready")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{own_hall.url}/guide?lang=zh#token={own_hall.token('guide', 'guide-alarms')}")
    expect(page.locator("h1")).to_have_text("导办台")
    reads(agent, printer, DEAD)
    told = page.locator(f"[data-alarm=printer][data-subject={printer}]")
    expect(told).to_contain_text("不能打印")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "guide-alarm.png")
    told.locator("[data-act=take]").click()
    expect(told).to_have_count(0)
    page.close()

    (alarm,) = (each for each in manager.ask("/alarms")["alarms"] if each["subject"] == printer)
    assert alarm["taken"]["goes"] == "导办台"


def test_a_windows_sheet_writes_to_it_and_shows_whom_it_had(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    numbers = [visitor.takes_ticket(matter_of(own_hall, "8"))["number"] for _ in range(8)]
    for _ in numbers[:7]:
        clerk.serves("consulted")
    with office(browser, own_hall) as page:
        page.locator("[data-window='8']").get_by_role("button").click()
        sheet = page.get_by_role("dialog")
        expect(sheet.get_by_test_id("record").locator("li")).to_have_count(6)
        expect(sheet.get_by_test_id("record")).to_contain_text(numbers[6])
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / "window-sheet.png")
        sheet.locator("[name=words]").fill("请到导办台领取复印纸")
        sheet.locator("[data-act=send-message]").click()
        expect(sheet.get_by_role("status")).to_contain_text("已发送")
        assert [each["words"]["zh"] for each in clerk.ask("/messages")["messages"]] == [
            "请到导办台领取复印纸"
        ]
        violations = Axe().run(page).response["violations"]
        sheet.locator("[data-act=whole-record]").click()
        expect(page.locator("tr[data-number]")).to_have_count(7)
        assert "window=8" in page.url

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_the_days_curve_says_who_came_was_served_and_waits(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    for _ in range(3):
        visitor.takes_ticket(matter_of(own_hall, "8"))
    clerk.serves("consulted")
    with office(browser, own_hall) as page:
        expect(page.get_by_test_id("curve-sum")).to_contain_text("取号 3 人次，办结 1 人次，等候 2 人")
        page.locator(".curve summary").click()
        figures = page.locator(".curve tbody tr").last.locator("td").all_inner_texts()
        page.route("**/days/curve*", lambda route: route.abort())
        page.reload()
        expect(page.locator(".curve").get_by_role("alert")).to_be_visible(timeout=15_000)
        expect(page.get_by_test_id("curve-sum")).to_have_count(0)
        page.unroute("**/days/curve*")
        expect(page.get_by_test_id("curve-sum")).to_be_visible(timeout=15_000)

    assert figures[2] == "2"
