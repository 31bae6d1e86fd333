"""What is to be sent now, for whom; what is late, or old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, or_, select, text

from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.rows import OutboxRow
from hallserver.store.schema import outbox
from hallserver.store.schema.outbox import UNSENT

KEPT = timedelta(days=30)
_DUE = or_(
    text("outbox.state = 'waiting'") & (outbox.c.next_at <= bindparam("now")),
    text("outbox.state = 'sending'") & (outbox.c.lease_until < bindparam("now")),
)
_NEXT = Prepared(
    select(outbox)
    .where(UNSENT, outbox.c.receiver == bindparam("receiver"), _DUE, outbox.c.until_at > bindparam("now"))
    .order_by(outbox.c.next_at, outbox.c.id)
    .limit(1),
    OutboxRow,
)
_WAITED_FOR = PreparedValue(
    select(outbox.c.receiver).where(UNSENT, _DUE, outbox.c.until_at > bindparam("now")).distinct()
)
_LATE = Prepared(
    select(outbox)
    .where(
        UNSENT,
        outbox.c.until_at <= bindparam("now"),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("now")),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most")),
    OutboxRow,
)
_OLD = PreparedValue(select(outbox.c.id).where(outbox.c.ended_at < bindparam("before")).limit(1))


class Count(Row):
    """How many messages of a receiver are in a state."""

    receiver: str
    state: str
    messages: int


_COUNTS = Prepared(
    select(outbox.c.receiver, outbox.c.state, func.count().label("messages")).group_by(
        outbox.c.receiver, outbox.c.state
    ),
    Count,
)


def next_for(connection: Connection, receiver: str, now: datetime) -> OutboxRow | None:
    """The receiver's message that is longest due; None when there is none."""
    return _NEXT.run(connection, {"receiver": receiver, "now": now}).one_or_none()


def waited_for(connection: Connection, now: datetime) -> set[str]:
    """The receivers for whom something is to be sent now."""
    return set(_WAITED_FOR.all(connection, {"now": now}))


def late(connection: Connection, now: datetime, most: int) -> list[OutboxRow]:
    """Messages whose time is over and which nobody sends just now."""
    return _LATE.run(connection, {"now": now, "most": most}).all()


def is_old(connection: Connection, now: datetime) -> bool:
    """Whether a message ended more than `KEPT` ago."""
    return _OLD.first(connection, {"before": now - KEPT}) is not None


def counts(connection: Connection) -> list[Count]:
    """How many messages each receiver has in each state, of those that are kept."""
    return _COUNTS.run(connection).all()
