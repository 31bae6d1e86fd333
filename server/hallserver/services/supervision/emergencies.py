"""An emergency at a window or the guide desk: raised, answered by name, reset with a word; each act on record."""

from __future__ import annotations

from sqlalchemy import insert, select, text, update

from hallserver.contract import EmergencyView
from hallserver.core.errors import EmergencyOver, Malformed, NotFound
from hallserver.core.events import EmergencyAnswered, EmergencyRaised, EmergencyReset
from hallserver.core.language.why import Why
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue.transitions import session_at
from hallserver.store.prepared import read_row
from hallserver.store.rows import EmergencyRow
from hallserver.store.schema import emergencies
from hallserver.views.hall import emergencies as views


def raise_alarm(work: CommandContext, who: Principal) -> EmergencyView:
    """Call for help in an emergency; pressed again, it is the same one while it goes on."""
    there = read_row(
        work.connection,
        select(emergencies).where(emergencies.c.device == who.id, text("emergency.reset_at IS NULL")),
        EmergencyRow,
    )
    if there is not None:
        return views.view_of(there)
    window = who.window
    zone = work.plan.windows[window].zone if window else ""
    row = {"device": who.id, "place": who.name, "window": window, "zone": zone, "raised_at": work.now}
    made = work.connection.execute(insert(emergencies).returning(emergencies.c.id), row).scalar_one()
    work.publish(who, EmergencyRaised(emergency=made, place=who.name, window=window, zone=zone))
    return _view(work, made)


def answer(work: CommandContext, who: Principal, emergency: int, name: str | None) -> EmergencyView:
    """Say who goes there; the first answer counts, a later one only tells who it was.

    Raises:
        NotFound: there is none. EmergencyOver: it has been reset. Malformed: nobody is named.
    """
    goes = name or _sitter(work, who)
    if not goes:
        raise Malformed(Why("须说明谁去", "say who goes"))
    row = _need(work, who, emergency)
    taken = work.connection.execute(
        update(emergencies)
        .where(emergencies.c.id == emergency, emergencies.c.answered_at.is_(None))
        .where(emergencies.c.reset_at.is_(None))
        .values(answered_at=work.now, answered_by=who.id, goes=goes)
    )
    if taken.rowcount == 1:
        work.publish(who, EmergencyAnswered(emergency=emergency, window=row.window, goes=goes))
    return _view(work, emergency)


def reset(work: CommandContext, who: Principal, emergency: int, words: str) -> EmergencyView:
    """End it with a word about what it was.

    Raises:
        NotFound: there is none. EmergencyOver: somebody has reset it.
    """
    row = _need(work, who, emergency)
    work.connection.execute(
        update(emergencies)
        .where(emergencies.c.id == emergency, emergencies.c.reset_at.is_(None))
        .values(reset_at=work.now, reset_by=who.id, words=words)
    )
    work.publish(who, EmergencyReset(emergency=emergency, window=row.window), {"words": words})
    return _view(work, emergency)


def _need(work: CommandContext, who: Principal, emergency: int) -> EmergencyRow:
    row = read_row(work.connection, select(emergencies).where(emergencies.c.id == emergency), EmergencyRow)
    if row is None or not views.concerns(row, who, work.plan):
        raise NotFound(what="emergency", name=emergency)
    if row.reset_at is not None:
        raise EmergencyOver({"emergency": emergency})
    return row


def _sitter(work: CommandContext, who: Principal) -> str | None:
    session = session_at(work, who.window) if who.window else None
    return session.staffer if session else None


def _view(work: CommandContext, emergency: int) -> EmergencyView:
    row = read_row(work.connection, select(emergencies).where(emergencies.c.id == emergency), EmergencyRow)
    if row is None:  # pragma: no cover - it was written a moment ago
        raise NotFound(what="emergency", name=emergency)
    return views.view_of(row)
