"""What sittings were spent on: of sealed days as the history says it, of the others as the log does."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from hallserver.core.people.sitting import Part, Spent
from hallserver.history.columns import SESSIONS
from hallserver.history.reader import Past
from hallserver.history.rows import read_pauses
from hallserver.store.watching.sat import Sat, spent_on


def spent_of(past: Past, connection: Connection, sittings: Sequence[Sat]) -> dict[int, Spent]:
    """Session → what its time was spent on; none of a day that was written before that was told."""
    past.refresh()
    sealed = [each for each in sittings if each.day in past.days]
    found = spent_on(connection, (each for each in sittings if each.day not in past.days))
    if not sealed:
        return found
    days = [each.day for each in sealed]
    view = past.see(SESSIONS, min(days), max(days))
    parts = ", ".join(map(str, Part))
    query = f"SELECT session, paused_for, {parts} FROM {view} WHERE serving_ms IS NOT NULL"
    wanted = {each.session for each in sealed}
    for session, paused_for, *spent in past.engine.execute(query).fetchall():
        if session in wanted:
            found[session] = Spent(dict(zip(map(str, Part), spent, strict=True)), read_pauses(paused_for))
    return found
