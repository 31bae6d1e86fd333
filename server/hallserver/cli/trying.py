"""Try a hall out: simulate a day; printers, slips, signs, pads and readers."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import click

from hallkiosk.cli import pad, reader
from hallprinters.cli import printer, slip
from hallserver.cli.options import data_option, days_bar, need_hall
from hallsigns.cli import sign


@click.command()
@data_option
@click.option("--url", help="A server elsewhere; without it the one of --data.")
@click.option("--token", help="A manager's token for --url.")
@click.option("--speed", type=click.FloatRange(min=0.1, max=10_000), default=60.0, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--minutes", type=click.FloatRange(min=0.01), help="End after so many real minutes.")
@click.option("--days", type=click.IntRange(1, 400), help="So many days in process, at their true lengths.")
@click.option(
    "--hall",
    "world",
    type=click.Choice(["hard"]),
    help="With --days: a hall whose truth is known, in a new folder.",
)
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
    world: str | None,
) -> None:
    r"""Send visitors and staff through a day over the public API; gaps are compressed by --speed.

    \b
    Recorded durations are compressed as well: a service of 12 minutes lasts 12 s at --speed 60.
    With --days nothing is compressed: a demo hall without a running server lives through days of a
    simulated clock, starting the day after its newest event (see `hall demo --opened`).
    """
    if world is not None:
        if days is None:
            raise click.UsageError("--hall needs --days")
        _live_hard_days(data, days, seed)
        return
    if days is not None:
        _live_days(data, days, seed, tickets, mishaps)
        return
    from hallserver.simulation.live import run_day

    run_day(data, url, token, speed=speed, seed=seed, minutes=minutes, say=click.echo)


def _live_hard_days(data: Path, days: int, seed: int) -> None:
    from hallserver.simulation.hard_days import live_hard_days

    lived = live_hard_days(data, seed, days, click.echo)
    click.echo(f"{lived.calls} calls; hold what was told against what happened: hall backtest --data {data}")


def _live_days(data: Path, days: int, seed: int, tickets: int, mishaps: float) -> None:
    from hallserver.simulation.days import Pace, run_days
    from hallserver.simulation.house import opened

    with opened(need_hall(data)) as house, days_bar(days) as advance:
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


COMMANDS = (simulate, printer, slip, sign, pad, reader)
