"""Public routes: the hall's figures and the order of its queues; computed once for all in some seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response
from msgspec import Raw

from hallserver.contract import PublicFigures, PublicQueue
from hallserver.history.questions import AskFigures
from hallserver.views.queue.public import public_queue
from hallserver.web.door import Call, route

FIGURES_S, QUEUE_S = 60, 3


@route("GET", "/public/figures", permission=None, response=PublicFigures)
def read_figures(call: Call) -> Response:
    """Return services, waits, accuracy of told waits, and ratings, for today and the last thirty days."""
    return _for_all(call, "figures", FIGURES_S, lambda: Raw(call.hall.ask_past(AskFigures(now=call.now))))


@route("GET", "/public/queue", permission=None, response=PublicQueue)
def read_queue(call: Call) -> Response:
    """Return each line's numbers in the order in which they would be called: numbers only."""
    return _for_all(call, "queue", QUEUE_S, lambda: _made(call, public_queue))


def _for_all(call: Call, name: str, seconds: int, make: Callable[[], Any]) -> Response:
    part_of_the_day = int(call.now.timestamp()) // seconds
    return call.hall.shared.respond(call.request, name, part_of_the_day, make, seconds)


def _made(call: Call, make: Callable[..., Any]) -> Any:
    with call.hall.reading() as connection:
        return make(connection, call.hall.plan, call.now)
