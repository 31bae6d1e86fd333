"""Commands for printing: `printer virtual`, `printer test`, `slip preview`; `hall` mounts these groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hallprinters.drawing.slip import Slip

# Everything else is imported inside its command: `hall --help` must not wait for fonts and drivers.

_ON_PAPER = {"80": 576, "58": 384}


@click.group()
def printer() -> None:
    """Printers: run a virtual one, test a real one."""


@click.group()
def slip() -> None:
    """Slips: preview one before it is printed."""


@printer.command()
@click.option(
    "--port", default=9100, show_default=True, help="Where to listen for print jobs; 0 takes a free one."
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the slips."
)
@click.option(
    "--http", "page", type=int, help="Port of a page with the slips and buttons that break the printer."
)
@click.option(
    "--width", type=click.Choice(["80", "58"]), default="80", show_default=True, help="Paper in mm."
)
@click.option(
    "--speed", type=click.FloatRange(1), default=150.0, show_default=True, help="Paper speed in mm/s."
)
def virtual(port: int, out: Path, page: int | None, width: str, speed: float) -> None:
    """Run a virtual network printer that writes its slips to a folder as PNG."""
    import signal
    import threading
    from contextlib import ExitStack

    from hallprinters.virtual import VirtualPrinter, serve_page

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # from a thread: a wait that the signal interrupts may hold what `set` needs
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    with ExitStack() as running:
        try:
            made = VirtualPrinter(port, out=out, dots=_ON_PAPER[width], speed=speed)
            running.enter_context(made)
            shown = None if page is None else running.enter_context(serve_page(made, page))
        except OSError as error:
            raise click.ClickException(f"cannot start the virtual printer: {error}") from error
        if shown is not None:
            click.echo(f"page at http://127.0.0.1:{shown}/")
        click.echo(f"listening on {made.address}")  # click flushes each line: a program may wait for this
        stop.wait()


@printer.command()
@click.argument("address")
@click.option(
    "--profile",
    default="80mm",
    show_default=True,
    help="80mm, 58mm; with -simple, -hybrid or -silent for clones.",
)
def test(address: str, profile: str) -> None:
    """Print a short slip at ADDRESS; 0 only when the printer confirmed it.

    ADDRESS is tcp://host:9100, file:///dev/usb/lp0, serial:///dev/ttyS0?baud=38400, cups://QUEUE or usb://04b8:0202.
    """
    from hallprinters.addresses import connector, heard_at
    from hallprinters.drawing.papers import draw
    from hallprinters.drawing.samples import trial_slip
    from hallprinters.encode import encode
    from hallprinters.errors import PrintingError
    from hallprinters.press import Press
    from hallprinters.profiles import profile_named
    from hallprinters.reach import EVERYWHERE, Reach, read_networks

    try:
        kind = heard_at(address, profile_named(profile))
        press = Press(connector(address, Reach(read_networks(EVERYWHERE))), kind)
        outcome = press.print(encode(draw(trial_slip(address), kind.dots), kind), lambda: None)
    except PrintingError as error:
        raise click.ClickException(str(error)) from error
    if outcome.state != "printed":
        raise click.ClickException(
            f"{address}: {outcome.state}: {outcome.reason or 'this profile cannot be asked'}"
        )
    click.echo(f"{address}: printed, confirmed by {outcome.method}")


@printer.command()
@click.argument("address")
def identify(address: str) -> None:
    """Ask the printer at ADDRESS for maker, model and firmware; 1 when it does not answer."""
    from hallprinters.addresses import connector
    from hallprinters.errors import PrintingError
    from hallprinters.identify import identify as ask
    from hallprinters.reach import EVERYWHERE, Reach, read_networks

    try:
        known = ask(connector(address, Reach(read_networks(EVERYWHERE))))
    except PrintingError as error:
        raise click.ClickException(str(error)) from error
    if not known:
        raise click.ClickException(f"{address} does not say who it is (clones often know no GS I)")
    click.echo(f"{address}: {known.sentence()}")


@printer.command()
@click.option("--url", required=True, help="The hall's server: https://host:8000, or unix:/…/hall.sock.")
@click.option(
    "--token", required=True, envvar="HALL_TOKEN", help="A printer token (hall token printer NAME)."
)
@click.option(
    "--printer", "codes", multiple=True, help="A printer's code to serve; may be said again. None: all."
)
@click.option(
    "--ca", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The hall's own CA, for https."
)
@click.option(
    "--networks",
    default="10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7, 127.0.0.0/8, ::1/128",
    show_default=True,
    help="Where network printers may be.",
)
@click.option(
    "--data",
    default=Path("printing"),
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the journal lies.",
)
def agent(url: str, token: str, codes: tuple[str, ...], ca: Path | None, networks: str, data: Path) -> None:
    """Serve the printers attached to this machine, such as a kiosk's PC, until told to stop."""
    import logging
    import signal
    import threading

    from hallprinters.agent import run_agent
    from hallprinters.errors import PrintingError
    from hallprinters.reach import BadNetwork, Reach, read_networks

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # from a thread: a wait that the signal interrupts may hold what `set` needs
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    try:
        run_agent(url, token, data, stop, list(codes) or None, ca, Reach(read_networks(networks)))
    except (PrintingError, OSError, BadNetwork) as error:
        raise click.ClickException(str(error)) from error


@slip.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    default="ticket",
    show_default=True,
    help="ticket, receipt, closing, test; or ticket as priority, appointment, green, reprint, materials, english.",
)
@click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON file.")
@click.option(
    "--width", type=click.Choice(["80", "58"]), default="80", show_default=True, help="Paper in mm."
)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="PNG file to write."
)
def preview(file: Path | None, kind: str, template: Path | None, width: str, out: Path) -> None:
    """Draw the slip in FILE (JSON), or an example of each kind, as it would be printed."""
    from hallprinters.drawing.papers import draw
    from hallprinters.drawing.raster import missing_glyphs, png
    from hallprinters.errors import PrintingError

    try:
        shown = _example(kind, template) if file is None else _in_file(file)
        out.write_bytes(png(draw(shown, _ON_PAPER[width])))
    except (PrintingError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if lacking := missing_glyphs(shown):
        click.echo(f"no font here can draw {lacking}", err=True)
    click.echo(f"{out}")


def _in_file(file: Path) -> Slip:
    from hallprinters.drawing.slip import from_json

    return from_json(file.read_bytes())


def _example(name: str, template: Path | None) -> Slip:
    from hallprinters.drawing import default_templates
    from hallprinters.drawing.templates import check, read_template

    if name not in default_templates.VARIANTS:
        raise click.UsageError(f"no slip {name!r}; there are {', '.join(default_templates.VARIANTS)}")
    chosen = None
    if template is not None:
        chosen = read_template(template.read_bytes())
        check(default_templates.VARIANTS[name][0], chosen)
    return default_templates.preview(name, chosen)
