"""Learn a hall's habits from its past days: means that are shrunk towards what is known where little was seen.

Empirical Bayes (Efron & Morris 1975) on the logarithm of durations: a staffer's pace for a matter is drawn towards the
staffer's own, that towards none; a matter's mean towards its norm. Recent days weigh more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hallserver.forecast.habits import NO_SHOW_EDGES, Habits, Lasting, LateEntry
from hallserver.forecast.past import LONG_PAUSE, Day, Paused, Visit

HALF_LIFE = 20.0  # days after which a day weighs half
SOON = 2.0  # the same for the level of all services: a hall that has become slower is believed within days
NORM_SPREAD = 0.35  # how far a norm is from the truth, of the logarithm
SIGMA = 0.6  # of a service's logarithm, where nothing is known
LEAST_SIGMA, MOST_SIGMA = 0.2, 1.2
USUAL = 20.0  # services, as if so many had been seen that varied as is usual
SHORTEST = 0.05  # minutes: shorter services are slips of the finger
ROUNDS = 6
YOUNG_DAYS, RELEARN_MINUTES = 5, 10.0  # a hall with fewer days behind it learns so often, also from today
FEW_GROUPS = 2  # of one group alone it cannot be said how it differs
LEAST_SPREAD, MOST_SPREAD = 1e-5, 0.5  # variances of logarithms
FEW_DAYS = 2  # from which nothing is said of how days differ
LONGEST_GAP = 8.0  # minutes between two visitors; beyond, the clerk was doing something else
FEW_MINUTES = 30.0  # of waiting, too few to say anything of leaving
LEADS = 50
_EDGES = np.asarray(NO_SHOW_EDGES, dtype=float)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the plan says of matters: matter → norm in minutes, and its line."""

    norm: Mapping[str, float]
    line_of: Mapping[str, str]


def learn(past: Sequence[Day], catalogue: Catalogue, version: str) -> Habits:
    """Make the table from past days, the newest last; from none at all it says what the norms say."""
    weights = {id(day): 0.5 ** (age / HALF_LIFE) for age, day in enumerate(reversed(past))}
    service, staffers, pace = _learn_services(past, catalogue, weights)
    if not past:
        return Habits(version, 0, service)
    visits = [visit for day in past for visit in day.visits]
    called = [each for each in visits if each.called is not None]
    return Habits(
        version=version,
        days=len(past),
        service=service,
        known=dict(Counter(each.matter for each in visits if each.started is not None)),
        staffers=staffers,
        walk=_lasting(
            (_between(each.called, each.started) for each in called if each.started), Lasting(-0.4, 0.4)
        ),
        gap=_lasting(_gaps(past), Lasting(-0.7, 0.6)),
        missed=_lasting(
            (_between(each.called, each.finished) for each in called if not each.started), Lasting(0.4, 0.3)
        ),
        no_show=_no_shows(called),
        no_show_of=_no_shows_of_lines(called),
        leave=_leaving(visits),
        out_of_turn=sum(each.out_of_turn for each in called) / max(len(called), 1),
        breaks=_breaks(past),
        pause=_lasting(
            (each.ended - each.began for day in past for each in _breaks_of(day)), Lasting(2.3, 0.5)
        ),
        entries=_entries(past),
        pace=pace,
    )


def _between(begin: float | None, end: float | None) -> float:
    return (end or 0.0) - (begin or 0.0)


def _lasting(minutes: Iterable[float], usual: Lasting, known: float = 10.0) -> Lasting:
    """A log-normal duration from what was seen, drawn towards what is usual as if that had been seen `known` times."""
    logs = np.log([max(each, SHORTEST) for each in minutes])
    if not logs.size:
        return usual
    share = logs.size / (logs.size + known)
    low, high = np.quantile(logs, (0.01, 0.99))
    logs = np.clip(logs, low, high)
    mu = share * float(logs.mean()) + (1 - share) * usual.mu
    variance = share * float(logs.var()) + (1 - share) * usual.sigma**2
    return Lasting(mu, math.sqrt(max(variance, 0.01)))


