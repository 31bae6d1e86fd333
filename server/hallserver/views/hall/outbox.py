"""What leaves the hall, as the technician sees it: receivers and their figures, messages that have not arrived."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from hallserver.contract import OutboxView, OutgoingView, ReceiverView
from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.core.outgoing.receivers import Receiver
from hallserver.core.outgoing.states import Outgoing
from hallserver.store.prepared import Prepared
from hallserver.store.rows import OutboxRow
from hallserver.store.schema import outbox
from hallserver.store.schema.outbox import GIVEN_UP, UNSENT
from hallserver.store.watching import outgoing

NEWEST = 100
_ON_THE_WAY, _LOST = (
    Prepared(select(outbox).where(condition).order_by(outbox.c.id.desc()).limit(bindparam("most")), OutboxRow)
    for condition in (UNSENT, GIVEN_UP)
)


def outbox_view(connection: Connection, receivers: Mapping[str, Receiver]) -> OutboxView:
    """Each receiver with its figures, and the newest fifty messages that wait, and that were given up."""
    counted = {state: outgoing.counts(connection, state) for state in ("waiting", "sent", "given_up")}
    half = {"most": NEWEST // 2}
    rows = [*_ON_THE_WAY.run(connection, half), *_LOST.run(connection, half)]
    refusals = {row.receiver: row.refusal for row in reversed(rows) if row.refusal}
    unlisted = sorted({name for each in counted.values() for name in each} - set(receivers))
    return OutboxView(
        tuple(
            _receiver(
                name,
                receivers.get(name),
                refusals.get(name),
                *(each.get(name, 0) for each in counted.values()),
            )
            for name in [*receivers, *unlisted]
        ),
        tuple(map(view_of, rows)),
    )


def _receiver(
    name: str, receiver: Receiver | None, refusal: str | None, waiting: int, sent: int, given_up: int
) -> ReceiverView:
    return ReceiverView(
        name,
        str(type(receiver).__struct_config__.tag) if receiver else "",
        receiver is not None,
        receiver.visitors if receiver else False,
        receiver.events if receiver else (),
        waiting,
        sent,
        given_up,
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
