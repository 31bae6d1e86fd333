"""Short messages between office, guide desk and windows: one line, kept for the day, its words in no log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, literal, select, update

from hallserver.contract import MessageView
from hallserver.core.errors import Malformed, NotFound, TooManyMessages, UnknownValue
from hallserver.core.events import MessageSeen, MessageSent
from hallserver.core.language import said
from hallserver.core.language.why import Why, hints
from hallserver.core.people.messages import MOST, WINDOW, WITHIN, box_of, may_write
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store.prepared import PreparedChange, PreparedValue, read_row
from hallserver.store.rows import MessageRow
from hallserver.store.schema import messages
from hallserver.views.hall import messages as views

_SENT = PreparedValue(
    select(func.count())
    .select_from(messages)
    .where(messages.c.sender == bindparam("sender"), messages.c.sent_at > bindparam("since"))
)
_FORGET = PreparedChange(delete(messages).where(messages.c.day < bindparam("today")))


def send(
    work: CommandContext, who: Principal, to: str, words: str | None = None, quick: str | None = None
) -> MessageView:
    """Send one line, free or one of the quick sentences.

    Raises:
        Malformed: neither or both, or nobody may write there. UnknownValue: no such window or sentence.
        TooManyMessages: more than ten in a minute.
    """
    if (words is None) == (quick is None):
        raise Malformed(Why("须且只须有一句话", "give either words or a quick sentence"))
    if quick is not None and quick not in said.QUICK:
        raise UnknownValue(what="sentence", name=quick, **hints(quick, said.QUICK, listed=True))
    sender = box_of(who)
    if not may_write(sender, to):
        raise Malformed(Why("不能发往该处", "nobody may write there"))
    window = to.removeprefix(WINDOW) if to.startswith(WINDOW) else None
    if window is not None and window not in work.plan.windows:
        raise UnknownValue(what="window", name=window, **hints(window, work.plan.windows))
    if _SENT.one(work.connection, {"sender": who.id, "since": work.now - WITHIN}) >= MOST:
        raise TooManyMessages({"most": MOST}, most=MOST)
    row = {
        "day": work.day,
        "sender": who.id,
        "from_box": sender,
        "to_box": to,
        "words": words,
        "quick": quick,
        "sent_at": work.now,
    }
    made = work.connection.execute(insert(messages).returning(messages.c.id), row).scalar_one()
    work.publish(who, MessageSent(message=made, window=window, from_box=sender, to_box=to))
    return _view(work, who, made)


def note(work: CommandContext, who: Principal, message: int, *, read: bool) -> MessageView:
    """Note that a message has arrived, or that somebody has read it; each counts once.

    Raises:
        NotFound: there is none in this box.
    """
    mine = [messages.c.id == message, messages.c.to_box == box_of(who)]
    values: dict[str, Any] = {"delivered_at": func.coalesce(messages.c.delivered_at, _at(work))}
    if read:
        values["read_at"] = work.now
    fresh = messages.c.read_at.is_(None) if read else messages.c.delivered_at.is_(None)
    changed = work.connection.execute(update(messages).where(*mine, fresh).values(**values))
    view = _view(work, who, message)
    if view.to_box != box_of(who):
        raise NotFound(what="message", name=message)
    if changed.rowcount == 1:
        back = view.from_box.removeprefix(WINDOW) if view.from_box.startswith(WINDOW) else None
        work.publish(who, MessageSeen(message=message, window=back, read=int(read)))
    return view


def forget_old(work: CommandContext) -> int:
    """Delete the messages of past days; return how many."""
    return _FORGET.run(work.connection, {"today": work.day})


def _at(work: CommandContext) -> Any:
    return literal(work.now, messages.c.sent_at.type)


def _view(work: CommandContext, who: Principal, message: int) -> MessageView:
    row = read_row(work.connection, select(messages).where(messages.c.id == message), MessageRow)
    if row is None or box_of(who) not in {row.from_box, row.to_box}:
        raise NotFound(what="message", name=message)
    return views.view_of(row)
