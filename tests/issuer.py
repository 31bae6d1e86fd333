"""A real OpenID provider on loopback, over HTTP, which can also be made to lie; it checks what a provider checks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, quote_plus, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "hall", "a secret between provider & hall, 100 %"
FOR_S = 300


@dataclass
class Issuer:
    """A provider that runs.

    Attributes:
        people: account → claims beyond the usual ones.
        bend: claims of the next ID tokens that are not as they should be; None leaves one out.
        lies: another way of signing: `none`, `hs256`, `stranger`, or of answering: `slow`, `clear`.
        asked: the parameters of every authorization request.
    """

    back: str
    server: ThreadingHTTPServer
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    bend: dict[str, Any] = field(default_factory=dict)
    lies: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def declared(self, address: str, **more: object) -> str:
        """Our lines of `sign_in.toml` for it, without grants."""
        said = {
            "issuer": self.url,
            "client_id": CLIENT,
            "secret_file": "oidc.secret",
            "address": address,
        } | more
        return "[oidc]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items())

    def login(self, address: str, account: str) -> str:
        """What a person's browser does there: gives the address that it is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return self.consent(asked, account)

    def consent(self, asked: dict[str, str], account: str) -> str:
        """Somebody has signed in here: make a code."""
        assert asked["redirect_uri"] == self.back, "only the registered address"
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked | {"account": account}
        return f"{self.back}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str], basic: str) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once, for the ID token."""
        if (
            base64.b64decode(basic).decode() != f"{quote_plus(CLIENT)}:{quote_plus(SECRET)}"
        ):  # RFC 6749, 2.3.1
            return 401, {"error": "invalid_client"}
        known = self.codes.pop(asked.get("code", ""), None)
        challenge = _in_url(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        if (
            known is None
            or known["redirect_uri"] != asked.get("redirect_uri")
            or known["code_challenge"] != challenge
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "a" * 20,
            "token_type": "Bearer",
            "expires_in": FOR_S,
            "id_token": self._id_token(known),
        }

    def _id_token(self, known: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": f"person {known['account']}",
            "aud": CLIENT,
            "iat": now,
            "exp": now + FOR_S,
            "nonce": known["nonce"],
            "preferred_username": known["account"],
        }
        claims |= self.people.get(known["account"], {}) | self.bend
        claims = {name: value for name, value in claims.items() if value is not None}
        match self.lies:
            case "none":
                return f"{_written({'alg': 'none'})}.{_written(claims)}."
            case "hs256":  # the published key taken for a shared secret
                body = f"{_written({'alg': 'HS256', 'kid': 'one'})}.{_written(claims)}"
                mac = hmac.digest(self.key.as_pem(private=False), body.encode(), "sha256")
                return f"{body}.{_in_url(mac)}"
            case "stranger":
                return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048))
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)

    def document(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": "http://192.0.2.1/token" if self.lies == "clear" else f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
        }


class _Answering(BaseHTTPRequestHandler):
    issuer: Issuer

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if self.issuer.lies == "slow":
            time.sleep(30)
        match where.path:
            case "/.well-known/openid-configuration":
                self._say(200, self.issuer.document())
            case "/keys":
                self._say(200, KeySet([self.issuer.key]).as_dict(private=False))
            case "/authorize":
                self.issuer.asked.append(asked)
                links = "".join(
                    f'<p><a href="/as/{quote(each)}?{escape(where.query)}">{escape(each)}</a></p>'
                    for each in self.issuer.people
                )
                no = f"{self.issuer.back}?{urlencode({'error': 'access_denied', 'state': asked.get('state', '')})}"
                self._page(
                    f"<!doctype html><title>provider</title>{links}<p><a href='{escape(no)}'>no</a></p>"
                )
            case path if path.startswith("/as/"):
                self.send_response(303)
                self.send_header("Location", self.issuer.consent(asked, unquote(path[4:])))
                self.end_headers()
            case _:
                self._say(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        self._say(*self.issuer.token(asked, self.headers.get("Authorization", "").removeprefix("Basic ")))

    def _say(self, status: int, said: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(said).encode())

    def _page(self, text: str) -> None:
        self._send(200, "text/html; charset=utf-8", text.encode())

    def _send(self, status: int, kind: str, raw: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _in_url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _written(said: dict[str, Any]) -> str:
    return _in_url(json.dumps(said).encode())


@contextmanager
def issuing(back: str) -> Iterator[Issuer]:
    """A provider for the length of a block, at which the hall's address is registered."""
    handler = type("Handler", (_Answering,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    issuer = Issuer(back, server)
    handler.issuer = issuer  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
