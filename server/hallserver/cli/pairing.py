"""Pair a device by the six digits that it shows."""

from __future__ import annotations

from pathlib import Path

import click

from hallserver.cli.options import FOLDED, data_option, need_hall
from hallserver.core.rights import PAIRED_ROLES


@click.command()
@click.argument("code", type=FOLDED)
@click.argument("role", type=click.Choice(PAIRED_ROLES, case_sensitive=False))
@click.argument("name", type=FOLDED)
@data_option
@click.option(
    "--window",
    type=FOLDED,
    help="For a window or a rating device: its window's code; NAME where it is left out.",
)
def pair(code: str, role: str, name: str, data: Path, window: str | None) -> None:
    """Pair the device that shows CODE, as ROLE under NAME."""
    from hallserver.local import do, me
    from hallserver.services.people import pairing
    from hallserver.services.people.devices import Device

    at = window or (name if role in {"window", "rating"} else None)
    do(
        need_hall(data),
        f"/pairings/{code}/confirm",
        {"role": role, "name": name, "window": at},
        lambda work: pairing.confirm(work, me(), code, Device(role, name, at)),
    )
    click.echo(f"{role} {name} is let in")


COMMANDS = (pair,)
