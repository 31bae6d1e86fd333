"""Who goes by keys and by ear: what a screen reader says of what has the focus, and which way figures and codes run."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

MOST_TABS = 90
MOST_STEPS = 160  # a page of a hundred numbers is walked one by one


def under_the_hand(page: Page) -> str:
    """What a screen reader says of what has the focus: role and name, out of the accessibility tree."""
    focused = page.locator(":focus")
    return focused.aria_snapshot() if focused.count() else ""


def reaches(page: Page, name: str, role: str = "button", key: str = "Tab") -> None:
    """Tab until the reader says that name."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if re.match(rf'- {role} "{name}', under_the_hand(page)):
            return
    raise AssertionError(f"no {role} “{name}” was reached by keyboard")


def presses(page: Page, name: str, role: str = "button") -> None:
    """Tab until the reader says that name, then Enter."""
    reaches(page, name, role)
    page.keyboard.press("Enter")


def pressed(wanted: Locator, key: str = "Enter") -> None:
    """Tab to it, hear that it has a name, and press it."""
    page = wanted.page
    wanted.wait_for()
    for _ in range(MOST_STEPS):
        if wanted.evaluate("each => each === document.activeElement"):
            assert re.match(r"- \w+", under_the_hand(page)), f"{wanted} has no name"
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} was not reached by keyboard")


def backwards(page: Page) -> list[str]:
    """Figures, times, ranges and codes whose signs do not stand from the left to the right, as they are written everywhere."""
    return page.evaluate(BACKWARDS)


# each run of figures with what joins them (10:41, 25–40, 2026-03-02, A001, 1/2), by where its signs are drawn
BACKWARDS = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility({ visibilityProperty: true }) || node.parentElement.closest('script, style')) continue;
    for (const run of node.data.matchAll(/[A-Za-z]*\d[\dA-Za-z]*(?:[-–:./×][\dA-Za-z]+)*/g)) {
      const places = [...run[0]].map((_, n) => {
        const range = document.createRange();
        range.setStart(node, run.index + n);
        range.setEnd(node, run.index + n + 1);
        return range.getBoundingClientRect();
      });
      if (places.some((each, n) => n && each.top === places[n - 1].top && each.left < places[n - 1].left - 0.5))
        found.push(`${run[0]} in ${node.parentElement.textContent.slice(0, 60)}`);
    }
  }
  return found; }"""
