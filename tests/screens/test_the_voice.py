"""Calls are heard: chime, Chinese, English, to their end; once; not when they are old; and every word is also seen."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from halldisplay.voice.engines import NoEngine, espeak
from tests.actors import Clerk, Refused, Visitor
from tests.running import RunningHall, copy_hall, serving
from tests.screens.conftest import Opens
from tests.waiting import PATIENCE_S, until

PARTS = "chime zh-ticket zh-window en-ticket en-window"
HEARD_MS = 60_000


UYGHUR = """language = ئۇيغۇرچە
    .tag = ug
    .dir = rtl

voice-ticket = { $code } نومۇر
voice-window = { $code } كۆزنەككە كېلىڭ
voice-brief = { $code } كۆزنەك
"""


@pytest.fixture(scope="module")
def house(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A demo hall with a language of its own."""
    data = copy_hall(template, tmp_path_factory.mktemp("voices") / "hall")
    (data / "words").mkdir()
    (data / "words/ug.ftl").write_text(UYGHUR, encoding="utf-8")
    with serving(data, mute_at_first=True) as running:
        yield running


def speaks() -> bool:
    """Whether a speech engine is here; said loudly when not."""
    try:
        espeak()
    except NoEngine as error:
        warnings.warn(pytest.PytestWarning(f"NO SPEECH WAS HEARD IN THIS RUN: {error}"), stacklevel=1)
        return False
    return True


def free(sitter: Clerk) -> None:
    """Leave the window as it was found."""
    state = sitter.sees()["state"]
    if state == "called":
        sitter.does("start")
    if state in {"called", "serving"}:
        sitter.does("finish", outcome="consulted")


def made(house: RunningHall, number: str, lang: str = "en") -> bool:
    """Whether the clips of the ticket and of the window are made within 20 s."""
    with house.client(house.token("display", "ears")) as client:
        halves = (f"ticket/{number}", "window/8")
        return until(
            lambda: all(client.get(f"/clips/{half}/{lang}").status_code == 200 for half in halves),
            PATIENCE_S if speaks() else 2,
        )


def test_a_call_is_heard_to_its_end_in_both_languages_and_seen_on_the_board(
    house: RunningHall, passer: Visitor, sitter: Clerk, asked: str, opens: Opens
) -> None:
    with (
        opens("/announcer", "display", "announcer-1") as ears,
        opens("/board", "display", "board-1", calm="1") as eyes,
    ):
        expect(ears.get_by_test_id("sound")).to_have_attribute("data-sound", "on")
        expect(eyes.locator(".board table")).to_be_visible()
        number = passer.takes_ticket(asked)["number"]
        speech = speaks()
        assert made(house, number) is speech
        began = time.monotonic()
        sitter.calls_next()
        expect(ears.get_by_test_id("saying")).to_have_attribute("data-ticket", number)
        call = eyes.locator(f"[data-testid=call][data-ticket='{number}']")
        expect(call).to_have_attribute("data-window", "8")
        said = ears.locator(f"[data-testid=spoken][data-ticket='{number}']")
        expect(said).to_have_attribute("data-parts", PARTS if speech else "chime", timeout=HEARD_MS)
        lasted = time.monotonic() - began

        assert 1.0 < lasted < 20.0
        if speech:
            assert lasted > 6.0, "five clips cannot be over so soon"
            assert sitter.sees()["ticket"]["spoken"]
        assert sitter.sees()["ticket"]["shown"]
    free(sitter)


def test_who_chose_a_language_of_the_halls_own_is_called_in_it_too(
    house: RunningHall, passer: Visitor, sitter: Clerk, asked: str, opens: Opens
) -> None:
    if not speaks():
        pytest.skip("no speech engine is here: pip install espeakng-loader lifts that")
    with opens("/announcer", "display", "announcer-1") as ears:
        expect(ears.get_by_test_id("sound")).to_have_attribute("data-sound", "on")
        number = passer.takes_ticket(asked, lang="ug")["number"]
        assert made(house, number, "ug")
        sitter.calls_next()

        said = ears.locator(f"[data-testid=spoken][data-ticket='{number}']")
        expect(said).to_have_attribute("data-parts", f"{PARTS} ug-ticket ug-window", timeout=HEARD_MS)
    free(sitter)


def test_calls_do_not_overlap_and_a_recall_that_waits_is_said_once(
    passer: Visitor, sitter: Clerk, asked: str, opens: Opens
) -> None:
    with opens("/announcer", "display", "announcer-1") as ears:
        expect(ears.get_by_test_id("sound")).to_have_attribute("data-sound", "on")
        watch(ears)
        first = passer.takes_ticket(asked)["number"]
        sitter.calls_next()
        expect(ears.get_by_test_id("saying")).to_have_attribute("data-ticket", first)
        for _ in range(3):
            sitter.does("recall")
        expect(ears.get_by_test_id("queued")).to_have_count(1)
        expect(ears.locator("[data-testid=spoken]")).to_have_count(2, timeout=2 * HEARD_MS)

        assert ears.evaluate("window.most") == 1
    free(sitter)


def watch(page: Page) -> None:
    """Count how many buffers sound at the same time."""
    page.evaluate("""() => { window.sounding = 0; window.most = 0;
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (...args) {
        window.sounding += 1; window.most = Math.max(window.most, window.sounding);
        this.addEventListener('ended', () => { window.sounding -= 1; });
        return start.apply(this, args); }; }""")


def test_a_clip_needs_a_screens_token(house: RunningHall, sitter: Clerk) -> None:
    with pytest.raises(Refused) as refused:
        sitter.ask("/clips/window/8/zh")
    assert refused.value.status == 403
    with house.client() as nobody:
        assert nobody.get("/clips/window/8/zh").status_code == 401
