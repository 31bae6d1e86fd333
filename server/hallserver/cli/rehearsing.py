"""A replayed day's figures side by side: as recorded, under the rules in force, under the proposed rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hallserver.core.figures import measures
from hallserver.core.figures.measures import Spread
from hallserver.core.rules import read_rules
from hallserver.forecast.days import replay
from hallserver.forecast.remembering import read_day
from hallserver.forecast.watching import catalogue_of
from hallserver.forecast.what_if import hands_of
from hallserver.services.planning.sheetfiles import read_text
from hallserver.store import connect
from hallserver.store.catalogue import load_plan

COLUMNS = ("recorded", "in force", "proposed")
ALL = "all"
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Class → column → the spread of its waits, in ms; `names` are the classes' names."""

    day: date
    waits: dict[str, dict[str, Spread]]
    names: dict[str, tuple[str, str]]


def compare(data: Path, day: date, file: Path) -> Compared:
    """Simulate the day under both sets of rules.

    Raises:
        ValueError: nobody came that day. BadRules: what is wrong with the file.
    """
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
        past = read_day(connection, plan, day)
    reader.dispose()
    if not past.visits:
        raise ValueError(f"nobody took a number on {day}")
    proposed = read_rules(read_text(file.read_bytes(), file.name), plan.rules, plan.lines)
    norms = catalogue_of(plan).norm
    columns = {"recorded": [(each.visitor_class, each.wait) for each in past.visits]}
    for name, rules in (("in force", plan.rules), ("proposed", proposed)):
        lived = replay(past, hands_of(past), rules, norms)
        columns[name] = [(each.visitor_class, each.wait) for each in lived]
    waits: dict[str, dict[str, Spread]] = defaultdict(dict)
    for name, pairs in columns.items():
        groups: dict[str, list[int]] = defaultdict(list)
        for code, wait in pairs:
            if wait is not None:
                groups[code].append(round(wait * MINUTE_MS))
                groups[ALL].append(round(wait * MINUTE_MS))
        for code, found in groups.items():
            waits[code][name] = measures.spread(found)
    names = {code: (each.zh, each.en) for code, each in plan.rules.classes.items()} | {ALL: ("合计", "All")}
    order = [code for code in (*plan.rules.classes, ALL) if code in waits]
    return Compared(day, {code: waits[code] for code in order}, names)


def rows_of(found: Compared) -> list[dict[str, Any]]:
    """Return the figures as plain values."""
    return [
        {"class": code, **{name: asdict(spread) for name, spread in columns.items()}}
        for code, columns in found.waits.items()
    ]


def table(found: Compared) -> None:
    """Print the figures side by side, in minutes."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(title=f"{found.day}: waits in minutes, P50 / P90 / max (number called)")
    shown.add_column("class")
    for name in COLUMNS:
        shown.add_column(name, justify="right")
    for code, columns in found.waits.items():
        zh, en = found.names[code]
        shown.add_row(f"{zh} {en}", *(_cell(columns.get(name)) for name in COLUMNS))
    Console().print(shown)


def _cell(spread: Spread | None) -> str:
    if spread is None or not spread.count:
        return "–"
    minutes = [f"{ms / 60_000:.1f}" for ms in (spread.p50_ms, spread.p90_ms, spread.max_ms)]
    return f"{' / '.join(minutes)} ({spread.count})"
