"""Read staff accounts: who may come in, as what, and since when nobody may any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, text

from hallserver.contract import AccountsView, AccountView, Words
from hallserver.core.rights import KEPT_ROLES, Principal
from hallserver.store.catalogue import Plan
from hallserver.store.dialects import position_of
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import AccountRow
from hallserver.store.schema import accounts, links, tokens


class _Pages(Row):
    """The pages that an account is signed in on."""

    account: str
    pages: int


class _Link(Row):
    """The unused link of an account that lasts longest."""

    name: str
    role: str
    until: datetime


_ACCOUNT = func.substr(tokens.c.name, 1, position_of("#", tokens.c.name) - 1).label("account")


def accounts_view(connection: Connection, plan: Plan, who: Principal, now: datetime) -> AccountsView:
    """All accounts, open ones first, by role and name."""
    ours = KEPT_ROLES.get(who.role, ())
    pages, until = _pages(connection, now), _open_links(connection, now)
    rows = read_rows(
        connection,
        select(accounts).order_by(accounts.c.shut_at.is_not(None), accounts.c.role, accounts.c.name),
        AccountRow,
    )
    found = (
        AccountView(
            row.name,
            row.role,
            row.department,
            _name(plan, row.department),
            row.password_hash is not None or row.identity is not None,
            row.factor_secret is not None,
            pages.get(row.name, 0),
            row.signed_on_at,
            until.get((row.name, row.role)) if row.shut_at is None else None,
            row.shut_at,
            row.role in ours,
            means_of(row),
        )
        for row in rows
    )
    return AccountsView(tuple(found), ours)


def means_of(row: AccountRow | None) -> str:
    """Return by what an account signs on: `password`, `ldap`, `oidc`."""
    return (row.identity or "password").partition(":")[0] if row is not None else "password"


def _pages(connection: Connection, now: datetime) -> dict[str, int]:
    """Account → the pages that it is signed in on; of live tokens alone, whatever lies behind."""
    query = (
        select(_ACCOUNT, func.count().label("pages"))
        .where(tokens.c.cookie == 1, text("token.revoked_at IS NULL"), tokens.c.expires_at > now)
        .group_by(_ACCOUNT)
    )
    return {each.account: each.pages for each in read_rows(connection, query, _Pages)}


def _open_links(connection: Connection, now: datetime) -> dict[tuple[str, str], datetime]:
    """Account and role → until when the unused link that lasts longest is good."""
    query = (
        select(links.c.name, links.c.role, func.max(links.c.expires_at).label("until"))
        .where(links.c.used_at.is_(None), links.c.expires_at > now)
        .group_by(links.c.name, links.c.role)
    )
    return {(each.name, each.role): each.until for each in read_rows(connection, query, _Link)}


def _name(plan: Plan, department: str | None) -> Words | None:
    found = plan.departments.get(department or "")
    return found.name if found else None
