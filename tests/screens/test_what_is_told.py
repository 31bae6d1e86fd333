"""The wait on a kiosk's tile, on its confirm page and beside the number is one: that of the matter, not of its line."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.actors import Visitor
from tests.running import RunningHall
from tests.screens.conftest import Opens

UNBROKEN = {
    0xA0: " ",
    0x2060: None,
}  # what keeps a number beside its unit on a narrow tile; the words are the same
WAITING = 8


@pytest.fixture
def others(passer: Visitor) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first matter of a line, and another of it that takes much shorter or longer, for which people wait."""
    catalogue = passer.ask("/catalogue")
    for line in catalogue["lines"]:
        found = [each for each in catalogue["matters"] if each["line"] == line["code"]]
        for other in found[1:]:
            if not 0.6 < other["norm_minutes"] / found[0]["norm_minutes"] < 1.7:
                while passer.ask(f"/matters/{other['code']}/wait")["ahead"] < WAITING:
                    passer.takes_ticket(other["code"])
                return found[0], other
    raise AssertionError("no line of this hall has matters that differ")


def finds(kiosk: Page, matter: dict[str, Any]) -> None:
    kiosk.locator("[data-tab=departments]").click()
    kiosk.locator(f"[data-department={matter['department']}]").click()


def sits_for(house: RunningHall, matter: dict[str, Any], passer: Visitor) -> None:
    """Somebody who may call it signs on."""
    windows = passer.ask("/catalogue")["windows"]
    code = next(each["code"] for each in windows if matter["line"] in each["lines"])
    house.token("window", code, staffer="any")
    assert passer.ask(f"/matters/{matter['code']}/wait")["windows"]


def test_where_nobody_sits_that_is_said_and_no_wait(
    passer: Visitor, others: tuple[dict[str, Any], dict[str, Any]], opens: Opens
) -> None:
    _, other = others
    assert passer.ask(f"/matters/{other['code']}/wait")["offer"]["state"] == "unstaffed"
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        finds(kiosk, other)
        tile = kiosk.locator(f"[data-matter={other['code']}]")
        expect(tile.locator("small")).to_have_text(f"{WAITING} 人 · 窗口暂无人员，可先取号")
        tile.click()
        expect(kiosk.get_by_test_id("offer")).to_have_text("窗口暂无人员，可先取号")
        expect(kiosk.get_by_test_id("told")).to_have_count(0)
        kiosk.get_by_test_id("take").click()
        expect(kiosk.get_by_test_id("notice")).to_have_text("窗口暂无人员，到岗后即按号叫号")
        expect(kiosk.get_by_test_id("told")).to_have_count(0)


def test_what_is_told_before_the_touch_stands_beside_the_number(
    house: RunningHall, passer: Visitor, others: tuple[dict[str, Any], dict[str, Any]], opens: Opens
) -> None:
    _, other = others
    sits_for(house, other, passer)
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        finds(kiosk, other)
        tile = kiosk.locator(f"[data-matter={other['code']}]")
        ahead = passer.ask(f"/matters/{other['code']}/wait")["ahead"]
        expect(tile.locator("small")).to_contain_text(f"{ahead} 人")
        on_the_tile = (
            tile.locator("small").inner_text().replace("\u00a0", " ")
        )  # the same words; on a tile a length does not break
        tile.click()
        expect(kiosk.get_by_test_id("ahead")).to_contain_text(f"前面 {ahead} 人")
        before = kiosk.get_by_test_id("told").inner_text()
        kiosk.get_by_test_id("take").click()
        expect(kiosk.get_by_test_id("number")).to_be_visible()
        after = kiosk.get_by_test_id("told").inner_text()

    assert after == before
    assert on_the_tile == f"{ahead} 人 · {before}"


def test_the_confirm_page_follows_its_line(
    passer: Visitor, others: tuple[dict[str, Any], dict[str, Any]], opens: Opens
) -> None:
    _, other = others
    with opens("/kiosk", "kiosk", "kiosk-1", (1080, 1920)) as kiosk:
        finds(kiosk, other)
        kiosk.locator(f"[data-matter={other['code']}]").click()
        ahead = passer.ask(f"/matters/{other['code']}/wait")["ahead"]
        expect(kiosk.get_by_test_id("ahead")).to_contain_text(f"前面 {ahead} 人")
        passer.takes_ticket(other["code"])

        expect(kiosk.get_by_test_id("ahead")).to_contain_text(f"前面 {ahead + 1} 人")
