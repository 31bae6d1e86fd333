"""`sign_in.toml` says what it means, or the hall says which line does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallserver.config import BadSetting, read_settings
from hallserver.core.people.granting import account_name, granted
from hallserver.directories.declared import Grant, SignIn, read_sign_in

OIDC = """[oidc]
issuer = "https://id.example"
client_id = "hall"
address = "https://hall.example"
"""
LDAP = """[ldap]
url = "ldaps://dc.example"
base = "dc=example"
"""
GRANTED = "grants = []\n"


def written(data: Path, text: str) -> SignIn:
    (data / "sign_in.toml").write_text(text, "utf-8")
    return read_sign_in(data)


def test_without_the_file_there_is_no_directory(tmp_path: Path) -> None:
    assert read_sign_in(tmp_path).all == ()


def test_both_may_be_declared(tmp_path: Path) -> None:
    found = written(tmp_path, OIDC + GRANTED + LDAP + GRANTED)

    assert [type(each).__name__ for each in found.all] == ["Oidc", "Ldap"]
    assert found.oidc is not None
    assert found.oidc.back == "https://hall.example/api/v1/login/oidc/callback"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OIDC, "grants"),
        (OIDC + GRANTED + "colour = 'red'\n", "colour"),
        (OIDC.replace("https://id", "http://id") + GRANTED, "issuer must begin with https"),
        (OIDC.replace("https://hall", "http://hall") + GRANTED, "address must begin with https"),
        (OIDC + GRANTED + "scopes = 'profile'\n", "openid"),
        (LDAP.replace("ldaps:", "ldap:") + GRANTED, "start_tls"),
        (LDAP + GRANTED + "filter = '(uid=x)'\n", "{account}"),
        (LDAP + "[[ldap.grants]]\ngroup = 'a'\nrole = 'king'\n", "king"),
        (LDAP + "[[ldap.grants]]\ngroup = 'a'\nrole = 'window'\n", "window"),
        (LDAP + "[[ldap.grants]]\ngroup = 'a'\nrole = 'department'\n", "names its department"),
        (
            LDAP + "[[ldap.grants]]\ngroup = 'a'\nrole = 'manager'\ndepartment = 'tax'\n",
            "names its department",
        ),
        ("[ldap", "sign_in.toml"),
    ],
)
def test_a_line_that_cannot_be_meant_keeps_the_hall_from_opening(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "sign_in.toml").write_text(text, "utf-8")

    with pytest.raises(BadSetting, match=said):
        read_settings(tmp_path, {})


def test_the_first_grant_that_fits_counts_and_without_one_there_is_no_role() -> None:
    grants = (Grant("a", "manager"), Grant("b", "supervision"))

    assert granted(grants, ["b", "a"]) == grants[0]
    assert granted(grants, ["A", "c", ""]) is None
    assert granted((), ["a"]) is None


@pytest.mark.parametrize("said", ["a#1", "", "  ", "x" * 65, "a\x00b", "a\u202eb\u0007"])
def test_a_name_that_could_pass_for_another_is_none(said: str) -> None:
    assert account_name(said) is None
