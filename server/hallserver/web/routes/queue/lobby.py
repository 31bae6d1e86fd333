"""The lobby: the hall, its catalogue, the board; public, or for a paired screen."""

from __future__ import annotations

from flask import Response

from hallserver.contract import BoardView, CatalogueView, HallView, MatterRanges, MatterWait
from hallserver.core.errors import UnknownMatter
from hallserver.store import queries
from hallserver.store.queue import waiting
from hallserver.store.queue.offers import Offers
from hallserver.views.queue.board import board_view
from hallserver.web.door import Call, route

TOLD_S = 2  # requests within so long, between two events, share one computation


def told_at(call: Call) -> tuple[int, int]:
    """The state by which those who ask for waits share one answer: the last public event, and two seconds."""
    return call.hall.broadcaster.seq("public"), int(call.now.timestamp()) // TOLD_S


@route("GET", "/hall", permission=None, response=HallView)
def read_hall(call: Call) -> HallView:
    """Return the hall: its time zone, the business day, whether it is open."""
    plan, now = call.hall.plan, call.now
    day = plan.hours.business_day(now)
    with call.hall.reading() as connection:
        closed = Offers(connection, plan, now).hall()
    return HallView(
        code=plan.code,
        name=plan.name,
        zone=plan.hours.zone.key,
        business_day=day,
        open=closed is None,
        opens_at=closed.at if closed else None,
        closes_at=None if closed else plan.hours.closing(now),
        closed_words=closed.words if closed else None,
        now=now,
        demo=plan.demo,
        bookable=plan.rules.slot_minutes > 0,
        build=call.hall.build,
    )


@route("GET", "/catalogue", permission=None, response=CatalogueView)
def read_catalogue(call: Call) -> Response:
    """Return departments, matters, lines, windows, screens."""
    view: CatalogueView = call.hall.plan.view
    return call.hall.shared.respond(call.request, "catalogue", view, lambda: view)


@route(
    "GET", "/board", permission="board.read", response=BoardView, query={"zone": "only this zone's windows"}
)
def read_board(call: Call) -> BoardView:
    """Return a snapshot of everything a lobby screen shows."""
    zone = call.query.get("zone", "")
    with call.hall.reading() as connection:
        seq = call.hall.broadcaster.seq("public")
        return board_view(connection, call.hall.plan, zone, call.now, seq, call.hall.build)


@route("GET", "/matters/{matter}/wait", permission="board.read", response=MatterWait)
def read_wait(call: Call) -> MatterWait:
    """Return the wait that a number for the matter would be told now, as on the slip."""
    matter, plan = call.args["matter"], call.hall.plan
    if matter not in plan.matters:
        raise UnknownMatter(name=matter)
    with call.hall.reading() as connection:
        head = queries.head_seq(connection)
        return waiting.told_to_newcomer(connection, plan, matter, call.now, head)


@route("GET", "/waits", permission="board.read", response=MatterRanges)
def read_waits(call: Call) -> Response:
    """Return the same for every matter, for the tiles of a kiosk."""
    plan = call.hall.plan

    def told() -> MatterRanges:
        with call.hall.reading() as connection:
            head = queries.head_seq(connection)
            return MatterRanges(waiting.told_of_all(connection, plan, call.now, head))

    return call.hall.shared.respond(call.request, "waits", told_at(call), told)
