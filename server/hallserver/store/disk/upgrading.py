"""Upgrading a database: its rows are read as the present schema has them, into a file of their own.

A file is never altered in place: the new one has the words of a hall that is founded today, and until it takes
the old one's place by one rename, the old one is what it was (ADR 41).
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine

from hallserver.core.figures.findings import RETIRED
from hallserver.store.disk import durable
from hallserver.store.disk.integrity import Damaged, look_through
from hallserver.store.disk.private_keys import PrivateKeys, Sealed, seal
from hallserver.store.disk.version import SCHEMA, ForeignFile, refuse_version
from hallserver.store.schema import metadata

ROOM = "upgrading"  # in the hall's folder: the new file until it is whole
PARTS_AT_ONCE = 1000
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Refused(RuntimeError):
    """The upgrade cannot be done; the hall's database is as it was."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of an older schema are read under the present one. A column of the same name is copied.

    Attributes:
        columns: table → new column → SQL over the old row; a new column that is not named has its default.
            Under "*" stands what holds for every table that has the new column and has not the old one.
        only: table → SQL over the old row: the rows that are copied, where it is not all.
        without: tables whose rows are left behind, and why, in English and Chinese.
        in_clear: private parts stood in the clear beside their salt; they are encrypted.
        brings: what the upgrade brings, in English and Chinese.
    """

    columns: Mapping[str, Mapping[str, str]]
    only: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    in_clear: bool = False
    brings: tuple[tuple[str, str], ...] = ()


# since when an older password is set stands nowhere: it counts from the last thing that happened before
SET_SINCE = "CASE WHEN password_hash IS NULL THEN NULL ELSE (SELECT max(at) FROM old.event) END"
SECOND_FACTOR = ("a second factor for staff accounts, and a rule for passwords", "工作账号动态口令和密码规定")

_STILL_A_FAULT = f"kind NOT IN ({', '.join(repr(each) for each in sorted(RETIRED))})"

READINGS: dict[int, Reading] = {
    1: Reading(
        columns={
            "*": {"name": "words(zh, en)", "short": "words(short_zh, short_en)", "words": "words(zh, en)"},
            "pairing": {"address": "''"},
            "account": {"password_at": SET_SINCE},
        },
        without={
            "answer": (
                "answers of the last days, kept for devices that ask twice: let them finish before the upgrade",
                "近几日为重复请求保留的应答不迁移，请待各设备空闲后升级",
            )
        },
        only={"finding": _STILL_A_FAULT, "contest": _STILL_A_FAULT},
        in_clear=True,
        brings=(
            ("names in any language, not only Chinese and English", "名称可使用任意语言，不限中英文"),
            (
                "private parts of the log are encrypted, each under a key of its own that can be destroyed",
                "流水中的个人信息逐条加密，密钥可单独销毁",
            ),
            (
                "alarms, leave, closed lines and kiosks, desk work, versions of the plan",
                "告警、请假、停办队列与取号机、窗口内部工作、方案版本",
            ),
            SECOND_FACTOR,
            ("bookings by slots, made by visitors themselves", "群众自助分时段预约"),
            ("a result that waits to be collected is no finding any more", "结果待领取不再计为问题"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """An older database before its upgrade."""

    schema: int
    head_seq: int
    head_hash: str
    bytes: int
    reading: Reading


def look(file: Path) -> Found:
    """Look at a database that may be older than this program.

    Raises:
        ForeignFile: it is no hall's, or newer, or of a schema that was never released.
    """
    with closing(_opened(file)) as old:
        try:
            row = old.execute("SELECT schema, head_seq, head_hash FROM hall").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in LOCKED:
                raise
            raise ForeignFile(
                f"{file}: this is no hall's database ({error}) · 这不是大厅的数据库文件。"
            ) from error
    number: int = row[0] if row else 0
    if number not in READINGS:
        refuse_version(number or None)
    reading = READINGS.get(number, Reading({}))
    return Found(number, row[1], bytes(row[2]).hex(), file.stat().st_size, reading)


def build(
    old: Path, new: Path, reading: Reading, keys: PrivateKeys, copied: Callable[[str, int], None]
) -> None:
    """Write the rows of `old` into the new file, by the present schema, and check it whole.

    Args:
        old: the older database; it is only read.
        new: must not exist; whoever is interrupted deletes it.
        reading: how the old rows are read.
        keys: where keys of private parts are kept; durable before the part is written. A key whose part is
            never used is deleted when the hall opens.
        copied: called after each table with its name and how many rows it has.

    Raises:
        Refused: the old rows are not what the present schema allows, as the message says.
    """
    engine = create_engine(f"sqlite:///{new}")
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()
    with closing(sqlite3.connect(new, isolation_level=None)) as table:
        for pragma in ("synchronous=OFF", "journal_mode=OFF", "foreign_keys=OFF"):
            table.execute(f"PRAGMA {pragma}")
        table.create_function("words", 2, _words, deterministic=True)
        table.execute("ATTACH ? AS old", (str(old),))
        table.execute("BEGIN")
        with _without_triggers(table):
            for name in _old_tables(table):
                if name not in reading.without and not (reading.in_clear and name == "event_private"):
                    copied(name, _copy(table, name, reading))
            if reading.in_clear:
                copied("event_private", _encrypt(table, keys))
            _go_on_counting(table)
        table.execute("COMMIT")
        table.execute("DETACH old")
    try:
        look_through(new)
    except Damaged as damaged:
        raise Refused(f"the new file is not whole: {damaged}") from damaged
    durable.sync(new)


def put_in_place(data: Path, new: Path, old_schema: int) -> Path:
    """Keep the old file beside the hall's as `hall.db.schema-N`, then put the new one in its place: one rename.

    Raises:
        Refused: a write-ahead log is left, so that somebody has the old file open.
    """
    present, kept = data / "hall.db", data / f"hall.db.schema-{old_schema}"
    _close_log(data)
    keep_beside(present, kept)
    new.chmod(0o600)
    new.replace(present)
    durable.sync(data)
    return kept


def put_back(data: Path, kept: Path, aside: Path) -> None:
    """Keep the present file under another name, then put the kept one in its place: one rename.

    Raises:
        Refused: a write-ahead log is left, so that somebody has the file open.
    """
    _close_log(data)
    keep_beside(data / "hall.db", aside)
    kept.replace(data / "hall.db")
    durable.sync(data)


def kept_file(data: Path) -> Path | None:
    """The database as it was before the newest upgrade; None where none is kept."""
    found = [each for each in data.glob("hall.db.schema-*") if each.name.rpartition("-")[2].isdigit()]
    return max(found, key=lambda each: int(each.name.rpartition("-")[2]), default=None)


def keep_beside(file: Path, kept: Path) -> None:
    """Give the file a second name; the file itself is not copied, where the disk knows links."""
    kept.unlink(missing_ok=True)
    try:
        os.link(file, kept)
    except OSError:  # a stick's file system, a share
        shutil.copyfile(file, kept)
        durable.sync(kept)
    kept.chmod(0o600)


def _close_log(data: Path) -> None:
    with closing(_opened(data / "hall.db")) as table:
        table.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    wal = data / "hall.db-wal"
    if wal.exists() and wal.stat().st_size:
        raise Refused("another program has the database open · 数据库正被其他程序使用。")
    for leftover in ("-wal", "-shm"):
        (data / f"hall.db{leftover}").unlink(missing_ok=True)


def _copy(table: sqlite3.Connection, name: str, reading: Reading) -> int:
    """Copy one table; return how many rows."""
    before, now = _columns(table, "old", name), _columns(table, "main", name)
    if not now:
        raise Refused(f"table {name} has no place in the present schema")
    special = {**reading.columns["*"], **reading.columns.get(name, {})}
    source = {
        column: f'"{column}"' if column in before else special[column]
        for column in now
        if column in before or column in special
    }
    if name == "hall":
        source["schema"] = str(SCHEMA)
    columns = ", ".join(f'"{each}"' for each in source)
    values = ", ".join(source.values())
    try:
        return table.execute(
            f'INSERT INTO main."{name}" ({columns}) SELECT {values} FROM old."{name}" WHERE {reading.only.get(name, "true")}'
        ).rowcount
    except sqlite3.IntegrityError as error:
        raise Refused(f"rows of {name} are not what the present schema allows: {error}") from error


def _encrypt(table: sqlite3.Connection, keys: PrivateKeys) -> int:
    """Encrypt the private parts; their keys are durable first."""
    parts = table.execute("SELECT seq, salt, body FROM old.event_private ORDER BY seq")
    count = 0
    while some := parts.fetchmany(PARTS_AT_ONCE):
        sealed: list[tuple[int, Sealed]] = [(seq, seal(salt, body)) for seq, salt, body in some]
        keys.keep(each for _, each in sealed)
        rows = [(seq, each.id, each.body) for seq, each in sealed]
        table.executemany("INSERT INTO main.event_private (seq, key_id, body) VALUES (?, ?, ?)", rows)
        count += len(rows)
    return count


def _go_on_counting(table: sqlite3.Connection) -> None:
    """Let ids go on where they were, also where a restored hall had skipped some."""
    query = "SELECT count(*) FROM old.sqlite_schema WHERE name = 'sqlite_sequence'"
    if table.execute(query).fetchone()[0]:
        table.execute("DELETE FROM main.sqlite_sequence")
        table.execute("INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence")


@contextmanager
def _without_triggers(table: sqlite3.Connection) -> Iterator[None]:
    """Drop the new file's triggers for the block: they judge what happens, and this has happened already."""
    triggers = table.execute("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        table.execute(f'DROP TRIGGER main."{name}"')
    yield
    for _, sql in triggers:
        table.execute(sql)


def _words(zh: str | None, en: str | None) -> str | None:
    return None if zh is None else json.dumps({"zh": zh, "en": en}, ensure_ascii=False)


def _old_tables(table: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM old.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [row[0] for row in table.execute(query).fetchall()]


def _columns(table: sqlite3.Connection, schema: str, name: str) -> set[str]:
    return {row[1] for row in table.execute(f'PRAGMA {schema}.table_info("{name}")')}


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=3.0, isolation_level=None)
