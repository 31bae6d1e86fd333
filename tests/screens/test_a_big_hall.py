"""T41: in the largest hall nothing on any page is cut, covered or out of reach, whatever the language, letters and screen."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import big
from tests.running import serving
from tests.screens.big_morning import BigMorning, Stage, facts
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SMALL, Size, lost, pairs, unwalked

ALL, PICTURED = "HALL_SOAK" in os.environ, "HALL_PICTURES" in os.environ
SETTLE_MS = 150
WAYS = cycle(("bar", "wheel", "touch", "keys", "touch", "bar", "keys", "wheel"))
KIOSKS: tuple[Size, ...] = ((1080, 1920), (1024, 768), (390, 844), (1920, 1080), (768, 1024))
BOARDS: tuple[Size, ...] = ((1920, 1080), (1080, 1920), (3840, 2160), (1280, 720))
DESKS: tuple[Size, ...] = ((1280, 720), (1920, 1080), (1024, 768))
SHEETS: tuple[Size, ...] = ((390, 844), (1440, 900), (3840, 2160))
RATINGS: tuple[Size, ...] = ((1024, 600), (1280, 720))
TABLETS: tuple[Size, ...] = ((1280, 800), (820, 1180))
OFFICES: tuple[Size, ...] = ((1440, 900), (390, 844))
if ALL:
    KIOSKS += ((1280, 1024), (1366, 768), (2160, 3840), (3840, 2160))
    BOARDS += ((2160, 3840), (1366, 768))
    DESKS += ((390, 844), (3840, 2160))
    SHEETS += ((768, 1024), (1920, 1080))
    TABLETS += ((390, 844), (3840, 2160))
    OFFICES += ((1280, 720), (3840, 2160))


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BigMorning]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = big.found(tmp_path_factory.mktemp("big") / "hall")
    with serving(data, "--desk-only", HALL_PUBLIC_URL="http://hall.example.cn") as running:
        found = BigMorning(running)
        yield found
        found.close()


@dataclass(frozen=True)
class Sight:
    """Something to look at: a page, and what is touched on it first."""

    name: str
    path: str
    role: str
    sizes: tuple[Size, ...]
    act: Callable[[Page], None] = lambda _: None
    finger: int = 0
    before: Callable[[BigMorning], None] = lambda _: None


def _tab(name: str) -> Callable[[Page], None]:
    return lambda page: page.locator(f"[data-tab={name}]").click()


def _department(page: Page) -> None:
    page.locator("[data-tab=departments]").click()
    page.locator(f"[data-department={big.LARGEST}]").click()


def _search(page: Page) -> None:
    page.locator("[data-tab=search]").click()
    page.locator("[data-letter=S]").click()


def _confirm(page: Page) -> None:
    _department(page)
    page.locator(f"[data-matter={big.LONGEST_MATTER}]").click()
    page.locator(".details").wait_for()


def _result(page: Page) -> None:
    _confirm(page)
    page.wait_for_timeout(400)
    page.get_by_test_id("take").click()
    page.get_by_test_id("number").wait_for()
    page.get_by_test_id("follow").wait_for()


def _help(page: Page) -> None:
    page.get_by_test_id("help").click()


def _find(page: Page) -> None:
    page.get_by_test_id("find").fill(
        "企业" if page.locator("html").get_attribute("lang") == "zh-CN" else "company"
    )


def _hears(page: Page) -> None:
    page.get_by_test_id("saying").wait_for()


def _open_all(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")


def _rate_badly(page: Page) -> None:
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


def _kiosk(name: str, act: Callable[[Page], None] = lambda _: None) -> Sight:
    return Sight(f"kiosk-{name}", "/kiosk", "kiosk", KIOSKS, act, finger=64)


SIGHTS = (
    _kiosk("usual"),
    _kiosk("person", _tab("person")),
    _kiosk("departments", _tab("departments")),
    _kiosk("department", _department),
    _kiosk("consult", _tab("consult")),
    _kiosk("booked", _tab("booked")),
    _kiosk("search", _search),
    _kiosk("confirm", _confirm),
    _kiosk("result", _result),
    _kiosk("help", _help),
    Sight("board", "/board", "display", BOARDS),
    Sight("panel", "/panel/1", "display", BOARDS),
    Sight("announcer", "/announcer", "display", BOARDS, _hears, before=BigMorning.calls_again),
    Sight("phone", "/t", "follower", SHEETS),
    Sight("why", "/why", "follower", SHEETS),
    Sight("why-each", "/why", "served", SHEETS, _open_all),
    Sight("public", "/public", "nobody", SHEETS),
    Sight("public-open", "/public", "nobody", SHEETS if ALL else SHEETS[:1], _open_all),
    Sight("public-found", "/public", "nobody", SHEETS if ALL else SHEETS[:2], _find),
    Sight("rating", "/rate/41", "rating", RATINGS, before=BigMorning.ends_a_service),
    Sight("rating-reasons", "/rate/41", "rating", RATINGS, _rate_badly, before=BigMorning.ends_a_service),
    Sight("guide", "/guide", "guide", TABLETS),
    Sight("guide-found", "/guide", "guide", TABLETS, _guide_finds),
    Sight("guide-gives", "/guide", "guide", TABLETS, _guide_picks),
    Sight("guide-concerns", "/guide", "guide", TABLETS, _tab("concern")),
    Sight("console", "/console", "window", DESKS),
    Sight("console-outcome", "/console", "window", DESKS, _finish),
    Sight("console-transfer", "/console", "window", DESKS, _transfer),
    Sight("console-cases", "/console", "window", DESKS, _own_cases),
    Sight("office", "/office", "manager", OFFICES),
    Sight("supervision", "/supervision", "supervision", OFFICES),
)


@pytest.fixture(scope="module")
def stage(morning: BigMorning, browser: Browser) -> Iterator[Stage]:
    found = Stage(morning, browser)
    yield found
    found.clear()


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda each: each.name)
def test_nothing_is_lost(morning: BigMorning, stage: Stage, sight: Sight) -> None:
    """All combinations with HALL_SOAK=1; else so that each two of language, letters and size meet once."""
    complaints = []
    sight.before(morning)
    for lang, letters, sizes in pairs(sight.sizes, all_of_them=ALL):
        page = stage.page(sight.path, sight.role, lang, letters)
        sight.act(page)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(SETTLE_MS)
            if PICTURED:
                page.screenshot(path=PICTURES / f"big-{sight.name}-{lang}-{letters}-{width}x{height}.png")
            found = lost(page, sideways=sight.sizes is OFFICES)
            if sight.finger:
                found += page.evaluate(SMALL, sight.finger)
            complaints += [f"{lang} {letters} {width}×{height}: {each}" for each in found]
        complaints += [f"{lang} {letters} {width}×{height}: {each}" for each in unwalked(page, next(WAYS))]
    assert not complaints, facts(complaints)


def test_a_search_says_how_many_match_and_leads_to_all_of_them(stage: Stage) -> None:
    """At the kiosk by letters, at the guide desk by a name; the last one is there for a screen reader, too."""
    kiosk = stage.page("/kiosk", "kiosk", "zh", "normal")
    _search(kiosk)
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
