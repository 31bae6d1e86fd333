"""Ask an OpenID Connect provider: authorization code with PKCE, and an ID token that is checked (OIDC Core 3.1.3.7).

Run as a process: `python -m hallserver.directories.oidc`.
"""

from __future__ import annotations

import ssl
import warnings
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

from hallserver.directories.answers import (
    Answer,
    Away,
    Begin,
    Fine,
    Finish,
    Look,
    OidcQuestion,
    Person,
    Sent,
    Unproven,
)
from hallserver.directories.child import answer_once
from hallserver.directories.declared import LOOPBACK, Oidc

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

KNOWN_AT = "/.well-known/openid-configuration"
# signatures with a public key only: `none` has none, and HS256 would take a published key for a secret
ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
]
CLOCKS_DIFFER_S = 60
WAIT_S = 4.0
REDIRECTS = range(300, 400)


class _OffStandard(Exception):
    """The provider said something that no provider may say."""


def tell(question: OidcQuestion) -> Answer:
    """Answer one question."""
    with _client(question) as client:
        known = _document(client, question.provider)
        match question.asks:
            case Look():
                _ask(client, known["jwks_uri"])
                return Fine()
            case Begin(state, nonce, verifier):
                address, _ = client.create_authorization_url(
                    known["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
                )
                return Sent(address)
            case Finish():
                return _finish(client, known, question.provider, question.asks)


def _client(question: OidcQuestion) -> OAuth2Client:
    from authlib.deprecate import AuthlibDeprecationWarning

    # its next version wants another HTTP client; the bound is in pyproject
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import OAuth2Client

    provider = question.provider
    client = OAuth2Client(
        provider.client_id,
        question.secret or None,
        scope=provider.scopes,
        redirect_uri=provider.back,
        code_challenge_method="S256",
        verify=ssl.create_default_context(cafile=provider.ca_file or None),
        timeout=WAIT_S,
        trust_env=False,
        follow_redirects=False,
    )
    client.register_client_auth_method(("client_secret_basic", _show_encoded))
    return client


def _show_encoded(
    client: Any, _method: str, uri: str, headers: dict[str, str], body: str
) -> tuple[str, dict[str, str], str]:
    """Show our name and secret in the header, each form-encoded first (RFC 6749, 2.3.1), which Authlib leaves out."""
    shown = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["Authorization"] = f"Basic {b64encode(shown.encode()).decode()}"
    return uri, headers, body


def _document(client: OAuth2Client, provider: Oidc) -> dict[str, Any]:
    """Return what the provider says of itself (OIDC Discovery 4.3): of itself, and of encrypted places only."""
    known: dict[str, Any] = _ask(client, provider.issuer.rstrip("/") + KNOWN_AT)
    if known.get("issuer") != provider.issuer:
        raise _OffStandard(f"it calls itself {known.get('issuer')!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        parts = urlsplit(str(known.get(name, "")))
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise _OffStandard(f"its {name} is {known.get(name)!r}")
    client.token_endpoint_auth_method = _shows_secret(client, known)
    return known


def _shows_secret(client: OAuth2Client, known: dict[str, Any]) -> str:
    """Return how the provider wants our secret (RFC 8414: in the header where it does not say)."""
    if not client.client_secret:
        return "none"
    methods = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    in_body = "client_secret_basic" not in methods and "client_secret_post" in methods
    return "client_secret_post" if in_body else "client_secret_basic"


def _ask(client: OAuth2Client, address: str) -> Any:
    got = client.request("GET", address, withhold_token=True)
    got.raise_for_status()
    if got.status_code in REDIRECTS:
        raise _OffStandard(f"{address} leads elsewhere")
    return got.json()


def _finish(client: OAuth2Client, known: dict[str, Any], provider: Oidc, asks: Finish) -> Answer:
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    try:
        token = client.fetch_token(
            known["token_endpoint"],
            grant_type="authorization_code",
            code=asks.code,
            code_verifier=asks.verifier,
        )
    except AuthlibBaseError as error:
        return Unproven("code") if error.error == "invalid_grant" else Away(f"token endpoint: {error}"[:300])
    try:
        claims = _proven(client, known, provider, asks, token)
    except (JoseError, ValueError) as error:
        return Unproven(_word_of(error))
    return _person(provider, _with_userinfo(client, known, provider, claims))


def _proven(
    client: OAuth2Client, known: dict[str, Any], provider: Oidc, asks: Finish, token: dict[str, Any]
) -> dict[str, Any]:
    """Return the claims of an ID token that holds in every way.

    Raises:
        JoseError, ValueError: it does not.
    """
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import KeySet

    keys = KeySet.import_key_set(_ask(client, known["jwks_uri"]))
    said = jwt.decode(str(token.get("id_token", "")), keys, algorithms=ALGORITHMS)
    claims = CodeIDToken(
        said.claims,
        said.header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        },
        {"nonce": asks.nonce, "client_id": provider.client_id, "access_token": token.get("access_token")},
    )
    claims.validate(leeway=CLOCKS_DIFFER_S)
    return dict(claims)


def _with_userinfo(
    client: OAuth2Client, known: dict[str, Any], provider: Oidc, claims: dict[str, Any]
) -> dict[str, Any]:
    """Add what the ID token lacks and the userinfo endpoint tells of the same person (OIDC Core 5.3.2)."""
    place = known.get("userinfo_endpoint")
    if not place or {provider.account_claim, provider.groups_claim} <= claims.keys():
        return claims
    got = client.get(place)
    got.raise_for_status()
    more = got.json()
    return more | claims if more.get("sub") == claims["sub"] else claims


def _person(provider: Oidc, claims: dict[str, Any]) -> Answer:
    account, groups = claims.get(provider.account_claim), claims.get(provider.groups_claim, [])
    if not isinstance(account, str) or not account:
        return Unproven(provider.account_claim)
    groups = [groups] if isinstance(groups, str) else groups
    known = {each.group for each in provider.grants}
    amr, acr = claims.get("amr") or [], claims.get("acr")
    return Person(
        f"{provider.issuer} {claims['sub']}",
        account,
        tuple(each for each in groups if isinstance(each, str) and each in known),
        bool({*amr, acr} & set(provider.second_factor)),
    )


def _word_of(error: Exception) -> str:
    """Return one word for the log: the claim that is wrong, else what is."""
    claim = getattr(error, "claim", None)
    return str(claim or getattr(error, "error", "") or "token")


if __name__ == "__main__":
    answer_once(OidcQuestion, tell)
