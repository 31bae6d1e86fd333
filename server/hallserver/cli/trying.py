"""Try a hall out: simulate a day; printers and slips."""

from __future__ import annotations

from pathlib import Path

import click

from hallprinters.cli import printer, slip
from hallserver.cli.options import data_option


@click.command()
@data_option
@click.option("--url", help="A server elsewhere; without it the one of --data.")
@click.option("--token", help="A manager's token for --url.")
@click.option("--speed", type=click.FloatRange(min=0.1, max=10_000), default=60.0, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--minutes", type=click.FloatRange(min=0.01), help="End after so many real minutes.")
def simulate(
    data: Path, url: str | None, token: str | None, speed: float, seed: int, minutes: float | None
) -> None:
    r"""Send visitors and staff through a day over the public API; gaps are compressed by --speed.

    \b
    Recorded durations are compressed as well: a service of 12 minutes lasts 12 s at --speed 60.
    """
    from hallserver.simulation import run_day

    run_day(data, url, token, speed=speed, seed=seed, minutes=minutes, say=click.echo)


COMMANDS = (simulate, printer, slip)
