"""Commands for signs: `sign agent`, `sign test`, `sign virtual`; `hall` mounts this group."""

from __future__ import annotations

from pathlib import Path

import click

from hallsigns.kinds import KINDS

# Everything else is imported inside its command: `hall --help` must not wait for drivers and fonts.

_NUMBER = "A001"


@click.group()
def sign() -> None:
    """LED signs: serve them, test one, run a virtual one."""


@sign.command()
@click.option("--url", required=True, help="The hall's server: https://host:8000.")
@click.option(
    "--token", required=True, envvar="HALL_TOKEN", help="A display's token (hall token display NAME)."
)
@click.option(
    "--signs",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that says which signs there are.",
)
@click.option(
    "--ca", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The hall's own CA, for https."
)
def agent(url: str, token: str, file: Path, ca: Path | None) -> None:
    """Serve the signs in a file until told to stop."""
    import logging
    import signal
    import threading

    from hallsigns.agent import run_agent
    from hallsigns.plans import read_plan
    from hallwires.errors import DeviceError
    from hallwires.health import beside

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # from a thread: a wait that the signal interrupts may hold what `set` needs
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    try:
        run_agent(url, token, read_plan(file), stop, ca, beside(file))
    except (DeviceError, OSError) as error:
        raise click.ClickException(str(error)) from error


@sign.command()
@click.argument("address")
@click.option("--kind", type=click.Choice(KINDS), default="digits", show_default=True)
@click.option("--unit", type=int, default=1, show_default=True, help="Its address on the bus.")
@click.option("--characters", type=int, default=5, show_default=True, help="Places of a digit display.")
@click.option("--form", type=click.Choice(["pairs", "single", "binary"]), default="pairs", show_default=True)
@click.option(
    "--framing",
    type=click.Choice(["auto", "rtu"]),
    default="auto",
    help="rtu through a transparent serial server.",
)
@click.option("--size", default="64x32", show_default=True, help="Dots of a matrix, WIDTHxHEIGHT.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--number", default=_NUMBER, show_default=True, help="What it is to show.")
@click.option("--window", default="3", show_default=True)
def test(
    address: str,
    kind: str,
    unit: int,
    characters: int,
    form: str,
    framing: str,
    size: str,
    lang: str,
    number: str,
    window: str,
) -> None:
    """Show a number on the sign at ADDRESS; 0 only when the sign took it.

    ADDRESS is tcp://host:port, udp://host:port or serial:///dev/ttyUSB0?baud=9600&parity=E&bits=7.
    """
    from hallsigns.frame import Frame, Row, Shows
    from hallsigns.plans import SignPlan, check, driver_of
    from hallwires.errors import DeviceError
    from hallwires.lines import opener

    try:
        width, height = (int(each) for each in size.split("x"))
    except ValueError as error:
        raise click.UsageError("--size is WIDTHxHEIGHT, like 64x32") from error
    said = {"code": "test", "kind": kind, "line": address, "unit": unit, "characters": characters}
    said |= {"form": form, "framing": framing, "width": width, "height": height, "lang": lang}
    try:
        import msgspec

        chosen = msgspec.convert({"signs": [said]}, SignPlan).signs[0]
        check(chosen)
        with opener(address)() as line:
            driver_of(chosen, line).show(Frame((Row(window, number, Shows.CALLED),)))
    except DeviceError as error:
        raise click.ClickException(f"{address}: {error.code}: {error}") from error
    click.echo(f"{address}: it shows {number}")


@sign.command()
@click.option("--kind", type=click.Choice(KINDS), default="digits", show_default=True)
@click.option(
    "--line",
    type=click.Choice(["tcp", "serial"]),
    default="tcp",
    show_default=True,
    help="pixels listen on UDP.",
)
@click.option("--port", default=0, show_default=True, help="Where to listen; 0 takes a free one.")
@click.option("--unit", type=int, default=1, show_default=True)
@click.option("--characters", type=int, default=5, show_default=True)
@click.option("--size", default="64x32", show_default=True)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="PNG, kept as it changes."
)
def virtual(kind: str, line: str, port: int, unit: int, characters: int, size: str, out: Path) -> None:
    """Run a virtual sign that draws what it got as a picture of lamps."""
    import signal
    import threading

    from hallsigns.virtual import virtual_sign

    try:
        width, height = (int(each) for each in size.split("x"))
    except ValueError as error:
        raise click.UsageError("--size is WIDTHxHEIGHT, like 64x32") from error
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # from a thread: a wait that the signal interrupts may hold what `set` needs
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    try:
        made = virtual_sign(
            kind, line, port, out, unit=unit, width=width, height=height, characters=characters
        )
    except OSError as error:
        raise click.ClickException(f"cannot start the virtual sign: {error}") from error
    with made:
        click.echo(f"listening on {made.address}")  # a program may wait for this line
        stop.wait()
