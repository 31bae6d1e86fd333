"""Authentication: devices by token, staff by cookie and header token, visitors by ticket key, the machine."""

from __future__ import annotations

import hmac
import re
import secrets
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Request
from sqlalchemy import Connection
from werkzeug.http import parse_cookie

from hallserver.core.errors import ForeignOrigin, NeedsTls, NotSignedOn, WrongToken
from hallserver.core.rights import STAFF_ROLES, Principal
from hallserver.services.people.devices import Held, hash_secret, live_tokens
from hallserver.traffic.addresses import UNNAMED, client_of
from hallserver.traffic.connections import Connections
from hallserver.traffic.turns import MACHINE, SEATS, SEATS_OF_STRANGERS, Caller

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

COOKIE = "hall"
LOOPBACK = frozenset({"", "127.0.0.1", "::1"})  # "" is the Unix socket
OWN_HEADER = "X-Hall-Token"
_FOLLOW_KEY = re.compile(r"([0-9]{1,18})\.[!-~]*")  # a ticket id that fits 64 bits, and its MAC
_PEER = struct.Struct("3i")
_NONCE_BYTES = 12
_BY_ITSELF = "/live-token"  # what a page asks for without a hand, to open its socket again


class Signer:
    """Signs with the secret in `DIR/hall.key`: a visitor's own key, a staff page's header token."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def follow(self, ticket: int) -> str:
        """Return the visitor's own key to one ticket: unguessable, and stored nowhere."""
        return f"{ticket}.{self._mac('follow', str(ticket))[:32]}"

    def followed(self, token: str) -> int | None:
        """Return the ticket that a follow key opens; None when it is no such key."""
        found = _FOLLOW_KEY.fullmatch(token)
        if found is None:
            return None
        ticket = found[1]
        return int(ticket) if hmac.compare_digest(self.follow(int(ticket)), token) else None

    def booking(self, code: str) -> str:
        """Return the visitor's own key to a booking: unguessable, and stored nowhere."""
        return self._mac("booking", code)[:32]

    def opens_booking(self, code: str, key: str) -> bool:
        """Whether the key is the booking's."""
        return hmac.compare_digest(self.booking(code).encode(), key.encode())

    def seal(self, purpose: str, clear: bytes) -> bytes:
        """Encrypt for the database, whose backups must not show it (AES-256-GCM, NIST SP 800-38D)."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher(purpose).encrypt(nonce, clear, None)

    def unseal(self, purpose: str, sealed: bytes) -> bytes | None:
        """Decrypt; None when it was encrypted with another hall's key."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher(purpose).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except InvalidTag:
            return None

    def _cipher(self, purpose: str) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(hmac.digest(self._key, b"seal:" + purpose.encode(), "sha256"))

    def header_token(self, cookie: str) -> str:
        """Return the token that a staff page sends beside its cookie; other sites' pages cannot know it."""
        return self._mac("header", cookie)

    def fingerprint(self, said: bytes) -> bytes:
        """Return a keyed hash that identifies a request; keyed, as a body may hold guessable data."""
        return hmac.digest(self._key, b"body:" + said, "sha256")

    def _mac(self, purpose: str, text: str) -> str:
        return hmac.digest(self._key, f"{purpose}:{text}".encode(), "sha256").hex()


@dataclass(frozen=True, slots=True)
class Credentials:
    """The caller, and the cookie if that is how they authenticated.

    `owes`: what their account must do first; keys of `OWED_WORDS`.
    """

    principal: Principal
    cookie: str | None = None
    owes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountRules:
    """What a hall asks of staff accounts.

    Attributes:
        password_life: after it a password must be changed; 0: never.
        factor_roles: roles whose accounts must have a second factor.
    """

    password_life: timedelta = timedelta(0)
    factor_roles: frozenset[str] = frozenset()

    def owed(self, held: Held, now: datetime) -> tuple[str, ...]:
        """Return what a signed-in account must do before anything else."""
        owes = []
        if (
            self.password_life
            and not held.elsewhere
            and (held.password_at is None or held.password_at + self.password_life <= now)
        ):
            owes.append("password")
        if held.principal.role in self.factor_roles and not held.has_factor:
            owes.append("second_factor")
        return tuple(owes)


