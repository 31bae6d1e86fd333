"""Alarms, and the hall at a glance."""

from __future__ import annotations

from functools import partial

from flask import Response

from hallserver.contract import AlarmsView, AlarmView, HallNowView
from hallserver.contract.requests import AcknowledgeBody
from hallserver.services.supervision import alarms as verbs
from hallserver.store.watching.alarms import Present
from hallserver.views.hall.alarms import alarms_view
from hallserver.views.hall.hall_now import hall_now
from hallserver.web.door import Act, Call, route


@route("GET", "/alarms", permission="alarm.see", response=AlarmsView)
def read_alarms(call: Call) -> AlarmsView:
    """List what is wrong in the hall now: untaken alarms first, then the gravest, then the oldest."""
    with call.hall.reading() as connection:
        return alarms_view(connection, call.hall.seen, call.now)


@route(
    "POST",
    "/alarms/{alarm:int}/acknowledge",
    permission="alarm.answer",
    body=AcknowledgeBody,
    response=AlarmView,
)
def acknowledge(call: Call) -> Act:
    """Say who takes care of an alarm; it is out of the way for so many minutes, and comes back if it still stands."""
    body: AcknowledgeBody = call.body
    taken = partial(
        verbs.acknowledge, who=call.who, alarm=call.args["alarm"], goes=body.goes, minutes=body.minutes
    )
    return Act(taken)


@route("GET", "/hall-now", permission="alarm.see", response=HallNowView)
def read_hall_now(call: Call) -> Response:
    """Return the hall at a glance: alarms, who sits at each window and what it does since when, lines by longest wait.

    Everybody who asks after the same event and within a second gets the same answer.
    """
    hall = call.hall

    def made() -> HallNowView:
        with hall.reading() as connection:
            return hall_now(connection, Present.of(connection, hall.plan, call.now), hall.seen)

    return hall.shared.respond(
        call.request, "hall-now", (hall.writer.head_seq, int(call.now.timestamp())), made
    )
