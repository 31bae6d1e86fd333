"""The account behind a page, and whether the page must show its secret again."""

from __future__ import annotations

from hallserver.services.people import devices
from hallserver.store.rows import AccountRow
from hallserver.web.door import Call


def account_of(call: Call) -> AccountRow | None:
    """The account of a staff page; None for a program's token or a device's, which need no password."""
    if call.cookie is None:
        return None
    with call.hall.reading() as connection:
        return devices.find_account(connection, call.who.name)


def asks_old(call: Call, account: AccountRow | None) -> bool:
    """Whether the page must show the account's old password, or a code, to change either."""
    if call.cookie is None:
        return False
    fresh_ms = call.hall.writer.state.timeouts.fresh_link_ms
    with call.hall.reading() as connection:
        return devices.needs_old_password(connection, account, call.cookie, call.now, fresh_ms)
