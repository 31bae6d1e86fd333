"""The second factor: six digits from an app on a phone, good for half a minute (TOTP, RFC 6238).

Codes of the step before and after count as well, as clocks differ; a code counts once: whoever uses one notes its
step, and only later steps count from then on (RFC 6238, 5.2).
"""

from __future__ import annotations

import hmac
from datetime import datetime

STEP_S = 30
CLOCKS_DIFFER = 1  # steps
LONGEST = 16  # characters of a name in the address: a Chinese one is nine bytes there, and a phone reads small codes


def new_secret() -> str:
    """Return 160 random bits in base 32 (RFC 4226, 4)."""
    from pyotp import random_base32

    return random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the step whose code this is; None when it is none of this half minute and its neighbours.

    Args:
        secret: in base 32.
        code: six digits; spaces between them do not count.
        now: the machine's time, as the phone has its own.
    """
    from pyotp import TOTP

    told = "".join(code.split()).encode()
    present = int(now.timestamp()) // STEP_S
    app = TOTP(secret, interval=STEP_S)
    for step in range(present - CLOCKS_DIFFER, present + CLOCKS_DIFFER + 1):
        if hmac.compare_digest(app.generate_otp(step).encode(), told):
            return step
    return None


def address_of(secret: str, account: str, hall: str) -> str:
    """Return the `otpauth:` address that the app reads off a QR code (Key URI format)."""
    from pyotp import TOTP

    named, hall = account[:LONGEST], hall[:LONGEST]
    return TOTP(secret, interval=STEP_S).provisioning_uri(name=named, issuer_name=hall)
