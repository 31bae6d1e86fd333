"""Line breaking as in Chinese and English typesetting (GB/T 15834 punctuation, UAX #14 in spirit)."""

import unicodedata
from functools import lru_cache

from hallprinters.drawing import fonts

_NEVER_FIRST = frozenset("，。、；：！？）」』》】〕〉”’…—～·％℃,.;:!?)]}%")
_NEVER_LAST = frozenset("（「『《【〔〈“‘￥$([{#№")
_WIDE = frozenset("WF")


def wrap(words: str, pixels: int, room: int) -> list[str]:
    """Break `words` into lines at most `room` dots wide; none begins with a full stop or ends with a bracket.

    Words of a language with spaces stay whole unless one alone is wider than the paper. A line break in
    `words` is kept; other control characters are removed.
    """
    return [line for paragraph in words.split("\n") for line in _wrap(paragraph, pixels, room)]


def wrap_evenly(words: str, pixels: int, room: int) -> list[str]:
    """As `wrap`, in as many lines but of even length: no single last character under a centred heading."""
    lines = wrap(words, pixels, room)
    too_narrow, wide_enough = room // max(1, len(lines)) // 2, room
    while len(lines) > 1 and wide_enough - too_narrow > pixels // 2:
        middle = (too_narrow + wide_enough) // 2
        tried = wrap(words, pixels, middle)
        if len(tried) == len(lines):
            wide_enough, lines = middle, tried
        else:
            too_narrow = middle
    return lines


def _wrap(words: str, pixels: int, room: int) -> list[str]:
    lines = [""]
    for piece in _pieces(fonts.drawable(words)):
        if width(lines[-1] + piece, pixels) <= room:
            lines[-1] += piece
        elif piece == " ":
            lines.append("")
        else:
            first, *rest = _cut_to_fit(piece, pixels, room)
            lines += [first, *rest]
    return [line.strip() for line in lines if line.strip()]


def width(words: str, pixels: int) -> int:
    """Return the width of `words` in dots in this size."""
    return round(sum(_advance(letter, pixels) for letter in fonts.visual(words)))


def fit(words: str, largest: int, smallest: int, room: int) -> int:
    """Return the largest size in which `words` fit on one line, never below `smallest`."""
    at_largest = width(words, largest)
    return largest if at_largest <= room else max(smallest, largest * room // at_largest)


@lru_cache(maxsize=8192)
def _advance(letter: str, pixels: int) -> float:
    ((face, same),) = fonts.runs(letter)
    return fonts.font(face, pixels).getlength(same)


def _pieces(words: str) -> list[str]:
    """Split into the smallest stretches that may stand at a line's edge, in order."""
    pieces: list[str] = []
    for letter in words:
        if pieces and _belongs_to(pieces[-1], letter):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _belongs_to(before: str, letter: str) -> bool:
    if letter == " " or before == " ":
        return False
    if letter in _NEVER_FIRST or before[-1] in _NEVER_LAST or unicodedata.category(letter).startswith("M"):
        return True
    return not _stands_alone(letter) and not _stands_alone(before[-1])


def _stands_alone(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in _WIDE


def _cut_to_fit(piece: str, pixels: int, room: int) -> list[str]:
    parts = [""]
    for letter in piece:
        if parts[-1] and width(parts[-1] + letter, pixels) > room:
            parts.append("")
        parts[-1] += letter
    return parts
