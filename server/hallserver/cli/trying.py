"""Try a hall out: simulate a day; printers and slips."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import click

from hallprinters.cli import printer, slip
from hallserver.cli.options import data_option, need_hall


@click.command()
@data_option
@click.option("--url", help="A server elsewhere; without it the one of --data.")
@click.option("--token", help="A manager's token for --url.")
@click.option("--speed", type=click.FloatRange(min=0.1, max=10_000), default=60.0, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--minutes", type=click.FloatRange(min=0.01), help="End after so many real minutes.")
@click.option("--days", type=click.IntRange(1, 400), help="So many days in process, at their true lengths.")
@click.option(
    "--tickets", type=click.IntRange(1, 20_000), default=400, show_default=True, help="A day, with --days."
)
@click.option(
    "--mishaps",
    type=click.FloatRange(0.1, 10),
    default=1.0,
    show_default=True,
    help="How many times as often as usual something goes wrong, with --days.",
)
def simulate(
    data: Path,
    url: str | None,
    token: str | None,
    speed: float,
    seed: int,
    minutes: float | None,
    days: int | None,
    tickets: int,
    mishaps: float,
) -> None:
    r"""Send visitors and staff through a day over the public API; gaps are compressed by --speed.

    \b
    Recorded durations are compressed as well: a service of 12 minutes lasts 12 s at --speed 60.
    With --days nothing is compressed: a demo hall without a running server lives through days of a
    simulated clock, starting the day after its newest event (see `hall demo --opened`).
    """
    if days is not None:
        _live_days(data, days, seed, tickets, mishaps)
        return
    from hallserver.simulation.live import run_day

    run_day(data, url, token, speed=speed, seed=seed, minutes=minutes, say=click.echo)


def _live_days(data: Path, days: int, seed: int, tickets: int, mishaps: float) -> None:
    from hallserver.simulation.days import Pace, run_days
    from hallserver.simulation.house import opened

    with opened(need_hall(data)) as house, _progress(days) as advance:
        first = house.plan.hours.business_day(house.now) + timedelta(days=1)
        began = time.monotonic()

        def say(line: str, taken: int) -> None:
            click.echo(line)
            advance(taken)

        told = run_days(house, first, days, Pace(seed, tickets, mishaps), say)
    took = max(time.monotonic() - began, 0.001)
    click.echo(
        f"{told.days} days, {told.taken} numbers taken, {told.served} services, {house.commands} commands, "
        f"{told.taken / took:.0f} numbers/s"
    )


@contextmanager
def _progress(days: int) -> Iterator[Callable[[int], None]]:
    """Show a bar with days, numbers a second and the time that is left, where somebody looks at it.

    Yields:
        a function that is called after each day with the numbers taken so far.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = Progress(
        TextColumn("simulating"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("days · {task.fields[rate]:.0f} numbers/s ·"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
    began = time.monotonic()
    with shown:
        task = shown.add_task("days", total=days, rate=0.0)

        def advance(taken: int) -> None:
            shown.update(task, advance=1, rate=taken / max(time.monotonic() - began, 0.001))

        yield advance


COMMANDS = (simulate, printer, slip)
