"""The rules of the order: show, replay a day, publish; import appointments; close the day."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from hallserver.cli.options import WORDS, data_option, file_body, need_hall


@click.group()
def rules() -> None:
    """The rules of the order, by published version."""


@rules.command("show")
@data_option
@click.option("--version", type=int, help="A version that was in force; without it the one that is.")
def show(data: Path, version: int | None) -> None:
    """Print rules as JSON."""
    from hallserver.store import connect
    from hallserver.store.catalogue import load_rules

    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        found = load_rules(connection, version)
    reader.dispose()
    if version is not None and found.version != version:
        raise click.ClickException(f"there is no version {version}")
    click.echo(json.dumps({"version": found.version, **found.as_facts()}, ensure_ascii=False, indent=2))


@rules.command("publish")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def publish(file: Path, data: Path) -> None:
    """Put a rules file in force as the next version; what it does not name stays."""
    from hallserver import local
    from hallserver.core.rules import read_rules
    from hallserver.services.planning.rules import publish_rules
    from hallserver.services.planning.sheetfiles import read_text

    text = read_text(file.read_bytes(), file.name)

    def alone(work: Any) -> dict[str, Any]:
        said = read_rules(text, work.plan.rules, work.plan.lines)
        return {"version": publish_rules(work, local.me(), said).version}

    told = local.do(need_hall(data), "/rules", {"text": text}, alone)
    click.echo(f"version {told['version']} is in force")


@click.command()
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--rules", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--json", "as_json", is_flag=True, help="The figures alone.")
@data_option
def replay(day: datetime, file: Path, as_json: bool, data: Path) -> None:
    r"""Replay a recorded day under changed rules, before they are published.

    \b
    The same arrivals, service times and sessions; the waits of each class as they were recorded, as the rules
    in force would have made them, and as the rules of FILE would. Nothing is changed.
    """
    from hallserver.cli.rehearsing import compare, rows_of, table

    found = compare(need_hall(data), day.date(), file)
    if as_json:
        click.echo(json.dumps(rows_of(found), ensure_ascii=False, indent=2))
    else:
        table(found)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--outside-hours", is_flag=True, help="Also at times at which the hall gives no numbers.")
@data_option
def appointments(file: Path, outside_hours: bool, data: Path) -> None:
    r"""Import a list of appointments (CSV, XLSX), all or nothing.

    \b
    Columns: matter, at, and optionally code, approver, reason, project. A list may be imported again: a row
    with a known code changes nothing if it is the same, else it changes the booking. A row without a code is
    always new.
    """
    from hallserver import local
    from hallserver.services.planning.sheetfiles import read_grid
    from hallserver.services.queue.appointments import take_list

    raw = file.read_bytes()
    grid = read_grid(raw, file.name)

    def alone(work: Any) -> dict[str, Any]:
        taken = take_list(work, local.me(), file.name, grid, outside_hours=outside_hours)
        return {"appointments": taken.rows, "unchanged": taken.unchanged, "changed": taken.changed}

    body = {**file_body(file.name, raw), "outside_hours": outside_hours}
    told = local.do(need_hall(data), "/appointments/list", body, alone)
    known = {name: told[name] for name in ("changed", "unchanged") if told[name]}
    fresh = len(told["appointments"]) - sum(known.values())
    click.echo(", ".join([f"{fresh} appointments taken", *(f"{n} {name}" for name, n in known.items())]))


@click.command("close-day")
@click.argument("reason", type=WORDS)
@click.option("--early", is_flag=True, help="Within the hours as well.")
@data_option
def close_day(reason: str, early: bool, data: Path) -> None:
    """Close the hall for today: end waiting tickets, end sessions, seal the day's log."""
    from msgspec import to_builtins

    from hallserver import local
    from hallserver.services.queue import days

    def alone(work: Any) -> Any:
        return to_builtins(days.close_day(work, local.me(), reason, early=early))

    told = local.do(need_hall(data), "/day/close", {"reason": reason, "early": early}, alone)
    click.echo(f"{told['business_day']} is closed; {told['seq']}:{told['hash']}")


COMMANDS = (rules, replay, appointments, close_day)
