"""Pairing: six digits, ten minutes, once; what is kept is a hash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import Malformed, NotFound, PairingLapsed
from hallserver.services.context import CommandContext
from hallserver.services.people import devices, pairing
from hallserver.services.people.devices import Device, hash_secret
from hallserver.store import schema
from tests.small import BOSS, Desk

pytestmark = pytest.mark.long

SECRET = "s" * 43
BOARD = Device("display", "board-1")


def asks(desk: Desk, secret: str = SECRET, address: str = "10.0.0.7") -> str:
    return str(desk.does(pairing.ask, "board", secret, address)[0])


def good(desk: Desk) -> set[bytes]:
    with desk.reader.connect() as connection:
        return set(devices.live_tokens(connection))


def test_a_confirmed_device_comes_in_by_the_secret_that_it_holds(desk: Desk) -> None:
    code = asks(desk)
    assert good(desk) == set()
    desk.does(pairing.confirm, BOSS, code, BOARD)

    assert good(desk) == {hash_secret(SECRET)}
    assert len(code) == 6
    assert code.isdigit()
    assert SECRET.encode() not in b"".join(each.read_bytes() for each in desk.data.iterdir())


def test_digits_open_once(desk: Desk) -> None:
    code = asks(desk)
    desk.does(pairing.confirm, BOSS, code, BOARD)

    with pytest.raises(PairingLapsed):
        desk.does(pairing.confirm, BOSS, code, Device("display", "board-2"))


def test_digits_are_good_for_ten_minutes(desk: Desk) -> None:
    code = asks(desk)
    desk.pass_time(600)

    with pytest.raises(PairingLapsed):
        desk.does(pairing.confirm, BOSS, code, BOARD)
    assert good(desk) == set()


def test_guessed_digits_open_nothing(desk: Desk) -> None:
    asks(desk)

    with pytest.raises(PairingLapsed):
        desk.does(pairing.confirm, BOSS, "abcdef", BOARD)


@pytest.mark.parametrize(
    ("device", "error"), [(Device("rating", "r"), Malformed), (Device("window", "w", "77"), NotFound)]
)
def test_a_device_that_cannot_be_leaves_the_digits_good(
    desk: Desk, device: Device, error: type[Exception]
) -> None:
    code = asks(desk)
    with pytest.raises(error):
        desk.does(pairing.confirm, BOSS, code, device)
    desk.does(pairing.confirm, BOSS, code, BOARD)

    assert good(desk) == {hash_secret(SECRET)}


def test_pairing_anew_ends_the_older_token_of_that_name(desk: Desk) -> None:
    for secret in ("a" * 43, "b" * 43):
        desk.does(pairing.confirm, BOSS, asks(desk, secret), BOARD)

    assert good(desk) == {hash_secret("b" * 43)}
    assert len(desk.events("device.paired")) == 2


@pytest.mark.parametrize("addresses", [1, 10, 150])
def test_whoever_asks_too_much_keeps_nobody_else_out(desk: Desk, addresses: int) -> None:
    honest = asks(desk, "honest", "10.0.9.1")
    for n in range(2 * pairing.MOST_OPEN):
        asks(desk, f"secret-{n}", f"10.0.0.{n % addresses}")

    with desk.reader.connect() as connection:
        still_open = connection.execute(select(func.count()).select_from(schema.pairings)).scalar_one()
    assert still_open <= pairing.MOST_OPEN
    desk.does(pairing.confirm, BOSS, honest, BOARD)
    assert good(desk) == {hash_secret("honest")}


def test_the_newest_digits_of_the_busiest_address_replace_its_oldest(desk: Desk) -> None:
    codes = [asks(desk, f"secret-{n}") for n in range(pairing.MOST_OPEN + 1)]

    desk.does(pairing.confirm, BOSS, codes[-1], BOARD)
    with pytest.raises(PairingLapsed):
        desk.does(pairing.confirm, BOSS, codes[0], Device("display", "board-2"))


def test_the_schema_itself_keeps_two_open_codes_apart(desk: Desk) -> None:
    def twice(work: CommandContext) -> None:
        rows = [
            {
                "code": "123456",
                "hash": bytes([n]),
                "page": "board",
                "address": "",
                "asked_at": work.now,
                "expires_at": work.now + timedelta(minutes=1),
            }
            for n in range(2)
        ]
        work.connection.execute(insert(schema.pairings), rows)

    with pytest.raises(IntegrityError):
        desk.does(twice)


def test_when_a_device_was_last_heard_of_never_runs_backwards(desk: Desk) -> None:
    desk.does(pairing.confirm, BOSS, asks(desk), BOARD)
    for minutes in (5, 3):
        desk.does(pairing.note_seen, {"display:board-1": desk.now + timedelta(minutes=minutes)})

    assert desk.rows(schema.tokens)[0].last_seen_at == desk.now + timedelta(minutes=5)
