"""The look at the hall, once a second: what the database knows, and what only the desk does: screens, devices, disk, clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from halldisplay.voice.clips import Clips
from halldisplay.voice.engines import ChimeAlone
from hallserver.contract.parts import Heard
from hallserver.core.floor.alarms import AlarmKind, Sighting
from hallserver.core.floor.equipment import PartState
from hallserver.core.language.words import Fact
from hallserver.core.queue.unheard import SHOWING, UnheardCall, unheard
from hallserver.hall import Hall
from hallserver.services.supervision import alarms as verbs
from hallserver.store.watching import alarms, outgoing
from hallserver.views.hall import floor

SPEAKING = frozenset({"announcer"})
SCREENS = SHOWING | {"panel"}
HASTY_FOR = timedelta(minutes=10)  # so long after its last number too many, a device is an alarm
MEGABYTE = 1 << 20
FEWEST_TOLD = 50  # told waits of a line in a week, of which something can be said
LOST_FOR = timedelta(days=1)  # so long a message that was given up is an alarm
_MINUTE = timedelta(minutes=1)
_DOWN = frozenset({PartState.DARK, PartState.REFUSED})
Devices = Mapping[str, Heard]  # by principal


def note_alarms(hall: Hall) -> None:
    """Raise and clear alarms as the present says; an idle hall writes nothing."""
    now = hall.writer.clock.now()
    with hall.reading() as connection:
        seen = hall.seen = hall.flutter.hold(look(hall, connection, now), hall.plan.rules.alarms, now)
        due = verbs.is_due(connection, hall.plan, seen, now)
    if due:
        hall.writer(partial(verbs.note, seen=seen))


def look(hall: Hall, connection: Connection, now: datetime) -> list[Sighting]:
    """Everything of the present that an alarm may be about."""
    heard = hall.broadcaster.heard()
    return [
        *alarms.sightings(connection, hall.plan, now),
        *_unheard(hall, connection, heard, now),
        *_devices(hall, heard, now),
        *_parts(heard),
        *_hasty(hall, now),
        *_told(hall),
        *_undelivered(hall, connection, now),
        *_machine(hall),
    ]


def unheard_now(hall: Hall, now: datetime, window: str | None = None) -> tuple[UnheardCall, ...]:
    """The calls not shown or spoken in time where a screen or a loudspeaker is present."""
    with hall.reading() as connection:
        return _late(hall, connection, hall.broadcaster.heard(), now, window)


def _late(
    hall: Hall, connection: Connection, heard: Devices, now: datetime, window: str | None
) -> tuple[UnheardCall, ...]:
    called = floor.called_now(connection, hall.plan, window)
    if not called:
        return ()
    return unheard(
        called,
        now,
        shown_within=timedelta(seconds=hall.settings.longest_block_s),
        spoken_within=timedelta(seconds=hall.settings.spoken_within_s),
        screens=_heard_in(hall, heard, SHOWING).union(each.zone for each in hall.plan.screens),
        speakers=_speakers(hall, heard),
    )


def _speakers(hall: Hall, heard: Devices) -> frozenset[str]:
    """The zones with an announcer, live or gone; none if the hall has no voice or calls silently."""
    if Clips(hall.settings.data / "clips").voice in {None, ChimeAlone.voice}:
        return frozenset()
    silent = {each.code for each in hall.plan.zones if each.silent}
    return frozenset(zone for zone in _heard_in(hall, heard, SPEAKING) if (zone or "all") not in silent)


def _heard_in(hall: Hall, heard: Devices, pages: frozenset[str]) -> frozenset[str]:
    """The zones in which a screen with one of these pages was seen since the hall started."""
    zones = {each.code: each.zone for each in hall.plan.screens}
    found = (who.partition(":")[2] for who, each in heard.items() if each.said.get("page") in pages)
    return frozenset(zones.get(name, "") for name in found)


def _unheard(hall: Hall, connection: Connection, heard: Devices, now: datetime) -> Iterator[Sighting]:
    for each in _late(hall, connection, heard, now, None):
        facts = {"number": each.number, "window": each.window}
        yield Sighting(AlarmKind.UNHEARD, each.window, 1, facts)


def _devices(hall: Hall, heard: Devices, now: datetime) -> Iterator[Sighting]:
    """Devices that have been here since the hall started, and are gone; those never seen are the checklist's.

    An agent takes all the signs or pads behind it along.
    """
    if not hall.plan.given_at(now):
        return
    for principal, each in heard.items():
        role, _, name = principal.partition(":")
        if each.connected or each.at is None:
            continue
        minutes = (now - each.at) // _MINUTE
        facts: dict[str, Fact] = {"device": name, "minutes": minutes}
        if role == "display" and each.said.get("page") in SCREENS:
            yield Sighting(AlarmKind.SCREEN_DARK, name, minutes, facts)
        elif role in {"kiosk", "guide"} or each.parts:
            yield Sighting(AlarmKind.DEVICE_SILENT, f"{role} {name}", minutes, facts)


def _parts(heard: Devices) -> Iterator[Sighting]:
    """Agents that are here, by the signs, call pads and readers that do not answer them."""
    for principal, each in heard.items():
        down = [part.code for part in each.parts if each.connected and part.state in _DOWN]
        if down:
            role, _, agent = principal.partition(":")
            facts: dict[str, Fact] = {"devices": alarms.listed(down), "agent": agent}
            yield Sighting(AlarmKind.PART_DOWN, f"{role} {agent}", len(down), facts)


def _hasty(hall: Hall, now: datetime) -> Iterator[Sighting]:
    for device, at in hall.traffic.haste.hasty_devices().items():
        if now - at < HASTY_FOR:
            role, _, name = device.partition(":")
            yield Sighting(AlarmKind.HASTY, f"{role} {name}", 1, {"device": name})


def _told(hall: Hall) -> Iterator[Sighting]:
    """Lines whose told waits have drifted away from being kept nine times of ten; the week's figure changes at night."""
    for each in hall.kept:
        if each.told < FEWEST_TOLD or each.line not in hall.plan.lines:
            continue
        percent = each.kept * 100 // each.told
        facts: dict[str, Fact] = {"line": hall.plan.lines[each.line].name, "percent": percent}
        yield Sighting(AlarmKind.TOLD_SHORT, each.line, percent, facts)
        if each.long * 10 >= each.told:
            yield Sighting(AlarmKind.TOLD_WIDE, each.line, percent, facts)


def _undelivered(hall: Hall, connection: Connection, now: datetime) -> Iterator[Sighting]:
    """Receivers outside to whom a message was given up within the last day."""
    for name in hall.receivers.all:
        if outgoing.was_given_up(connection, name, now - LOST_FOR):
            yield Sighting(AlarmKind.UNDELIVERED, name, 1, {"receiver": name})


def _machine(hall: Hall) -> Iterator[Sighting]:
    away = abs(hall.writer.clock.away) // timedelta(seconds=1)
    yield Sighting(AlarmKind.CLOCK, "", away, {"seconds": away})
    free = shutil.disk_usage(hall.settings.data).free // MEGABYTE
    yield Sighting(AlarmKind.DISK, "", free, {"free": free})
