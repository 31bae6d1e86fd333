"""Numbers: taken, read, cancelled, taken up again, reprinted, rated."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from msgspec import UNSET, structs

from hallserver.core.errors import (
    HallClosed,
    Malformed,
    MatterUnplanned,
    NotAllowed,
    NotFound,
    RatedAlready,
    UnknownMatter,
    WrongState,
)
from hallserver.core.rights import Principal
from hallserver.core.shapes import Done, IssuedTicket, PrintView, TicketView, WhyView
from hallserver.services import visits
from hallserver.store import queries, reasons
from hallserver.web.door import Act, Call, route
from hallserver.web.schemas import RatingBody, ReprintBody, TakeNumber

TICKETS = "/tickets"
ONE = "/tickets/{ticket:int}"


@route(
    "POST", TICKETS, may="ticket.issue", takes=TakeNumber, gives=IssuedTicket, status=201,
    problems=(UnknownMatter, HallClosed, MatterUnplanned),
)  # fmt: skip
def take_number(call: Call) -> Act:
    """Take a number."""
    body: TakeNumber = call.body
    if (body.matter is UNSET) == (body.stops is UNSET):
        raise Malformed(why="give either matter or stops")
    matter = body.matter if body.matter is not UNSET else body.stops[0].matter  # type: ignore[index]
    wish = visits.Wish(str(matter), body.class_, body.evidence, body.printer, body.lang)

    def dress(told: Any, repeated: bool) -> Any:
        if repeated:
            return told | {"follow": call.hall.seal.follow(told["id"])}
        call.hall.ring()
        return replace(told, follow=call.hall.seal.follow(told.id))

    return Act(partial(visits.issue, who=call.who, wish=wish), dress)


@route("GET", "/tickets/mine", may="ticket.own", gives=TicketView, problems=(NotFound,))
def read_own(call: Call) -> TicketView:
    """A follower's own ticket."""
    return _read(call, call.who.ticket or 0)


@route("GET", ONE, may="ticket.see", gives=TicketView, problems=(NotFound,))
def read_ticket(call: Call) -> TicketView:
    """A ticket's state and place."""
    return _read(call, _own(call))


@route("GET", f"{ONE}/why", may="ticket.see", gives=WhyView, problems=(NotFound,))
def say_why(call: Call) -> WhyView:
    """Every decision that touched the ticket, in words."""
    with call.hall.reading() as connection:
        found = reasons.why(connection, call.hall.plan, _own(call))
    if found is None:
        raise NotFound(what="ticket", name=call.args["ticket"])
    return found


@route("POST", f"{ONE}/cancel", may="ticket.drop", gives=TicketView, problems=(WrongState, NotFound))
def cancel(call: Call) -> Act:
    """Give the number up."""
    return Act(partial(visits.cancel, who=call.who, ticket=_own(call)))


@route("POST", f"{ONE}/return", may="ticket.return", gives=TicketView, problems=(WrongState, NotFound))
def come_back(call: Call) -> Act:
    """Stand in line again after a missed call, by the line's policy."""
    return Act(partial(visits.come_back, who=call.who, ticket=_own(call)))


@route(
    "POST", f"{ONE}/reprint", may="ticket.reprint", takes=ReprintBody, gives=PrintView,
    problems=(WrongState, NotFound),
)  # fmt: skip
def reprint(call: Call) -> Act:
    """Print a new, marked copy of the slip."""

    def dress(told: Any, _repeated: bool) -> Any:
        call.hall.ring()
        return told

    command = partial(visits.reprint, who=call.who, ticket=call.args["ticket"], printer=call.body.printer)
    return Act(command, dress)


@route(
    "POST",
    f"{ONE}/rating",
    may="ticket.rate",
    takes=RatingBody,
    problems=(RatedAlready, WrongState, NotFound),
)
def rate(call: Call) -> Act:
    """Rate a finished service, once: 5 very satisfied … 1 very dissatisfied."""
    said = structs.asdict(call.body)
    return Act(
        partial(visits.rate, who=call.who, ticket=_own(call), level=said["level"], reasons=said["reasons"])
    )


@route("GET", f"{ONE}/slip.png", may="ticket.see", gives=Done, problems=(NotFound,))
def slip_picture(call: Call) -> Any:
    """The slip as a picture."""
    from hallserver.web.slips import picture  # noqa: PLC0415 - Pillow is loaded when the first picture is asked for

    return picture(call, _own(call))


def _own(call: Call) -> int:
    """The ticket asked for; a follower's own only."""
    ticket: int = call.args["ticket"]
    who: Principal = call.who
    if who.role == "follower" and who.ticket != ticket:
        raise NotAllowed(permission="ticket.own")
    return ticket


def _read(call: Call, ticket: int) -> TicketView:
    with call.hall.reading() as connection:
        view: TicketView = queries.ticket_view(connection, call.hall.plan, ticket, call.now)
        return view
