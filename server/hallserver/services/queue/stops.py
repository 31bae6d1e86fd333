"""The stops of one visit: while one is called or served, the others are held, and released afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, text, update

from hallserver.core.events import ParkOver, TicketHeld, TicketPlaced, TicketReleased
from hallserver.core.queue.tickets import AT_WINDOW, ENDED, LIVE, Held, State
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.queue.transitions import facts_of, home_lane, move, place_facts, stop_by_id, stops_of
from hallserver.store.joined import Stop
from hallserver.store.prepared import PreparedChange, PreparedValue
from hallserver.store.schema import stops
from hallserver.store.types import to_ms
from hallserver.store.watching import dues

_DUE = PreparedValue(
    select(stops.c.id)
    .where(text("stop.state = 'held' AND stop.due_at IS NOT NULL"), stops.c.due_at <= bindparam("now"))
    .order_by(stops.c.due_at, stops.c.id)
)
_HELD_AGAIN = PreparedChange(
    update(stops)
    .where(stops.c.id == bindparam("of_stop"), text("state = 'held'"))
    .values(held_reason=bindparam("new_reason"), due_at=bindparam("new_due", type_=stops.c.due_at.type))
)


def hold_others(work: CommandContext, who: Principal, active: Stop) -> None:
    """Hold the other stops of a visitor who is at a window; they keep their place and cannot be called."""
    if active.stop_count == 1:
        return
    for other in stops_of(work, active.ticket):
        if other.id == active.id:
            continue
        reason = Held.AFTER if other.after == active.id else Held.OTHER_STOP
        if other.state == State.WAITING:
            hold(work, who, other, reason, None)
        elif other.state == State.HELD and other.due_at is not None:  # else it would be released on time
            _hold_again(work, other, reason, None)


def release_others(work: CommandContext, ended: Stop) -> None:
    """Release the stops that waited for the ended one, after the time it takes to walk."""
    if ended.stop_count == 1:
        return
    due = work.now + timedelta(seconds=work.plan.rules.grace_seconds)
    for other in stops_of(work, ended.ticket):
        if other.id != ended.id and other.state == State.HELD and _waited_for(other, ended):
            _hold_again(work, other, Held.GRACE, due)


def _waited_for(other: Stop, ended: Stop) -> bool:
    if other.held_reason == Held.AFTER:
        return bool(other.after == ended.id and ended.state in ENDED)
    return bool(other.held_reason == Held.OTHER_STOP)


def hold(
    work: CommandContext, who: Principal, stop: Stop, reason: Held, due: datetime | None, **values: Any
) -> Stop:
    """Hold a waiting stop in place, so that it cannot be called."""
    stop = move(work, stop, "hold", held_reason=str(reason), due_at=due, **values)
    work.publish(who, TicketHeld(**facts_of(stop), reason=str(reason), due_ms=_ms(due)))
    return stop


def release_held(work: CommandContext) -> int:
    """Release the held stops that are due; return how many.

    A stop held because its visitor is at a window has no due time.
    """
    due = _DUE.all(work.connection, {"now": work.now})
    for each in due:
        stop = stop_by_id(work, each)
        was = stop.held_reason
        stop = move(work, stop, "release", held_reason=None, due_at=None, callable_at=work.now)
        work.publish(CLOCK, TicketReleased(**facts_of(stop), reason=was, **place_facts(stop)))
    return len(due)


def settle(work: CommandContext, who: Principal, stop: Stop) -> Stop:
    """Hold a stop that waits again before the one that comes first has ended, or while its visitor is at a window."""
    if stop.stop_count == 1:
        return stop
    visit = stops_of(work, stop.ticket)
    if any(each.id == stop.after and each.state in LIVE for each in visit):
        return hold(work, who, stop, Held.AFTER, None)
    if any(each.state in AT_WINDOW for each in visit):
        return hold(work, who, stop, Held.OTHER_STOP, None)
    return stop


def remind_parked(work: CommandContext) -> int:
    """Tell the windows, once, that a parked service's break is over; return how many."""
    over = dues.parked_over(work.connection, work.now)
    for each in over:
        stop = stop_by_id(work, each)
        work.connection.execute(update(stops).where(stops.c.id == stop.id).values(due_at=None))
        work.publish(
            CLOCK, ParkOver(ticket=stop.ticket, stop=stop.id, number=stop.number, window=stop.window)
        )
    return len(over)


def leave_private_lines(work: CommandContext) -> int:
    """Return visitors to the common line, in place, if their window or staffer has been away for a while."""
    stranded = dues.stranded(work.connection, work.now - dues.PRIVATE_FOR)
    for each in stranded:
        stop = stop_by_id(work, each)
        home = work.plan.matters[stop.matter].line == stop.line
        values = {"lane": home_lane(stop) if home else "guest", "only_staffer": None, "only_window": None}
        work.connection.execute(
            update(stops).where(stops.c.id == stop.id, stops.c.state == "waiting").values(**values)
        )
        stop = stop._replace(**values)
        work.publish(
            CLOCK, TicketPlaced(**facts_of(stop), lane=stop.lane, reason="nobody_there", **place_facts(stop))
        )
    return len(stranded) + _leave_need_lane(work)


def _leave_need_lane(work: CommandContext) -> int:
    """Return visitors to the common line, in place, while nobody is there who could give what they need."""
    unmet = dues.unmet(work.connection, work.now - dues.PRIVATE_FOR)
    for each in unmet:
        stop = stop_by_id(work, each)
        work.connection.execute(
            update(stops).where(stops.c.id == each, stops.c.state == "waiting").values(lane="own")
        )
        stop = stop._replace(lane="own")
        work.publish(
            CLOCK, TicketPlaced(**facts_of(stop), lane="own", reason="need_unmet", **place_facts(stop))
        )
    return len(unmet)


def _hold_again(work: CommandContext, stop: Stop, reason: Held, due: datetime | None) -> None:
    _HELD_AGAIN.run(work.connection, {"of_stop": stop.id, "new_reason": str(reason), "new_due": due})
    stop = stop._replace(held_reason=str(reason), due_at=due)
    work.publish(CLOCK, TicketHeld(**facts_of(stop), reason=str(reason), due_ms=_ms(due)))


def _ms(at: datetime | None) -> int | None:
    return None if at is None else to_ms(at)
