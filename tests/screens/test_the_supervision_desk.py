"""监察效能室 in a real browser: a figure opens its events, a number its story; reports, contests, the log; the score sheet."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from tests.actors import Actor, Clerk, Visitor
from tests.conftest import matter_of
from tests.past import two_weeks
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
    expect(page.locator("header .name")).to_be_visible()
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


PARTS = {
    "first": "news",
    "departments": "ranking",
    "findings": "findings",
    "rates": "rates",
    "feed": "feed",
    "inbox": "reports",
    "scores": "scores",
    "verify": "seals",
    "readings": "readings",
}
"""Each part, and what is there when it has come."""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """Two weeks of a hall with a past, its mishaps among them."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("past") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(0))
def test_every_part_is_accessible_fits_and_is_no_longer_than_two_screens(
    browser: Browser, month: RunningHall, asked: str, width: int
) -> None:
    with page_of(browser, month, "/supervision", "supervision", "inspector", asked) as page:
        page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
        for part, there in PARTS.items():
            days = "?from=2026-03-02&to=2026-03-13" if part in {"departments", "findings", "rates"} else ""
            page.goto(f"{month.url}/supervision/{part}{days or '?'}&{asked}".replace("?&", "?"))
            if part != "inbox" or page.get_by_test_id(there).count():
                expect(page.get_by_test_id(there).first).to_be_attached()
            page.wait_for_timeout(300)
            look(page, f"supervision-{part}-{asked[5:7]}-{width}")

            assert violations(page) == [], part
            assert fits(page), part
            assert page.evaluate("document.querySelectorAll('*').length") <= 1500, part
            if width == 1440 and part not in {"findings", "scores"}:  # tables of fifty rows
                assert page.evaluate("document.documentElement.scrollHeight") <= 1800, part


@pytest.mark.parametrize("asked", ["lang=zh&theme=light", "lang=en&theme=dark"])
def test_the_first_screen_stands_without_scrolling_and_says_what_is_to_be_seen(
    browser: Browser, hall: RunningHall, asked: str
) -> None:
    with page_of(browser, hall, "/supervision", "supervision", f"first-{asked[5:7]}", asked) as page:
        page.set_viewport_size({"width": 1440, "height": 900})
        trend = page.get_by_test_id("trend")
        expect(trend.locator("figcaption")).to_contain_text(re.compile("in the last week|最近一周"))
        expect(trend.locator("svg[role=img] rect").first).to_be_attached()
        expect(page.get_by_test_id("ranking")).to_be_attached()
        expect(page.locator("#news")).to_contain_text(
            re.compile("you have not been here before|此前没有查阅记录")
        )

        assert page.evaluate("document.documentElement.scrollHeight") <= 900
        assert violations(page) == []

        page.locator("summary").click()
        rows = trend.locator("tbody tr")
        assert rows.count() > 0
        legend = trend.locator(".legend a").first
        name = legend.text_content()
        legend.click()
        expect(page.get_by_test_id("findings-kind").locator("option:checked")).to_contain_text(str(name))
        assert "from=" in page.url


def test_filters_stand_in_the_address_and_the_way_back_keeps_the_place(
    browser: Browser, month: RunningHall
) -> None:
    days = "from=2026-03-02&to=2026-03-13"
    with page_of(browser, month, "/supervision", "supervision", "inspector", "lang=zh") as page:
        page.goto(f"{month.url}/supervision/findings?lang=zh&{days}")
        table = page.get_by_test_id("findings")
        expect(table.locator("tbody tr").first).to_be_visible()
        newest = str(table.locator("tbody tr").first.get_attribute("data-seq"))
        page.locator("[data-act=page-after]").click()
        expect(page.get_by_test_id("turns-at")).to_contain_text("51")
        expect(table.locator(f"[data-seq='{newest}']")).to_have_count(0)
        assert "page=1" in page.url
        row = table.locator("tbody tr", has=page.locator("a.number")).last
        number = row.locator("a.number").text_content()
        row.locator("a.number").scroll_into_view_if_needed()
        stood = page.evaluate("scrollY")
        assert stood > 0
        row.locator("a.number").click()
        story = page.get_by_test_id("story")
        expect(story).to_contain_text(str(number))
        assert f"/supervision/story/2026-03-{page.url.split('2026-03-')[1][:2]}/{number}" in page.url
        page.reload()  # the address can be sent
        expect(story).to_contain_text(str(number))
        story.locator(".seq a").first.click()
        expect(page.get_by_test_id("event")).to_be_visible()
        page.locator("[data-act=back]").click()
        expect(story).to_be_visible()
        page.locator("[data-act=back]").click()
        expect(page.get_by_test_id("turns-at")).to_contain_text("51")
        for _ in range(50):
            if abs(page.evaluate("scrollY") - stood) < 2:
                break
            page.wait_for_timeout(100)
        assert abs(page.evaluate("scrollY") - stood) < 2


