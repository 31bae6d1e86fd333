"""The day's messages of a window, of the guide desk or of the office."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, or_, select

from hallserver.contract import MessagesView, MessageView
from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.core.people.messages import box_of
from hallserver.core.rights import Principal
from hallserver.store.prepared import Prepared
from hallserver.store.rows import MessageRow
from hallserver.store.schema import messages

NEWEST = 100
_OF_BOX = Prepared(
    select(messages)
    .where(
        messages.c.day == bindparam("day"),
        or_(messages.c.to_box == bindparam("box"), messages.c.from_box == bindparam("box")),
    )
    .order_by(
        ((messages.c.to_box == bindparam("box")) & messages.c.read_at.is_(None)).desc(), messages.c.id.desc()
    )
    .limit(NEWEST),
    MessageRow,
)


def messages_view(connection: Connection, who: Principal, day: date) -> MessagesView:
    """A hundred of today to and from the caller's box, the newest first; what nobody has read yet is among them."""
    rows = _OF_BOX.run(connection, {"day": day, "box": box_of(who)}).all()
    rows.sort(key=lambda each: each.id, reverse=True)
    return MessagesView(box_of(who), tuple(map(view_of, rows)), dict(said.QUICK))


def view_of(row: MessageRow) -> MessageView:
    """One message; a quick sentence in both languages, free words as they were written."""
    words = said.QUICK[row.quick] if row.quick in said.QUICK else Words(row.words or "", row.words or "")
    return MessageView(
        row.id, row.from_box, row.to_box, words, row.quick, row.sent_at, row.delivered_at, row.read_at
    )
