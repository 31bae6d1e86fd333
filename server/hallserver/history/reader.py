"""Reads the past: exactly the files that manifests name, late facts before earlier ones, and today beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hallserver.history import manifests
from hallserver.history.columns import Table
from hallserver.history.engine import MEMORY, THREADS, listed, load, open_engine, quoted
from hallserver.history.manifests import Manifest, month_of

AS_OF = {"as_of": "BIGINT", "gone": "BOOLEAN"}
"""What a row of a late file has besides: the log's seq when it was learned, and whether the row is no more."""


@dataclass(frozen=True, slots=True)
class Today:
    """What the history does not hold yet, of one table.

    Attributes:
        rows: of days that are not sealed, and of touched units.
        touched: the units (stops, cases, sessions, findings) of sealed days that an event touched since: what
            the history says of them is old.
    """

    rows: Sequence[tuple[Any, ...]] = ()
    touched: Collection[Any] = ()


NOTHING = Today()


@dataclass(slots=True)
class _Seen:
    """The manifests in force, and what follows from them."""

    names: frozenset[str] = frozenset()
    manifests: list[Manifest] = field(default_factory=list)
    days: frozenset[date] = frozenset()
    known_until: int = 0


class Past:
    """The history of one hall, to be asked with SQL; one thread at a time.

    Args:
        data: the hall's folder; it may have no history yet.
        memory: the engine's limit.
        threads: how many cores a question may use.
    """

    def __init__(self, data: Path, *, memory: str = MEMORY, threads: int = THREADS) -> None:
        self.data = data
        self.engine = open_engine(manifests.home(data), threads=threads, memory=memory)
        self._read: dict[str, Manifest] = {}
        self._seen = _Seen()
        self._newest: set[str] = set()  # tables whose late rows are loaded
        self.refresh()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the engine's memory back."""
        self.engine.close()

    @property
    def days(self) -> frozenset[date]:
        """The days that the history holds; all others are read from the database."""
        return self._seen.days

    @property
    def known_until(self) -> int:
        """The log's seq up to which events may have changed sealed days, and the history says so."""
        return self._seen.known_until

    @property
    def manifests(self) -> Sequence[Manifest]:
        """The manifests in force, by name."""
        return self._seen.manifests

    def refresh(self) -> bool:
        """Read the folder again; return whether it has changed. Costs a millisecond where it has not.

        Raises:
            Damaged: a manifest cannot be read.
        """
        paths = manifests.manifest_paths(self.data)
        names = frozenset(f"{each.parent.name}/{each.name}" for each in paths)
        if names == self._seen.names:
            return False
        for path in paths:
            if path.name not in self._read:
                with suppress(FileNotFoundError):  # merged meanwhile: its month's manifest is read next time
                    self._read[path.name] = manifests.read_manifest(path)
        found = manifests.live(self._read[each.name] for each in paths if each.name in self._read)
        self._seen = _Seen(names, found, _days(found), _known_until(found))
        self._newest.clear()
        return True

    def see(
        self,
        table: Table,
        first: date | None = None,
        last: date | None = None,
        today: Today = NOTHING,
    ) -> str:
        """Make the view `table.name` over past and today, and return its name.

        Args:
            table: which one.
            first: the first day; only its month and later ones are opened. None: since ever.
            last: the last day. None: until now.
            today: what the history does not hold yet.
        """
        parts = [self._past(table, first, last)]
        if today.touched:
            unit = table.columns[str(table.unit)]
            load(self.engine, f"touched_{table.name}", {"unit": unit}, [(each,) for each in today.touched])
            parts = [f'SELECT * FROM ({parts[0]}) ANTI JOIN touched_{table.name} ON "{table.unit}" = unit']
        if today.rows:
            load(self.engine, f"today_{table.name}", table.columns, today.rows)
            parts.append(f"SELECT * FROM today_{table.name}")
        self.engine.execute(f"CREATE OR REPLACE TEMP VIEW {table.name} AS {' UNION ALL '.join(parts)}")
        return table.name

    def has_late(self, table: Table) -> bool:
        """Whether any late file of the table is in force."""
        return any(self._files(table, late=True))

    def late_rows(self, table: Table) -> str:
        """A query for the newest of the late rows that no merged month holds yet, with `as_of` and `gone`."""
        newest = f"newest_{table.name}"
        if table.name not in self._newest:
            self.engine.execute(f"CREATE OR REPLACE TEMP TABLE {newest} AS {self._newest_of(table)}")
            self._newest.add(table.name)
        return f"SELECT * FROM {newest}"

    def _past(self, table: Table, first: date | None, last: date | None) -> str:
        names = listed(table.columns)
        said = self._base(table, first, last)
        if not self.has_late(table):
            return said
        newest = self.late_rows(table)
        key = " AND ".join(f'base."{each}" = later."{each}"' for each in table.key)
        return (
            f"SELECT {names} FROM ({said}) AS base ANTI JOIN ({newest}) AS later ON {key} "
            f"UNION ALL SELECT {names} FROM ({newest}) WHERE NOT gone AND {_between(first, last)}"
        )

    def _base(self, table: Table, first: date | None, last: date | None) -> str:
        """The rows as they were written; only in the months at the edges of the span is each row's day compared."""
        whole: list[Path] = []
        edges: list[Path] = []
        for month, path in self._files(table, late=False, first=first, last=last):
            (whole if _is_whole(month, first, last) else edges).append(path)
        names = listed(table.columns)
        said = f"SELECT {names} FROM {_parquet(whole, table.columns)}"
        if not edges:
            return said
        edge = f"SELECT {names} FROM {_parquet(edges, table.columns)} WHERE {_between(first, last)}"
        return f"{said} UNION ALL {edge}" if whole else edge

    def _newest_of(self, table: Table) -> str:
        columns = {**table.columns, **AS_OF}
        paths = [path for _, path in self._files(table, late=True)]
        known = manifests.folded(self.manifests)
        merged = ", ".join(f"('{month}', {as_of})" for month, as_of in known.items()) or "(NULL, 0)"
        return (
            f"SELECT {listed(columns)} FROM {_parquet(paths, columns)} AS late "
            f"LEFT JOIN (VALUES {merged}) AS merged(month, until) ON month = strftime(day, '%Y-%m') "
            f"WHERE as_of > coalesce(until, 0) "
            f"QUALIFY row_number() OVER (PARTITION BY {listed(table.key)} ORDER BY as_of DESC) = 1"
        )

    def _files(
        self, table: Table, *, late: bool, first: date | None = None, last: date | None = None
    ) -> Iterator[tuple[str, Path]]:
        since = month_of(first) if first else ""
        until = month_of(last) if last else "~"
        for each in self.manifests:
            if late or since <= each.month <= until:
                for file in each.files:
                    if file.table == table.name and file.late == late and file.rows:
                        yield each.month, manifests.home(self.data) / each.month / file.name


