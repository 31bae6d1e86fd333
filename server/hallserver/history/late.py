"""Late facts: what changed about a day after it was sealed is written to a file of its own, and wins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from hallserver.history import manifests
from hallserver.history.columns import MEASURED, Table
from hallserver.history.engine import listed, load
from hallserver.history.manifests import File, Manifest
from hallserver.history.reader import Past
from hallserver.history.rows import head_of, rows_of_units, zone_of
from hallserver.history.sealed import write_table
from hallserver.history.touched import touched
from hallserver.store.disk import durable


def late(data: Path, connection: Connection, *, today: date) -> Manifest | None:
    """Write what changed about sealed days since the last look; None where no day is sealed, or nothing happened.

    The files are named by the day on which it was learned and by the log's seq. Every look leaves a manifest,
    also one that found nothing: the next look begins where this one ended. Run again after a crash, it begins
    anew.

    Args:
        data: the hall's folder.
        connection: reads the hall's database.
        today: the hall's business day now.

    Raises:
        Damaged: a manifest cannot be read. OSError: no room.
    """
    # The head is read first: what is written while the rows are read is looked at once more next time.
    head = head_of(connection)
    with Past(data, threads=1) as past:
        if not past.days or head <= past.known_until:
            return None
        folder = manifests.home(data) / manifests.month_of(today)
        durable.make_folder(folder)
        name = f"{today}.late-{head}"
        files = tuple(
            file
            for table in MEASURED
            if (file := _write(past, connection, folder, name, table, head)) is not None
        )
    return manifests.publish(folder, Manifest(name=name, days=(), as_of=head, files=files))


def _write(
    past: Past, connection: Connection, folder: Path, name: str, table: Table, head: int
) -> File | None:
    units = touched(connection, table, past.known_until, past.days)
    if not units:
        return None
    load(past.engine, "units", {"unit": table.columns[str(table.unit)]}, [(each,) for each in units])
    rows = rows_of_units(connection, table, units, past.days, zone_of(connection))
    load(past.engine, "rows", table.columns, rows)
    past.see(table)
    past.engine.execute(f"CREATE OR REPLACE TEMP TABLE learned AS {_learned(table, head)}")
    if not past.engine.execute("SELECT 1 FROM learned LIMIT 1").fetchone():
        return None
    return write_table(past.engine, folder, name, table, "SELECT * FROM learned", late=True)


def _learned(table: Table, head: int) -> str:
    """The rows that are not what the history says, and those that it says and that are no more."""
    names, key = listed(table.columns), " AND ".join(f'was."{each}" = rows."{each}"' for each in table.key)
    was = f'SELECT {names} FROM "{table.name}" SEMI JOIN units ON "{table.unit}" = unit'
    return (
        f"WITH was AS MATERIALIZED ({was}) "
        f"SELECT {names}, {head}::BIGINT AS as_of, false AS gone "
        f"FROM (SELECT {names} FROM rows EXCEPT SELECT {names} FROM was) "
        f"UNION ALL SELECT {names}, {head}::BIGINT, true FROM was ANTI JOIN rows ON {key}"
    )
