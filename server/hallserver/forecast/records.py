"""Public records of a real queue (arrived, called, finished, line), put to the same trial as our own hall.

Nothing is known of windows but what the calls show: who is being served stands at one, and whoever has served lately is
still there. Each line's windows are reckoned apart.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from hallserver.core.language.why import near
from hallserver.forecast.learning import Catalogue
from hallserver.forecast.past import Day, Sat, Visit
from hallserver.forecast.paths import PATHS
from hallserver.forecast.present import TIER, Doing, Present, Waiter, Window
from hallserver.forecast.trial import Row, Trial

COLUMNS = ("arrived", "called", "finished", "line")
GONE_AFTER = 15.0  # minutes without a visitor, after which nobody is taken to be at a window
MOST_MINUTES = 24 * 60.0


class BadRecords(ValueError):
    """The file is not of the form; the message names the row."""


def read_records(path: Path) -> list[Day]:
    """Read a CSV with the columns arrived, called, finished (ISO 8601) and line; the days in order.

    `called` and `finished` may be empty: never called; left without a service.

    Raises:
        BadRecords: a column is missing, or a row has no time that can be read or runs backwards.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        for column in COLUMNS:
            if column not in (reader.fieldnames or ()):
                hint = near(column, reader.fieldnames or ()).en
                raise BadRecords(f"{path}: no column “{column}”{hint} The columns are {', '.join(COLUMNS)}")
        days: dict[date, Day] = {}
        for number, row in enumerate(reader, start=2):
            arrived, visit = _visit(number, row)
            days.setdefault(arrived, Day(arrived)).visits.append(visit)
    found = [days[each] for each in sorted(days)]
    for day in found:
        day.visits.sort(key=lambda each: each.arrived)
        _seat(day)
    return found


def _visit(number: int, row: Mapping[str, str]) -> tuple[date, Visit]:
    try:
        arrived = datetime.fromisoformat(row["arrived"])
        called, finished = (datetime.fromisoformat(row[name]) if row[name] else None for name in COLUMNS[1:3])
    except (ValueError, TypeError) as error:
        raise BadRecords(f"row {number}: {error}") from error
    midnight = arrived.replace(hour=0, minute=0, second=0, microsecond=0)

    def minute(at: datetime | None) -> float | None:
        return None if at is None else (at - midnight).total_seconds() / 60

    times = [each for each in (minute(arrived), minute(called), minute(finished)) if each is not None]
    if times != sorted(times) or times[-1] - times[0] > MOST_MINUTES or (finished and not called):
        raise BadRecords(f"row {number}: it runs backwards, or over more than a day")
    line = row["line"]
    visit = Visit(number, line, line, "ordinary", times[0], since=times[0], called=minute(called))
    visit.finished = minute(finished)
    visit.started = visit.called if visit.finished is not None else None
    return arrived.date(), visit


def _seat(day: Day) -> None:
    """Give each service a window of its line: the one that has been free longest, or a new one."""
    free: dict[str, list[tuple[float, str]]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    sat: dict[str, Sat] = {}
    for visit in sorted((each for each in day.visits if each.called is not None), key=_called):
        called, until = _called(visit), visit.finished if visit.finished is not None else _called(visit)
        ready = sorted(each for each in free[visit.line] if each[0] <= called)
        if ready:
            free[visit.line].remove(ready[0])
            visit.window = ready[0][1]
        else:
            count[visit.line] += 1
            visit.window = f"{visit.line}/{count[visit.line]}"
        visit.staffer = visit.window
        free[visit.line].append((until, visit.window))
        if visit.window not in sat:
            sat[visit.window] = Sat(visit.window, visit.window, called, until)
        sat[visit.window].closed = max(sat[visit.window].closed, until)
    day.sat = list(sat.values())


def _called(visit: Visit) -> float:
    return visit.called if visit.called is not None else 0.0


@dataclass(slots=True)
class _Seen:
    """One recorded day as it could be seen at a moment of it."""

    day: Day
    lines: Mapping[str, str]
    pace: float = 1.0
    _windows: dict[str, list[Visit]] = field(default_factory=lambda: defaultdict(list))

    def present(self, now: float) -> Present:
        """The hall at that moment: what had happened by then, and nothing after it."""
        waiting = [
            Waiter(
                each.ticket,
                each.line,
                each.matter,
                each.visitor_class,
                TIER + each.arrived - now,
                each.since - now,
            )
            for each in self.day.visits
            if each.arrived < now and (each.called is None or each.called > now)
        ]
        windows = [window for code in self._known(now) if (window := self._window(code, now))]
        return Present(now, waiting, windows, self.lines, pace=self.pace)

    def _known(self, now: float) -> list[str]:
        self._windows.clear()
        for each in self.day.visits:
            if each.window is not None and each.called is not None and each.called <= now:
                self._windows[each.window].append(each)
        return list(self._windows)

    def _window(self, code: str, now: float) -> Window | None:
        last = max(self._windows[code], key=_called)
        line = code.rpartition("/")[0]
        if last.finished is not None and last.finished <= now:
            idle = now - last.finished
            return Window(code, code, frozenset((line,)), since=idle) if idle < GONE_AFTER else None
        if last.finished is None and now > _called(last):
            return Window(code, code, frozenset((line,)))
        return Window(code, code, frozenset((line,)), Doing.SERVING, line, now - _called(last))


def try_records(
    days: Sequence[Day], warm_up: int, *, paths: int = PATHS, say: Callable[[int], None] = lambda _: None
) -> list[Row]:
    """Put recorded days to the trial; the first `warm_up` of them are only learned from.

    Raises:
        BadRecords: there are no days left to judge.
    """
    if len(days) <= warm_up:
        raise BadRecords(
            f"{len(days)} days: at least {warm_up + 1} are needed, for {warm_up} are learned from"
        )
    trial = Trial(_catalogue(days[: max(warm_up, 1)]), paths)
    for number, day in enumerate(days):
        seen = _Seen(day, trial.catalogue.line_of)
        for visit in day.visits if number >= warm_up // 2 else ():  # told before, so that the levels settle
            if visit.line in trial.catalogue.norm:
                seen.pace = trial.pace
                trial.arrive(visit, seen.present(visit.arrived))
        trial.end_day(day)
        say(number + 1)
    return [row for row in trial.rows if row.day >= warm_up]


def _catalogue(days: Iterable[Day]) -> Catalogue:
    """A line's norm, for want of a catalogue: its mean service on the days that are learned from."""
    lasted: dict[str, list[float]] = defaultdict(list)
    for day in days:
        for each in day.visits:
            if each.finished is not None:
                lasted[each.line].append(each.finished - _called(each))
    norm = {line: sum(each) / len(each) for line, each in lasted.items()}
    return Catalogue(norm, {line: line for line in norm})
