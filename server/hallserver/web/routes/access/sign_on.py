"""Signing staff on: by a password, here or at an LDAP directory, or at an OIDC provider."""

from __future__ import annotations

import time
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Response

from hallserver.contract import SentView, SignInView, StaffView, Words
from hallserver.contract.requests import LoginBody, OidcBeginBody, OidcBody
from hallserver.core.errors import (
    NoRoleGranted,
    NotFound,
    SecondFactorNeeded,
    SignOnUnproven,
    TooMany,
    WrongPin,
    WrongSecondFactor,
)
from hallserver.core.events import AccountSignedOn
from hallserver.core.people.granting import account_name, granted
from hallserver.core.rights import Principal, permissions_of
from hallserver.directories.answers import Begin, Finish, Person, Unproven
from hallserver.directories.declared import Ldap, Oidc
from hallserver.services.context import CommandContext
from hallserver.services.people import devices, sign_ons
from hallserver.services.people.sign_ons import Proven
from hallserver.store.rows import AccountRow
from hallserver.traffic.addresses import client_of
from hallserver.traffic.begun import LIFE_S, Begun
from hallserver.traffic.credentials import COOKIE
from hallserver.traffic.directories import kind_of
from hallserver.views.people.accounts import means_of
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.access import pins

BROWSER = "hall-sign-on"  # the cookie by which a sign-on stays in the browser that began it
SAID_BACK = ("state", "code", "error")
LONGEST_SAID = 2_000


@route("GET", "/login", permission=None, response=SignInView)
def read_ways(call: Call) -> SignInView:
    """Return by what staff may sign in beside the hall's own accounts."""
    found = call.hall.settings.sign_in
    return SignInView(Words(found.oidc.zh, found.oidc.en) if found.oidc else None, found.ldap is not None)


@route("POST", "/login", permission=None, body=LoginBody, response=StaffView, keyed=False)
def sign_in(call: Call) -> Act:
    """Sign in to a staff page with account and password, and the code of a second factor where there is one."""
    call.attempt.by("password")
    call.hall.keyring.check_line(call.request)
    told = pins.prove(call, call.body.account, call.body.password)
    ldap = call.hall.settings.sign_in.ldap
    if isinstance(told, Person) and ldap is not None:
        proven = _proven(call, ldap, told)
        return _come_in(call, proven, _row_of(call, proven), call.body.second_factor)
    return _come_in(call, None, told if isinstance(told, AccountRow) else None, call.body.second_factor)


@route("POST", "/login/oidc/begin", permission=None, body=OidcBeginBody, response=SentView, keyed=False)
def begin(call: Call) -> Act:
    """Begin to sign in at the provider: return the address there, to which the page then goes."""
    call.attempt.by("oidc")
    call.hall.keyring.check_line(call.request)
    provider = _provider(call)
    call.hall.beginning.let_in(client_of(call.request.remote_addr or ""), time.monotonic())
    state, browser, begun = call.hall.begun.begin(call.body.page, call.body.lang)
    call.leave_seat()
    address = call.hall.ask_oidc.where(provider, Begin(state, begun.nonce, begun.verifier))
    return Act(lambda _: SentView(address), response=partial(_bind_browser, call, secret=browser))


@route(
    "GET",
    "/login/oidc/callback",
    permission=None,
    status=303,
    query={"state": "of the sign-on", "code": "the provider's", "error": "instead of a code"},
)
def come_back(call: Call) -> Response:
    """Take a browser from the provider to the page of ours from which it went; the page finishes the sign-on."""
    provider, asked = _provider(call), call.request.args
    page, lang = call.hall.begun.page_of(asked.get("state", ""))
    said = {name: asked[name] for name in SAID_BACK if len(asked.get(name, "")) in range(1, LONGEST_SAID)}
    look = f"?lang={lang}" if lang else ""
    ours = f"{provider.address.rstrip('/')}/{page}{look}#{urlencode(said)}"
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": ours, "Cache-Control": "no-store"})


@route("POST", "/login/oidc", permission=None, body=OidcBody, response=StaffView, keyed=False)
def finish(call: Call) -> Act:
    """Finish a sign-on at the provider with what it has sent back, and the code of a second factor of ours."""
    call.attempt.by("oidc")
    call.hall.keyring.check_line(call.request)
    provider, body = _provider(call), call.body
    begun = call.hall.begun.take(body.state, call.request.cookies.get(BROWSER, ""))
    person = begun.person or _asked(call, provider, begun)
    proven = _proven(call, provider, person)
    try:
        return _come_in(call, proven, _row_of(call, proven), body.second_factor)
    except (SecondFactorNeeded, WrongSecondFactor, TooMany):
        call.hall.begun.put_back(body.state, begun, person)
        raise


def shows_password(account: AccountRow | None) -> bool:
    """Whether an account has a password that a page can ask for: here, or at an LDAP directory."""
    return means_of(account) != "oidc"


