"""What the desk asks a directory's process, and what that answers: JSON on its standard input and output."""

from __future__ import annotations

from msgspec import Struct

from hallserver.directories.declared import Ldap, Oidc


class Look(Struct, frozen=True, tag="look"):
    """Whether the directory answers, and knows us."""


class Begin(Struct, frozen=True, tag="begin"):
    """Where a browser is sent to prove who sits before it."""

    state: str
    nonce: str
    verifier: str


class Finish(Struct, frozen=True, tag="finish"):
    """Who has come back with this code."""

    code: str
    nonce: str
    verifier: str


class Check(Struct, frozen=True, tag="check"):
    """Whose account and password these are."""

    account: str
    password: str


class OidcQuestion(Struct, frozen=True):
    """A question to a provider."""

    provider: Oidc
    secret: str
    asks: Look | Begin | Finish


class LdapQuestion(Struct, frozen=True):
    """A question to a directory."""

    directory: Ldap
    secret: str
    asks: Look | Check


class Sent(Struct, frozen=True, tag="sent"):
    """The address for the browser."""

    address: str


class Person(Struct, frozen=True, tag="person"):
    """Somebody who has proved who they are.

    Attributes:
        identity: what never changes of them at that directory.
        account: the name of their account there.
        groups: their groups, as the grants spell them.
        factor: a second factor was asked for there.
    """

    identity: str
    account: str
    groups: tuple[str, ...]
    factor: bool = False


class Unproven(Struct, frozen=True, tag="unproven"):
    """Nobody has proved anything; `why` is one word for the log: `password`, `code`, or the claim that is wrong."""

    why: str


class Away(Struct, frozen=True, tag="away"):
    """The directory did not answer, or not as the standard says; `why` is for the server's log and the doctor."""

    why: str


class Fine(Struct, frozen=True, tag="fine"):
    """It answers."""


Answer = Sent | Person | Unproven | Away | Fine
