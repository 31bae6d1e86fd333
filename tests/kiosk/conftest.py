"""An input device that is played back, and what it would have sent."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from hallkiosk.keys import CODES, EV_KEY, EVENT


@contextmanager
def stream(recorded: bytes = b"") -> Iterator[tuple[int, str]]:
    """Where it is written, and its file."""
    near, far = pty.openpty()
    tty.setraw(far)
    tty.setraw(near)
    os.write(near, recorded)
    try:
        yield near, os.ttyname(far)
    finally:
        os.close(near)
        os.close(far)


def key_events(*happened: tuple[str, int]) -> bytes:
    """A recorded stream of keys, as the kernel writes it: scan code, key, and the end of each report."""
    return b"".join(
        EVENT.pack(1_770_000_000, 0, 4, 4, 0x70000 + CODES[name])
        + EVENT.pack(1_770_000_000, 0, EV_KEY, CODES[name], value)
        + EVENT.pack(1_770_000_000, 0, 0, 0, 0)
        for name, value in happened
    )
