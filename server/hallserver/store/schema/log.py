"""The event log, and the stored answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    Text,
    text,
)

from hallserver.store.schema.form import Columns, in_index, index, metadata, triggers
from hallserver.store.types import Day, UtcDateTime


class EventColumns(Columns):
    seq: Named[int] = Column(
        BigInteger().with_variant(Integer, "sqlite"), CheckConstraint("seq > 0"), primary_key=True
    )
    at: Named[datetime] = Column(UtcDateTime)
    day: Named[date] = Column(Day)
    kind: Named[str] = Column(String)
    ticket: Named[int | None] = Column(Integer)
    body: Named[str] = Column(Text)
    prev_hash: Named[bytes] = Column(LargeBinary)
    hash: Named[bytes] = Column(LargeBinary)


events = Table(
    "event",
    metadata,
    EventColumns,
)
index("events_of_a_ticket", events.c.ticket, where=text("ticket IS NOT NULL"))
# what supervision read and verified: found again without reading the log
NOTED = text("event.kind IN ('report.read', 'log.verified')")
index("noted_by_supervision", events.c.kind, events.c.seq, where=in_index(NOTED))

# what a device's page tells of it: found again without reading the log
OF_DEVICES = text(
    "event.kind IN ('alarm.cleared', 'alarm.raised', 'device.paired', 'device.reloaded', 'device.renamed', "
    "'kiosk.opened', 'kiosk.stopped', 'token.issued', 'token.revoked')"
)
index("events_of_devices", events.c.seq, where=in_index(OF_DEVICES))

triggers(
    "CREATE TRIGGER event_stands BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
)


# the private part of an event, encrypted; its key is stored elsewhere (store/disk/private_keys.py)
class EventPrivateColumns(Columns):
    seq: Named[int] = Column(ForeignKey("event.seq"), primary_key=True)
    key_id: Named[bytes] = Column(LargeBinary, unique=True)
    body: Named[bytes] = Column(LargeBinary)


event_privates = Table(
    "event_private",
    metadata,
    EventPrivateColumns,
)


class AnswerColumns(Columns):
    principal: Named[str] = Column(String, primary_key=True)
    key: Named[bytes] = Column(LargeBinary, primary_key=True)  # the keyed hash of the idempotency key
    body_hash: Named[bytes] = Column(LargeBinary)
    status: Named[int] = Column(Integer)
    answer: Named[bytes] = Column(LargeBinary)
    at: Named[datetime] = Column(UtcDateTime)


answers = Table(
    "answer",
    metadata,
    AnswerColumns,
)
index("answers_by_age", answers.c.at)
