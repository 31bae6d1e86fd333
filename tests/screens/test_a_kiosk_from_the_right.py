"""The kiosk where it is written from the right: by keys alone from home to the number, nothing cut, nothing mirrored wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pseudo import UYGHUR, write_pseudo
from tests.running import RunningHall, copy_hall, serving
from tests.screens.by_keyboard import backwards, pressed
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SMALL, SOAK, lost, settled

SIZES = ((1080, 1920), (1920, 1080))
FINGER = 64
DEPARTMENTS = ("sw", "ga")


@pytest.fixture(scope="module")
def hall(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = copy_hall(template, tmp_path_factory.mktemp("from-right") / "hall")
    write_pseudo(data, UYGHUR)
    with serving(data, "--desk-only", HALL_PUBLIC_URL="http://hall.example.cn") as running:
        for window in ("8", "9", "10"):
            running.token("window", window, staffer="any")
        yield running


@contextmanager
def kiosk_of(browser: Browser, hall: RunningHall, letters: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, reduced_motion="reduce")
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{hall.url}/kiosk?lang=ug#token={hall.token('kiosk', 'kiosk-1')}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    if letters == "large":
        pressed(page.get_by_test_id("large"))
    yield page
    context.close()
    assert failures == []


def looked_at(page: Page, name: str, letters: str, turn: int) -> None:
    """In one size by turns, and in the other where the letters are of the other size; in both in the soak."""
    for width, height in SIZES if SOAK else [SIZES[(turn + (letters == "large")) % 2]]:
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        page.screenshot(path=PICTURES / f"right-{name}-{letters}-{width}.png")
        found = [
            *lost(page),
            *(f"{each} is smaller than a finger" for each in page.evaluate(SMALL, FINGER)),
            *(f"{each} runs backwards" for each in backwards(page)),
            *page.evaluate(MIRRORED),
        ]
        assert found == [], f"{name} {width}×{height}"


@pytest.mark.parametrize("letters", ["normal", "large"] if SOAK else ["large"])
def test_a_number_for_two_matters_is_taken_by_keys_alone(
    browser: Browser, hall: RunningHall, letters: str
) -> None:
    with kiosk_of(browser, hall, letters) as kiosk:
        looked_at(kiosk, "home", letters, 1)
        for n, department in enumerate(DEPARTMENTS):
            pressed(kiosk.locator("[data-tab=departments]"))
            if not n:
                looked_at(kiosk, "departments", letters, 2)
            pressed(kiosk.locator(f"[data-department={department}]"))
            expect(kiosk.locator("main h2").first).to_be_focused()
            looked_at(kiosk, f"{department}", letters, 3)
            pressed(kiosk.locator("[data-matter]").first)
            expect(kiosk.locator("main h2").first).to_be_focused()
            expect(kiosk.get_by_test_id("take")).to_be_enabled()
            if n:
                break
            pressed(kiosk.get_by_test_id("needed").locator("summary"))
            pressed(kiosk.locator("[data-need=low_window]"))
            expect(kiosk.locator("[data-need=low_window]")).to_have_attribute("aria-pressed", "true")
            looked_at(kiosk, "needs", letters, 4)
            pressed(kiosk.get_by_test_id("another"))
            looked_at(kiosk, "basket", letters, 5)
        looked_at(kiosk, "confirm", letters, 6)
        pressed(kiosk.get_by_test_id("take"))
        expect(kiosk.locator("main h2").first).to_be_focused()
        expect(kiosk.get_by_test_id("number")).to_have_text(re.compile(r"^[A-Z]+\d{3}$"))
        expect(kiosk.get_by_test_id("stops").locator("li")).to_have_count(2)
        looked_at(kiosk, "result", letters, 7)

        pressed(kiosk.get_by_test_id("wrong"))
        expect(kiosk.get_by_test_id("wrong-yes")).to_be_focused()
        looked_at(kiosk, "sure", letters, 8)
        pressed(kiosk.locator(".sure button").nth(1))
        expect(kiosk.get_by_test_id("wrong")).to_be_focused()
        pressed(kiosk.get_by_test_id("done"))
        expect(kiosk.locator("[data-tab=usual]")).to_be_visible()


@pytest.mark.parametrize("letters", ["normal", "large"] if SOAK else ["normal"])
def test_pads_and_typed_codes_stand_as_everywhere(browser: Browser, hall: RunningHall, letters: str) -> None:
    with kiosk_of(browser, hall, letters) as kiosk:
        pressed(kiosk.locator("[data-tab=search]"))
        kiosk.keyboard.type("fp")
        expect(kiosk.locator(".typed output")).to_have_text("FP")
        looked_at(kiosk, "search", letters, 9)
        pressed(kiosk.locator("[data-tab=booked]"))
        kiosk.keyboard.type("2-A")
        looked_at(kiosk, "digits", letters, 10)
        pressed(kiosk.locator("[data-act=letters]"))
        looked_at(kiosk, "letters", letters, 11)
        pressed(kiosk.locator("[data-tab=usual]"))
        pressed(kiosk.locator("[data-matter=ga-01]"))
        pressed(kiosk.locator("[data-act=identity]"))
        kiosk.keyboard.type("11010")
        looked_at(kiosk, "identity", letters, 12)
        kiosk.keyboard.press("Escape")
        expect(kiosk.locator("[data-act=identity]")).to_be_focused()


# arrows that point the wrong way, pads that run from the right, a word that is broken to fit its button
MIRRORED = r"""() => {
  const seen = (each) => each.checkVisibility({ visibilityProperty: true });
  const open = document.querySelector('dialog[open]') ?? document.body;
  const found = [];
  for (const each of open.querySelectorAll('button, p, span')) if (seen(each) && !each.firstElementChild && each.textContent.includes('←')) found.push(`${each.textContent} points on, not back`);
  for (const pad of open.querySelectorAll('.keys, .pad')) {
    const keys = [...pad.querySelectorAll('button')].filter((each) => /^[A-Z0-9]$/.test(each.textContent.trim()));
    const rows = Map.groupBy(keys, (each) => Math.round(each.getBoundingClientRect().top));
    for (const row of rows.values()) {
      const stands = row.toSorted((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
      if (stands.some((each, n) => each !== row[n])) found.push(`keys from the right: ${stands.map((each) => each.textContent).join('')}`);
    }
  }
  for (const each of open.querySelectorAll('button')) {
    const words = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    while (seen(each) && words.nextNode()) for (const word of words.currentNode.data.matchAll(/[^\s\u2068\u2069·–-]+/g)) {
      const range = document.createRange();
      range.setStart(words.currentNode, word.index);
      range.setEnd(words.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top))).size > 1) found.push(`${word[0]} is broken in its button`);
    }
  }
  return found; }"""
