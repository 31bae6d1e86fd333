"""Access: one-time links, staff sign-in, tokens for devices and sockets; and local administration."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response

from hallserver.contract import ClockView, Done, LinkView, LiveToken, StaffView, TokenView, Words
from hallserver.contract.requests import (
    DamageBody,
    DeviceBody,
    LinkBody,
    LocalLinkBody,
    LocalPinBody,
    PasswordBody,
    RevocationBody,
    TokenBody,
)
from hallserver.core.errors import (
    DemoOnly,
    Malformed,
    NeedsTls,
    NotSignedOn,
    PasswordElsewhere,
    UnknownValue,
)
from hallserver.core.events import AccountSignedOff, HallDamaged
from hallserver.core.language.why import Why, hints
from hallserver.core.rights import DEVICE_ROLES, STAFF_ROLES, permissions_of
from hallserver.services import timers
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.services.queue import staff
from hallserver.store import queries
from hallserver.traffic.credentials import COOKIE
from hallserver.views.people.accounts import means_of
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.access import owners, pins, sign_on

LIVE_FOR = timedelta(seconds=60)


@route("POST", "/links", permission=None, body=LinkBody, response=LinkView, keyed=False)
def use_link(call: Call) -> Act:
    """Exchange a one-time code: a device gets its token, a staff page its cookie."""
    secret = devices.new_secret()
    used: dict[str, Any] = {}
    safe = call.hall.keyring.is_safe_line(call.request)
    with call.hall.reading() as connection:
        call.attempt.means = "link"
        call.attempt.reason, call.attempt.account = devices.why_void(connection, call.body.code, call.now)

    def command(work: CommandContext) -> LinkView:
        row = devices.use_link(work, call.body.code, secret)
        staffer = queries.staffer(work.connection, row.staffer) if row.staffer else None
        used["cookie"] = row.role in STAFF_ROLES
        if used["cookie"] and not safe:
            call.attempt.reason = ""
            raise NeedsTls  # rolls the command back, so the code stays unused
        needs_pin = staffer is not None and staffer.pin_hash is None
        token = None if used["cookie"] else secret
        return LinkView(row.role, row.name, row.window, row.staffer, needs_pin, token)

    return Act(
        command,
        response=lambda response: sign_on.set_cookie(call, response, secret) if used["cookie"] else None,
    )


@route("DELETE", "/login", permission="live.token", keyed=False, while_owing=True)
def sign_out(call: Call) -> Act:
    """Sign out and revoke the cookie."""

    def command(work: CommandContext) -> Done:
        _, _, name = call.who.id.partition(":")
        devices.revoke(work, call.who, call.who.role, name)
        work.publish(call.who, AccountSignedOff(account=call.who.name))
        return Done()

    return Act(command, response=lambda response: response.delete_cookie(COOKIE, path="/"))


@route("GET", "/me", permission="self.read", response=StaffView, while_owing=True)
def read_me(call: Call) -> StaffView:
    """Return the caller and its permissions; a staff page also gets its header token, a device its window."""
    token = call.hall.signer.header_token(call.cookie) if call.cookie else None
    may = permissions_of(call.who.role)
    account = owners.account_of(call)
    return StaffView(
        call.who.name,
        call.who.role,
        token,
        call.who.window,
        sign_on.shows_password(account) and owners.asks_old(call, account),
        may,
        has_password=account is None or account.password_hash is not None or account.identity is not None,
        idle_s=call.hall.settings.idle_minutes * 60 if call.cookie else 0,
        department=_department_name(call),
        has_factor=account is not None and account.factor_secret is not None,
        owes=call.hall.keyring.owed(call.cookie, call.now) if call.cookie else (),
        signs_on_by=means_of(account),
    )


@route("POST", "/hand", permission="live.token", keyed=False, while_owing=True)
def note_hand(call: Call) -> Act:
    """Say that somebody is still at the page; without a hand for so long, the page is signed out."""
    if call.cookie is None:
        raise NotSignedOn  # a program's token is no page
    return Act(lambda _: Done())  # a change by a page's cookie is noted as a hand where the cookie is checked


@route("POST", "/password", permission="live.token", body=PasswordBody, while_owing=True)
def set_password(call: Call) -> Act:
    """Set the caller's password, given the old one; all other pages of the account are signed out."""
    if call.cookie is None:
        raise NotSignedOn  # a program's token has no password
    cookie = call.cookie
    account = owners.account_of(call)
    if account is not None and account.identity is not None:
        raise PasswordElsewhere
    if account is not None and owners.asks_old(call, account):
        pins.prove_again(call, account, call.body.old or "")
    must_change = account is not None and "password" in call.hall.keyring.owed(cookie, call.now)
    pins.refuse_weak(call, call.body.password, account.password_hash if account and must_change else None)
    hashed = call.hall.hash_for_all(pins.hash_pin, call.body.password)
    return Act(lambda work: devices.set_password(work, call.who, call.who.name, hashed, cookie))


