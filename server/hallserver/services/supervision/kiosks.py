"""A kiosk is stopped from the office with words that stand on it, and opened again; both are on record."""

from __future__ import annotations

from sqlalchemy import insert, select, text, update

from hallserver.contract import Words
from hallserver.core.errors import NotFound
from hallserver.core.events import KioskOpened, KioskStopped
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.store.prepared import read_row
from hallserver.store.rows import KioskStopRow
from hallserver.store.schema import kiosk_stops, tokens

ROLE = "kiosk"


def stop(work: CommandContext, who: Principal, kiosk: str, words: Words) -> None:
    """Stop a kiosk; one that is stopped already gets the new words.

    Raises:
        NotFound: no kiosk of this name is paired or planned.
    """
    name = _known(work, kiosk)
    _end(work, who, name)
    row = {"kiosk": name, "words": words, "stopped_at": work.now, "stopped_by": who.id}
    work.connection.execute(insert(kiosk_stops), row)
    work.publish(who, KioskStopped(kiosk=name, zh=words.zh, en=words.en, detail=name))


def open_again(work: CommandContext, who: Principal, kiosk: str) -> None:
    """Let a stopped kiosk give numbers again; one that is not stopped stays as it is.

    Raises:
        NotFound: no kiosk of this name is paired or planned.
    """
    _open(work, who, _known(work, kiosk))


def rename(work: CommandContext, who: Principal, was: str, device: devices.Device) -> None:
    """Give a device another name (see `devices.rename`); a kiosk that is stopped stays so, with its words."""
    old, new = devices.rename(work, who, was, device)
    if device.role != ROLE or old == new:
        return
    standing = select(kiosk_stops).where(kiosk_stops.c.kiosk == old, text("kiosk_stop.opened_at IS NULL"))
    row = read_row(work.connection, standing, KioskStopRow)
    if row is None:
        return
    _open(work, who, old)
    stop(work, who, new, row.words)


def _open(work: CommandContext, who: Principal, name: str) -> None:
    if _end(work, who, name):
        work.publish(who, KioskOpened(kiosk=name, detail=name))


def _end(work: CommandContext, who: Principal, name: str) -> bool:
    """End the stop that is in force; False when there is none."""
    ended = work.connection.execute(
        update(kiosk_stops)
        .where(kiosk_stops.c.kiosk == name, text("kiosk_stop.opened_at IS NULL"))
        .values(opened_at=work.now, opened_by=who.id)
    )
    return ended.rowcount == 1


def _known(work: CommandContext, kiosk: str) -> str:
    name = devices.held_name(work, ROLE, kiosk)
    paired = select(tokens.c.id).where(
        tokens.c.role == ROLE, tokens.c.name == name, tokens.c.revoked_at.is_(None)
    )
    if name not in work.plan.kiosks and work.connection.execute(paired).first() is None:
        raise NotFound(what="kiosk", name=kiosk)
    return name
