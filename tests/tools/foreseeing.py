"""The bench's rows about the forecast of waits: how good it is in the hard hall, and what it costs."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hallserver.core.queue.foretold import Forecasts, Foretold, Knot, MatterForetold
from hallserver.core.queue.order import CLASSES
from hallserver.core.rules import QueueRules
from hallserver.forecast.learning import Catalogue, learn
from hallserver.forecast.paths import Probe, look_ahead
from hallserver.forecast.present import TIER, Present
from hallserver.forecast.trial import judge
from hallserver.forecast.what_if import Change, compare
from hallserver.simulation.hard import Hall, draw_truth
from hallserver.simulation.trials import try_hard_hall
from tests.small import Desk

Rows = Iterator[tuple[str, str, str]]
DAYS = int(os.environ.get("HALL_BENCH_DAYS", "10"))
SEEDS = (1, 2, 3)
LOOKS = 20_000
RUNS, ISSUES = 10, 200


def rows_of() -> Rows:
    """All of them; with `HALL_BENCH_DAYS=60` as the design asks (an hour and a half)."""
    yield from quality()
    yield looked_up()
    yield from looking_ahead()
    yield learned()
    yield rehearsed()
    yield issued()


def quality() -> Rows:
    """Each hard hall, told and judged."""
    for seed in SEEDS:
        told = judge(try_hard_hall(seed, DAYS))
        own, truth, level = (told.rrmse[name] for name in ("forecast", "truth", "level 0"))
        others = min(told.rrmse["last who waited"], told.rrmse["rolling mean"])
        worst, best = min(told.groups.values()), max(told.groups.values())
        yield (
            f"hard hall {seed}, {DAYS} days, {told.told} told, mean wait {told.mean_wait:.0f} min: RMSE ÷ mean",
            f"{own:.3f} = {own / level:.2f} × level 0, {own / others:.2f} × the better of last and rolling mean",
            f"true parameters: {truth:.3f}",
        )
        yield (
            "… kept (lines, hours, classes with enough) · days under 80 % · mean width",
            f"{100 * told.kept:.1f} % ({100 * worst:.0f}–{100 * best:.0f}) · {100 * told.bad_days:.0f} % · {told.width:.1f} min",
            f"level 0, tracked: {100 * told.estimate_kept:.1f} % · {told.estimate_width:.1f} min",
        )


def looked_up() -> tuple[str, str, str]:
    """What a told wait costs the desk."""
    knots = tuple(Knot(ahead, ahead * 60_000, ahead * 90_000) for ahead in range(0, 120, 10))
    newcomers = {code: Knot(120, 10**6, 2 * 10**6) for code in CLASSES}
    forecasts = Forecasts()
    table = {
        f"m{each}": MatterForetold(about=False, newcomers=newcomers, knots=knots) for each in range(1_000)
    }
    forecasts.take(Foretold("bench", 1, table), 0.0)
    took = timed(lambda n: forecasts.tell(f"m{n % 1000}", n % 150), LOOKS)
    floor = timed(lambda n: table[f"m{n % 1000}"], LOOKS)
    return (
        "a wait looked up in the desk, p50 · p99",
        f"{took[0]:.1f} · {took[1]:.1f} µs",
        f"a dict: {floor[1]:.1f} µs",
    )


def timed(act: Callable[[int], object], count: int) -> tuple[float, float]:
    """Median and p99 of one call, in µs."""
    took = []
    for n in range(count):
        began = time.perf_counter_ns()
        act(n)
        took.append((time.perf_counter_ns() - began) / 1000)
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.99)]


def looking_ahead() -> Rows:
    """One look of the lookout, in halls of two sizes."""
    for windows in (18, 40):
        present, hall = fullest(windows)
        truth = hall.truth
        probes = [
            Probe(line, matter, each.tier * TIER - each.credit_minutes)
            for matter, line in truth.line_of.items()
            for each in CLASSES.values()
        ]
        took = []
        for seed in range(5):
            began = time.perf_counter()
            look_ahead(present, hall.habits(), probes, seed=seed)
            took.append((time.perf_counter() - began) * 1000)
        yield (
            f"the whole hall seen ahead: {windows} windows, {len(present.waiting)} waiting, 100 futures",
            f"{statistics.median(took):.0f} ms",
            "",
        )


def fullest(windows: int) -> tuple[Present, Hall]:
    """A hard hall at its fullest moment of a day."""
    hall = Hall(draw_truth(1, windows), 1)
    seen: list[Present] = []
    hall.sight = lambda hall, _: seen.append(hall.present(1.0))
    next(hall.live(1))
    return max(seen, key=lambda each: len(each.waiting)), hall


def learned() -> tuple[str, str, str]:
    """Learning from a year."""
    truth = draw_truth(2)
    days = list(Hall(truth, 2).live(250))
    count = sum(len(day.visits) for day in days)
    began = time.perf_counter()
    learn(days, Catalogue(truth.norm, truth.line_of), "bench")
    return f"habits learned from 250 days, {count} visits", f"{time.perf_counter() - began:.1f} s", ""


def rehearsed() -> tuple[str, str, str]:
    """One change, on twenty days."""
    truth = draw_truth(1)
    days = list(Hall(truth, 1).live(20))
    habits = learn(days, Catalogue(truth.norm, truth.line_of), "bench")
    lines: dict[str, list[str]] = {}
    for matter, line in truth.line_of.items():
        lines.setdefault(line, []).append(matter)
    began = time.perf_counter()
    compare(days, habits, QueueRules(), [Change("close", "1", 600, 720)], lines)
    took = time.perf_counter() - began
    a_day = sum(len(day.visits) for day in days) / len(days)
    return (
        f"what if, on 20 days of {a_day:.0f} visits",
        f"{took:.1f} s ({took / 20:.2f} s a day, twice lived)",
        "",
    )


def issued() -> tuple[str, str, str]:
    """What a number costs with a table and without one: CPU, alternating runs."""
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(Path(home) / "hall")
        desk.sits("t-1", "1")
        knots = tuple(Knot(ahead, ahead * 60_000, ahead * 90_000) for ahead in range(0, 120, 10))
        told = MatterForetold(about=False, newcomers={"ordinary": Knot(130, 10**6, 2 * 10**6)}, knots=knots)
        table = Foretold("bench", 1, dict.fromkeys(desk.writer.state.plan.matters, told))
        ratios = []
        for _ in range(RUNS):
            took = []
            for newest in (table, None):
                desk.writer.state.plan.forecasts.newest = newest
                began = time.process_time()
                for _ in range(ISSUES):
                    desk.issue("tax-file")
                took.append(time.process_time() - began)
            ratios.append(took[0] / took[1])
        desk.close()
    return (
        f"CPU of a number, told by the table ÷ by the mean service, {RUNS} pairs",
        f"{statistics.median(ratios):.3f}",
        "1.000",
    )


if __name__ == "__main__":
    for row in rows_of():
        print(" | ".join(row), flush=True)
