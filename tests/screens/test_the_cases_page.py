"""Cases in a real browser: the office's list, the console, the kiosk and the phone, from acceptance to the visitor's hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from hallserver.core.casework.outcomes import Outcome
from hallserver.demo import demo_plan
from hallserver.services.casework import cases
from hallserver.services.queue import numbers
from tests.actors import Actor, Clerk, Visitor
from tests.morning import HERE, MORNING
from tests.running import RunningHall, serving
from tests.screens.conftest import looks
from tests.services.casework import DAY, account
from tests.small import KIOSK, Desk

PICTURES = os.environ.get("HALL_LOOK")
DAYS = 12
WINDOW = "9"  # 不动产


def lived(data: Path) -> None:
    """A demo hall whose land registry has accepted eight cases twelve days ago, and done this and that since."""
    now = datetime.now(UTC)
    today = now.astimezone(HERE).date()  # the hall's, which begins eight hours sooner
    desk = Desk(data, plan=demo_plan(today - timedelta(days=DAYS), MORNING), now=now - timedelta(days=DAYS))
    desk.sits("bdc-02", WINDOW)
    wishes: list[tuple[str, date]] = [
        ("bdc-03", today - timedelta(days=5)),
        ("bdc-01", today - timedelta(days=1)),
        ("bdc-08", today),
        ("bdc-04", today + timedelta(days=1)),
        ("bdc-03", today),
        ("bdc-08", today + timedelta(days=20)),
        ("bdc-01", today + timedelta(days=9)),
        ("bdc-05", today - timedelta(days=3)),
    ]
    for matter, promised in wishes:
        desk.does(numbers.issue, KIOSK, numbers.Wish(matter))
        desk.serves(WINDOW, Outcome.ACCEPTED, promised_until=promised)
    mine = [row.number for row in desk.rows(cases.cases)]
    home = account("bdc")
    desk.does(cases.extend, home, mine[4], "等待测绘成果复核", today + timedelta(days=8))
    desk.does(cases.supplement, home, mine[5], ("被继承人死亡证明", "亲属关系公证书"))
    desk.does(cases.ready, account("sw"), mine[6])
    desk.ticks((DAYS - 3) * DAY)
    desk.does(cases.ready, home, mine[7])
    desk.ticks(2 * DAY)
    desk.close()


@pytest.fixture(scope="module")
def lived_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = tmp_path_factory.mktemp("lived") / "hall"
    lived(data)
    with serving(data, "--desk-only", HALL_PUBLIC_URL="") as running:
        yield running


@contextmanager
def page_of(
    browser: Browser,
    running: RunningHall,
    path: str,
    link: dict[str, Any],
    size: tuple[int, int],
    **looks: Any,
) -> Iterator[Page]:
    """A page, entered by a one-time link; no error may reach its console."""
    code = running.local("POST", "/api/v1/local/links", link)["token"]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **looks)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}/{path}#link={code}")
    yield page
    context.close()
    assert errors == []


@contextmanager
def office(
    browser: Browser, running: RunningHall, role: str, name: str, asked: str = "lang=en"
) -> Iterator[Page]:
    link = {"role": role, "name": name}
    with page_of(browser, running, f"office/cases?{asked}", link, (1440, 1000)) as page:
        expect(page.get_by_test_id("cases-sum")).to_be_visible()
        yield page


def row(page: Page, number: str) -> Locator:
    return page.locator(f"[data-testid=cases] [data-case='{number}']")


def fill(page: Page, **said: str) -> None:
    """The dialog's fields, then confirm."""
    dialog = page.get_by_role("dialog")
    for name, value in said.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog).to_have_count(0)


def look(page: Page, name: str, at: str | None = None) -> None:
    """A picture for a person, where HALL_LOOK names a folder."""
    if PICTURES:
        if at:
            page.locator(at).evaluate("head => head.scrollIntoView()")
        page.wait_for_timeout(400)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def number_of(running: RunningHall, n: int) -> str:
    with Actor(running, running.token("manager", "manager")) as boss:
        year = boss.ask("/cases")["cases"][0]["number"][:4]
    return f"{year}-{n:06d}"


@pytest.mark.parametrize("asked", looks(0))
def test_the_list_is_accessible_and_the_late_stand_first(
    browser: Browser, lived_hall: RunningHall, asked: str
) -> None:
    with office(browser, lived_hall, "manager", "manager", asked) as page:
        expect(page.locator("[data-testid=cases] tbody tr").first.locator(".late")).to_be_visible()
        look(page, f"cases-{asked[5:7]}", "#cases")
        assert page.locator(".cases [data-act]").count() == 0  # a manager reads
        found = [Axe().run(page, context=".cases").response["violations"]]
        page.locator("[data-part=promises]").click()
        expect(page.get_by_test_id("promises").locator("tbody tr").first).to_be_visible()
        look(page, f"promises-{asked[5:7]}", "#promises")
        found.append(Axe().run(page, context="[aria-labelledby=promises]").response["violations"])
    assert found == [[], []], [(v["id"], [n["html"] for n in v["nodes"]]) for each in found for v in each]


