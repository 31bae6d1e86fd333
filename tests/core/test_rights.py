"""Who may do what."""

from __future__ import annotations

import pytest

from hallserver.core.rights import DEVICE_ROLES, PERMISSIONS, ROLES, STAFF_ROLES, Principal


@pytest.mark.parametrize("permission", list(PERMISSIONS))
def test_every_permission_is_given_to_roles_that_exist(permission: str) -> None:
    assert PERMISSIONS[permission]
    assert set(ROLES) >= PERMISSIONS[permission]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_do_something(role: str) -> None:
    assert any(Principal("x", role).may(permission) for permission in PERMISSIONS)


def test_what_is_not_in_the_table_is_refused() -> None:
    assert not Principal("anybody", "anybody").may("ticket.issue")
    with pytest.raises(KeyError):
        Principal("x", "manager").may("hall.demolish")


def test_a_display_only_looks() -> None:
    display = Principal("display:board-1", "display")

    looks = {
        "board.read",
        "clip.read",
        "media.read",
        "window.read",
        "live.public",
        "self.read",
        "call.acknowledge",
    }
    assert {each for each in PERMISSIONS if display.may(each)} == looks


def test_only_the_machine_itself_changes_the_plan() -> None:
    assert PERMISSIONS["hall.plan"] == {"local"}


def test_devices_and_staff_are_different_roles() -> None:
    assert not set(DEVICE_ROLES) & set(STAFF_ROLES)
