"""The media folder: its index is read anew when it or a file has changed; every file is known by its hash."""

from __future__ import annotations

import hashlib
import logging
import stat
import threading
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hallserver.core.floor.media import HEAD, MediaIndex, MediaRow, NoSpan, largest, media_type
from hallserver.core.plans.toml import NoToml, read_toml

FOLDER = "media"
INDEX = "index.toml"
LARGEST_INDEX = 64 * 1024
_CHUNK = 2**20
_log = logging.getLogger(__name__)


class BadMedia(ValueError):
    """The folder is not as its index says; names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Medium:
    """One item that can be shown: its row, where it is, its type, and the SHA-256 of its bytes in hex."""

    row: MediaRow
    path: Path
    kind: str
    hash: str
    seen: tuple[int, int]  # time and size when it was hashed


@dataclass(frozen=True, slots=True)
class Found:
    """What can be shown, in the order of the index, and a sentence for each thing that cannot."""

    items: tuple[Medium, ...]
    faults: tuple[str, ...] = ()


class Shelf:
    """The media of one hall; hashing takes a while, so `look` is called beside the hub.

    Args:
        data: the hall's folder.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._turn = threading.Lock()
        self._known: dict[Path, Medium] = {}
        self._read: tuple[tuple[int, int], MediaIndex] | None = None
        self._faults: tuple[str, ...] = ()

    def look(self) -> Found:
        """Return what the folder holds now: nothing without an index, and no file that is not what is shown.

        A file that is wrong keeps no other from the screens; what was hashed once is not hashed again.
        """
        with self._turn:
            try:
                index = self._index()
            except BadMedia as error:
                return self._told((), (str(error),))
            items: list[Medium] = []
            faults: list[str] = []
            for row in index.items if index else ():
                try:
                    items.append(self._medium(row))
                except BadMedia as error:
                    faults.append(str(error))
            return self._told(tuple(items), tuple(faults))

    def _told(self, items: tuple[Medium, ...], faults: tuple[str, ...]) -> Found:
        """Say what is newly wrong, once; screens ask every minute."""
        for fault in faults:
            if fault not in self._faults:
                _log.warning("in the media folder, %s", fault)
        self._known = {each.path: each for each in items}
        self._faults = faults
        return Found(items, faults)

    def find(self, name: str) -> Medium | None:
        """Return the item with this hash, as it was when it was hashed; None for any other."""
        found = next((each for each in self._known.values() if each.hash == name), None)
        if found is None or _stamp(found.path) != found.seen:
            return None
        return found

    def _index(self) -> MediaIndex | None:
        path = self._folder / INDEX
        if not path.exists():
            return None
        stamp = _stamp(path)
        if stamp is None or stamp[1] > LARGEST_INDEX:
            raise BadMedia(f"{INDEX} is no file of at most {LARGEST_INDEX} bytes")
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, _parsed(path)
        return self._read[1]

    def _medium(self, row: MediaRow) -> Medium:
        path = self._folder / row.file
        stamp = _stamp(path)
        if stamp is None:
            raise BadMedia(f"{row.file}: there is no such file")
        known = self._known.get(path)
        if known is not None and known.seen == stamp:
            return Medium(row, path, known.kind, known.hash, stamp)
        try:
            with path.open("rb") as file:
                kind = media_type(file.read(HEAD))
        except OSError as error:
            raise BadMedia(f"{row.file}: {error.strerror}") from error
        if kind is None:
            raise BadMedia(f"{row.file}: not a PNG, JPEG, WebP, MP4 or WebM")
        if stamp[1] > largest(kind):
            raise BadMedia(f"{row.file}: {stamp[1] >> 20} MiB, at most {largest(kind) >> 20} MiB are shown")
        return Medium(row, path, kind, _hash(path), stamp)


def _parsed(path: Path) -> MediaIndex:
    try:
        index = msgspec.convert(read_toml(path.read_text(encoding="utf-8")), MediaIndex)
        for row in index.items:
            row.spans()
    except NoToml as error:
        raise BadMedia(f"{INDEX}, line {error.line}: {error.why.en}") from error
    except NoSpan as error:
        raise BadMedia(f"{INDEX}: {error.why.en}") from error
    except (msgspec.ValidationError, UnicodeDecodeError, OSError) as error:
        raise BadMedia(f"{INDEX}: {error}") from error
    return index


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a plain file; None for anything else, a link that leads elsewhere among it."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else None


def _hash(path: Path) -> str:
    told = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            told.update(chunk)
    return told.hexdigest()
