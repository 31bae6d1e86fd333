"""Merge the days of a month that is over into one file a table; the log stays a file a day.

The log is by far the largest, nobody counts over it, and who needs it (`verify`, `/why`, a province that resumes)
needs a day or a stretch of days: merging it would copy a gigabyte of a large hall's month, have every backup take
it twice, and make a day's proof as heavy as a month's.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hallserver.history import manifests
from hallserver.history.columns import LOG, MEASURED, Table
from hallserver.history.errors import NotOver
from hallserver.history.manifests import File, Manifest
from hallserver.history.reader import Past
from hallserver.history.sealed import write_table, written
from hallserver.store.disk import durable


def compact(data: Path, month: str, *, today: date) -> Manifest | None:
    """Merge a month's files; None where it has none. Run again, it only removes what was left over.

    Late facts about the month's own days, whenever they were learned, become part of its files; those that were
    learned in it about other months stay late facts, in one file a table. What is learned afterwards wins over
    the merged files as it does over a day's.

    Args:
        data: the hall's folder.
        month: 2026-03.
        today: the hall's business day now.

    Raises:
        NotOver: the month is not over. Damaged: a manifest cannot be read. OSError: no room.
    """
    if month >= manifests.month_of(today):
        raise NotOver(f"{month} is not over")
    folder = manifests.home(data) / month
    mine = [each for each in written(data) if each.month == month]
    merged = next((each for each in mine if each.is_month), None)
    if mine and merged is None:
        merged = _merge(data, folder, month, mine)
    if merged is not None:
        _sweep(data, folder, month)
    return merged


def months_to_merge(data: Path, *, before: str) -> list[str]:
    """The months before `before` whose days still have files of their own."""
    found = written(data)
    merged = {each.month for each in found if each.is_month}
    return sorted({each.month for each in found if each.month < before} - merged)


def _merge(data: Path, folder: Path, month: str, mine: list[Manifest]) -> Manifest:
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    logs = tuple(file for each in mine for file in each.files if file.table == LOG.name)
    with Past(data, threads=1) as past:
        files = tuple(_write(past, folder, month, (first, last)))
        as_of = past.known_until
    days = tuple(sealed for each in mine for sealed in each.days)
    names = tuple(each.name for each in mine)
    manifest = Manifest(name=month, days=days, as_of=as_of, files=(*files, *logs), merged=names)
    return manifests.publish(folder, manifest)


def _write(past: Past, folder: Path, month: str, span: tuple[date, date]) -> Iterator[File]:
    for table in MEASURED:
        past.see(table, *span)
        yield write_table(past.engine, folder, month, table, f'SELECT * FROM "{table.name}"')
        elsewhere = _learned_about_others(past, table, month)
        if elsewhere:
            yield write_table(past.engine, folder, f"{month}.late", table, elsewhere, late=True)


def _learned_about_others(past: Past, table: Table, month: str) -> str:
    """A query for late facts learned in this month about others; empty where there are none."""
    mine = {each.as_of for each in past.manifests if each.month == month and not each.days}
    if not mine or not past.has_late(table):
        return ""
    seqs = ", ".join(map(str, sorted(mine)))
    query = f"{past.late_rows(table)} WHERE as_of IN ({seqs}) AND strftime(day, '%Y-%m') <> '{month}'"
    return query if past.engine.execute(f"{query} LIMIT 1").fetchone() else ""


def _sweep(data: Path, folder: Path, month: str) -> None:
    """Remove what the month's manifest replaces, and what a crash left; manifests go first."""
    found = [each for each in written(data) if each.month == month]
    kept = {file.name for each in found for file in each.files}
    kept |= {f"{each.name}.json" for each in found}
    leftovers = [path for path in folder.iterdir() if path.name not in kept]
    for path in sorted(leftovers, key=lambda each: (each.suffix != ".json", each.name)):
        durable.remove(path)
    durable.sync(folder)
