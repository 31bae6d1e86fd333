"""The emergencies that go on, for whoever is near: guide desk, office, and the windows of the same area."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from hallserver.contract import EmergenciesView, EmergencyView
from hallserver.core.rights import Principal
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Prepared
from hallserver.store.rows import EmergencyRow
from hallserver.store.schema import emergencies

_OPEN = Prepared(
    select(emergencies).where(text("emergency.reset_at IS NULL")).order_by(emergencies.c.id), EmergencyRow
)


def emergencies_view(connection: Connection, plan: Plan, who: Principal) -> EmergenciesView:
    """Those that go on and concern the caller, the first raised first."""
    found = _OPEN.run(connection)
    return EmergenciesView(tuple(view_of(row) for row in found if concerns(row, who, plan)))


def concerns(row: EmergencyRow, who: Principal, plan: Plan) -> bool:
    """A window hears of its own area and of the guide desk; the others of every one."""
    if who.window is None:
        return True
    zone = plan.windows[who.window].zone if who.window in plan.windows else ""
    return row.window is None or row.window == who.window or row.zone == zone


def view_of(row: EmergencyRow) -> EmergencyView:
    """One emergency as it is shown."""
    return EmergencyView(
        id=row.id,
        place=row.place,
        window=row.window,
        raised_at=row.raised_at,
        answered_at=row.answered_at,
        goes=row.goes,
        reset_at=row.reset_at,
    )
