"""Write one sealed day: its tables and its part of the log, then the manifest that makes it part of the history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Connection, func, select

from hallserver.history import manifests
from hallserver.history.columns import LOG, MEASURED, Table
from hallserver.history.engine import listed, load, open_engine, write_parquet
from hallserver.history.errors import NotSealed
from hallserver.history.manifests import File, Manifest, SealedDay
from hallserver.history.rows import rows_of_days, rows_of_log, zone_of
from hallserver.store.disk import durable
from hallserver.store.prepared import read_row, read_rows
from hallserver.store.rows import ClosingRow
from hallserver.store.schema import closings


def seal(data: Path, connection: Connection, day: date, *, today: date) -> Manifest:
    """Write a day's files and, last of all, its manifest; a day that is written stays as it is.

    Run again after a crash, it finishes what was begun.

    Args:
        data: the hall's folder.
        connection: reads the hall's database.
        day: a closed business day.
        today: the hall's business day now.

    Raises:
        NotSealed: the day is not closed, or not over. Damaged: a manifest cannot be read. OSError: no room.
    """
    found = {sealed.day: each for each in written(data) for sealed in each.days}
    if day in found:
        return found[day]
    closing = read_row(connection, select(closings).where(closings.c.day == day), ClosingRow)
    if closing is None or day >= today:
        raise NotSealed(f"{day} is not closed, or not over")
    sealed = SealedDay(
        day=day, first_seq=_first(connection, closing), last_seq=closing.seq, hash=closing.hash.hex()
    )
    folder = manifests.home(data) / manifests.month_of(day)
    durable.make_folder(folder)
    files = tuple(_write_day(folder, connection, sealed))
    return manifests.publish(
        folder, Manifest(name=day.isoformat(), days=(sealed,), as_of=closing.seq, files=files)
    )


def days_to_seal(data: Path, connection: Connection, *, today: date) -> list[date]:
    """The closed days that are over and not written yet, in the order of the log."""
    there = {sealed.day for each in written(data) for sealed in each.days}
    rows = read_rows(connection, select(closings).order_by(closings.c.seq), ClosingRow)
    return [row.day for row in rows if row.day < today and row.day not in there]


def written(data: Path) -> list[Manifest]:
    """The manifests in force.

    Raises:
        Damaged: one of them cannot be read.
    """
    return manifests.live(map(manifests.read_manifest, manifests.manifest_paths(data)))


def write_table(
    engine: duckdb.DuckDBPyConnection, folder: Path, name: str, table: Table, query: str, **said: Any
) -> File:
    """Write the rows of a query as `name.TABLE.parquet`, durably, sorted by the table's key; describe the file."""
    path = folder / f"{name}.{table.name}.parquet"
    in_order = f"SELECT * FROM ({query}) ORDER BY {listed(table.key)}"
    durable.put(path, lambda beside: write_parquet(engine, in_order, beside))
    counted = engine.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return manifests.file_of(path, table.name, counted[0] if counted else 0, **said)


def _write_day(folder: Path, connection: Connection, sealed: SealedDay) -> Iterable[File]:
    zone = zone_of(connection)
    name = sealed.day.isoformat()
    with open_engine(folder, threads=1) as engine:  # one thread: the same rows give the same bytes
        for table in MEASURED:
            load(engine, "rows", table.columns, rows_of_days(connection, table, [sealed.day], zone))
            yield write_table(engine, folder, name, table, "SELECT * FROM rows")
        load(engine, "rows", LOG.columns, rows_of_log(connection, sealed.first_seq, sealed.last_seq))
        yield write_table(engine, folder, name, LOG, "SELECT * FROM rows", day=sealed.day)


def _first(connection: Connection, closing: ClosingRow) -> int:
    """The first seq of the day's part of the log: after the closing before it, whichever day that was."""
    before = select(func.max(closings.c.seq)).where(closings.c.seq < closing.seq)
    return (connection.execute(before).scalar() or 0) + 1
