"""A ticket's slip as a picture; drawn beside the hub, without the printer's library."""

from __future__ import annotations

import io

from flask import Response
from sqlalchemy import select

from hallprinters.profiles import profile_named
from hallprinters.raster import draw
from hallprinters.slip import Slip
from hallserver.core.errors import NotFound
from hallserver.services import slips
from hallserver.store import queries, schema
from hallserver.web.door import Call


def picture(call: Call, ticket: int) -> Response:
    """Draw the slip at the width of its printer."""
    with call.hall.reading() as connection:
        row = connection.execute(select(schema.tickets).where(schema.tickets.c.id == ticket)).one_or_none()
        if row is None:
            raise NotFound(what="ticket", name=ticket)
        stop = queries.STOP_OF_TICKET.run(connection, {"ticket": ticket}).one()
        windows = [each.code for each in queries.able_windows(connection, stop.matter)]
    plan = call.hall.plan
    document = slips.slip(plan, row, plan.matters[stop.matter], windows)
    return Response(call.hall.slowly(_png, document), content_type="image/png")


def _png(document: Slip) -> bytes:
    out = io.BytesIO()
    draw(document, profile_named("80mm").dots).save(out, "PNG")
    return out.getvalue()
