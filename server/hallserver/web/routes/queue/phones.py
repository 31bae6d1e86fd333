"""A visitor's telephone number: bound on the ticket's page, taken back there."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from flask import Response

from hallserver.contract import PhoneView
from hallserver.contract.requests import PhoneBody
from hallserver.core.errors import NobodyTexts, NotAllowed
from hallserver.services.context import CommandContext
from hallserver.services.outgoing import phones as verbs
from hallserver.store import phones
from hallserver.store.disk.phone_keys import seal_number
from hallserver.store.disk.private_keys import Sealed
from hallserver.web.door import Act, Call, route

PHONE = "/tickets/{ticket:int}/phone"


@route("GET", PHONE, permission="phone.bind", response=PhoneView)
def read_phone(call: Call) -> PhoneView:
    """Say whether this hall tells visitors by telephone, and whether this visitor is told."""
    with call.hall.reading() as connection:
        return _view(call, phones.of_ticket(connection, _own(call)) is not None)


@route("POST", PHONE, permission="phone.bind", body=PhoneBody, response=PhoneView, keyed=False)
def bind(call: Call) -> Act:
    """Bind a number to the caller's own ticket; it is encrypted, and destroyed when the visit is over."""
    body: PhoneBody = call.body
    ticket = _own(call)
    if not call.hall.receivers.to_visitors:
        raise NobodyTexts
    number = verbs.read_number(body.phone)
    call.hall.binding.let_in(str(ticket), time.monotonic())
    sealed: Sealed = call.hall.run_in_threadpool(_sealed, call, number)
    replaced: list[bytes] = []

    def command(work: CommandContext) -> PhoneView:
        before = verbs.bind(work, call.who, ticket, body.lang, sealed)
        replaced[:] = [before] if before else []
        return _view(call, bound=True)

    return Act(command, response=partial(_destroy, call, replaced))


@route("POST", f"{PHONE}/forget", permission="phone.bind", response=PhoneView, keyed=False)
def forget(call: Call) -> Act:
    """Take the number back: it is destroyed at once."""
    ticket = _own(call)
    gone: list[bytes] = []

    def command(work: CommandContext) -> PhoneView:
        before = verbs.take_back(work, call.who, ticket)
        gone[:] = [before] if before else []
        return _view(call, bound=False)

    return Act(command, response=partial(_destroy, call, gone))


def _sealed(call: Call, number: str) -> Sealed:
    """Encrypt a number, and put its key on disk before its row is written."""
    sealed = seal_number(number)
    call.hall.phone_keys.keep([sealed])
    return sealed


def _destroy(call: Call, ids: list[bytes], _response: Response) -> None:
    if ids:
        call.hall.run_in_threadpool(call.hall.phone_keys.forget, ids)


def _view(call: Call, bound: bool) -> PhoneView:
    receivers = call.hall.receivers.to_visitors.values()
    return PhoneView(bool(receivers), bound, max((each.ahead for each in receivers), default=0))


def _own(call: Call) -> int:
    """Return the requested ticket; a follower may only request their own."""
    ticket: Any = call.args["ticket"]
    if call.who.ticket != ticket:
        raise NotAllowed(permission="ticket.own")
    return int(ticket)
