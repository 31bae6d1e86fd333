"""The office's catalogue page in a real browser: a row changed after a look at the difference, a sheet tried and published."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor
from tests.running import RunningHall, serving
from tests.screens.conftest import looks
from tests.spreadsheets import book_of

PICTURES = os.environ.get("HALL_LOOK")


@contextmanager
def office(
    browser: Browser, running: RunningHall, role: str = "manager", asked: str = "lang=en"
) -> Iterator[Page]:
    """The office, entered by a one-time link; no error may reach its console."""
    code = running.local("POST", "/api/v1/local/links", {"role": role, "name": role})["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}/office/catalogue?{asked}#link={code}")
    expect(page.locator("[data-testid=catalogue] tbody tr").nth(20)).to_be_attached()
    yield page
    context.close()
    assert errors == []


def look(page: Page, name: str) -> None:
    """A picture for a person, where HALL_LOOK names a folder."""
    if PICTURES:
        page.locator("#catalogue").evaluate("head => head.scrollIntoView()")
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def opens(page: Page, code: str) -> None:
    page.get_by_test_id("catalogue-find").fill(code)
    page.locator(f"[data-row={code}] [data-act=edit-row]").click()


@pytest.mark.parametrize("asked", looks(1))
def test_the_page_and_its_form_are_accessible_in_both_languages_and_themes(
    browser: Browser, shared_hall: RunningHall, asked: str
) -> None:
    with office(browser, shared_hall, asked=asked) as page:
        look(page, f"catalogue-{asked[5:7]}")
        found = Axe().run(page, context=".catalogue").response["violations"]
        opens(page, "ga-01")
        look(page, f"catalogue-form-{asked[5:7]}")
        found += Axe().run(page, context="dialog").response["violations"]

    assert found == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]


def test_a_row_counts_only_after_the_difference_was_seen(browser: Browser, own_hall: RunningHall) -> None:
    with office(browser, own_hall) as page:
        opens(page, "ga-01")
        form = page.get_by_role("dialog")
        form.locator("[name=norm_minutes]").fill("0")
        form.locator("[name=fee_fen]").fill("-1")
        form.get_by_role("button", name="See what changes").click()
        expect(form.get_by_role("alert")).to_contain_text("2 thing(s) to put right")
        for field in ("norm_minutes", "fee_fen"):
            expect(form.locator("label", has=page.locator(f"[name={field}]"))).to_contain_text("at least")
        form.locator("[name=norm_minutes]").fill("8")
        form.locator("[name=fee_fen]").fill("2500")
        form.locator("[name=fee_en]").fill("¥25")
        form.get_by_role("button", name="See what changes").click()
        expect(page.get_by_test_id("changes")).to_contain_text("2000 → 2500")
        look(page, "catalogue-changes")
        kinds = [event["kind"] for event in own_hall.events()]
        assert kinds.count("hall.planned") == 1  # nothing yet
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_test_id("catalogue-note")).to_have_text("Published. Added: 0; changed: 1.")
        expect(page.locator("[data-row=ga-01]")).to_contain_text("¥25")
    told = next(event for event in reversed(own_hall.events()) if event["kind"] == "hall.planned")
    assert {each["field"] for each in told["facts"]["changes"][0]["fields"]} == {"fee", "fee_fen"}


def test_a_name_in_a_language_of_the_halls_own_is_given_and_outlives_the_next_change(
    browser: Browser, data: Path
) -> None:
    (data / "words").mkdir()
    (data / "words/ug.ftl").write_text(
        "language = ئۇيغۇرچە\n    .tag = ug\n    .dir = rtl\n", encoding="utf-8"
    )
    with serving(data, "--desk-only") as running:
        with office(browser, running) as page:
            form = page.get_by_role("dialog")
            for field, said in (("name_ug", "كىملىك"), ("name_en", "Renew an ID card")):
                opens(page, "ga-01")
                expect(form.get_by_text("ئۇيغۇرچە").first).to_be_visible()
                form.locator(f"[name={field}]").fill(said)
                look(page, "catalogue-form-ug")
                form.get_by_role("button", name="See what changes").click()
                expect(page.get_by_test_id("changes")).to_contain_text(said)
                page.get_by_role("button", name="Publish").click()
                expect(page.get_by_test_id("changes")).to_have_count(0)
                expect(page.locator("[data-row=ga-01]")).to_be_visible()
        with Actor(running, running.token("manager", "reader")) as boss:
            rows = boss.ask("/plan/matters")["rows"]

    name = next(row["name"] for row in rows if row["code"] == "ga-01")
    assert (name["en"], name["ug"]) == ("Renew an ID card", "كىملىك")


def test_a_sheet_is_downloaded_changed_tried_and_published(
    browser: Browser, own_hall: RunningHall, tmp_path: Path
) -> None:
    with office(browser, own_hall) as page:
        page.get_by_test_id("catalogue-table").select_option("departments")
        expect(page.locator("[data-row=sw]")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_test_id("catalogue-csv").click()
        text = Path(coming.value.path()).read_bytes().decode("utf-8-sig")
        bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
        bad.write_bytes(text.replace("code,", "kode,", 1).encode())
        good.write_bytes(text.replace("税务局", "国家税务总局云水县税务局", 1).encode("gb18030"))
        page.get_by_test_id("catalogue-upload").set_input_files(bad)
        expect(page.get_by_test_id("catalogue-note")).to_contain_text("bad.csv, line 1, field kode")
        page.get_by_test_id("catalogue-upload").set_input_files(good)
        expect(page.get_by_test_id("changes")).to_contain_text("国家税务总局云水县税务局")
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_test_id("catalogue-note")).to_contain_text("changed: 1")


def test_a_book_with_many_faults_is_told_line_by_line_and_then_taken(
    browser: Browser, own_hall: RunningHall, tmp_path: Path
) -> None:
    bad, good = tmp_path / "事项.xlsx", tmp_path / "好.xlsx"
    head = ["code", "norm_minutes", "line", "guide_zh", "guide_en"]
    bad.write_bytes(
        book_of(
            head,
            ["ga-01", "五", "housold", "", ""],
            ["ga-02", 0, "household", "先填表", ""],
            ["", 5, "household", "", ""],
        )
    )
    good.write_bytes(book_of(head, ["ga-01", 17.0, "household", "先填表", None]))
    with office(browser, own_hall, asked="lang=zh") as page:
        with page.expect_download() as coming:
            page.get_by_test_id("catalogue-xlsx").click()
        assert Path(coming.value.path()).read_bytes().startswith(b"PK")
        page.get_by_test_id("catalogue-upload").set_input_files(bad)
        note = page.get_by_test_id("catalogue-note")
        expect(note).to_contain_text("第 4 行")
        told = note.inner_text().splitlines()
        assert [line.split("：")[0] for line in told] == [
            "事项.xlsx 第 2 行，字段 matters.norm_minutes",
            "事项.xlsx 第 2 行，字段 matters.line",
            "事项.xlsx 第 3 行，字段 matters.norm_minutes",
            "事项.xlsx 第 4 行，字段 matters.code",
        ]
        look(page, "catalogue-faults-zh")
        page.get_by_test_id("catalogue-upload").set_input_files(good)
        expect(page.get_by_test_id("changes")).to_contain_text("先填表")
        look(page, "catalogue-book-zh")
        page.get_by_role("button", name="发布变更").click()
        expect(note).to_contain_text("修改 1")


def test_supervision_reads_and_changes_nothing(browser: Browser, shared_hall: RunningHall) -> None:
    with office(browser, shared_hall, "supervision") as page:
        assert page.locator(".catalogue table button").count() == 0
        assert page.locator(".catalogue input[type=file]").count() == 0
        page.get_by_test_id("catalogue-find").fill("xf-90")
        expect(page.locator("[data-row=xf-90]")).to_contain_text("not in the hall")
