"""One visitor, all the way, on real parts: Chromium, a websocket, a TCP printer, the paper as a picture, the record.

The whole of it is one test per language, as a visitor lives it; what it leaves behind is in build/walk.
"""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, expect
from rapidocr_onnxruntime import RapidOCR

from hallprinters.drawing.fonts import faces
from tests.actors import Clerk, Visitor
from tests.conftest import ROOT
from tests.running import RunningHall, serving
from tests.waiting import until

PICTURES = ROOT / "build/walk"
PUBLIC = "http://hall.example.cn"
MATTER = {"code": "sw-02", "department": "sw", "zh": "发票领用", "window": "8"}
SECOND_MS = 1000


@pytest.fixture
def walk(data: Path) -> Iterator[RunningHall]:
    """The whole hall, over TLS: desk, back office, two virtual printers."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with serving(data, tls=True, HALL_PUBLIC_URL=PUBLIC) as running:
        yield running


@contextmanager
def opened(
    browser: Browser, running: RunningHall, path: str, size: tuple[int, int], link: dict[str, str | None]
) -> Iterator[Page]:
    """A page in a browser of its own, entered by a one-time link; no error may reach its console."""
    code = running.local("POST", "/api/v1/local/links", link)["token"]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{path}: {error.stack}"))
    page.goto(f"{running.url}{path}#link={code}")
    yield page
    context.close()
    assert errors == []


def matter_window(running: RunningHall) -> str:
    """A window that is planned for the matter's line."""
    with running.client() as client:
        catalogue = client.get("/catalogue").json()
    line = next(each["line"] for each in catalogue["matters"] if each["code"] == MATTER["code"])
    return str(
        next(
            each["code"]
            for each in catalogue["windows"]
            if line in each["lines"] and each["department"] == "sw"
        )
    )


def test_a_visitor_walks_from_the_kiosk_to_the_record(browser: Browser, walk: RunningHall) -> None:
    window = matter_window(walk)
    link = {"role": "window", "name": f"window-{window}", "window": window, "staffer": "sw-02"}
    with (
        opened(browser, walk, "/kiosk", (1080, 1920), {"role": "kiosk", "name": "kiosk-1"}) as kiosk,
        opened(browser, walk, "/board", (1920, 1080), {"role": "display", "name": "board-1"}) as board,
        opened(browser, walk, f"/panel/{window}", (1280, 720), {"role": "display", "name": "panel"}) as panel,
        opened(browser, walk, "/console", (1280, 720), link) as console,
        opened(browser, walk, "/office", (1440, 900), {"role": "manager", "name": "manager"}) as office,
    ):
        sign_on(console)
        number = take_number(kiosk)
        check_paper(walk, number)
        follow = scan_qr(walk)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        phone = context.new_page()
        phone.goto(f"{walk.url}/t#{follow}")
        expect(phone.get_by_test_id("number")).to_have_text(number)
        seconds = serve(console, board, panel, phone, number, window)
        check_stale_board(walk, board, console)
        check_record(office, seconds)
        phone.screenshot(path=PICTURES / "phone.png")
        phone.context.close()


def sign_on(console: Page) -> None:
    """The first time a PIN is chosen; then the window is open."""
    console.locator("input[name=pin]").fill("482913")
    console.locator("input[name=again]").fill("482913")
    console.locator("[data-act=signon]").click()
    expect(console.get_by_test_id("state")).to_have_attribute("data-state", "open")


def take_number(kiosk: Page) -> str:
    """Department → matter → number, in at most four touches; the number is on the screen within a second."""
    kiosk.get_by_role("button", name="部门").click()
    kiosk.locator(f"[data-department={MATTER['department']}]").click()
    kiosk.locator(f"[data-matter={MATTER['code']}]").first.click()
    kiosk.screenshot(path=PICTURES / "kiosk-confirm.png")
    began = time.monotonic()
    kiosk.get_by_test_id("take").click()
    expect(kiosk.get_by_test_id("number")).to_be_visible()
    assert time.monotonic() - began < 2.0
    kiosk.screenshot(path=PICTURES / "kiosk-number.png")
    code = kiosk.get_by_test_id("follow").locator("img")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    kiosk.screenshot(path=PICTURES / "kiosk-taken.png")
    return (kiosk.get_by_test_id("number").text_content() or "").replace(" ", "").strip()


def slips(running: RunningHall) -> list[Path]:
    return sorted((running.data / "slips/printer-1").glob("*.png"))


def check_paper(running: RunningHall, number: str) -> None:
    """The slip came out of a TCP printer; its number reads by OCR, its Chinese lines are where Pillow draws them."""
    assert until(lambda: bool(slips(running)))
    picture = Image.open(slips(running)[-1]).convert("L")
    picture.save(PICTURES / "slip.png")
    read, _ = RapidOCR()(np.asarray(picture.convert("RGB")))
    words = [line[1].replace(" ", "") for line in read or []]
    assert any(number in each for each in words), words
    for line in ("预计等候", "取号时间", MATTER["zh"]):
        assert find(picture, line), f"{line} is not on the slip"


