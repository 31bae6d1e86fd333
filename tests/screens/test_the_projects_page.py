"""The office's green channel in a real browser: a project entered, a use approved and booked, its journey and its cost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.morning import HERE
from tests.running import RunningHall

PICTURES = os.environ.get("HALL_LOOK")
WINDOW = "1"  # the green line is planned there


@contextmanager
def office(
    browser: Browser, running: RunningHall, role: str, name: str, asked: str = "lang=en"
) -> Iterator[Page]:
    """The office, entered by a one-time link; no error may reach its console."""
    code = running.local("POST", "/api/v1/local/links", {"role": role, "name": name})["token"]
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, timezone_id="America/Lima")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{running.url}/office/projects?{asked}#link={code}")
    expect(page.locator("#projects")).to_be_visible()
    yield page
    context.close()
    assert errors == []


def fill(page: Page, **said: str) -> None:
    dialog = page.get_by_role("dialog")
    for name, value in said.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_project_from_its_entry_to_its_cost(browser: Browser, own_hall: RunningHall) -> None:
    with (
        Actor(own_hall, own_hall.token("manager", "boss")) as boss,
        Visitor(own_hall, own_hall.token("kiosk", "kiosk-1")) as visitor,
        Clerk(own_hall, own_hall.token("window", WINDOW, staffer="any"), window=WINDOW) as clerk,
    ):
        with office(browser, own_hall, "manager", "manager") as page:
            page.locator("[data-act=open-project]").click()
            fill(
                page,
                code="2026-17",
                department="fgj",
                nameZh="沿江物流园",
                nameEn="Riverside logistics park",
                staffer="spj-01",
                window=WINDOW,
            )
            page.locator("[data-project='2026-17'] [data-act=book-project]").click()
            soon = datetime.now(HERE) + timedelta(minutes=2)
            fill(page, at=f"{soon:%Y-%m-%dT%H:%M}", approver="常务副县长", reason="市级重点项目开工")
            note = page.get_by_test_id("projects-note")
            expect(note).to_contain_text("Booked; the code is")
            code = note.inner_text().rsplit(" ", 1)[1].strip(".")
        ticket = visitor.act("/check-ins", {"code": code})
        assert clerk.calls_next()["ticket"]["number"] == ticket["number"]
        clerk.does("start")
        clerk.does("finish", outcome="forwarded", reason="site_visit")
        told = boss.ask("/projects/2026-17")
    assert (told["uses"][0]["approver"], told["uses"][0]["stops"][0]["window"]) == ("常务副县长", WINDOW)
    assert told["effect"][0]["uses"] == 1
    for asked in ("lang=zh&theme=light", "lang=en&theme=dark"):
        with office(browser, own_hall, "department", "fgj", asked) as page:
            page.locator("[data-act=journey-project]").click()
            expect(page.get_by_test_id("journey")).to_contain_text(ticket["number"])
            expect(page.get_by_test_id("effect")).to_have_count(1)
            assert page.locator("[data-act=book-project]").count() == 0
            if PICTURES:
                page.locator("#projects").evaluate("head => head.scrollIntoView()")
                page.screenshot(path=Path(PICTURES) / f"projects-{asked[5:7]}.png")
            found = Axe().run(page, context=".projects").response["violations"]
        assert found == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]
    with Actor(own_hall, own_hall.token("department", "sw")) as other:
        assert other.ask("/projects")["projects"] == []
        with pytest.raises(Refused) as refused:
            other.ask("/projects/2026-17")
        assert refused.value.status == 404
