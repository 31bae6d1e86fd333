"""Monthly score sheets, the scheme behind them, sittings, contests, the reserve list."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from hallserver.contract import ContestsView, ReserveList, SchemeTrial, SchemeView, ScoreSheet, SittingsView
from hallserver.contract.requests import SchemeBody, SchemeTrialBody
from hallserver.core.errors import Malformed
from hallserver.core.language.why import Why, quoted
from hallserver.core.people import scores as scores_of
from hallserver.history.questions import AskReserve, AskSchemeTrial, AskScores, AskSittings, read_view
from hallserver.services.supervision import oversight as verbs
from hallserver.views.people import scores
from hallserver.views.people.scores import Month
from hallserver.web.door import Act, Call, chosen, encoded, route
from hallserver.web.routes.people import score_files
from hallserver.web.routes.planning.days import DAYS, read_days
from hallserver.web.routes.planning.sheets import FORMATS

T = TypeVar("T")
MONTH = {"month": "2026-03; this month when left out"}


@route(
    "GET",
    "/scores",
    permission="score.read",
    response=ScoreSheet,
    query={**MONTH, "by": "staffer, window or department", "format": "json, csv or xlsx"},
)
def read_scores(call: Call) -> Any:
    """Return a month's score sheet, each line with the event behind it; a department sees its own."""
    by = chosen(call, "by", scores.BY, "staffer", "grouping")
    form = str(chosen(call, "format", FORMATS, "json"))
    told = call.hall.ask_past(AskScores(month=str(_month(call)), by=str(by), department=call.who.confined_to))
    return encoded(told) if form == "json" else score_files.sheet(read_view(told, ScoreSheet), form)


@route(
    "GET",
    "/scores/reserve",
    permission="score.read",
    response=ReserveList,
    query={**MONTH, "format": "json, csv or xlsx"},
)
def read_reserve(call: Call) -> Any:
    """Return the reserve list: staffers at or above the scheme's points in each of its months."""
    form = str(chosen(call, "format", FORMATS, "json"))
    told = call.hall.ask_past(AskReserve(month=str(_month(call)), department=call.who.confined_to))
    return encoded(told) if form == "json" else score_files.reserve(read_view(told, ReserveList), form)


@route("GET", "/scores/scheme", permission="score.read", response=SchemeView, query=MONTH)
def read_scheme(call: Call) -> SchemeView:
    """Return the deduction scheme in force for a month."""
    with call.hall.reading() as connection:
        return scores.scheme_view(connection, _month(call))


@route(
    "POST",
    "/scores/scheme",
    permission="scheme.publish",
    body=SchemeBody,
    response=SchemeView,
    status=201,
)
def publish_scheme(call: Call) -> Act:
    """Publish a deduction scheme for coming months."""
    body: SchemeBody = call.body
    return Act(partial(verbs.publish_scheme, who=call.who, text=body.text, from_month=body.from_month))


@route(
    "POST",
    "/scores/scheme/trial",
    permission="scheme.publish",
    body=SchemeTrialBody,
    response=SchemeTrial,
)
def try_scheme(call: Call) -> Act:
    """Return a month's scores under a draft scheme beside those in force; nothing is published."""
    body: SchemeTrialBody = call.body
    now = Month.of(call.hall.plan.hours.business_day(call.now))
    month = Month.read(body.month) if body.month else now.before()
    with call.hall.reading() as connection:
        draft = scores_of.read_scheme(body.text, scores.scheme_for(connection, month))
    told = read_view(
        call.hall.ask_past(AskSchemeTrial(month=str(month), draft=draft.as_facts())), SchemeTrial
    )
    return Act(lambda _: told)


@route("GET", "/contests", permission="score.read", response=ContestsView)
def read_contests(call: Call) -> ContestsView:
    """List contested findings, undecided first; a department sees its own."""
    with call.hall.reading() as connection:
        return scores.contests_view(connection, call.hall.plan, call.who.confined_to)


@route(
    "GET",
    "/sittings",
    permission="score.read",
    response=SittingsView,
    query={**DAYS, "window": "code", "staffer": "code", "department": "code"},
)
def read_sittings(call: Call) -> Any:
    """List who sat at which window, when, and what the time was spent on; a department sees its own."""
    first, last = read_days(call)
    said = call.query
    question = AskSittings(
        first_day=first,
        last_day=last,
        now=call.now,
        window=said.get("window"),
        staffer=said.get("staffer"),
        department=call.who.confined_to or said.get("department"),
    )
    return encoded(call.hall.ask_past(question))


def _month(call: Call) -> Month:
    said = call.query.get("month")
    if said is None:
        return Month.of(call.hall.plan.hours.business_day(call.now))
    try:
        return Month.read(said)
    except ValueError as error:
        raise Malformed(
            Why(f"{quoted(said)} 不是 2026-03 这样的月份", f"{quoted(said)} is no month like 2026-03")
        ) from error
