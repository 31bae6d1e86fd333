"""What a hall's rules ask of accounts, and whose sockets stay open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hallserver.core.rights import Principal
from hallserver.services.people.devices import Held
from hallserver.traffic.credentials import AccountRules, Signer, TokenCache

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAYS = timedelta(days=1)
BOTH = AccountRules(90 * DAYS, frozenset({"manager"}))


def page(role: str, *, age: timedelta | None, factor: bool = False, cookie: bool = True) -> Held:
    """A token of an account whose password is so old."""
    set_at = None if age is None else NOW - age
    return Held(Principal(f"{role}:x#1", role, "x"), NOW + DAYS, cookie, set_at, factor)


@pytest.mark.parametrize(
    ("held", "owed"),
    [
        (page("manager", age=DAYS, factor=True), ()),
        (page("manager", age=DAYS), ("second_factor",)),
        (page("manager", age=90 * DAYS), ("password", "second_factor")),
        (page("manager", age=None, factor=True), ("password",)),
        (page("technician", age=89 * DAYS), ()),
    ],
)
def test_an_account_owes_what_it_lacks(held: Held, owed: tuple[str, ...]) -> None:
    assert BOTH.owed(held, NOW) == owed
    assert AccountRules().owed(held, NOW) == ()


@pytest.fixture
def keyring() -> TokenCache:
    return TokenCache(Signer(b"key"), staff_in_clear=False, rules=BOTH)


def test_the_sockets_of_a_page_end_when_its_password_falls_due_and_a_programs_do_not(
    keyring: TokenCache,
) -> None:
    keyring._held = {
        b"page": page("technician", age=90 * DAYS - timedelta(seconds=1)),
        b"program": Held(Principal("technician:program", "technician", "program"), None, cookie=False),
    }

    assert keyring.ids(NOW) == {"technician:x#1", "technician:program"}
    assert keyring.ids(NOW + timedelta(seconds=1)) == {"technician:program"}


def test_what_is_sealed_for_one_purpose_is_nothing_for_another_or_with_another_key() -> None:
    sealed = Signer(b"key").seal("one", b"secret")

    assert b"secret" not in sealed
    assert Signer(b"key").unseal("one", sealed) == b"secret"
    assert Signer(b"key").unseal("two", sealed) is None
    assert Signer(b"other").unseal("one", sealed) is None
    assert Signer(b"key").seal("one", b"secret") != sealed
