"""Access: device tokens, one-time links, staff accounts; only hashes are stored."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from hallserver.core.errors import (
    AccountIsShut,
    AccountTaken,
    DeviceTaken,
    HasSecondFactor,
    Malformed,
    NoSecondFactor,
    NotFound,
    PasswordElsewhere,
    UnknownValue,
    WrongSecondFactor,
    WrongToken,
)
from hallserver.core.events import (
    AccountSignedOff,
    AccountSignedOn,
    DeviceReloaded,
    DeviceRenamed,
    LinkIssued,
    LinkUsed,
    PinSet,
    SecondFactorRemoved,
    SecondFactorSet,
    TokenIssued,
    TokenRevoked,
)
from hallserver.core.language.text import meant
from hallserver.core.language.why import Why, hints
from hallserver.core.rights import DEVICE_ROLES, STAFF_ROLES, Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.planning.spelling import by_database
from hallserver.services.queue import staff
from hallserver.store import queries
from hallserver.store.prepared import read_row, read_rows
from hallserver.store.rows import AccountRow, LinkRow, TokenRow
from hallserver.store.schema import accounts, links, tokens

NEEDS_WINDOW = frozenset({"window", "rating"})


@dataclass(frozen=True, slots=True)
class Device:
    """The device or program that a token belongs to."""

    role: str
    name: str
    window: str | None = None
    department: str | None = None
    staffer: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A live token, as the server's access check keeps it in memory; of a page, with what its account has.

    Attributes:
        has_factor: the account has a second factor here, or the page's sign-on had one at its provider.
        elsewhere: the account signs on by a directory, so it has no password here.
    """

    principal: Principal
    expires_at: datetime | None
    cookie: bool
    password_at: datetime | None = None
    has_factor: bool = False
    elsewhere: bool = False


