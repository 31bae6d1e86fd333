"""Commands of a hall on two machines: standby offer, end, follow, status, switch."""

from __future__ import annotations

from pathlib import Path

import click

from hallserver.cli.options import data_option, give_to_owner, own_hall


@click.group()
def standby() -> None:
    """A second machine that takes over by hand: offer, end, follow, status, switch."""


@standby.command()
@data_option
@click.option("--host", help="The name or address of this machine, as the second one reaches it.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port for it. [8444]")
def offer(data: Path, host: str | None, port: int | None) -> None:
    """On the first machine: let a second one follow, and show what to run there."""
    from hallserver.cli.copies.standing_by import offer as make_offer

    data = own_hall(data)
    for line in make_offer(data, host, port):
        click.echo(line)


@standby.command()
@data_option
def end(data: Path) -> None:
    """On the first machine: take the offer back; no second machine follows any more."""
    from hallserver.cli.copies.standing_by import end as take_back

    for line in take_back(own_hall(data)):
        click.echo(line)


@standby.command()
@click.argument("offer", required=False, default="")
@data_option
@click.option(
    "--at",
    default="",
    metavar="URL",
    help="Where this machine would answer the first one after a switch. [its address, the same port]",
)
def follow(offer: str, data: Path, at: str) -> None:
    """On the second machine: keep a copy that is at most a moment old, until SIGTERM or a switch.

    OFFER is what `hall standby offer` shows on the first machine; it is kept, and need not be given again.
    """
    from hallserver.parent import told_to_stop
    from hallserver.standby.following import Follower, prepare

    data = data.resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    Follower(prepare(data, offer), at, click.echo).run(told_to_stop())
    give_to_owner(data)


@standby.command()
@data_option
def status(data: Path) -> None:
    """Say whether this machine follows or is followed, and how old its copy is."""
    from hallserver.cli.copies.standing_by import say_standing

    said = list(say_standing(data.resolve()))
    for line in said or ["neither follows nor is followed · 未设置备用机"]:
        click.echo(line)


@standby.command()
@data_option
@click.option("--although-it-answers", is_flag=True, help="Even if the first machine still answers.")
@click.option(
    "--leap",
    type=click.IntRange(0, 100_000),
    help="How many numbers each line skips. [as many as a line's busiest day has]",
)
def switch(data: Path, leap: int | None, *, although_it_answers: bool) -> None:
    """On the second machine: verify the copy and become the hall. What the first one did after the copy is lost."""
    from hallserver.cli.copies.standing_by import take_over

    data = data.resolve()
    for line in take_over(data, although=although_it_answers, leap=leap):
        click.echo(line)
    give_to_owner(data)


COMMANDS = (standby,)
