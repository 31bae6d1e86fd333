"""Files that are there whole or not at all, even after a power cut."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

BESIDE = ".tmp"


def put(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place, sync it and rename it; `sync` of its folder makes the name durable."""
    beside = path.with_name(path.name + BESIDE)
    write(beside)
    os.chmod(beside, 0o600)  # readable by the hall only, as its database is
    sync(beside)
    os.replace(beside, path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, durably, for the hall only."""
    if not path.is_dir():
        make_folder(path.parent)
        os.mkdir(path, 0o700)
        sync(path.parent)


def sync(path: Path) -> None:
    """Sync a file, or the names in a folder."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove(path: Path) -> None:
    """Remove a file that may be gone already."""
    with suppress(FileNotFoundError):
        os.unlink(path)
