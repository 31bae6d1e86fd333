"""The report for the county: a day, a week or a month, beside the span before."""

from __future__ import annotations

from flask import Response

from hallserver.contract import CountySpans, CountyView
from hallserver.core.figures.spans import SPANS
from hallserver.history.questions import AskCounty, read_view
from hallserver.views.figures.county import county_spans, newest
from hallserver.web.door import Call, chosen, encoded, route
from hallserver.web.routes.figures import county_book
from hallserver.web.routes.planning import sheets
from hallserver.web.routes.planning.days import read_day

FORMATS = ("json", "xlsx")
LANGS = ("zh", "en")
SPAN = {"span": "day, week or month"}


@route(
    "GET",
    "/county",
    permission="report.read",
    response=CountyView,
    query={
        **SPAN,
        "day": "2026-03-02; the newest finished span when left out",
        "format": "json or xlsx",
        "lang": "zh or en: the headings of the xlsx",
    },
)
def read_county(call: Call) -> Response:
    """Return the figures of the reports for a day, week or month, by department, each beside the span before."""
    span, form = str(chosen(call, "span", SPANS, "day")), str(chosen(call, "format", FORMATS, "json"))
    lang = str(chosen(call, "lang", LANGS, "zh", "language"))
    plan = call.hall.plan
    today = plan.hours.business_day(call.now)
    day = read_day(call, "day") if "day" in call.query else newest(plan, span, today)
    told = call.hall.ask_past(AskCounty(span=span, day=day, today=today, department=call.who.confined_to))
    if form == "json":
        return encoded(told)
    view = read_view(told, CountyView)
    name = f"county-{view.span}-{view.now.first_day}-{view.now.last_day}"
    return sheets.as_file(form, name, *county_book.tables(view, lang))


@route("GET", "/county/spans", permission="report.read", response=CountySpans, query=SPAN)
def read_spans(call: Call) -> CountySpans:
    """List the newest finished days, weeks or months, the newest first."""
    plan = call.hall.plan
    span = str(chosen(call, "span", SPANS, "day"))
    return county_spans(plan, span, plan.hours.business_day(call.now))
