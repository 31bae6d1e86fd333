"""Read staff accounts: who may come in, as what, and since when nobody may any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from hallserver.contract import AccountsView, AccountView, Words
from hallserver.core.rights import KEPT_ROLES, Principal
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import AccountRow
from hallserver.store.schema import accounts, links, tokens


class _Pages(Row):
    """The pages that an account is signed in on."""

    account: str
    pages: int


class _Last(Row):
    """When an account signed on last."""

    account: str
    at: datetime


class _Link(Row):
    """The unused link of an account that lasts longest."""

    name: str
    role: str
    until: datetime


_ACCOUNT = func.substr(tokens.c.name, 1, func.instr(tokens.c.name, "#") - 1).label("account")


def accounts_view(connection: Connection, plan: Plan, who: Principal, now: datetime) -> AccountsView:
    """All accounts, open ones first, by role and name."""
    ours = KEPT_ROLES.get(who.role, ())
    pages = {
        each.account: each.pages
        for each in read_rows(
            connection,
            select(_ACCOUNT, func.count().label("pages"))
            .where(tokens.c.cookie == 1, tokens.c.revoked_at.is_(None), tokens.c.expires_at > now)
            .group_by(_ACCOUNT),
            _Pages,
        )
    }
    last = {
        each.account: each.at
        for each in read_rows(
            connection,
            select(_ACCOUNT, func.max(tokens.c.issued_at).label("at"))
            .where(tokens.c.cookie == 1)
            .group_by(_ACCOUNT),
            _Last,
        )
    }
    open_links = {
        (each.name, each.role): each.until
        for each in read_rows(
            connection,
            select(links.c.name, links.c.role, func.max(links.c.expires_at).label("until"))
            .where(links.c.used_at.is_(None), links.c.expires_at > now)
            .group_by(links.c.name, links.c.role),
            _Link,
        )
    }
    rows = read_rows(
        connection,
        select(accounts).order_by(accounts.c.shut_at.is_not(None), accounts.c.role, accounts.c.name),
        AccountRow,
    )
    return AccountsView(
        tuple(
            AccountView(
                row.name,
                row.role,
                row.department,
                _name(plan, row.department),
                row.password_hash is not None,
                pages.get(row.name, 0),
                last.get(row.name),
                open_links.get((row.name, row.role)) if row.shut_at is None else None,
                row.shut_at,
                row.role in ours,
            )
            for row in rows
        ),
        ours,
    )


def _name(plan: Plan, department: str | None) -> Words | None:
    found = plan.departments.get(department or "")
    return found.name if found else None
