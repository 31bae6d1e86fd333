"""What is on record of backups: the last one, the last that failed, the last drill; noted beside the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

R = TypeVar("R", bound="_Record")


class _Record(msgspec.Struct, frozen=True):
    """Something that happened; the note of the one before is replaced."""

    at: datetime


class Backup(_Record, frozen=True):
    """A backup that was made and read through."""

    file: str


class Failure(_Record, frozen=True):
    """A backup that could not be made at its hour, and why."""

    why: str


class Drill(_Record, frozen=True):
    """A backup that was restored to see that it can be; `fault` is empty when it could, `events` what it holds."""

    file: str
    fault: str
    events: int
    said: str


_NOTES: dict[type[_Record], str] = {
    Backup: "last_backup.json",
    Failure: "failed_backup.json",
    Drill: "last_drill.json",
}


def note(data: Path, record: _Record) -> None:
    """Note a backup, a failure or a drill."""
    kept = note_of(data, type(record))
    fresh = kept.with_name(f"{kept.name}.new")
    fresh.write_bytes(msgspec.json.encode(record))
    fresh.chmod(0o600)
    fresh.replace(kept)


def note_of(data: Path, kind: type[_Record]) -> Path:
    """The file in which the last of a kind is noted."""
    return data / _NOTES[kind]


def forget_failure(data: Path) -> None:
    """A backup was made since."""
    note_of(data, Failure).unlink(missing_ok=True)


def last_backup(data: Path) -> Backup | None:
    """The last backup of this hall; None when none is noted, or the note cannot be read."""
    return _last(data, Backup)


def last_failure(data: Path) -> Failure | None:
    """The last backup that failed since one was made."""
    return _last(data, Failure)


def last_drill(data: Path) -> Drill | None:
    """The last drill."""
    return _last(data, Drill)


def _last(data: Path, kind: type[R]) -> R | None:
    try:
        return msgspec.json.decode(note_of(data, kind).read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None
