"""SQLite's write-ahead log, read from outside (sqlite.org/fileformat2.html#walformat).

A log begins with a header that has two salts; each frame of it repeats them, and has a checksum over all frames before.
When a log has been moved into the file, the next one overwrites it from its beginning, with other salts.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path

HEADER, FRAME_HEADER = 32, 24
_MAGIC = {0x377F0682: "little", 0x377F0683: "big"}  # the byte order of the checksums


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a log.

    Attributes:
        salts: eight bytes that name this log.
        page: bytes of a page.
        order: the byte order of its checksums.
        sums: the checksum over the header.
    """

    salts: bytes
    page: int
    order: str
    sums: tuple[int, int]

    @property
    def following(self) -> int:
        """The first salt of the log that follows this one: SQLite counts it up."""
        return (int.from_bytes(self.salts[:4], "big") + 1) & 0xFFFFFFFF

    @property
    def frame(self) -> int:
        """Bytes of a frame: a page and what is said of it."""
        return FRAME_HEADER + self.page


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a log at which a transaction ends, and the checksum up to there."""

    at: int
    sums: tuple[int, int]


def read_head(raw: bytes) -> Head | None:
    """Read a log's header; None where there is none, or it is not whole."""
    if len(raw) < HEADER:
        return None
    magic, _version, page = struct.unpack(">III", raw[:12])
    order = _MAGIC.get(magic)
    if order is None:
        return None
    sums = _sum(raw[:24], (0, 0), order)
    if sums != struct.unpack(">II", raw[24:32]):
        return None
    return Head(raw[16:24], page, order, sums)


def frames_end(file: int, head: Head, begins: int, most: int) -> int:
    """Where the frames with the log's own salts end, at most so many bytes after `begins`: beyond lie older ones."""
    at = begins
    while at + head.frame - begins <= most:
        said = os.pread(file, FRAME_HEADER, at)
        if len(said) < FRAME_HEADER or said[8:16] != head.salts:
            break
        at += head.frame
    return at


def head_of(file: Path) -> Head | None:
    """The header of a log's file; None where there is none."""
    try:
        with file.open("rb") as log:
            return read_head(log.read(HEADER))
    except FileNotFoundError:
        return None


def _sum(raw: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    words = array("I", raw)
    if order != sys.byteorder:
        words.byteswap()
    one, two = sums
    pairs = iter(words)
    for first, second in zip(pairs, pairs, strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
