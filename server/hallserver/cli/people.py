"""Access for devices and people: token, link, pin, revoke, tokens."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import click

from hallserver.cli.options import FOLDED, data_option, need_hall
from hallserver.core.rights import DEVICE_ROLES, STAFF_ROLES

ROLES = (*DEVICE_ROLES, *STAFF_ROLES)
AT_WINDOW = ("window", "rating")


@click.command()
@click.argument("role", type=click.Choice(ROLES, case_sensitive=False))
@click.argument("name", type=FOLDED)
@data_option
@click.option(
    "--staffer",
    type=FOLDED,
    help="For a window: who is signed on at once; `any` takes whoever may sit there.",
)
@click.option(
    "--window", "at", type=FOLDED, help="The window of a device with a name of its own, as a call pad."
)
def token(role: str, name: str, data: Path, staffer: str | None, at: str | None) -> None:
    """Give a device or a program a token; it is the last word printed, and shown only here.

    For `window` and `rating` NAME is the window's code where --window says no other, for `department` the
    department's. A new token of a role and name ends the one before.
    """
    from hallserver.local import do, me
    from hallserver.services.people import devices

    window = (at or name) if role in AT_WINDOW else None
    department = name if role == "department" else None
    secret = devices.new_secret()
    device = devices.Device(role, name, window, department, staffer)

    def alone(work: Any) -> dict[str, str]:
        devices.issue_token(work, me(), device, secret)
        return {"token": secret}

    body = {"role": role, "name": name, "window": window, "department": department, "staffer": staffer}
    told = do(need_hall(data), "/local/tokens", body, alone)
    click.echo(f"token for {role} {name}: {told['token']}")


@click.command()
@click.argument("role", type=click.Choice(ROLES, case_sensitive=False))
@click.argument("name", type=FOLDED)
@data_option
@click.option("--window", type=FOLDED, help="For a window device: its window's code.")
@click.option("--staffer", type=FOLDED, help="Who may set a first PIN with this link.")
def link(role: str, name: str, data: Path, window: str | None, staffer: str | None) -> None:
    """Print a one-time code: open a page with `#link=CODE` after its URL; a department's NAME is its code."""
    code = make_link(need_hall(data), role, name, window or (name if role in AT_WINDOW else None), staffer)
    click.echo(f"one-time link for {role} {name}, good for a day: #link={code}")


def make_link(data: Path, role: str, name: str, window: str | None, staffer: str | None) -> str:
    """Make a one-time code, through the server or on the database."""
    from hallserver.local import do, me
    from hallserver.services.people import devices

    department = name if role == "department" else None
    secret = devices.new_secret()

    def alone(work: Any) -> dict[str, str]:
        devices.issue_link(work, me(), devices.Device(role, name, window, department, staffer), secret)
        return {"token": secret}

    told = do(data, "/local/links", {"role": role, "name": name, "window": window, "staffer": staffer}, alone)
    return str(told["token"])


@click.command()
@click.argument("staffer", type=FOLDED)
@data_option
def pin(staffer: str, data: Path) -> None:
    """Give a staffer a new random PIN; it is the last word printed, and shown only here."""
    from hallserver.local import do, me
    from hallserver.services.queue import staff
    from hallserver.web.routes.access.pins import hash_pin

    number = f"{secrets.randbelow(10**6):06d}"
    hashed = hash_pin(number)
    do(
        need_hall(data),
        "/local/pins",
        {"staffer": staffer, "pin": number},
        lambda work: staff.set_pin(work, me(), staffer, hashed),
    )
    click.echo(f"PIN of {staffer}: {number}")


@click.command()
@click.argument("role", type=click.Choice(ROLES, case_sensitive=False))
@click.argument("name", type=FOLDED)
@data_option
def revoke(role: str, name: str, data: Path) -> None:
    """Revoke a token at once, and sign an account out on every page; see `hall tokens` for the names."""
    from hallserver.local import do, me
    from hallserver.services.people import devices

    do(
        need_hall(data),
        "/local/revocations",
        {"role": role, "name": name},
        lambda work: devices.stop(work, me(), role, name),
    )
    click.echo(f"{role} {name}: stopped")


@click.command()
@data_option
def tokens(data: Path) -> None:
    """List the role and name of every valid token, never the token itself."""
    from hallserver.store import connect
    from hallserver.store.prepared import read_rows
    from hallserver.store.rows import TokenRow
    from hallserver.store.schema import tokens as table

    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        query = table.select().where(table.c.revoked_at.is_(None)).order_by(table.c.role, table.c.name)
        rows = read_rows(connection, query, TokenRow)
    reader.dispose()
    for row in rows:
        seen = f"last seen {row.last_seen_at:%Y-%m-%d %H:%M}" if row.last_seen_at else "not seen yet"
        until = f", good until {row.expires_at:%Y-%m-%d}" if row.expires_at else ""
        click.echo(f"{row.role:<12} {row.name:<24} since {row.issued_at:%Y-%m-%d}, {seen}{until}")


COMMANDS = (token, link, pin, revoke, tokens)
