"""Who may come in: tokens, links, devices, accounts, PINs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts(Facts):
    """Somebody or something is let in: as what, by which name, at which window."""

    role: str
    name: str
    window: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(EntryFacts):
    """A token was given."""

    KIND: ClassVar[str] = "token.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Facts):
    """It stopped."""

    KIND: ClassVar[str] = "token.revoked"

    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkIssued(EntryFacts):
    """A one-time link was made."""

    KIND: ClassVar[str] = "link.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUsed(EntryFacts):
    """It was handed in."""

    KIND: ClassVar[str] = "link.used"


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePaired(EntryFacts):
    """A device was let in."""

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
    """Somebody signed in."""

    KIND: ClassVar[str] = "account.signed_on"

    account: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSignedOff(Facts):
    """Somebody signed out."""

    KIND: ClassVar[str] = "account.signed_off"

    account: str
    everywhere: bool | Absent = ABSENT
