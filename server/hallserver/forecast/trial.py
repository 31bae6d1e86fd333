"""A forecast put to the test: what was told at each arrival, against what happened, beside simpler forecasts.

Days are lived one after the other. At each arrival everything is told from what was known at that moment alone: the
hall as it stood, and habits learned from earlier days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hallserver.core.queue import waits
from hallserver.forecast.habits import Habits
from hallserver.forecast.learning import RELEARN_MINUTES, YOUNG_DAYS, Catalogue, Pace, learn
from hallserver.forecast.past import Day, Visit, until
from hallserver.forecast.paths import PATHS, Probe, look_ahead
from hallserver.forecast.present import TIER, Doing, Present
from hallserver.forecast.telling import TARGET, Levels, Told, groups_of, range_of

MINUTE_MS = 60_000
LEARNED_DAYS = 90
LAST = 10  # of which the rolling mean is made
ENOUGH = 200  # told waits in a group, below which nothing is said of it
Group = Callable[["Row"], str]


@dataclass(slots=True)
class Row:
    """One told wait; minutes. A figure is not a number where the forecast had nothing to go by.

    Attributes:
        day: counted from 0.
        told: the range. mean: the point forecast. never: the share of futures that do not call before closing.
        truth: the point forecast of the same simulation with the true parameters, where they are known.
        estimate: what the mean service says (level 0). last: the wait of the last one who was called in the line.
        rolling: the mean of the last ten.
        ahead, able, cycle: what level 0 goes by.
    """

    day: int
    visit: Visit
    told: Told
    mean: float
    never: float
    truth: float = math.nan
    estimate: float = math.nan
    last: float = math.nan
    rolling: float = math.nan
    ahead: int = 0
    idle: int = 0
    able: int = 0
    cycle: float = 0.0
    closing: float = math.inf

    @property
    def kept(self) -> bool | None:
        """Whether the call came by the end that was told; None where the number was given up before that."""
        visit, high = self.visit, self.told.high
        if visit.called is not None:
            return visit.called - visit.since <= high
        if visit.gone is not None and visit.gone - visit.since <= high:
            return None
        return None if self.closing - visit.since <= high else False


@dataclass(slots=True)
class Trial:
    """Days of one hall, told one arrival at a time.

    Args:
        catalogue: of the hall.
        paths: how many futures are looked at for each arrival.
    """

    catalogue: Catalogue
    paths: int = PATHS
    habits: Habits = field(init=False)
    levels: Levels = field(default_factory=Levels)
    rows: list[Row] = field(default_factory=list)
    _past: list[Day] = field(default_factory=list)
    _pace: Pace = field(init=False)
    _day: int = 0
    _learned_at: float = 0.0
    _open: list[Row] = field(default_factory=list)
    _served: list[Visit] = field(default_factory=list)
    _called: dict[str, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    _cycles: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Begin with what the norms say."""
        self.habits = learn([], self.catalogue, "norms")
        self._pace = Pace(self.habits)

    @property
    def pace(self) -> float:
        """How fast services are today, by what has been seen of today."""
        return self._pace.factor

    def arrive(self, visit: Visit, present: Present, truth: Habits | None = None) -> Row:
        """Tell a visitor who takes a number now.

        Args:
            visit: the newcomer, who is not in `present`.
            present: the hall; its `pace` is the trial's own (`self.pace`).
            truth: the true parameters, for a forecast that nobody can have.
        """
        now = visit.arrived
        self._settle(now)
        probe = Probe(visit.line, visit.matter, visit.tier * TIER - visit.lead)
        seed = len(self.rows)
        waits_found = self._look(present, self.habits, probe, seed)
        groups = groups_of(visit.line, visit.visitor_class, now)
        low, high = range_of(waits_found, self.levels.of(groups))
        row = Row(self._day, visit, Told(low, high, groups), _mean(waits_found), _never(waits_found))
        row.closing = now + present.closing
        if truth is not None:
            row.truth = _mean(self._look(present, truth, probe, seed + 1_000_000_000))
        self._estimate(row, present, probe)
        self._compare(row)
        self.rows.append(row)
        self._open.append(row)
        self._served.append(visit)
        return row

    def end_day(self, day: Day) -> None:
        """A day is over: settle what is open, and learn."""
        self._settle(math.inf)
        for visit in day.visits:
            if visit.started is not None and visit.finished is not None and visit.called is not None:
                self._cycles[visit.matter].append(visit.finished - visit.called)
        self._past = [*self._past, day][-LEARNED_DAYS:]
        self._day += 1
        self.habits = learn(self._past, self.catalogue, f"day {self._day}")
        self._pace = Pace(self.habits)
        self._learned_at = 0.0
        self._open.clear()
        self._served.clear()
        self._called.clear()

    def relearn(self, now: float, today: Day) -> None:
        """In its first days a hall learns every ten minutes, also from what has happened today so far."""
        if self._day >= YOUNG_DAYS or now < self._learned_at + RELEARN_MINUTES:
            return
        self._learned_at = now
        self.habits = learn([*self._past, until(today, now)], self.catalogue, f"day {self._day} {now:.0f}")
        self._pace = Pace(self.habits)

    def _look(self, present: Present, habits: Habits, probe: Probe, seed: int) -> NDArray[np.float64]:
        return look_ahead(present, habits, [probe], paths=self.paths, seed=seed, only_probes=True).probes[
            :, 0
        ]

    def _settle(self, now: float) -> None:
        """Take in what has become known since the last arrival: services that ended, told waits that were kept or not."""
        for visit in [each for each in self._served if each.finished is not None and each.finished <= now]:
            self._served.remove(visit)
            if visit.started is not None:
                self._pace.hear(visit.matter, str(visit.staffer), (visit.finished or 0.0) - visit.started)
        still = []
        for row in self._open:
            visit = row.visit
            if visit.called is not None and visit.called <= now:
                self._called[visit.line].append(visit)
                self.levels.hear(row.told, kept=bool(row.kept))
            elif visit.gone is not None and visit.gone <= now:
                continue
            elif min(now, row.closing) - visit.since > row.told.high:
                self.levels.hear(row.told, kept=False)
            else:
                still.append(row)
        self._open = still

    def _estimate(self, row: Row, present: Present, probe: Probe) -> None:
        """Level 0, as the desk tells it while there is no forecast."""
        row.ahead = sum(
            each.line == probe.line and each.place < probe.place and each.comes <= 0 and each.held_at is None
            for each in present.waiting
        )
        able = [
            each
            for each in present.windows
            if probe.matter in each.serves
            and each.doing is not Doing.PAUSED
            and each.open
            and each.open[0][0] <= 0
        ]
        row.able, row.idle = len(able), sum(each.doing is Doing.IDLE for each in able)
        known = self._cycles.get(probe.matter, ())
        row.cycle = sum(known) / len(known) if known else self.catalogue.norm[probe.matter]
        row.estimate = 0.0 if row.ahead < row.idle else (row.ahead + 1) * row.cycle / max(row.able, 1)

    def _compare(self, row: Row) -> None:
        called = sorted(self._called[row.visit.line], key=lambda each: each.called or 0.0)[-LAST:]
        self._called[row.visit.line] = called
        if called:
            row.last = called[-1].wait or 0.0
            row.rolling = sum(each.wait or 0.0 for each in called) / len(called)


