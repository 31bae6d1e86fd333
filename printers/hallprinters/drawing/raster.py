"""Draws a slip as the black and white dots of a thermal printer; needs no printer and no escpos."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageDraw

from hallprinters.drawing import fonts, layout
from hallprinters.drawing.packing import LONGEST_PAPER
from hallprinters.drawing.pictures import logo, modules
from hallprinters.drawing.slip import (
    Align,
    Cut,
    Element,
    Mark,
    Number,
    Pair,
    Picture,
    Qr,
    Rule,
    Size,
    Slip,
    Text,
    words_of,
)
from hallprinters.errors import BadSlip

MM80 = 576
"""Dots across 80 mm paper (72 mm printed at 8 dots/mm)."""
MM58 = 384
"""Dots across 58 mm paper (48 mm printed)."""

_WHITE = 1
_BLACK = 0
_LEAST_BESIDE = 5  # letters that a caption beside a code has room for; else it stands under the code
_BASELINE = 0.88  # of the em, from the top: the common baseline of Han and Latin


@dataclass(frozen=True)
class Paper:
    """Sizes in dots for one width of paper; no text is below 22, where Han strokes merge."""

    dots: int
    margin: int
    small: int
    body: int
    large: int
    head: int
    number: int

    @property
    def room(self) -> int:
        """Return the dots that words may fill."""
        return self.dots - 2 * self.margin

    def pixels(self, size: Size) -> int:
        """Return the em of a named size."""
        return {"small": self.small, "body": self.body, "large": self.large, "head": self.head}[size]


_PAPERS = {
    MM80: Paper(MM80, margin=8, small=22, body=26, large=34, head=42, number=148),
    MM58: Paper(MM58, margin=4, small=22, body=24, large=30, head=34, number=120),
}


def paper_of(width_dots: int, letters: int = 1) -> Paper:
    """Return the sizes of a paper, for letters so many times as high as usual; the number at most fills the paper.

    Raises:
        BadSlip: no paper has this width.
    """
    paper = _PAPERS.get(width_dots)
    if paper is None:
        raise BadSlip(f"paper is {MM80} or {MM58} dots wide, not {width_dots}")
    if letters == 1:
        return paper
    return replace(
        paper,
        small=letters * paper.small,
        body=letters * paper.body,
        large=letters * paper.large,
        head=letters * paper.head,
        number=letters * paper.number,
    )


def strips_of(element: Element, paper: Paper) -> list[Image.Image]:
    """Return an element as strips, line by line.

    Raises:
        BadSlip: it cannot be drawn.
    """
    return list(_strips(element, paper))


def missing_glyphs(slip: Slip) -> str:
    """Return the slip's characters that print as 〓 because no font here has them; "" if there are none."""
    return fonts.missing_glyphs(words_of(slip))


def png(picture: Image.Image) -> bytes:
    """Return the picture as the bytes of a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def stack(strips: Sequence[Image.Image], paper: Paper) -> Image.Image:
    """Stack strips in a column."""
    tall = sum(strip.height for strip in strips)
    sheet = Image.new("1", (paper.dots, max(tall, 1)), _WHITE)
    top = 0
    for strip in strips:
        sheet.paste(strip, (0, top))
        top += strip.height
    return sheet


def _strips(element: Element, paper: Paper) -> Iterable[Image.Image]:  # noqa: PLR0911 - one return an element
    match element:
        case Text(words=words, size=size, align=align, bold=bold):
            pixels = paper.pixels(size)
            breaks = layout.wrap_evenly if align == "center" else layout.wrap
            return [_line(line, pixels, align, bold, paper) for line in breaks(words, pixels, paper.room)]
        case Number(words=words):
            return [_number(fonts.drawable(words), paper)]
        case Pair(left=left, right=right, size=size):
            return _pair(left, right, paper.pixels(size), paper)
        case Rule():
            return [rule(paper)]
        case Mark(words=words):
            return [mark(words, paper)]
        case Qr(data=data, caption=caption):
            return [_qr(data, caption, paper)]
        case Picture(png=encoded):
            return [_logo(encoded, paper)]
        case Cut():
            return []


def _blank(paper: Paper, tall: int, ink: int = _WHITE) -> Image.Image:
    return Image.new("1", (paper.dots, tall), ink)


def _write(
    strip: Image.Image, at: tuple[int, int], words: str, pixels: int, *, bold: bool, ink: int = _BLACK
) -> None:
    """Write one line's words at their baseline; bold is a double strike, as on thermal printers."""
    pen = ImageDraw.Draw(strip)
    x, baseline = at
    for face, stretch in fonts.runs(fonts.visual(words)):
        for strike in (0, 1) if bold else (0,):
            pen.text((x + strike, baseline), stretch, fill=ink, font=fonts.font(face, pixels), anchor="ls")
        x += layout.width(stretch, pixels)


