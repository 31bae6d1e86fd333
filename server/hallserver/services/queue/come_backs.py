"""“Comes back to me”: the sender asks a visitor back; a stack, as the next window may do the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from hallserver.services.context import CommandContext
from hallserver.store import queries
from hallserver.store.joined import Stop
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue
from hallserver.store.rows import ComeBackRow, SessionRow
from hallserver.store.schema import come_backs

_NEWEST = Prepared(
    select(come_backs)
    .where(come_backs.c.stop == bindparam("stop"))
    .order_by(come_backs.c.depth.desc())
    .limit(1),
    ComeBackRow,
)
_DEPTH = PreparedValue(
    select(func.coalesce(func.max(come_backs.c.depth), 0)).where(come_backs.c.stop == bindparam("stop"))
)
_PUSH = PreparedChange(insert(come_backs))
_POP = PreparedChange(
    delete(come_backs).where(
        come_backs.c.stop == bindparam("of_stop"), come_backs.c.depth == bindparam("of_depth")
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The lane of the staffer who asked the visitor back: their own while signed on, else the window's."""

    lane: dict[str, Any]


def push(work: CommandContext, stop: Stop, session: SessionRow | None) -> None:
    """Remember that the staffer at the stop's window asked the visitor back."""
    if session is None:
        return
    depth = 1 + int(_DEPTH.one(work.connection, {"stop": stop.id}))
    row = {"stop": stop.id, "depth": depth, "window": stop.window, "staffer": session.staffer}
    _PUSH.run(work.connection, row)


def pop(work: CommandContext, stop: Stop) -> Asked | None:
    """Take the newest request off the stack; None when there is none."""
    row = _NEWEST.run(work.connection, {"stop": stop.id}).one_or_none()
    if row is None:
        return None
    _POP.run(work.connection, {"of_stop": stop.id, "of_depth": row.depth})
    if queries.window_of(work.connection, row.staffer) is not None:
        return Asked({"lane": "staffer", "only_staffer": row.staffer, "only_window": None})
    return Asked({"lane": "window", "only_staffer": None, "only_window": row.window})
