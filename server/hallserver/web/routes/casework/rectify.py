"""Bad ratings: read, rectify, call back, appeal, review."""

from __future__ import annotations

from functools import partial

from hallserver.contract import RectificationsView, RectificationView
from hallserver.contract.requests import CallBackBody, MeasuresBody, ReasonBody, ReviewBody
from hallserver.services.supervision import rectify
from hallserver.views.casework.rectify import rectifications_view
from hallserver.web.door import Act, Call, route

ONE = "/rectifications/{case:int}"


@route("GET", "/rectifications", permission="rectification.read", response=RectificationsView)
def read_rectifications(call: Call) -> RectificationsView:
    """List bad ratings and their rectifications, without the visitor; a department sees its own."""
    today = call.hall.plan.hours.business_day(call.now)
    only = call.who.confined_to
    with call.hall.reading() as connection:
        return rectifications_view(connection, call.hall.plan, today, only)


@route("POST", f"{ONE}/done", permission="rectification.do", body=MeasuresBody, response=RectificationView)
def put_right(call: Call) -> Act:
    """Record what was changed."""
    act = partial(rectify.put_right, who=call.who, case=call.args["case"])
    return Act(partial(act, measures=call.body.measures))


@route(
    "POST",
    f"{ONE}/call-back",
    permission="rectification.call_back",
    body=CallBackBody,
    response=RectificationView,
)
def call_back(call: Call) -> Act:
    """Record the call to the visitor: what they say now, and whether they are satisfied."""
    act = partial(rectify.call_back, who=call.who, case=call.args["case"])
    return Act(partial(act, words=call.body.words, satisfied=call.body.satisfied))


@route("POST", f"{ONE}/appeal", permission="rectification.do", body=ReasonBody, response=RectificationView)
def appeal(call: Call) -> Act:
    """Appeal against a bad rating, once."""
    act = partial(rectify.appeal, who=call.who, case=call.args["case"])
    return Act(partial(act, reason=call.body.reason))


@route(
    "POST", f"{ONE}/review", permission="rectification.review", body=ReviewBody, response=RectificationView
)
def review(call: Call) -> Act:
    """Decide an appeal: if upheld, the rating is shown but not counted."""
    act = partial(rectify.review, who=call.who, case=call.args["case"])
    return Act(partial(act, reason=call.body.reason, upheld=call.body.upheld))