def _mean(waits_found: NDArray[np.float64]) -> float:
    today = waits_found[np.isfinite(waits_found)]
    return float(today.mean()) if today.size else math.nan


def _never(waits_found: NDArray[np.float64]) -> float:
    return float(1 - np.isfinite(waits_found).mean())


@dataclass(frozen=True, slots=True)
class Verdict:
    """How good the told waits were.

    Attributes:
        told, called: how many. mean_wait: minutes.
        rrmse: name of a forecast → root of its mean squared error ÷ mean wait. bias: of ours, minutes too long.
        kept: share called by the end that was told. width: of the range, minutes.
        estimate_width: of level 0's range, tracked to the same share. estimate_kept: the share it reached.
        groups: “line A”, “hour 9”, “class elderly” → share kept, of groups that were told often enough.
        bad_days: the share of days with fewer than 80 of 100 kept.
        reach: tenth of the forecast “not called before closing” → how many were told so, and the share that came true.
    """

    told: int
    called: int
    mean_wait: float
    rrmse: Mapping[str, float]
    bias: float
    kept: float
    width: float
    estimate_kept: float
    estimate_width: float
    groups: Mapping[str, float]
    bad_days: float
    reach: Mapping[int, tuple[int, float]]


BAD_DAY = 0.8
_FORECASTS: Mapping[str, Callable[[Row], float]] = {
    "forecast": lambda row: row.mean,
    "truth": lambda row: row.truth,
    "level 0": lambda row: row.estimate,
    "last who waited": lambda row: row.last,
    "rolling mean": lambda row: row.rolling,
}
_GROUPS: Mapping[str, Group] = {
    "line": lambda row: row.visit.line,
    "hour": lambda row: str(int(row.visit.arrived // 60)),
    "class": lambda row: row.visit.visitor_class,
}


def judge(rows: Iterable[Row]) -> Verdict:
    """Judge told waits of days that are over.

    Raises:
        ValueError: nobody was called.
    """
    rows = list(rows)
    called = [row for row in rows if row.visit.called is not None]
    if not called:
        raise ValueError("nobody was called")
    waited = np.asarray([row.visit.wait for row in called], dtype=float)
    rrmse, bias = {}, math.nan
    for name, forecast in _FORECASTS.items():
        said = np.asarray([forecast(row) for row in called])
        told = np.isfinite(said)
        if told.any():
            error = said[told] - waited[told]
            rrmse[name] = float(np.sqrt((error**2).mean()) / waited[told].mean())
            bias = float(error.mean()) if name == "forecast" else bias
    judged = [row for row in rows if row.kept is not None]
    kept = np.asarray([bool(row.kept) for row in judged], dtype=float)
    estimate_kept, estimate_width = _track_estimate(judged)
    return Verdict(
        told=len(rows),
        called=len(called),
        mean_wait=float(waited.mean()),
        rrmse=rrmse,
        bias=bias,
        kept=float(kept.mean()),
        width=float(np.mean([row.told.high - row.told.low for row in judged])),
        estimate_kept=estimate_kept,
        estimate_width=estimate_width,
        groups=_by_group(judged),
        bad_days=float(np.mean([share < BAD_DAY for share in by(judged, lambda row: str(row.day)).values()])),
        reach=_reach(rows),
    )


def by(rows: Iterable[Row], group: Group, least: int = 1) -> dict[str, float]:
    """Group → the share of its told waits that were kept."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        found[group(row)].append(bool(row.kept))
    return {name: sum(kept) / len(kept) for name, kept in sorted(found.items()) if len(kept) >= least}


def _by_group(judged: Sequence[Row]) -> dict[str, float]:
    return {
        f"{kind} {name}": share
        for kind, group in _GROUPS.items()
        for name, share in by(judged, group, ENOUGH).items()
    }


def _track_estimate(judged: Sequence[Row]) -> tuple[float, float]:
    """Level 0 with an upper end that is moved until nine of ten are called by it: the share and the width."""
    shift, kept, widths = 0.0, 0, 0.0
    for row in judged:
        if row.ahead < row.idle:
            low, high = 0.0, 5.0
        else:
            mean = row.cycle / max(row.able, 1) * MINUTE_MS
            ends = (waits.erlang_quantile(row.ahead + 1, z) * mean for z in (0.0, waits.Z90 + shift))
            low_ms, high_ms = (max(end, 0.0) for end in ends)
            low = math.floor(low_ms / waits.step(low_ms)) * waits.step(low_ms) / MINUTE_MS
            high = max(math.ceil(high_ms / waits.step(high_ms)), 1) * waits.step(high_ms) / MINUTE_MS
        called = row.visit.called
        is_kept = called is not None and called - row.visit.since <= high
        shift += 0.05 * (TARGET - is_kept)
        kept += is_kept
        widths += high - low
    return kept / max(len(judged), 1), widths / max(len(judged), 1)


def _reach(rows: Sequence[Row]) -> dict[int, tuple[int, float]]:
    """Tenth → how many were told that chance not to be called before closing, and how many were not."""
    found: dict[int, list[bool]] = defaultdict(list)
    for row in rows:
        if row.visit.gone is None:
            found[min(int(row.never * 10), 9)].append(row.visit.called is None)
    return {tenth: (len(told), sum(told) / len(told)) for tenth, told in sorted(found.items())}
