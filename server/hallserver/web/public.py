"""Doors for anybody: the hall's figures and the order of its queues; made once for all who ask within some seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hallserver.core.shapes import PublicFigures, PublicQueue
from hallserver.store.public import public_figures, public_queue
from hallserver.web.door import Call, answer, route

FIGURES_S, QUEUE_S = 60, 3


@route("GET", "/public/figures", may=None, gives=PublicFigures)
def read_figures(call: Call) -> Any:
    """Services, waits, promises of the wait and ratings, today and in the last thirty days."""
    return _for_all(call, "figures", FIGURES_S, lambda: call.hall.slowly(_made, call, public_figures))


@route("GET", "/public/queue", may=None, gives=PublicQueue)
def read_queue(call: Call) -> Any:
    """Each line's numbers in the order in which they would be called: numbers only."""
    return _for_all(call, "queue", QUEUE_S, lambda: _made(call, public_queue))


def _for_all(call: Call, name: str, seconds: int, make: Callable[[], Any]) -> Any:
    kept: dict[str, tuple[datetime, Any]] = call.hall.published
    with call.hall.making[name]:  # who asks while it is made waits for that, and makes none
        good_until, view = kept.get(name, (call.now, None))
        if good_until <= call.now:
            view = make()
            kept[name] = (call.now + timedelta(seconds=seconds), view)
    response = answer(view)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def _made(call: Call, make: Callable[..., Any]) -> Any:
    with call.hall.reading() as connection:
        return make(connection, call.hall.plan, call.now)
