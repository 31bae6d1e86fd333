"""Manifests: what makes a day part of the history. A file that no manifest names does not exist for a reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from hallserver.history.errors import Damaged
from hallserver.store.disk import durable

FOLDER = "history"
VERSION = 1  # of the files' columns and of the manifest itself
_SUFFIX = ".json"


class File(Struct, frozen=True, kw_only=True):
    """One Parquet file: its table, its name in the month's folder, rows, bytes, SHA-256 in hex.

    `late`: its rows replace earlier ones. `day`: of a log's file.
    """

    table: str
    name: str
    rows: int
    bytes: int
    sha256: str
    late: bool = False
    day: date | None = None


class SealedDay(Struct, frozen=True, kw_only=True):
    """A day that the manifest holds: its part of the log, and the hash of its closing event in hex."""

    day: date
    first_seq: int
    last_seq: int
    hash: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What one day, one look at late facts, or one merged month has written.

    Attributes:
        name: `2026-03-02`, `2026-03-05.late-81244` or `2026-03`; the manifest's file is `name.json`.
        days: the sealed days that it holds; none of late facts.
        as_of: the log's seq up to which facts about these days are in its files.
        files: in the order of the tables.
        merged: of a month: the manifests that it replaces.
        version: of the format.
    """

    name: str
    days: tuple[SealedDay, ...]
    as_of: int
    files: tuple[File, ...]
    merged: tuple[str, ...] = ()
    version: int = VERSION

    @property
    def month(self) -> str:
        """Its folder: 2026-03."""
        return self.name[:7]

    @property
    def is_month(self) -> bool:
        """Whether it holds a merged month."""
        return self.name == self.month


def home(data: Path) -> Path:
    """The folder of the history."""
    return data / FOLDER


def month_of(day: date) -> str:
    """The month of a day: 2026-03."""
    return f"{day:%Y-%m}"


def file_of(path: Path, table: str, rows: int, *, late: bool = False, day: date | None = None) -> File:
    """Describe a file that was written."""
    size, digest = weigh(path)
    return File(table=table, name=path.name, rows=rows, bytes=size, sha256=digest, late=late, day=day)


def weigh(path: Path) -> tuple[int, str]:
    """The size of a file in bytes, and its SHA-256 in hex."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


def publish(folder: Path, manifest: Manifest) -> Manifest:
    """Make files that are in their places part of the history: the manifest comes last."""
    durable.sync(folder)
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    durable.put(folder / f"{manifest.name}{_SUFFIX}", lambda beside: beside.write_bytes(text + b"\n"))
    durable.sync(folder)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        Damaged: it is not what was written, or of a later version.
        FileNotFoundError: it was merged into its month meanwhile.
    """
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Damaged(f"{path.parent.name}/{path.name} cannot be read: {error}") from error
    if manifest.version != VERSION or manifest.name != path.name.removesuffix(_SUFFIX):
        raise Damaged(f"{path.parent.name}/{path.name} is of version {manifest.version}, or renamed")
    return manifest


def manifest_paths(data: Path) -> list[Path]:
    """The paths of all manifests, in the order of their names."""
    return sorted(home(data).glob(f"[0-9]*/*{_SUFFIX}"))


def live(found: Iterable[Manifest]) -> list[Manifest]:
    """Those that no month has replaced: a crash while a month is merged may leave both."""
    found = list(found)
    gone = {name for each in found for name in each.merged}
    return [each for each in found if each.name not in gone]


def folded(found: Iterable[Manifest]) -> Mapping[str, int]:
    """Month → the seq up to which its merged files hold late facts about its days already."""
    return {each.name: each.as_of for each in found if each.is_month}
