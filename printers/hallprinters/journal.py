"""What an agent must remember if it is killed: the job it is sending, and unreported ends of jobs."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from hallprinters.client import Report

log = logging.getLogger(__name__)


class Entry(msgspec.Struct, frozen=True):
    """A job's end to report under `key`; `begun` as long as its end is unknown."""

    job: int
    report: Report
    key: str
    begun: bool = False


class Journal:
    """A small file, one for each printer, replaced as a whole at each change."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._entries: dict[int, Entry] = {}
        if path is not None and path.is_file():
            try:
                kept = msgspec.json.decode(path.read_bytes(), type=list[Entry])
                self._entries = {entry.job: entry for entry in kept}
            except msgspec.DecodeError as error:
                log.warning("the journal %s cannot be read and is begun anew: %s", path, error)

    def entries(self) -> list[Entry]:
        """Return the unreported entries, oldest first."""
        return list(self._entries.values())

    def note(self, entry: Entry) -> None:
        """Store an entry so that it survives a kill; it replaces an earlier entry of the same job.

        After a power cut the lease expires, which has the same effect, only later.
        """
        self._entries[entry.job] = entry
        self._keep()

    def forget(self, job: int) -> None:
        """Remove a job that the server knows or refuses."""
        if self._entries.pop(job, None) is not None:
            self._keep()

    def _keep(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".part")
        unfinished.write_bytes(msgspec.json.encode(self.entries()))
        unfinished.replace(self._path)
