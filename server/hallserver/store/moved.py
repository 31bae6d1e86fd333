"""A store that says of itself that it is not the hall's (any more, or yet): its schema's number is below 0.

Every version of this program refuses such a number, so that nobody opens by an old setting what has moved away; the
table `hall_moved` says why, and where the hall is.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from hallserver.store.disk.version import ARRIVING, MOVED, SCHEMA
from hallserver.store.engines.protocol import Store
from hallserver.store.engines.rows import MOVED_TABLE

__all__ = ["ARRIVING", "MOVED", "WroteMeanwhile", "lift", "mark", "standing_of"]


class WroteMeanwhile(RuntimeError):
    """Somebody has written to a store that was being copied; it stays the hall's, as it is."""


def standing_of(store: Store) -> str | None:
    """What a store is: "" for a hall's, MOVED, ARRIVING, or None where there is nothing.

    Raises:
        ForeignFile: there is something else.
    """
    if not store.is_founded():
        return None
    found = store.glance(0)
    if found.schema > 0:
        return ""
    return found.moved[0] if found.moved else MOVED


def mark(connection: Connection, place: str, head_seq: int) -> None:
    """Have a store say that its hall has moved to a place, with the log up to this event.

    Raises:
        WroteMeanwhile: its log goes on beyond.
    """
    with connection.begin():
        changed = connection.execute(
            text("UPDATE hall SET schema = -schema WHERE head_seq = :seq AND schema > 0"), {"seq": head_seq}
        )
        if changed.rowcount != 1:
            raise WroteMeanwhile(
                "something was written while the hall was copied: run hall move again · 迁移期间有新的写入，请重新运行 hall move。"
            )
        connection.execute(text(MOVED_TABLE))
        connection.execute(
            text("INSERT INTO hall_moved VALUES (1, :state, :place)"), {"state": MOVED, "place": place}
        )


def lift(connection: Connection) -> None:
    """Let a store be the hall's."""
    with connection.begin():
        connection.execute(text("UPDATE hall SET schema = :schema WHERE schema < 0"), {"schema": SCHEMA})
        connection.execute(text("DROP TABLE IF EXISTS hall_moved"))
