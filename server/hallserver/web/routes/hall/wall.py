"""The hall on an office's wall."""

from __future__ import annotations

from flask import Response

from hallserver.contract import WallView
from hallserver.views.hall.wall import wall_view
from hallserver.web.door import Call, route

AT_MOST_EVERY_S = 5


@route("GET", "/wall", permission="board.read", response=WallView)
def read_wall(call: Call) -> Response:
    """Return the lines by longest wait and the day so far, counts only: the same after the same event for five seconds."""
    hall = call.hall

    def made() -> WallView:
        with hall.reading() as connection:
            return wall_view(connection, hall.plan, call.now)

    state = (hall.writer.head_seq, int(call.now.timestamp()) // AT_MOST_EVERY_S)
    return hall.shared.respond(call.request, "wall", state, made)
