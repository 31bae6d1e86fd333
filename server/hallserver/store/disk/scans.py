"""Scanned letters, stored beside the database by the SHA-256 of their bytes and never overwritten."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

from hallserver.store.disk.durable import sync

FOLDER = "scans"


def keep(data: Path, raw: bytes) -> str:
    """Store a scan durably, readable by the hall only; return its hash in hex."""
    name = hashlib.sha256(raw).hexdigest()
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    if not (folder / name).is_file():
        fresh = folder / f".{name}.{os.getpid()}.{threading.get_ident()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(folder / name)
        sync(folder)  # the new name must survive a power cut, too
    return name


def find(data: Path, name: str) -> bytes | None:
    """The bytes of a scan; None when it is missing or does not match its hash."""
    path = data / FOLDER / name
    raw = path.read_bytes() if path.is_file() else b""
    return raw if hashlib.sha256(raw).hexdigest() == name else None


def copy(source: Path, target: Path, names: Iterable[str]) -> int:
    """Copy scans into another folder; return how many of them existed."""
    found = [name for name in names if (source / name).is_file()]
    if found:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in found:
        if not (target / name).is_file():
            shutil.copyfile(source / name, target / name)
            (target / name).chmod(0o600)
    return len(found)
