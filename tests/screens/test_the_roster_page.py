"""Who is expected and who came, leave noted by hand, and the page of one person whose figures are the reports'."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")
DAY = {"from": "2026-03-10", "to": "2026-03-10"}
MONTH = {"from": "2026-03-01", "to": "2026-03-31"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall after two weeks."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("roster") / "hall")
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def boss(lived: RunningHall) -> Iterator[Actor]:
    with Actor(lived, lived.token("manager", "boss")) as boss:
        yield boss


@pytest.fixture(scope="module")
def busiest(boss: Actor) -> dict[str, Any]:
    """The person with the most services of the two weeks."""
    rows = boss.ask("/reports/service-times", by="staffer", **MONTH)["rows"]
    return dict(max(rows, key=lambda row: row["count"]))


@contextmanager
def office(browser: Browser, hall: RunningHall, path: str, width: int = 1440) -> Iterator[Page]:
    code = hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "manager-roster"})["token"]
    context = browser.new_context(viewport={"width": width, "height": 900 if width > 900 else 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{hall.url}/office/{path}#link={code}")
    yield page
    context.close()
    assert errors == []


def is_fit(page: Page, name: str, asked: str, width: int) -> None:
    if PICTURES:
        said = asked.replace("=", "-").replace("&", "-")
        page.screenshot(path=Path(PICTURES) / f"{name}-{said}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelectorAll('*').length") <= 1500
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(0))
def test_the_roster_is_accessible_and_fits(
    browser: Browser, lived: RunningHall, asked: str, width: int
) -> None:
    with office(browser, lived, f"roster?{asked}&from=2026-03-10", width) as page:
        expect(page.get_by_test_id("roster")).to_be_visible(timeout=40_000)
        is_fit(page, "roster", asked, width)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("asked", looks(1))
def test_a_persons_page_is_accessible_and_fits(
    browser: Browser, lived: RunningHall, busiest: dict[str, Any], asked: str, width: int
) -> None:
    with office(browser, lived, f"people?{asked}&person={busiest['by']}&month=2026-03", width) as page:
        for part in ("calendar", "person-times", "points", "sittings", "terms", "person-letters"):
            expect(page.get_by_test_id(part)).to_be_visible(timeout=40_000)
        is_fit(page, "person", asked, width)
        if width == 1440:
            assert page.evaluate("document.documentElement.scrollHeight") <= 2 * 900


def test_leave_is_noted_on_the_roster_and_withdrawn_on_the_persons_page(
    browser: Browser, lived: RunningHall, boss: Actor
) -> None:
    people = boss.ask("/roster", **DAY)["people"]
    absent = next(
        each for each in people if each["days"][0]["am"]["state"] in {"relieved", "absent", "unclear"}
    )
    with office(browser, lived, "roster?lang=zh&from=2026-03-10") as page:
        row = page.locator(f"[data-staffer='{absent['staffer']}']")
        row.locator("[data-act=note-leave]").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("[name=kind]").select_option("training")
        dialog.locator("[name=from]").fill("2026-03-10")
        dialog.get_by_role("button", name="登记请假").click()
        expect(row).to_contain_text("培训")
        expect(row).to_have_attribute("data-state", "leave")
        page.get_by_test_id("roster-show").select_option("amiss")
        expect(row).to_be_visible()
        row.locator("[data-act=note-leave]").click()
        dialog.locator("[name=from]").fill("2026-03-09")
        dialog.locator("[name=to]").fill("2026-03-11")
        dialog.get_by_role("button", name="登记请假").click()
        expect(dialog.get_by_role("alert")).to_contain_text("已有请假记录")
    with office(browser, lived, f"people?lang=zh&person={absent['staffer']}&month=2026-03") as page:
        expect(page.locator("[data-day='2026-03-10']")).to_contain_text("培训", timeout=40_000)
        page.get_by_test_id("leaves").locator("[data-act=withdraw-leave]").click()
        page.get_by_role("dialog").locator("[name=reason]").fill("改期")
        page.get_by_role("dialog").get_by_role("button", name="确定").click()
        expect(page.get_by_test_id("leaves")).to_contain_text("本月没有请假")

    assert boss.ask("/roster", staffer=absent["staffer"], **DAY)["people"][0]["leaves"] == []


def test_a_persons_figures_are_those_of_the_reports(
    browser: Browser, lived: RunningHall, boss: Actor, busiest: dict[str, Any]
) -> None:
    person = busiest["by"]
    own = boss.ask("/reports/service-times", by="matter", staffer=person, **MONTH)["rows"]
    sheet = boss.ask("/scores", month="2026-03", by="staffer")["rows"]
    days = boss.ask("/roster", staffer=person, **MONTH)["people"][0]["days"]
    present = sum(day[half]["state"] in {"present", "late"} for day in days for half in ("am", "pm"))
    with office(browser, lived, "people?lang=zh") as page:
        page.get_by_test_id("people-show").select_option("seconded")
        page.get_by_test_id("people").locator(f"tr[data-staffer='{person}'] [data-act=person]").first.click()
        assert f"person={person}" in page.url
        page.locator("input[type=month]").fill("2026-03")
        rows = page.get_by_test_id("person-times").locator("tbody tr")
        expect(rows.first).to_be_visible(timeout=40_000)
        most = max(own, key=lambda row: row["count"])["count"]
        expect(rows.first.locator("td").first).to_have_text(str(most))
        expect(page.get_by_test_id("attendance")).to_contain_text(f"本月在岗 {present} 个半天")
        score = next(row["tenths"] for row in sheet if row["by"] == person)
        expect(page.get_by_test_id("points")).to_contain_text(f"{score / 10:g}")
        page.locator("[data-act=back]").click()
        expect(page.get_by_test_id("people-sum")).to_be_visible()


def test_a_department_sees_its_own_people_and_notes_no_leave(lived: RunningHall, boss: Actor) -> None:
    other, own = (
        next(each for each in boss.ask("/roster", **DAY)["people"] if each["department"] == code)
        for code in ("gjj", "sw")
    )
    with Actor(lived, lived.token("department", "sw")) as account:
        mine = account.ask("/roster", **DAY, department="gjj")["people"]
        refused = account.client.post(
            "/leave",
            json={"staffer": own["staffer"], "kind": "sick", "from": "2026-03-10"},
            headers={"Idempotency-Key": "one"},
        )

    assert {each["department"] for each in mine} == {"sw"}
    assert other["staffer"] not in {each["staffer"] for each in mine}
    assert refused.status_code == 403


def test_leave_is_taken_in_from_a_sheet_and_every_fault_is_said(
    browser: Browser, lived: RunningHall, boss: Actor, busiest: dict[str, Any]
) -> None:
    person = busiest["by"]
    with office(browser, lived, "roster?lang=zh&from=2026-03-10") as page:
        box = page.get_by_test_id("leave-sheet")
        box.locator("summary").click()

        def send(*rows: str) -> None:
            sheet = "\n".join(("人员,类别,从,到", *rows)).encode()
            page.get_by_test_id("leave-file").set_input_files(
                {"name": "leave.csv", "mimeType": "text/csv", "buffer": sheet}
            )

        send("nobody,病假,2026-03-26,", f"{person},度假,2026-03-26,")
        expect(box.get_by_role("alert")).to_contain_text("没有人员")
        expect(box.get_by_role("alert")).to_contain_text("第 3 行")
        send(f"{person},病假,2026-03-26,2026-03-27")
        expect(box.get_by_role("status")).to_have_text("已登记 1 条，另有 0 条原已登记。")
        looks_at(page, "leave-sheet-zh")
        with page.expect_download() as got:
            box.locator("a").click()
        book = load_workbook(io.BytesIO(Path(got.value.path()).read_bytes()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][:1] == ("人员",)
    assert (person, "病假", "2026-03-26") in [(row[0], row[3], row[4]) for row in rows]
    [told] = boss.ask("/roster", **MONTH, staffer=person)["people"]
    assert [each["from_day"] for each in told["leaves"]] == ["2026-03-26"]


def looks_at(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
