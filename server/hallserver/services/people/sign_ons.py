"""Signing on by a directory: the account of whom it has proved, opened, bound or moved as the grants say."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from hallserver.core.errors import AccountIsShut, NameTaken, NoRoleGranted, NotFound
from hallserver.core.events import AccountBound, AccountMoved, AccountOpened
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.store.prepared import read_row
from hallserver.store.rows import AccountRow
from hallserver.store.schema import accounts


@dataclass(frozen=True, slots=True)
class Proven:
    """Somebody whom a directory has proved, and what the grants give them.

    Attributes:
        means: `ldap` or `oidc`.
        identity: what never changes of them, with its means.
        account: the account's name, as the hall spells it.
        create, adopt: whether an account may be opened, or one of the hall's own be bound.
        factor: the directory has asked for a second factor.
    """

    means: str
    identity: str
    account: str
    role: str
    department: str | None
    create: bool
    adopt: bool
    factor: bool = False


def find_theirs(connection: Connection, identity: str, name: str) -> AccountRow | None:
    """Return the account of a directory's person, else the one that has the name; None when there is neither."""
    query = select(accounts).where(accounts.c.identity == identity)
    return read_row(connection, query, AccountRow) or devices.find_account(connection, name)


def account_for(work: CommandContext, proven: Proven) -> AccountRow:
    """Return the account of a directory's person, with the role that the grants give now.

    Raises:
        NoRoleGranted: there is none, and none may be opened. NameTaken: the name is another account's.
        AccountIsShut: nobody signs on to it. UnknownValue: the grant names no department of this hall.
    """
    device = devices.checked(work, devices.Device(proven.role, proven.account, None, proven.department))
    row = find_theirs(work.connection, proven.identity, proven.account)
    if row is None:
        return _open(work, proven, device)
    if row.identity != proven.identity:
        _bind(work, proven, device, row)
    elif row.shut_at is not None:
        raise AccountIsShut(name=row.name)
    elif (row.role, row.department) != (device.role, device.department):
        _move(work, device, row)
    return _now(work, row.name)


def lose_role(work: CommandContext, identity: str) -> None:
    """Sign a directory's person out on every page: no grant names them any more."""
    row = read_row(work.connection, select(accounts).where(accounts.c.identity == identity), AccountRow)
    if row is not None:
        devices.end_sessions(work, _owner(row.role, row.name), row.name)


def _open(work: CommandContext, proven: Proven, device: devices.Device) -> AccountRow:
    if not proven.create:
        raise NoRoleGranted
    work.connection.execute(
        insert(accounts),
        {
            "name": proven.account,
            "role": device.role,
            "department": device.department,
            "identity": proven.identity,
        },
    )
    opened = AccountOpened(
        account=proven.account, role=device.role, department=device.department, means=proven.means
    )
    work.publish(_owner(device.role, proven.account), opened)
    return _now(work, proven.account)


def _bind(work: CommandContext, proven: Proven, device: devices.Device, row: AccountRow) -> None:
    """Give an account of the hall's own to the directory's person of the same name, role and department."""
    same = row.identity is None and (row.role, row.department) == (device.role, device.department)
    if not (same and proven.adopt):
        raise NameTaken
    if row.shut_at is not None:
        raise AccountIsShut(name=row.name)
    who = _owner(row.role, row.name)
    devices.end_sessions(work, who, row.name)
    work.connection.execute(
        update(accounts)
        .where(accounts.c.name == row.name, accounts.c.identity.is_(None))
        .values(identity=proven.identity, password_hash=None, password_at=None)
    )
    bound = AccountBound(account=row.name, role=row.role, department=row.department, means=proven.means)
    work.publish(who, bound)


def _move(work: CommandContext, device: devices.Device, row: AccountRow) -> None:
    who = _owner(device.role, row.name)
    devices.end_sessions(work, who, row.name)
    work.connection.execute(
        update(accounts)
        .where(accounts.c.name == row.name)
        .values(role=device.role, department=device.department)
    )
    work.publish(who, AccountMoved(account=row.name, role=device.role, department=device.department))


def _now(work: CommandContext, name: str) -> AccountRow:
    row = devices.find_account(work.connection, name)
    if row is None:
        raise NotFound(what="account", name=name)
    return row


def _owner(role: str, name: str) -> Principal:
    return Principal(f"{role}:{name}", role, name)
