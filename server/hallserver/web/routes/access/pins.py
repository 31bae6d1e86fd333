"""PINs and passwords: argon2id; tries are counted, then hashed in a thread."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import gevent.subprocess
import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from hallserver.core.errors import (
    DirectoryAway,
    GuessablePassword,
    NothingToServe,
    SamePassword,
    SecondFactorLost,
    SecondFactorNeeded,
    SimplePassword,
    WrongPin,
    WrongSecondFactor,
)
from hallserver.core.language.text import fold_search
from hallserver.core.people.passwords import GUESSABLE, count_classes
from hallserver.core.people.second_factor import step_of
from hallserver.directories.answers import Check, Person, Unproven
from hallserver.services.people import devices
from hallserver.store import queries
from hallserver.store.rows import AccountRow, StafferRow
from hallserver.traffic.addresses import client_of
from hallserver.traffic.guesses import Guesses
from hallserver.web.door import Call

JUDGE = [sys.executable, "-m", "hallserver.core.people.passwords"]
JUDGED_WITHIN_S = 30.0
FACTOR = "second factor"  # what the secret is sealed for
# RFC 9106's low-memory profile but for its lanes: each is a thread, and four take both cores from the hall
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# checked for unknown names, so that they take as long as known ones
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$jCvB7g2bNisHOBFpEZvS2w$A8twVPzIUjpbGanWKO/9zvk1SIvvClbE5qURP/LlysE"


def hash_pin(pin: str) -> str:
    """Hash a PIN or a password."""
    return _hasher.hash(pin)


def refuse_weak(call: Call, password: str, was: str | None) -> None:
    """Refuse a new password that is not what the hall asks, or that somebody would guess.

    `was` is the hash of one that must be changed. The lists are searched in a process of its own, one at a time.

    Raises:
        SimplePassword, SamePassword: against the hall's rule. GuessablePassword: it is in the lists, or made of
            them and of the account's or the hall's name.
    """
    classes = call.hall.settings.passwords.classes
    if count_classes(password) < classes:
        raise SimplePassword(classes)
    plan = call.hall.plan
    asked = msgspec.json.encode([password, call.who.name, plan.code, plan.name.zh, plan.name.en])
    with call.hall.making["password"]:
        done = gevent.subprocess.run(JUDGE, input=asked, capture_output=True, timeout=JUDGED_WITHIN_S)
    if done.returncode == GUESSABLE:
        raise GuessablePassword
    done.check_returncode()
    if was is not None and call.hall.hash_for_all(is_right, was, password):
        raise SamePassword


def is_right(stored: str | None, said: str) -> bool:
    """Whether the PIN or password matches the stored hash."""
    try:
        _hasher.verify(stored or _NOBODY, said)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def check_staffer(call: Call, window: str, staffer: str, pin: str) -> str:
    """Check a staffer's PIN at a window's device; return the hash it matched.

    Raises:
        NothingToServe: no staffer of that department sits here, so the PIN was not checked. WrongPin,
            TooMany.
    """
    with call.hall.reading() as connection:
        row = queries.staffer(connection, staffer)
    if row is not None and not _may_sit(call, window, row):
        raise NothingToServe({"window": window}, staffer=row.name.zh, window=window)
    stored: str | None = row.pin_hash if row is not None else None
    call.attempt.by("pin", staffer if row is not None else None)
    with _counted(call.hall.guesses, call, f"staffer:{staffer}", call.who.id):
        if not call.hall.hash_at_windows(is_right, stored, pin):
            raise WrongPin
    return str(stored)


def prove(call: Call, name: str, password: str) -> AccountRow | Person:
    """Check a staff account's password: here, or at the directory for whom it has or may have.

    Returns:
        the account as it was then, or the directory's person, who may be of none yet.

    Raises:
        WrongPin, TooMany. DirectoryAway: it does not answer; the try does not count.
    """
    with call.hall.reading() as connection:
        row = devices.find_account(connection, name)
    call.attempt.by("password", row.name if row else None)
    # a directory takes many spellings for one
    counted = fold_search(name)
    with _counted(call.hall.guesses, call, f"account:{counted}", client_of(call.request.remote_addr or "")):
        ldap = call.hall.settings.sign_in.ldap
        if ldap is None or (row is not None and not _is_theirs(row)):
            stored = row.password_hash if row is not None else None
            if call.hall.hash_for_all(is_right, stored, password) and row is not None:
                return row
            if ldap is None or row is None or row.identity is not None or not ldap.adopt:
                raise WrongPin
        call.attempt.by("ldap", row.name if row else None)
        told = call.hall.ask_ldap.who(ldap, Check(name, password))
        if isinstance(told, Unproven):
            call.attempt.reason = told.why
            raise WrongPin
        return told


def prove_again(call: Call, account: AccountRow, password: str) -> None:
    """Check the password of an account that is signed in.

    Raises:
        WrongPin, TooMany, DirectoryAway.
    """
    told = prove(call, account.name, password)
    if isinstance(told, Person) and account.identity != f"ldap:{told.identity}":
        raise WrongPin


def _is_theirs(row: AccountRow) -> bool:
    return row.identity is not None and row.identity.startswith("ldap:")


def check_factor(call: Call, account: AccountRow | None, code: str | None) -> int | None:
    """Check the code of an account's second factor; return its step, None for an account without one.

    Raises:
        SecondFactorNeeded: no code came. WrongSecondFactor, TooMany. SecondFactorLost: the secret was encrypted
            with another key than this hall's.
    """
    if account is None or account.factor_secret is None:
        return None
    if code is None:
        raise SecondFactorNeeded
    secret = call.hall.signer.unseal(FACTOR, account.factor_secret)
    if secret is None:
        raise SecondFactorLost
    with _counted(call.hall.code_guesses, call, account.name, client_of(call.request.remote_addr or "")):
        step = step_of(secret.decode(), code, call.wall_now)
        if step is None or step <= account.factor_step:
            raise WrongSecondFactor
    return step


@contextmanager
def _counted(guesses: Guesses, call: Call, account: str, origin: str) -> Iterator[None]:
    tried = guesses.begin(account, origin)
    call.leave_seat()
    try:
        yield
    except DirectoryAway:
        guesses.was_none(tried)
        raise
    guesses.was_right(tried)


def _may_sit(call: Call, window: str, staffer: StafferRow) -> bool:
    """Whether the staffer's department has a matter at the window, or the window is of no department."""
    plan = call.hall.plan
    own = plan.windows[window].department if window in plan.windows else None
    matters = plan.matters_at(window, call.now) if window in plan.windows else ()
    return own is None or staffer.department in {own, *(plan.matters[code].department for code in matters)}
