"""T41 on every other page: in the largest hall nothing is cut, covered or out of reach, and each list is walked to its end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import big
from tests.screens.big_morning import BigMorning, Stage
from tests.screens.sights import (
    ALL,
    BOARDS,
    DESKS,
    OFFICES,
    RATINGS,
    SHEETS,
    TABLETS,
    Sight,
    complaints_of,
    tab,
)


def _find(page: Page) -> None:
    page.get_by_test_id("find").fill(
        "企业" if page.locator("html").get_attribute("lang") == "zh-CN" else "company"
    )


def _hears(page: Page) -> None:
    page.get_by_test_id("saying").wait_for()


def _open_all(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")


def _rate_badly(page: Page) -> None:
    if page.locator("[data-level='1']").count():
        page.locator("[data-level='1']").click()


def _guide_finds(page: Page) -> None:
    page.locator("[name=search]").fill("s")


def _guide_picks(page: Page) -> None:
    page.locator(f"[data-matter={big.LONGEST_MATTER}]").click()
    page.locator("[data-class=statutory]").click()


def _finish(page: Page) -> None:
    page.locator("[data-act=finish]").click()
    page.locator("[data-outcome=forwarded]").click()


def _transfer(page: Page) -> None:
    page.locator("[data-act=transfer]").click()


def _own_cases(page: Page) -> None:
    page.get_by_test_id("own-cases").click()
    page.locator("dialog table").wait_for()


PARTS = (
    *("now", "waits", "services", "county", "cases", "promises", "people", "posts", "scores", "ratings"),
    *("letters", "projects", "catalogue", "printers", "devices", "notices"),
)
SIGHTS = (
    Sight("board", "/board", "display", BOARDS),
    Sight("wall", "/wall", "display", ((1920, 1080), (3840, 2160))),
    Sight("panel", "/panel/1", "display", BOARDS),
    Sight("announcer", "/announcer", "display", BOARDS, _hears, before=BigMorning.calls_again),
    Sight("phone", "/t", "follower", SHEETS),
    Sight("phone-called", "/t", "called", SHEETS),
    Sight("why", "/why", "follower", SHEETS),
    Sight("why-each", "/why", "served", SHEETS, _open_all),
    Sight("public", "/public", "nobody", SHEETS),
    Sight("public-open", "/public", "nobody", SHEETS if ALL else SHEETS[:1], _open_all),
    Sight("public-found", "/public", "nobody", SHEETS, _find),
    Sight("rating", "/rate/41", "rating", RATINGS, before=BigMorning.ends_a_service),
    Sight("rating-reasons", "/rate/41", "rating", RATINGS, _rate_badly, before=BigMorning.ends_a_service),
    Sight("guide", "/guide", "guide", TABLETS),
    Sight("guide-found", "/guide", "guide", TABLETS, _guide_finds),
    Sight("guide-gives", "/guide", "guide", TABLETS, _guide_picks),
    Sight("guide-concerns", "/guide", "guide", TABLETS, tab("concern")),
    Sight("console", "/console", "window", DESKS),
    Sight("console-pick", "/console", "any window", DESKS),
    Sight("console-outcome", "/console", "window", DESKS, _finish),
    Sight("console-transfer", "/console", "window", DESKS, _transfer),
    Sight("console-cases", "/console", "window", DESKS, _own_cases),
    *(Sight(f"office-{part}", f"/office/{part}", "manager", OFFICES) for part in PARTS),
    Sight("supervision", "/supervision", "supervision", OFFICES),
)


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda each: each.name)
def test_nothing_is_lost(morning: BigMorning, stage: Stage, sight: Sight) -> None:
    assert complaints_of(morning, stage, sight) == ""


def test_the_catalogue_in_the_office_leads_to_its_last_row(stage: Stage) -> None:
    office = stage.page("/office/catalogue", "manager", "en", "normal")
    table = office.get_by_test_id("catalogue")
    expect(office.get_by_test_id("catalogue-sum")).to_contain_text(f"{sum(big.MATTERS) + 1 + big.OUTSIDE}")
    office.locator(".catalogue [data-act=last-page]").click()
    expect(table.locator("tbody tr").last).to_have_attribute("data-row", f"out-{big.OUTSIDE:02d}")
    office.locator(".catalogue [data-act=page-before]").click()
    expect(table.locator("tbody tr")).to_have_count(50)
    office.get_by_test_id("catalogue-find").fill("out-")
    expect(table.locator("tbody tr")).to_have_count(big.OUTSIDE)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("letters", ["normal", "large"])
def test_the_worst_level_is_seen_with_the_best(
    morning: BigMorning, stage: Stage, lang: str, letters: str
) -> None:
    morning.ends_a_service()
    page = stage.page("/rate/41", "rating", lang, letters)
    for width, height in RATINGS:
        page.set_viewport_size({"width": width, "height": height})
        for level in "51":
            expect(page.locator(f"[data-level='{level}']")).to_be_in_viewport(ratio=1)
