"""Ten synthetic years of a hall as history files, and what each question over them costs.

`python -m tests.tools.years ROWS` writes so many services (2,500,000 are ten years of a hall of 1,000 a day), with
the waits, sessions, ratings and cases that go with them, then asks every report by every grouping over ten years,
one year and one month, the heat map and the trends, and prints p50 and p95 in ms and the process's peak memory.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from hallserver.contract import Words
from hallserver.history import manifests, measures
from hallserver.history.columns import MEASURED, PROMISES, RATINGS, SERVICES, SESSIONS, WAITS, Table
from hallserver.history.engine import open_engine
from hallserver.history.manifests import Manifest, SealedDay
from hallserver.history.reader import Past
from hallserver.history.sealed import write_table
from hallserver.store.disk import durable
from hallserver.views.figures.reports import BY, REPORTS, Ask

FIRST, YEARS = date(2016, 1, 1), 10
SECONDMENTS, WINDOWS, MATTERS, DEPARTMENTS, LINES = 87, 40, 181, 30, 34
SEED = 0.20260302
TIMES = 9
ZONE = ZoneInfo("Asia/Shanghai")
LAST = FIRST.replace(year=FIRST.year + YEARS) - timedelta(days=1)
SPANS = {"ten years": FIRST, "one year": LAST.replace(month=1, day=1), "one month": LAST.replace(day=1)}

# a visitor: a stop with everything that could be told of it; each table takes what it needs
_VISITORS = f"""
CREATE OR REPLACE TEMP TABLE visitor AS
SELECT *, make_timestamp_ms(arrived_ms)::TIMESTAMPTZ AS arrived_at,
  make_timestamp_ms(arrived_ms + wait_ms)::TIMESTAMPTZ AS called_at,
  make_timestamp_ms(arrived_ms + wait_ms + walk_ms)::TIMESTAMPTZ AS started_at,
  make_timestamp_ms(arrived_ms + wait_ms + walk_ms + service_ms)::TIMESTAMPTZ AS finished_at,
  'p' || secondment AS staffer, 'w' || (secondment % {WINDOWS}) AS "window",
  'd' || (matter_no % {DEPARTMENTS}) AS department, 'm' || matter_no AS matter, 'l' || (matter_no % {LINES}) AS line
