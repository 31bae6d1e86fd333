"""What leaves the hall, as the technician sees it: receivers and their figures, messages that have not arrived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select, text

from hallserver.contract import OutboxView, OutgoingView, ReceiverView
from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.core.outgoing.receivers import Receiver
from hallserver.core.outgoing.states import Outgoing
from hallserver.store.prepared import Prepared
from hallserver.store.rows import OutboxRow
from hallserver.store.schema import outbox
from hallserver.store.watching import outgoing

NEWEST = 100
_NOT_ARRIVED = Prepared(
    select(outbox)
    .where(text("outbox.state <> 'sent'"))
    .order_by(outbox.c.ended_at.is_(None).desc(), outbox.c.id.desc())
    .limit(bindparam("most")),
    OutboxRow,
)


def outbox_view(connection: Connection, receivers: Mapping[str, Receiver]) -> OutboxView:
    """Each receiver with its figures of the last 30 days, and the newest hundred messages that have not arrived."""
    counted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in outgoing.counts(connection):
        counted[row.receiver][row.state] = row.messages
    rows = _NOT_ARRIVED.run(connection, {"most": NEWEST}).all()
    refusals = {row.receiver: row.refusal for row in reversed(rows) if row.refusal}
    names = [*receivers, *sorted(set(counted) - set(receivers))]
    return OutboxView(
        tuple(_receiver(name, receivers.get(name), counted[name], refusals.get(name)) for name in names),
        tuple(map(view_of, rows)),
    )


def _receiver(
    name: str, receiver: Receiver | None, counted: Mapping[str, int], refusal: str | None
) -> ReceiverView:
    on_the_way = counted.get(Outgoing.WAITING, 0) + counted.get(Outgoing.SENDING, 0)
    return ReceiverView(
        name,
        str(type(receiver).__struct_config__.tag) if receiver else "",
        receiver is not None,
        receiver.visitors if receiver else False,
        receiver.events if receiver else (),
        on_the_way,
        counted.get(Outgoing.SENT, 0),
        counted.get(Outgoing.GIVEN_UP, 0),
        refusal,
    )


def view_of(row: OutboxRow) -> OutgoingView:
    """One message; what it is about, in words."""
    return OutgoingView(
        row.id,
        row.uid,
        row.receiver,
        row.kind,
        kind_words(row.kind),
        row.seq,
        Outgoing(row.state),
        row.tries,
        row.queued_at,
        row.next_at,
        row.until_at,
        row.ended_at,
        row.refusal,
    )


def kind_words(kind: str) -> Words:
    """What kind of message it is."""
    name = kind.replace(".", "_")
    words = said.OUTGOING_KINDS.get(name) or said.EVENT_KINDS.get(name)
    return Words(words.zh, words.en) if words else Words(kind, kind)
