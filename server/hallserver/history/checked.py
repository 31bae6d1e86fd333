"""Check that every file of the history is what its manifest says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from hallserver.history import manifests
from hallserver.history.engine import open_engine, quoted
from hallserver.history.errors import Damaged
from hallserver.history.manifests import File, Manifest


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not what was written: its path below the history, the day or month it holds, and why."""

    file: str
    day: str
    why: str


def check(data: Path) -> list[Fault]:
    """Compare every file with its manifest: size, SHA-256, rows; an empty list where all is as it was written."""
    faults: list[Fault] = []
    found: list[Manifest] = []
    for path in manifests.manifest_paths(data):
        try:
            found.append(manifests.read_manifest(path))
        except Damaged as damaged:
            faults.append(Fault(f"{path.parent.name}/{path.name}", path.name[:10], str(damaged)))
    with open_engine(manifests.home(data), threads=1) as engine:
        for each in manifests.live(found):
            folder = manifests.home(data) / each.month
            faults += [
                Fault(f"{each.month}/{file.name}", str(file.day or each.name), why)
                for file in each.files
                if (why := _wrong(engine, folder / file.name, file))
            ]
    return faults


def _wrong(engine: duckdb.DuckDBPyConnection, path: Path, file: File) -> str:
    """Why a file is not what its manifest says; empty where it is."""
    if not path.is_file():
        return "it is missing"
    size, digest = manifests.weigh(path)
    if size != file.bytes:
        return f"it has {size} bytes, not {file.bytes}"
    if digest != file.sha256:
        return f"its SHA-256 is {digest}, not {file.sha256}"
    counted = engine.execute(
        f"SELECT num_rows FROM parquet_file_metadata({quoted(str(path.absolute()))})"
    ).fetchone()
    rows = counted[0] if counted else 0
    return "" if rows == file.rows else f"it has {rows} rows, not {file.rows}"
