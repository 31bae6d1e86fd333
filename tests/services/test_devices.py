"""Who may come in: tokens and one-time links; only hashes are kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hallserver.core.errors import Malformed, NotFound, UnknownValue, WrongToken
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.services.people.devices import Device, hash_secret, live_tokens
from hallserver.services.queue import staff
from hallserver.store import schema
from tests.small import BOSS, Desk


def live(desk: Desk) -> set[str]:
    with desk.reader.connect() as connection:
        return {held.principal.id for held in live_tokens(connection).values()}


def test_only_a_tokens_hash_is_kept(desk: Desk) -> None:
    secret = devices.new_secret()
    desk.does(devices.issue_token, BOSS, Device("kiosk", "kiosk-1"), secret)

    assert desk.rows(schema.tokens)[0].hash == hash_secret(secret)
    assert secret.encode() not in b"".join(each.read_bytes() for each in desk.data.iterdir())


def test_a_new_token_ends_the_older_one_of_that_device(desk: Desk) -> None:
    for secret in ("old" * 12, "new" * 12):
        desk.does(devices.issue_token, BOSS, Device("kiosk", "kiosk-1"), secret)

    with desk.reader.connect() as connection:
        assert set(live_tokens(connection)) == {hash_secret("new" * 12)}
    assert [event.facts["name"] for event in desk.events("token.revoked")] == ["kiosk-1"]


def test_a_revoked_token_is_not_live(desk: Desk) -> None:
    desk.does(devices.issue_token, BOSS, Device("display", "board-1"), "x" * 40)
    desk.does(devices.revoke, BOSS, "display", "board-1")

    assert live(desk) == set()


@pytest.mark.parametrize(
    ("device", "error"),
    [
        (Device("emperor", "x"), UnknownValue),
        (Device("window", "x"), Malformed),
        (Device("rating", "x"), Malformed),
        (Device("window", "x", "77"), NotFound),
        (Device("department", "x"), UnknownValue),
    ],
)
def test_a_token_for_nobody_is_refused(desk: Desk, device: Device, error: type[Exception]) -> None:
    with pytest.raises(error):
        desk.does(devices.issue_token, BOSS, device, "x" * 40)

    assert live(desk) == set()


def test_a_one_time_link_opens_once(desk: Desk) -> None:
    desk.does(devices.issue_link, BOSS, Device("display", "board-1"), "code" * 8)
    desk.does(devices.use_link, "code" * 8, "secret" * 8)

    with pytest.raises(WrongToken):
        desk.does(devices.use_link, "code" * 8, "other" * 8)
    assert live(desk) == {"display:board-1"}


def test_a_link_is_good_for_a_day(desk: Desk) -> None:
    desk.does(devices.issue_link, BOSS, Device("display", "board-1"), "code" * 8)
    desk.pass_time(86_400)

    with pytest.raises(WrongToken):
        desk.does(devices.use_link, "code" * 8, "secret" * 8)


def test_a_staff_link_gives_a_cookie_that_ends(desk: Desk) -> None:
    desk.does(devices.issue_link, BOSS, Device("manager", "manager"), "code" * 8)
    desk.does(devices.use_link, "code" * 8, "secret" * 8)

    with desk.reader.connect() as connection:
        held = live_tokens(connection)[hash_secret("secret" * 8)]
        account = connection.execute(select(schema.accounts)).one()
    assert (held.cookie, held.principal.name) == (True, "manager")
    assert held.expires_at is not None
    assert (held.expires_at - desk.now).total_seconds() == 12 * 3600
    assert account.password_hash is None


def test_a_first_pin_is_set_once_and_at_its_own_window(desk: Desk) -> None:
    desk.does(devices.issue_link, BOSS, Device("window", "window-1", "1", staffer="t-2"), "code" * 8)

    def may(code: str, window: str) -> str:
        return desk.writer(lambda work: devices.may_set_pin(work.connection, code, window, work.now))

    assert may("code" * 8, "1") == "t-2"
    with pytest.raises(WrongToken):
        may("code" * 8, "2")
    with pytest.raises(WrongToken):
        may("eddo" * 8, "1")
    desk.does(_set_pin)
    with pytest.raises(WrongToken):
        may("code" * 8, "1")


def _set_pin(work: CommandContext) -> None:
    staff.set_pin(work, BOSS, "t-2", "hash")
