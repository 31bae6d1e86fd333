"""Commands that open a hall: demo, serve."""

from __future__ import annotations

import dataclasses
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from hallserver.cli.options import data_option, days_bar, is_founded, own_hall, store_option

if TYPE_CHECKING:
    from hallserver.core.plans.plan import HallPlan

FIRST_STEPS = """
  请先打开“取号机”，为{zh}取一个号；再打开“综合屏”；然后在“窗口”登录并叫号。每个链接只能打开一次，一天内有效。
  Open the kiosk first and take a number for {en}; then the board; then the window, sign on and call it.
  Each link opens its page once, and is good for a day.
"""
FIRST = ("kiosk", "board", "console")  # the pages of a visit, in its order
WINDOW = "8"  # of the demo hall: the one whose pages get links


def _known_zone(_context: click.Context, _option: click.Parameter, zone: str | None) -> str | None:
    """Refuse a time zone that this machine does not know."""
    try:
        return ZoneInfo(zone).key if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.BadParameter(f"{zone!r} is no time zone like Asia/Shanghai · 无此时区") from None


@click.command()
@data_option
@store_option
@click.option(
    "--opened",
    type=click.DateTime(["%Y-%m-%d"]),
    help="As if founded on that day, with office hours: for `simulate --days`.",
)
@click.option(
    "--past",
    type=click.IntRange(2, 400),
    help="With so many simulated days behind it, so that its reports show something.",
)
@click.option("--zone", callback=_known_zone, help="Time zone, as Asia/Urumqi. [Asia/Shanghai]")
def demo(data: Path, opened: datetime | None, past: int | None, zone: str | None) -> None:
    """Make a demo hall: open round the clock, without quotas, with virtual printers."""
    from hallserver.alone import found_hall
    from hallserver.demo import demo_plan
    from hallserver.local import me

    if opened and past:
        raise click.UsageError("--opened and --past exclude each other")
    if is_founded(data):
        click.echo(f"{data}: the demo hall is there already · 演示大厅已存在")
        return
    at = opened.replace(tzinfo=UTC) if opened else datetime.now(UTC) - timedelta(days=past or 0)
    plan = demo_plan(at.date(), zone)

    def plan_of(always: bool) -> HallPlan:
        return dataclasses.replace(plan, hall={**plan.hall, "always_open": always})

    counts = ", ".join(
        f"{len(plan.tables[name])} {name}" for name in ("departments", "matters", "windows", "staffers")
    )
    if past:
        from hallserver.simulation.past import found_with_past

        click.echo(f"{data}: a demo hall with {counts}; it lives through {past} days · 正在生成演示数据")
        with days_bar(past - 1) as advance:
            told = found_with_past(data.resolve(), plan_of, me(), past, lambda _, taken: advance(taken))
        click.echo(f"{data}: {told.taken} numbers, {told.served} services")
        return
    found_hall(data.resolve(), plan_of(not opened), me(), demo=True, at=at if opened else None)
    click.echo(f"{data}: a demo hall with {counts}")


