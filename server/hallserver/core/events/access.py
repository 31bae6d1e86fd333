"""Access: tokens, links, devices, accounts, PINs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts(Facts):
    """Access was given to a person or device: with a role, a name and a window."""

    role: str
    name: str
    window: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(EntryFacts):
    """A token was issued."""

    KIND: ClassVar[str] = "token.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Facts):
    """A token was revoked."""

    KIND: ClassVar[str] = "token.revoked"

    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkIssued(EntryFacts):
    """A one-time link was made."""

    KIND: ClassVar[str] = "link.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUsed(EntryFacts):
    """A one-time link was used."""

    KIND: ClassVar[str] = "link.used"


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePaired(EntryFacts):
    """A device was paired."""

    KIND: ClassVar[str] = "device.paired"

    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSet(Facts):
    """A PIN or a password was set."""

    KIND: ClassVar[str] = "pin.set"

    staffer: str | Absent = ABSENT
    account: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSignedOn(Facts):
    """An account signed in."""

    KIND: ClassVar[str] = "account.signed_on"

    account: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSignedOff(Facts):
    """An account signed out."""

    KIND: ClassVar[str] = "account.signed_off"

    account: str
    everywhere: bool | Absent = ABSENT
