"""What an LDAP directory is asked and believed, against OpenLDAP's own server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from hallserver.directories import ldap
from hallserver.directories.answers import Away, Check, Fine, LdapQuestion, Look, Person, Unproven
from hallserver.directories.declared import Grant, Ldap
from hallserver.traffic.directories import ask_beside
from tests.directory import BASE, LACKS, OURS, PASSWORD, SECRET, SLAPD, Directory, group, serving_directory

pytestmark = [
    pytest.mark.skipif(not Path(SLAPD).exists(), reason=LACKS),
    pytest.mark.filterwarnings(
        "ignore::DeprecationWarning:ldap3"
    ),  # it calls pyasn1 by older names; bound in pyproject
]
GRANTS = (
    Grant(group("managers"), "manager"),
    Grant(f"CN=Tax, OU=groups,{BASE.upper()}", "department", "tax"),
    Grant(group("supervisors"), "supervision"),
)


class Trap:
    """A listener that nobody may ever call."""

    def __init__(self) -> None:
        self.plug = socket.create_server(("127.0.0.1", 0))
        self.callers = 0
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            try:
                self.plug.accept()[0].close()
            except OSError:
                return
            self.callers += 1


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.plug.close()


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Iterator[Directory]:
    referral = f"ldap://127.0.0.1:{trap.plug.getsockname()[1]}/ou=people,{BASE}"
    with serving_directory(tmp_path_factory.mktemp("slapd") / "county", referral) as running:
        yield running


def declared(running: Directory, **more: Any) -> Ldap:
    return replace(
        Ldap(
            url=f"ldaps://localhost:{running.tls_port}",
            ca_file=str(running.authority),
            bind_dn=OURS,
            base=f"ou=people,{BASE}",
            groups_base=f"ou=groups,{BASE}",
            grants=GRANTS,
        ),
        **more,
    )


def check(running: Directory, account: str, password: str = PASSWORD, **more: Any) -> Any:
    return ldap.tell(LdapQuestion(declared(running, **more), SECRET, Check(account, password)))


def test_whoever_has_the_password_is_who_the_entry_says(directory: Directory) -> None:
    told = check(directory, "GOV-01")

    assert isinstance(told, Person)
    assert (told.account, told.groups, len(told.identity)) == ("gov-01", (group("managers"),), 36)
    assert told.identity == check(directory, "gov-01").identity


@pytest.mark.parametrize("password", ["", " ", "wrong", PASSWORD.upper(), "\x00"])
def test_another_password_and_an_empty_one_prove_nobody(directory: Directory, password: str) -> None:
    assert check(directory, "gov-01", password) == Unproven("password")


@pytest.mark.parametrize(
    "account",
    [
        "*",
        "gov-0*",
        "gov-01)(uid=*",
        "*)(objectClass=*",
        "gov-01\\",
        "gov-01\x00",
        "nobody",
        ")(&",
        "gov-01)(|(uid=gov-01",
    ],
)
def test_what_is_typed_is_never_read_as_a_filter(directory: Directory, account: str) -> None:
    assert check(directory, account) == Unproven("password")


def test_a_filter_that_fits_two_lets_in_neither(directory: Directory) -> None:
    fits_all = "(|(uid={account})(objectClass=inetOrgPerson))"

    assert check(directory, "gov-01", filter=fits_all) == Unproven("ambiguous")


def test_a_name_full_of_signs_binds_and_finds_its_groups_however_they_are_written(
    directory: Directory,
) -> None:
    told = check(directory, "gov-04")

    assert told.groups == (GRANTS[1].group,)


def test_groups_come_from_the_entry_too_and_nobody_without_one_has_any(directory: Directory) -> None:
    by_entry = check(directory, "gov-05", groups_base="")

    assert by_entry.groups == (group("supervisors"),)
    assert check(directory, "gov-03").groups == ()


def test_a_line_is_encrypted_by_starttls_and_its_authority_known_or_there_is_none(
    directory: Directory,
    tmp_path: Path,
) -> None:
    clear = {"url": f"ldap://localhost:{directory.port}"}

    (tmp_path / "secret").write_text(SECRET)

    assert check(directory, "gov-02", **clear, start_tls=True).account == "gov-02"
    for wrong in (
        {"ca_file": ""},
        {**clear, "start_tls": True, "ca_file": ""},
        {"url": f"ldaps://127.0.0.1:{directory.tls_port}"},  # the certificate is another name's
    ):
        told = ask_beside(tmp_path, declared(directory, secret_file="secret", **wrong), Look())
        assert isinstance(told, Away)
        assert "ertificate" in told.why


def test_no_referral_is_followed(directory: Directory, trap: Trap) -> None:
    everything = check(directory, "gov-01", base=BASE)
    to_it = check(directory, "gov-01", base=f"cn=elsewhere,ou=people,{BASE}")

    assert everything.account == "gov-01"
    assert to_it == Unproven("password")
    assert trap.callers == 0


def test_our_own_name_is_looked_at_by_the_doctor(directory: Directory) -> None:
    right = ldap.tell(LdapQuestion(declared(directory), SECRET, Look()))
    wrong = ldap.tell(LdapQuestion(declared(directory), "another", Look()))

    assert right == Fine()
    assert wrong == Away("as ourselves: invalidCredentials")
    with pytest.raises(ValueError, match="as nobody"):
        ldap.tell(LdapQuestion(declared(directory), "", Look()))
