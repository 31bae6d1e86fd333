"""A telephone number that a visitor binds to the ticket to be told there: taken back at will, destroyed when it is over."""

from __future__ import annotations

import re

from sqlalchemy import bindparam, delete, insert

from hallserver.core.errors import Malformed
from hallserver.core.events import PhoneBound, PhoneForgotten
from hallserver.core.language.why import Why
from hallserver.core.queue.tickets import ENDED
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.queue.transitions import stop_of, stops_of, wrong_state
from hallserver.store import phones as rows
from hallserver.store.disk.private_keys import Sealed
from hallserver.store.prepared import PreparedChange
from hallserver.store.schema import phones
from hallserver.store.watching import outgoing

MOST_AT_ONCE = 200
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")  # the national numbering plan of MIIT
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")  # ITU-T E.164
_BETWEEN = re.compile(r"[ \-.()]")
_BIND = PreparedChange(insert(phones))
_FORGET = PreparedChange(delete(phones).where(phones.c.ticket == bindparam("ticket")))


def read_number(said: str) -> str:
    """Read a mobile number as somebody types it; one from abroad begins with +.

    >>> read_number("138 0013-8000"), read_number("+852 5123 4567")
    ('13800138000', '+85251234567')

    Raises:
        Malformed: it is none; it is not repeated.
    """
    bare = _BETWEEN.sub("", said)
    if found := _MOBILE.fullmatch(bare):
        return found[1]
    if _ABROAD.fullmatch(bare) and not bare.startswith("+86"):
        return bare
    raise Malformed(
        Why("请填写 11 位手机号码", "a mobile number of 11 digits is needed, or one with + and its country")
    )


def bind(work: CommandContext, who: Principal, ticket: int, lang: str, sealed: Sealed) -> bytes | None:
    """Bind an encrypted number, whose key is on disk already; return the id of the key that it replaces.

    Raises:
        WrongState: the visit is over.
    """
    if all(stop.state in ENDED for stop in stops_of(work, ticket)):
        raise wrong_state(stop_of(work, ticket), "hold")
    before = rows.of_ticket(work.connection, ticket)
    _FORGET.run(work.connection, {"ticket": ticket})
    row = {"ticket": ticket, "day": work.day, "lang": lang, "bound_at": work.now}
    _BIND.run(work.connection, {**row, "key_id": sealed.id, "body": sealed.body})
    work.publish(who, PhoneBound(ticket=ticket, lang=lang))
    return before.key_id if before else None


def take_back(work: CommandContext, who: Principal, ticket: int) -> bytes | None:
    """Take a number back; return the id of its key, None where there was none."""
    before = rows.of_ticket(work.connection, ticket)
    if before is None:
        return None
    _forget(work, ticket)
    work.publish(who, PhoneForgotten(ticket=ticket, reason="taken_back", numbers=1))
    return before.key_id


def forget_over(work: CommandContext) -> int:
    """Delete the numbers of visits that are over, and of past days, some at a time; return how many."""
    over = rows.over(work.connection, work.day, MOST_AT_ONCE)
    for row in over:
        _forget(work, row.ticket)
    if over:
        work.publish(CLOCK, PhoneForgotten(ticket=None, reason="over", numbers=len(over)))
    return len(over)


def _forget(work: CommandContext, ticket: int) -> None:
    """Delete the row, and with it what was still to be told there."""
    _FORGET.run(work.connection, {"ticket": ticket})
    outgoing.lapse_notices(work.connection, ticket, work.now)
