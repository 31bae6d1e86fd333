"""Staff accounts: opened with a one-time link, moved to another role, shut, opened again; whose they are to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, update

from hallserver.contract import AccountLink
from hallserver.core.errors import AccountIsShut, AccountTaken, NotAllowed, NotFound, OwnAccount
from hallserver.core.events import AccountMoved, AccountOpened, AccountShut
from hallserver.core.rights import KEPT_ROLES, Principal
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.store.rows import AccountRow
from hallserver.store.schema import accounts, links

NOT_OURS = "accounts of this role"


@dataclass(frozen=True, slots=True)
class Wish:
    """An account as somebody wants it; only a department's has a department."""

    name: str
    role: str
    department: str | None = None


def open_account(work: CommandContext, who: Principal, wish: Wish, secret: str) -> AccountLink:
    """Open an account, or a shut one again, and make the one-time link by which its owner comes in.

    Raises:
        NotAllowed: not a role whose accounts the caller keeps. AccountTaken: the name is another role's.
        UnknownValue: no such department.
    """
    _check_keeper(who, wish.role)
    device = devices.checked(work, devices.Device(wish.role, wish.name, None, wish.department))
    row = devices.find_account(work.connection, device.name)
    if row is not None and (row.role, row.department) != (device.role, device.department):
        raise AccountTaken(name=row.name)
    if row is None:
        work.connection.execute(
            insert(accounts),
            {"name": device.name, "role": device.role, "department": device.department},
        )
    elif row.shut_at is not None:
        work.connection.execute(
            update(accounts)
            .where(accounts.c.name == row.name)
            .values(shut_at=None, password_hash=None, password_at=None, factor_secret=None, identity=None)
        )
    if row is None or row.shut_at is not None:
        work.publish(who, AccountOpened(account=device.name, role=device.role, department=device.department))
    return AccountLink(device.name, device.role, None, devices.issue_link(work, who, device, secret))


def make_link(work: CommandContext, who: Principal, name: str, secret: str) -> AccountLink:
    """Make another one-time link for an account, for an owner who forgot the password.

    Raises:
        NotFound, NotAllowed. AccountIsShut: it must be opened first.
    """
    row = _kept(work, who, name)
    if row.shut_at is not None:
        raise AccountIsShut(name=row.name)
    device = devices.Device(row.role, row.name, None, row.department)
    return AccountLink(row.name, row.role, None, devices.issue_link(work, who, device, secret))


def move_account(work: CommandContext, who: Principal, wish: Wish) -> None:
    """Give an account another role or department; its pages are signed out.

    Raises:
        NotFound, OwnAccount. NotAllowed: the old or the new role is not the caller's to keep.
    """
    row = _kept(work, who, wish.name, own=False)
    _check_keeper(who, wish.role)
    department = wish.department if wish.role == "department" else None
    device = devices.checked(work, devices.Device(wish.role, row.name, None, department))
    if (row.role, row.department) == (device.role, device.department):
        return
    _sign_out(work, who, row)
    work.connection.execute(
        update(accounts)
        .where(accounts.c.name == row.name)
        .values(role=device.role, department=device.department)
    )
    work.publish(who, AccountMoved(account=row.name, role=device.role, department=device.department))


def shut_account(work: CommandContext, who: Principal, name: str, reason: str) -> None:
    """Shut an account: its pages are signed out, its links are void; what it did stays in the log.

    Raises:
        NotFound, NotAllowed, OwnAccount.
    """
    row = _kept(work, who, name, own=False)
    if row.shut_at is not None:
        return
    _sign_out(work, who, row)
    work.connection.execute(update(accounts).where(accounts.c.name == row.name).values(shut_at=work.now))
    work.publish(who, AccountShut(account=row.name, role=row.role, department=row.department, reason=reason))


def _sign_out(work: CommandContext, who: Principal, row: AccountRow) -> None:
    devices.end_sessions(work, who, row.name)
    devices.revoke(work, who, row.role, row.name)  # a program's token of the same name
    work.connection.execute(
        update(links)
        .where(links.c.name == row.name, links.c.role == row.role, links.c.used_at.is_(None))
        .values(expires_at=work.now - timedelta(milliseconds=1))
    )


def _kept(work: CommandContext, who: Principal, name: str, *, own: bool = True) -> AccountRow:
    row = devices.find_account(work.connection, name)
    if row is None:
        raise NotFound(what="account", name=name)
    _check_keeper(who, row.role)
    if not own and row.name == who.name and row.role == who.role:
        raise OwnAccount
    return row


def _check_keeper(who: Principal, role: str) -> None:
    if role not in KEPT_ROLES.get(who.role, ()):
        raise NotAllowed(NOT_OURS)
