"""When the last backup was made, and where it is: noted beside the database, for whoever looks after the hall."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

NOTE = "last_backup.json"


class Backup(msgspec.Struct, frozen=True):
    """A backup that was made and read through."""

    at: datetime
    file: str


def note_backup(data: Path, at: datetime, file: Path) -> None:
    """Note a backup; the note of the one before is replaced."""
    note = data / NOTE
    fresh = note.with_name(f"{NOTE}.new")
    fresh.write_bytes(msgspec.json.encode(Backup(at, str(file))))
    fresh.chmod(0o600)
    fresh.replace(note)


def last_backup(data: Path) -> Backup | None:
    """The last backup of this hall; None when none is noted, or the note cannot be read."""
    try:
        return msgspec.json.decode((data / NOTE).read_bytes(), type=Backup)
    except (OSError, msgspec.MsgspecError):
        return None
