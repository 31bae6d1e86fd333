"""Where a device stands: the area of its place in the plan, changed as a row of the plan is, with a version to undo it."""

from __future__ import annotations

from sqlalchemy import select

from hallserver.contract import Done
from hallserver.core.errors import NotFound, UnknownValue
from hallserver.core.language.why import hints
from hallserver.core.plans.sheets import Sheet
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.services.planning import catalogue
from hallserver.store.schema import tokens

_TABLES = {"kiosk": "kiosks", "display": "screens", "window": "windows", "rating": "windows"}


def put_zone(work: CommandContext, who: Principal, role: str, name: str, zone: str) -> Done:
    """Put a paired device into an area; "" is the whole hall. A window's device takes its window along.

    A kiosk or screen that the plan does not know becomes part of it. The device loads its page anew.

    Raises:
        NotFound: no such device, or one without a place. UnknownValue: no such area.
    """
    table = _TABLES.get(role)
    name = devices.held_name(work, role, name)
    live = select(tokens.c.window).where(
        tokens.c.role == role, tokens.c.name == name, tokens.c.revoked_at.is_(None), tokens.c.cookie == 0
    )
    held = work.connection.execute(live).first()
    code = name if table in {"kiosks", "screens"} else held and held.window
    if table is None or held is None or code is None:
        raise NotFound(what="device", name=f"{role} {name}")
    known = [each.code for each in work.plan.zones]
    if zone and zone not in known:
        raise UnknownValue(what="zone", name=zone, **hints(zone, known, listed=True))
    row: dict[str, object] = {"code": code, "zone": zone}
    if code not in {*work.plan.kiosks, *work.plan.windows, *(each.code for each in work.plan.screens)}:
        row["name"] = {"zh": code, "en": code}
    catalogue.take_sheet(work, who, Sheet(table, "", ((1, row),)))
    devices.reload(work, who, role, name)
    return Done()
