"""What a request tries when it signs somebody on, and how its refusal comes into the hall's log."""

from __future__ import annotations

from dataclasses import dataclass

from hallserver.core.errors import (
    AccountIsShut,
    DirectoryAway,
    HallError,
    NameTaken,
    NeedsTls,
    NoRoleGranted,
    SecondFactorLost,
    SignOnLapsed,
    SignOnUnproven,
    TooMany,
    WrongPin,
    WrongSecondFactor,
    WrongToken,
)
from hallserver.core.rights import ROLES, Principal
from hallserver.hall import Hall
from hallserver.traffic.addresses import client_of
from hallserver.traffic.refused_sign_ons import RefusedSignOn, told

# other errors are a step of a sign-on (a code is missing), or the hall's own trouble
REFUSALS = (
    AccountIsShut,
    DirectoryAway,
    NameTaken,
    NeedsTls,
    NoRoleGranted,
    SecondFactorLost,
    SignOnLapsed,
    SignOnUnproven,
    TooMany,
    WrongPin,
    WrongSecondFactor,
    WrongToken,
)


@dataclass(slots=True)
class Attempt:
    """A sign-on that a request tries.

    Attributes:
        means: how; empty while nothing was tried.
        account: one that the hall knows, or its directory has proved; never what somebody only typed.
        reason: empty: the error's code.
    """

    means: str = ""
    account: str | None = None
    reason: str = ""

    def by(self, means: str, account: str | None = None) -> None:
        """Note what is tried."""
        self.means, self.account = means, account

    def note(self, hall: Hall, who: Principal, error: HallError, address: str) -> None:
        """Write a refusal into the hall's log, or let it be summed up."""
        if not self.means or not isinstance(error, REFUSALS):
            return
        origin = who.label if who.role in ROLES else client_of(address)
        first = hall.refused.note(RefusedSignOn(self.means, self.reason or error.code, self.account, origin))
        if first is not None:
            event = told(first)
            hall.writer(lambda work: work.publish(who, event) and None)
