"""What is to be sent now, for whom; what is late, or old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, TextClause, bindparam, func, literal_column, or_, select, text, update

from hallserver.core.outgoing.states import NOTICES
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue, Row
from hallserver.store.rows import OutboxRow
from hallserver.store.schema import outbox
from hallserver.store.schema.outbox import GIVEN_UP, SENT, UNSENT

SENT_KEPT = timedelta(days=3)  # so long a message can be found that has arrived
LOST_KEPT = timedelta(days=30)
# what is being sent was due when it was claimed: so one range of the index has all that may be sent now
_NEXT = Prepared(
    select(outbox)
    .where(
        UNSENT,
        outbox.c.receiver == bindparam("receiver"),
        outbox.c.next_at <= bindparam("now"),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("now")),
        outbox.c.until_at > bindparam("now"),
    )
    .order_by(outbox.c.next_at, outbox.c.id)
    .limit(1),
    OutboxRow,
)
_LATE = Prepared(
    select(outbox)
    .where(
        UNSENT,
        outbox.c.until_at <= bindparam("now"),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("now")),
    )
    .order_by(outbox.c.until_at)
    .limit(bindparam("most")),
    OutboxRow,
)
_OLD = PreparedValue(
    select(outbox.c.id)
    .where(
        text("outbox.ended_at IS NOT NULL"),
        outbox.c.state == bindparam("state"),
        outbox.c.ended_at < bindparam("before"),
    )
    .limit(bindparam("most"))
)


_LOST_SINCE = PreparedValue(
    select(outbox.c.id)
    .where(GIVEN_UP, outbox.c.receiver == bindparam("receiver"), outbox.c.ended_at > bindparam("since"))
    .limit(1)
)


class Count(Row):
    """How many messages of a receiver are on their way, have arrived, or were given up."""

    receiver: str
    messages: int


def _counted(condition: TextClause) -> Prepared[Count]:
    return Prepared(
        select(outbox.c.receiver, func.count().label("messages"))
        .where(condition)
        .group_by(outbox.c.receiver),
        Count,
    )


_LAPSE = PreparedChange(
    update(outbox)
    .where(
        text("outbox.ticket IS NOT NULL AND outbox.state = 'waiting'"),
        outbox.c.ticket == bindparam("of_ticket"),
        outbox.c.kind.between(bindparam("least"), bindparam("most")),
    )
    .values(state=literal_column("'lapsed'"), ended_at=bindparam("at"))
)
_COUNTED = {"waiting": _counted(UNSENT), "given_up": _counted(GIVEN_UP), "sent": _counted(SENT)}


def next_for(connection: Connection, receiver: str, now: datetime) -> OutboxRow | None:
    """The receiver's message that is longest due; None when there is none."""
    return _NEXT.run(connection, {"receiver": receiver, "now": now}).one_or_none()


def waited_for(connection: Connection, receivers: Iterable[str], now: datetime) -> list[str]:
    """Those of the receivers for whom something is to be sent now."""
    return [name for name in receivers if next_for(connection, name, now) is not None]


def late(connection: Connection, now: datetime, most: int) -> list[OutboxRow]:
    """Messages whose time is over and which nobody sends just now."""
    return _LATE.run(connection, {"now": now, "most": most}).all()


def old(connection: Connection, now: datetime, most: int) -> list[int]:
    """Messages that ended long ago, and are not kept any more."""
    kept = {"sent": SENT_KEPT, "lapsed": SENT_KEPT, "given_up": LOST_KEPT}
    found = [
        message
        for state, for_ in kept.items()
        for message in _OLD.all(connection, {"state": state, "before": now - for_, "most": most})
    ]
    return found[:most]


def was_given_up(connection: Connection, receiver: str, since: datetime) -> bool:
    """Whether a message to the receiver was given up since then, and nobody has sent it again."""
    return _LOST_SINCE.first(connection, {"receiver": receiver, "since": since}) is not None


def lapse_notices(connection: Connection, ticket: int, at: datetime, kind: str | None = None) -> None:
    """End the notices to a ticket's visitor, or those of one kind, that are not sent yet and wanted no more."""
    span = {"least": kind, "most": kind} if kind else {"least": min(NOTICES), "most": max(NOTICES)}
    _LAPSE.run(connection, {"of_ticket": ticket, "at": at, **span})


def counts(connection: Connection, state: str) -> dict[str, int]:
    """How many messages each receiver has that wait (or are being sent), were sent, or were given up."""
    return {row.receiver: row.messages for row in _COUNTED[state].run(connection)}
