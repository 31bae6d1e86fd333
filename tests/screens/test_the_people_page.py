"""The office's people page in a real browser: a department names somebody, the manager signs three times, exchanges, returns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.actors import Actor
from tests.running import RunningHall
from tests.screens.conftest import looks

PICTURES = os.environ.get("HALL_LOOK")


@contextmanager
def office(
    browser: Browser, running: RunningHall, role: str, name: str, asked: str = "lang=en", **looks: Any
) -> Iterator[Page]:
    """The office, entered by a one-time link; no error may reach its console."""
    code = running.local("POST", "/api/v1/local/links", {"role": role, "name": name})["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, **looks)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}/office/people?{asked}#link={code}")
    expect(page.get_by_test_id("people-sum")).to_be_visible()
    yield page
    context.close()
    assert errors == []


def fill(page: Page, **said: str) -> None:
    """The dialog's fields, then confirm."""
    dialog = page.get_by_role("dialog")
    for name, value in said.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.get_by_role("button", name="Confirm").click()


def row(page: Page, staffer: str) -> Locator:
    return page.locator(f"[data-testid=people] [data-staffer={staffer}]").first


def look(page: Page, name: str) -> None:
    """A picture for a person, where HALL_LOOK names a folder."""
    if PICTURES:
        page.locator("#people").evaluate("head => head.scrollIntoView()")
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


@pytest.mark.parametrize("asked", looks(0))
def test_the_page_is_accessible_in_both_languages_and_themes(
    browser: Browser, shared_hall: RunningHall, asked: str
) -> None:
    with office(browser, shared_hall, "manager", "manager", asked) as page:
        page.get_by_test_id("people-show").select_option("seconded")
        expect(page.locator("[data-testid=people] tbody tr").nth(20)).to_be_attached()
        look(page, f"everybody-{asked[5:7]}")
        found = Axe().run(page, context=".people")

    violations = found.response["violations"]
    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


def test_nominated_by_the_department_signed_by_three_exchanged_by_consent_and_returned(
    browser: Browser, own_hall: RunningHall
) -> None:
    with office(browser, own_hall, "department", "sw") as page:
        page.locator("[data-act=nominate]").click()
        fill(page, staffer="sw-77", name_zh="税务77号", name_en="Tax 77", note="Ten years at the counter")
        expect(row(page, "sw-77")).to_contain_text("to sign: Organization · Personnel · Hall")
        page.get_by_test_id("people-show").select_option("seconded")
        expect(page.locator("[data-testid=people] [data-staffer^=ga-]")).to_have_count(0)
        row(page, "sw-02").locator("[data-act=replace]").click()
        fill(page, reason="Needed at the tax office", successor="sw-77")
        expect(row(page, "sw-02")).to_contain_text("Needed at the tax office")
        look(page, "department")
    with office(browser, own_hall, "manager", "manager") as page:
        expect(page.get_by_test_id("people-sum")).to_contain_text(
            "Nominations to sign for: 1; replacements to answer: 1"
        )
        look(page, "todo")
        for kind in ("organization", "personnel", "hall"):
            row(page, "sw-77").locator(f"[data-act=sign-{kind}]").click()
            fill(page, by=f"Head of {kind}")
            expect(page.get_by_role("dialog")).to_have_count(0)
        expect(row(page, "sw-77")).to_have_count(0)  # nothing left to do
        row(page, "sw-02").locator("[data-act=refuse]").click()
        fill(page, reason="Not before the round is over")
        expect(row(page, "sw-02")).to_have_count(0)
        page.get_by_test_id("people-show").select_option("seconded")
        page.get_by_test_id("people-department").select_option("sw")
        expect(row(page, "sw-02")).to_contain_text("replacement refused: Not before the round is over")
        expect(row(page, "sw-77")).to_contain_text("Head of hall")
        button = row(page, "sw-77").locator("[data-act=unfit]")
        button.focus()
        page.keyboard.press("Enter")
        fill(page, reason="Rude, three times")
        page.get_by_test_id("people-show").select_option("over")
        expect(row(page, "sw-77")).to_contain_text("Ended · returned as unfit")
        look(page, "over")
    kinds = [event["kind"] for event in own_hall.events()]
    assert [kinds.count(f"secondment.{each}") for each in ("nominated", "signed", "begun", "ended")] == [
        1,
        3,
        1,
        1,
    ]


def test_supervision_reads_and_does_nothing(browser: Browser, shared_hall: RunningHall) -> None:
    with office(browser, shared_hall, "supervision", "inspector") as page:
        page.get_by_test_id("people-show").select_option("seconded")
        expect(page.locator("[data-testid=people] tbody tr").first).to_be_visible()

        assert page.locator(".people button:not([data-act=person])").count() == 0, "but the pages of people"


def test_a_term_that_ends_soon_stands_among_what_is_to_do(browser: Browser, own_hall: RunningHall) -> None:
    with Actor(own_hall, own_hall.token("department", "sw")) as home:
        term = next(each for each in home.ask("/secondments")["secondments"] if each["staffer"] == "sw-03")
        home.act(f"/secondments/{term['id']}/replacement", {"reason": "needed at home"})
        tomorrow = date.fromisoformat(home.ask("/secondments")["today"]) + timedelta(days=1)
    with Actor(own_hall, own_hall.token("manager", "boss")) as boss:
        with office(browser, own_hall, "manager", "manager") as page:
            row(page, "sw-03").locator("[data-act=consent]").click()
            fill(page, reference="No. 7", effective=tomorrow.isoformat())
            expect(row(page, "sw-03")).to_contain_text("to be replaced, reference no. No. 7")
            expect(row(page, "sw-03")).to_contain_text("days left: 1")
        told = next(each for each in boss.ask("/secondments")["secondments"] if each["id"] == term["id"])

    assert (told["replacements"][0]["reference"], told["ends_soon"]) == ("No. 7", True)
