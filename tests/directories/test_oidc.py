"""What a provider says is held against the standard: each claim, each signature, each place."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from hallserver.directories import oidc
from hallserver.directories.answers import (
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
from hallserver.directories.declared import Grant, Oidc
from tests.issuer import CLIENT, SECRET, Issuer, issuing


@pytest.fixture(scope="module")
def server() -> Iterator[Issuer]:
    with issuing("https://hall.example/api/v1/login/oidc/callback") as issuer:
        yield issuer


@pytest.fixture
def issuer(server: Issuer) -> Iterator[Issuer]:
    server.people["somebody"] = {"groups": ["office", "cooks", 7]}
    yield server
    server.bend, server.lies = {}, ""


def asked(at: Issuer, asks: Look | Begin | Finish, **more: Any) -> Any:
    provider = Oidc(
        issuer=at.url,
        client_id=CLIENT,
        address="https://hall.example/",
        grants=(Grant("office", "manager"),),
        second_factor=("mfa", "high"),
    )
    return oidc.tell(OidcQuestion(replace(provider, **more), SECRET, asks))


def signed_in(issuer: Issuer, **more: Any) -> Any:
    """Somebody goes there and comes back."""
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    sent = asked(issuer, Begin("a state", nonce, verifier))
    assert isinstance(sent, Sent)
    code = issuer.login(sent.address, "somebody").partition("code=")[2].partition("&")[0]
    return asked(issuer, Finish(code, nonce, more.pop("verifier", verifier)), **more)


def test_a_token_that_holds_tells_who_it_is_and_which_granted_groups(issuer: Issuer) -> None:
    assert signed_in(issuer) == Person(f"{issuer.url} person somebody", "somebody", ("office",), factor=False)


@pytest.mark.parametrize(
    ("bend", "why"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"aud": "another program"}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "azp"),
        ({"iss": "https://another.example"}, "iss"),
        ({"exp": 1_000_000_000}, "exp"),
        ({"exp": None}, "exp"),
        ({"iat": 99_000_000_000}, "iat"),
        ({"sub": None}, "sub"),
        ({"at_hash": "not of this access token"}, "at_hash"),
        ({"preferred_username": ["a", "b"]}, "preferred_username"),
    ],
)
def test_a_claim_that_is_wrong_or_missing_proves_nobody(
    issuer: Issuer, bend: dict[str, Any], why: str
) -> None:
    issuer.bend = bend

    assert signed_in(issuer) == Unproven(why)


@pytest.mark.parametrize(
    ("lies", "why"),
    [("none", "unsupported_algorithm"), ("hs256", "unsupported_algorithm"), ("stranger", "bad_signature")],
)
def test_only_a_signature_by_the_providers_own_public_key_counts(issuer: Issuer, lies: str, why: str) -> None:
    issuer.lies = lies

    assert signed_in(issuer) == Unproven(why)


def test_a_code_without_its_verifier_is_worth_nothing(issuer: Issuer) -> None:
    assert signed_in(issuer, verifier="x" * 50) == Unproven("code")


@pytest.mark.parametrize(
    ("bend", "had"),
    [
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "high"}, True),
        ({"amr": "mfa"}, None),
    ],
)
def test_a_second_factor_there_is_one_that_the_hall_names(
    issuer: Issuer, bend: dict[str, Any], had: bool | None
) -> None:
    issuer.bend = bend
    told = signed_in(issuer)

    assert told == Unproven("amr") if had is None else told.factor is had


def test_a_provider_that_calls_itself_otherwise_or_leads_elsewhere_is_no_provider(issuer: Issuer) -> None:
    assert asked(issuer, Look()) == Fine()
    with pytest.raises(oidc._OffStandard, match="calls itself"):
        asked(issuer, Look(), issuer=f"{issuer.url}/")
    issuer.lies = "clear"
    with pytest.raises(oidc._OffStandard, match="token_endpoint"):
        asked(issuer, Look())


def test_a_wrong_secret_of_ours_is_the_technicians_trouble(issuer: Issuer) -> None:
    told = signed_in(issuer, client_id="another")

    assert isinstance(told, Away)
    assert "invalid_client" in told.why
