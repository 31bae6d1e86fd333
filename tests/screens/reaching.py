"""Whether everything on a page can be reached: nothing is cut, covered or spilt, and each list can be walked to its last item."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product

from playwright.sync_api import Error, Page

Size = tuple[int, int]
PAPER: Size = (703, 995)  # A4 within margins of 12 mm, in CSS pixels
LANGS, LETTERS = ("zh", "en"), ("normal", "large")
# by keys: some pages, to the end, to the end of what holds a list that is at its own, then from button to button
PAGES, ENDS, TABS = 4, 2, 12
SOAK = "HALL_SOAK" in os.environ
FAR = 20 if SOAK else 4  # so many steps of a long way are walked from its beginning, and as many to its end
# for a step to move something; a key often moves nothing, the others do until the end is in sight
PATIENCE_MS = {"keys": 500, "wheel": 1500, "touch": 1500, "bar": 1500}
STEPS = 400  # wheel turns, swipes or keys: the longest list has 1,135 items


def lost(page: Page, *, sideways: bool = False) -> list[str]:
    """Words and controls that cannot be brought into view whole, each with what cuts or covers it; at most eight.

    Args:
        page: as it stands.
        sideways: whether wide tables may be scrolled to the side.
    """
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    return page.evaluate(LOST, sideways)


def unwalked(page: Page, way: str) -> list[str]:
    """The boxes that scroll, and the page itself, whose last word does not come into view by `wheel`, `touch`, `keys` or `bar`."""
    failed = []
    for n in range(page.evaluate(MARK)):
        if not _walk(page, n, way):
            box = page.locator(f"[data-walked='{n}']").first
            failed.append(f"{way} does not reach the end of {box.evaluate(NAME)}")
    return failed


def pairs(sizes: Sequence[Size], turn: int) -> Iterator[tuple[str, str, Sequence[Size]]]:
    """Language and letters with the sizes to look at: all of all in the soak.

    Else both languages, one in large letters, each with half of the sizes; over four turns each two of language,
    letters and size meet.
    """
    if SOAK:
        yield from ((lang, letters, sizes) for lang, letters in product(LANGS, LETTERS))
        return
    for n, lang in enumerate(LANGS):
        yield lang, LETTERS[(n + turn) % 2], sizes[(n + turn // 2) % 2 :: 2]


def arrived(page: Page) -> None:
    """Wait until a page has its heading and has asked for what it shows; some never stop asking."""
    page.locator("h1").first.wait_for()
    with suppress(Error):
        page.wait_for_load_state("networkidle", timeout=1000)


def settled(page: Page) -> None:
    """Wait until nothing on the page has changed for some frames, however slow they are; a hall's clock ticks on."""
    page.evaluate(SETTLED)


def _walk(page: Page, n: int, way: str) -> bool:
    x, y = page.evaluate(TO_START, n)
    page.mouse.move(x, y)
    if way == "keys":
        page.evaluate(FOCUS, n)
    for step in range(STEPS):
        stands, sees = page.evaluate(STANDS, n)
        if sees:
            return True
        if step == FAR and (n == 0 or (way in {"wheel", "touch"} and not SOAK)):
            page.evaluate(LEAP, n)
        _step(page, n, step, way, (x, y))
        if not page.evaluate(MOVES, [n, stands, PATIENCE_MS[way]]) and (
            way != "keys" or step > PAGES + ENDS + TABS
        ):
            return bool(page.evaluate(STANDS, n)[1])
    return False


def _step(page: Page, n: int, step: int, way: str, at: tuple[float, float]) -> None:
    bar = page.locator(f"[data-walked='{n}'] + .reach-bar [data-act=page-down]:enabled")
    if way == "bar" and bar.count():
        bar.click()
    elif way == "touch":
        swipe(page, *at)
    elif way == "keys":
        page.keyboard.press("PageDown" if step < PAGES else "End" if step < PAGES + ENDS else "Tab")
    else:
        page.mouse.wheel(0, 2400 if n else 12_000)


def swipe(page: Page, x: float, y: float) -> None:
    """A finger put down at a point, moved up by half a screen, and lifted."""
    session = page.context.new_cdp_session(page)
    for n in range(9):
        kind, at = ("touchStart" if n == 0 else "touchMove"), max(y - n * 60, 1)
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


