"""Raise the class of a number that is out, on evidence seen at the guide desk; undone within the minute.

The place moves by the difference of the two classes' credits and no further: it is the place that the number
would have got with that class at once (order.md, “The order”), so nobody is overtaken who was due earlier than
the credit allows. A number that a colleague placed first or last moves by the same difference from there.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from hallserver.contract import TicketView
from hallserver.core.errors import NothingToUndo, NotRaised
from hallserver.core.events import Event, TicketPlaced
from hallserver.core.queue import order
from hallserver.core.queue.tickets import ENDED, PLACED, RAISED, UNRAISED
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, visits
from hallserver.services.queue.transitions import facts_of, place_facts, stops_of, wrong_state
from hallserver.store.joined import Stop
from hallserver.store.schema import stops, tickets
from hallserver.store.types import from_ms, to_ms


def raise_class(
    work: CommandContext, who: Principal, ticket: int, visitor_class: str, evidence: str | None
) -> TicketView:
    """Give a number that is not at a window a higher class; every stop that still has a place moves up.

    Raises:
        UnknownValue, Malformed: the rules have no such class, or it needs evidence.
        WrongState: no stop of the number can be called any more. NotRaised: the class is not higher.
    """
    visit = stops_of(work, ticket)
    placed = [stop for stop in visit if stop.state in PLACED]
    if not placed or visit[0].day != work.day:
        raise wrong_state(visit[0], "raise")
    wanted = numbers.claimed_class(work, visitor_class, evidence)
    was = numbers.class_of(work, visit[0].visitor_class)
    evidence_was = numbers.evidence_of(work, ticket)
    if (wanted.tier, -wanted.credit_minutes) >= (was.tier, -was.credit_minutes):
        raise NotRaised({"ticket": ticket, "class": was.code}, was_zh=was.zh, was_en=was.en)
    _write_class(work, ticket, wanted.code, evidence)
    for stop in placed:
        place = order.Place(wanted.tier, stop.effective_at - _difference(wanted, was), work.log.head_seq + 1)
        before = {"class": was.code, "evidence": evidence_was, **place_facts(stop)}
        _replace(work, who, stop, place, RAISED, class_=wanted.code, evidence=evidence, was=before)
    return visits.view(work, ticket)


def undo(work: CommandContext, who: Principal, acts: list[Event]) -> None:
    """Give the number its old class and every stop its old place back.

    Raises:
        NothingToUndo: the number has been called or has ended since.
    """
    ticket = acts[0].facts["ticket"]
    visit = {stop.id: stop for stop in stops_of(work, ticket)}
    if any(visit[act.facts["stop"]].state not in PLACED for act in acts):
        raise NothingToUndo({"ticket": ticket})
    was = acts[0].facts["was"]
    _write_class(work, ticket, was["class"], was["evidence"])
    for act in acts:
        said = act.facts["was"]
        place = order.Place(said["tier"], from_ms(said["effective_ms"]), said["place_seq"])
        more = {"class_": said["class"], "evidence": said["evidence"]}
        _replace(work, who, visit[act.facts["stop"]], place, UNRAISED, **more)


def _difference(wanted: order.VisitorClass, was: order.VisitorClass) -> timedelta:
    return timedelta(minutes=wanted.credit_minutes - was.credit_minutes)


def _write_class(work: CommandContext, ticket: int, visitor_class: str, evidence: str | None) -> None:
    values = {"visitor_class": visitor_class, "evidence": evidence}
    work.connection.execute(update(tickets).where(tickets.c.id == ticket).values(values))


def _replace(
    work: CommandContext, who: Principal, stop: Stop, place: order.Place, reason: str, **said: Any
) -> None:
    """One guarded write: only a stop that is as it was read gets the new place."""
    changed = work.connection.execute(
        update(stops)
        .where(stops.c.id == stop.id, stops.c.state == stop.state, stops.c.state.not_in(map(str, ENDED)))
        .values(tier=place.tier, effective_at=place.effective_at, seq=place.seq)
    )
    if changed.rowcount != 1:  # pragma: no cover - the writer is alone
        raise wrong_state(stop, "raise")
    work.publish(
        who,
        TicketPlaced(
            **facts_of(stop),
            tier=place.tier,
            effective_ms=to_ms(place.effective_at),
            place_seq=place.seq,
            reason=reason,
            **said,
        ),
    )
