"""A further matter on a number that is out already, and one that was a mistake: at the window, guide desk or kiosk."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from hallserver.contract import TicketView
from hallserver.core.errors import Malformed, TooManyStops
from hallserver.core.events import ABSENT, TicketCancelled, TicketPlaced
from hallserver.core.language.why import Why
from hallserver.core.queue import order
from hallserver.core.queue.needs import read
from hallserver.core.queue.tickets import AT_WINDOW, ENDED, LIVE, MOST_STOPS, MOVES, Held, State
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.printing import spool
from hallserver.services.queue import at_kiosk, numbers, visits
from hallserver.services.queue.stops import release_others
from hallserver.services.queue.transitions import (
    facts_of,
    move,
    place_facts,
    stop_by_id,
    stops_of,
    wrong_state,
)
from hallserver.store.joined import Stop
from hallserver.store.schema import stops, tickets
from hallserver.store.types import to_ms

PRINTS = frozenset({"kiosk", "guide"})  # whose visitor gets a slip that names the new matter, too


def add(
    work: CommandContext, who: Principal, ticket: int, matter: str, after: str | None = None
) -> TicketView:
    """Add a matter to a visit that goes on; it enters its line now, behind those who are there.

    A visit that is at a window keeps it: the new matter is held until the visitor has left it. `after` names a
    matter of the same visit that must be finished first.

    Raises:
        WrongState: the visit is over. Malformed: the matter stands there already, or `after` does not.
        HallClosed, MatterUnplanned, AppointmentOnly, QuotaExhausted, DuplicateTicket, UnknownMatter, KioskOutOfUse,
            NotAtThisKiosk: as for a new number.
        TooManyStops: a number carries eight.
    """
    visits.check_own(work, who, ticket)
    visit = stops_of(work, ticket)
    if not any(each.state in LIVE for each in visit) or visit[0].day != work.day:
        raise wrong_state(visit[0], "add")
    wanted = numbers.find_matter(work, matter)
    if any(each.matter == wanted.code and each.state in LIVE for each in visit):
        raise Malformed(Why("该事项已在此号上", "this matter stands on the number already"))
    if len(visit) >= MOST_STOPS:
        raise TooManyStops({"ticket": ticket, "stops": len(visit)}, most=MOST_STOPS)
    before = _before(work, visit, after)
    at_kiosk.check(work, who, [wanted])
    numbers.admit(work, wanted, visit[0].identity)
    _place(work, who, visit, wanted.code, before)
    if who.role in PRINTS and not any(each.state in AT_WINDOW for each in visit):
        visits.reprint(work, who, ticket, None, changed=True)
    return visits.view(work, ticket)


def drop(work: CommandContext, who: Principal, ticket: int, matter: str) -> TicketView:
    """Give up one matter of a visit that has not been called; the others stay as they are.

    Raises:
        WrongState: it is at a window, or has ended. Malformed: the number is not for it.
        NotAllowed: a kiosk may do this with its own numbers only.
    """
    visits.check_own(work, who, ticket)
    visit = stops_of(work, ticket)
    wanted = numbers.find_matter(work, matter)
    stop = next((each for each in reversed(visit) if each.matter == wanted.code), None)
    if stop is None:
        raise Malformed(Why("此号没有该事项", "the number is not for this matter"))
    if stop.state not in MOVES["cancel"].source:
        raise wrong_state(stop, "cancel")
    gone = move(work, stop, "cancel", ended_at=work.now)
    work.publish(who, TicketCancelled(**facts_of(gone), was=stop.state))
    release_others(work, gone)
    if all(each.state in ENDED for each in stops_of(work, ticket)):
        spool.cancel(work, ticket)
    return visits.view(work, ticket)


def _before(work: CommandContext, visit: list[Stop], after: str | None) -> Stop | None:
    """The stop that must end first; None where there is none, or it has ended already."""
    if after is None:
        return None
    code = numbers.find_matter(work, after).code
    stop = next((each for each in reversed(visit) if each.matter == code), None)
    if stop is None:
        raise Malformed(Why("此号没有须先办的事项", "the number is not for the matter that comes first"))
    return stop if stop.state in LIVE else None


def _place(work: CommandContext, who: Principal, visit: list[Stop], matter: str, before: Stop | None) -> None:
    """Insert the stop; its place is that of an arrival now, with the class and the needs of the visit."""
    first = visit[0]
    place = order.place(work.now, numbers.class_of(work, first.visitor_class), work.log.head_seq + 1)
    busy = any(each.state in AT_WINDOW for each in visit)
    held = Held.AFTER if before else Held.OTHER_STOP if busy else None
    position = max(each.position for each in visit) + 1
    values: dict[str, Any] = {
        "ticket": first.ticket,
        "position": position,
        "day": work.day,
        "matter": matter,
        "line": work.plan.matters[matter].line,
        "state": str(State.HELD if held else State.WAITING),
        "held_reason": str(held) if held else None,
        "after": before.id if before else None,
        "tier": place.tier,
        "effective_at": place.effective_at,
        "seq": place.seq,
        "arrived_at": work.now,
        "callable_at": work.now,
        "wait_from": work.now,
        "identity": first.identity,
    }
    needed: dict[str, Any] = {}
    if first.needs:
        values |= {"needs": first.needs, "lane": numbers.lane_for(work, matter, first.needs)}
        needed = {"needs": sorted(read(first.needs)), "lane": values["lane"]}
    made = work.connection.execute(insert(stops).returning(stops.c.id), values).scalar_one()
    work.connection.execute(update(tickets).where(tickets.c.id == first.ticket).values(stops=len(visit) + 1))
    stop = stop_by_id(work, made)
    work.publish(
        who,
        TicketPlaced(
            **facts_of(stop),
            class_=first.visitor_class,
            position=position,
            wait_from_ms=to_ms(work.now),
            held=held and str(held),
            after=before.id if before else ABSENT,
            reason="added",
            **place_facts(stop),
            **needed,
        ),
    )