class TokenCache:
    """All live tokens in memory; reloaded after each change."""

    def __init__(
        self,
        signer: Signer,
        *,
        staff_in_clear: bool,
        idle: timedelta = timedelta(0),
        rules: AccountRules | None = None,
    ) -> None:
        self.signer = signer
        self.rules = rules or AccountRules()
        self._staff_in_clear = staff_in_clear
        self._idle = idle
        self._held: dict[bytes, Held] = {}
        self._hands: dict[bytes, datetime] = {}

    def read(self, connection: Connection, now: datetime) -> None:
        """Load the live tokens; a page that is new here has had a hand at it just now."""
        self._held = live_tokens(connection)
        pages = (hashed for hashed, held in self._held.items() if held.cookie)
        self._hands = {hashed: self._hands.get(hashed, now) for hashed in pages}

    def note_hand(self, cookie: str, now: datetime) -> None:
        """Note that somebody is at a page: each change that it makes says so, and `POST /hand`."""
        hashed = hash_secret(cookie)
        if hashed in self._hands:
            self._hands[hashed] = now

    def idle_pages(self, now: datetime) -> tuple[Principal, ...]:
        """Return the pages that no hand has touched for too long, to be signed out."""
        if not self._idle:
            return ()
        return tuple(
            self._held[hashed].principal
            for hashed, at in self._hands.items()
            if hashed in self._held and at + self._idle <= now
        )

    def ids(self, now: datetime) -> set[str]:
        """Return the principals whose token is valid now and whose account owes nothing."""
        return {
            held.principal.id
            for held in self._held.values()
            if (held.expires_at is None or held.expires_at > now)
            and not (held.cookie and self.rules.owed(held, now))
        }

    def holder(self, token: str, now: datetime, *, cookie: bool = False) -> Principal | None:
        """Return the owner of a token; None when it is not valid."""
        held = self._held.get(hash_secret(token))
        if held is None or held.cookie != cookie or (held.expires_at is not None and held.expires_at <= now):
            return None
        return held.principal

    def owed(self, cookie: str, now: datetime) -> tuple[str, ...]:
        """Return what the account of a signed-in page must do before anything else."""
        held = self._held.get(hash_secret(cookie))
        return self.rules.owed(held, now) if held is not None else ()

    def bearer(self, token: str, now: datetime) -> Principal | None:
        """Return the owner of a bearer token, including a visitor's own key; None when it is not valid."""
        ticket = self.signer.followed(token)
        if ticket is not None:
            return Principal(f"follower:{ticket}", "follower", f"ticket {ticket}", ticket=ticket)
        return self.holder(token, now)

    def who(self, request: Request, now: datetime) -> Credentials:
        """Authenticate a request.

        Raises:
            NotSignedOn: no credentials. WrongToken: invalid credentials. ForeignOrigin: a staff page's change
                without its header token. NeedsTls: a staff token over a line that others can read.
        """
        shown = request.headers.get("Authorization", "")
        if shown:
            found = self._by_bearer(shown, now)
            if found.role in STAFF_ROLES and not is_local(request):
                self.check_line(request)
            return Credentials(found)
        if is_local(request):
            return Credentials(local_principal(request))
        if cookie := request.cookies.get(COOKIE):
            return self._by_cookie(request, cookie, now)
        raise NotSignedOn

    def check_line(self, request: Request) -> None:
        """Allow staff only over TLS or on the machine itself.

        Raises:
            NeedsTls: over plain http from elsewhere, unless the settings explicitly allow it.
        """
        if not self.is_safe_line(request):
            raise NeedsTls

    def is_safe_line(self, request: Request) -> bool:
        """Whether staff may use this line; loopback does not count behind an unnamed proxy."""
        if self._staff_in_clear or request.is_secure:
            return True
        return (request.remote_addr or "") in LOOPBACK and UNNAMED not in request.environ

    def _by_bearer(self, shown: str, now: datetime) -> Principal:
        scheme, _, token = shown.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise WrongToken
        found = self.bearer(token, now)
        if found is None:
            raise WrongToken
        return found

    def _by_cookie(self, request: Request, cookie: str, now: datetime) -> Credentials:
        self.check_line(request)
        found = self.holder(cookie, now, cookie=True)
        if found is None:
            raise WrongToken
        if request.method not in {"GET", "HEAD"}:
            said = request.headers.get(OWN_HEADER, "")
            if not hmac.compare_digest(said.encode(), self.signer.header_token(cookie).encode()):
                raise ForeignOrigin
            if not request.path.endswith(_BY_ITSELF):
                self.note_hand(cookie, now)
        return Credentials(found, cookie, self.owed(cookie, now))


class Callers:
    """The name under which a request takes its turn: its device or account, else its address."""

    def __init__(self, keyring: TokenCache, connections: Connections, now: Callable[[], datetime]) -> None:
        self._keyring, self._connections, self._now = keyring, connections, now

    def caller_of(self, environ: dict[str, Any]) -> Caller:
        """Return the caller; a valid token also claims its connection for its owner."""
        plug = environ.get("gunicorn.socket")
        if plug is not None and plug.family == socket.AF_UNIX:
            return MACHINE
        address = environ.get("REMOTE_ADDR", "")
        who = self._who(environ)
        if who is None:
            return client_of(address), SEATS_OF_STRANGERS
        self._connections.vouch(plug, who.id)
        return self.seats_of(who, address)

    @staticmethod
    def seats_of(who: Principal, address: str) -> Caller:
        """Return a caller's name and seats; visitors use their address's, as ticket keys are easy to get."""
        if who.role == "follower":
            return client_of(address), SEATS_OF_STRANGERS
        return who.id, SEATS

    def _who(self, environ: dict[str, Any]) -> Principal | None:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._keyring.bearer(token.strip(), self._now())
        cookie = parse_cookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
        return self._keyring.holder(cookie, self._now(), cookie=True) if cookie else None


def is_local(request: Request) -> bool:
    """Whether the request came over the server's own Unix socket."""
    peer = request.environ.get("gunicorn.socket")
    return peer is not None and peer.family == socket.AF_UNIX


def local_principal(request: Request) -> Principal:
    """Return the principal of a local user; the log names the user id."""
    peer: Any = request.environ["gunicorn.socket"]
    _, uid, _ = _PEER.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size))
    return Principal(f"local:uid{uid}", "local", f"uid{uid}")