def _days(found: Sequence[Manifest]) -> frozenset[date]:
    return frozenset(sealed.day for each in found for sealed in each.days)


def _known_until(found: Sequence[Manifest]) -> int:
    """Since the last look at late facts; before the first one, since the first sealed day."""
    looks = [each.as_of for each in found if each.is_month or not each.days]
    return max(looks, default=min((each.as_of for each in found), default=0))


def _parquet(paths: Sequence[Path], columns: Mapping[str, str]) -> str:
    """The rows of these files; a column that a day was written before is NULL in it."""
    empty = "SELECT " + ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    if not paths:
        return f"({empty} WHERE false)"
    files = ", ".join(quoted(str(each.absolute())) for each in paths)
    written = f"SELECT * FROM read_parquet([{files}], union_by_name = true)"
    return f"({empty} WHERE false UNION ALL BY NAME {written})"


def _between(first: date | None, last: date | None) -> str:
    bounds = ((">=", first), ("<=", last))
    return " AND ".join(f"day {sign} DATE '{day}'" for sign, day in bounds if day is not None) or "true"


def _is_whole(month: str, first: date | None, last: date | None) -> bool:
    """Whether the span holds every day of a month that it touches."""
    begins = first is None or first.day == 1 or month > month_of(first)
    ends = last is None or (last + timedelta(days=1)).day == 1 or month < month_of(last)
    return begins and ends
