"""Access: tokens, links, devices, accounts, PINs."""

from __future__ import annotations

from typing import ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts


class EntryFacts(Facts, frozen=True, kw_only=True):
    """Access was given to a person or device: with a role, a name and a window."""

    role: str
    name: str
    window: str | None


class TokenIssued(EntryFacts, frozen=True, kw_only=True):
    """A token was issued."""

    KIND: ClassVar[str] = "token.issued"


class TokenRevoked(Facts, frozen=True, kw_only=True):
    """A token was revoked."""

    KIND: ClassVar[str] = "token.revoked"

    role: str
    name: str


class LinkIssued(EntryFacts, frozen=True, kw_only=True):
    """A one-time link was made."""

    KIND: ClassVar[str] = "link.issued"


class LinkUsed(EntryFacts, frozen=True, kw_only=True):
    """A one-time link was used."""

    KIND: ClassVar[str] = "link.used"


class DevicePaired(EntryFacts, frozen=True, kw_only=True):
    """A device was paired."""

    KIND: ClassVar[str] = "device.paired"

    page: str


class DeviceRenamed(Facts, frozen=True, kw_only=True):
    """A device has another name, and a window's device perhaps another window; its token stays."""

    KIND: ClassVar[str] = "device.renamed"

    role: str
    name: str
    was: str
    window: str | None


class DeviceReloaded(Facts, frozen=True, kw_only=True):
    """A device was told to load its page anew."""

    KIND: ClassVar[str] = "device.reloaded"

    role: str
    name: str


class PinSet(Facts, frozen=True, kw_only=True):
    """A PIN or a password was set."""

    KIND: ClassVar[str] = "pin.set"

    staffer: str | Absent = ABSENT
    account: str | Absent = ABSENT


class FactorFacts(Facts, frozen=True, kw_only=True):
    """The account whose second factor it is."""

    account: str


class SecondFactorSet(FactorFacts, frozen=True, kw_only=True):
    """An account has a second factor from now on; its other pages were signed out."""

    KIND: ClassVar[str] = "second_factor.set"


class SecondFactorRemoved(FactorFacts, frozen=True, kw_only=True):
    """An account has no second factor any more."""

    KIND: ClassVar[str] = "second_factor.removed"


class AccountFacts(Facts, frozen=True, kw_only=True):
    """A staff account, its role, and the department if it is of one."""

    account: str
    role: str
    department: str | None = None


class AccountOpened(AccountFacts, frozen=True, kw_only=True):
    """A staff account was opened, or a shut one again; its owner comes in by a one-time link, or by `means`."""

    KIND: ClassVar[str] = "account.opened"

    means: str | Absent = ABSENT


class AccountBound(AccountFacts, frozen=True, kw_only=True):
    """An account of the hall's own signs on by a directory from now on; its password is gone."""

    KIND: ClassVar[str] = "account.bound"

    means: str


class AccountMoved(AccountFacts, frozen=True, kw_only=True):
    """A staff account has another role or department from now on; its pages were signed out."""

    KIND: ClassVar[str] = "account.moved"


class AccountShut(AccountFacts, frozen=True, kw_only=True):
    """A staff account was shut; its pages were signed out, its links are void."""

    KIND: ClassVar[str] = "account.shut"

    reason: str


class AccountSignedOn(Facts, frozen=True, kw_only=True):
    """An account signed in."""

    KIND: ClassVar[str] = "account.signed_on"

    account: str
    role: str
    means: str | Absent = ABSENT  # password, link, ldap, oidc
    factor: str | Absent = ABSENT  # whose second factor was shown: hall, provider


class SignOnRefused(Facts, frozen=True, kw_only=True):
    """A sign-on was refused: how it was tried, why, for which known account, from where.

    `more`: that so many more of the kind were refused since, which have no event each.
    """

    KIND: ClassVar[str] = "sign_on.refused"

    means: str
    reason: str
    account: str | None
    origin: str | None
    more: int | Absent = ABSENT


class AccountSignedOff(Facts, frozen=True, kw_only=True):
    """An account signed out."""

    KIND: ClassVar[str] = "account.signed_off"

    account: str
    everywhere: bool | Absent = ABSENT
    idle: bool | Absent = ABSENT  # by the clock: no hand was at the page for too long