def new_secret() -> str:
    """Return 256 random bits as text that is safe in a header or a URL."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> bytes:
    """Return the SHA-256 hash: a token has 256 bits, so no slow hash is needed (unlike for a PIN)."""
    return hashlib.sha256(secret.encode()).digest()


def issue_token(work: CommandContext, who: Principal, device: Device, secret: str) -> None:
    """Give a device its token and revoke an older one of its role and name; a staff token lasts a year.

    Raises:
        UnknownValue, Malformed: an unknown role, window or department.
    """
    device = checked(work, device)
    until = (
        work.now + timedelta(milliseconds=work.timeouts.staff_token_ms)
        if device.role in STAFF_ROLES
        else None
    )
    put_token(work, who, device, hash_secret(secret), expires_at=until, cookie=False)
    if device.role == "window" and device.staffer:
        staff.sit_down_for(work, who, str(device.window), device.staffer)


def revoke(work: CommandContext, who: Principal, role: str, name: str) -> bool:
    """Revoke a token; False when there was none."""
    changed = work.connection.execute(
        update(tokens)
        .where(tokens.c.role == role, tokens.c.name == name, tokens.c.revoked_at.is_(None))
        .values(revoked_at=work.now)
    )
    if changed.rowcount:
        work.publish(who, TokenRevoked(role=role, name=name))
    return bool(changed.rowcount)


def rename(work: CommandContext, who: Principal, was: str, device: Device) -> tuple[str, str]:
    """Give a device another name, and a window's device perhaps another window; return the old name and the new.

    Its token stays.

    Raises:
        NotFound: there is none. DeviceTaken: another one has the name. Malformed: it needs a window.
    """
    device = checked(work, device)
    was = held_name(work, device.role, was)
    live = tokens.c.role == device.role, tokens.c.revoked_at.is_(None), tokens.c.cookie == 0
    taken = select(tokens.c.id).where(*live, tokens.c.name == device.name)
    if device.name != was and work.connection.execute(taken).first() is not None:
        raise DeviceTaken(name=device.name)
    changed = work.connection.execute(
        update(tokens).where(*live, tokens.c.name == was).values(name=device.name, window=device.window)
    )
    if changed.rowcount != 1:
        raise NotFound(what="device", name=f"{device.role} {was}")
    work.publish(who, DeviceRenamed(role=device.role, name=device.name, was=was, window=device.window))
    return was, device.name


def reload(work: CommandContext, who: Principal, role: str, name: str) -> None:
    """Tell a device to load its page anew.

    Raises:
        NotFound: there is none.
    """
    name = held_name(work, role, name)
    live = select(tokens.c.id).where(
        tokens.c.role == role, tokens.c.name == name, tokens.c.revoked_at.is_(None), tokens.c.cookie == 0
    )
    if role not in DEVICE_ROLES or work.connection.execute(live).first() is None:
        raise NotFound(what="device", name=f"{role} {name}")
    work.publish(who, DeviceReloaded(role=role, name=name))


def held_name(work: CommandContext, role: str, said: str) -> str:
    """Return the name of a live token of the role that matches the given spelling, else the given name."""
    held = select(tokens.c.name).where(tokens.c.role == role, tokens.c.revoked_at.is_(None))
    names = {
        each.partition("#")[0] for each in work.connection.execute(held).scalars()
    }  # a page's token name begins with its account
    return meant(said, names) or said


def stop(work: CommandContext, who: Principal, role: str, name: str) -> None:
    """Revoke the token of a device or program; for a staff role, also sign out all pages of that name.

    Raises:
        NotFound: there is none.
    """
    name = held_name(work, role, name)
    stopped = revoke(work, who, role, name)
    if role in STAFF_ROLES:
        stopped = bool(end_sessions(work, who, name)) or stopped
    if not stopped:
        raise NotFound(what="token", name=f"{role} {name}")


def issue_link(work: CommandContext, who: Principal, device: Device, secret: str) -> datetime:
    """Make a one-time link, valid for a day; return until when.

    Raises:
        AccountTaken, AccountIsShut: the name is a staff account's, but of another role, or it is shut.
        UnknownValue, Malformed, NotFound: an unknown role, window or department.
    """
    device = checked(work, device)
    row = find_account(work.connection, device.name) if device.role in STAFF_ROLES else None
    if row is not None and row.role != device.role:
        raise AccountTaken(name=row.name)
    if row is not None and row.shut_at is not None:
        raise AccountIsShut(name=row.name)
    expires_at = work.now + timedelta(milliseconds=work.timeouts.link_ms)
    work.connection.execute(
        insert(links),
        {
            "hash": hash_secret(secret),
            "role": device.role,
            "name": device.name,
            "window": device.window,
            "department": device.department,
            "staffer": device.staffer,
            "issued_at": work.now,
            "expires_at": expires_at,
        },
    )
    work.publish(who, LinkIssued(role=device.role, name=device.name, window=device.window))
    return expires_at


def use_link(work: CommandContext, code: str, secret: str) -> LinkRow:
    """Exchange a one-time code, once, for a token of its role.

    Raises:
        WrongToken: unknown, used or too old; or its account was shut or given another role meanwhile.
    """
    row = read_row(work.connection, select(links).where(links.c.hash == hash_secret(code)), LinkRow)
    taken = work.connection.execute(
        update(links)
        .where(links.c.hash == hash_secret(code), links.c.used_at.is_(None), links.c.expires_at > work.now)
        .values(used_at=work.now)
    )
    if row is None or taken.rowcount != 1:
        raise WrongToken
    account = find_account(work.connection, row.name) if row.role in STAFF_ROLES else None
    if account is not None and (account.shut_at is not None or account.role != row.role):
        raise WrongToken
    who = Principal(f"link:{row.id}", row.role, row.name)
    device = Device(row.role, row.name, row.window)
    work.publish(who, LinkUsed(role=row.role, name=row.name, window=row.window))
    if row.role in STAFF_ROLES:
        _ensure_account(work, row.name, row.role, row.department)
        put_cookie(work, who, row.name, row.role, row.department, secret, by_link=True)
        owner = Principal(f"{row.role}:{row.name}", row.role, row.name)
        work.publish(owner, AccountSignedOn(account=row.name, role=row.role, means="link"))
    else:
        put_token(work, who, device, hash_secret(secret), expires_at=None, cookie=False)
    return row


def why_void(connection: Connection, code: str, now: datetime) -> tuple[str, str | None]:
    """Return why a one-time code is refused, as a word for the log, and the account that it is of."""
    row = read_row(connection, select(links).where(links.c.hash == hash_secret(code)), LinkRow)
    if row is None:
        return "link_unknown", None
    name = row.name if row.role in STAFF_ROLES else None
    if row.used_at is not None:
        return "link_spent", name
    return ("link_expired" if row.expires_at <= now else "link_void"), name


def may_set_pin(connection: Connection, code: str, window: str, now: datetime) -> str:
    """Return the staffer whose first PIN may be set with this link's code.

    Raises:
        WrongToken: not of this window, too old, or the staffer has a PIN already.
    """
    row = read_row(connection, select(links).where(links.c.hash == hash_secret(code)), LinkRow)
    if row is None or row.staffer is None or row.window != window or row.expires_at <= now:
        raise WrongToken
    found = queries.staffer(connection, row.staffer)
    if found is None or found.pin_hash is not None:
        raise WrongToken
    return str(row.staffer)


def put_cookie(
    work: CommandContext,
    who: Principal,
    name: str,
    role: str,
    department: str | None,
    secret: str,
    *,
    by_link: bool = False,
    factor_step: int | None = None,
    factor_elsewhere: bool = False,
) -> None:
    """Sign a staff page in; its token has its own name, as one account may be signed in on several pages.

    `factor_step` is that of the second factor's code, used before; `factor_elsewhere`: the provider had one.
    """
    device = Device(role, f"{name}#{work.log.head_seq + 1}", None, department)
    expires_at = work.now + timedelta(milliseconds=work.timeouts.cookie_ms)
    put_token(
        work,
        who,
        device,
        hash_secret(secret),
        expires_at=expires_at,
        cookie=True,
        by_link=by_link,
        factor_step=factor_step,
        factor_elsewhere=factor_elsewhere,
    )
    work.connection.execute(update(accounts).where(accounts.c.name == name).values(signed_on_at=work.now))


def needs_old_password(
    connection: Connection, account: AccountRow | None, cookie: str, now: datetime, fresh_ms: int
) -> bool:
    """Whether a signed-in page must show the account's secret again, to change its password or second factor.

    It is not required if none is set yet, here or at a directory, or if the page has just signed in by a one-time
    link, which is how a forgotten password is replaced.
    """
    if account is None or (account.password_hash is None and account.identity is None):
        return False
    held = read_row(connection, select(tokens).where(tokens.c.hash == hash_secret(cookie)), TokenRow)
    fresh = timedelta(milliseconds=fresh_ms)
    return held is None or not held.by_link or held.issued_at + fresh <= now


def set_password(work: CommandContext, who: Principal, account: str, password_hash: str, cookie: str) -> None:
    """Store the argon2 hash of an account's new password and sign out its other pages.

    Raises:
        PasswordElsewhere: it signs on by a directory.
    """
    changed = work.connection.execute(
        update(accounts)
        .where(accounts.c.name == account, accounts.c.identity.is_(None))
        .values(password_hash=password_hash, password_at=work.now)
    )
    if changed.rowcount != 1:
        raise PasswordElsewhere
    work.publish(who, PinSet(account=account))
    end_sessions(work, who, account, but=hash_secret(cookie))


def set_factor(work: CommandContext, who: Principal, sealed: bytes, step: int, cookie: str) -> None:
    """Give the caller's account a second factor, proved by the code of `step`; its other pages are signed out.

    Raises:
        HasSecondFactor: it has one already.
    """
    changed = work.connection.execute(
        update(accounts)
        .where(accounts.c.name == who.name, accounts.c.factor_secret.is_(None))
        .values(factor_secret=sealed, factor_step=step)
    )
    if changed.rowcount != 1:
        raise HasSecondFactor
    work.publish(who, SecondFactorSet(account=who.name))
    end_sessions(work, who, who.name, but=hash_secret(cookie))


def remove_factor(
    work: CommandContext, who: Principal, sealed: bytes | None, used: int | None, cookie: str
) -> None:
    """Remove the second factor of the caller's account, with the code of a step, or fresh from a one-time link.

    `sealed` is the secret that it had when the code was checked; `used`, the code's step, is None without one;
    `cookie` is the page's.

    Raises:
        NoSecondFactor: it has none. WrongSecondFactor: the code was used already, or is missing.
    """
    account = find_account(work.connection, who.name)
    if account is None or account.factor_secret is None:
        raise NoSecondFactor
    if used is not None:
        use_step(work, who.name, sealed, used)
    elif needs_old_password(work.connection, account, cookie, work.now, work.timeouts.fresh_link_ms):
        raise WrongSecondFactor  # it was set since
    work.connection.execute(update(accounts).where(accounts.c.name == who.name).values(factor_secret=None))
    work.publish(who, SecondFactorRemoved(account=who.name))


def use_step(work: CommandContext, account: str, sealed: bytes | None, step: int) -> None:
    """Use the code of a step, once; `sealed` is the secret for which it was right.

    Raises:
        WrongSecondFactor: it, or a later one, was used already, or the secret is another one since.
    """
    used = work.connection.execute(
        update(accounts)
        .where(
            accounts.c.name == account,
            accounts.c.factor_secret.is_not_distinct_from(sealed),
            accounts.c.factor_step < step,
        )
        .values(factor_step=step)
    )
    if used.rowcount != 1:
        raise WrongSecondFactor


def end_sessions(work: CommandContext, who: Principal, account: str, *, but: bytes | None = None) -> int:
    """Sign an account out on every page but one; return how many there were."""
    query = select(tokens).where(
        tokens.c.cookie == 1,
        tokens.c.revoked_at.is_(None),
        tokens.c.name.startswith(f"{account}#", autoescape=True),
    )
    rows = [row for row in read_rows(work.connection, query, TokenRow) if row.hash != but]
    for row in rows:
        revoke(work, who, row.role, row.name)
    return len(rows)


def end_idle(work: CommandContext, pages: Sequence[Principal]) -> None:
    """Sign out pages that no hand has touched for too long."""
    for page in pages:
        _, _, name = page.id.partition(":")
        revoke(work, CLOCK, page.role, name)
        work.publish(CLOCK, AccountSignedOff(account=page.name, idle=True))


def find_account(connection: Connection, name: str) -> AccountRow | None:
    """Return a staff account's row; None when there is none."""
    return read_row(connection, select(accounts).where(accounts.c.name == name), AccountRow)


