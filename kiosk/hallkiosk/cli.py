"""Commands for pads and readers: `agent`, `test`, `virtual` of each; `hall` mounts these groups."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import click

# Everything else is imported inside its command: `hall --help` must not wait for drivers.

_WAIT_SECONDS = 15.0
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def pad() -> None:
    """Call pads: serve them, test one, run a virtual one."""


@pad.command("agent")
@click.option("--url", required=True, help="The hall's server: https://host:8000.")
@click.option(
    "--token", required=True, envvar="HALL_TOKEN", help="A display's token (hall token display NAME)."
)
@click.option("--pads", "file", required=True, type=_FILE, help="The file that says which pads there are.")
@click.option("--ca", type=_FILE, help="The hall's own CA, for https.")
def pad_agent(url: str, token: str, file: Path, ca: Path | None) -> None:
    """Serve the pads in a file until told to stop."""
    from hallkiosk.pads.agent import run_agent
    from hallkiosk.pads.plans import read_plan
    from hallwires.errors import DeviceError
    from hallwires.health import beside

    stop = _until_told()
    try:
        run_agent(url, token, read_plan(file), stop, ca, beside(file))
    except (DeviceError, OSError) as error:
        raise click.ClickException(str(error)) from error


@pad.command("test")
@click.argument("address")
@click.option("--unit", type=int, default=1, show_default=True, help="Its address on the bus.")
@click.option("--reads", type=click.Choice(["counters", "inputs"]), default="counters", show_default=True)
@click.option(
    "--framing",
    type=click.Choice(["auto", "rtu"]),
    default="auto",
    help="rtu through a transparent serial server.",
)
def test_pad(address: str, unit: int, reads: str, framing: str) -> None:
    """Light a pad, show 8888, and say which key is pressed; 0 when one was, within 15 s.

    ADDRESS is serial:///dev/ttyUSB0?baud=9600, tcp://host:502, or /dev/input/by-id/… of a USB pad.
    """
    import time

    from hallkiosk.pads.acts import LOST, Told
    from hallkiosk.pads.plans import opened
    from hallwires.errors import DeviceError

    deadline = time.monotonic() + _WAIT_SECONDS
    try:
        with opened(address, unit, reads, framing) as made:
            made.tell(Told("8888", lamp=True))
            made.pressed(0)
            click.echo("press a key")
            while time.monotonic() < deadline:
                for key in made.pressed(0.2):
                    made.tell(LOST)
                    click.echo(f"{address}: {key}")
                    return
                time.sleep(0.02)
            made.tell(LOST)
    except DeviceError as error:
        raise click.ClickException(f"{address}: {error.code}: {error}") from error
    raise click.ClickException(f"{address}: it answers, and no key was pressed in {_WAIT_SECONDS:g} s")


@pad.command("virtual")
@click.option("--line", type=click.Choice(["serial", "tcp"]), default="serial", show_default=True)
@click.option("--port", default=0, show_default=True, help="Where to listen; 0 takes a free one.")
@click.option("--unit", type=int, default=1, show_default=True)
def virtual_pad(line: str, port: int, unit: int) -> None:
    """Run a virtual pad: a line with 1–5 presses that button (next, recall, enter, miss, pause)."""
    from hallkiosk.pads.virtual import VirtualPad, bus_of

    made = VirtualPad(unit)
    with bus_of(made, line=line, port=port) as bus:
        click.echo(f"listening on {bus.address}")
        for said in sys.stdin:
            if said.strip() in {"1", "2", "3", "4", "5"}:
                made.press(int(said) - 1)
            click.echo(f"digits {made.digits!r} lamp {'on' if made.lamp else 'off'} sounded {made.sounded}")


@click.group()
def reader() -> None:
    """Readers of cards and codes at a kiosk: serve them, test one, run a virtual one."""


@reader.command("agent")
@click.option(
    "--readers", "file", required=True, type=_FILE, help="The file that says which readers there are."
)
def reader_agent(file: Path) -> None:
    """Read for this machine's kiosk page until told to stop; it hears by a connection to this machine alone."""
    from hallkiosk.readers.agent import run_agent
    from hallkiosk.readers.plans import read_plan
    from hallwires.errors import DeviceError
    from hallwires.health import beside

    stop = _until_told()
    try:
        run_agent(read_plan(file), stop, beside(file), ready=lambda port: click.echo(f"listening on {port}"))
    except (DeviceError, OSError) as error:
        raise click.ClickException(str(error)) from error


@reader.command("test")
@click.argument("file", type=_FILE)
@click.argument("code")
def test_reader(file: Path, code: str) -> None:
    """Wait for the reader CODE of FILE to read something, 15 s; says what kind it was, and of a card no digit."""
    import time

    from hallkiosk.readers.plans import read_plan, reader_of
    from hallwires.errors import DeviceError

    row = next((each for each in read_plan(file).readers if each.code == code), None)
    if row is None:
        raise click.UsageError(f"{file} has no reader {code!r}")
    deadline = time.monotonic() + _WAIT_SECONDS
    try:
        made = reader_of(row)
        click.echo("hold something to the reader")
        while time.monotonic() < deadline:
            for scan in made.read(0.3):
                shown = "" if scan.is_person else f" {scan.text!r}"
                click.echo(f"{code}: {scan.kind}{shown}")
                return
    except DeviceError as error:
        raise click.ClickException(f"{code}: {error.code}: {error}") from error
    raise click.ClickException(f"{code}: it answers, and read nothing in {_WAIT_SECONDS:g} s")


@reader.command("virtual")
@click.option("--kind", type=click.Choice(["line", "card"]), default="line", show_default=True)
@click.option("--line", type=click.Choice(["serial", "tcp"]), default="serial", show_default=True)
@click.option("--port", default=0, show_default=True, help="Where to listen; 0 takes a free one.")
def virtual_reader(kind: str, line: str, port: int) -> None:
    """Run a virtual reader: each line of standard input is held to it."""
    from hallkiosk.readers.virtual import VirtualCardReader, VirtualScanner

    made = VirtualScanner(line, port) if kind == "line" else VirtualCardReader(line, port)
    with made:
        click.echo(f"listening on {made.address}")
        for said in sys.stdin:
            made.hold(said.strip())


def _until_told() -> threading.Event:
    import logging
    import signal

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # from a thread: a wait that the signal interrupts may hold what `set` needs
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    return stop
