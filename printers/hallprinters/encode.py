"""Converts a drawn slip to ESC/POS bytes; the only module that imports python-escpos, on first use."""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image

from hallprinters.profiles import Profile

BAND_ROWS = 113
"""The tallest band: 113 rows of 72 bytes are below 8192, so that 8192 NULs end any torn band."""

INIT = b"\x1b@"
TEAR_FILL = b"\0" * 8192
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
"""Real-time commands, which a printer obeys even in the middle of a picture: DLE EOT, DLE ENQ, DLE DC4."""

_SLICE_ROWS = 24
_LEFT = b"\x1ba\0"
_CENTRE = b"\x1ba\x01"
_ASB_ON = b"\x1da\xff"
_ASK_GS_R = b"\x1dr\x01"
_ASK_PROCESS_ID = b"\x1d(H\x06\x0000"
_TOKEN_DIGITS = 4
_loading = threading.Lock()


@dataclass(frozen=True)
class Job:
    """The bytes of one slip. `token`: the process id that the printer reports when done; `height` in dots."""

    data: bytes
    height: int
    token: bytes | None = None


def encode(pictures: Image.Image | Sequence[Image.Image], profile: Profile, token: int = 0) -> Job:
    """Return the job that prints each picture on its own paper.

    Args:
        pictures: mode "1", as wide as the profile's paper.
        profile: which printer.
        token: any number; a printer that knows process ids returns its last four digits.
    """
    all_of_them = [pictures] if isinstance(pictures, Image.Image) else pictures
    return frame(
        [list(bands(each)) for each in all_of_them], sum(each.height for each in all_of_them), profile, token
    )


def frame(papers: Sequence[list[bytes]], height: int, profile: Profile, token: int) -> Job:
    """Return the papers' bytes as a job: initialise, status on, a cut after each, the completion requests."""
    opening, cut = _framing(profile.escpos)
    spoken = b"%04d" % (token % 10**_TOKEN_DIGITS) if profile.process_id else None
    # ESC @ turns automatic status off again, so it is turned on after it.
    parts = [opening, _ASB_ON if profile.talks else b""]
    for body in papers:
        parts += [*body, cut]
    parts += [_ASK_GS_R] if profile.gs_r else []
    parts += [_ASK_PROCESS_ID + spoken] if spoken else []
    return Job(b"".join(parts), height, spoken)


def bands(picture: Image.Image) -> Iterator[bytes]:
    """Yield the picture as GS v 0 commands, each at most 113 rows, trimmed, free of real-time commands.

    Each band is left-aligned or centred, whichever needs fewer bytes; the last one leaves the printer
    left-aligned.
    """
    wide = picture.width // 8
    dots = picture.tobytes("raw", "1;I")
    rows = [dots[start : start + wide] for start in range(0, len(dots), wide)]
    centred = False
    for start, end in _stretches(rows):
        left, right = _ink(rows[start:end])
        spare = min(left, wide - right)
        middle = wide - 2 * spare < right
        if middle != centred:
            yield _CENTRE if middle else _LEFT
            centred = middle
        used = slice(spare, wide - spare) if middle else slice(right)
        yield _band([row[used] for row in rows[start:end]])
    if centred:
        yield _LEFT


def _ink(rows: list[bytes]) -> tuple[int, int]:
    """Return the first byte column with ink and the one after the last; at least one byte wide."""
    right = max(1, *(len(row.rstrip(b"\0")) for row in rows))
    return min(right - 1, *(len(row) - len(row.lstrip(b"\0")) for row in rows)), right


def _stretches(rows: list[bytes]) -> Iterator[tuple[int, int]]:
    """Yield spans of rows that are all blank or all inked; tall ones in slices, which trim better."""
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or any(rows[index]) != any(rows[start]):
            step = _SLICE_ROWS if any(rows[start]) and index - start > 2 * _SLICE_ROWS else BAND_ROWS
            yield from ((top, min(top + step, index)) for top in range(start, index, step))
            start = index


def _band(rows: list[bytes]) -> bytes:
    body = b"".join(rows)
    # One extra dot beside the last breaks the pair and is invisible; 0C, 0D and 1C start no command
    # themselves.
    harmless = REAL_TIME.sub(lambda pair: bytes((0x10, pair[0][1] | 0x08)), body)
    # Blank rows are sent too, a byte each: feed commands use motion units, which differ by make.
    size = len(rows[0]).to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return b"\x1dv0\0" + size + harmless


@cache
def _framing(kind: str) -> tuple[bytes, bytes]:
    """Return python-escpos's bytes for "initialise" and for "feed to the knife and cut" on this printer."""
    with _loading:  # importing it writes a capabilities file, for which two threads would race
        from escpos.printer import Dummy

        printer = Dummy(profile=kind)
        printer.hw("INIT")
        opening = printer.output
        printer.clear()
        printer.cut(feed=False)
        return opening, printer.output
