"""Keys of a Linux input device (a USB pad, a reader that types), read without any window's focus.

Sources: the kernel's Documentation/input/input.rst and uapi/linux/input-event-codes.h. Own reading of a fixed struct,
as the binding `evdev` is compiled on the spot and wants the kernel's headers.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import select
import struct
from contextlib import suppress

from hallwires.errors import NotAllowed, Torn, Unreachable

EVENT = struct.Struct("llHHi")
EV_SYN, EV_KEY, EV_LED = 0x00, 0x01, 0x11
RELEASED, PRESSED, REPEATED = 0, 1, 2
NUM_LOCK, SCROLL_LOCK = 0, 2
_GRAB = 0x40044590  # EVIOCGRAB: nobody else hears these keys, no page types them
_BATCH = 64
log = logging.getLogger(__name__)

_NUMBERED = {
    **dict(zip("1234567890", range(2, 12), strict=True)),
    **dict(zip("QWERTYUIOP", range(16, 26), strict=True)),
    **dict(zip("ASDFGHJKL", range(30, 39), strict=True)),
    **dict(zip("ZXCVBNM", range(44, 51), strict=True)),
    **{f"F{n}": 58 + n for n in range(1, 11)},
}
CODES: dict[str, int] = _NUMBERED | {
    "ESC": 1,
    "MINUS": 12,
    "EQUAL": 13,
    "BACKSPACE": 14,
    "TAB": 15,
    "ENTER": 28,
    "LEFTSHIFT": 42,
    "SEMICOLON": 39,
    "APOSTROPHE": 40,
    "COMMA": 51,
    "DOT": 52,
    "SLASH": 53,
    "RIGHTSHIFT": 54,
    "KPASTERISK": 55,
    "SPACE": 57,
    "KP7": 71,
    "KP8": 72,
    "KP9": 73,
    "KPMINUS": 74,
    "KP4": 75,
    "KP5": 76,
    "KP6": 77,
    "KPPLUS": 78,
    "KP1": 79,
    "KP2": 80,
    "KP3": 81,
    "KP0": 82,
    "KPDOT": 83,
    "F11": 87,
    "F12": 88,
    "KPENTER": 96,
    "KPSLASH": 98,
}
NAMES = {code: name for name, code in CODES.items()}


class Keyboard:
    """An input device that is had alone, as long as its `with`.

    Raises:
        NotAllowed: this user may not open it (group input). Unreachable: it is not plugged in.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._descriptor = _open(path)
        self._kept = b""
        try:
            fcntl.ioctl(self._descriptor, _GRAB, 1)
        except OSError as error:
            if error.errno == errno.EBUSY:
                os.close(self._descriptor)
                raise Unreachable(f"{path}: another program has it") from error
            log.debug("%s is no input device of the kernel: %s", path, error)  # a recorded stream

    def events(self, seconds: float) -> list[tuple[int, int]]:
        """Return what happened within `seconds`: a key's code, and pressed, released or repeated.

        Raises:
            Torn: it was unplugged.
        """
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        if not poll.poll(max(0.0, seconds) * 1000):
            return []
        try:
            part = os.read(self._descriptor, EVENT.size * _BATCH)
        except BlockingIOError:
            return []
        except OSError as error:
            raise Torn(f"{self._path}: unplugged") from error
        if not part:
            raise Torn(f"{self._path}: unplugged")
        self._kept += part
        whole = len(self._kept) - len(self._kept) % EVENT.size
        now, self._kept = self._kept[:whole], self._kept[whole:]
        found = (EVENT.unpack_from(now, at) for at in range(0, whole, EVENT.size))
        return [(code, value) for _, _, kind, code, value in found if kind == EV_KEY]

    def light(self, led: int, *, on: bool) -> None:
        """Light a lamp of the keyboard, where it has it."""
        with suppress(OSError):
            said = EVENT.pack(0, 0, EV_LED, led, int(on)) + EVENT.pack(0, 0, EV_SYN, 0, 0)
            os.write(self._descriptor, said)

    def close(self) -> None:
        """Give it back."""
        os.close(self._descriptor)


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise NotAllowed(f"{path}: this user may not open it (group input?)") from error
        raise Unreachable(f"{path}: {error.strerror}") from error