def _from_left(words: str, pixels: int, align: Align, paper: Paper) -> int:
    spare = paper.room - layout.width(words, pixels)
    return paper.margin + {"left": 0, "center": spare // 2, "right": spare}[align]


@lru_cache(maxsize=256)
def _line(words: str, pixels: int, align: Align, bold: bool, paper: Paper) -> Image.Image:
    # Most lines of a slip recur on the next one, so a drawn line is cached.
    strip = _blank(paper, _pitch(pixels))
    _write(strip, (_from_left(words, pixels, align, paper), _baseline(pixels)), words, pixels, bold=bold)
    return strip


def _pitch(pixels: int) -> int:
    return round(pixels * 1.36)


def _baseline(pixels: int) -> int:
    return round(pixels * (_BASELINE + 0.18))


@lru_cache(maxsize=64)
def _number(words: str, paper: Paper) -> Image.Image:
    shown = words or " "
    room = paper.room - 16
    widest = fonts.number_font(shown, paper.number).getlength(shown)
    pixels = paper.number if widest <= room else max(paper.head, int(paper.number * room / widest))
    font = fonts.number_font(shown, pixels)
    _, top, _, bottom = font.getbbox(shown, anchor="ls")
    edge = max(10, pixels // 9)
    strip = _blank(paper, round(bottom - top) + 2 * edge)
    at = (paper.dots // 2, edge - top)
    ImageDraw.Draw(strip).text(at, shown, _BLACK, font, anchor="ms")
    return strip


def _pair(left: str, right: str, pixels: int, paper: Paper) -> list[Image.Image]:
    """Draw label and value on one line; a long value wraps in its own column, a long label goes above it."""
    label = fonts.drawable(left)
    gap = pixels
    beside = paper.room - layout.width(label, pixels) - gap
    if layout.width(fonts.drawable(right), pixels) > beside < paper.room * 2 // 5:
        above = [_line(line, pixels, "left", False, paper) for line in layout.wrap(left, pixels, paper.room)]
        values = layout.wrap(right, pixels, paper.room)
        return above + [_line(line, pixels, "right", True, paper) for line in values]
    values = layout.wrap(right, pixels, beside) or [""]
    first = _line(label, pixels, "left", False, paper).copy()
    _write(
        first,
        (_from_left(values[0], pixels, "right", paper), _baseline(pixels)),
        values[0],
        pixels,
        bold=True,
    )
    return [first, *(_line(line, pixels, "right", True, paper) for line in values[1:])]


@lru_cache(maxsize=4)
def rule(paper: Paper) -> Image.Image:
    """Draw a dashed line across the paper."""
    strip = _blank(paper, 20)
    pen = ImageDraw.Draw(strip)
    for x in range(paper.margin, paper.dots - paper.margin, 12):
        pen.rectangle((x, 9, x + 6, 10), fill=_BLACK)
    return strip


@lru_cache(maxsize=16)
def mark(words: str, paper: Paper) -> Image.Image:
    """Draw white words on black across the paper."""
    spoken = fonts.drawable(words)
    pixels = layout.fit(spoken, paper.body, paper.small, paper.room - 24)
    wide = min(paper.room, layout.width(spoken, pixels) + 2 * pixels)
    band = Image.new("1", (wide, _pitch(pixels) + 12), _BLACK)
    x = (wide - layout.width(spoken, pixels)) // 2
    _write(band, (x, _baseline(pixels) + 6), spoken, pixels, bold=True, ink=_WHITE)
    strip = _blank(paper, band.height + 12)
    strip.paste(band, ((paper.dots - wide) // 2, 4))
    return strip


def _qr(data: str, caption: str, paper: Paper) -> Image.Image:
    code = modules(data)
    beside = paper.dots - paper.margin - code.width
    if beside < _LEAST_BESIDE * paper.small:
        return _qr_above(code, caption, paper)
    lines = layout.wrap(caption, paper.small, beside)
    pitch = _pitch(paper.small)
    strip = _blank(paper, max(code.height, len(lines) * pitch))
    strip.paste(code, (0 if lines else (paper.dots - code.width) // 2, (strip.height - code.height) // 2))
    top = (strip.height - len(lines) * pitch) // 2
    for row, line in enumerate(lines):
        _write(strip, (code.width, top + row * pitch + _baseline(paper.small)), line, paper.small, bold=False)
    return strip


def _qr_above(code: Image.Image, caption: str, paper: Paper) -> Image.Image:
    """Draw the code with its caption under it, where the letters are too large to stand beside it."""
    lines = [
        _line(each, paper.small, "center", False, paper)
        for each in layout.wrap_evenly(caption, paper.small, paper.room)
    ]
    strip = _blank(paper, code.height)
    strip.paste(code, ((paper.dots - code.width) // 2, 0))
    return stack([strip, *lines], paper)


@lru_cache(maxsize=8)
def _logo(encoded: str, paper: Paper) -> Image.Image:
    ink = logo(encoded, paper.room)
    if ink.height > LONGEST_PAPER // 2:
        raise BadSlip(
            f"a picture of {ink.height // 8} mm on this paper: {LONGEST_PAPER // 16} mm is the most"
        )
    strip = _blank(paper, ink.height + 8)
    strip.paste(ink, ((paper.dots - ink.width) // 2, 4))
    return strip
