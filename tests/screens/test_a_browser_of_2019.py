"""Kiosks, screens and office PCs are old: each page in a real Chromium 79, and a visitor's way through it."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from tests.old_browser import MISSING, PROGRAM, old_browser
from tests.running import RunningHall, matter_of
from tests.screens.conftest import PICTURES

pytestmark = [pytest.mark.long, pytest.mark.skipif(not PROGRAM.exists(), reason=MISSING)]

# page → role of its link, what stands on it when it is right, how large its window is
PAGES: dict[str, tuple[str | None, str, tuple[int, int]]] = {
    "/kiosk": ("kiosk", ".choice [data-matter]", (1080, 1920)),
    "/board": ("display", ".board", (1920, 1080)),
    "/panel/8": ("display", ".panel", (1280, 720)),
    "/announcer": ("display", "main", (1280, 720)),
    "/wall": ("display", ".wall", (1920, 1080)),
    "/rate/8": ("rating", ".rating", (800, 1280)),
    "/console": ("window", "[data-act=signon]", (1280, 720)),
    "/guide": ("guide", "[data-matter]", (1024, 768)),
    "/office": ("manager", ".in-parts .now", (1440, 900)),
    "/department": ("department", ".in-parts", (1440, 900)),
    "/supervision": ("supervision", ".in-parts", (1440, 900)),
    "/devices": ("technician", ".in-parts", (1440, 900)),
    "/public": (None, "table", (390, 844)),
    "/": (None, "[name=account]", (1440, 900)),
}


def link(hall: RunningHall, path: str, role: str | None, name: str) -> str:
    """The address of a page, with a one-time link where it needs one."""
    if role is None:
        return f"{hall.url}{path}?lang=zh"
    wish = {"role": role, "name": name}
    if role in {"window", "rating"}:
        wish["window"] = "8"
    if role == "window":
        wish["staffer"] = "sw-02"
    if role == "department":
        wish["department"] = "sw"
    code = hall.local("POST", "/api/v1/local/links", wish)["token"]
    return f"{hall.url}{path}?lang=zh#link={code}"


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_there(house: RunningHall, path: str) -> None:
    role, landmark, size = PAGES[path]
    with old_browser() as tab:
        tab.goes_to(
            link(house, path, role, "sw" if role == "department" else f"old{path.count('/')}{role}"), size
        )
        there = tab.has(landmark)
        tab.looks(PICTURES / f"2019-{path.strip('/').replace('/', '-') or 'front'}.png")

        assert there, tab.says("document.body.innerHTML")
        assert tab.errors == []
        assert tab.says("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"


def test_things_side_by_side_do_not_touch(house: RunningHall) -> None:
    """`gap` between flex items came a year later; a margin stands for it."""
    with old_browser() as tab:
        tab.goes_to(link(house, "/kiosk", "kiosk", "old-gaps"), (1080, 1920))
        assert tab.has(".choice nav button")
        told = tab.says(
            "[...document.querySelectorAll('.choice nav button')].map((each) => each.getBoundingClientRect())"
            ".map(({left, right, top}) => [left, right, top])"
        )

    same_row = [(one, two) for one, two in pairwise(told) if one[2] == two[2]]
    assert same_row
    assert all(two[0] - one[1] >= 4 for one, two in same_row)


def test_a_visitor_takes_a_number_is_called_and_served(house: RunningHall) -> None:
    with old_browser() as kiosk, old_browser() as console, old_browser() as board:
        kiosk.goes_to(link(house, "/kiosk", "kiosk", "old-kiosk"), (1080, 1920))
        board.goes_to(link(house, "/board", "display", "old-board"), (1920, 1080))
        console.goes_to(link(house, "/console", "window", "old-console"), (1280, 720))
        assert console.has("[name=pin]")
        console.types("[name=pin]", "482913")
        if console.says("document.querySelector('[name=again]') !== null"):
            console.types("[name=again]", "482913")
        console.taps("[data-act=signon]")
        assert console.has("[data-testid=state][data-state=open]")

        kiosk.taps(f"[data-matter={matter_of(house, '8')}]")
        kiosk.taps("[data-testid=take]")
        there = kiosk.has("[data-testid=number]")
        kiosk.looks(PICTURES / "2019-number.png")
        assert there, (kiosk.says("document.body.innerText"), kiosk.errors)
        number = kiosk.text("[data-testid=number]").replace(" ", "")
        kiosk.looks(PICTURES / "2019-number.png")

        console.taps("[data-act=next]")
        assert console.has("[data-testid=state][data-state=called]")
        assert board.has(f"[data-testid=call][data-ticket={number}]")
        time.sleep(3)  # the flash of a new call
        board.looks(PICTURES / "2019-called.png")
        console.taps("[data-act=start]:not([disabled])")
        assert console.has("[data-testid=state][data-state=serving]")
        console.looks(PICTURES / "2019-console.png")

        assert [*kiosk.errors, *console.errors, *board.errors] == []
