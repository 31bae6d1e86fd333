"""The log's head, noted outside the database with each commit: so a lost write-ahead log, an old copy or a wrong clock shows.

`DIR/hall.head` is one line of text, written in place before anybody is answered and synced once a minute. A process that is
killed has noted everything that it acknowledged; after a power cut the last minute may not be noted.
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
    """What was noted.

    Attributes:
        epoch, seq, hash: of the newest event that was acknowledged.
        wall: the machine's own time at that moment.
        boot, counted_s: which start of the machine it was, and the seconds that it had counted since (sleep included).
    """

    epoch: str
    seq: int
    hash: str
    wall: datetime
    boot: str
    counted_s: float


class NotedHead:
    """Notes the head of the log in `DIR/hall.head`."""

    def __init__(self, data: Path) -> None:
        self._file = os.open(data / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._boot = boot_id()

    def note(self, epoch: str, seq: int, hashed: bytes, wall: datetime) -> None:
        """Write it down; a few microseconds."""
        said = f"{epoch} {seq} {hashed.hex()} {wall.isoformat()} {self._boot} {counted_s():.3f}"
        line = f"{said} {zlib.crc32(said.encode()):08x}"
        os.pwrite(self._file, f"{line:<{LENGTH - 1}}\n".encode(), 0)

    def sync(self) -> None:
        """Let it survive a power cut."""
        os.fsync(self._file)

    def close(self) -> None:
        """Sync it and let the file go."""
        self.sync()
        os.close(self._file)


def read_noted(data: Path) -> Noted | None:
    """What was noted last; None where nothing was, or the line is not whole."""
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
    """Which start of the machine this is; "-" where the system does not say."""
    try:
        return _BOOT.read_text(encoding="ascii").strip() or "-"
    except OSError:
        return "-"


def counted_s() -> float:
    """Seconds since the machine was started, which nobody can set."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
