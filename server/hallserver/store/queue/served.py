"""What counts as one service: the one definition for board, console, public page and closing slip.

A visitor counts once, however many windows took part: by the first part that is not excluded from the record.
An undone service is excluded, so a service that is resumed counts once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from hallserver.store.schema import services

COUNTED: ColumnElement[bool] = services.c.excluded.is_(None)


def first_parts(*where: ColumnElement[bool]) -> FromClause:
    """The first part of each stop that counts, as (stop, part)."""
    return (
        select(services.c.stop, func.min(services.c.part).label("part"))
        .where(COUNTED, *where)
        .group_by(services.c.stop)
        .subquery()
    )


def is_first(parts: Any) -> ColumnElement[bool]:
    """The join condition between a service and `first_parts`."""
    return and_(parts.c.stop == services.c.stop, parts.c.part == services.c.part)
