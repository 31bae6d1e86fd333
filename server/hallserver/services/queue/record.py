"""The record of services: one row per part of a service, by its staffer; written with its event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from hallserver.contract import MatterView
from hallserver.core.casework.outcomes import HANDED_ON, OUTCOMES, OfCase, Outcome
from hallserver.core.events.tickets import ServiceFacts
from hallserver.services.context import CommandContext
from hallserver.store import queries
from hallserver.store.joined import ServedStop, Stop, StopAtWindow
from hallserver.store.prepared import PreparedChange, PreparedValue
from hallserver.store.schema import services, session_matters
from hallserver.store.types import to_ms

_SERVED = PreparedChange(insert(services))
_EXCLUDE = PreparedChange(
    update(services)
    .where(services.c.stop == bindparam("of_stop"), services.c.part == bindparam("of_part"))
    .values(excluded=bindparam("why"))
)
_POWER = PreparedValue(
    select(session_matters.c.power).where(
        session_matters.c.session == bindparam("session"), session_matters.c.matter == bindparam("matter")
    )
)
NEXT_PART: dict[str, Any] = {"started_at": None, "parked_at": None, "parked_ms": 0}


@dataclass(frozen=True, slots=True)
class End:
    """How a service ended."""

    outcome: Outcome
    promised_until: date | None = None
    reason: str | None = None
    fee_fen: int | None = None
    note: str | None = None
    fee_reason: str | None = None  # why the fee charged is not the standard fee
    case: str | None = None  # the case handed over, if the number was not taken for it
    papers: tuple[str, ...] = ()  # of a supplement: what the visitor was told, once, to bring
    quantity: int = 1  # pieces handled


def write(
    work: CommandContext,
    stop: ServedStop,
    end: End | None,
    *,
    excluded: str | None = None,
    handed_on: bool = False,
) -> ServiceFacts:
    """Write the part that ends now (or ended when it was parked); return it as logged.

    Args:
        work: the writer's context.
        stop: the stop as it was while served.
        end: None when another staffer goes on with it.
        excluded: why the record is shown but not counted.
        handed_on: it ended here, and another staffer decides the matter.
    """
    session = queries.session_of(work.connection, stop.session)
    matter = work.plan.matters[stop.matter]
    until = stop.parked_at or work.now
    lasted_ms = to_ms(until) - to_ms(stop.started_at) - stop.parked_ms
    row = {
        "stop": stop.id,
        "part": stop.parts + 1,
        "ticket": stop.ticket,
        "number": stop.number,
        "day": stop.day,
        "hour": stop.started_at.astimezone(work.plan.hours.zone).hour,
        "window": stop.window,
        "staffer": session.staffer,
        "secondment": session.secondment,
        "letter": session.letter,
        "department": session.department,
        "matter": stop.matter,
        "line": stop.line,
        "session": stop.session,
        "visitor_class": stop.visitor_class,
        "called_at": stop.called_at,
        "started_at": stop.started_at,
        "finished_at": until,
        "wait_ms": stop.wait_ms,
        "walk_ms": stop.walk_ms,
        "service_ms": max(lasted_ms, 0),
        "parked_ms": stop.parked_ms,
        "outcome": str(end.outcome) if end and not handed_on else HANDED_ON,
        "reason": end.reason if end else None,
        "fee_fen": end.fee_fen if end else None,
        "promised_until": _promised(work, matter.promised_days, None if handed_on else end),
        "decidable": int(is_decidable(work, stop)),
        "auto": stop.auto,
        "covers": session.covers,
        "excluded": excluded,
        "quantity": end.quantity if end and not handed_on else 1,
    }
    _SERVED.send(work.connection, row)
    told = _facts(row, matter.norm_minutes * 60_000)
    if off := fee_off(matter, end):
        told["fee_off_fen"], told["fee_reason"] = off, end.fee_reason if end else None
    return told


def fee_off(matter: MatterView, end: End | None) -> int:
    """Return the charged fee minus the standard one, in fen; 0 if no fee was given or none is fixed."""
    if end is None or end.fee_fen is None or matter.fee_fen is None:
        return 0
    return end.fee_fen - matter.fee_fen


def exclude(work: CommandContext, stop: Stop, why: str) -> None:
    """Exclude the stop's newest part from the counts; it is still shown."""
    _EXCLUDE.run(work.connection, {"of_stop": stop.id, "of_part": stop.parts, "why": why})


def is_decidable(work: CommandContext, stop: StopAtWindow) -> bool:
    """Whether the letter lets this window decide on the spot; the basis of both rates (order.md)."""
    on_the_spot = work.plan.matters[stop.matter].kind == "on_the_spot"
    return on_the_spot and power(work, stop.session, stop.matter) == "decide"


def power(work: CommandContext, session: int, matter: str) -> str | None:
    """Return a session's power for a matter: decide, accept, or None."""
    return _POWER.first(work.connection, {"session": session, "matter": matter})


def _facts(row: dict[str, Any], norm_ms: int) -> ServiceFacts:
    return {
        "part": row["part"],
        "staffer": row["staffer"],
        "secondment": row["secondment"],
        "letter": row["letter"],
        "department": row["department"],
        "session": row["session"],
        "hour": row["hour"],
        "visitor_class": row["visitor_class"],
        "wait_ms": row["wait_ms"],
        "walk_ms": row["walk_ms"],
        "service_ms": row["service_ms"],
        "parked_ms": row["parked_ms"],
        "outcome": row["outcome"],
        "reason": row["reason"],
        "fee_fen": row["fee_fen"],
        "decidable": row["decidable"],
        "auto": row["auto"],
        "covers": row["covers"],
        "excluded": row["excluded"],
        "called_ms": to_ms(row["called_at"]),
        "started_ms": to_ms(row["started_at"]),
        "finished_ms": to_ms(row["finished_at"]),
        "promised_until": row["promised_until"].isoformat() if row["promised_until"] else None,
        "norm_ms": norm_ms,
        "quantity": row["quantity"],
    }


def _promised(work: CommandContext, days: int, end: End | None) -> date | None:
    if end is None or end.promised_until is not None or OUTCOMES[end.outcome].case is not OfCase.OPENS:
        return end.promised_until if end else None
    return work.plan.hours.after_workdays(work.day, days)
