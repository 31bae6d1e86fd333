"""The hall simulated forward: who is called when, in many possible futures at once.

A discrete-event simulation (Law, Simulation Modeling and Analysis, chapter 1) of all paths side by side: in every
step each path lets the window that is free first call whom the order says. The arrays have a row for each path.
Who waits is a column, and so is whoever may still come in front of somebody who waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hallserver.forecast.habits import NO_SHOW_EDGES, Habits, LateEntry
from hallserver.forecast.present import LONG, TIER, Doing, Present, Waiter, Window

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

PATHS = 100
HORIZON = 240.0  # minutes in which others may still come in front
SHORTEST, LONGEST = 0.05, 480.0  # minutes of anything that is drawn
OVERDUE = 0.999  # a service that has lasted longer than so many is of another kind than was learned
GOES_ON = 0.3  # … and lasts on for this share of what it has lasted
_EDGES = np.asarray(NO_SHOW_EDGES, dtype=float)
_NORMAL = NormalDist()
_SHARES = (np.arange(4000) + 0.5) / 4000
_QUANTILES = np.asarray([_NORMAL.inv_cdf(float(each)) for each in _SHARES])


@dataclass(frozen=True, slots=True)
class Probe:
    """Somebody who might take a number now: for whom the wait is asked."""

    line: str
    matter: str
    place: float = TIER  # tier 1, now


@dataclass(frozen=True, slots=True)
class Futures:
    """What was found; minutes from now, one row for each path; infinite where it never happens.

    Attributes:
        probes: paths × probes: when each of them is called, had only that one come.
        waiting: paths × those who wait: when each is called.
    """

    probes: Floats
    waiting: Floats


def look_ahead(
    present: Present,
    habits: Habits,
    probes: Sequence[Probe] = (),
    *,
    paths: int = PATHS,
    seed: int = 0,
    only_probes: bool = False,
) -> Futures:
    """Simulate the hall forward until all who wait, and all probes, are called or the day is over.

    Args:
        present: the hall now.
        habits: what its past has taught.
        probes: each is asked for by itself: none of them is in another's way.
        paths: how many futures.
        seed: the same seed gives the same futures.
        only_probes: it may end as soon as the probes are called.
    """
    return _Simulation(present, habits, probes, paths, np.random.default_rng(seed)).run(
        only_probes=only_probes
    )


class _Simulation:
    def __init__(
        self,
        present: Present,
        habits: Habits,
        probes: Sequence[Probe],
        paths: int,
        chance: np.random.Generator,
    ) -> None:
        self._present, self._habits, self._chance = present, habits, chance
        self._paths = paths
        self._rows = np.arange(paths)
        self._windows = _serving_any(present, probes)
        self._matters = _matters_of(present, probes)
        self._set_up_windows()
        self._set_up_people()
        self._set_up_probes(probes)
        self._set_up_durations()

    # what stands at the beginning -----------------------------------------------------------------------------

    def _set_up_windows(self) -> None:
        windows, paths = self._windows, self._paths
        self._serves = np.zeros((len(windows), len(self._matters)), dtype=bool)
        for at, window in enumerate(windows):
            for matter in window.serves:
                if matter in self._matters:
                    self._serves[at, self._matters[matter]] = True
        spans = max((len(each.open) for each in windows), default=1)
        self._opens = np.full((len(windows), spans), LONG)
        self._shuts = np.full((len(windows), spans), LONG)
        for at, window in enumerate(windows):
            for number, (opens, shuts) in enumerate(window.open):
                self._opens[at, number], self._shuts[at, number] = opens, shuts
        free = np.zeros((paths, max(len(windows), 1)))
        for at, window in enumerate(windows):
            free[:, at] = self._first_free(window)
        if not windows:
            free[:] = np.inf
        self._free = free
        for at in range(len(windows)):
            self._free[:, at] = self._when_open(self._free[:, at], np.full(paths, at))

    def _first_free(self, window: Window) -> Floats:
        """When a window calls next, from what it does now."""
        habits, paths = self._habits, self._paths
        if window.doing is Doing.IDLE:
            return np.zeros(paths)
        if window.doing is Doing.PAUSED:
            pause = habits.pause
            return self._rest(pause.mu, pause.sigma, window.since)
        gap = self._draw(habits.gap.mu, habits.gap.sigma, paths)
        mu, sigma = self._service_of(window.staffer, window.matter)
        if window.doing is Doing.SERVING:
            return self._rest(mu, sigma, window.since) + gap
        walk = self._rest(habits.walk.mu, habits.walk.sigma, window.since)
        lasts = walk + self._draw(mu, sigma, paths)
        share = float(np.interp(0.0, _EDGES, habits.no_show))
        nobody = self._chance.random(paths) < share
        missed = self._rest(habits.missed.mu, habits.missed.sigma, window.since)
        return np.where(nobody, missed, lasts) + gap

    def _service_of(self, staffer: str, matter: str | None) -> tuple[float, float]:
        known = self._habits.service.get(matter or "")
        if known is None:
            return 2.0, 0.6
        pace = log(self._present.pace)
        return known.mu + self._habits.added(staffer, matter or "") + pace, known.sigma

    def _rest(self, mu: float, sigma: float, since: float) -> Floats:
        """How much longer something lasts that has lasted so long: the log-normal's tail beyond it."""
        done = _NORMAL.cdf((log(since) - mu) / sigma) if since > SHORTEST else 0.0
        if done > OVERDUE:
            return self._chance.exponential(GOES_ON * since, self._paths)
        share = done + (1 - done) * self._chance.random(self._paths)
        total = np.exp(mu + sigma * np.interp(share, _SHARES, _QUANTILES))
        return np.asarray(np.clip(total - since, SHORTEST, LONGEST))

    def _draw(self, mu: float, sigma: float, count: int) -> Floats:
        return np.exp(mu + sigma * self._chance.standard_normal(count))

    def _set_up_people(self) -> None:
        """Columns: who waits, sorted by place, then who may still come in front."""
        present, paths = self._present, self._paths
        self._real = sorted(range(len(present.waiting)), key=lambda each: present.waiting[each].place)
        people = [present.waiting[each] for each in self._real]
        comers = list(self._comers())
        count = len(people) + len(comers)
        self._lines = {code: at for at, code in enumerate(dict.fromkeys(present.line_of.values()))}
        self._matter = np.zeros(count, dtype=np.int64)
        self._line = np.zeros(count, dtype=np.int64)
        self._key = np.full((paths, count), np.inf)
        self._comes = np.zeros((paths, count))
        self._since = np.zeros((paths, count))
        self._tier0 = np.zeros(count, dtype=bool)
        self._barred = np.zeros((len(self._windows), count), dtype=bool)
        code = {window.code: at for at, window in enumerate(self._windows)}
        for column, each in enumerate(people):
            self._put(column, each, code)
        for column, (entry, line, matter, comes, lead) in enumerate(comers, start=len(people)):
            self._matter[column], self._line[column] = self._matters[matter], self._lines[line]
            self._comes[:, column] = comes
            self._since[:, column] = comes
            self._key[:, column] = entry.tier * TIER + comes - lead
            self._tier0[column] = entry.tier == 0
        self._leaves = self._draw_leaving(count)
        self._called = np.full((paths, count), np.inf)
        self._able = self._serves[:, self._matter]
        self._able &= ~self._barred
        self._twins = _twins(people, count)
        self._has_twins = bool((self._twins >= 0).any())
        self._has_tier0 = bool(self._tier0.any())
        self._runs = np.zeros((paths, len(self._lines)), dtype=np.int64)
        self._caps = np.asarray([present.caps.get(each, 2) for each in self._lines], dtype=np.int64)
        for line, run in present.runs.items():
            if line in self._lines:
                self._runs[:, self._lines[line]] = run

    def _put(self, column: int, each: Waiter, code: Mapping[str, int]) -> None:
        self._matter[column], self._line[column] = self._matters[each.matter], self._lines[each.line]
        self._key[:, column] = each.place
        self._since[:, column] = each.since
        self._tier0[column] = each.place < TIER / 2
        self._comes[:, column] = each.comes
        if each.held_at is not None and each.held_at in code:
            self._comes[:, column] += self._free[:, code[each.held_at]]
        if each.only is not None:
            self._barred[:, column] = [window.code not in each.only for window in self._windows]

    def _comers(self) -> list[tuple[LateEntry, str, str, Floats, Floats]]:
        """Who may come in front of those who wait: for each of them, when in each path (mostly never), and how far."""
        found: list[tuple[LateEntry, str, str, Floats, Floats]] = []
        oldest = max((-each.since for each in self._present.waiting), default=0.0)
        matters = _by_line(self._present.line_of, self._matters)
        for line, entries in self._habits.entries.items():
            if line not in matters:
                continue
            for entry in entries:
                found += self._entries(line, matters[line], entry, oldest)
        return found

    def _entries(
        self, line: str, matters: Sequence[str], entry: LateEntry, oldest: float
    ) -> list[tuple[LateEntry, str, str, Floats, Floats]]:
        lead = max(entry.lead, default=0.0)
        until = min(self._present.closing, HORIZON if entry.tier == 0 else min(lead, HORIZON))
        rate = entry.per_minute[int(self._present.minute // 60) % 24]
        if until <= 0 or rate <= 0:
            return []
        counts = self._chance.poisson(rate * until, self._paths)
        most = int(counts.max(initial=0))
        times = self._chance.random((self._paths, most)) * until
        found = []
        for number in range(most):
            comes = np.where(counts > number, times[:, number], np.inf)
            leads = self._chance.choice(np.asarray(entry.lead), self._paths) if entry.lead else np.zeros(1)
            if entry.tier == 0 or np.any(comes - leads < oldest + lead):
                matter = matters[number % len(matters)]
                found.append((entry, line, matter, comes, leads))
        return found

    def _draw_leaving(self, count: int) -> Floats | None:
        """When each of them gives the number up, seen by the hall: from the chance a minute, given the wait so far."""
        if not any(self._habits.leave):
            return None
        hazard = np.asarray(self._habits.leave)
        total = np.concatenate(([0.0], np.cumsum(np.diff(_EDGES) * (hazard[1:] + hazard[:-1]) / 2)))
        waited = np.clip(-self._since, 0.0, None)
        start = np.interp(waited, _EDGES, total)
        drawn = start + self._chance.exponential(1.0, (self._paths, count))
        leaves = np.interp(drawn, total, _EDGES, right=LONG)
        return np.asarray(self._since + leaves)

    def _set_up_probes(self, probes: Sequence[Probe]) -> None:
        self._probe_key = np.asarray([each.place for each in probes])
        self._probe_matter = np.asarray([self._matters[each.matter] for each in probes], dtype=np.int64)
        self._probed = np.full((self._paths, len(probes)), np.inf)

    def _set_up_durations(self) -> None:
        windows, matters = self._windows, self._matters
        self._mu = np.zeros((max(len(windows), 1), len(matters)))
        self._sigma = np.zeros(len(matters))
        for matter, column in matters.items():
            for at, window in enumerate(windows):
                self._mu[at, column], self._sigma[column] = self._service_of(window.staffer, matter)
        lines = self._present.line_of
        self._no_show_of = np.asarray([self._habits.no_show_of.get(lines[each], 1.0) for each in matters])

    # the steps ------------------------------------------------------------------------------------------------

    def run(self, *, only_probes: bool) -> Futures:
        """Step by step, until nobody is left, or no window calls any more."""
        closing = self._present.closing
        for _ in range(len(self._matter) * 2 + 40 + 4 * len(self._windows)):
            at = self._free.argmin(axis=1)
            now = self._free[self._rows, at]
            live = now < closing
            if not live.any():
                break
            self._step(at, now, live)
            if only_probes and np.isfinite(self._probed[live]).all():
                break
        waiting = np.full((self._paths, len(self._present.waiting)), np.inf)
        waiting[:, self._real] = self._called[:, : len(self._real)]
        return Futures(self._probed, waiting)

    def _step(self, at: Ints, now: Floats, live: Bools) -> None:
        """In each path that is live, the window `at` is free `now`."""
        able = self._able[at]
        present = able & (self._comes <= now[:, None])
        if self._leaves is not None:
            present &= self._leaves > now[:, None]
        key = np.where(present, self._key, np.inf)
        if self._has_tier0:
            key = self._capped(key, present)
        chosen = key.argmin(axis=1) if key.shape[1] else np.zeros(self._paths, dtype=np.int64)
        best = key[self._rows, chosen] if key.shape[1] else np.full(self._paths, np.inf)
        self._meet_probes(at, now, best, live)
        calls = live & np.isfinite(best)
        rows = self._rows[calls]
        if self._habits.out_of_turn:
            chosen = self._out_of_turn(present, chosen, calls)
        if rows.size:
            self._call(rows, at[rows], now[rows], chosen[rows])
        idle = live & ~np.isfinite(best)
        if idle.any():
            self._wait(self._rows[idle], at, now, able)

    def _capped(self, key: Floats, present: Bools) -> Floats:
        """Where a line has had its tier-0 calls in a row, they yield to an ordinary visitor of that line."""
        reached = self._runs >= self._caps
        if not reached.any():
            return key
        yields = reached[:, self._line] & self._tier0 & present
        for line in np.unique(self._line[yields.any(axis=0)]):
            ordinary = present & (self._line == line) & ~self._tier0
            rows = ordinary.any(axis=1)
            key = np.where(yields & (self._line == line) & rows[:, None], np.inf, key)
        return key

    def _out_of_turn(self, present: Bools, chosen: Ints, calls: Bools) -> Ints:
        takes = calls & (self._chance.random(self._paths) < self._habits.out_of_turn)
        for row in self._rows[takes]:
            others = np.flatnonzero(present[row])
            chosen[row] = others[int(self._chance.integers(len(others)))]
        return chosen

    def _meet_probes(self, at: Ints, now: Floats, best: Floats, live: Bools) -> None:
        """A probe is called by the first free window that has nobody in front of it."""
        if not self._probe_key.size:
            return
        meets = live[:, None] & self._serves[at][:, self._probe_matter] & (best[:, None] > self._probe_key)
        meets &= ~np.isfinite(self._probed)
        self._probed = np.where(meets, now[:, None], self._probed)

    def _call(self, rows: Ints, at: Ints, now: Floats, chosen: Ints) -> None:
        habits, count = self._habits, len(rows)
        self._called[rows, chosen] = now
        self._comes[rows, chosen] = np.inf
        matter = self._matter[chosen]
        waited = np.clip(now - self._since[rows, chosen], 0.0, None)
        share = np.interp(waited, _EDGES, habits.no_show) * self._no_show_of[matter]
        nobody = self._chance.random(count) < share
        normal = self._chance.standard_normal((4, count))
        walk = np.exp(habits.walk.mu + habits.walk.sigma * normal[0])
        service = np.exp(self._mu[at, matter] + self._sigma[matter] * normal[1])
        missed = np.exp(habits.missed.mu + habits.missed.sigma * normal[2])
        gap = np.exp(habits.gap.mu + habits.gap.sigma * normal[3])
        busy = np.where(nobody, missed, walk + service) + gap
        if habits.breaks:
            rests = self._chance.random(count) < habits.breaks * busy / 60
            busy = busy + np.where(rests, self._draw(habits.pause.mu, habits.pause.sigma, count), 0.0)
        ends = now + np.clip(busy, SHORTEST, LONGEST)
        self._free[rows, at] = self._when_open(ends, at)
        twin = self._twins[chosen]
        if self._has_twins and (there := twin >= 0).any():
            held = rows[there], twin[there]
            self._comes[held] = np.maximum(self._comes[held], ends[there])
        self._count_run(rows, chosen)

    def _count_run(self, rows: Ints, chosen: Ints) -> None:
        if not self._has_tier0:
            return
        line = self._line[chosen]
        self._runs[rows, line] = np.where(self._tier0[chosen], self._runs[rows, line] + 1, 0)

    def _wait(self, rows: Ints, at: Ints, now: Floats, able: Bools) -> None:
        """A free window with nobody to call is free until somebody comes."""
        comes = np.where(able[rows], self._comes[rows], np.inf)
        comes = np.where(comes > now[rows][:, None], comes, np.inf)
        soonest = comes.min(axis=1) if comes.shape[1] else np.full(len(rows), np.inf)
        self._free[rows, at[rows]] = self._when_open(soonest, at[rows])

    def _when_open(self, when: Floats, at: Ints) -> Floats:
        """The first moment from then on at which the window calls."""
        if not len(self._windows):
            return np.full_like(when, np.inf)
        opens, shuts = self._opens[at], self._shuts[at]
        later = np.where(when[:, None] < shuts, np.maximum(opens, when[:, None]), np.inf)
        return np.asarray(later.min(axis=1))


def _serving_any(present: Present, probes: Sequence[Probe]) -> list[Window]:
    """The windows that matter: those that may call somebody, and those at which somebody is who will come back."""
    wanted = {each.matter for each in present.waiting} | {each.matter for each in probes}
    at = {each.held_at for each in present.waiting}
    return [each for each in present.windows if each.serves & wanted or each.code in at]


def _matters_of(present: Present, probes: Sequence[Probe]) -> dict[str, int]:
    codes = [each.matter for each in present.waiting] + [each.matter for each in probes]
    codes += [each for window in present.windows for each in sorted(window.serves)]
    codes += [each.matter for each in present.windows if each.matter]
    return {code: at for at, code in enumerate(dict.fromkeys(codes))}


def _by_line(line_of: Mapping[str, str], matters: Mapping[str, int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for matter in matters:
        if matter in line_of:
            found.setdefault(line_of[matter], []).append(matter)
    return found


def _twins(people: Sequence[Waiter], count: int) -> Ints:
    """Column → the column of the same visitor's other waiting stop; -1 where there is none."""
    found = np.full(count, -1, dtype=np.int64)
    first: dict[int, int] = {}
    for column, each in enumerate(people):
        other = first.setdefault(each.ticket, column)
        if other != column:
            found[column], found[other] = other, column
    return found
