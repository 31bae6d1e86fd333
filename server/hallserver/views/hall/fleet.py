"""Devices: which the plan has and are not paired yet, where each stands, and what happened to one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection

from hallserver.contract import DeviceEvent, DeviceEventsView, PlannedDevice
from hallserver.core.events import (
    AlarmCleared,
    AlarmRaised,
    DeviceRenamed,
    Event,
    KioskOpened,
    KioskStopped,
    fact,
    facts_of,
)
from hallserver.core.floor.alarms import AlarmKind
from hallserver.core.language.words import Words
from hallserver.store.catalogue import Plan
from hallserver.store.log import NewestFirst
from hallserver.store.schema import OF_DEVICES
from hallserver.views.supervision.told import tell, who_did

MOST = 30
LOOKS_BACK = 4_000  # events of all devices; what is older is in the log, for supervision
_OF_DEVICES = NewestFirst(OF_DEVICES)
_ABOUT_DEVICES = frozenset(
    {AlarmKind.SCREEN_DARK, AlarmKind.DEVICE_SILENT, AlarmKind.PART_DOWN, AlarmKind.HASTY}
)


def zone_of(plan: Plan, role: str, name: str, window: str | None) -> str:
    """Where a device stands by the plan; "" for the whole hall."""
    if role == "kiosk" and name in plan.kiosks:
        return plan.kiosks[name].zone
    if window is not None and window in plan.windows:
        return plan.windows[window].zone
    return next((each.zone for each in plan.screens if each.code == name), "")


def planned(plan: Plan, paired: Collection[tuple[str, str]]) -> Iterator[PlannedDevice]:
    """The kiosks, screens and windows of the plan that no device is paired as, each by (role, name)."""
    for kiosk in plan.kiosks.values():
        if ("kiosk", kiosk.code) not in paired:
            yield PlannedDevice("kiosk", kiosk.code, None, kiosk.zone, Words(kiosk.code, kiosk.code))
    for screen in plan.screens:
        if ("display", screen.code) not in paired:
            yield PlannedDevice("display", screen.code, None, screen.zone, screen.name)
    for window in plan.windows.values():
        if ("window", window.code) not in paired:
            yield PlannedDevice("window", window.code, window.code, window.zone, window.name)


def device_events(connection: Connection, plan: Plan, role: str, name: str) -> DeviceEventsView:
    """What happened to a device, newest first: let in, renamed, stopped, silent; under its former names, too."""
    found = []
    for event in _OF_DEVICES.walk_back(connection, LOOKS_BACK):
        if not _is_about(event, role, name):
            continue
        found.append(
            DeviceEvent(event.seq, event.at, event.kind, tell(event, plan), who_did(event.actor, plan))
        )
        told = facts_of(event)
        if isinstance(told, DeviceRenamed):
            name = told.was  # what is older was told of it under that name
        if len(found) == MOST:
            break
    return DeviceEventsView(tuple(found))


def _is_about(event: Event, role: str, name: str) -> bool:
    told = facts_of(event)
    if isinstance(told, AlarmRaised | AlarmCleared):
        subject = name if told.detail == AlarmKind.SCREEN_DARK else f"{role} {name}"
        return told.detail in _ABOUT_DEVICES and told.subject == subject
    if isinstance(told, KioskStopped | KioskOpened):
        return role == "kiosk" and told.kiosk == name
    return bool(fact(told, "role") == role and fact(told, "name") == name)
