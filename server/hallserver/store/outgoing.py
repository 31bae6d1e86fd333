"""Messages that follow from events, queued in the transaction that writes the events: one row for each receiver."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, insert, literal_column, select, text
from sqlalchemy import cast as as_type

from hallserver.core.events import (
    Event,
    PhoneBound,
    TicketCalled,
    TicketCancelled,
    TicketExpired,
    TicketHeld,
    TicketTransferred,
    TicketVoided,
)
from hallserver.core.outgoing.states import CALLED, SOON
from hallserver.core.outgoing.tries import EVENT_LIFE, NOTICE_LIFE
from hallserver.core.queue.order import Place
from hallserver.store.disk.receivers_file import ReceiversFile, receivers_of
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue, Row
from hallserver.store.queue import heads
from hallserver.store.schema import outbox, phones, stops, tickets
from hallserver.store.watching import outgoing as watching

MOVES_A_LINE = frozenset(
    each.KIND
    for each in (TicketCalled, TicketCancelled, TicketExpired, TicketHeld, TicketTransferred, TicketVoided)
)
"""After these somebody else may have come nearer."""
UID_BYTES = 16
_QUEUE = PreparedChange(insert(outbox))
_LANG = PreparedValue(select(phones.c.lang).where(phones.c.ticket == bindparam("ticket")))
_ANY_PHONE = PreparedValue(select(phones.c.ticket).limit(1))


class _Bound(Row):
    """A waiting stop whose visitor has bound a number, and has not been told that it is soon called."""

    id: int
    ticket: int
    line: str
    tier: int
    effective_at: datetime
    seq: int
    number: str
    lang: str


_UNTOLD = (
    ~select(outbox.c.id)
    .where(
        outbox.c.receiver == bindparam("receiver"),
        outbox.c.about == literal_column("'soon:'", String).concat(as_type(stops.c.id, String)),
    )
    .exists()
)
_NEAR = Prepared(
    select(
        stops.c.id,
        stops.c.ticket,
        stops.c.line,
        stops.c.tier,
        stops.c.effective_at,
        stops.c.seq,
        tickets.c.number,
        phones.c.lang,
    )
    .select_from(phones)
    .join(tickets, tickets.c.id == phones.c.ticket)
    .join(stops, stops.c.ticket == phones.c.ticket)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"), _UNTOLD),
    _Bound,
)
_LINES_OF = PreparedValue(
    select(stops.c.line).where(text("stop.state = 'waiting'"), stops.c.ticket == bindparam("ticket"))
)


def write(connection: Connection, events: Sequence[Event]) -> None:
    """Queue what follows from these events; nothing is read or written where nobody receives anything."""
    receivers = receivers_of(connection)
    if receivers is None or not receivers.all:
        return
    rows = [
        row_of(event, name, event.kind, f"event:{event.seq}")
        for event in events
        for name in receivers.by_kind.get(event.kind, ())
    ]
    if receivers.to_visitors and _ANY_PHONE.first(connection) is not None:
        rows += _called(connection, receivers, events)
        rows += _soon(connection, receivers, events)
    if rows:
        _QUEUE.run_many(connection, rows)


def row_of(
    event: Event,
    receiver: str,
    kind: str,
    about: str,
    ticket: int | None = None,
    facts: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A new message that follows from an event; `ticket` and `facts` are a notice's."""
    life = NOTICE_LIFE if ticket is not None else EVENT_LIFE
    return {
        "uid": new_uid(),
        "receiver": receiver,
        "kind": kind,
        "about": about,
        "seq": event.seq,
        "ticket": ticket,
        "facts": facts,
        "queued_at": event.at,
        "next_at": event.at,
        "until_at": event.at + life,
    }


def new_uid() -> str:
    """A message's own id, unlike any other's."""
    return f"msg_{secrets.token_hex(UID_BYTES)}"


def _called(
    connection: Connection, receivers: ReceiversFile, events: Iterable[Event]
) -> Iterator[dict[str, Any]]:
    """Tell visitors that they are called."""
    for event in events:
        if event.kind != TicketCalled.KIND:
            continue
        ticket = event.facts["ticket"]
        lang = _LANG.first(connection, {"ticket": ticket})
        if lang is None:
            continue
        watching.lapse_notices(connection, ticket, event.at, SOON)  # it would come after the call
        facts = {"number": event.facts["number"], "window": event.facts["window"], "lang": lang}
        for name in receivers.to_visitors:
            yield row_of(event, name, CALLED, f"called:{event.seq}", ticket, facts)


def _soon(
    connection: Connection, receivers: ReceiversFile, events: Iterable[Event]
) -> Iterator[dict[str, Any]]:
    """Tell visitors before whom few are left, once for each stop."""
    lines: dict[str, Event] = {}
    for event in events:
        if event.kind in MOVES_A_LINE:
            lines[event.facts["line"]] = event
        elif event.kind == PhoneBound.KIND:
            ticket = {"ticket": event.facts["ticket"]}
            lines |= dict.fromkeys(_LINES_OF.all(connection, ticket), event)
    for line, event in lines.items():
        for name, receiver in receivers.to_visitors.items():
            if receiver.ahead:
                for stop in _NEAR.run(connection, {"line": line, "receiver": name}).all():
                    ahead = heads.count_before(
                        connection, line, Place(stop.tier, stop.effective_at, stop.seq)
                    )
                    if ahead <= receiver.ahead:
                        facts = {"number": stop.number, "ahead": ahead, "lang": stop.lang}
                        yield row_of(event, name, SOON, f"soon:{stop.id}", stop.ticket, facts)
