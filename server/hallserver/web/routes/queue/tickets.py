"""Numbers: take, read, cancel, return, reopen, reprint, rate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import UNSET, structs
from msgspec.structs import replace

from hallserver.contract import Done, FollowLink, IssuedTicket, PrintView, TicketView, WhyView
from hallserver.contract.requests import (
    CheckInBody,
    DirectBody,
    FurtherBody,
    NeedsBody,
    RaiseBody,
    RatingBody,
    ReprintBody,
    TakeNumber,
)
from hallserver.core.casework.identity import Identity, read_identity
from hallserver.core.errors import (
    Malformed,
    NotAllowed,
    NotFound,
)
from hallserver.core.language.why import Why
from hallserver.core.rights import Principal
from hallserver.services.queue import check_ins, direct, further, needing, numbers, raising, undoing, visits
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue import why as reasons
from hallserver.web.codes import code_of
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.printing.slips import picture

TICKETS = "/tickets"
ONE = "/tickets/{ticket:int}"


@route(
    "POST",
    TICKETS,
    permission="ticket.issue",
    body=TakeNumber,
    response=IssuedTicket,
    status=201,
)
def take_number(call: Call) -> Act:
    """Take a number: for a matter, for several stops, or by an appointment's code."""
    body: TakeNumber = call.body
    if sum(each is not UNSET for each in (body.matter, body.stops, body.appointment)) != 1:
        raise Malformed(
            Why("须且只须指明事项、多个事项、预约号之一", "give one of matter, stops, appointment")
        )
    stops = (
        () if body.stops is UNSET else tuple(numbers.StopWish(each.matter, each.after) for each in body.stops)
    )
    matter = "" if body.matter is UNSET else str(body.matter)
    wish = numbers.Wish(
        matter,
        body.class_,
        body.evidence,
        body.printer,
        body.lang,
        stops,
        _identity(call, body.identity),
        body.materials,
        body.needs,
        body.letters,
    )
    if body.appointment is not UNSET:
        return Act(
            partial(check_ins.check_in, who=call.who, code=str(body.appointment), wish=wish), _dress(call)
        )
    return Act(partial(numbers.issue, who=call.who, wish=wish), _dress(call))


@route(
    "POST",
    "/tickets/direct",
    permission="ticket.direct",
    body=DirectBody,
    response=IssuedTicket,
    status=201,
)
def walk_direct(call: Call) -> Act:
    """Send a visitor straight to a free window: the number is issued and called in one act, with its reason."""
    body: DirectBody = call.body
    wish = numbers.Wish(body.matter, printer=body.printer, lang=body.lang)
    command = partial(direct.walk, who=call.who, window=body.window, wish=wish, reason=body.reason)
    return Act(command, _dress(call))


@route(
    "POST",
    "/check-ins",
    permission="ticket.issue",
    body=CheckInBody,
    response=IssuedTicket,
    status=201,
)
def check_in(call: Call) -> Act:
    """Take a number by code: an appointment, a return code, a case with its papers or its result."""
    body: CheckInBody = call.body
    identity = _identity(call, body.identity)
    wish = numbers.Wish(printer=body.printer, lang=body.lang, identity=identity, letters=body.letters)
    return Act(partial(check_ins.check_in, who=call.who, code=body.code, wish=wish), _dress(call))


def _dress(call: Call) -> Callable[[Any, bool], Any]:
    """Return a finalizer that adds the visitor's own key, which is stored nowhere."""

    def dress(told: Any, repeated: bool) -> Any:
        if repeated:
            return told | {"follow": call.hall.signer.follow(told["id"])}
        call.hall.traffic.haste.note(call.who.id, call.now)
        return replace(told, follow=call.hall.signer.follow(told.id))

    return dress


def _identity(call: Call, said: str | None) -> Identity | None:
    if said is None:
        return None
    today = call.hall.plan.hours.business_day(call.now)
    return read_identity(said, call.hall.day_key.of(today), today)


@route("GET", "/tickets/mine", permission="ticket.own", response=TicketView)
def read_own(call: Call) -> TicketView:
    """Return a follower's own ticket."""
    return _read(call, call.who.ticket or 0)


@route("GET", ONE, permission="ticket.see", response=TicketView)
def read_ticket(call: Call) -> TicketView:
    """Return a ticket's state and place."""
    return _read(call, _own(call))


@route("GET", f"{ONE}/why", permission="ticket.see", response=WhyView)
def say_why(call: Call) -> WhyView:
    """Explain every decision that affected the ticket, in words."""
    with call.hall.reading() as connection:
        full = call.who.role in {"supervision", "local"}
        found = reasons.why(connection, call.hall.plan, _own(call), call.now, full=full)
    if found is None:
        raise NotFound(what="ticket", name=call.args["ticket"])
    return found


@route("POST", f"{ONE}/cancel", permission="ticket.drop", response=TicketView)
def cancel(call: Call) -> Act:
    """Cancel the number."""
    return Act(partial(visits.cancel, who=call.who, ticket=_own(call)))


