"""Every part of every staff page: quick, short, silent when idle, accessible, true when a fetch fails.

With two weeks behind it; `HALL_SOAK=1` looks at each role in both languages, and
watches idle tabs for five minutes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.reaching import PAPER, SOAK

PICTURES = os.environ.get("HALL_LOOK")
SIZE = (1440, 900)
SCREENS = 2  # high, at most
NODES = 1500
ROWS = 50
FIRST_MS = 500  # to the first content, on a quiet machine
SLACK = 1 if SOAK else 6  # in CI tests share the machine with two others
SETTLED_MS = 6_000  # the hall has just opened: its first alarms are told
IDLE_MS = 300_000 if SOAK else 12_000
ENTRIES = {
    "manager": ("/office", "boss"),
    "department": ("/department", "sw"),
    "supervision": ("/supervision", "jc"),
    "technician": ("/office/devices", "jishu"),
}
RHYTHM_MS, RHYTHMS = 300_000, {"now": ("/days/curve", "/forecast")}
ASKS_NOTHING = {"manager": ("messages",), "supervision": ("story",)}  # the floor's own line; a form
PAIRS = (
    [(role, lang) for role in ENTRIES for lang in ("zh", "en")]
    if SOAK
    else [("manager", "zh"), ("supervision", "en"), ("technician", "zh")]
)
CONTENT = """() => {
  const part = document.querySelector('.part') ?? document.querySelector('.office main');
  const head = part?.querySelector('h2')?.innerText.trim() ?? '';
  return !!part && part.innerText.trim().length > head.length + 4;
}"""


MEASURED = """() => {
  const tables = [...document.querySelectorAll('table, ol')].filter((each) => !each.closest('dialog'));
  const high = tables.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
  const rows = tables.map((each) => each.querySelectorAll(':scope > tbody > tr').length);
  const all = document.documentElement.scrollHeight;
  return [all > innerHeight ? all - high : all, document.querySelectorAll('body *').length, Math.max(0, ...rows)];
}"""


PRINTED = """() => {
  const shown = (what) => [...document.querySelectorAll(what)].filter((each) => each.checkVisibility()).length;
  return [
    document.documentElement.scrollWidth,
    shown('nav.side a, [data-act=account], [data-act=set-password], .ask a'),
    shown('.office > header :is(h1, time)'),
  ];
}"""


@dataclass
class Seen:
    """What was measured of a part; its height without its tables, the rows of its longest table."""

    slug: str
    first_ms: float
    height: int
    nodes: int
    rows: int
    page: Page
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("parts") / "hall")
    with serving(data) as running:
        yield running


def comes(page: Page, what: str) -> bool:
    """Whether something is seen within forty seconds: a question to the past is patient."""
    try:
        page.locator(what).first.wait_for(timeout=40_000)
    except PlaywrightTimeout:
        return False
    return True


def goes(page: Page, what: str) -> bool:
    """Whether none of it is left within forty seconds."""
    try:
        expect(page.locator(what)).to_have_count(0, timeout=40_000)
    except AssertionError:
        return False
    return True


def signed_in(browser: Browser, hall: RunningHall, role: str, lang: str) -> BrowserContext:
    """A browser that one role has come in by, with every part's address."""
    path, name = ENTRIES[role]
    code = hall.local("POST", "/api/v1/local/links", {"role": role, "name": name})["token"]
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
    page = context.new_page()
    page.goto(f"{hall.url}{path}?lang={lang}#link={code}")
    page.locator(".office main").wait_for()
    return context


def parts_of(context: BrowserContext) -> list[str]:
    links = context.pages[0].locator("nav.side a[data-part]")
    links.first.wait_for(state="attached")
    return [str(each.get_attribute("href")) for each in links.all()]


def opens(context: BrowserContext, hall: RunningHall, path: str, lang: str) -> Seen:
    """Open a part in a tab of its own, and wait for what it shows first."""
    page = context.new_page()
    page.goto(f"{hall.url}{path}?lang={lang}", wait_until="commit")
    page.wait_for_function(CONTENT, timeout=20_000)
    first_ms = page.evaluate("performance.now()")
    page.wait_for_load_state("networkidle")
    height, nodes, rows = page.evaluate(MEASURED)
    return Seen(path.rsplit("/", 1)[-1], first_ms, height, nodes, rows, page)


