"""PINs and passwords: argon2id (RFC 9106, its low-memory profile), checked beside the hub."""

from __future__ import annotations

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from hallserver.core.errors import WrongPin
from hallserver.services import devices, staff
from hallserver.store import queries
from hallserver.web.door import Call

_hasher = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)
# what an unknown name is checked against, so that it takes as long as a known one
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A"


def hash_pin(pin: str) -> str:
    """Hash a PIN or a password."""
    return _hasher.hash(pin)


def is_right(stored: str | None, said: str) -> bool:
    """Whether they belong together."""
    try:
        _hasher.verify(stored or _NOBODY, said)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def check_staffer(call: Call, staffer: str, pin: str) -> str:
    """Check a staffer's PIN; gives the hash it was right for.

    Raises:
        WrongPin, TooMany: and the wrong try is counted.
    """
    with call.hall.reading() as connection:
        row = queries.staffer(connection, staffer)
    if row is not None:
        staff.check_locked(row, call.now)
    stored = row.pin_hash if row is not None else None
    if not call.hall.slowly(is_right, stored, pin):
        call.hall.pen(lambda work: staff.note_pin(work, staffer, right=False))
        raise WrongPin
    return str(stored)


def check_account(call: Call, name: str, password: str) -> None:
    """Check a staff account's password.

    Raises:
        WrongPin, TooMany: and the wrong try is counted.
    """
    with call.hall.reading() as connection:
        row = devices.find_account(connection, name)
    if row is not None:
        staff.check_locked(row, call.now)
    stored = row.password_hash if row is not None else None
    if not call.hall.slowly(is_right, stored, password):
        call.hall.pen(lambda work: devices.note_login(work, name, right=False))
        raise WrongPin
