"""Devices: request pairing by six digits, confirm, list, rename, load anew, revoke; what happened to one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from msgspec.structs import replace

from hallserver.contract import DeviceEventsView, DeviceView, Done, FleetView, PairingView, PartView
from hallserver.contract.parts import Heard, Part
from hallserver.contract.requests import ConfirmBody, PairingBody, RenameBody, ZoneBody
from hallserver.core.errors import NotFound
from hallserver.core.floor.equipment import SIMULATED, PartState, Presence
from hallserver.core.rights import DEVICE_ROLES
from hallserver.services.context import CommandContext
from hallserver.services.people import devices, pairing
from hallserver.services.planning import places
from hallserver.services.supervision import kiosks
from hallserver.store.rows import TokenRow
from hallserver.traffic.addresses import client_of
from hallserver.views.hall import floor
from hallserver.views.hall.fleet import device_events, planned, zone_of
from hallserver.views.hall.kiosks import stopped_kiosks
from hallserver.web.door import Act, Call, route

SILENT_MS = 45_000
OFFLINE_MS = 300_000


@route("POST", "/pairings", permission=None, body=PairingBody, response=PairingView, status=201, keyed=False)
def ask_in(call: Call) -> Act:
    """Request pairing: six digits to show, valid for ten minutes; the token works once confirmed."""
    address = client_of(call.request.remote_addr or "")
    call.hall.asking.let_in(address, time.monotonic())
    secret = devices.new_secret()

    def command(work: CommandContext) -> PairingView:
        code, until = pairing.ask(work, call.body.page, secret, address)
        return PairingView(code, secret, until)

    return Act(command)


@route(
    "POST",
    "/pairings/{code}/confirm",
    permission="device.register",
    body=ConfirmBody,
)
def let_in(call: Call) -> Act:
    """Confirm the device that shows these digits, under a role and a name."""
    call.hall.confirming.let_in(call.who.id, time.monotonic())
    body: ConfirmBody = call.body
    device = devices.Device(body.role, body.name, body.window)

    def command(work: CommandContext) -> Done:
        pairing.confirm(work, call.who, call.args["code"], device)
        return Done()

    return Act(command)


@route("GET", "/devices", permission="device.register", response=FleetView)
def read_fleet(call: Call) -> FleetView:
    """List every paired device: page, build, last event shown, sound, uptime, when last seen."""
    with call.hall.reading() as connection:
        rows = floor.paired(connection)
        stopped = stopped_kiosks(connection)
        by_agent = floor.printers_read_at(connection)
    heard = call.hall.broadcaster.heard()
    now, head = call.now, call.hall.broadcaster.seq("public")
    if by_agent is not None:  # a print agent holds no socket: it is heard of by its readings
        for row in rows:
            if row.role == "printer":
                fresh = (now - by_agent).total_seconds() * 1000 < SILENT_MS
                heard = {**heard, f"printer:{row.name}": Heard({}, (), by_agent, connected=fresh)}
    found = (_device(row, heard, now, head) for row in rows)
    haste, plan = call.hall.traffic.haste, call.hall.plan
    return FleetView(
        call.hall.build,
        tuple(
            replace(
                each,
                hasty_at=haste.hasty_at(f"{each.role}:{each.name}"),
                stopped=stopped.get(each.name) if each.role == "kiosk" else None,
                zone=zone_of(plan, each.role, each.name, each.window),
                simulated=each.name.startswith(SIMULATED),
            )
            for each in found
        ),
        tuple(planned(plan, {(each.role, each.name) for each in rows})),
    )


@route("GET", "/devices/{role}/{name}/events", permission="device.log", response=DeviceEventsView)
def read_events(call: Call) -> DeviceEventsView:
    """Return what happened to a device, newest first, in words; of nothing else."""
    role = _role_of(call)
    with call.hall.reading() as connection:
        return device_events(connection, call.hall.plan, role, call.args["name"])


@route("POST", "/devices/{role}/{name}/reload", permission="device.register")
def load_anew(call: Call) -> Act:
    """Tell a device to load its page anew, as soon as nobody has a hand at it."""
    role, name = _role_of(call), call.args["name"]
    return Act(partial(_done, partial(devices.reload, who=call.who, role=role, name=name)))


@route("POST", "/devices/{role}/{name}/rename", permission="device.register", body=RenameBody)
def rename(call: Call) -> Act:
    """Give a device another name, and a window's device perhaps another window; it stays paired."""
    body: RenameBody = call.body
    device = devices.Device(_role_of(call), body.name, body.window)
    return Act(partial(_done, partial(kiosks.rename, who=call.who, was=call.args["name"], device=device)))


@route("POST", "/devices/{role}/{name}/zone", permission="device.register", body=ZoneBody)
def put_zone(call: Call) -> Act:
    """Put a device into an area of the hall, in the plan; it loads its page anew."""
    role, name = _role_of(call), call.args["name"]
    return Act(partial(places.put_zone, who=call.who, role=role, name=name, zone=call.body.zone))


@route("DELETE", "/devices/{role}/{name}", permission="device.register")
def send_away(call: Call) -> Act:
    """Revoke a device's token; its socket is closed at once."""
    role, name = _role_of(call), call.args["name"]

    def command(work: CommandContext) -> Done:
        if not devices.revoke(work, call.who, role, devices.held_name(work, role, name)):
            raise NotFound(what="device", name=f"{role} {name}")
        return Done()

    return Act(command)


def _role_of(call: Call) -> str:
    role, name = call.args["role"], call.args["name"]
    if role not in DEVICE_ROLES:
        raise NotFound(what="device", name=f"{role} {name}")
    return str(role)


def _done(act: Callable[[CommandContext], None], work: CommandContext) -> Done:
    act(work)
    return Done()


def _device(row: TokenRow, heard: dict[str, Heard], now: datetime, head: int) -> DeviceView:
    found = heard.get(f"{row.role}:{row.name}", Heard({}, (), row.last_seen_at))
    said, at, connected = found.said, found.at, found.connected
    state = _state(at, now, connected=connected)
    seq = said.get("seq")
    return DeviceView(
        role=row.role,
        name=row.name,
        window=row.window,
        state=state,
        paired_at=row.issued_at,
        last_seen=at,
        page=said.get("page"),
        build=said.get("build"),
        seq=seq,
        # seq 0: connected, but the stream's position is not known yet
        behind=max(head - seq, 0) if isinstance(seq, int) and seq and connected else None,
        audio=said.get("audio"),
        uptime_s=said.get("uptime_s"),
        size=f"{said['width']}×{said['height']}" if "width" in said and "height" in said else None,
        parts=tuple(_part(each, state) for each in found.parts),
    )


def _part(part: Part, agent: Presence) -> PartView:
    """Return a device behind an agent; what an agent said that is heard no more is not how things are."""
    return PartView(
        code=part.code,
        kind=part.kind,
        state=part.state if agent is Presence.LIVE else PartState.UNKNOWN,
        fault=part.fault or None,
        seq=part.seq or None,
        heard_at=datetime.fromtimestamp(part.heard_at, UTC) if part.heard_at else None,
    )


def _state(at: datetime | None, now: datetime, *, connected: bool) -> Presence:
    if at is None:
        return Presence.NEVER
    ago_ms = (now - at).total_seconds() * 1000
    if connected and ago_ms < SILENT_MS:
        return Presence.LIVE
    return Presence.SILENT if ago_ms < OFFLINE_MS else Presence.OFFLINE
