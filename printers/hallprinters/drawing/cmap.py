"""The characters that a font file can draw: its `cmap` table, formats 4 and 12 (OpenType 1.9)."""

import struct
from pathlib import Path

_UNICODE = {(3, 10): 3, (0, 6): 3, (0, 4): 3, (3, 1): 2, (0, 3): 2, (0, 2): 1, (0, 1): 1, (0, 0): 1}


def characters_in(font: Path) -> frozenset[int]:
    """Return the code points with a glyph of their own; empty when the file has no Unicode table.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no font.
    """
    data = font.read_bytes()
    try:
        table = _table(data)
        kind = int.from_bytes(table[:2], "big")
        if kind == 12:  # the format's own number
            return frozenset(_segmented_coverage(table))
        return frozenset(_segment_mapping(table)) if kind == 4 else frozenset()  # as above
    except (struct.error, IndexError) as error:
        raise ValueError(f"{font.name} is no font: {error}") from error


def _table(data: bytes) -> bytes:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * index)
        if tag == b"cmap":
            return _richest(data[offset : offset + length])
    raise IndexError("no cmap table")


def _richest(cmap: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", cmap, 2)
    found = [struct.unpack_from(">HHI", cmap, 4 + 8 * index) for index in range(count)]
    ranked = max(found, key=lambda entry: _UNICODE.get(entry[:2], 0))
    return cmap[ranked[2] :]


def _segmented_coverage(table: bytes) -> set[int]:
    (groups,) = struct.unpack_from(">I", table, 12)
    covered: set[int] = set()
    for first, last, glyph in struct.iter_unpack(">III", table[16 : 16 + 12 * groups]):
        covered.update(range(first if glyph else first + 1, last + 1))
    return covered


def _segment_mapping(table: bytes) -> set[int]:
    segments = struct.unpack_from(">H", table, 6)[0] // 2
    row = struct.Struct(f">{segments}H")
    ends = row.unpack_from(table, 14)
    starts = row.unpack_from(table, 16 + 2 * segments)
    deltas = row.unpack_from(table, 16 + 4 * segments)
    ranges_at = 16 + 6 * segments
    ranges = row.unpack_from(table, ranges_at)
    covered: set[int] = set()
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if not offset:
                glyph = code + delta
            else:
                (glyph,) = struct.unpack_from(
                    ">H", table, ranges_at + 2 * index + offset + 2 * (code - first)
                )
            if glyph & 0xFFFF:
                covered.add(code)
    return covered