def live_tokens(connection: Connection) -> dict[bytes, Held]:
    """Return all live tokens by hash, so that requests are checked without a database query."""
    found = {}
    known = {each.name: each for each in read_rows(connection, select(accounts), AccountRow)}
    for row in read_rows(connection, select(tokens).where(tokens.c.revoked_at.is_(None)), TokenRow):
        name = row.name.split("#")[0] if row.cookie else row.name
        principal = Principal(f"{row.role}:{row.name}", row.role, name, row.window, row.department)
        own = known.get(name) if row.cookie else None
        found[row.hash] = Held(
            principal,
            row.expires_at,
            bool(row.cookie),
            own.password_at if own else None,
            (own is not None and own.factor_secret is not None) or bool(row.factor_elsewhere),
            own is not None and own.identity is not None,
        )
    return found


def put_token(
    work: CommandContext,
    who: Principal,
    device: Device,
    hashed: bytes,
    *,
    expires_at: datetime | None,
    cookie: bool,
    by_link: bool = False,
    factor_step: int | None = None,
    factor_elsewhere: bool = False,
) -> None:
    """Store a token's hash and revoke an older token of the same role and name."""
    revoke(work, who, device.role, device.name)
    work.connection.execute(
        insert(tokens),
        {
            "role": device.role,
            "name": device.name,
            "window": device.window,
            "department": device.department,
            "hash": hashed,
            "issued_at": work.now,
            "expires_at": expires_at,
            "cookie": int(cookie),
            "by_link": int(by_link),
            "factor_step": factor_step,
            "factor_elsewhere": int(factor_elsewhere),
        },
    )
    work.publish(who, TokenIssued(role=device.role, name=device.name, window=device.window))