@click.command()
@data_option
@store_option
@click.option("--host", help="Address to listen on. [127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port. [8000]")
@click.option(
    "--public-port",
    type=click.IntRange(1, 65535),
    help="A second port, for a guest network: only what visitors need.",
)
@click.option("--public-host", help="Address of the second port. [--host]")
@click.option("--cert", type=click.Path(exists=True, dir_okay=False), help="TLS certificate.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="TLS key.")
@click.option("--links", is_flag=True, help="Print one-time links to the pages.")
@click.option("--back-office/--desk-only", default=None, help="Whether to print and compute here too.")
@click.option(
    "--wait",
    is_flag=True,
    default=None,
    help="Of a pair of servers: wait while the other one is this hall, and take over when it ends.",
)
def serve(
    data: Path,
    host: str | None,
    port: int | None,
    public_port: int | None,
    public_host: str | None,
    cert: str | None,
    key: str | None,
    *,
    links: bool,
    back_office: bool | None,
    wait: bool | None,
) -> None:
    """Open the hall: the desk and the back office, until SIGTERM."""
    from hallserver.config import read_settings
    from hallserver.listening import found_at, warn_of_names
    from hallserver.store.disk.hall_key import OtherKey, print_of
    from hallserver.store.disk.lock import HallLock
    from hallserver.store.disk.opening import examine
    from hallserver.store.disk.place import url_of
    from hallserver.store.disk.receivers_file import ReceiversFile
    from hallserver.supervisor import Supervisor

    data = own_hall(data)
    _must_not_be_taken_over(data)
    # checked before gunicorn starts, which would replace a running hall's socket before meeting the lock
    lock = HallLock(data, patience=3.0)
    try:
        examine(data)
    finally:
        lock.release()
    ReceiversFile(data)  # a faulty sheet is told here, in words
    settings = read_settings(
        data,
        host=host,
        port=port,
        public_port=public_port,
        public_host=public_host,
        cert=cert,
        key=key,
        back_office=back_office,
        wait=wait,
    )
    if settings.wait and not url_of(data):
        raise click.ClickException(
            "to wait for another server's end is for a hall in PostgreSQL, which both reach · 仅数据在 PostgreSQL 中的大厅可以双机待命。"
        )
    if settings.wait and print_of(data) is None:
        raise click.ClickException(str(OtherKey(data)))
    if settings.public_port == settings.port:
        raise click.UsageError("the public port is another than the port")
    base = found_at(settings, settings.host, settings.port)
    told = warn_of_names(settings)

    def when_ready() -> None:
        click.echo(f"hall: open at {base}")
        if settings.public_port:
            guests = found_at(settings, settings.public_host or settings.host, settings.public_port)
            click.echo(f"hall: for guests at {guests}/public")
        if told:
            click.echo(f"hall: {told}", err=True)
        if links:
            _print_links(data, base)
        sys.stdout.flush()

    def when_waiting() -> None:
        click.echo(
            "hall: another server is this hall; this one waits, and takes over when it ends · "
            "另一台服务器正在运行本大厅，本机待命，需要时自动接管"
        )
        sys.stdout.flush()

    sys.exit(Supervisor(settings, lambda said: click.echo(said, err=True)).run(when_ready, when_waiting))


def _must_not_be_taken_over(data: Path) -> None:
    """Ask the machine that follows this hall whether it has become the hall.

    Raises:
        TakenOver: it has.
    """
    from hallserver.store.disk.place import STANDBY

    if not (data / STANDBY).is_file():
        return
    from hallserver.standby.standing import look_for_take_over

    for url in look_for_take_over(data):
        click.echo(
            f"hall: {url} does not answer: it could not be asked whether it has taken over · 备用机未应答，无法确认是否已被接管",
            err=True,
        )


def _print_links(data: Path, base: str) -> None:
    from rich.cells import set_cell_size

    from halldisplay.built import pages
    from hallserver.cli.people import AT_WINDOW, make_link

    click.echo(FIRST_STEPS.format_map(_first_matter(data, WINDOW)))
    order = (*FIRST, *(page.name for page in pages() if page.name not in FIRST))
    rows = sorted(pages(), key=lambda page: order.index(page.name))
    for link, address in (
        (link, page.addresses[0].replace("<window>", WINDOW)) for page in rows for link in page.links
    ):
        entry = ""
        if link.role and link.name:
            window = WINDOW if link.role in AT_WINDOW else None
            staffer = _free_post(data, WINDOW) if link.role == "window" else None
            code = make_link(data, link.role, link.name.format(window=WINDOW), window, staffer)
            entry = f"#link={code}"
        click.echo(f"  {set_cell_size(link.label, 18)} {base}{address}{entry}")
    click.echo(
        f"\n  打印的小票 slips as pictures: {data / 'slips'}\n"
        f"  模拟一天 a busy day, live: {sys.argv[0]} simulate --speed 60 --data {data}\n"
    )


def _first_matter(data: Path, window: str) -> dict[str, str]:
    """Return what a number must be taken for, so that the window with a link can call it."""
    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
    reader.dispose()
    codes = plan.matters_at(window, datetime.now(UTC)) if window in plan.windows else []
    if not codes:
        return {"zh": "任一事项", "en": "any matter"}
    matter = plan.matters[codes[0]]
    department = plan.departments[matter.department].short
    return {"zh": f"“{department.zh} › {matter.name.zh}”", "en": f"“{department.en} › {matter.name.en}”"}


def _free_post(data: Path, window: str) -> str | None:
    from sqlalchemy import select

    from hallserver.store import connect, schema

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        query = (
            select(schema.staffers.c.code)
            .join(schema.windows, schema.windows.c.department == schema.staffers.c.department)
            .where(schema.windows.c.code == window)
            .order_by(schema.staffers.c.code)
        )
        codes = connection.execute(query).scalars().all()
    reader.dispose()
    return str(codes[min(1, len(codes) - 1)]) if codes else None


COMMANDS = (demo, serve)