# Words are measured by their ink: the box of a line is higher than what is drawn in it.
LOST = """sideways => {
  const found = [], pen = document.createElement('canvas').getContext('2d');
  const open = document.querySelector('dialog[open]') ?? document.body;
  const still = ['hidden', 'clip'].includes(getComputedStyle(document.body).overflowY);
  const metrics = new Map();
  const ink = (style, text, rect) => {
    const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`, key = font + text;
    if (!metrics.has(key)) { pen.font = font; metrics.set(key, pen.measureText(text)); }
    const told = metrics.get(key), high = told.fontBoundingBoxAscent + told.fontBoundingBoxDescent;
    const up = (told.fontBoundingBoxAscent - told.actualBoundingBoxAscent) * rect.height / high;
    const down = (told.fontBoundingBoxDescent - told.actualBoundingBoxDescent) * rect.height / high;
    return { top: rect.top + up, bottom: rect.bottom - down, left: rect.left, right: rect.right };
  };
  const nameOf = (each) => `${each.tagName.toLowerCase()}${each.className && typeof each.className === 'string' ? '.' + each.className.trim().replace(/\\s+/g, '.') : ''}`;
  const say = (what, how, by) => found.length < 8 && found.push(`${what.slice(0, 24)} ${how}${by ? ' ' + nameOf(by) : ''}`);
  const slack = 1.5, known = new Map();
  const of = (each) => {  // what is asked of each box again and again, found once
    if (!known.has(each)) {
      const style = getComputedStyle(each), edge = each.getBoundingClientRect();
      const inner = { top: edge.top + each.clientTop, left: edge.left + each.clientLeft };
      inner.bottom = inner.top + each.clientHeight; inner.right = inner.left + each.clientWidth;
      const [over, across] = each === document.body ? ['visible', 'visible'] : [style.overflowY, style.overflowX];
      const scrolls = ['auto', 'scroll'].includes(over) && each.scrollHeight > each.clientHeight + 1;
      known.set(each, { edge, inner, over, across, scrolls, display: style.display, position: style.position, start: inner.top - each.scrollTop, whole: each.scrollHeight, high: each.clientHeight, above: parseFloat(style.paddingTop), under: parseFloat(style.paddingBottom) });
    }
    return known.get(each);
  };
  const look = (what, from, box, spills) => {
    const leap = spills ? 2 + 0.16 * parseFloat(getComputedStyle(from).fontSize) : 2;  // a descender below its line
    let { top, bottom, left, right } = box, flows = true;
    const shown = { top, bottom, left, right };
    for (let each = from; each && each !== document.documentElement; each = each.parentElement) {
      const { display, position, edge, inner, over, across, scrolls, start, whole, high, above, under } = of(each);
      if (display === 'contents' || display === 'inline') continue;
      if (['hidden', 'clip'].includes(over) && (bottom > inner.bottom + slack || top < inner.top - slack)) return say(what, 'is cut by', each);
      if (['hidden', 'clip'].includes(across) && (right > inner.right + slack || left < inner.left - slack)) return say(what, 'is cut at the side by', each);
      if (scrolls) {
        if (top < start - slack || bottom > start + whole + slack) return say(what, 'is out of reach in', each);
        if (high < 64) return say(what, 'has too small a box:', each);
        const tall = Math.min(bottom - top, high);
        // the padding scrolls with what it surrounds: nothing need stand in it to be seen
        if (bottom > inner.bottom - under) { bottom = inner.bottom - under; top = bottom - tall; }
        if (top < inner.top + above) { top = inner.top + above; bottom = top + tall; }
        flows = true;
      } else if (each !== document.body && flows && spills && position !== 'absolute' && (bottom > edge.bottom + leap || top < edge.top - leap)) return say(what, 'spills out of', each);
      if (['auto', 'scroll'].includes(across) && sideways && each.matches('table, .sideways')) { left = Math.max(left, inner.left); right = Math.min(right, inner.right); }
      else if (['auto', 'scroll'].includes(across) && (right > inner.right + slack || left < inner.left - slack)) return say(what, 'is to be scrolled to sideways in', each);
      if (position === 'absolute') flows = false;
      if (position === 'fixed') break;
    }
    if (right > innerWidth + slack || left < -slack) return say(what, 'is at the side');
    if ((still || open !== document.body) && (bottom > innerHeight + slack || top < -slack)) return say(what, 'is off the screen');
    if (!still && open === document.body && top + scrollY < -slack) return say(what, 'is above the page');
    if (!still) return;
    const middle = [(shown.left + shown.right) / 2, (shown.top + shown.bottom) / 2];
    if (Math.abs(shown.top - top) > slack || Math.abs(shown.bottom - bottom) > slack) return;  // to be scrolled to first
    const hit = document.elementFromPoint(...middle);
    const paints = (each) => each && !each.contains(from) && (getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)' || paints(each.parentElement));
    if (hit && !hit.contains(from) && !from.contains(hit) && paints(hit)) say(what, 'is covered by', hit);
  };
  const skipped = 'script, style, option, .hidden, [aria-hidden=true], svg';
  const walker = document.createTreeWalker(open, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && found.length < 8) {
    const node = walker.currentNode, parent = node.parentElement, text = node.data.trim();
    if (!text || parent.closest(skipped) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(parent), range = document.createRange();
    range.selectNodeContents(node);
    if (parent.matches('.number, button[lang]') && new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size > 1) say(text, 'is broken in', parent);
    for (const rect of range.getClientRects()) if (rect.width && rect.height) look(text, parent, ink(style, text, rect), true);
  }
  for (const each of open.querySelectorAll('button, input, select, textarea, a, summary, img')) {
    const box = each.getBoundingClientRect();
    if (box.width && box.height && !each.closest(skipped) && each.checkVisibility({ visibilityProperty: true })) look(each.textContent.trim() || each.name || each.tagName, each, box, false);
  }
  return [...new Set(found)]; }"""