@dataclass(slots=True)
class _Served:
    """All services, as columns."""

    log: Floats
    weight: Floats
    matter: NDArray[np.int64]
    pair: NDArray[np.int64]
    staffer: NDArray[np.int64]
    day: NDArray[np.int64]


def _learn_services(
    past: Sequence[Day], catalogue: Catalogue, weights: Mapping[int, float]
) -> tuple[dict[str, Lasting], dict[str, float], float]:
    """Matter → its duration, staffer → what is added, and how much days differ."""
    rows = [
        (each, number, weights[id(day)])
        for number, day in enumerate(past)
        for each in day.visits
        if each.started is not None and each.finished is not None
    ]
    matters = {code: at for at, code in enumerate(catalogue.norm)}
    rows = [row for row in rows if row[0].matter in matters]
    staffers = _numbered(str(row[0].staffer) for row in rows)
    pairs = _numbered(f"{row[0].staffer}|{row[0].matter}" for row in rows)
    served = _Served(
        np.log([max(_between(each.started, each.finished), SHORTEST) for each, _, _ in rows]),
        np.asarray([weight for _, _, weight in rows]),
        np.asarray([matters[each.matter] for each, _, _ in rows], dtype=np.int64),
        np.asarray([pairs[f"{each.staffer}|{each.matter}"] for each, _, _ in rows], dtype=np.int64),
        np.asarray([staffers[str(each.staffer)] for each, _, _ in rows], dtype=np.int64),
        np.asarray([number for _, number, _ in rows], dtype=np.int64),
    )
    norm = np.log(np.asarray([max(each, SHORTEST) for each in catalogue.norm.values()]))
    mean, sigma, of_staffer, of_pair, pace, level = _fit(served, norm, len(staffers), len(pairs), len(past))
    service = {code: Lasting(float(mean[at] + level), float(sigma[at])) for code, at in matters.items()}
    added = {f"{code}|": float(of_staffer[at]) for code, at in staffers.items()}
    for code, at in pairs.items():
        staffer = code.split("|")[0]
        added[code] = float(of_staffer[staffers[staffer]] + of_pair[at])
    return service, added, pace


def _numbered(codes: Iterable[str]) -> dict[str, int]:
    return {code: at for at, code in enumerate(dict.fromkeys(codes))}


def _fit(
    served: _Served, norm: Floats, staffers: int, pairs: int, days: int
) -> tuple[Floats, Floats, Floats, Floats, float, float]:
    """Means of matters, deviations, what staffers and pairs add, what days differ by, and the level of the last days."""
    matters = len(norm)
    sigma = np.full(matters, SIGMA)
    mean, of_staffer, of_pair = norm - sigma**2 / 2, np.zeros(staffers), np.zeros(pairs)
    of_day = np.zeros(max(days, 1))
    if not served.log.size:
        return mean, sigma, of_staffer, of_pair, 0.1, 0.0
    for _ in range(ROUNDS):
        noise = sigma[served.matter] ** 2
        rest = served.log - of_staffer[served.staffer] - of_pair[served.pair] - of_day[served.day]
        expected = norm - sigma**2 / 2  # a norm is a mean, and the mean of a log-normal lies above its middle
        mean = expected + _shrunk(
            rest - expected[served.matter], served.matter, served.weight, noise, matters, NORM_SPREAD**2
        )
        rest = served.log - mean[served.matter] - of_pair[served.pair] - of_day[served.day]
        of_staffer = _shrunk(rest, served.staffer, served.weight, noise, staffers)
        rest = served.log - mean[served.matter] - of_staffer[served.staffer] - of_day[served.day]
        of_pair = _shrunk(rest, served.pair, served.weight, noise, pairs)
        rest = served.log - mean[served.matter] - of_staffer[served.staffer] - of_pair[served.pair]
        of_day = _shrunk(rest, served.day, np.ones_like(noise), noise, max(days, 1))
        sigma = _deviations(rest - of_day[served.day], served, matters)
    age = np.arange(len(of_day))[::-1]
    recent = 0.5 ** (age / SOON)
    level = float((recent * of_day).sum() / (recent.sum() + 0.5))
    pace = float(np.sqrt(np.var(np.diff(of_day)) / 2)) if days > FEW_DAYS else 0.1
    return mean, sigma, of_staffer, of_pair, max(pace, 0.04), level