def on_paper(seen: Seen, role: str, lang: str) -> tuple[int, bool]:
    """How wide it is on a sheet, and whether the hall and the time are printed and nothing that leads elsewhere."""
    page = seen.page
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"print-{role}-{seen.slug}-{lang}.png", full_page=True)
    width, led, headed = page.evaluate(PRINTED)
    return width, led == 0 and headed == (
        0 if seen.slug == "county" else 2
    )  # its two sheets have a head of their own


def beyond_its_rhythm(seen: Seen) -> list[str]:
    """What an idle part has asked for, but for what is drawn by quarter hours: that once in five minutes."""
    rounds = -(-IDLE_MS // RHYTHM_MS)
    asked = Counter(url.split("/api/v1")[-1].split("?")[0] for url in seen.asked)
    allowed = dict.fromkeys(RHYTHMS.get(seen.slug, ()), rounds)
    return sorted(url for url, times in asked.items() if times > allowed.get(url, 0))


@pytest.mark.parametrize(("role", "lang"), PAIRS)
def test_each_part_is_quick_short_silent_and_printable(
    browser: Browser, lived: RunningHall, role: str, lang: str
) -> None:
    context = signed_in(browser, lived, role, lang)
    seen = [opens(context, lived, path, lang) for path in parts_of(context)]
    context.pages[0].wait_for_timeout(SETTLED_MS)
    for each in seen:
        if PICTURES:
            each.page.screenshot(path=Path(PICTURES) / f"part-{role}-{each.slug}-{lang}.png", full_page=True)

        def note(request: Request, of: Seen = each) -> None:
            of.asked.append(request.url)

        each.page.on("request", note)
    context.pages[0].wait_for_timeout(IDLE_MS)
    talkative = {each.slug: asked for each in seen if (asked := beyond_its_rhythm(each))}
    violations = {
        each.slug: [v["id"] for v in Axe().run(each.page).response["violations"]]
        for each in seen
        if SOAK  # each page's own tests look at it in CI
    }
    wide, unclean = {}, []
    for each in seen:
        width, clean = on_paper(each, role, lang)
        if width > PAPER[0]:
            wide[each.slug] = width
        if not clean:
            unclean.append(each.slug)
    print(*(f"{e.slug} {e.first_ms:.0f} ms {e.height} px {e.nodes} nodes" for e in seen), sep="\n")
    context.close()

    assert talkative == {}
    assert {slug: found for slug, found in violations.items() if found} == {}
    assert {e.slug: e.nodes for e in seen if e.nodes > NODES} == {}
    assert {e.slug: e.height for e in seen if e.height > SCREENS * SIZE[1]} == {}
    assert {e.slug: e.rows for e in seen if e.rows > ROWS} == {}
    slow = {each.slug: round(each.first_ms) for each in seen if each.first_ms > SLACK * FIRST_MS}
    assert slow == {}
    assert (wide, unclean) == ({}, [])


@pytest.mark.parametrize("role", list(ENTRIES) if SOAK else ["department"])
def test_a_failed_fetch_is_said_nothing_false_is_shown_and_it_comes_back_alone(
    browser: Browser, lived: RunningHall, role: str
) -> None:
    context = signed_in(browser, lived, role, "zh")
    paths = parts_of(context)
    own = ("/me", "/hall", "/catalogue", "/live-token", "/hand", "/emergencies", "/messages")
    context.route(
        lambda url: "/api/v1/" in url and not url.split("?")[0].endswith(own), lambda route: route.abort()
    )
    tabs = {}
    for path in paths:
        page = context.new_page()
        page.goto(f"{lived.url}{path}?lang=zh", wait_until="commit")
        tabs[path.rsplit("/", 1)[-1]] = page
    said = "[role=alert]:not(:empty)"
    silent = {slug for slug, page in tabs.items() if not comes(page, said)}
    false = {
        slug for slug, page in tabs.items() if slug in silent and page.locator(".part table tbody tr").count()
    }
    context.unroute_all()
    stuck = {slug for slug, page in tabs.items() if not goes(page, f".part {said}")}
    context.close()

    assert silent == set(ASKS_NOTHING.get(role, ()))
    assert false == set()
    assert stuck == set()
