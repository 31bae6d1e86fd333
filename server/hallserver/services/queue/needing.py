"""Say what the visitor of a number that is out needs of a window: who may call changes, the place does not."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update

from hallserver.contract import TicketView
from hallserver.core.events import ABSENT, TicketPlaced
from hallserver.core.queue import needs as needed
from hallserver.core.queue.tickets import PLACED
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, visits
from hallserver.services.queue.transitions import facts_of, place_facts, stops_of, wrong_state
from hallserver.store.schema import stops

HOME = frozenset({"own", needed.LANE})  # a colleague's window or person keeps whom it was sent


def set_needs(work: CommandContext, who: Principal, ticket: int, needs: Iterable[str]) -> TicketView:
    """Set all that the visitor needs; a window that cannot give it calls somebody else, in the same order.

    Raises:
        WrongState: no stop of the number can be called any more.
    """
    visit = stops_of(work, ticket)
    placed = [stop for stop in visit if stop.state in PLACED]
    if not placed or visit[0].day != work.day:
        raise wrong_state(visit[0], "need")
    said = needed.written(needs)
    for stop in placed:
        lane = numbers.lane_for(work, stop.matter, said) if stop.lane in HOME else stop.lane
        values = {"needs": said, "lane": lane}
        work.connection.execute(
            update(stops).where(stops.c.id == stop.id, stops.c.state == stop.state).values(**values)
        )
        work.publish(
            who,
            TicketPlaced(
                **facts_of(stop),
                **place_facts(stop),
                needs=sorted(needed.read(said)),
                lane=ABSENT if lane == stop.lane else lane,
                reason="needs",
            ),
        )
    return visits.view(work, ticket)
