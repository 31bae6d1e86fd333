"""The readers themselves, behind one seam: what was read since the last question."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hallkiosk.keys import CODES, NAMES, PRESSED, RELEASED, Keyboard
from hallkiosk.readers.scans import LONGEST, Scan, scan_of
from hallwires.lines import Line

QUIET_SECONDS = 0.15
"""A reader that ends its texts with nothing has ended when it is silent for so long."""
AGAIN_SECONDS = 3.0
"""The same card so soon is the same card, that still lies there."""
_ENDS = b"\r\n\t\x03"
_STARTS = b"\x02"


class Reader(Protocol):
    """The seam."""

    def read(self, seconds: float) -> Sequence[Scan]:
        """Return what was read, waiting at most `seconds`.

        Raises:
            DeviceError: Silent, Garbled, Refused, Torn.
        """

    def close(self) -> None:
        """Let it go."""


@dataclass(slots=True)
class Scanner:
    """A reader that sends texts on a serial line or over TCP, each ended by CR, LF, Tab, ETX, or a silence."""

    line: Line
    _kept: bytearray = field(default_factory=bytearray)
    _heard_at: float = 0.0

    def read(self, seconds: float) -> Sequence[Scan]:
        """Take what came; a text may come in pieces."""
        part = self.line.receive(min(seconds, QUIET_SECONDS) if self._kept else seconds)
        if part:
            self._heard_at = time.monotonic()
            self._kept += part
        return self._texts(ended=time.monotonic() - self._heard_at >= QUIET_SECONDS)

    def close(self) -> None:
        """Close the line."""
        self.line.close()

    def _texts(self, *, ended: bool) -> list[Scan]:
        scans = []
        while (at := next((n for n, byte in enumerate(self._kept) if byte in _ENDS), None)) is not None:
            scans.append(scan_of(_decoded(self._kept[:at])))
            del self._kept[: at + 1]
        if self._kept and (ended or len(self._kept) > LONGEST):
            scans.append(scan_of(_decoded(self._kept)))
            self._kept.clear()
        return [each for each in scans if each is not None]


@dataclass(slots=True)
class TypingReader:
    """A reader that types like a keyboard, had by the agent alone: it types into no page and needs no focus."""

    keyboard: Keyboard
    _typed: str = ""
    _shift: bool = False

    def read(self, seconds: float) -> Sequence[Scan]:
        """Take keys until Enter or Tab."""
        scans = []
        for code, value in self.keyboard.events(seconds):
            if code in _SHIFTS:
                self._shift = value != RELEASED
            elif value != PRESSED:
                continue
            elif code in _ENTERS:
                scans.append(scan_of(self._typed))
                self._typed = ""
            else:
                self._typed = (self._typed + letter_of(code, shift=self._shift))[-LONGEST:]
        return [each for each in scans if each is not None]

    def close(self) -> None:
        """Give the device back."""
        self.keyboard.close()


@dataclass(slots=True)
class SameCard:
    """Remembers the last card for a few seconds by a mark that is worthless elsewhere, and not its number."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _mark: bytes = b""
    _at: float = 0.0

    def is_new(self, number: str) -> bool:
        """Whether this card was not read just now."""
        now = time.monotonic()
        mark = hashlib.blake2b(number.encode(), key=self._key).digest()
        again = mark == self._mark and now - self._at < AGAIN_SECONDS
        self._mark, self._at = mark, now
        return not again


_SHIFTS = frozenset({CODES["LEFTSHIFT"], CODES["RIGHTSHIFT"]})
_ENTERS = frozenset({CODES["ENTER"], CODES["KPENTER"], CODES["TAB"]})
# a US keyboard, which readers pretend to be, whatever layout the machine has
_SIGNS = {
    "MINUS": "-_",
    "EQUAL": "=+",
    "SLASH": "/?",
    "DOT": ".>",
    "COMMA": ",<",
    "SEMICOLON": ";:",
    "APOSTROPHE": "'\"",
    "SPACE": "  ",
    "KPMINUS": "--",
    "KPDOT": "..",
    "KPSLASH": "//",
}
_ABOVE_DIGITS = ")!@#$%^&*("


def letter_of(code: int, *, shift: bool) -> str:
    """Return the character of a key; "" for one that types nothing."""
    name = NAMES.get(code, "")
    if len(name) == 1 and name.isdigit():
        return _ABOVE_DIGITS[int(name)] if shift else name
    if len(name) == 1:
        return name if shift else name.lower()
    if name.startswith("KP") and name[2:].isdigit():
        return name[2:]
    return _SIGNS[name][shift] if name in _SIGNS else ""


def _decoded(data: bytes | bytearray) -> str:
    plain = bytes(data).lstrip(_STARTS)
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return plain.decode("gb18030", "replace")
