"""The office: reports and the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gevent
import msgspec
from flask import Response
from sqlalchemy import select

from hallserver.contract import (
    EventsView,
    EventView,
    HeatView,
    LengthsView,
    ReportView,
    TrendsView,
    TrendView,
)
from hallserver.core.errors import Malformed, NotAllowed, NotFound
from hallserver.core.events import Event
from hallserver.core.language.text import meant
from hallserver.core.language.why import Why, quoted
from hallserver.core.queue.asked import HALVES, HOURS, WEEKDAYS, Only
from hallserver.hall import Hall
from hallserver.history.questions import (
    AskHeat,
    AskLengths,
    AskReport,
    AskTrend,
    AskTrends,
    Question,
    read_view,
)
from hallserver.services.planning.spelling import people
from hallserver.store import log, schema
from hallserver.views.figures import reports
from hallserver.web.door import Call, chosen, encoded, route
from hallserver.web.routes.figures import report_book
from hallserver.web.routes.planning import sheets
from hallserver.web.routes.planning.days import DAYS, LONGEST_PAST, read_days, whole

MOST_EVENTS = 1000
STREAM_LOOKS_S = 0.25
STREAM_BEATS_S = 5.0
_encode = msgspec.json.Encoder().encode
STEPS = ("day", "month")
GROUP_STEPS = ("week", "month")
LANGS = ("zh", "en")
ASKED = {
    **DAYS,
    "department": "code",
    "line": "code",
    "window": "code",
    "matter": "code",
    "staffer": "code",
    "class": "of the visitor, as in the rules",
    "weekday": "1 (Monday) to 7",
    "hour": "0 to 23",
    "minute": "0 or 30: the half of an hour",
}
_NAMES = {  # of `core.asked.Only` in the address, and in words
    "line": ("line", Why("队列", "line")),
    "window": ("window", Why("窗口", "window")),
    "matter": ("matter", Why("事项", "matter")),
    "staffer": ("staffer", Why("窗口人员", "staffer")),
    "visitor_class": ("class", Why("优先类别", "class")),
    "weekday": ("weekday", Why("星期", "weekday")),
    "hour": ("hour", Why("时段", "hour")),
    "minute": ("minute", Why("半小时", "half of an hour")),
}
_OTHERS = Why("查看其他部门的数据", "to see figures of another department")


@route(
    "GET",
    "/reports/{report}",
    permission="report.read",
    response=ReportView,
    query={
        **ASKED,
        "by": "what to group by",
        "format": "json, csv (in ms) or xlsx (in minutes)",
        "lang": "zh or en: the headings of the xlsx",
    },
)
def read_report(call: Call) -> Response:
    """Return a report: service-times, waits, outcomes, sessions, ratings or promises."""
    by = str(chosen(call, "by", reports.BY, "staffer", "grouping"))
    form = str(chosen(call, "format", sheets.FORMATS, "json"))
    lang = str(chosen(call, "lang", LANGS, "zh", "language"))
    told = call.hall.ask_past(_about(call, AskReport, by=by))
    if form == "json":
        return encoded(told)
    view = read_view(told, ReportView)
    return report_book.respond(view, lang) if form == "xlsx" else sheets.respond(view, form)


@route("GET", "/reports/{report}/heat", permission="report.read", response=HeatView, query=ASKED)
def read_heat(call: Call) -> Response:
    """Return a report's measure by weekday and half hour: when the hall is full, or slow."""
    return encoded(call.hall.ask_past(_about(call, AskHeat)))


@route(
    "GET",
    "/reports/{report}/trend",
    permission="report.read",
    response=TrendView,
    query={**ASKED, "step": "day or month"},
)
def read_trend(call: Call) -> Response:
    """Return a report's measure day by day, or month by month."""
    monthly = chosen(call, "step", STEPS, "day", "step") == "month"
    return encoded(call.hall.ask_past(_about(call, AskTrend, monthly=monthly)))


@route(
    "GET",
    "/reports/{report}/trends",
    permission="report.read",
    response=TrendsView,
    query={**ASKED, "by": "grouping; department when left out", "step": "week or month"},
)
def read_trends(call: Call) -> Response:
    """Return how a report's measure went in each group, week by week or month by month."""
    monthly = chosen(call, "step", GROUP_STEPS, "week", "step") == "month"
    by = str(chosen(call, "by", reports.BY, "department", "grouping"))
    return encoded(call.hall.ask_past(_about(call, AskTrends, by=by, monthly=monthly)))


@route("GET", "/reports/{report}/lengths", permission="report.read", response=LengthsView, query=ASKED)
def read_lengths(call: Call) -> Response:
    """Return how many of a report's durations are how long, by five minutes."""
    return encoded(call.hall.ask_past(_about(call, AskLengths)))


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
    asked = {
        "report": name,
        "first_day": first,
        "last_day": last,
        "department": _department(call),
        "today": call.hall.plan.hours.business_day(call.now),
        "only": _only(call, name),
    }
    return kind(**asked, **more)


def _department(call: Call) -> str | None:
    """Whose rows are asked for; a department's account has only its own.

    Raises:
        UnknownValue. NotAllowed: another's.
    """
    named = chosen(call, "department", call.hall.plan.departments)
    own = call.who.confined_to
    if own is not None and named not in {None, own}:
        raise NotAllowed(_OTHERS)
    return own or named


def _staffer(call: Call) -> str | None:
    named = call.query.get("staffer")
    if named is None:
        return None
    with call.hall.reading() as connection:
        return chosen(call, "staffer", people(connection))


def _only(call: Call, report: str) -> Only:
    """The rows that are asked for.

    Raises:
        UnknownValue: the hall has no such line, window, matter, class; or it is no weekday, hour, or half of one.
        Malformed: rows of this report have none.
    """
    plan = call.hall.plan
    weekday = chosen(call, "weekday", [str(each) for each in WEEKDAYS])
    hour = chosen(call, "hour", [str(each) for each in HOURS])
    minute = chosen(call, "minute", [str(each) for each in HALVES])
    only = Only(
        line=chosen(call, "line", plan.lines),
        window=chosen(call, "window", plan.windows),
        matter=chosen(call, "matter", plan.matters),
        staffer=_staffer(call),
        visitor_class=chosen(call, "class", plan.rules.classes),
        weekday=int(weekday) if weekday else None,
        hour=int(hour) if hour else None,
        minute=int(minute) if minute else None,
    )
    for name in only.named():
        if name not in reports.KNOWN[report]:
            asked, words = _NAMES[name]
            raise Malformed(
                Why(
                    f"报表 {quoted(report)} 没有{words.zh}（`{asked}`）",
                    f"rows of {quoted(report)} have no {words.en} (`{asked}`)",
                )
            )
    return only
