"""Parses a printer's status bytes without a socket: any split, any noise, never a wrong meaning.

Source of the byte shapes: Epson's ESC/POS reference for DLE EOT, GS a, GS r, GS ( H and DLE DC4.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

State = Literal["ready", "silent", "offline", "cover_open", "paper_out", "paper_low", "cutter", "error"]

ASK = {n: bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)}
"""DLE EOT n: 1 printer, 2 cause of being offline, 3 cause of an error, 4 roll."""
ASK_CLEAR = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))
"""DLE DC4 8: throw away everything received and not yet printed."""

_BLOCK_HEADS = frozenset((0x37, 0x3D, 0x5F, 0x3B))
_LONGEST_BLOCK = 96


@dataclass(frozen=True)
class RealTime:
    """The answer to a DLE EOT; only the caller knows which of the four it answers."""

    byte: int


@dataclass(frozen=True)
class Automatic:
    """Four bytes that the printer sends by itself on a change (ASB)."""

    block: bytes


@dataclass(frozen=True)
class Processed:
    """The answer to GS r: everything sent before it has been processed."""

    byte: int


@dataclass(frozen=True)
class PrintedOut:
    """The answer to GS ( H: the slip with this process id is out of the printer."""

    token: bytes


@dataclass(frozen=True)
class Cleared:
    """The answer to DLE DC4 8: the buffer is empty."""


@dataclass(frozen=True)
class Block:
    """Any other block up to its NUL: a name, a serial number."""

    text: bytes


@dataclass(frozen=True)
class Noise:
    """A byte without a meaning here, kept for inspection."""

    byte: int


Reply = RealTime | Automatic | Processed | PrintedOut | Cleared | Block | Noise


class StatusReader:
    """Parses incoming bytes; returns complete replies and keeps the rest."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Reply]:
        """Return the replies completed by `data`, in order."""
        self._held += data
        return list(self._complete())

    def _complete(self) -> Iterator[Reply]:
        while self._held:
            size, reply = _first(self._held)
            if reply is None:
                return
            del self._held[:size]
            yield reply


def _first(held: bytearray) -> tuple[int, Reply | None]:
    """Return the length of the first reply in `held`, and the reply; None while it is incomplete."""
    head = held[0]
    if head in _BLOCK_HEADS:
        return _block(held)
    if head & 0x93 == 0x12:  # 0xx1xx10
        return 1, RealTime(head)
    if head & 0x93 == 0x10:  # 0xx1xx00
        return _automatic(held)
    if head & 0x90 == 0:
        return 1, Processed(head)
    return 1, Noise(head)


def _block(held: bytearray) -> tuple[int, Reply | None]:
    end = held.find(0, 1)
    body = held[1:] if end < 0 else held[1:end]
    if len(body) > _LONGEST_BLOCK or any(byte & 0x80 for byte in body):
        return 1, Noise(held[0])
    if end < 0:
        return 0, None
    whole = bytes(held[:end])
    if whole == b"7%":
        return end + 1, Cleared()
    if whole[:2] == b'7"' and len(whole) == 6:  # 37 22 d1 d2 d3 d4
        return end + 1, PrintedOut(whole[2:])
    return end + 1, Block(whole)


def _automatic(held: bytearray) -> tuple[int, Reply | None]:
    rest = held[1:4]
    if any(byte & 0x90 for byte in rest):
        return 1, Noise(held[0])
    return (4, Automatic(bytes(held[:4]))) if len(held) >= 4 else (0, None)  # always four


@dataclass(frozen=True)
class Reading:
    """A printer's state at one moment; `detail` is for the technician."""

    state: State
    detail: str | None = None

    @property
    def prints(self) -> bool:
        """Whether a slip sent now would come out."""
        return self.state in {"ready", "paper_low"}


def from_answers(answers: dict[int, int]) -> Reading:
    """Return the reading of answers to DLE EOT 1–4; missing ones are skipped, none at all is silence."""
    if not answers:
        return Reading("silent", "no answer to DLE EOT")
    printer, cause, fault, roll = (answers.get(n, 0) for n in (1, 2, 3, 4))
    return _worst(
        cover=bool(cause & 0x04),
        out=bool(cause & 0x20 or roll & 0x60),
        cutter=bool(fault & 0x08),
        error=bool(cause & 0x40 or fault & 0x64),
        offline=bool(printer & 0x28),
        low=bool(roll & 0x0C),
        detail=" ".join(f"{n}:{answers[n]:02X}" for n in sorted(answers)),
    )


def from_automatic(block: bytes) -> Reading:
    """Return the reading of an ASB block of four bytes."""
    first, second, third = block[:3]
    return _worst(
        cover=bool(first & 0x20),
        out=bool(third & 0x0C),
        cutter=bool(second & 0x08),
        error=bool(second & 0x24),
        offline=bool(first & 0x08),
        low=bool(third & 0x03),
        detail=f"ASB {block.hex(' ').upper()}",
    )


def _worst(
    *, cover: bool, out: bool, cutter: bool, error: bool, offline: bool, low: bool, detail: str
) -> Reading:
    """Return the fault to fix first: an open cover, for example, also reports no paper and offline."""
    ranked: tuple[tuple[bool, State], ...] = (
        (cover, "cover_open"),
        (out, "paper_out"),
        (cutter, "cutter"),
        (error, "error"),
        (offline, "offline"),
        (low, "paper_low"),
    )
    return next((Reading(state, detail) for is_so, state in ranked if is_so), Reading("ready"))