def test_no_code_of_the_log_stands_in_a_story_or_among_findings(browser: Browser, month: RunningHall) -> None:
    """Names of events, roles with a colon and words with an underscore are the log's; people read sentences."""
    code = re.compile(r"\b[a-z]+[._][a-z_]+\b|\b(?:window|department|kiosk|guide|manager|clock):?\w*\b")
    with page_of(browser, month, "/supervision", "supervision", "inspector", "lang=zh") as page:
        for kind in ("case_overdue", "away", "left_open", "concern", "registered_only"):
            page.goto(f"{month.url}/supervision/findings?lang=zh&from=2026-03-02&to=2026-03-13&kind={kind}")
            rows = page.get_by_test_id("findings").locator("tbody tr")
            expect(rows.first).to_be_visible()
            assert not code.search(page.get_by_test_id("findings").inner_text()), kind
            numbers = rows.locator("a.number")
            if numbers.count():
                numbers.first.click()
                expect(page.get_by_test_id("story")).to_be_visible()
                text = page.get_by_test_id("story").inner_text()
                assert not code.search(text), text
            else:
                rows.first.locator("td a.code").last.click()
                expect(page.get_by_test_id("event")).to_be_visible()
                assert not code.search(page.get_by_test_id("event").inner_text())


def test_an_absence_has_its_time_its_length_and_how_many_waited(browser: Browser, month: RunningHall) -> None:
    with page_of(browser, month, "/supervision", "supervision", "inspector") as page:
        page.goto(f"{month.url}/supervision/findings?lang=en&from=2026-03-02&to=2026-03-13&kind=away")
        cells = page.get_by_test_id("findings").locator("tbody tr").first.locator("td")
        expect(cells.nth(0)).to_contain_text(re.compile(r"2026-03-\d\d\s*\d\d:\d\d"))
        expect(cells.nth(4)).to_contain_text(re.compile(r"\d+ (min|h)"))
        expect(cells.nth(5)).to_contain_text(re.compile(r"\d+"))


def test_a_failed_fetch_is_said_nothing_false_stands_and_it_comes_back_alone(
    browser: Browser, month: RunningHall
) -> None:
    resting = False

    def answer(route: Route) -> None:
        if resting:
            route.fulfill(status=503, content_type="application/problem+json", body="{}")
        else:
            route.fallback()

    with page_of(browser, month, "/supervision", "supervision", "inspector") as page:
        page.route("**/api/v1/supervision/**", answer)
        page.goto(f"{month.url}/supervision/findings?lang=en&from=2026-03-02&to=2026-03-13")
        expect(page.get_by_test_id("findings")).to_be_visible()
        resting = True
        page.get_by_test_id("findings-kind").select_option("away")
        expect(page.get_by_role("alert")).to_be_visible(timeout=10_000)
        expect(page.get_by_test_id("findings")).to_have_count(0)
        resting = False
        expect(page.get_by_test_id("findings")).to_be_visible(timeout=10_000)
        expect(page.get_by_role("alert")).to_have_count(0)


def test_an_idle_desk_asks_for_nothing(browser: Browser, month: RunningHall) -> None:
    with page_of(browser, month, "/supervision", "supervision", "inspector") as page:
        expect(page.get_by_test_id("ranking")).to_be_attached()
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(6000)

        assert asked == []


def test_a_file_of_what_is_shown_has_the_reader_s_headings(browser: Browser, month: RunningHall) -> None:
    with page_of(browser, month, "/supervision", "supervision", "inspector") as page:
        page.goto(f"{month.url}/supervision/findings?lang=en&from=2026-03-02&to=2026-03-13&kind=away")
        expect(page.get_by_test_id("findings").locator("tbody tr").first).to_be_visible()
        count = page.get_by_test_id("findings").locator("tbody tr").count()
        with page.expect_download() as kept:
            page.get_by_test_id("findings-csv").click()
        rows = list(csv.DictReader(Path(kept.value.path()).read_text("utf-8-sig").splitlines()))

        assert len(rows) == count > 0
        assert float(rows[0]["Length (min)"]) >= 15
        assert rows[0]["Department"]


