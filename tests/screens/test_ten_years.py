"""With ten years behind it, 2,500,000 services, each part of each staff page is as quick, and so is all of them at once.

`make soak` runs it; the same figures of a hall with two weeks are `test_every_part`'s.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving
from tests.screens.reaching import SOAK
from tests.screens.test_every_part import ENTRIES, FIRST_MS, NODES, opens, parts_of, signed_in
from tests.tools.years import write_years

pytestmark = pytest.mark.skipif(
    not SOAK, reason="writes ten years of history: `make soak` runs it (HALL_SOAK=1)"
)
SERVICES = 2_500_000
TEN_YEARS = "from=2016-01-01&to=2025-12-31"
OPENING_S = 20  # a hall that opens has its calls spoken and its day simulated for the first time
ALL_MS = 3000  # the archive's answers about all ten years, one after the other, drawn


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall after two weeks, with ten years of somebody's history before them."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("aged") / "hall")
    write_years(data, SERVICES)
    with serving(data) as running:
        time.sleep(OPENING_S)
        yield running


@pytest.mark.parametrize("role", ENTRIES)
def test_each_part_is_quick_and_short(browser: Browser, aged: RunningHall, role: str) -> None:
    context = signed_in(browser, aged, role, "zh")
    seen = []
    for path in parts_of(context):
        seen.append(opens(context, aged, path, "zh"))
        seen[-1].page.close()
    print(*(f"{e.slug} {e.first_ms:.0f} ms {e.nodes} nodes" for e in seen), sep="\n")
    context.close()

    assert {each.slug: round(each.first_ms) for each in seen if each.first_ms > FIRST_MS} == {}
    assert {each.slug: each.nodes for each in seen if each.nodes > NODES} == {}


@pytest.mark.parametrize("part", ["waits", "services"])
def test_ten_years_are_asked_for_on_one_page(browser: Browser, aged: RunningHall, part: str) -> None:
    context = signed_in(browser, aged, "manager", "zh")
    page = context.new_page()
    page.goto(f"{aged.url}/office/{part}?lang=zh", wait_until="networkidle")  # the archive is there
    page.goto(f"{aged.url}/office/{part}?lang=zh&{TEN_YEARS}", wait_until="commit")
    for each in ("heat", "trend", "lengths"):
        expect(page.get_by_test_id(each)).to_be_visible(timeout=30_000)
    page.locator(".ranking tbody tr").first.wait_for()
    took_ms = page.evaluate("performance.now()")
    print(f"{part}: all of ten years on the page after {took_ms:.0f} ms")
    context.close()

    assert took_ms < ALL_MS
