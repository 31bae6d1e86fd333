"""Draws a frame as dots, for controllers that take a picture: any script, no grey, one colour for one meaning."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from hallprinters.drawing import fonts
from hallsigns import said
from hallsigns.frame import Frame, Row, Shows
from hallsigns.glyphs import HEIGHT, WIDTH, glyph, width_of

Colour = tuple[int, int, int]
AMBER: Colour = (255, 197, 61)
CHALK: Colour = (244, 241, 232)
SEAL: Colour = (255, 90, 75)
COLOURS: dict[Shows, Colour] = {
    Shows.CALLED: AMBER,  # amber says exactly one thing: being called now
    Shows.LOST: SEAL,
    Shows.SERVING: CHALK,
    Shows.OPEN: CHALK,
    Shows.PAUSED: CHALK,
    Shows.WORKING: CHALK,
    Shows.CLOSED: CHALK,
}
WORDS: dict[Shows, tuple[str, str]] = {
    Shows.CALLED: said.CALLED,
    Shows.SERVING: said.SERVING,
    Shows.OPEN: said.OPEN,
    Shows.PAUSED: said.PAUSED,
    Shows.WORKING: said.WORKING,
    Shows.CLOSED: said.CLOSED,
    Shows.LOST: said.LOST,
}
LINE = 16
"""The least height of a line: a Chinese character is legible from 16 by 16 dots on (GB/T 5199)."""
_BETWEEN = 4


def words_of(shows: Shows, lang: str) -> str:
    """Return a state in words."""
    return WORDS[shows][lang == "en"]


def draw(frame: Frame, width: int, height: int, lang: str) -> Image.Image:
    """Return a picture of `width` by `height` dots, RGB on black."""
    picture = Image.new("RGB", (width, height))
    if len(frame.rows) > 1 or (frame.head.window and frame.head.number and height < 2 * LINE):
        rows = frame.rows[: max(1, height // LINE)]
        each = height // len(rows)
        for place, row in enumerate(rows):
            _draw_call(picture, row, place * each, each)
    elif frame.head.number and height >= 2 * LINE:
        below = max(LINE, height // 2 - height % 2)
        _draw_call(picture, frame.head, 0, height - below)
        _draw_words(picture, frame.head.shows, height - below, below, lang)
    else:
        _draw_state(picture, frame.head, lang)
    return picture


def _draw_call(picture: Image.Image, row: Row, top: int, height: int) -> None:
    """The number at the left, its window at the right, as large as both can be."""
    text_dots = width_of(row.number) + width_of(row.window) + _BETWEEN
    scale = max(1, min(height // (HEIGHT + 1), picture.width // max(1, text_dots)))
    colour = COLOURS[row.shows]
    middle = top + (height - HEIGHT * scale) // 2
    _put(picture, row.number, 0, middle, scale, colour)
    _put(picture, row.window, picture.width - width_of(row.window) * scale, middle, scale, colour)


def _draw_state(picture: Image.Image, row: Row, lang: str) -> None:
    """Nobody is called: the window's number, where it hangs over one, and how it is."""
    if not row.window or picture.height < 2 * LINE:
        _draw_words(picture, row.shows, 0, picture.height, lang)
        return
    above = picture.height // 2
    scale = max(1, above // (HEIGHT + 1))
    left = (picture.width - width_of(row.window) * scale) // 2
    _put(picture, row.window, left, (above - HEIGHT * scale) // 2, scale, COLOURS[row.shows])
    _draw_words(picture, row.shows, above, picture.height - above, lang)


def _draw_words(picture: Image.Image, shows: Shows, top: int, height: int, lang: str) -> None:
    words, colour = words_of(shows, lang), COLOURS[shows]
    if words.isascii():
        scale = max(1, min(height // (HEIGHT + 1), picture.width // width_of(words)))
        left = (picture.width - width_of(words) * scale) // 2
        _put(picture, words, left, top + (height - HEIGHT * scale) // 2, scale, colour)
        return
    size = max(8, min(height, picture.width // len(words)))
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"  # dots are on or off
    box = pen.textbbox((0, 0), words, _face(size))  # of the ink: a face has room above
    across = (picture.width - (box[2] - box[0])) // 2 - box[0]
    down = top + (height - (box[3] - box[1])) // 2 - box[1]
    pen.text((across, down), words, colour, _face(size))


@lru_cache(maxsize=8)
def _face(size: int) -> ImageFont.FreeTypeFont:
    path = next(path for path, covered in fonts.faces() if ord("请") in covered)
    return ImageFont.truetype(str(path), size)


def _put(picture: Image.Image, text: str, left: int, top: int, scale: int, colour: Colour) -> None:
    pen = ImageDraw.Draw(picture)
    for place, letter in enumerate(text):
        for down, row in enumerate(glyph(letter)):
            for across in range(WIDTH):
                if row >> (WIDTH - 1 - across) & 1:
                    x = left + (place * (WIDTH + 1) + across) * scale
                    y = top + down * scale
                    pen.rectangle((x, y, x + scale - 1, y + scale - 1), fill=colour)
