"""Pictures and films on boards and idle kiosks: out of the hall's folder, a call always on top, still where nothing shall move."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.actors import Actor, Refused, Visitor
from tests.morning import MORNING
from tests.running import RunningHall, serving
from tests.screens.conftest import PICTURES
from tests.screens.reaching import SOAK
from tests.small import found, small_plan

SIZES = [(1920, 1080), (3840, 2160), (1080, 1920)]
INDEX = """
[[items]]
file = "opening.png"
seconds = 5
zh = "办事大厅开放时间"
en = "Opening hours"

[[items]]
file = "film.webm"
seconds = 5
on = ["board"]
zh = "安全宣传片"
en = "A film about safety"

[[items]]
file = "night.png"
hours = ["00:00-00:01"]
zh = "夜"
en = "Night"
"""
RECORD = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const pen = canvas.getContext('2d');
  const parts = [];
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
  recorder.ondataavailable = (each) => parts.push(each.data);
  const stopped = new Promise((resume) => { recorder.onstop = resume; });
  recorder.start();
  for (let n = 0; n < 12; n += 1) {
    pen.fillStyle = `rgb(20, ${60 + n * 8}, 80)`;
    pen.fillRect(0, 0, 320, 180);
    await new Promise((resume) => setTimeout(resume, 80));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(''));
}"""


def picture(colour: str) -> bytes:
    image = Image.new("RGB", (1600, 900), colour)
    ImageDraw.Draw(image).rectangle((100, 100, 1500, 800), outline="white", width=20)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def hall(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = tmp_path_factory.mktemp("pictures") / "hall"
    data.mkdir()
    found(data)
    recording = browser.new_page()
    film = base64.b64decode(recording.evaluate(RECORD))
    recording.close()
    fill(data / "media", film)
    with serving(data, "--desk-only") as running:
        plan = small_plan(zone=MORNING).replace(
            'printer = "printer-1"\n', 'printer = "printer-1"\nattract_s = 3\n', 1
        )
        running.local("POST", "/api/v1/local/plan", {"text": plan, "file": "small.toml"})
        yield running


def fill(folder: Path, film: bytes) -> None:
    folder.mkdir()
    (folder / "index.toml").write_text(INDEX)
    (folder / "opening.png").write_bytes(picture("#0b5d52"))
    (folder / "night.png").write_bytes(picture("#000000"))
    (folder / "film.webm").write_bytes(film)


def board(
    browser: Browser, hall: RunningHall, size: tuple[int, int] = (1920, 1080), calm: bool = False
) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce" if calm else "no-preference"
    )
    page = context.new_page()
    page.goto(f"{hall.url}/board?lang=zh#token={hall.token('display', 'board-1')}")
    return page


@pytest.mark.parametrize("size", SIZES if SOAK else SIZES[1:2])  # the largest has most to fill
def test_a_quiet_board_shows_them_and_a_call_is_on_top_at_once(
    browser: Browser, hall: RunningHall, size: tuple[int, int]
) -> None:
    page = board(browser, hall, size)
    expect(page.get_by_role("img", name="办事大厅开放时间")).to_be_visible(timeout=20_000)
    page.screenshot(path=PICTURES / f"board-picture-{size[0]}.png")
    page.evaluate("""() => {
      window.called = null;
      new MutationObserver(() => {
        if (document.querySelector('[data-testid=call]') && !document.querySelector('.medium'))
          window.called ??= Date.now();
      }).observe(document.body, { childList: true, subtree: true });
    }""")
    with (
        Visitor(hall, hall.token("kiosk", "kiosk-9")) as visitor,
        Actor(hall, hall.token("window", "1", staffer="t-2")) as clerk,
    ):
        ticket = visitor.takes_ticket("tax-file")
        clerk.act("/windows/1/next")
        told = time.time()
        expect(page.locator(f"[data-ticket={ticket['number']}]")).to_be_visible()
        expect(page.get_by_test_id("medium")).to_have_count(0)
        assert page.evaluate("window.called") / 1000 - told < 0.3
        page.screenshot(path=PICTURES / f"board-call-over-picture-{size[0]}.png")
        clerk.act("/windows/1/start")
        clerk.act("/windows/1/finish", {"outcome": "done"})
    page.context.close()


def test_a_film_plays_without_sound(browser: Browser, hall: RunningHall) -> None:
    page = board(browser, hall)
    film = page.locator("video")
    expect(film).to_be_visible(timeout=40_000)

    assert film.evaluate("each => each.muted")
    began = time.monotonic()
    while not film.evaluate("each => each.currentTime > 0"):
        assert time.monotonic() < began + 5
    assert film.get_attribute("aria-label") == "安全宣传片"
    page.context.close()


def test_where_nothing_shall_move_no_film_is_fetched(browser: Browser, hall: RunningHall) -> None:
    fetched: list[str] = []
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    page = context.new_page()
    page.on("response", lambda each: fetched.append(str(each.headers.get("content-type"))))
    page.goto(f"{hall.url}/board?lang=zh#token={hall.token('display', 'board-1')}")
    expect(page.get_by_test_id("medium")).to_be_visible(timeout=20_000)

    assert "image/png" in fetched
    assert "video/webm" not in fetched
    context.close()


def test_an_idle_kiosk_shows_its_own(browser: Browser, hall: RunningHall) -> None:
    page = browser.new_context(viewport={"width": 1080, "height": 1920}).new_page()
    page.goto(f"{hall.url}/kiosk?lang=en#token={hall.token('kiosk', 'kiosk-1')}")
    expect(page.get_by_test_id("attract")).to_be_visible(timeout=8000)  # three seconds of nobody, by its plan
    expect(page.get_by_role("img", name="Opening hours")).to_be_visible(timeout=20_000)
    page.screenshot(path=PICTURES / "kiosk-picture.png")
    page.context.close()


def test_only_screens_read_them_and_by_their_hash_alone(hall: RunningHall) -> None:
    with hall.client(hall.token("display", "board-2")) as screen:
        told = screen.get("/media", params={"on": "board"}).json()["media"]
        answer = screen.get(f"/media/{told[0]['hash']}")
        part = screen.get(f"/media/{told[1]['hash']}", headers={"Range": "bytes=0-3"})
        refused = [
            screen.get(f"/media/{name}").status_code
            for name in ("opening.png", "index.toml", "..%2Fhall.db", "0" * 64, told[0]["hash"].upper())
        ]

    assert [each["words"]["en"] for each in told] == [
        "Opening hours",
        "A film about safety",
    ]  # not at this hour: Night
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (part.status_code, part.content) == (206, b"\x1a\x45\xdf\xa3")
    assert refused == [404] * 5
    for role in ("manager", "window", "guide"):
        name = "1" if role == "window" else "x"
        with Actor(hall, hall.token(role, name)) as other, pytest.raises(Refused) as no:
            other.ask("/media")
        assert no.value.status == 403


def test_a_bad_index_shows_nothing_and_the_log_says_why(hall: RunningHall) -> None:
    index = hall.data / "media/index.toml"
    kept = index.read_text()
    with hall.client(hall.token("display", "board-2")) as screen:
        index.write_text(kept + "colour = 3\n")
        assert screen.get("/media").json() == {"media": []}
        index.write_text(kept)
        assert len(screen.get("/media").json()["media"]) == 2
    assert "colour" in hall.log
