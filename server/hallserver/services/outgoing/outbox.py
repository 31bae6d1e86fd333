"""Messages on their way: claimed, sent or refused, tried again or given up; each step is one guarded write."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, literal_column, null, select, text, update

from hallserver.contract import ClaimedMessage, OutgoingView
from hallserver.core.errors import Malformed, MessageEnded, NobodyWaiting, NotFound, SendingLost, UnknownValue
from hallserver.core.language.why import Why, hints
from hallserver.core.outgoing.receivers import Ratings
from hallserver.core.outgoing.states import NOTICES, TEST, Outgoing
from hallserver.core.outgoing.tries import EVENT_LIFE, LEASE, NOTICE_LIFE, next_try
from hallserver.services.context import CommandContext
from hallserver.store import phones
from hallserver.store.disk.receivers_file import receivers_of
from hallserver.store.outgoing import new_uid
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue
from hallserver.store.rows import OutboxRow
from hallserver.store.schema import outbox
from hallserver.store.schema.outbox import UNSENT
from hallserver.store.watching import outgoing
from hallserver.views.hall.outbox import view_of

MOST_AT_ONCE = 500  # that are given up or forgotten in one command: the hub serves others before the next
LONGEST_REFUSAL = 300
TOO_LATE = "已过时效 · its time was over"
_ONE = Prepared(select(outbox).where(outbox.c.id == bindparam("message")), OutboxRow)
_CLAIM = PreparedChange(
    update(outbox)
    .where(outbox.c.id == bindparam("message"), outbox.c.tries == bindparam("seen"), UNSENT)
    .values(state=literal_column("'sending'"), tries=outbox.c.tries + 1, lease_until=bindparam("until"))
)
_MINE = (
    outbox.c.id == bindparam("message"),
    outbox.c.tries == bindparam("seen"),
    text("outbox.state = 'sending'"),
)
_SENT = PreparedChange(
    update(outbox)
    .where(*_MINE)
    .values(state=literal_column("'sent'"), lease_until=null(), ended_at=bindparam("at"), refusal=null())
)
_LAPSED = PreparedChange(
    update(outbox)
    .where(*_MINE)
    .values(state=literal_column("'lapsed'"), lease_until=null(), ended_at=bindparam("at"))
)
_WAITS = PreparedChange(
    update(outbox)
    .where(*_MINE)
    .values(
        state=literal_column("'waiting'"),
        lease_until=null(),
        next_at=bindparam("then"),
        refusal=bindparam("why"),
    )
)
_GIVEN_UP = PreparedChange(
    update(outbox)
    .where(outbox.c.id == bindparam("message"), outbox.c.tries == bindparam("seen"), UNSENT)
    .values(
        state=literal_column("'given_up'"),
        lease_until=null(),
        ended_at=bindparam("at"),
        refusal=bindparam("why"),
    )
)
_AGAIN = PreparedChange(
    update(outbox)
    .where(outbox.c.id == bindparam("message"), text("outbox.state IN ('waiting', 'given_up')"))
    .values(
        state=literal_column("'waiting'"),
        ended_at=null(),
        next_at=bindparam("at"),
        until_at=bindparam("until"),
    )
)
_QUEUE = PreparedValue(insert(outbox).returning(outbox.c.id))
_FORGET = PreparedChange(delete(outbox).where(outbox.c.id == bindparam("message")))


def claim(work: CommandContext, receiver: str) -> ClaimedMessage:
    """Claim the receiver's next message for one try; nobody else gets it before the lease is over.

    Raises:
        NobodyWaiting: there is nothing for it to be sent now (204).
    """
    row = outgoing.next_for(work.connection, receiver, work.now)
    if row is None:
        raise NobodyWaiting
    until = work.now + LEASE
    if not _CLAIM.run(work.connection, {"message": row.id, "seen": row.tries, "until": until}):
        raise NobodyWaiting
    return ClaimedMessage(row.id, row.uid, row.tries + 1)


def report_sent(work: CommandContext, message: int, tries: int) -> OutgoingView:
    """Record that the receiver has taken the message at this try.

    Raises:
        SendingLost: another try has begun since, or the message is over.
    """
    changed = _SENT.run(work.connection, {"message": message, "seen": tries, "at": work.now})
    return _after(work, message, changed)


def report_refused(
    work: CommandContext, message: int, tries: int, why: str, *, permanent: bool, asked_s: int | None = None
) -> OutgoingView:
    """Record that this try failed: it waits for its next one, or is given up.

    A notice whose visitor's number was destroyed meanwhile has lapsed: nobody wants it any more.

    Args:
        work: the writer's context.
        message: its id.
        tries: which try.
        why: what the receiver said; cut to `LONGEST_REFUSAL`.
        permanent: it would say the same again.
        asked_s: for how many seconds it asked to be left alone.

    Raises:
        SendingLost: another try has begun since, or the message is over.
    """
    row = _need(work, message)
    mine = {"message": message, "seen": tries, "why": why[:LONGEST_REFUSAL]}
    asked = None if asked_s is None else timedelta(seconds=asked_s)
    then = None if permanent else next_try(tries, work.now, row.until_at, random.random, asked)
    if row.ticket is not None and phones.of_ticket(work.connection, row.ticket) is None:
        changed = _LAPSED.run(work.connection, {"message": message, "seen": tries, "at": work.now})
    elif row.state != Outgoing.SENDING:  # a late word about an earlier try ends nothing
        changed = 0
    elif then is None:
        changed = _GIVEN_UP.run(work.connection, {**mine, "at": work.now})
    else:
        changed = _WAITS.run(work.connection, {**mine, "then": then})
    return _after(work, message, changed)


def queue_test(work: CommandContext, receiver: str) -> OutgoingView:
    """Queue a message that says that it is a test.

    Raises:
        UnknownValue: there is no such receiver. Malformed: it is a platform of ratings, where a test would count.
    """
    found = receivers_of(work.connection)
    names = found.all if found else {}
    if receiver not in names:
        raise UnknownValue(what="receiver", name=receiver, **hints(receiver, names, listed=True))
    if isinstance(names[receiver], Ratings):
        raise Malformed(
            Why("评价平台会把测试计为评价，不能测试", "a platform of ratings would count a test as a rating")
        )
    uid = new_uid()
    row = {"uid": uid, "receiver": receiver, "kind": TEST, "about": f"test:{uid}", "queued_at": work.now}
    row |= {"next_at": work.now, "until_at": work.now + NOTICE_LIFE}
    return view_of(_need(work, _QUEUE.one(work.connection, row)))


def try_again(work: CommandContext, message: int) -> OutgoingView:
    """Send a message as soon as possible: one that waits for its next try, or was given up.

    Raises:
        MessageEnded: it was sent, or is being sent.
    """
    row = _need(work, message)
    life = NOTICE_LIFE if row.kind in (*NOTICES, TEST) else EVENT_LIFE
    again = {"message": message, "at": work.now, "until": work.now + life}
    if not _AGAIN.run(work.connection, again):
        raise MessageEnded({"state": row.state})
    return view_of(_need(work, message))


def give_up(work: CommandContext, message: int, why: str) -> OutgoingView:
    """Give a message up that is not sent yet.

    Raises:
        MessageEnded: it is over.
    """
    row = _need(work, message)
    over = {"message": message, "seen": row.tries, "at": work.now, "why": why[:LONGEST_REFUSAL]}
    if not _GIVEN_UP.run(work.connection, over):
        raise MessageEnded({"state": row.state})
    return view_of(_need(work, message))


def give_up_late(work: CommandContext) -> int:
    """Give up what nobody sent in its time, some at a time; return how many."""
    late = outgoing.late(work.connection, work.now, MOST_AT_ONCE)
    for row in late:
        over = {"message": row.id, "seen": row.tries, "at": work.now, "why": row.refusal or TOO_LATE}
        _GIVEN_UP.run(work.connection, over)
    return len(late)


def forget_old(work: CommandContext) -> int:
    """Delete messages that ended long ago, some at a time; return how many."""
    old = outgoing.old(work.connection, work.now, MOST_AT_ONCE)
    for message in old:
        _FORGET.run(work.connection, {"message": message})
    return len(old)


def _need(work: CommandContext, message: int) -> OutboxRow:
    row = _ONE.run(work.connection, {"message": message}).one_or_none()
    if row is None:
        raise NotFound(what="message", name=message)
    return row


def _after(work: CommandContext, message: int, changed: int) -> OutgoingView:
    row = _need(work, message)
    if changed != 1:
        raise SendingLost({"message": message, "state": row.state, "tries": row.tries})
    return view_of(row)