_BOX = """const box = n === 0 ? document.scrollingElement : document.querySelector(`[data-walked='${n}']`);
  const edge = n === 0 ? { top: 0, bottom: innerHeight, left: 0, right: innerWidth } : box.getBoundingClientRect();"""

# the boxes that have more than they show get a number each; 0 is the page itself
MARK = """() => {
  for (const each of document.querySelectorAll('[data-walked]')) delete each.dataset.walked;
  const open = document.querySelector('dialog[open]') ?? document.body;
  document.documentElement.dataset.walked = '0';
  const scrolls = (each) => ['auto', 'scroll'].includes(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1 && each.checkVisibility();
  const boxes = [...(open.matches('dialog') ? [open] : []), ...open.querySelectorAll('*')].filter((each) => !each.matches('textarea, select') && scrolls(each));
  boxes.forEach((each, n) => { each.dataset.walked = String(n + 1); });
  return boxes.length + 1; }"""
NAME = "each => `${each.tagName} ${each.className}`"
TO_START = f"""n => {{ {_BOX} box.scrollTop = 0; if (n) box.scrollIntoView({{ block: 'center', behavior: 'instant' }});
  const words = (each) => !each.firstElementChild && (each.textContent.trim() || each.matches('input, img')) && each.closest('[data-walked]').dataset.walked === String(n);
  const drawn = (each) => each.getClientRects().length && !each.closest('.hidden, script, style, dialog:not([open]), option') && each.checkVisibility({{ visibilityProperty: true }});
  window.lastOfBox = [...box.querySelectorAll('*')].reverse().find((each) => words(each) && drawn(each));
  const now = n ? box.getBoundingClientRect() : edge;
  // in its middle, or where no list within it takes the finger first
  const x = (now.left + now.right) / 2, top = Math.max(0, now.top), bottom = Math.min(innerHeight, now.bottom);
  const own = (y) => document.elementFromPoint(x, y)?.closest('[data-walked]')?.dataset.walked === String(n);
  const heights = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1].map((share) => top + share * (bottom - top));
  return [x, heights.find(own) ?? heights[0]]; }}"""
FOCUS = f"""n => {{ {_BOX} const held = box.matches('[tabindex]') ? box : box.querySelector('button, a, input, [tabindex]');
  if (n) held?.focus({{ preventScroll: true }}); else document.activeElement?.blur(); }}"""
# where it is scrolled to, and whether its last word or its end is in sight
STANDS = f"""n => {{ {_BOX} const last = window.lastOfBox, at = last && last.getBoundingClientRect();
  const sees = !last || box.scrollTop + box.clientHeight >= box.scrollHeight - 2 ||
    at.bottom <= edge.bottom + 2 && at.bottom >= edge.top || at.height > edge.bottom - edge.top && at.bottom <= edge.bottom + 40;
  return [box.scrollTop, sees]; }}"""

LEAP = f"""n => {{ {_BOX} box.scrollTop = box.scrollHeight - 3 * box.clientHeight; }}"""
# whether the box has scrolled since, and come to rest: told by frames, which come later where the machine is busy
MOVES = f"""([n, stood, patience]) => new Promise((done) => {{ {_BOX}
  const began = performance.now();
  let last = box.scrollTop, still = 0, frames = 0;
  const look = () => {{
    still = box.scrollTop === last ? still + 1 : 0; last = box.scrollTop; frames += 1;
    if (last !== stood && still >= 3) done(true);
    else if (frames > 12 && performance.now() - began > patience) done(last !== stood);
    else requestAnimationFrame(look);
  }};
  requestAnimationFrame(look); }})"""
SETTLED = """() => new Promise((done) => {
  const began = performance.now();
  let still = 0;
  const seen = new MutationObserver(() => { still = 0; });
  seen.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    still += 1;
    if ((still >= 6 && performance.now() - began > 80) || performance.now() - began > 1000) { seen.disconnect(); done(); }
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look); })"""

# buttons and fields that are smaller than a finger
SMALL = """least => [...document.querySelectorAll('button, input:not([type=radio]), select')]
  .map(each => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < Math.min(least, 44) - 0.5))
  .map(([each, box]) => `${each.textContent.slice(0, 20) || each.name} ${Math.round(box.width)}×${Math.round(box.height)}`).slice(0, 5)"""
