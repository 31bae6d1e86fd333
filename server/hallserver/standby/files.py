"""The files beside the database: keys, scans, settings. The copy has them as the hall has them, and forgets what it forgets."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath

import msgspec

from hallserver.store.disk import durable

OF_DATABASES = ("private.keys", "phones.keys")  # SQLite's own files: read as one moment of them
_FOLDERS = ("words", "tls", "media", "scans", "history")
_ADDED = ("scans", "history")  # what is there never changes and is never taken away
_OWN = (  # of this machine alone, or not to be copied as a file
    "hall.db",
    "hall.lock",
    "hall.sock",
    "hall.head",
    "archive.sock",
    "standby.wal",
    "standby.json",
    "standby.seen",
    "moving.json",
    "last_",
    "failed_",
)
_LEFT = (".tmp", ".new", ".log", "-journal")


class File(msgspec.Struct, frozen=True):
    """A file of the hall: its name from the hall's folder, its size, and when it was written, in ns."""

    name: str
    size: int
    written: int

    @property
    def is_key(self) -> bool:
        """Whether something in the database cannot be read without it."""
        return self.name.endswith((".key", ".keys"))


def listed(data: Path) -> list[File]:
    """All files beside the database that belong to the hall."""
    return sorted(_found(data), key=lambda each: each.name)


def keys_stamp(data: Path) -> str:
    """A word that changes whenever a key is made or destroyed."""
    found = [each for each in listed_at(data, data.iterdir()) if each.is_key]
    return ",".join(f"{each.name}:{each.size}:{each.written}" for each in sorted(found, key=lambda e: e.name))


def _found(data: Path) -> Iterator[File]:
    yield from listed_at(data, data.iterdir())
    for folder in _FOLDERS:
        if (data / folder).is_dir():
            yield from listed_at(data, (data / folder).rglob("*"))


def listed_at(data: Path, paths: Iterator[Path]) -> Iterator[File]:
    """Those of the paths that are the hall's files."""
    for path in paths:
        name = path.relative_to(data).as_posix()
        if name.startswith(_OWN) or name.endswith(_LEFT) or path.name.startswith(".") or path.is_symlink():
            continue
        try:
            if path.is_file():
                said = path.stat()
                yield File(name, said.st_size, said.st_mtime_ns)
        except FileNotFoundError:
            continue  # a key that has just been destroyed


def content(data: Path, name: str) -> bytes | None:
    """The bytes of one of the hall's files; None: it is none of them, or gone."""
    path = data / name
    if not is_plain(name) or not list(listed_at(data, iter([path]))):
        return None
    try:
        if name in OF_DATABASES:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=3.0)) as raw:
                return raw.serialize()
        return path.read_bytes()
    except FileNotFoundError:
        return None


def is_plain(name: str) -> bool:
    """Whether a name leads below a hall's folder, whoever has sent it."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and path.as_posix() == name


def store(folder: Path, file: File, raw: bytes) -> None:
    """Keep a file of the other machine; what it had held is overwritten, for it may be a key that is destroyed."""
    path = folder / file.name
    durable.make_folder(path.parent)
    old = os.open(path, os.O_WRONLY) if path.is_file() and file.is_key else None
    durable.put(path, lambda beside: beside.write_bytes(raw))
    os.utime(path, ns=(file.written, file.written))
    durable.sync(path.parent)
    if old is not None:
        _blank(old)


def lacking(folder: Path, there: list[File]) -> list[File]:
    """Those files of the other machine that are not here as they are there; keys first."""
    here = {each.name: each for each in listed(folder)}
    return sorted((each for each in there if here.get(each.name) != each), key=lambda each: not each.is_key)


def drop_others(folder: Path, there: list[File]) -> None:
    """Destroy what the other machine does not have any more, such as the key of a day that is over."""
    kept = {each.name for each in there}
    for each in listed(folder):
        if each.name not in kept and each.name.partition("/")[0] not in _ADDED:
            path = folder / each.name
            if each.is_key:
                _blank(os.open(path, os.O_WRONLY))
            path.unlink()


def _blank(file: int) -> None:
    """Overwrite a file that is open, and close it."""
    try:
        os.pwrite(file, bytes(os.fstat(file).st_size), 0)
        os.fsync(file)
    finally:
        os.close(file)
