"""Every kind of slip on both papers is drawn as the pictures beside this file show; look at them before changing them.

`HALL_GOLDEN=write pytest tests/printers/test_golden.py` draws them anew. Fonts are pinned by their packages; a newer
FreeType may move an edge by a dot, so up to 0.3 % of the dots may differ, the size must not.
"""

import os
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image, ImageChops

from hallprinters.drawing.default_templates import VARIANTS, preview
from hallprinters.drawing.papers import draw
from hallprinters.drawing.raster import MM58, MM80, missing_glyphs, png
from hallprinters.drawing.slip import Number, Slip, Text

GOLDEN = Path(__file__).parent / "golden"
MOST = 0.003
NAMES = Slip(
    (
        Text("ئابدۇرېھىم غالىپ · 滨海区", size="large"),
        Text("䶮㛃𬭎𠅤㙍，“全角标点”。", size="large"),
        Text("😀张三👨‍👩‍👧李四", size="large"),
        Number("KB130"),
    ),
    title="names",
)
LARGE = {
    f"large-{name}": structs.replace(preview(name), letters=2) for name in ("ticket", "receipt", "english")
}
SLIPS = {name: preview(name) for name in VARIANTS} | {"names": NAMES} | LARGE


@pytest.mark.parametrize("dots", [MM80, MM58])
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_drawn_as_its_picture_shows(name, dots):
    file = GOLDEN / f"{name}-{dots}.png"
    drawn = draw(SLIPS[name], dots)
    if os.environ.get("HALL_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_bytes(png(drawn))
    with Image.open(file) as kept:
        golden = kept.convert("1")

    assert drawn.size == golden.size
    changed = ImageChops.logical_xor(drawn, golden).convert("L").histogram()[255]
    assert changed <= MOST * drawn.width * drawn.height, f"{changed} dots differ"


@pytest.mark.parametrize("name", VARIANTS)
def test_no_slip_of_the_house_lacks_a_glyph(name):
    assert missing_glyphs(SLIPS[name]) == ""
