"""The second factor of one's own account: drafted, proved by its first code, removed."""

from __future__ import annotations

import io
import time
from datetime import timedelta

from hallserver.contract import FactorDraft
from hallserver.contract.requests import FactorBody, FactorOffBody
from hallserver.core.errors import Malformed, NotSignedOn, SignOnLapsed, WrongSecondFactor
from hallserver.core.language.why import Why
from hallserver.core.people.second_factor import address_of, new_secret, step_of
from hallserver.services.people import devices
from hallserver.store.rows import AccountRow
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.access import owners, pins, sign_on

DRAFT_FOR = timedelta(minutes=10)
DRAFT = "drafted factor"  # what a draft is sealed for, with the account


@route(
    "POST",
    "/second-factor/draft",
    permission="live.token",
    response=FactorDraft,
    keyed=False,
    while_owing=True,
)
def draft_factor(call: Call) -> Act:
    """Make a second factor that is not the account's yet: for an app, which then shows its first code."""
    import segno

    if call.cookie is None:
        raise NotSignedOn  # a program's token has no second factor
    call.hall.drafting.let_in(call.who.name, time.monotonic())
    secret, plan = new_secret(), call.hall.plan
    address = address_of(secret, call.who.name, plan.name.zh)
    picture = io.BytesIO()
    segno.make(address, error="l").save(picture, kind="svg", xmldecl=False, scale=5, border=4, light="#fff")
    until = int((call.now + DRAFT_FOR).timestamp())
    draft = call.hall.signer.seal(f"{DRAFT} {call.who.name}", f"{until} {secret}".encode()).hex()
    return Act(lambda _: FactorDraft(secret, address, picture.getvalue().decode(), draft))


@route("POST", "/second-factor", permission="live.token", body=FactorBody, while_owing=True)
def set_factor(call: Call) -> Act:
    """Give the caller's account a second factor, proved by its first code; its other pages are signed out."""
    if call.cookie is None:
        raise NotSignedOn
    cookie, body = call.cookie, call.body
    secret = _drafted(call, body.draft)
    account = owners.account_of(call)
    if account is not None and owners.asks_old(call, account):
        _prove_again(call, account, cookie)
    step = step_of(secret, body.code, call.wall_now)
    if step is None:
        raise WrongSecondFactor
    sealed = call.hall.signer.seal(pins.FACTOR, secret.encode())
    return Act(lambda work: devices.set_factor(work, call.who, sealed, step, cookie))


@route("POST", "/second-factor/off", permission="live.token", body=FactorOffBody, while_owing=True)
def remove_factor(call: Call) -> Act:
    """Remove the caller's second factor, with one of its codes; right after a one-time link without one."""
    if call.cookie is None:
        raise NotSignedOn
    cookie, account = call.cookie, owners.account_of(call)
    used = pins.check_factor(call, account, call.body.code or "") if owners.asks_old(call, account) else None
    sealed = account.factor_secret if account else None
    return Act(lambda work: devices.remove_factor(work, call.who, sealed, used, cookie))


def _prove_again(call: Call, account: AccountRow, cookie: str) -> None:
    """Ask for the account's password, here or at its directory; where only a provider has one, for a fresh sign-on.

    Raises:
        WrongPin, TooMany, DirectoryAway. SignOnLapsed: the page must sign in once more.
    """
    if sign_on.shows_password(account):
        pins.prove_again(call, account, call.body.password or "")
        return
    fresh_ms = call.hall.writer.state.timeouts.fresh_link_ms
    with call.hall.reading() as connection:
        if not devices.is_fresh(connection, cookie, call.now, fresh_ms):
            raise SignOnLapsed


def _drafted(call: Call, draft: str) -> str:
    """Return the secret of a draft.

    Raises:
        Malformed: it is none, another account's, or older than ten minutes.
    """
    try:
        told = call.hall.signer.unseal(f"{DRAFT} {call.who.name}", bytes.fromhex(draft))
    except ValueError:
        told = None
    until, _, secret = (told or b"0 ").decode().partition(" ")
    if int(until) <= call.now.timestamp():
        raise Malformed(Why("二维码已过期，请重新获取", "the code to scan is too old; ask for another one"))
    return secret
