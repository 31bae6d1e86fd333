"""Emergencies at a window or the guide desk, and short messages between floor and office."""

from __future__ import annotations

from functools import partial

from hallserver.contract import EmergenciesView, EmergencyView, MessagesView, MessageView
from hallserver.contract.requests import AnswerEmergencyBody, MessageBody, ResetEmergencyBody, SeenBody
from hallserver.services.supervision import emergencies, messages
from hallserver.views.hall import emergencies as emergency_views
from hallserver.views.hall import messages as message_views
from hallserver.web.door import Act, Call, route


@route("GET", "/emergencies", permission="emergency.see", response=EmergenciesView)
def read_emergencies(call: Call) -> EmergenciesView:
    """List the emergencies that go on; a window sees those of its own area and of the guide desk."""
    with call.hall.reading() as connection:
        return emergency_views.emergencies_view(connection, call.hall.plan, call.who)


@route("POST", "/emergencies", permission="emergency.raise", response=EmergencyView, status=201)
def raise_alarm(call: Call) -> Act:
    """Call for help in an emergency: it rings at the guide desk, in the office and at the windows nearby."""
    return Act(partial(emergencies.raise_alarm, who=call.who))


@route(
    "POST",
    "/emergencies/{emergency:int}/answer",
    permission="emergency.see",
    body=AnswerEmergencyBody,
    response=EmergencyView,
)
def answer(call: Call) -> Act:
    """Say who goes there."""
    named = partial(emergencies.answer, who=call.who, emergency=call.args["emergency"], name=call.body.name)
    return Act(named)


@route(
    "POST",
    "/emergencies/{emergency:int}/reset",
    permission="emergency.see",
    body=ResetEmergencyBody,
    response=EmergencyView,
)
def reset(call: Call) -> Act:
    """End it, with a word about what it was."""
    ended = partial(emergencies.reset, who=call.who, emergency=call.args["emergency"], words=call.body.words)
    return Act(ended)


@route("GET", "/messages", permission="message.write", response=MessagesView)
def read_messages(call: Call) -> MessagesView:
    """List today's messages to and from the caller's box."""
    with call.hall.reading() as connection:
        day = call.hall.plan.hours.business_day(call.now)
        return message_views.messages_view(connection, call.who, day)


@route("POST", "/messages", permission="message.write", body=MessageBody, response=MessageView, status=201)
def send(call: Call) -> Act:
    """Send one line: free words, or one of the quick sentences."""
    body: MessageBody = call.body
    return Act(partial(messages.send, who=call.who, to=body.to, words=body.words, quick=body.quick))


@route(
    "POST",
    "/messages/{message:int}/seen",
    permission="message.write",
    body=SeenBody,
    response=MessageView,
)
def note_seen(call: Call) -> Act:
    """Note that a message has arrived at the caller's page, or was read there."""
    return Act(partial(messages.note, who=call.who, message=call.args["message"], read=call.body.read))
