"""Every kind of sign shows each state as the pictures beside this file do, a dot a pixel; look at them before changing them.

`HALL_GOLDEN=write pytest tests/signs/test_golden.py` draws them anew. Digits, letters and strips are the same to the
dot; Chinese is drawn by FreeType, of which a newer one may move an edge: there 1 % of the dots may differ.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from hallsigns.dots import draw
from hallsigns.frame import Frame
from tests.signs.conftest import FRAMES, LINES, ZONE, Meets

GOLDEN = Path(__file__).parent / "golden"
MOST = 0.01
MATRICES = [(64, 32, "zh"), (64, 32, "en"), (96, 16, "zh"), (128, 48, "en")]


def is_as_kept(drawn: Image.Image, name: str, most: float) -> None:
    file = GOLDEN / f"{name}.png"
    if os.environ.get("HALL_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        drawn.save(file, optimize=True)
    with Image.open(file) as kept:
        golden = kept.convert("RGB")
    assert drawn.size == golden.size
    changed = sum(1 for each in ImageChops.difference(drawn, golden).convert("L").tobytes() if each)
    assert changed <= most * drawn.width * drawn.height, f"{changed} dots differ"


@pytest.mark.parametrize("state", FRAMES)
@pytest.mark.parametrize(("kind", "line"), [each for each in LINES if each[0] in {"digits", "alpha"}])
def test_a_row_of_characters_shows_what_its_picture_shows(
    meets: Meets, kind: str, line: str, state: str
) -> None:
    sign, driver = meets(kind, line)

    driver.show(FRAMES[state])

    is_as_kept(sign.dots(), f"{kind}-{state}", 0)


@pytest.mark.parametrize("state", FRAMES)
@pytest.mark.parametrize("kind", ["area", "pixels"])
def test_a_matrix_shows_what_its_picture_shows(meets: Meets, kind: str, state: str) -> None:
    """Both get the same dots: what differs between them is the way."""
    sign, driver = meets(kind, "udp" if kind == "pixels" else "tcp")

    driver.show(FRAMES[state])

    is_as_kept(sign.dots(), f"matrix-{state}-64x32-zh", MOST)


@pytest.mark.parametrize(("width", "height", "lang"), MATRICES)
@pytest.mark.parametrize("state", [*FRAMES, "zone"])
def test_each_size_of_a_matrix_is_filled(width: int, height: int, lang: str, state: str) -> None:
    frame: Frame = ZONE if state == "zone" else FRAMES[state]

    drawn = draw(frame, width, height, lang)

    is_as_kept(drawn, f"matrix-{state}-{width}x{height}-{lang}", MOST)
    box = drawn.getbbox()
    assert box is not None
    assert box[2] - box[0] > width / 4, "too small to be read from a chair"


def test_a_call_is_amber_and_nothing_else_is() -> None:
    amber = (255, 197, 61)
    for state, frame in FRAMES.items():
        colours = {colour for _, colour in draw(frame, 64, 32, "zh").getcolors() or ()} - {(0, 0, 0)}
        assert (amber in colours) == (state == "called"), state
        assert len(colours) == 1, f"{state}: lamps are on or off, and of one colour"
