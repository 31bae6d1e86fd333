"""Slips for slow lines: text where the printer has the letters, dots for the rest; a tenth of the bytes."""

from __future__ import annotations

from PIL import Image

from hallprinters.drawing import fonts, layout
from hallprinters.drawing.packing import LONGEST_PAPER, packed
from hallprinters.drawing.papers import going_on, stacked, the_rest
from hallprinters.drawing.raster import Paper, paper_of, stack, strips_of
from hallprinters.drawing.slip import Align, Element, Number, Size, Slip, Text
from hallprinters.encode import Job, bands, frame
from hallprinters.profiles import Profile

_Unit = tuple[bytes, int]

_ALIGN = {"left": b"\x1ba\0", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
_HAN_ON = b"\x1c&"
_HAN_OFF = b"\x1c."
_COLUMN = 12  # dots: font A is 12 × 24, a Han character 24 × 24
_ROW = 24
_LINE_FEED = 30
_TIMES: dict[Size, tuple[int, int]] = {"small": (1, 1), "body": (1, 1), "large": (1, 2), "head": (2, 2)}
_HUGE = 8  # GS ! multiplies by eight at most


def encode_hybrid(slip: Slip, profile: Profile, token: int = 0) -> Job:
    """Return the job of `slip`: number by GS !, Han in GBK as text, the rest as dots; see `raster.papers`.

    Raises:
        BadSlip, NoFont: as `raster.papers`.
    """
    paper = paper_of(profile.dots, slip.letters)
    stacks, _ = stacked(slip, lambda element: _units(element, paper))

    def head(n: int, of: int) -> _Unit:
        return _drawn([going_on(slip, n, of, paper)], paper)

    laid, _ = packed(stacks, lambda unit: unit[1], head, _drawn([the_rest(paper)], paper))
    height = sum(tall for units in laid for _, tall in units)
    return frame([[data for data, _ in units] for units in laid] or [[]], height, profile, token)


def _units(element: Element, paper: Paper) -> list[_Unit]:
    """Return the element as bytes with their rows, typed or drawn; split into lines if it is very tall."""
    typed = _typed(element, paper)
    if typed is not None and typed[1] < LONGEST_PAPER // 2:
        return [typed]
    strips = strips_of(element, paper)
    if sum(strip.height for strip in strips) < LONGEST_PAPER // 2:
        return [_drawn(strips, paper)] if strips else []
    return [_drawn([strip], paper) for strip in strips]


def _drawn(strips: list[Image.Image], paper: Paper) -> _Unit:
    picture = stack(strips, paper)
    return b"".join(bands(picture)), picture.height


def _typed(element: Element, paper: Paper) -> tuple[bytes, int] | None:
    """Return the element in the printer's own letters, and its rows; None when it must be drawn."""
    match element:
        case Number(words=words):
            return _number(fonts.drawable(words), paper.dots)
        # a printer's own letters are as high as they are: larger ones are drawn
        case Text(words=words, size=size, align=align, bold=bold) if paper == paper_of(paper.dots):
            return _text(words, size, align, paper.dots, bold=bold)
    return None


def _number(words: str, dots: int) -> tuple[bytes, int] | None:
    if not words.isascii() or not words:
        return None
    times = min(_HUGE, dots // (_COLUMN * len(words)))
    if times < 1:
        return None
    size = bytes((0x1D, 0x21, (times - 1) * 0x11))
    data = _ALIGN["center"] + size + words.encode("ascii") + b"\n\x1d!\0" + _ALIGN["left"]
    return data, times * _ROW + _LINE_FEED


def _text(words: str, size: Size, align: Align, dots: int, *, bold: bool) -> tuple[bytes, int] | None:
    wide, tall = _TIMES[size]
    room = dots // (_COLUMN * wide)
    lines = layout.wrap(words, 2 * _COLUMN * wide, dots)
    spoken = [_gbk(line) for line in lines]
    if any(line is None or len(line) > room for line in spoken):
        return None  # a column of the printer can be wider than a letter of ours
    opening = _ALIGN[align] + bytes((0x1B, 0x45, bold)) + bytes((0x1D, 0x21, (wide - 1) << 4 | (tall - 1)))
    body = b"".join(line + b"\n" for line in spoken if line is not None)
    data = opening + _HAN_ON + body + _HAN_OFF + b"\x1d!\0\x1bE\0" + _ALIGN["left"]
    return data, len(lines) * max(tall * _ROW, _LINE_FEED)


def _gbk(line: str) -> bytes | None:
    """Return the line in GBK, where a letter has as many bytes as columns; None if a letter is not in GBK."""
    if not all(letter.isascii() or _is_han(letter) for letter in line):
        return None
    try:
        return line.encode("gbk")
    except UnicodeEncodeError:
        return None


def _is_han(letter: str) -> bool:
    """Whether it is Han or full-width punctuation, two columns wide in every printer's Chinese font."""
    return "\u4e00" <= letter <= "\u9fa5" or "\u3001" <= letter <= "\u3017" or "\uff01" <= letter <= "\uff5e"
