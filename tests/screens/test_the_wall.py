"""The wall page: the hall at a glance, told by its own live line; silent otherwise; never stale without saying so."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall
from tests.screens.conftest import Opens

PICTURES = os.environ.get("HALL_LOOK")
QUIET_MS = 8000
OVERFLOWS = """() => [...document.querySelectorAll('.wall, .wall *')]
  .filter(each => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible'
    || each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().bottom > innerHeight + 1)
  .filter(each => !each.closest('.hidden')).map(each => each.outerHTML.slice(0, 120))"""


def figure(page: Page, name: str) -> int:
    return int(page.get_by_test_id(f"wall-{name}").inner_text())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)], ids=["hd", "4k"])
def test_it_fits_its_screen_and_is_accessible(
    opens: Opens, passer: Visitor, asked: str, size: tuple[int, int], lang: str
) -> None:
    passer.takes_ticket(asked)
    with opens("/wall", "display", "wall-1", size, lang=lang) as page:
        expect(page.locator("tr[data-line]").first).to_be_visible()
        page.wait_for_timeout(300)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"wall-{lang}-{size[0]}.png")
        assert page.evaluate(OVERFLOWS) == []
        violations = Axe().run(page).response["violations"]

    assert violations == [], [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_words_of_a_stopped_line_take_no_other_columns_room(
    opens: Opens, passer: Visitor, boss: Actor, asked: str, lang: str
) -> None:
    line = passer.takes_ticket(asked)["line"]
    words = {
        "zh": "省级业务系统升级维护，今日不再取号，请明日上午九时以后再来办理，给您带来不便敬请谅解",
        "en": "the province's business system is being upgraded, please come again tomorrow morning after nine",
    }
    boss.act(f"/lines/{line}/stop", words)
    try:
        with opens("/wall", "display", "wall-1", lang=lang) as page:
            row = page.locator(f"tr[data-line={line}]")
            expect(row).to_contain_text(words[lang])
            page.wait_for_timeout(300)
            assert page.evaluate(OVERFLOWS) == []
            assert row.bounding_box()["height"] < 2.2 * page.locator("thead tr").bounding_box()["height"]
    finally:
        boss.act(f"/lines/{line}/open", {})


def test_it_follows_the_hall_by_itself_and_names_nobody(
    opens: Opens, house: RunningHall, passer: Visitor, sitter: Clerk, asked: str
) -> None:
    with opens("/wall", "display", "wall-1", lang="zh") as page:
        expect(page.get_by_test_id("wall-taken")).to_be_visible()
        taken, waiting = figure(page, "taken"), figure(page, "waiting")
        passer.takes_ticket(asked)
        expect(page.get_by_test_id("wall-waiting")).to_have_text(str(waiting + 1))
        expect(page.get_by_test_id("wall-taken")).to_have_text(str(taken + 1), timeout=12_000)
        sitter.calls_next()
        expect(page.locator("[data-window='8']")).to_have_attribute("data-state", "called")
        sitter.does("start")
        expect(page.locator("[data-window='8']")).to_contain_text("办理中")
        names = {each["staffer"]["zh"] for each in sitter.ask("/board")["windows"] if each["staffer"]}
        said = page.locator("#page").inner_text()
        sitter.does("finish", outcome="done")
        expect(page.get_by_test_id("wall-served")).not_to_have_text("0", timeout=12_000)

    assert names
    assert not [name for name in names if name in said]


def test_it_asks_for_nothing_while_nothing_happens(opens: Opens) -> None:
    with opens("/wall", "display", "wall-1", lang="zh") as page:
        expect(page.get_by_test_id("wall-taken")).to_be_visible()
        page.wait_for_timeout(6000)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(QUIET_MS)

    assert [each for each in asked if not each.endswith("/api/v1/hall")] == []


def test_a_broken_line_is_said_within_seconds(opens: Opens) -> None:
    with opens("/wall", "display", "wall-1", lang="zh") as page:
        expect(page.get_by_test_id("wall-taken")).to_be_visible()
        page.context.set_offline(True)
        expect(page.get_by_test_id("stale")).to_contain_text("连接中断", timeout=15_000)


def test_a_wall_that_nobody_let_in_shows_its_digits(opens: Opens) -> None:
    with opens("/wall", None, "") as page:
        expect(page.get_by_test_id("pairing-code")).to_have_text(re.compile(r"\d{3} \d{3}"))
        expect(page.locator("code")).to_contain_text("display")
