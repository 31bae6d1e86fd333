"""The checksums of a write-ahead log's frames, many at once: ten thousand frames a second are a busy hall's.

A checksum is two numbers, and each pair of words turns them into two others, linearly (sqlite.org/fileformat2.html,
4.2): what a page adds is one product of its words with weights that are the same for all pages.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import numpy as np

from hallserver.store.disk.wal import FRAME_HEADER, HEADER, Head, Place

_MOD = 0xFFFFFFFF


def beginning(head: Head) -> Place:
    """The place before a log's first frame."""
    return Place(HEADER, head.sums)


def last_end(head: Head, raw: bytes, begins: Place) -> Place:
    """Follow the frames in `raw`, the log's bytes from `begins` on; return where the last whole transaction ends."""
    count = len(raw) // head.frame
    if not count:
        return begins
    frames = np.frombuffer(raw, np.uint8, count * head.frame).reshape(count, head.frame)
    order = "<" if head.order == "little" else ">"
    words = np.ascontiguousarray(frames[:, FRAME_HEADER:]).view(f"{order}u4").astype(np.uint32)
    weights, (a, b, c, d) = _weights(head.page)
    adds = (words @ weights).tolist()
    end, (one, two) = begins, begins.sums
    for n in range(count):
        first = n * head.frame
        if raw[first + 8 : first + 16] != head.salts:
            break
        x, y = struct.unpack_from(f"{order}II", raw, first)
        one = (one + x + two) & _MOD
        two = (two + y + one) & _MOD
        one, two = (a * one + b * two + adds[n][0]) & _MOD, (c * one + d * two + adds[n][1]) & _MOD
        if (one, two) != struct.unpack_from(">II", raw, first + 16):
            break
        if (
            raw[first + 4 : first + 8] != b"\0\0\0\0"
        ):  # it ends a transaction, and says how large the file is then
            end = Place(begins.at + first + head.frame, (one, two))
    return end


@cache
def _weights(page: int) -> tuple[Any, tuple[int, int, int, int]]:
    """What each word of a page adds to the two numbers, and what becomes of those that were there before."""
    pairs = page // 8
    found = np.zeros((2 * pairs, 2), np.uint32)
    # one pair turns (s, t) into (s + t, s + 2t); a first word adds (1, 1) to that, a second one (0, 1)
    a, b, c, d = 1, 0, 0, 1
    for n in reversed(range(pairs)):
        found[2 * n] = ((a + b) & _MOD, (c + d) & _MOD)
        found[2 * n + 1] = (b, d)
        a, b, c, d = (a + b) & _MOD, (a + 2 * b) & _MOD, (c + d) & _MOD, (c + 2 * d) & _MOD
    return found, (a, b, c, d)