def is_fresh(connection: Connection, cookie: str, now: datetime, fresh_ms: int) -> bool:
    """Whether a page has signed in only just."""
    held = read_row(connection, select(tokens).where(tokens.c.hash == hash_secret(cookie)), TokenRow)
    return held is not None and held.issued_at + timedelta(milliseconds=fresh_ms) > now


def _ensure_account(work: CommandContext, name: str, role: str, department: str | None) -> None:
    if find_account(work.connection, name) is None:
        work.connection.execute(insert(accounts), {"name": name, "role": role, "department": department})


def checked(work: CommandContext, device: Device) -> Device:
    """Return the device with its codes spelled as in the hall's plan.

    Raises:
        UnknownValue, Malformed, NotFound: an unknown role, window or department.
    """
    device = _spelled(work, device)
    if device.role not in (*DEVICE_ROLES, *STAFF_ROLES):
        raise UnknownValue(
            what="role", name=device.role, **hints(device.role, (*DEVICE_ROLES, *STAFF_ROLES), listed=True)
        )
    if device.role in NEEDS_WINDOW and device.window is None:
        raise Malformed(
            Why(f"{device.role} 设备须指明所在窗口", f"a {device.role} device stands at a window")
        )
    if device.window is not None and device.window not in work.plan.windows:
        raise NotFound(what="window", name=device.window)
    if device.role == "department" and device.department not in work.plan.departments:
        raise UnknownValue(
            what="department", name=device.department, **hints(device.department or "", work.plan.departments)
        )
    return device


def _spelled(work: CommandContext, device: Device) -> Device:
    spell = by_database(work.plan, work.connection)
    codes = {
        name: spell.code(name, said)
        for name in ("window", "department", "staffer")
        if (said := getattr(device, name)) is not None
    }
    name = codes.get("window") if device.name == device.window else None
    return replace(device, **codes, name=name or spell.name(device.role, device.name))
