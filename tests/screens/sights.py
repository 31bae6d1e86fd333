"""What is looked at in the big hall: a page, what is touched on it first, and how it is looked at in every size and language."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, cycle

from playwright.sync_api import Page

from tests.screens.big_morning import BigMorning, Stage
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SMALL, SOAK, Size, lost, pairs, settled, unwalked

ALL, PICTURED = SOAK, "HALL_PICTURES" in os.environ
WAYS = cycle(("bar", "wheel", "touch", "keys", "touch", "bar", "keys", "wheel"))
TURNS = count()
KIOSKS: tuple[Size, ...] = ((1080, 1920), (1024, 768), (390, 844))
BOARDS: tuple[Size, ...] = ((1920, 1080), (1080, 1920), (1280, 720))
DESKS: tuple[Size, ...] = ((1280, 720), (1024, 768))
SHEETS: tuple[Size, ...] = ((390, 844), (1440, 900))
RATINGS: tuple[Size, ...] = ((1024, 600), (1280, 720))
TABLETS: tuple[Size, ...] = ((1280, 800), (820, 1180))
OFFICES: tuple[Size, ...] = ((1440, 900), (390, 844))
if ALL:
    KIOSKS += ((1920, 1080), (768, 1024), (1280, 1024), (1366, 768), (2160, 3840), (3840, 2160))
    BOARDS += ((3840, 2160), (2160, 3840), (1366, 768))
    DESKS += ((1920, 1080), (390, 844), (3840, 2160))
    SHEETS += ((3840, 2160), (768, 1024), (1920, 1080))
    TABLETS += ((390, 844), (3840, 2160))
    OFFICES += ((1280, 720), (3840, 2160))


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


def tab(name: str) -> Callable[[Page], None]:
    """Touch one of the tabs."""
    return lambda page: page.locator(f"[data-tab={name}]").click()


def complaints_of(morning: BigMorning, stage: Stage, sight: Sight) -> str:
    """What is lost or cannot be walked to, a line each; all combinations with HALL_SOAK=1.

    Else both languages, one of them in large letters, with half of the sizes each, by turns from sight to sight; each list
    is walked to its end in both.
    """
    complaints = []
    sight.before(morning)
    for lang, letters, sizes in pairs(sight.sizes, next(TURNS)):
        page = stage.page(sight.path, sight.role, lang, letters)
        sight.act(page)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            if PICTURED:
                page.screenshot(path=PICTURES / f"big-{sight.name}-{lang}-{letters}-{width}x{height}.png")
            found = lost(page, sideways=sight.sizes in (OFFICES, DESKS))
            if sight.finger:
                found += page.evaluate(SMALL, sight.finger)
            complaints += [f"{lang} {letters} {width}×{height}: {each}" for each in found]
        complaints += [f"{lang} {letters} {width}×{height}: {each}" for each in unwalked(page, next(WAYS))]
    return "\n".join(complaints)
