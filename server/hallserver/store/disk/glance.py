"""A glance at a hall's database before it is opened; of SQLite's file without SQLAlchemy, for a restart is quick."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hallserver.store.disk.version import ForeignFile

NO_TABLE = "this is no hall's database: it has no table “hall” · 这不是大厅的数据库文件。"
ASK_MOVED = "SELECT state, place FROM hall_moved"  # asked where the schema's number is below 0
NO_ROW = "this is no hall's database: nobody has founded a hall in it · 这不是大厅的数据库文件。"


@dataclass(frozen=True, slots=True)
class Glance:
    """What is looked at before a hall opens.

    Attributes:
        schema: the number of the schema.
        demo: whether it is a demo hall.
        epoch, head_seq: of the log.
        newest_ms: when its newest event happened; None in an empty log.
        noted_hash: of the event that was asked about; None where there is none.
        key: by what the secret of the servers that wrote it is known; None where the folder is the only one.
        moved: what a database says of itself that is not the hall's (any more, or yet).
    """

    schema: int
    demo: bool
    epoch: str
    head_seq: int
    newest_ms: int | None
    noted_hash: bytes | None
    key: str | None = None
    moved: tuple[str, str] | None = None


def glance_at(file: Path, noted_seq: int) -> Glance:
    """Look at the hall's row, the newest event and the event of this seq.

    Raises:
        ForeignFile: this is no hall's database.
    """
    with closing(sqlite3.connect(f"file:{file.resolve()}?mode=ro", uri=True, timeout=3.0)) as connection:
        try:
            row = connection.execute("SELECT schema, demo, epoch, head_seq FROM hall").fetchone()
        except sqlite3.OperationalError as error:
            raise ForeignFile(NO_TABLE) from error
        if row is None:
            raise ForeignFile(NO_ROW)
        newest = connection.execute("SELECT at FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        noted = connection.execute("SELECT hash FROM event WHERE seq = ?", (noted_seq,)).fetchone()
        moved = connection.execute(ASK_MOVED).fetchone() if row[0] < 0 else None
    told = newest and newest[0], noted and noted[0]
    return Glance(int(row[0]), bool(row[1]), str(row[2]), int(row[3]), *told, moved=moved)
