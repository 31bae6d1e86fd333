"""Staffing: arrivals to come, windows needed, and a change rehearsed on real days; answered beside the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flask import Response

from hallserver.contract import ArrivalsView, StaffingView, WhatIfView
from hallserver.contract.requests import RulesBody
from hallserver.core.errors import Malformed
from hallserver.core.language.why import Why
from hallserver.core.rules import read_rules
from hallserver.forecast.changes import HOW, read_change
from hallserver.history.questions import AskArrivals, AskStaffing, AskWhatIf, WindowChange, read_view
from hallserver.web.door import Act, Call, encoded, route
from hallserver.web.routes.planning.days import read_day, whole

KINDS = ("open", "close", "lend")
MOST_CHANGES = 8
PAST_DAYS = 40  # unless said
MOST_DAYS = 20


@route(
    "GET",
    "/forecast",
    permission="window.plan",
    response=ArrivalsView,
    query={"days": f"how many working days from today on, 10 unless said, at most {MOST_DAYS}"},
)
def read_forecast(call: Call) -> Response:
    """Return how many are expected by line and half hour on the next working days."""
    days = _within(call, "days", 10, MOST_DAYS)
    return encoded(call.hall.ask_past(AskArrivals(today=_today(call), days=days)))


@route(
    "GET",
    "/staffing",
    permission="window.plan",
    response=StaffingView,
    query={
        "day": "that day; today unless said",
        "share": "percent of visitors to be called in time, 80 unless said",
        "within": "minutes, 15 unless said",
    },
)
def read_staffing(call: Call) -> Response:
    """Return how many windows each line needs in each half hour of a day, and how many are planned."""
    share = _within(call, "share", 80, 99)
    question = AskStaffing(
        today=_today(call),
        day=read_day(call, "day"),
        share_percent=share,
        within_minutes=_within(call, "within", 15, 240),
    )
    return encoded(call.hall.ask_past(question))


@route(
    "GET",
    "/what-if",
    permission="window.plan",
    response=WhatIfView,
    query={
        "from": "first past day; the last 40 days unless said",
        "to": "last past day",
        "open": f"a window calls these lines, and no others: {HOW.en}; may be given again",
        "close": "a window is closed: 8@10:00-11:30; may be given again",
        "lend": "a window calls these lines besides its own; may be given again",
    },
)
def read_what_if(call: Call) -> Response:
    """Return what past days would have been with other windows: waits before and after, with the interval of the gain."""
    changes = tuple(_changes(call))
    if not 0 < len(changes) <= MOST_CHANGES:
        zh, en = f"请给出 1 至 {MOST_CHANGES} 项窗口变动", f"give 1 to {MOST_CHANGES} changes of windows"
        raise Malformed(Why(zh, en))
    yesterday = _today(call) - timedelta(days=1)
    last = read_day(call, "to") if "to" in call.query else yesterday
    first = read_day(call, "from") if "from" in call.query else last - timedelta(days=PAST_DAYS)
    return encoded(
        call.hall.ask_past(AskWhatIf(first_day=first, last_day=min(last, yesterday), changes=changes))
    )


@route("POST", "/rules/trial", permission="rules.publish", body=RulesBody, response=WhatIfView)
def try_rules(call: Call) -> Act:
    """Return what the last past days would have been under these rules: waits before and after; nothing is published."""
    plan, yesterday = call.hall.plan, _today(call) - timedelta(days=1)
    read_rules(call.body.text, plan.rules, plan.lines)
    question = AskWhatIf(
        first_day=yesterday - timedelta(days=PAST_DAYS), last_day=yesterday, changes=(), rules=call.body.text
    )
    told = read_view(call.hall.ask_past(question), WhatIfView)
    return Act(lambda _: told)


def _today(call: Call) -> date:
    return call.hall.plan.hours.business_day(call.now)


def _within(call: Call, name: str, usual: int, most: int) -> int:
    """A whole number from the query, 1 to `most`."""
    found = whole(call.query.get(name, str(usual)), name)
    if not 1 <= found <= most:
        raise Malformed(Why(f"`{name}` 须为 1 至 {most}", f"`{name}` is 1 to {most}"))
    return found


def _changes(call: Call) -> Iterator[WindowChange]:
    for kind in KINDS:
        for said in call.request.args.getlist(kind):
            yield read_change(call.hall.plan, kind, said)
