"""The forecast on trial in the hard hall, whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from hallserver.forecast.learning import Catalogue
from hallserver.forecast.past import Visit
from hallserver.forecast.paths import PATHS
from hallserver.forecast.trial import Row, Trial
from hallserver.simulation.hard import WINDOWS, Hall, draw_truth

WARM_UP = 20  # days that are lived and learned from before anything is judged
SETTLING = 5  # of them, the last ones on which waits are told, so that the levels have settled


def try_hard_hall(
    seed: int,
    days: int,
    *,
    windows: int = WINDOWS,
    warm_up: int = WARM_UP,
    slower: tuple[int, float] | None = None,
    crowd: float = 1.0,
    paths: int = PATHS,
    with_truth: bool = True,
    say: Callable[[int], None] = lambda _: None,
) -> list[Row]:
    """Live days in one hard hall, and return what was told on them.

    Args:
        seed: of the hall and of its days.
        days: that are judged.
        windows: the size of the hall.
        warm_up: days before that; 0 is a hall that has just been founded.
        slower: (day, factor): from that judged day on, services last so much longer.
        crowd: how many times as many come as the windows get through with some ease.
        paths: futures for each arrival.
        with_truth: also forecast with the true parameters.
        say: is told each day that is over.
    """
    truth = draw_truth(seed, windows)
    truth = replace(truth, a_day=round(truth.a_day * crowd))
    never = 10**9
    hall = Hall(truth, seed, (warm_up + slower[0], slower[1]) if slower else (never, 1.0))
    trial = Trial(Catalogue(truth.norm, truth.line_of), paths)

    def sight(hall: Hall, visit: Visit, number: int) -> None:
        true = hall.habits() if with_truth and number >= warm_up else None
        trial.relearn(visit.arrived, hall.day)
        trial.arrive(visit, hall.present(trial.pace), true)

    lived = hall.live(warm_up + days)
    for number in range(warm_up + days):
        hall.sight = partial(sight, number=number) if number >= warm_up - SETTLING else None
        trial.end_day(next(lived))
        say(number + 1)
    return [row for row in trial.rows if row.day >= warm_up]
