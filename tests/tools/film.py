"""`make film`: a number is taken, called and served, on the real pages of a served demo hall; into docs/pictures/film.webp.

Kiosk, board and console stand side by side; below them a line says what happens. To be looked at by a person.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Locator, Page, sync_playwright

from hallprinters.drawing.fonts import faces
from tests.actors import Clerk
from tests.chromium import launching
from tests.conftest import ROOT
from tests.running import RunningHall, hall, serving
from tests.tools.pictures import link, live, opened, sign_on, window_link

OUT = ROOT / "docs/pictures/film.webp"
LARGEST = 3_000_000  # bytes: a README is read over slow lines, too
MATTER = "sw-02"
PAPER, INK, TOUCH = "#ffffff", "#12303a", (255, 176, 32, 150)
SIZE = (1040, 790)
PLACES = {"kiosk": (0, 0, 402, 714), "board": (410, 0, 630, 354), "console": (410, 360, 630, 354)}
ZH_AT, EN_AT = (12, 728), (410, 736)


@dataclass
class Film:
    """Frames with how long each stands, in ms; every frame shows all pages as they are at that moment."""

    pages: dict[str, Page]
    face: Path
    frames: list[Image.Image] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)

    def shoot(self, zh: str, en: str, ms: int, touched: tuple[str, Locator] | None = None) -> None:
        """Add a frame; `touched`: where a finger is, on which page."""
        canvas = Image.new("RGB", SIZE, PAPER)
        for name, page in self.pages.items():
            left, top, width, height = PLACES[name]
            canvas.paste(
                _taken(page, width, height, touched[1] if touched and touched[0] == name else None),
                (left, top),
            )
        self._caption(canvas, zh, en)
        self.frames.append(canvas)
        self.lasts.append(ms)

    def save(self) -> None:
        """Write the film.

        Raises:
            ValueError: it is larger than a README should load.
        """
        first, *rest = self.frames
        first.save(OUT, save_all=True, append_images=rest, duration=self.lasts, loop=0, quality=72, method=6)
        if OUT.stat().st_size > LARGEST:
            raise ValueError(f"{OUT.name} has {OUT.stat().st_size} bytes")

    def _caption(self, canvas: Image.Image, zh: str, en: str) -> None:
        draw = ImageDraw.Draw(canvas)
        draw.text(ZH_AT, zh, font=ImageFont.truetype(self.face, 32), fill=INK)
        draw.text(EN_AT, en, font=ImageFont.truetype(self.face, 24), fill=INK)


def main() -> None:
    """Open a hall, let some minutes pass, and film one visitor."""
    with tempfile.TemporaryDirectory() as home, ExitStack() as open_things:
        data = Path(home) / "hall"
        hall("demo", data=data)
        running = open_things.enter_context(serving(data, HALL_PUBLIC_URL="http://hall.example.cn"))
        browser = open_things.enter_context(sync_playwright()).chromium.launch(**launching())
        enter = open_things.enter_context
        console = enter(opened(browser, running, "/console", "zh", (1280, 720), window_link()))
        sign_on(console)
        live(running)
        serve_all(running)
        kiosk = enter(opened(browser, running, "/kiosk", "zh", (1080, 1920), link("kiosk", "kiosk-1")))
        board = enter(opened(browser, running, "/board", "zh", (1920, 1080), link("display", "board-1")))
        film = Film({"kiosk": kiosk, "board": board, "console": console}, faces()[0][0])
        record(film)
        film.save()
    print(f"· {OUT.relative_to(ROOT)}: {len(film.frames)} frames, {OUT.stat().st_size // 1000} kB")


def serve_all(running: RunningHall) -> None:
    """Serve whoever waits for window 5, so that the visitor of the film is next."""
    with Clerk(running, running.token("window", "5"), window="5") as clerk:
        while clerk.serves():
            pass


def record(film: Film) -> None:
    """The scenes, each as people see it."""
    kiosk, board, console = (film.pages[name] for name in ("kiosk", "board", "console"))
    tile = kiosk.locator(f"[data-matter={MATTER}]").first
    film.shoot("取号 · 叫号 · 办结", "One visitor, from the kiosk to the end of the service", 2200)
    film.shoot("选事项", "A service is chosen", 900, ("kiosk", tile))
    tile.click()
    take = kiosk.get_by_test_id("take")
    take.wait_for()
    kiosk.wait_for_timeout(600)
    film.shoot("先看材料和等候", "Papers, limit and wait, before a number is taken", 2400)
    film.shoot("取号", "The number is taken", 900, ("kiosk", take))
    take.click()
    kiosk.get_by_test_id("number").wait_for()
    kiosk.wait_for_timeout(2500)
    number = (kiosk.get_by_test_id("number").text_content() or "").replace(" ", "").strip()
    film.shoot(f"号码 {number}", "The number, its slip, and a code for the phone", 2600)
    console.keyboard.press("Space")
    board.locator(f"text={number}").first.wait_for()
    for _ in range(2):
        board.wait_for_timeout(900)
        film.shoot("窗口按空格：叫号", "The clerk presses Space: the board calls it", 1500)
    console.keyboard.press("Enter")
    console.wait_for_timeout(2500)
    film.shoot("人到窗口，按回车", "The visitor is here: Enter. The service time runs", 2000)
    console.keyboard.press("Enter")
    console.wait_for_timeout(700)
    film.shoot("办结：选结果", "Finish, and the outcome by one key", 1800)
    console.keyboard.press("Digit1")
    console.wait_for_timeout(1500)
    film.shoot("已办结，一分钟内可撤销", "Done. For a minute Z takes it back", 2600)


def _taken(page: Page, width: int, height: int, finger: Locator | None) -> Image.Image:
    """A page as it is, in the size that it has in the film; with a finger's mark."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.screenshot(path=file.name)
        picture = Image.open(file.name).convert("RGB")
    if finger is not None:
        box = finger.bounding_box()
        assert box is not None
        x, y, r = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, 70
        ImageDraw.Draw(picture, "RGBA").ellipse((x - r, y - r, x + r, y + r), fill=TOUCH)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
