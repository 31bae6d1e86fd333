"""The office: reports and the log."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from hallserver.core.errors import Malformed, NotFound, UnknownValue
from hallserver.core.shapes import EventsView, EventView, ReportView
from hallserver.store import log, reports, schema
from hallserver.web import sheets
from hallserver.web.door import Call, route

MOST_EVENTS = 1000
LONGEST_RANGE = timedelta(days=800)


@route(
    "GET", "/reports/{report}", may="report.read", gives=ReportView, problems=(NotFound, Malformed, UnknownValue),
    query={"from": "first business day, ISO", "to": "last business day, ISO", "by": "what to group by",
           "format": "json, csv or xlsx"},
)  # fmt: skip
def read_report(call: Call) -> Any:
    """A report: service-times, waits, outcomes, sessions or ratings."""
    said = call.request.args
    name = call.args["report"]
    if name not in reports.REPORTS:
        raise NotFound(what="report", name=name)
    by = said.get("by", "staffer")
    if by not in reports.BY:
        raise UnknownValue(what="grouping", name=by, hint_en=f" Known: {', '.join(reports.BY)}.")
    today = call.hall.plan.hours.business_day(call.now)
    first, last = _day(said.get("from"), today), _day(said.get("to"), today)
    if not timedelta(0) <= last - first <= LONGEST_RANGE:
        raise Malformed(why="`from` must not be after `to`, nor more than 800 days before it")
    only = call.who.department if call.who.role == "department" else None
    ask = reports.Ask(name, by, first, last, call.hall.plan.hours.zone, only)
    view: ReportView = call.hall.slowly(_make, call, ask)
    return sheets.respond(view, said.get("format", "json"))


@route(
    "GET", "/events", may="events.read", gives=EventsView, problems=(Malformed,),
    query={"since": "seq after which to begin", "limit": f"at most {MOST_EVENTS}"},
)  # fmt: skip
def read_events(call: Call) -> EventsView:
    """The log, exactly as hashed."""
    since = _whole(call.request.args.get("since", "0"), "since")
    limit = min(_whole(call.request.args.get("limit", str(MOST_EVENTS)), "limit"), MOST_EVENTS)
    with call.hall.reading() as connection:
        head = connection.execute(select(schema.hall.c.head_seq, schema.hall.c.head_hash)).one()
        found = log.read(connection, since, limit)
    return EventsView(
        tuple(
            EventView(each.seq, each.at, each.kind, each.body, each.prev_hash.hex(), each.hash.hex())
            for each in found
        ),
        head.head_seq,
        head.head_hash.hex(),
    )


def _make(call: Call, ask: reports.Ask) -> ReportView:
    with call.hall.reading() as connection:
        return reports.report(connection, call.hall.plan, ask)


def _day(said: str | None, today: date) -> date:
    if said is None:
        return today
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise Malformed(why=f"“{said}” is no day like 2026-03-02") from error


def _whole(said: str, name: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 19):  # noqa: PLR2004 - fits 64 bits
        raise Malformed(why=f"`{name}` is a whole number, not “{said}”")
    return int(said)
