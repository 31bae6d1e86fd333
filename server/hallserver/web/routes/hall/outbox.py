"""What leaves the hall: how it fares, for the technician; claims and reports, for the post at the machine itself."""

from __future__ import annotations

from functools import partial

from hallserver.contract import ClaimedMessage, OutboxView, OutgoingView
from hallserver.contract.requests import ClaimBody, SendingBody
from hallserver.services.outgoing import outbox as verbs
from hallserver.views.hall.outbox import outbox_view
from hallserver.web.door import Act, Call, route

MESSAGE = "/outbox/{message:int}"


@route("GET", "/outbox", permission="outbox.read", response=OutboxView)
def read_outbox(call: Call) -> OutboxView:
    """List who outside is told what, how many messages are where, and the newest that have not arrived."""
    return call.hall.read_beside(outbox_view, call.hall.receivers.all)


@route(
    "POST",
    "/outbox/receivers/{receiver}/test",
    permission="outbox.keep",
    response=OutgoingView,
    status=201,
)
def test(call: Call) -> Act:
    """Queue a test message for a receiver."""
    return Act(partial(verbs.queue_test, receiver=call.args["receiver"]))


@route("POST", f"{MESSAGE}/retry", permission="outbox.keep", response=OutgoingView)
def retry(call: Call) -> Act:
    """Send a message now that waits for its next try, or was given up."""
    return Act(partial(verbs.try_again, message=call.args["message"]))


@route("POST", f"{MESSAGE}/give-up", permission="outbox.keep", response=OutgoingView)
def give_up(call: Call) -> Act:
    """Give up a message that is not sent yet."""
    return Act(
        partial(
            verbs.give_up,
            message=call.args["message"],
            why=f"{call.who.label} 放弃 · given up by {call.who.label}",
        )
    )


@route(
    "POST",
    "/local/outbox/claim",
    permission="hall.plan",
    body=ClaimBody,
    response=ClaimedMessage,
    local=True,
    keyed=False,
)
def claim(call: Call) -> Act:
    """Claim a receiver's next message for one try; 204 when there is none."""
    return Act(partial(verbs.claim, receiver=call.body.receiver))


@route(
    "POST",
    "/local/outbox/{message:int}/report",
    permission="hall.plan",
    body=SendingBody,
    response=OutgoingView,
    local=True,
    keyed=False,
)
def report(call: Call) -> Act:
    """Report how a try went: the receiver has taken the message, or why not."""
    body: SendingBody = call.body
    message: int = call.args["message"]
    if body.sent:
        return Act(partial(verbs.report_sent, message=message, tries=body.tries))
    refused = partial(
        verbs.report_refused,
        message=message,
        tries=body.tries,
        why=body.why,
        permanent=body.permanent,
        asked_s=body.after_s,
    )
    return Act(refused)