def _shrunk(
    values: Floats,
    group: NDArray[np.int64],
    weight: Floats,
    noise: Floats,
    groups: int,
    spread: float | None = None,
) -> Floats:
    """The mean of each group, drawn towards 0 by what its noise says; `spread`: their variance, else by moments."""
    information = np.bincount(group, weight / noise, groups)
    total = np.bincount(group, weight / noise * values, groups)
    seen = information > 0
    raw = np.where(seen, total / np.where(seen, information, 1.0), 0.0)
    if spread is None:
        spread = _between_groups(raw[seen], np.asarray(information[seen], dtype=float))
    return np.asarray(total / (information + 1 / spread))


def _between_groups(means: Floats, information: Floats) -> float:
    """How much groups differ beyond the noise of their means, as a variance (DerSimonian & Laird 1986)."""
    if len(means) < FEW_GROUPS:
        return LEAST_SPREAD
    excess = float((information * means**2).sum()) - len(means)
    scale = float(information.sum() - (information**2).sum() / information.sum())
    return min(max(excess / scale, LEAST_SPREAD), MOST_SPREAD)


def _deviations(rest: Floats, served: _Served, matters: int) -> Floats:
    """The deviation of each matter, drawn towards that of all, and that towards what is usual."""
    count = np.bincount(served.matter, served.weight, matters)
    squares = np.bincount(served.matter, served.weight * np.clip(rest, -3, 3) ** 2, matters)
    every = (squares.sum() + USUAL * SIGMA**2) / (count.sum() + USUAL)
    return np.asarray(np.clip(np.sqrt((squares + USUAL * every) / (count + USUAL)), LEAST_SIGMA, MOST_SIGMA))


def _gaps(past: Sequence[Day]) -> list[float]:
    """From the end of a service to the next call of its window, where somebody waited and nobody paused."""
    found = []
    for day in past:
        paused = defaultdict(list)
        for each in day.paused:
            paused[each.window].append(each)
        at: dict[str, list[Visit]] = defaultdict(list)
        for visit in day.visits:
            if visit.called is not None and visit.finished is not None and visit.window:
                at[visit.window].append(visit)
        for window, visits in at.items():
            visits.sort(key=lambda each: each.called or 0.0)
            for before, after in pairwise(visits):
                begin, end = before.finished or 0.0, after.called or 0.0
                waited = after.since < begin
                if (
                    waited
                    and 0 <= end - begin < LONGEST_GAP
                    and not any(each.began < end and each.ended > begin for each in paused[window])
                ):
                    found.append(end - begin)
    return found


def _hats(minutes: Floats) -> tuple[NDArray[np.int64], Floats]:
    """For each figure the edge on its left, and how near it is to the next one (0 to 1)."""
    left = np.clip(np.searchsorted(_EDGES, minutes, side="right") - 1, 0, len(_EDGES) - 2)
    share = (minutes - _EDGES[left]) / (_EDGES[left + 1] - _EDGES[left])
    return left, np.clip(share, 0.0, 1.0)


def _no_shows(called: Sequence[Visit]) -> tuple[float, ...]:
    """The share of calls without an answer by minutes waited; it does not fall with the wait."""
    waited = np.asarray([max(each.wait or 0.0, 0.0) for each in called])
    nobody = np.asarray([each.started is None for each in called], dtype=float)
    if not waited.size:
        return (0.04,) * len(_EDGES)
    left, share = _hats(waited)
    calls = np.bincount(left, 1 - share, len(_EDGES)) + np.bincount(left + 1, share, len(_EDGES))
    missed = np.bincount(left, (1 - share) * nobody, len(_EDGES)) + np.bincount(
        left + 1, share * nobody, len(_EDGES)
    )
    every = nobody.mean()
    return tuple(float(each) for each in _rising(missed + 3.0 * every, calls + 3.0))


