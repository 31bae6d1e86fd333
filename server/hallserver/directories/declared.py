"""What a hall says of its directories: `DIR/sign_in.toml`, read strictly; without it, there are none."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from hallserver.core.rights import STAFF_ROLES

FILE = "sign_in.toml"
PLACE = "{account}"
BACK = "/api/v1/login/oidc/callback"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Text = Annotated[str, Meta(min_length=1, max_length=500)]


class BadDirectory(ValueError):
    """A line of `sign_in.toml` that cannot be meant; the message names it."""


class Grant(Struct, frozen=True, forbid_unknown_fields=True):
    """Whoever is in the group gets the role; only a department's account has a department, by its code."""

    group: Text
    role: Text
    department: str | None = None


class _Directory(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What both kinds have.

    Attributes:
        grants: group → role; the first that fits counts, and whoever fits none is refused.
        create: an account is opened at the first sign-on of somebody whom no account is of.
        adopt: an account of the hall's own, with the same name, role and department, becomes theirs then.
        ca_file: the authority of the directory's certificate; empty: the machine's own list.
        secret_file: holds our secret; relative to the hall's folder.
    """

    grants: tuple[Grant, ...]
    create: bool = True
    adopt: bool = False
    ca_file: str = ""
    secret_file: str = ""


class Oidc(_Directory, frozen=True, kw_only=True):
    """An OpenID Connect provider.

    Attributes:
        issuer: as it stands in its tokens.
        address: of our own pages, as browsers know it; the provider sends people back there and nowhere else.
        zh, en: its name on the sign-in page.
        account_claim, groups_claim: the claims that hold the account's name and the groups.
        second_factor: values of `amr`, or of `acr`, that mean it has asked for a second factor.
    """

    issuer: Text
    client_id: Text
    address: Text
    zh: Text = "统一身份认证"
    en: Text = "the city’s account"
    scopes: Text = "openid profile"
    account_claim: Text = "preferred_username"
    groups_claim: Text = "groups"
    second_factor: tuple[str, ...] = ()

    @property
    def back(self) -> str:
        """Return the address that the provider sends browsers back to; it is registered there."""
        return self.address.rstrip("/") + BACK


class Ldap(_Directory, frozen=True, kw_only=True):
    """An LDAP directory.

    Attributes:
        url: `ldaps://…`, or `ldap://…` with `start_tls`; a password never goes in the clear.
        bind_dn: as whom we look somebody up; empty: as nobody.
        base, filter: where people are, and which entry is of the typed account.
        account_attribute: its name; identity_attribute: what never changes of it (Active Directory: `objectGUID`).
        group_attribute: lists the entry's groups.
        groups_base, groups_filter: where else groups are, each naming its members; `{dn}` is the person's.
    """

    url: Text
    base: Text
    start_tls: bool = False
    bind_dn: str = ""
    filter: Text = "(&(objectClass=person)(uid={account}))"
    account_attribute: Text = "uid"
    identity_attribute: Text = "entryUUID"
    group_attribute: str = "memberOf"
    groups_base: str = ""
    groups_filter: Text = "(member={dn})"


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """The directories of a hall."""

    oidc: Oidc | None = None
    ldap: Ldap | None = None

    @property
    def all(self) -> tuple[Oidc | Ldap, ...]:
        """Return those that there are."""
        return tuple(each for each in (self.oidc, self.ldap) if each is not None)


def read_sign_in(data: Path) -> SignIn:
    """Read `DIR/sign_in.toml`.

    Raises:
        BadDirectory: an unknown name, a wrong type, a line in the clear, a role that is none.
    """
    file = data / FILE
    if not file.is_file():
        return SignIn()
    try:
        found = msgspec.convert(tomllib.loads(file.read_text("utf-8")), SignIn)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDirectory(f"{file}: {error}") from error
    for fault in _faults(found):
        raise BadDirectory(f"{file}: {fault}")
    return found


def read_secret(data: Path, directory: Oidc | Ldap) -> str:
    """Return our secret at a directory; empty where it wants none.

    Raises:
        OSError, UnicodeDecodeError: its file cannot be read.
    """
    return (data / directory.secret_file).read_text("utf-8").strip() if directory.secret_file else ""


def _faults(found: SignIn) -> Sequence[str]:
    faults = [fault for each in found.all for grant in each.grants if (fault := _fault_of(grant))]
    if found.oidc is not None:
        faults += [
            f"{name} must begin with https://, not “{said}”"
            for name, said in (("issuer", found.oidc.issuer), ("address", found.oidc.address))
            if not _is_safe(said)
        ]
        if "openid" not in found.oidc.scopes.split():
            faults.append("scopes must contain openid")
    if found.ldap is not None:
        scheme = urlsplit(found.ldap.url).scheme
        if scheme != "ldaps" and not (scheme == "ldap" and found.ldap.start_tls):
            faults.append("url must be ldaps://…, or ldap://… with start_tls = true")
        if PLACE not in found.ldap.filter:
            faults.append(f"filter must contain {PLACE}")
    return faults


def _fault_of(grant: Grant) -> str | None:
    if grant.role not in STAFF_ROLES:
        return f"a grant's role is one of {', '.join(STAFF_ROLES)}, not “{grant.role}”"
    if (grant.role == "department") != (grant.department is not None):
        return f"the grant of “{grant.group}”: the role department, and no other, names its department"
    return None


def _is_safe(said: str) -> bool:
    """Whether an address is encrypted, or on this machine."""
    parts = urlsplit(said)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