def test_a_department_marks_ready_puts_off_and_asks_for_papers(
    browser: Browser, lived_hall: RunningHall
) -> None:
    late, joint, today, tomorrow = (number_of(lived_hall, n) for n in (1, 2, 3, 4))
    with office(browser, lived_hall, "department", "bdc") as page:
        expect(row(page, late).locator("[data-act=extend]")).to_have_count(0)
        row(page, late).locator("[data-act=ready]").click()
        fill(page)
        expect(row(page, late)).to_have_attribute("data-state", "ready")
        row(page, late).locator("[data-act=send-out]").click()
        look(page, "cases-send-out-en")
        fill(page, reference="EMS 1234567890")
        expect(row(page, late)).to_have_count(0)  # handed over: no longer in hand
        row(page, tomorrow).locator("[data-act=extend]").click()
        look(page, "cases-extend-en")
        until = page.locator("[name=until]").get_attribute("max") or ""
        fill(page, until=until, reason="The survey is checked again")
        expect(row(page, tomorrow)).to_contain_text("The survey is checked again")
        row(page, today).locator("[data-act=supplement]").click()
        fill(page, list="Death certificate\nPhotograph")
        expect(row(page, today)).to_contain_text("Death certificate；Photograph")
        expect(row(page, today).locator("button")).to_have_count(0)
        look(page, "cases-department-en", "#cases")
        expect(page.get_by_test_id("cases-department")).to_have_count(0)
    with office(browser, lived_hall, "department", "sw") as page:
        expect(page.locator("[data-testid=cases] tbody tr")).to_have_count(2)
        expect(row(page, joint).locator("button")).to_have_count(1)
        row(page, joint).locator("[data-act=ready]").click()
        fill(page)
        expect(row(page, joint)).to_contain_text(": done")


def test_from_the_console_over_kiosk_and_phone_into_the_visitors_hand(
    browser: Browser, own_hall: RunningHall
) -> None:
    """A window accepts, its chief marks ready, the visitor types the code at 领证, another window hands over."""
    with Visitor(own_hall, own_hall.token("kiosk", "kiosk-1")) as visitor:
        ticket = visitor.takes_ticket("bdc-08")
    window = {"role": "window", "name": f"w{WINDOW}", "window": WINDOW, "staffer": "bdc-01"}
    own_hall.token("window", WINDOW, staffer="bdc-01")
    with page_of(browser, own_hall, "console?lang=zh", window, (1280, 720)) as console:
        expect(console.get_by_test_id("state")).to_be_visible()
        for key, state in (("Space", "called"), ("Enter", "serving")):
            console.keyboard.press(key)
            expect(console.get_by_test_id("state")).to_have_attribute("data-state", state)
        console.keyboard.press("Space")
        expect(console.get_by_role("dialog")).to_be_visible()
        console.keyboard.press("2")
        far = date(datetime.now(UTC).year + 2, 1, 15)  # nobody knows the holidays of that year
        console.get_by_role("dialog").locator("[name=promised_until]").fill(far.isoformat())
        console.get_by_role("dialog").locator("[data-act=confirm]").click()
        opened = console.get_by_test_id("opened")
        expect(opened).to_be_visible()
        expect(opened.get_by_test_id("reserved")).to_be_visible()
        look(console, "console-opened-zh")
        assert Axe().run(console, context=".opened").response["violations"] == []
        context = browser.new_context(viewport={"width": 390, "height": 844})
        phone = context.new_page()
        phone.goto(f"{own_hall.url}/t?lang=zh#{ticket['follow']}")
        expect(phone.get_by_test_id("reserved")).to_be_visible()
        look(phone, "phone-reserved-zh")
        number = opened.get_attribute("data-case") or ""
        code = opened.locator("dd").nth(2).inner_text()
        console.get_by_test_id("own-cases").click()
        console.locator(f"[data-case='{number}'] [data-act=ready]").click()
        console.locator("dialog.cases-form").get_by_role("button", name="确定").click()
        expect(row(console, number)).to_have_attribute("data-state", "ready")
        look(console, "console-chief-zh")
    phone.reload()
    expect(phone.get_by_test_id("case")).to_have_attribute("data-state", "ready")
    expect(phone.get_by_test_id("case")).to_contain_text(code)
    look(phone, "phone-ready-zh")
    assert Axe().run(phone).response["violations"] == []
    with page_of(
        browser, own_hall, "kiosk?lang=zh", {"role": "kiosk", "name": "kiosk-1"}, (1080, 1920)
    ) as kiosk:
        kiosk.locator("[data-tab=collect]").click()
        for digit in code:
            kiosk.locator(f"[data-digit='{digit}']").click()
        look(kiosk, "kiosk-collect-zh")
        kiosk.get_by_test_id("check-in").click()
        expect(kiosk.get_by_test_id("number")).to_have_text("W001")
    with Clerk(own_hall, own_hall.token("window", "40", staffer="any"), window="40") as hands:
        hands.serves("handed_over")
    phone.reload()
    expect(phone.get_by_test_id("case")).to_have_attribute("data-state", "handed_over")
    look(phone, "phone-gone-zh")
    context.close()
