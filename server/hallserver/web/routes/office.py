"""The office: reports and the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gevent
import msgspec
from flask import Response
from sqlalchemy import select

from hallserver.contract import EventsView, EventView, HeatView, ReportView, TrendView
from hallserver.core.errors import NotFound
from hallserver.core.events import Event
from hallserver.core.text import meant
from hallserver.hall import Hall
from hallserver.history.questions import AskHeat, AskReport, AskTrend, Question, read_view
from hallserver.store import log, schema
from hallserver.views import reports
from hallserver.web.door import Call, chosen, encoded, route
from hallserver.web.routes import sheets
from hallserver.web.routes.days import DAYS, LONGEST_PAST, read_days, whole

MOST_EVENTS = 1000
STREAM_LOOKS_S = 0.25
STREAM_BEATS_S = 5.0
_encode = msgspec.json.Encoder().encode
STEPS = ("day", "month")


@route(
    "GET",
    "/reports/{report}",
    permission="report.read",
    response=ReportView,
    query={**DAYS, "by": "what to group by", "format": "json, csv or xlsx"},
)
def read_report(call: Call) -> Response:
    """Return a report: service-times, waits, outcomes, sessions, ratings or promises."""
    by = str(chosen(call, "by", reports.BY, "staffer", "grouping"))
    form = str(chosen(call, "format", sheets.FORMATS, "json"))
    told = call.hall.ask_past(_about(call, AskReport, by=by))
    return encoded(told) if form == "json" else sheets.respond(read_view(told, ReportView), form)


@route("GET", "/reports/{report}/heat", permission="report.read", response=HeatView, query=DAYS)
def read_heat(call: Call) -> Response:
    """Return a report's measure by weekday and hour: when the hall is full, or slow."""
    return encoded(call.hall.ask_past(_about(call, AskHeat)))


@route(
    "GET",
    "/reports/{report}/trend",
    permission="report.read",
    response=TrendView,
    query={**DAYS, "step": "day or month"},
)
def read_trend(call: Call) -> Response:
    """Return a report's measure day by day, or month by month."""
    monthly = chosen(call, "step", STEPS, "day", "step") == "month"
    return encoded(call.hall.ask_past(_about(call, AskTrend, monthly=monthly)))


@route(
    "GET",
    "/events",
    permission="events.read",
    response=EventsView,
    query={
        "since": "seq after which to begin",
        "limit": f"at most {MOST_EVENTS}",
        "format": "json, or ndjson: a line for each event, and new ones as they come",
    },
)
def read_events(call: Call) -> Any:
    """Return the log exactly as hashed; as ndjson an endless stream for replicas."""
    since = whole(call.request.args.get("since", "0"), "since")
    if call.query.get("format", "json") == "ndjson":
        return Response(_stream(call.hall, since), content_type="application/x-ndjson")
    limit = min(whole(call.request.args.get("limit", str(MOST_EVENTS)), "limit"), MOST_EVENTS)
    with call.hall.reading() as connection:
        head = connection.execute(select(schema.hall.c.head_seq, schema.hall.c.head_hash)).one()
        found = log.read(connection, since, limit)
    return EventsView(tuple(map(_view, found)), head.head_seq, head.head_hash.hex())


def _view(event: Event) -> EventView:
    return EventView(event.seq, event.at, event.kind, event.body, event.prev_hash.hex(), event.hash.hex())


def _stream(hall: Hall, since: int) -> Iterator[bytes]:
    """Yield each event as a line, oldest first, and an empty line now and then as a heartbeat."""
    quiet_s = 0.0
    while not hall.stopping:
        with hall.reading() as connection:
            found = log.read(connection, since, MOST_EVENTS)
        for event in found:
            since, quiet_s = event.seq, 0.0
            yield _encode(_view(event)) + b"\n"
        if not found:
            gevent.sleep(STREAM_LOOKS_S)
            quiet_s += STREAM_LOOKS_S
        if quiet_s >= STREAM_BEATS_S:
            quiet_s = 0.0
            yield b"\n"


def _about(call: Call, kind: Callable[..., Question], **more: Any) -> Question:
    name = meant(call.args["report"], reports.REPORTS) or call.args["report"]
    if name not in reports.REPORTS:
        raise NotFound(what="report", name=name)
    first, last = read_days(call, LONGEST_PAST)
    only = call.who.department if call.who.role == "department" else None
    today = call.hall.plan.hours.business_day(call.now)
    return kind(report=name, first_day=first, last_day=last, department=only, today=today, **more)
