"""监察效能室 in a real browser: a figure opens its events, a number its story; reports, contests, the log; the score sheet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.actors import Actor, Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
WINDOW = "8"


@pytest.fixture(scope="module")
def hall(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    with serving(copy_hall(template, tmp_path_factory.mktemp("desk") / "hall"), "--desk-only") as running:
        pass_a_morning(running)
        yield running


def pass_a_morning(hall: RunningHall) -> None:
    """At window 8 one is served well, one only accepted, one rates badly; one was sent elsewhere."""
    asked = matter_of(hall, WINDOW)
    with (
        Visitor(hall, hall.token("kiosk", "kiosk-2")) as passer,
        Clerk(hall, hall.token("window", WINDOW, staffer="any"), window=WINDOW) as clerk,
        Actor(hall, hall.token("guide", "guide-9")) as guide,
    ):
        for outcome, more in (("done", {}), ("accepted", {"reason": "档案室停电"}), ("done", {})):
            mine = passer.takes_ticket(asked)
            clerk.calls_next()
            clerk.does("start")
            clerk.does("finish", outcome=outcome, **more)
        with Actor(hall, mine["follow"]) as follower:
            follower.act(f"/tickets/{mine['id']}/rating", {"level": 1, "reasons": []})
        guide.act("/concerns", {"kind": "sent_elsewhere", "matter": asked, "words": "让我回原单位盖章"})


@contextmanager
def page_of(
    browser: Browser, hall: RunningHall, path: str, role: str, name: str, asked: str = "lang=en"
) -> Iterator[Page]:
    """A staff page, entered by a one-time link; no error may reach its console."""
    code = hall.local("POST", "/api/v1/local/links", {"role": role, "name": name})["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}{path}?{asked}#link={code}")
    yield page
    context.close()
    assert errors == []


def look(page: Page, name: str, at: str = "") -> None:
    """A picture for a person, where HALL_LOOK names a folder."""
    if PICTURES:
        if at:
            page.locator(at).first.evaluate("part => part.scrollIntoView()")
        page.wait_for_timeout(400)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def violations(page: Page) -> list[object]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]


@pytest.mark.parametrize("asked", looks(0))
def test_the_desk_is_accessible_in_both_languages_and_themes(
    browser: Browser, hall: RunningHall, asked: str
) -> None:
    with page_of(browser, hall, "/supervision", "supervision", "inspector", asked) as page:
        figures = page.get_by_test_id("figures")
        expect(figures.locator("[data-kind=registered_only] td").first).to_have_text("1")
        figures.locator("[data-kind=registered_only] button").click()
        page.locator(f"[data-testid=rates] [data-window='{WINDOW}'] button").click()
        page.get_by_test_id("findings").locator("button.link").first.click()
        expect(page.get_by_test_id("story")).to_be_visible()
        page.wait_for_timeout(300)
        for name, at in (
            ("overview", "#overview"),
            ("story", "#search"),
            ("reports", "#reports"),
            ("scores", "#scores"),
        ):
            look(page, f"supervision-{name}-{asked[5:7]}", at)

        assert violations(page) == []
        assert fits(page)


def test_a_figure_opens_its_events_and_a_number_its_whole_story(browser: Browser, hall: RunningHall) -> None:
    with page_of(browser, hall, "/supervision", "supervision", "inspector") as page:
        page.locator("[data-testid=figures] [data-kind=registered_only] button").click()
        finding = page.get_by_test_id("findings").locator("tbody tr").first
        expect(finding).to_contain_text("档案室停电")
        number = finding.locator("button.link").text_content()
        finding.locator("button.link").click()
        story = page.get_by_test_id("story")
        expect(story).to_contain_text(f"{number} ·")
        expect(story.locator("[data-kind='ticket.finished']")).to_contain_text(
            "Accepted with a promised date"
        )
        expect(story.locator("[data-kind='ticket.called']")).to_contain_text("first in line")

        seq = finding.get_attribute("data-seq")
    events = {str(each["seq"]): each["kind"] for each in hall.events()}
    assert seq is not None
    assert events[seq] == "ticket.finished"


def test_calls_come_in_with_their_reasons_as_they_happen(browser: Browser, hall: RunningHall) -> None:
    with (
        page_of(browser, hall, "/supervision", "supervision", "inspector") as page,
        Visitor(hall, hall.token("kiosk", "kiosk-3")) as passer,
        Clerk(hall, hall.token("window", WINDOW, staffer="any"), window=WINDOW) as clerk,
    ):
        expect(page.get_by_test_id("feed").locator("li").first).to_be_visible()
        passer.takes_ticket(matter_of(hall, WINDOW))
        called = clerk.calls_next()["ticket"]  # whoever's turn it is
        first = page.get_by_test_id("feed").locator("li[data-kind='ticket.called']").first
        expect(first).to_contain_text(called["number"])
        expect(first).to_contain_text(f"Called to window {WINDOW}: first in line")
        clerk.does("start")
        clerk.does("finish", outcome="consulted")


def test_a_call_from_before_the_line_stood_is_in_the_feed(browser: Browser, hall: RunningHall) -> None:
    page = browser.new_context().new_page()
    held: list[WebSocketRoute] = []
    holding = True

    def hold(line: WebSocketRoute) -> None:
        if holding:
            held.append(line)
        else:  # the page gave the first one up, and comes again
            line.connect_to_server()

    page.route_web_socket("**/socket.io/**", hold)
    link = hall.local("POST", "/api/v1/local/links", {"role": "supervision", "name": "inspector"})["token"]
    with (
        Visitor(hall, hall.token("kiosk", "kiosk-3")) as passer,
        Clerk(hall, hall.token("window", WINDOW, staffer="any"), window=WINDOW) as clerk,
    ):
        page.goto(f"{hall.url}/supervision?lang=en#link={link}")
        expect(page.get_by_test_id("feed").locator("li").first).to_be_visible()
        passer.takes_ticket(matter_of(hall, WINDOW))
        called = clerk.serves("consulted")
        page.wait_for_timeout(4000)  # its slip is printed, too: nothing more will happen that could be heard
        assert held

        holding = False
        for each in held:
            each.connect_to_server()

        feed = page.get_by_test_id("feed")
        expect(feed.locator("li", has_text=called["number"]).first).to_be_visible()
    page.context.close()


def test_a_report_is_answered_and_the_log_is_verified(browser: Browser, hall: RunningHall) -> None:
    with page_of(browser, hall, "/supervision", "supervision", "inspector") as page:
        expect(page.get_by_test_id("reports-sum")).to_contain_text("own office: 1")
        page.locator("[data-act=answer]").first.click()
        dialog = page.get_by_role("dialog")
        dialog.locator("[name=words]").fill("窗口应当场办理，已纠正")
        dialog.locator("[name=upheld]").select_option("true")
        dialog.get_by_role("button", name="Confirm").click()
        expect(page.get_by_test_id("reports")).to_contain_text("True: 窗口应当场办理，已纠正")
        page.locator("[data-act=verify]").click()
        expect(page.get_by_test_id("verified")).to_contain_text("All is as it was written", timeout=60_000)
    kinds = [each["kind"] for each in hall.events()]
    assert {"concern.answered", "log.verified", "report.read"} <= set(kinds)


def test_a_department_contests_a_line_of_its_sheet_and_supervision_decides(
    browser: Browser, hall: RunningHall
) -> None:
    with Actor(hall, hall.token("manager", "m-9")) as boss:
        row = next(each for each in boss.ask("/scores")["rows"] if each["lines"])
    home, who = row["department"], row["by"]
    with page_of(browser, hall, "/office/scores", "department", home) as page:
        mine = page.locator(f"[data-testid=scores] [data-by='{who}']")
        expect(mine.locator(".score")).to_have_text("97")
        mine.get_by_role("button").click()
        page.locator("[data-kind=registered_only] [data-act=contest]").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("[name=reason]").fill("停电属实，非人员原因")
        dialog.get_by_role("button", name="Confirm").click()
        expect(page.get_by_test_id("scores")).to_contain_text("Contested: 停电属实，非人员原因")
        look(page, "scores-contested", "#scores")
        page.locator("[data-part=ratings]").click()
        expect(page.get_by_test_id("rectify-sum")).to_contain_text("To put right: 1")
        page.locator("[data-testid=rectifications] [data-act=appeal]").click()
        page.get_by_role("dialog").locator("[name=reason]").fill("评价对象有误")
        page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
        expect(page.get_by_test_id("rectify-sum")).to_contain_text("under appeal: 1")
    with page_of(browser, hall, "/supervision", "supervision", "inspector") as page:
        expect(page.get_by_test_id("disputes-sum")).to_contain_text("1 contests, 1 appeals")
        for decided, left in (("true", 1), ("false", 0)):
            page.locator("[data-act=review]").first.click()
            dialog = page.get_by_role("dialog")
            dialog.locator("[name=upheld]").select_option(decided)
            dialog.locator("[name=reason]").fill("已核")
            dialog.get_by_role("button", name="Confirm").click()
            expect(dialog).to_have_count(0)
            expect(page.locator("[data-act=review]")).to_have_count(left)  # not the decided one again
        expect(page.get_by_test_id("disputes-sum")).to_contain_text("0 contests, 0 appeals")
    with Actor(hall, hall.token("manager", "m-8")) as boss:
        after = next(each for each in boss.ask("/scores")["rows"] if each["by"] == who)
    assert after["tenths"] == 980  # the contest was upheld, the appeal was not


def test_the_printed_sheet_shows_nothing_but_the_scores(browser: Browser, hall: RunningHall) -> None:
    with page_of(browser, hall, "/office/scores", "manager", "manager") as page:
        expect(page.get_by_test_id("scores").locator("tbody tr").first).to_be_visible()
        page.evaluate("document.body.classList.add('prints-scores')")
        page.emulate_media(media="print")

        expect(page.get_by_test_id("scores")).to_be_visible()
        expect(page.locator(".scores .sign")).to_be_visible()
        for hidden in (".side", ".office > header", ".scores form"):
            expect(page.locator(hidden).first).not_to_be_visible()
        look(page, "scores-printed")
