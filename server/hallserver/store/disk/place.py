"""Where a hall's tables are: HALL_STORE says, else `store` in its settings; nothing said: the file `DIR/hall.db`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SETTING, VARIABLE = "store", "HALL_STORE"
SETTINGS = "settings.toml"
FILE = "hall.db"
STANDBY = "standby.key"  # in the folder of a hall that a second machine may follow: what that one must know
_in_files: set[Path] = set()


def url_of(data: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The URL of the hall's database; empty: it is the file in the folder."""
    if data in _in_files:
        return ""
    if said := environ.get(VARIABLE):
        return said
    file = data / SETTINGS
    return str(tomllib.loads(file.read_text("utf-8")).get(SETTING, "")) if file.is_file() else ""


@contextmanager
def as_a_file(data: Path) -> Iterator[Path]:
    """Let a folder's tables be in its file, whatever the environment says: a backup that is restored for trial.

    What HALL_STORE names is the hall that works, and must not be restored over.
    """
    _in_files.add(data)
    try:
        yield data
    finally:
        _in_files.discard(data)
