"""Messages that follow from events, queued in the transaction that writes the events: one row for each receiver."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text

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
from hallserver.store.disk.receivers_file import ReceiversFile, receivers_of
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue, Row
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


class _Foremost(Row):
    """A waiting stop near the front of its line; `lang` is that of its visitor's number, None where none is bound."""

    id: int
    ticket: int
    number: str
    lang: str | None


# of a line only the front: what a call costs does not grow with how many have bound a number
_FOREMOST = Prepared(
    select(stops.c.id, stops.c.ticket, tickets.c.number, phones.c.lang)
    .join(tickets, tickets.c.id == stops.c.ticket)
    .outerjoin(phones, phones.c.ticket == stops.c.ticket)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(bindparam("most")),
    _Foremost,
)
_TOLD = PreparedValue(
    select(outbox.c.id).where(
        outbox.c.receiver == bindparam("receiver"), outbox.c.about == bindparam("about")
    )
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
            if not receiver.ahead:
                continue
            front = _FOREMOST.run(connection, {"line": line, "most": receiver.ahead + 1}).all()
            for ahead, stop in enumerate(front):
                about = f"soon:{stop.id}"
                if (
                    stop.lang is None
                    or _TOLD.first(connection, {"receiver": name, "about": about}) is not None
                ):
                    continue
                facts = {"number": stop.number, "ahead": ahead, "lang": stop.lang}
                yield row_of(event, name, SOON, about, stop.ticket, facts)
