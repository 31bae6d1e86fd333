"""The log's head, noted outside the database to detect a lost WAL, an old copy or a wrong clock.

`DIR/hall.head` is one line of text, written in place at each commit before a request is answered and synced
once a minute. A killed process has noted everything that it acknowledged; after a power cut the last minute
may be missing.
"""

from __future__ import annotations

import os
import time
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = "hall.head"
LENGTH = 256
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Noted:
    """The content of the note.

    Attributes:
        epoch, seq, hash: of the newest acknowledged event.
        wall: the machine's own time at that moment.
        boot, counted_s: the boot of the machine, and the seconds since that boot (sleep included).
    """

    epoch: str
    seq: int
    hash: str
    wall: datetime
    boot: str
    counted_s: float


class NotedHead:
    """Writes the head of the log to `DIR/hall.head`."""

    def __init__(self, data: Path) -> None:
        self._file = os.open(data / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._boot = boot_id()

    def note(self, epoch: str, seq: int, hashed: bytes, wall: datetime) -> None:
        """Write the note; this takes a few microseconds."""
        said = f"{epoch} {seq} {hashed.hex()} {wall.isoformat()} {self._boot} {counted_s():.3f}"
        line = f"{said} {zlib.crc32(said.encode()):08x}"
        os.pwrite(self._file, f"{line:<{LENGTH - 1}}\n".encode(), 0)

    def sync(self) -> None:
        """Sync the note to disk, so that it survives a power cut."""
        os.fsync(self._file)

    def close(self) -> None:
        """Sync the note and close the file."""
        self.sync()
        os.close(self._file)


def read_noted(data: Path) -> Noted | None:
    """Return the last note; None when there is none, or when the line is incomplete."""
    try:
        line = (data / FILE).read_text(encoding="ascii").strip()
        said, _, check = line.rpartition(" ")
        epoch, seq, hashed, wall, boot, counted = said.split(" ")
        if f"{zlib.crc32(said.encode()):08x}" != check:
            return None
        return Noted(epoch, int(seq), hashed, datetime.fromisoformat(wall), boot, float(counted))
    except (OSError, ValueError):
        return None


def boot_id() -> str:
    """The id of this boot of the machine; "-" where the system does not give one."""
    try:
        return _BOOT.read_text(encoding="ascii").strip() or "-"
    except OSError:
        return "-"


def counted_s() -> float:
    """Seconds since the machine booted, from a clock that cannot be set."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