FROM (
  SELECT stop, stop AS ticket, day, hour, epoch_ms(day::TIMESTAMP) + (hour - 8) * 3600000
      + (random() * 3599999)::BIGINT AS arrived_ms,
    (random() * random() * 3600000)::BIGINT AS wait_ms, (random() * 60000)::BIGINT AS walk_ms,
    (exp(12.8 + 0.6 * sqrt(-2 * ln(1 - random())) * cos(6.283185307 * random())))::BIGINT AS service_ms,
    1 + (random() * {SECONDMENTS})::INTEGER % {SECONDMENTS} AS secondment,
    (random() * random() * {MATTERS})::INTEGER % {MATTERS} AS matter_no,
    random() AS fate, random() AS rated
  FROM (
    SELECT $first + i AS stop, DATE '$month' + (i * $days // $count)::INTEGER AS day,
      9 + (random() * 8)::INTEGER AS hour
    FROM range($count) AS many(i)))
"""
_OUTCOME = (
    "CASE WHEN fate < 0.7 THEN 'done' WHEN fate < 0.85 THEN 'accepted' WHEN fate < 0.9 THEN 'consulted' "
    "WHEN fate < 0.94 THEN 'refused' WHEN fate < 0.97 THEN 'supplement' ELSE 'left' END"
)
_MADE = {  # column → its value, where the visitor has no column of that name
    SERVICES: {
        "part": "1",
        "number": "'A' || lpad((stop % 1000)::VARCHAR, 3, '0')",
        "session": "stop // 30",
        "visitor_class": "'ordinary'",
        "parked_ms": "0",
        "outcome": _OUTCOME,
        "decidable": "(fate < 0.8)::INTEGER",
        "auto": "0",
        "excluded": "CASE WHEN rated > 0.99 THEN 'reopened' END",
    },
    WAITS: {"visitor_class": "'ordinary'"},
    SESSIONS: {
        "session": "stop // 30",
        "opened_at": "arrived_at",
        "closed_at": "arrived_at + INTERVAL 3 HOUR + to_milliseconds(walk_ms)",
        "length_ms": "10800000 + walk_ms",
    },
    RATINGS: {
        "part": "1",
        "level": "CASE WHEN rated < 0.002 THEN 1 WHEN rated < 0.02 THEN 4 ELSE 5 END",
        "rated_at": "finished_at",
        "rectification": "CASE WHEN rated < 0.0015 THEN 'done' WHEN rated < 0.002 THEN 'dropped' END",
        "due": "CASE WHEN rated < 0.002 THEN day + 21 END",
        "done_day": "CASE WHEN rated < 0.0015 THEN day + 15 + (rated * 8000)::INTEGER END",
    },
    PROMISES: {
        "case": "'2016-' || lpad(stop::VARCHAR, 9, '0')",
        "state": "CASE WHEN rated < 0.99 THEN 'handed_over' ELSE 'accepted' END",
        "accepted_at": "finished_at",
        "promised": "day + 7",
        "due": "day + CASE WHEN rated < 0.1 THEN 14 ELSE 7 END",
        "reserved": "0",
        "away_days": "(rated < 0.05)::INTEGER",
        "result": "'granted'",
        "ready_day": "day + 5",
        "handed_at": "CASE WHEN rated < 0.99 THEN finished_at + to_hours((rated * 240)::INTEGER) END",
        "handed_day": "CASE WHEN rated < 0.99 THEN day + (rated * 10)::INTEGER END",
        "handed_window": '"window"',
        "handed_staffer": "staffer",
        "handed_secondment": "secondment",
    },
}
_KNOWN = (
    *("stop", "ticket", "day", "hour", "arrived_at", "called_at", "started_at", "finished_at"),
    *("wait_ms", "walk_ms", "service_ms", "secondment", "staffer", "window", "department", "matter", "line"),
)
_WHICH = {
    SESSIONS: "WHERE stop % 30 = 0",
    RATINGS: "WHERE rated < 0.2",
    PROMISES: "WHERE fate BETWEEN 0.7 AND 0.85",
}


def main() -> None:
    """Write the years in a process of its own, and ask them in this one."""
    if sys.argv[2:]:
        write_years(Path(sys.argv[2]), int(sys.argv[1]))
        return
    rows = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "tests.tools.years", str(rows), folder], check=True)
        size = sum(each.stat().st_size for each in Path(folder).rglob("*.parquet"))
        print(f"{rows:,} services in {size / 1e6:.1f} MB, written in {time.perf_counter() - began:.0f} s")
        print(f"{'':48}{'':>10}  p50    p95 ms")
        with Past(Path(folder)) as past:
            ask_all(past)
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def ask_all(past: Past) -> None:
    """Ask each question some times, and print what it took."""
    for span, first in SPANS.items():
        for report in REPORTS:
            for by in BY:
                for department in (None, "d3"):
                    ask = Ask(report, by, first, LAST, ZONE, department)
                    told = f"{report} by {by}{' of a department' if department else ''}"
                    tell(told, span, lambda ask=ask: measures.answer(past, ask, same))  # type: ignore[misc]
        for report in ("waits", "service-times"):
            ask = Ask(report, "hour", first, LAST, ZONE)
            tell(f"heat map of {report}", span, lambda ask=ask: measures.heat(past, ask))  # type: ignore[misc]
            for monthly in (True, False):
                told = f"trend of {report} by {'month' if monthly else 'day'}"
                tell(told, span, lambda ask=ask, monthly=monthly: measures.trend(past, ask, monthly=monthly))  # type: ignore[misc]


def tell(told: str, span: str, question: Callable[[], object]) -> None:
    """Print the median and the 95th percentile of some askings."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        question()
        taken.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    print(f"{told:48}{span:>10}{statistics.median(taken):6.0f} {p95:6.0f}", flush=True)


def same(key: str) -> Words:
    """A group's name is its code."""
    return Words(key, key)


def write_years(data: Path, rows: int) -> None:
    """Write months with their manifests, as `merged.compact` leaves them."""
    months = list(_months())
    done = 0
    with open_engine(manifests.home(data), threads=1, memory="400MB") as engine:
        engine.execute(f"SELECT setseed({SEED})")
        for n, (first, days) in enumerate(months):
            until = rows * (n + 1) // len(months)
            write_month(engine, data, first, days, (done, until - done))
            done = until


def write_month(
    engine: duckdb.DuckDBPyConnection, data: Path, first: date, days: int, stops: tuple[int, int]
) -> None:
    """Write one month: stops from the first number on, so many."""
    said = {"$first": stops[0], "$month": first, "$days": days, "$count": stops[1]}
    query = _VISITORS
    for name, value in said.items():
        query = query.replace(name, str(value))
    engine.execute(query)
    folder = manifests.home(data) / manifests.month_of(first)
    durable.make_folder(folder)
    files = tuple(
        write_table(engine, folder, folder.name, table, _table(table)) for table in MEASURED if table in _MADE
    )
    sealed = tuple(_sealed(first + timedelta(days=n)) for n in range(days))
    manifests.publish(folder, Manifest(name=folder.name, days=sealed, as_of=stops[0], files=files))


def _sealed(day: date) -> SealedDay:
    return SealedDay(day=day, first_seq=1, last_seq=1, hash="")


def _table(table: Table) -> str:
    """The table's rows of the month's visitors; a column that nothing asks for is empty."""
    made = {**{name: f'"{name}"' for name in _KNOWN}, **_MADE[table]}
    said = ", ".join(
        f'({made.get(name, "NULL")})::{kind} AS "{name}"' for name, kind in table.columns.items()
    )
    return f"SELECT {said} FROM visitor {_WHICH.get(table, '')}"


def _months() -> Iterator[tuple[date, int]]:
    first = FIRST
    while first <= LAST:
        following = (first + timedelta(days=32)).replace(day=1)
        yield first, (following - first).days
        first = following


if __name__ == "__main__":
    main()