def find(picture: Image.Image, line: str) -> bool:
    """Redraw a line with Pillow alone, in the sizes of paper, and look for its every dot of ink."""
    paper = np.asarray(picture) < 128
    spectrum = np.fft.rfft2(paper.astype(np.float32))
    path = faces()[0][0]
    for pixels in range(22, 56):
        font = ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)
        left, top, right, bottom = font.getbbox(line)
        drawn = Image.new("1", (int(right - left) + 2, int(bottom - top) + 2), 1)
        pen = ImageDraw.Draw(drawn)
        pen.fontmode = "1"
        pen.text((-left, -top), line, font=font, fill=0)
        if stands(spectrum, paper.shape, ~np.asarray(drawn)):
            return True
    return False


def stands(spectrum: np.ndarray, shape: tuple[int, int], mask: np.ndarray) -> bool:
    """Whether the mask's ink is somewhere on the paper of that spectrum, dot by dot (correlation by FFT)."""
    if mask.shape[0] > shape[0] or mask.shape[1] > shape[1]:
        return False
    hits = np.fft.irfft2(spectrum * np.conj(np.fft.rfft2(mask.astype(np.float32), shape)), shape)
    return bool(hits.max() > mask.sum() - 0.5)


def scan_qr(running: RunningHall) -> str:
    """The slip's QR code, by an independent reader, opens the visitor's own page."""
    codes = zxingcpp.read_barcodes(Image.open(slips(running)[-1]))
    assert len(codes) == 1
    base, _, follow = codes[0].text.partition("/t#")
    assert base == PUBLIC
    return follow


def serve(
    console: Page, board: Page, panel: Page, phone: Page, number: str, window: str
) -> tuple[float, float]:
    """Space calls, R recalls, Enter starts and finishes; every screen follows at once. Gives the service's seconds."""
    console.keyboard.press("Space")
    row = board.locator(f"[data-testid=call][data-ticket={number}]")
    expect(row).to_have_attribute("data-state", "called", timeout=2 * SECOND_MS)
    expect(row).to_have_attribute("data-window", window)
    expect(panel.get_by_test_id("panel-number")).to_contain_text(number, timeout=2 * SECOND_MS)
    expect(phone.get_by_test_id("window")).to_contain_text(window, timeout=2 * SECOND_MS)
    board.screenshot(path=PICTURES / "board.png")
    panel.screenshot(path=PICTURES / "panel.png")
    console.keyboard.press("r")
    expect(console.get_by_test_id("ticket")).to_have_attribute("data-ticket", number)
    expect(console.locator("[data-act=start]")).to_be_enabled()
    console.keyboard.press("Enter")
    expect(console.get_by_test_id("state")).to_have_attribute("data-state", "serving")
    began = time.monotonic()
    console.screenshot(path=PICTURES / "console.png")
    time.sleep(2.0)
    console.keyboard.press("Enter")
    console.locator("[data-outcome=done]").click()
    confirm = console.locator("[data-act=confirm]")
    if confirm.count():
        confirm.click()
    least = time.monotonic() - began
    expect(console.get_by_test_id("state")).to_have_attribute("data-state", "open")
    expect(row).to_have_count(0, timeout=2 * SECOND_MS)
    return least - 0.6, time.monotonic() - began + 0.6


def check_stale_board(running: RunningHall, board: Page, console: Page) -> None:
    """Kill the server: the board says that it is stale; start it: the board is right again by itself."""
    running.kill()
    expect(board.get_by_test_id("stale")).to_be_visible(timeout=12 * SECOND_MS)
    board.screenshot(path=PICTURES / "board-stale.png")
    running.start()
    expect(board.get_by_test_id("stale")).to_be_hidden(timeout=12 * SECOND_MS)
    with running.client(running.token("kiosk", "kiosk-3")) as client:
        answer = client.post(
            "/tickets", json={"matter": MATTER["code"]}, headers={"Idempotency-Key": "again"}
        )
    console.locator("body").click()
    console.keyboard.press("Space")
    row = board.locator(f"[data-testid=call][data-ticket={answer.json()['number']}]")
    expect(row).to_be_visible(timeout=12 * SECOND_MS)


def check_record(office: Page, seconds: tuple[float, float]) -> None:
    """The office shows the staffer's service time as the stopwatch has it, and gives it as CSV."""
    office.goto(re.sub(r"/office.*", "/office/services?by=secondment", office.url))
    table = office.get_by_test_id("service-times")
    expect(table.locator("[data-by]").first).to_be_visible(
        timeout=30_000
    )  # asks again where it asked in vain
    row = table.locator("[data-by]").first
    expect(row).to_contain_text("税务局 02号")
    office.screenshot(path=PICTURES / "office.png", full_page=True)
    with office.expect_download() as download:
        office.get_by_test_id("service-times-csv").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [each["count"] for each in rows] == ["1"]
    assert seconds[0] <= int(rows[0]["max_ms"]) / 1000 <= seconds[1]
    assert re.fullmatch(r"税务局 02号", rows[0]["name_zh"])


def test_a_visitor_who_missed_the_call_takes_up_the_number_again_on_the_phone(
    browser: Browser, own_hall: RunningHall, visitor: Visitor, clerk: Clerk, matter: str
) -> None:
    ticket = visitor.takes_ticket(matter)
    clerk.calls_next()
    clerk.does("miss")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(f"{own_hall.url}/t#{ticket['follow']}")
    phone.locator("[data-act=return]").click()
    expect(phone.get_by_test_id("ahead")).to_have_text("0")
    context.close()

    called = clerk.calls_next()
    assert called["ticket"]["number"] == ticket["number"]