def _rising(total: NDArray[Any], count: NDArray[Any]) -> Floats:
    """Ratios that do not fall: neighbours that would are taken together (pool adjacent violators; Ayer et al. 1955)."""
    blocks: list[list[float]] = []
    for top, bottom in zip(total, count, strict=True):
        blocks.append([top, bottom, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    return np.concatenate([np.full(int(size), top / bottom) for top, bottom, size in blocks])


def _no_shows_of_lines(called: Sequence[Visit]) -> dict[str, float]:
    """Line → its calls without an answer over those of all; drawn towards 1."""
    every = sum(each.started is None for each in called) / max(len(called), 1)
    of: dict[str, list[bool]] = defaultdict(list)
    for each in called:
        of[each.line].append(each.started is None)
    if not every:
        return {}
    return {line: (sum(told) + 30 * every) / (len(told) + 30) / every for line, told in of.items()}


def _leaving(visits: Sequence[Visit]) -> tuple[float, ...]:
    """The chance a minute to give the number up, by minutes waited."""
    ends = np.asarray([(each.called or each.gone or each.since) - each.since for each in visits])
    left = np.asarray([each.gone is not None and each.called is None for each in visits], dtype=bool)
    minutes = np.asarray([float(np.clip(ends - low, 0, high - low).sum()) for low, high in pairwise(_EDGES)])
    count = np.histogram(ends[left], _EDGES)[0]
    rate = (count + 0.5 * count.sum() / max(minutes.sum(), 1.0)) / (minutes + 0.5 + 1e-9)
    rate = np.where(minutes < FEW_MINUTES, count.sum() / max(minutes.sum(), 1.0), rate)
    return tuple(float(each) for each in np.concatenate((rate[:1], (rate[1:] + rate[:-1]) / 2, rate[-1:])))


def _breaks(past: Sequence[Day]) -> float:
    """Pauses an hour of work: from calls to the ends of what they called for."""
    busy = sum(_between(each.called, each.finished) for day in past for each in day.visits if each.finished)
    count = sum(len(_breaks_of(day)) for day in past)
    return 60 * count / max(busy, 60.0)


def _breaks_of(day: Day) -> list[Paused]:
    """The pauses that may fall anywhere; a long one is lunch, or a meeting, and stands in the plan."""
    return [each for each in day.paused if each.ended - each.began < LONG_PAUSE]


def _entries(past: Sequence[Day]) -> dict[str, tuple[LateEntry, ...]]:
    """Line → who enters it in front of others: how many a minute in each hour, and how far in front."""
    by: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    profile = np.zeros(24)
    for day in past:
        for each in day.visits:
            profile[int(each.arrived // 60) % 24] += 1
            if (each.tier == 0 or each.lead > 0) and each.stop == 1:
                by[each.line, each.visitor_class].append(each)
    profile /= max(profile.sum(), 1.0)
    found: dict[str, list[LateEntry]] = defaultdict(list)
    for (line, kind), visits in sorted(by.items()):
        a_day = len(visits) / len(past)
        rates = tuple(float(a_day * share / 60) for share in profile)
        step = max(len(visits) // LEADS, 1)
        leads = tuple(sorted(each.lead for each in visits)[::step][:LEADS])
        found[line].append(LateEntry(kind, visits[0].tier, rates, leads))
    return {line: tuple(each) for line, each in found.items()}


@dataclass(slots=True)
class Pace:
    """How fast services are today, against what was learned; it grows with each service that ends."""

    habits: Habits
    _information: float = 0.0
    _total: float = 0.0

    def hear(self, matter: str, staffer: str, minutes: float) -> None:
        """Take in a service that has ended."""
        known = self.habits.service.get(matter)
        if known is None:
            return
        noise = known.sigma**2
        rest = math.log(max(minutes, SHORTEST)) - known.mu - self.habits.added(staffer, matter)
        self._information += 1 / noise
        self._total += float(np.clip(rest, -2.5, 2.5)) / noise

    @property
    def factor(self) -> float:
        """What services last against what was learned; 1 before anything was seen."""
        return math.exp(self._total / (self._information + 1 / self.habits.pace**2))
