"""Pairing: a device shows six digits, an administrator assigns its role; its secret becomes its token."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from hallserver.core.errors import PairingLapsed
from hallserver.core.events import DevicePaired
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people.devices import Device, checked, hash_secret, put_token
from hallserver.store.prepared import Row, read_row, read_rows
from hallserver.store.rows import PairingRow
from hallserver.store.schema import pairings, tokens

MOST_OPEN = 200  # pending requests; more than that is abuse
_DIGITS = 10**6


def ask(work: CommandContext, page: str, secret: str, address: str) -> tuple[str, datetime]:
    """Give a device six digits, valid once, for ten minutes.

    When too many are pending, the oldest request of the busiest address is dropped, so one flooding address
    cannot lock the others out.
    """
    work.connection.execute(
        delete(pairings).where(pairings.c.used_at.is_(None), pairings.c.expires_at <= work.now)
    )
    _make_room(work)
    taken = set(work.connection.execute(select(pairings.c.code).where(text("used_at IS NULL"))).scalars())
    code = f"{secrets.randbelow(_DIGITS):06d}"
    while code in taken:
        code = f"{secrets.randbelow(_DIGITS):06d}"
    until = work.now + timedelta(milliseconds=work.timeouts.pairing_ms)
    row = {
        "code": code,
        "hash": hash_secret(secret),
        "page": page,
        "address": address,
        "asked_at": work.now,
        "expires_at": until,
    }
    work.connection.execute(insert(pairings), row)
    return code, until


class _Asking(Row):
    """An address with pending pairings: how many, and the oldest."""

    address: str
    n: int
    oldest: int


def _make_room(work: CommandContext) -> None:
    """When the list is full, delete the oldest request of the busiest address."""
    still_open = text("used_at IS NULL")
    query = (
        select(pairings.c.address, func.count().label("n"), func.min(pairings.c.id).label("oldest"))
        .where(still_open)
        .group_by(pairings.c.address)
        .order_by(text("n DESC"), text("oldest"))
    )
    asking = read_rows(work.connection, query, _Asking)
    if sum(each.n for each in asking) >= MOST_OPEN:
        work.connection.execute(delete(pairings).where(pairings.c.id == asking[0].oldest))


def confirm(work: CommandContext, who: Principal, code: str, device: Device) -> None:
    """Pair the device under a role and a name; an older token of that name is revoked.

    Raises:
        PairingLapsed: unknown, used or too old. UnknownValue, Malformed: an unknown role or window.
    """
    device = checked(work, device)
    row = read_row(
        work.connection, select(pairings).where(pairings.c.code == code, text("used_at IS NULL")), PairingRow
    )
    taken = work.connection.execute(
        update(pairings)
        .where(pairings.c.code == code, pairings.c.used_at.is_(None), pairings.c.expires_at > work.now)
        .values(used_at=work.now)
    )
    if row is None or taken.rowcount != 1:
        raise PairingLapsed({"code": code})
    put_token(work, who, device, row.hash, expires_at=None, cookie=False)
    work.publish(who, DevicePaired(role=device.role, name=device.name, window=device.window, page=row.page))


def note_seen(work: CommandContext, seen: dict[str, datetime]) -> None:
    """Store when devices were last seen, by `role:name`; not logged, as the hall's state does not change."""
    kept = (
        update(tokens)
        .where(
            tokens.c.role == bindparam("of_role"),
            tokens.c.name == bindparam("of_name"),
            tokens.c.revoked_at.is_(None),
            func.coalesce(tokens.c.last_seen_at, 0) < bindparam("at", type_=tokens.c.last_seen_at.type),
        )
        .values(last_seen_at=bindparam("at", type_=tokens.c.last_seen_at.type))
    )
    rows = [
        {"of_role": role, "of_name": name, "at": at}
        for (role, _, name), at in ((who.partition(":"), at) for who, at in seen.items())
    ]
    if rows:
        work.connection.execute(kept, rows)
