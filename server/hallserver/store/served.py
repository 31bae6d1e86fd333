"""What counts as one service: asked here by board, console, public page and closing slip.

A visitor counts once however many windows had a part in it: by the first part that is not excluded from the record. What was
taken back is excluded, so a service that is taken up again counts once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from hallserver.store.schema import services

COUNTED: ColumnElement[bool] = services.c.excluded.is_(None)


def first_parts(*where: ColumnElement[bool]) -> FromClause:
    """Of each stop the first part that counts, as (stop, part)."""
    return (
        select(services.c.stop, func.min(services.c.part).label("part"))
        .where(COUNTED, *where)
        .group_by(services.c.stop)
        .subquery()
    )


def is_first(parts: Any) -> ColumnElement[bool]:
    """Joins a service to `first_parts`."""
    return and_(parts.c.stop == services.c.stop, parts.c.part == services.c.part)
