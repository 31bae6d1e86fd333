"""Messages that leave the hall, and the telephone numbers that visitors bound to their tickets, unreadable here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    UniqueConstraint,
    text,
)

from hallserver.core.outgoing.states import Outgoing
from hallserver.store.schema.form import Columns, in_index, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime

UNSENT = text("outbox.state IN ('waiting', 'sending')")
GIVEN_UP = text("outbox.state = 'given_up'")
SENT = text("outbox.state = 'sent'")


# one message for one receiver; what it says stands in the log, and here are only the facts of a notice
class OutboxColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    # by this a receiver can tell a repetition: the same at every try
    uid: Named[str] = Column(String, CheckConstraint("length(uid) >= 16"), unique=True)
    receiver: Named[str] = Column(String, CheckConstraint("receiver <> ''"))
    kind: Named[str] = Column(String)
    # what it is about, once for each receiver: `event:7`, `soon:3`, `called:9:3`, `test:…`
    about: Named[str] = Column(String)
    seq: Named[int | None] = Column(ForeignKey("event.seq"))
    # to whoever bound a number to this ticket
    ticket: Named[int | None] = Column(ForeignKey("ticket.id"))
    facts: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    state: Named[str] = Column(String, server_default="waiting")
    tries: Named[int] = Column(Integer, CheckConstraint("tries >= 0"), server_default="0")
    queued_at: Named[datetime] = Column(UtcDateTime)
    next_at: Named[datetime] = Column(UtcDateTime)
    until_at: Named[datetime] = Column(UtcDateTime)
    lease_until: Named[datetime | None] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)
    refusal: Named[str | None] = Column(String, CheckConstraint("length(refusal) <= 300"))


outbox = Table(
    "outbox",
    metadata,
    OutboxColumns,
    UniqueConstraint("receiver", "about", name="a_receiver_is_told_once"),
    CheckConstraint("(seq IS NULL) = (kind = 'test')", name="follows_an_event"),
    CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="sent_under_a_lease"),
    CheckConstraint(
        "(state IN ('sent', 'given_up', 'lapsed')) = (ended_at IS NOT NULL)", name="over_when_it_ended"
    ),
    CheckConstraint("state <> 'sent' OR tries > 0", name="sent_by_a_try"),
    one_of("state", [str(each) for each in Outgoing]),
)
index("outbox_to_send", outbox.c.receiver, outbox.c.next_at, where=in_index(UNSENT))
index("outbox_to_end", outbox.c.until_at, where=in_index(UNSENT))
# counted by receiver without reading the rows, and forgotten by age
index("outbox_given_up", outbox.c.receiver, outbox.c.ended_at, where=in_index(GIVEN_UP))
index("outbox_sent", outbox.c.receiver, where=in_index(SENT))
index("outbox_by_age", outbox.c.state, outbox.c.ended_at, where=text("ended_at IS NOT NULL"))
index("outbox_of_a_ticket", outbox.c.ticket, where=text("ticket IS NOT NULL"))
triggers(
    """CREATE TRIGGER outbox_is_as_queued BEFORE UPDATE OF uid, receiver, kind, about, seq, ticket, facts, queued_at ON outbox
      BEGIN SELECT RAISE(ABORT, 'a message stays as it was queued'); END""",
    """CREATE TRIGGER outbox_sent_stays BEFORE UPDATE ON outbox WHEN OLD.state IN ('sent', 'lapsed')
      BEGIN SELECT RAISE(ABORT, 'what was sent, or has lapsed, is not sent again'); END""",
    """CREATE TRIGGER outbox_unsent_stays BEFORE DELETE ON outbox WHEN OLD.ended_at IS NULL
      BEGIN SELECT RAISE(ABORT, 'a message that is on its way is not deleted'); END""",
)


# a visitor's telephone number, encrypted; its key is in a file of its own (store/disk/phone_keys.py)
class PhoneColumns(Columns):
    ticket: Named[int] = Column(ForeignKey("ticket.id"), primary_key=True)
    day: Named[date] = Column(Day)
    lang: Named[str] = Column(String)
    key_id: Named[bytes] = Column(LargeBinary, unique=True)
    body: Named[bytes] = Column(LargeBinary)
    bound_at: Named[datetime] = Column(UtcDateTime)


phones = Table(
    "phone",
    metadata,
    PhoneColumns,
)
