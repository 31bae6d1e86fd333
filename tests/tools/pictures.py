"""`make pictures`: the pages of a busy demo hall, in both languages, into docs/pictures; to be looked at by a person."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.actors import Clerk, Visitor
from tests.chromium import launching
from tests.conftest import ROOT
from tests.running import HALL, RunningHall, hall, serving

OUT = ROOT / "docs/pictures"
LANGS = ("zh", "en")


def main() -> None:
    """Open a hall, let half a morning pass in half a minute, and look at every page."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / "hall"
        hall("demo", "--past", "31", data=data)
        with (
            serving(data, HALL_PUBLIC_URL="http://hall.example.cn") as running,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(**launching())
            with opened(browser, running, "/console", "zh", (1280, 720), window_link()) as console:
                sign_on(console)
                live(running)
                for lang in LANGS:
                    look(browser, running, lang)
                serve(console, running)
            browser.close()


def look(browser: Browser, running: RunningHall, lang: str) -> None:
    """Every page that shows something by itself."""
    end = "" if lang == "zh" else f"-{lang}"
    with opened(browser, running, "/kiosk", lang, (1080, 1920), link("kiosk", "kiosk-1")) as kiosk:
        kiosk.screenshot(path=OUT / f"kiosk-home{end}.png")
        kiosk.locator("[data-matter=ga-01]").first.click()
        kiosk.wait_for_timeout(700)
        kiosk.screenshot(path=OUT / f"kiosk-confirm{end}.png")
        kiosk.get_by_test_id("take").click()
        kiosk.get_by_test_id("number").wait_for()
        kiosk.wait_for_timeout(3000)
        kiosk.screenshot(path=OUT / f"kiosk{end}.png")
    with opened(browser, running, "/board", lang, (1920, 1080), link("display", "board-1")) as board:
        board.screenshot(path=OUT / f"board{end}.png")
    with opened(browser, running, "/announcer", lang, (1920, 1080), link("display", "announcer-1")) as ears:
        ears.screenshot(path=OUT / f"announcer{end}.png")
    with opened(browser, running, "/guide", lang, (1280, 800), link("guide", "guide-1")) as guide:
        guide.locator("[data-matter]").nth(3).click()
        guide.locator("[data-class=statutory]").click()
        guide.wait_for_timeout(300)
        guide.screenshot(path=OUT / f"guide{end}.png")
    with opened(browser, running, "/panel/28", lang, (1280, 720), link("display", "panel")) as panel:
        panel.screenshot(path=OUT / f"panel{end}.png")
    with opened(browser, running, "/public", lang, (390, 844), link("display", "public")) as page:
        page.get_by_test_id("find").fill("护照" if lang == "zh" else "passport")
        page.locator("#matters").evaluate("head => head.scrollIntoView()")
        page.wait_for_timeout(500)
        page.screenshot(path=OUT / f"public{end}.png")
    manage(browser, running, lang)


def manage(browser: Browser, running: RunningHall, lang: str) -> None:
    """The office and the supervision desk."""
    end = "" if lang == "zh" else f"-{lang}"
    with opened(browser, running, "/office", lang, (1440, 1000), link("manager", "manager")) as office:
        office.wait_for_timeout(1500)
        office.screenshot(path=OUT / f"office{end}.png")
        office.locator("[data-part=waits]").click()
        office.locator(".part table.heat").first.wait_for()
        office.screenshot(path=OUT / f"waits{end}.png")
        office.locator("nav summary").click()  # the settings
        office.locator("[data-part=catalogue]").click()
        office.get_by_test_id("catalogue-find").fill("ga-01")
        office.locator("[data-row=ga-01] [data-act=edit-row]").click()
        office.locator("dialog [name=fee_zh]").fill("工本费25元")
        office.locator("dialog [name=fee_fen]").fill("2500")
        office.locator("dialog button[type=submit]").click()
        office.get_by_test_id("changes").wait_for()
        office.screenshot(path=OUT / f"catalogue{end}.png")
        office.keyboard.press("Escape")
        office.keyboard.press("Escape")
        office.locator("[data-part=printers]").click()
        office.get_by_test_id("slip-picture").wait_for()
        office.locator("#slips").evaluate("head => head.scrollIntoView()")
        office.wait_for_timeout(500)
        office.screenshot(path=OUT / f"office-paper{end}.png")
        office.locator("[data-part=scores]").click()
        office.get_by_test_id("scores").locator("tbody tr:last-child button").click()
        office.wait_for_timeout(500)
        office.screenshot(path=OUT / f"scores{end}.png")
    with opened(browser, running, "/supervision", lang, (1440, 1000), link("supervision", "office")) as desk:
        desk.locator(".part svg").first.wait_for()
        desk.wait_for_timeout(500)
        desk.screenshot(path=OUT / f"supervision{end}.png")
    with opened(browser, running, "/department", lang, (1440, 1000), link("department", "sw")) as page:
        page.wait_for_timeout(1000)
        page.screenshot(path=OUT / f"department{end}.png")
    with opened(browser, running, "/devices", lang, (1440, 1000), link("technician", "jishu")) as page:
        page.wait_for_timeout(1000)
        page.screenshot(path=OUT / f"technician{end}.png")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    door = context.new_page()
    door.goto(f"{running.url}/?lang={lang}")
    door.locator(".doors a").first.wait_for()
    door.screenshot(path=OUT / f"front{end}.png")
    context.close()


def serve(console: Page, running: RunningHall) -> None:
    """A visitor at window 5, as the clerk, the phone and the paper have it."""
    browser = console.context.browser
    assert browser is not None
    with Visitor(running, running.token("kiosk", "pictures")) as visitor:
        ticket = visitor.takes_ticket("sw-02", printer="printer-2")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(f"{running.url}/t?lang=zh#{ticket['follow']}")
    with Clerk(running, running.token("window", "5"), window="5") as clerk:
        clerk.does("call", ticket=ticket["id"], reason="拍摄说明图片")
    phone.wait_for_timeout(1500)
    phone.screenshot(path=OUT / "phone.png")
    context.close()
    console.keyboard.press("Enter")
    console.wait_for_timeout(2500)
    console.screenshot(path=OUT / "console.png")
    console.get_by_role("button", name="English").click()
    console.wait_for_timeout(500)
    console.screenshot(path=OUT / "console-en.png")
    console.wait_for_timeout(2000)
    slip = max((running.data / "slips/printer-2").glob("*.png"))
    Image.open(slip).save(OUT / "slip.png")


def live(running: RunningHall) -> None:
    """Half a morning in half a minute."""
    command: list[str | Path] = [
        HALL,
        "simulate",
        "--speed",
        "200",
        "--minutes",
        "0.6",
        "--data",
        running.data,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def link(role: str, name: str) -> dict[str, str | None]:
    return {"role": role, "name": name}


def window_link() -> dict[str, str | None]:
    return {"role": "window", "name": "window-5", "window": "5", "staffer": "sw-02"}


def sign_on(console: Page) -> None:
    console.locator("input[name=pin]").fill("482913")
    console.locator("input[name=again]").fill("482913")
    console.locator("[data-act=signon]").click()
    console.wait_for_timeout(1500)


@contextmanager
def opened(
    browser: Browser,
    running: RunningHall,
    path: str,
    lang: str,
    size: tuple[int, int],
    entry: dict[str, str | None],
) -> Iterator[Page]:
    code = running.local("POST", "/api/v1/local/links", entry)["token"]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(f"{running.url}{path}?lang={lang}#link={code}")
    page.wait_for_timeout(2500)
    yield page
    context.close()


if __name__ == "__main__":
    main()
