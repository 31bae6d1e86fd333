"""The office: reports and the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import gevent
import msgspec
from flask import Response
from sqlalchemy import select

from hallserver.contract import EventsView, EventView, ReportView
from hallserver.core.errors import Malformed, NotFound
from hallserver.core.events import Event
from hallserver.core.text import meant
from hallserver.core.why import Why, quoted
from hallserver.hall import Hall
from hallserver.store import log, schema
from hallserver.views import reports
from hallserver.web.door import Call, chosen, route
from hallserver.web.routes import sheets
from hallserver.web.routes.days import DAYS, read_days

MOST_EVENTS = 1000
STREAM_LOOKS_S = 0.25
STREAM_BEATS_S = 5.0
_WHOLE = re.compile(r"[0-9]{1,18}")  # fits 64 bits
_encode = msgspec.json.Encoder().encode


@route(
    "GET",
    "/reports/{report}",
    permission="report.read",
    response=ReportView,
    query={**DAYS, "by": "what to group by", "format": "json, csv or xlsx"},
)
def read_report(call: Call) -> Any:
    """Return a report: service-times, waits, outcomes, sessions, ratings or promises."""
    name = meant(call.args["report"], reports.REPORTS) or call.args["report"]
    if name not in reports.REPORTS:
        raise NotFound(what="report", name=name)
    by = str(chosen(call, "by", reports.BY, "staffer", "grouping"))
    first, last = read_days(call)
    only = call.who.department if call.who.role == "department" else None
    today = call.hall.plan.hours.business_day(call.now)
    ask = reports.Ask(name, by, first, last, call.hall.plan.hours.zone, only, today)
    view: ReportView = call.hall.run_in_threadpool(_make, call, ask)
    return sheets.respond(view, str(chosen(call, "format", sheets.FORMATS, "json")))


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
    since = _whole(call.request.args.get("since", "0"), "since")
    if call.query.get("format", "json") == "ndjson":
        return Response(_stream(call.hall, since), content_type="application/x-ndjson")
    limit = min(_whole(call.request.args.get("limit", str(MOST_EVENTS)), "limit"), MOST_EVENTS)
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


def _make(call: Call, ask: reports.Ask) -> ReportView:
    with call.hall.reading() as connection:
        return reports.report(connection, call.hall.plan, ask)


def _whole(said: str, name: str) -> int:
    if not _WHOLE.fullmatch(said):
        raise Malformed(
            Why(
                f"`{name}` 须为整数，而不是 {quoted(said)}", f"`{name}` is a whole number, not {quoted(said)}"
            )
        )
    return int(said)
