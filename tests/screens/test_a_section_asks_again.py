"""A section that asked at a bad moment asks again by itself: nobody has to reload the office."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.running import RunningHall


@pytest.mark.parametrize("bad", ["away", "resting"])
def test_a_section_is_there_when_the_server_is_back(
    browser: Browser, shared_hall: RunningHall, bad: str
) -> None:
    resting = True

    def answer(route: Route) -> None:
        if not resting:
            route.fallback()
        elif bad == "away":
            route.abort()
        else:
            route.fulfill(status=503, content_type="application/problem+json", body="{}")

    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    for kind in ("reports", "plan"):
        page.route(f"**/api/v1/{kind}/**", answer)
    link = shared_hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": f"m-{bad}"})["token"]
    page.goto(f"{shared_hall.url}/office/services?lang=en#link={link}")
    told = page.locator("section[aria-labelledby=service-times] [role=alert]")
    expect(told.first).to_be_visible()

    resting = False

    expect(page.get_by_test_id("service-times")).to_be_visible()
    expect(told).to_have_count(0)
    page.locator("[data-part=promises]").click()
    expect(page.locator("section[aria-labelledby=promises]")).to_be_visible()
    assert page.url.endswith("/office/promises")
    page.go_back()
    expect(page.get_by_test_id("service-times")).to_be_visible()
    context.close()
