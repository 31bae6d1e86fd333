"""只挂号、不看病: at the console, who only accepts what the letter lets them decide is asked why, and it is counted."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall

PICTURES = os.environ.get("HALL_LOOK")


def test_the_console_asks_why_and_the_report_counts_it(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk, manager: Actor
) -> None:
    catalogue = visitor.ask("/catalogue")
    lines = next(each["lines"] for each in catalogue["windows"] if each["code"] == "8")
    spot = next(
        each
        for each in catalogue["matters"]
        if each["line"] in lines and each["kind"] == "on_the_spot" and each["promised_days"] < 20
    )
    number = visitor.takes_ticket(spot["code"])["number"]
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{own_hall.url}/console?lang=en#token={clerk.token}&window=8")
    expect(page.get_by_test_id("state")).to_have_attribute("data-state", "open")
    for key, state in (("Space", "called"), ("Enter", "serving")):
        page.keyboard.press(key)
        expect(page.get_by_test_id("state")).to_have_attribute("data-state", state)
    expect(page.get_by_test_id("ticket")).to_have_attribute("data-ticket", number)
    page.keyboard.press("Enter")
    page.locator("[data-outcome=accepted]").click()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "accepted.png")

    page.locator("[data-act=confirm]").click()
    expect(page.get_by_role("dialog")).to_be_visible()  # without a reason nothing is sent
    expect(page.get_by_role("dialog")).to_contain_text("say why it is only accepted")
    page.locator("input[name=reason]").fill("The province's system is down")
    page.locator("[data-act=confirm]").click()
    expect(page.get_by_test_id("state")).to_have_attribute("data-state", "open")
    page.context.close()

    row = manager.ask("/reports/outcomes", by="window")["rows"][0]
    assert row["extra"] == {"accepted": 1, "decidable": 1, "registered": 1}
    told = next(event for event in own_hall.events() if event["kind"] == "ticket.finished")
    assert told["facts"]["service"]["reason"] == "The province's system is down"
