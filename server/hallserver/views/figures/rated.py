"""What a rating was given for, as a platform outside asks for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from hallserver.core.events import iso
from hallserver.store.prepared import Prepared
from hallserver.store.rows import RatingRow, ServiceRow
from hallserver.store.schema import ratings, services

_RATING = Prepared(select(ratings).where(ratings.c.stop == bindparam("stop")), RatingRow)
_LAST_PART = Prepared(
    select(services).where(services.c.stop == bindparam("stop")).order_by(services.c.part.desc()).limit(1),
    ServiceRow,
)


def rated_facts(connection: Connection, stop: int) -> dict[str, Any]:
    """The rating, and the service that it was given for: number, matter, who served it where and when."""
    rating = _RATING.run(connection, {"stop": stop}).one_or_none()
    service = _LAST_PART.run(connection, {"stop": stop}).one_or_none()
    facts: dict[str, Any] = {}
    if rating is not None:
        facts |= {"level": rating.level, "reasons": list(rating.reasons)}
    if service is not None:
        facts |= {
            "number": service.number,
            "matter": service.matter,
            "line": service.line,
            "department": service.department,
            "staffer": service.staffer,
            "window": service.window,
            "outcome": service.outcome,
            "started_at": iso(service.started_at),
            "finished_at": iso(service.finished_at),
        }
    return facts
