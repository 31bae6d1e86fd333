"""T41 at the kiosk: in the largest hall nothing is cut, covered or out of reach, whatever the language, letters and screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import big
from tests.screens.big_morning import BigMorning, Stage
from tests.screens.conftest import scans
from tests.screens.reaching import lost, settled
from tests.screens.sights import KIOSKS, Sight, complaints_of, tab
from tests.waiting import until


def _department(page: Page) -> None:
    page.locator("[data-tab=departments]").click()
    page.locator(f"[data-department={big.LARGEST}]").click()


def _search(page: Page) -> None:
    page.locator("[data-tab=search]").click()
    page.locator("[data-letter=W]").click()
    page.locator("[data-letter=H]").click()


def _confirm(page: Page) -> None:
    _department(page)
    page.locator(f"[data-matter={big.LONGEST_MATTER}]").click()
    page.locator(".details").wait_for()


def _result(page: Page) -> None:
    _confirm(page)
    page.get_by_test_id("take").click()
    page.get_by_test_id("number").wait_for()
    page.get_by_test_id("follow").wait_for()


def _found(page: Page) -> None:
    """A slip is held under the reader, with a number for the matter with the longest name."""
    with page.expect_response("**/api/v1/tickets") as taken:
        _result(page)
    scans(page, f"http://hall.example.cn/t#{taken.value.json()['follow']}")
    page.get_by_test_id("found-number").wait_for()


def _help(page: Page) -> None:
    page.get_by_test_id("help").click()


def _kiosk(name: str, act: Callable[[Page], None] = lambda _: None) -> Sight:
    return Sight(f"kiosk-{name}", "/kiosk", "kiosk", KIOSKS, act, finger=64)


SIGHTS = (
    _kiosk("usual"),
    _kiosk("person", tab("person")),
    _kiosk("departments", tab("departments")),
    _kiosk("department", _department),
    _kiosk("consult", tab("consult")),
    _kiosk("booked", tab("booked")),
    _kiosk("search", _search),
    _kiosk("confirm", _confirm),
    _kiosk("result", _result),
    _kiosk("found", _found),
    _kiosk("help", _help),
)


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda each: each.name)
def test_nothing_is_lost(morning: BigMorning, stage: Stage, sight: Sight) -> None:
    assert complaints_of(morning, stage, sight) == ""


def test_the_keys_reach_what_stands_beside_a_list_that_is_at_its_end(stage: Stage) -> None:
    """The focus is where a change of screens leaves it: on the heading that only a screen reader finds."""
    kiosk = stage.page("/kiosk", "kiosk", "zh", "large")
    kiosk.set_viewport_size({"width": 1024, "height": 768})
    kiosk.locator("[data-tab=departments]").click()
    _search(kiosk)
    kiosk.locator(".choice h2.hidden").evaluate(
        "head => { head.tabIndex = -1; head.focus({ preventScroll: true }); }"
    )
    below = "main => main.scrollHeight - main.clientHeight - main.scrollTop"
    assert kiosk.locator(".choice").evaluate(below) > 0

    for _ in range(2):
        kiosk.keyboard.press("End")
        settled(kiosk)

    expect(kiosk.locator("[data-act=page-down]")).to_be_disabled()
    assert until(lambda: kiosk.locator(".choice").evaluate(below) <= 1, 5)  # a key's scrolling takes its time


def test_a_search_says_how_many_match_and_leads_to_all_of_them(stage: Stage) -> None:
    """At the kiosk by letters, at the guide desk by a name; the last one is there for a screen reader, too."""
    kiosk = stage.page("/kiosk", "kiosk", "zh", "normal")
    kiosk.locator("[data-tab=search]").click()
    kiosk.locator("[data-letter=S]").click()
    found = kiosk.locator(".search [data-matter]")
    said = kiosk.locator(".typed").inner_text()
    assert found.count() > 500
    assert f"找到 {found.count()} 项" in said
    last = found.last.locator(".name").inner_text()
    assert last in kiosk.locator(".search .reach-box").aria_snapshot()
    found.last.click()
    expect(kiosk.get_by_role("heading", name=last)).to_be_visible()

    guide = stage.page("/guide", "guide", "en", "normal")
    guide.locator("[name=search]").fill("registration")
    many = int((guide.get_by_test_id("found-sum").inner_text()).split()[0])
    assert many > 100
    guide.locator("[data-act=last-page]").click()
    expect(guide.get_by_test_id("turns-at")).to_have_text(re.compile(rf"–{many} of {many}$"))


def test_what_was_fitted_to_large_letters_is_fitted_again_to_usual_ones(stage: Stage) -> None:
    """And the other way round, on the same screen: nobody turns a kiosk for it."""
    kiosk = stage.page("/kiosk", "kiosk", "en", "normal")
    kiosk.set_viewport_size({"width": 1024, "height": 768})
    sizes = []
    for _ in range(3):
        settled(kiosk)
        sizes.append(kiosk.locator("h1.fitted").first.evaluate("each => getComputedStyle(each).fontSize"))
        assert lost(kiosk) == []
        kiosk.get_by_test_id("large").click()
    kiosk.get_by_test_id("large").click()
    assert sizes[0] == sizes[2] != sizes[1]