def test_a_figure_opens_its_events_and_a_number_its_whole_story(browser: Browser, hall: RunningHall) -> None:
    with page_of(browser, hall, "/supervision/findings", "supervision", "inspector") as page:
        page.get_by_test_id("findings-kind").select_option("registered_only")
        finding = page.get_by_test_id("findings").locator("tbody tr").first
        expect(finding).to_contain_text("档案室停电")
        seq = finding.get_attribute("data-seq")
        number = finding.locator("a.number").text_content()
        finding.locator("a.number").click()
        story = page.get_by_test_id("story")
        expect(story).to_contain_text(f"{number} ·")
        expect(story.locator("[data-kind='ticket.finished']")).to_contain_text(
            "Accepted with a promised date"
        )
        expect(story.locator("[data-kind='ticket.called']")).to_contain_text("first in line")
        expect(story.locator("[data-kind='ticket.called']")).to_contain_text(f"Window {WINDOW}")

    events = {str(each["seq"]): each["kind"] for each in hall.events()}
    assert seq is not None
    assert events[seq] == "ticket.finished"


def test_a_window_s_rates_lead_to_its_decisions(browser: Browser, hall: RunningHall) -> None:
    with page_of(browser, hall, "/supervision/rates", "supervision", "inspector") as page:
        page.locator(f"[data-testid=rates] [data-window='{WINDOW}'] a").click()
        served = page.get_by_test_id("served")
        expect(served.locator("tbody tr").first).to_be_visible()
        expect(served).to_contain_text("档案室停电")
        assert f"window={WINDOW}" in page.url
        page.locator("[data-act=back]").click()
        expect(page.get_by_test_id("rates")).to_be_visible()


def test_calls_come_in_with_their_reasons_as_they_happen(browser: Browser, hall: RunningHall) -> None:
    with (
        page_of(browser, hall, "/supervision/feed", "supervision", "inspector") as page,
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
        page.goto(f"{hall.url}/supervision/feed?lang=en#link={link}")
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
    with page_of(browser, hall, "/supervision/inbox", "supervision", "inspector") as page:
        expect(page.get_by_test_id("inbox-sum")).to_contain_text("To answer: 1")
        page.locator("[data-act=answer]").first.click()
        dialog = page.get_by_role("dialog")
        dialog.locator("[name=words]").fill("窗口应当场办理，已纠正")
        dialog.locator("[name=upheld]").select_option("true")
        dialog.get_by_role("button", name="Confirm").click()
        expect(page.get_by_test_id("inbox-sum")).to_contain_text("To answer: 0")
        page.locator("[data-act=answered]").click()
        expect(page.get_by_test_id("reports")).to_contain_text("True: 窗口应当场办理，已纠正")
        page.locator("[data-part=verify]").click()
        expect(page.get_by_test_id("last-proof")).to_contain_text("never verified")
        page.locator("[data-act=verify]").click()
        expect(page.get_by_test_id("verified")).to_contain_text("All is as it was written", timeout=60_000)
        proof = page.get_by_test_id("last-proof")
        expect(proof).to_contain_text("Supervision (inspector)")
        expect(proof).to_contain_text("Up to event")
        page.locator("[data-part=readings]").click()
        expect(page.get_by_test_id("readings")).to_contain_text("Reports of")
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
    with page_of(browser, hall, "/supervision/inbox", "supervision", "inspector") as page:
        expect(page.get_by_test_id("inbox-sum")).to_contain_text("1 contests, 1 appeals")
        due = page.get_by_test_id("disputes").locator("tbody td").first
        expect(due).to_contain_text(re.compile(r"20\d\d-\d\d-\d\d"))
        for decided, left in (("true", 1), ("false", 0)):
            page.locator("[data-act=review]").first.click()
            dialog = page.get_by_role("dialog")
            dialog.locator("[name=upheld]").select_option(decided)
            dialog.locator("[name=reason]").fill("已核")
            dialog.get_by_role("button", name="Confirm").click()
            expect(dialog).to_have_count(0)
            expect(page.locator("[data-act=review]")).to_have_count(left)  # not the decided one again
        expect(page.get_by_test_id("inbox-sum")).to_contain_text("0 contests, 0 appeals")
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