def set_cookie(call: Call, response: Response, secret: str) -> None:
    """Sign the browser in."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=12 * 3600,
        httponly=True,
        samesite="Strict",
        secure=call.request.is_secure,
        path="/",
    )


def _come_in(call: Call, proven: Proven | None, known: AccountRow | None, code: str | None) -> Act:
    """Sign a page in, of an account by its password, or of whom a directory has proved.

    Raises:
        SecondFactorNeeded, WrongSecondFactor, TooMany, SecondFactorLost.
    """
    step = pins.check_factor(call, known, code)
    secret = devices.new_secret()

    def command(work: CommandContext) -> StaffView:
        row = sign_ons.account_for(work, proven) if proven else _still_there(work, call.body.account)
        if row.factor_secret is not None and step is None:
            raise SecondFactorNeeded  # it was set since
        if step is not None:
            devices.use_step(work, row.name, known.factor_secret if known else None, step)
        who = Principal(f"{row.role}:{row.name}", row.role, row.name)
        elsewhere = proven is not None and proven.factor
        devices.put_cookie(
            work,
            who,
            row.name,
            row.role,
            row.department,
            secret,
            factor_step=step,
            factor_elsewhere=elsewhere,
        )
        work.publish(who, _signed_on(row, proven, step))
        held = devices.Held(
            who, None, True, row.password_at, row.factor_secret is not None or elsewhere, proven is not None
        )
        return StaffView(
            row.name,
            row.role,
            call.hall.signer.header_token(secret),
            asks_old=shows_password(row),
            permissions=permissions_of(row.role),
            idle_s=call.hall.settings.idle_minutes * 60,
            has_factor=row.factor_secret is not None,
            owes=call.hall.keyring.rules.owed(held, work.now),
            signs_on_by=means_of(row),
        )

    def answer(response: Response) -> None:
        set_cookie(call, response, secret)
        if BROWSER in call.request.cookies:
            response.delete_cookie(BROWSER, path="/")

    return Act(command, response=answer)


def _still_there(work: CommandContext, name: str) -> AccountRow:
    row = devices.find_account(work.connection, name)
    if row is None or row.shut_at is not None or row.password_hash is None:
        raise WrongPin
    return row


def _signed_on(row: AccountRow, proven: Proven | None, step: int | None) -> AccountSignedOn:
    said = {"account": row.name, "role": row.role, "means": proven.means if proven else "password"}
    if step is not None:
        said["factor"] = "hall"
    elif proven is not None and proven.factor:
        said["factor"] = "provider"
    return AccountSignedOn(**said)


def _proven(call: Call, directory: Oidc | Ldap, person: Person) -> Proven:
    """Return what the grants give somebody; whoever lost the last one is signed out.

    Raises:
        SignOnUnproven: the hall can have no account of that name. NoRoleGranted: no grant names them.
    """
    means = kind_of(directory)
    name, identity = account_name(person.account), f"{means}:{person.identity}"
    if name is None:
        raise _unproven(call, "account")
    call.attempt.by(means, name)
    grant = granted(directory.grants, person.groups)
    if grant is None:
        call.hall.writer(partial(sign_ons.lose_role, identity=identity))
        raise NoRoleGranted
    return Proven(
        means,
        identity,
        name,
        grant.role,
        grant.department,
        directory.create,
        directory.adopt,
        person.factor,
    )


def _row_of(call: Call, proven: Proven) -> AccountRow | None:
    """Return the account whose second factor is asked for: theirs, or the one that would become theirs."""
    with call.hall.reading() as connection:
        row = sign_ons.find_theirs(connection, proven.identity, proven.account)
    theirs = row is not None and (row.identity == proven.identity or (row.identity is None and proven.adopt))
    return row if theirs else None


def _asked(call: Call, provider: Oidc, begun: Begun) -> Person:
    """Return who the provider says has come back.

    Raises:
        SignOnUnproven, TooMany, DirectoryAway.
    """
    if call.body.code is None:
        raise _unproven(call, "declined")
    call.leave_seat()
    told = call.hall.ask_oidc.who(provider, Finish(call.body.code, begun.nonce, begun.verifier))
    if isinstance(told, Unproven):
        raise _unproven(call, told.why)
    return told


def _unproven(call: Call, why: str) -> SignOnUnproven:
    call.attempt.reason = why
    return SignOnUnproven()


def _provider(call: Call) -> Oidc:
    provider = call.hall.settings.sign_in.oidc
    if provider is None:
        raise NotFound(what="sign-in service", name="oidc")
    return provider


def _bind_browser(call: Call, response: Response, secret: str) -> None:
    response.set_cookie(
        BROWSER,
        secret,
        max_age=int(LIFE_S),
        httponly=True,
        samesite="Strict",
        secure=call.request.is_secure,
        path="/",
    )
