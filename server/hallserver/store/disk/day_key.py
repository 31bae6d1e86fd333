"""The key of the day, which hashes identities; kept beside the database and destroyed at night."""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path

KEY_BYTES = 32


class DayKey:
    """One key per business day, kept in `DIR/day-2026-03-02.key`, so that it survives a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: tuple[date, bytes] | None = None

    def of(self, day: date) -> bytes:
        """Return the day's key; the first call on a new day creates it and destroys all older keys."""
        if self._held is None or self._held[0] != day:
            self._held = (day, self._read_or_make(day))
        return self._held[1]

    def forget_before(self, day: date) -> None:
        """Destroy the keys of earlier days."""
        if self._held is not None and self._held[0] < day:
            self._held = None
        for path in self._folder.glob("day-*.key"):
            if path.name < _name(day):
                path.write_bytes(bytes(KEY_BYTES))
                path.unlink()

    def _read_or_make(self, day: date) -> bytes:
        self.forget_before(day)
        path = self._folder / _name(day)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            key = secrets.token_bytes(KEY_BYTES)
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return key


def _name(day: date) -> str:
    return f"day-{day.isoformat()}.key"