def _department_name(call: Call) -> Words | None:
    found = call.hall.plan.departments.get(call.who.department or "")
    return found.name if found else None


@route("DELETE", "/login/everywhere", permission="live.token", keyed=False, while_owing=True)
def sign_out_everywhere(call: Call) -> Act:
    """Sign the account out on every page."""

    def command(work: CommandContext) -> Done:
        devices.end_sessions(work, call.who, call.who.name)
        work.publish(call.who, AccountSignedOff(account=call.who.name, everywhere=True))
        return Done()

    return Act(command, response=lambda response: response.delete_cookie(COOKIE, path="/"))


@route("POST", "/live-token", permission="live.token", response=LiveToken, keyed=False)
def live_token(call: Call) -> Act:
    """Return a one-use token for the socket, valid for 60 s."""
    secret = devices.new_secret()

    def command(work: CommandContext) -> LiveToken:
        return LiveToken(secret, work.now + LIVE_FOR)

    def remember(_: Response) -> None:
        call.hall.remember_live(devices.hash_secret(secret), call.who, call.now + LIVE_FOR)

    return Act(command, response=remember)


@route("POST", "/devices", permission="device.register", body=DeviceBody, response=TokenView, status=201)
def register(call: Call) -> Act:
    """Register a device; its token is shown once."""
    body: DeviceBody = call.body
    if body.staffer is not None and not (call.hall.plan.demo or call.who.role == "local"):
        raise DemoOnly  # in a real hall nobody signs on for another staffer
    return _token(call, devices.Device(body.role, body.name, body.window, None, body.staffer))


@route(
    "POST",
    "/local/tokens",
    permission="hall.plan",
    body=TokenBody,
    response=TokenView,
    status=201,
    local=True,
)
def local_token(call: Call) -> Act:
    """Issue a token of any role, at the machine itself."""
    body: TokenBody = call.body
    return _token(call, devices.Device(body.role, body.name, body.window, body.department, body.staffer))


@route("POST", "/local/damage", permission="hall.plan", body=DamageBody, local=True)
def local_damage(call: Call) -> Act:
    """Report that the back office found the database's file damaged."""
    call.hall.damage = call.body.found
    return Act(lambda work: work.publish(call.who, HallDamaged(found=call.body.found)) and None)


@route("POST", "/local/clock", permission="hall.plan", response=ClockView, local=True)
def local_clock(call: Call) -> Act:
    """Adopt the machine's clock, at the machine itself; only forwards while the hall is open."""

    def command(work: CommandContext) -> ClockView:
        call.hall.writer.clock.adopt()
        timers.accept_clock(work, call.who, None)
        return ClockView(call.hall.writer.clock.now())

    return Act(command)


@route("POST", "/local/revocations", permission="hall.plan", body=RevocationBody, local=True)
def local_revocation(call: Call) -> Act:
    """Revoke a token of any role, at the machine itself; for an account, all its pages as well."""
    body: RevocationBody = call.body
    return Act(lambda work: devices.stop(work, call.who, body.role, body.name))


@route(
    "POST",
    "/local/links",
    permission="hall.plan",
    body=LocalLinkBody,
    response=TokenView,
    status=201,
    local=True,
)
def local_link(call: Call) -> Act:
    """Make a one-time link, at the machine itself."""
    body: LocalLinkBody = call.body
    device = devices.Device(body.role, body.name, body.window, _department(body), body.staffer)
    secret = devices.new_secret()

    def command(work: CommandContext) -> TokenView:
        devices.issue_link(work, call.who, device, secret)
        return TokenView(device.role, device.name, device.window, None)

    return Act(
        command,
        lambda told, repeated: told if repeated else TokenView(told.role, told.name, told.window, secret),
    )


@route("POST", "/local/pins", permission="hall.plan", body=LocalPinBody, local=True)
def local_pin(call: Call) -> Act:
    """Set a staffer's PIN, at the machine itself."""
    hashed = call.hall.hash_for_all(pins.hash_pin, call.body.pin)
    return Act(lambda work: staff.set_pin(work, call.who, call.body.staffer, hashed))


def _department(body: LocalLinkBody) -> str | None:
    return (body.department or body.name) if body.role == "department" else None


def _token(call: Call, device: devices.Device) -> Act:
    if device.role == "department" and device.department is None:
        raise Malformed(Why("部门令牌须指明部门", "a department token names its department"))
    if device.role not in (*DEVICE_ROLES, *STAFF_ROLES):
        raise UnknownValue(
            what="role", name=device.role, **hints(device.role, (*DEVICE_ROLES, *STAFF_ROLES), listed=True)
        )
    secret = devices.new_secret()

    def command(work: CommandContext) -> TokenView:
        devices.issue_token(work, call.who, device, secret)
        return TokenView(device.role, device.name, device.window, None)

    return Act(
        command,
        lambda told, repeated: told if repeated else TokenView(told.role, told.name, told.window, secret),
    )