@route("POST", f"{ONE}/stops", permission="ticket.add", body=FurtherBody, response=TicketView, status=201)
def add_matter(call: Call) -> Act:
    """Add a further matter to a visit that goes on; it enters its line now."""
    body: FurtherBody = call.body
    return Act(partial(further.add, who=call.who, ticket=_own(call), matter=body.matter, after=body.after))


@route("DELETE", f"{ONE}/stops/{{matter}}", permission="ticket.add", response=TicketView)
def drop_matter(call: Call) -> Act:
    """Give up one matter of the visit that has not been called."""
    return Act(partial(further.drop, who=call.who, ticket=_own(call), matter=call.args["matter"]))


@route("POST", f"{ONE}/needs", permission="ticket.need", body=NeedsBody, response=TicketView)
def set_needs(call: Call) -> Act:
    """Say what the visitor of a waiting number needs of a window."""
    return Act(partial(needing.set_needs, who=call.who, ticket=call.args["ticket"], needs=call.body.needs))


@route("POST", f"{ONE}/raise", permission="ticket.raise", body=RaiseBody, response=TicketView)
def raise_class(call: Call) -> Act:
    """Give a number that is out a higher class, on evidence."""
    body: RaiseBody = call.body
    command = partial(
        raising.raise_class,
        who=call.who,
        ticket=call.args["ticket"],
        visitor_class=body.class_,
        evidence=body.evidence,
    )
    return Act(command)


@route("POST", f"{ONE}/return", permission="ticket.return", response=TicketView)
def come_back(call: Call) -> Act:
    """Rejoin the line after a missed call, by the line's policy."""
    return Act(partial(visits.come_back, who=call.who, ticket=_own(call)))


@route("POST", f"{ONE}/more-time", permission="ticket.own", response=TicketView)
def ask_for_time(call: Call) -> Act:
    """Postpone the caller's own call by a few minutes, once; the place stays."""
    return Act(partial(visits.ask_for_time, who=call.who, ticket=_own(call)))


@route(
    "POST",
    f"{ONE}/reopen",
    permission="ticket.reopen",
    response=TicketView,
)
def reopen(call: Call) -> Act:
    """Undo an end within the minute."""
    return Act(partial(visits.reopen, who=call.who, ticket=call.args["ticket"]))


@route("POST", f"{ONE}/undo", permission="ticket.undo", response=TicketView)
def undo(call: Call) -> Act:
    """Take back the caller's own last act on the ticket within the minute."""
    return Act(partial(undoing.undo, who=call.who, ticket=_own(call)))


@route(
    "POST",
    f"{ONE}/reprint",
    permission="ticket.reprint",
    body=ReprintBody,
    response=PrintView,
)
def reprint(call: Call) -> Act:
    """Print a new, marked copy of the slip."""
    body: ReprintBody = call.body
    command = partial(
        visits.reprint,
        who=call.who,
        ticket=call.args["ticket"],
        printer=body.printer,
        materials=body.materials,
    )
    return Act(command)


@route(
    "POST",
    f"{ONE}/rating",
    permission="ticket.rate",
    body=RatingBody,
)
def rate(call: Call) -> Act:
    """Rate a finished service, once: 5 very satisfied … 1 very dissatisfied."""
    said = structs.asdict(call.body)
    return Act(
        partial(visits.rate, who=call.who, ticket=_own(call), level=said["level"], reasons=said["reasons"])
    )


@route("GET", f"{ONE}/link", permission="ticket.issue", response=FollowLink)
def follow_link(call: Call) -> FollowLink:
    """Return the QR code of the visitor's page, for the device that issued it; 404 without a public URL."""
    public = call.hall.settings.public_url.rstrip("/")
    ticket: int = call.args["ticket"]
    with call.hall.reading() as connection:
        device = visit_views.device_of(connection, ticket)
    if (
        device != call.who.name
    ):  # the key allows rating, so it goes only to the screen where the visitor stands
        raise NotAllowed(permission="link of a number given elsewhere")
    if not public:
        raise NotFound(what="public address", name="public_url")
    link = f"{public}/t#{call.hall.signer.follow(ticket)}"
    return FollowLink(link, code_of(link))


@route("GET", f"{ONE}/slip.png", permission="ticket.see", response=Done)
def slip_picture(call: Call) -> Any:
    """Return the slip as a picture."""
    return picture(call, _own(call))


def _own(call: Call) -> int:
    """Return the requested ticket; a follower may only request their own."""
    ticket: int = call.args["ticket"]
    who: Principal = call.who
    if who.role == "follower" and who.ticket != ticket:
        raise NotAllowed(permission="ticket.own")
    return ticket


def _read(call: Call, ticket: int) -> TicketView:
    with call.hall.reading() as connection:
        return visit_views.ticket_view(connection, call.hall.plan, ticket, call.now)
