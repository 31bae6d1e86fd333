"""Read kiosks: what one offers, and which are stopped, with the office's words."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, text

from hallserver.contract import KioskView
from hallserver.core.language.words import Words
from hallserver.store.catalogue import Kiosk, Plan
from hallserver.store.prepared import Prepared
from hallserver.store.rows import KioskStopRow
from hallserver.store.schema import kiosk_stops

_STOPPED = Prepared(
    select(kiosk_stops).where(
        kiosk_stops.c.kiosk == bindparam("of_kiosk"), text("kiosk_stop.opened_at IS NULL")
    ),
    KioskStopRow,
)
_ALL_STOPPED = Prepared(select(kiosk_stops).where(text("kiosk_stop.opened_at IS NULL")), KioskStopRow)


def stopped_with(connection: Connection, kiosk: str) -> Words | None:
    """The words that stand on a stopped kiosk; None while it gives numbers."""
    row = _STOPPED.run(connection, {"of_kiosk": kiosk}).first()
    return row.words if row else None


def stopped_kiosks(connection: Connection) -> dict[str, Words]:
    """The kiosks that are stopped now, each with its words."""
    return {row.kiosk: row.words for row in _ALL_STOPPED.run(connection)}


def kiosk_view(connection: Connection, plan: Plan, name: str, reads: Iterable[str]) -> KioskView:
    """What a kiosk is told about itself; one that is in no plan offers everything."""
    own = plan.kiosks.get(name) or Kiosk(name, None)
    return KioskView(
        name=name,
        zone=own.zone,
        departments=own.departments,
        matters=own.matters,
        idle_s=own.idle_s,
        ask_s=own.ask_s,
        attract_s=own.attract_s,
        stopped=stopped_with(connection, name),
        reads=tuple(reads),
    )
