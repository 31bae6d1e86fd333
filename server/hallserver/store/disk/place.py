"""Where a hall's tables are: HALL_STORE says, else `store` in its settings; nothing said: the file `DIR/hall.db`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

SETTING, VARIABLE = "store", "HALL_STORE"
SETTINGS = "settings.toml"
FILE = "hall.db"


def url_of(data: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The URL of the hall's database; empty: it is the file in the folder."""
    if said := environ.get(VARIABLE):
        return said
    file = data / SETTINGS
    return str(tomllib.loads(file.read_text("utf-8")).get(SETTING, "")) if file.is_file() else ""
