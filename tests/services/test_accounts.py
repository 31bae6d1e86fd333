"""Staff accounts: opened, moved, shut; what the schema itself refuses; a page without a hand at it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import AccountView
from hallserver.core.errors import (
    AccountIsShut,
    AccountTaken,
    NotAllowed,
    NotFound,
    OwnAccount,
    UnknownValue,
    WrongToken,
)
from hallserver.core.rights import Principal
from hallserver.services.people import accounts, devices
from hallserver.services.people.accounts import Wish
from hallserver.store import schema
from hallserver.traffic.credentials import Signer, TokenCache
from hallserver.views.people.accounts import accounts_view
from tests.small import Desk

MANAGER = Principal("manager:office-1#1", "manager", "office-1")
WATCH = Principal("supervision:jc-1#1", "supervision", "jc-1")
IDLE = timedelta(minutes=30)


def opens(desk: Desk, wish: Wish, who: Principal = MANAGER) -> str:
    """Open an account; return its link's code."""
    code = devices.new_secret()
    desk.does(accounts.open_account, who, wish, code)
    return code


def comes_in(desk: Desk, code: str) -> str:
    """Use a link; return the cookie."""
    cookie = devices.new_secret()
    desk.does(devices.use_link, code, cookie)
    return cookie


def listed(desk: Desk, name: str, who: Principal = MANAGER) -> AccountView:
    view = desk.does(lambda work: accounts_view(work.connection, work.plan, who, work.now))
    return next(each for each in view.accounts if each.name == name)


def test_an_account_is_opened_comes_in_by_its_link_and_is_shut(desk: Desk) -> None:
    code = opens(desk, Wish("bangong-2", "manager"))
    before = listed(desk, "bangong-2")
    comes_in(desk, code)
    inside = listed(desk, "bangong-2")
    spare = devices.new_secret()
    desk.does(accounts.make_link, MANAGER, "bangong-2", spare)
    desk.does(accounts.shut_account, MANAGER, "bangong-2", "调离")
    after = listed(desk, "bangong-2")

    assert (before.pages, before.link_until is not None, before.has_password) == (0, True, False)
    assert (inside.pages, inside.signed_on_at) == (1, desk.now)
    assert (after.pages, after.shut_at, after.link_until) == (0, desk.now, None)
    with pytest.raises(WrongToken):
        comes_in(desk, spare)
    with pytest.raises(AccountIsShut):
        desk.does(accounts.make_link, MANAGER, "bangong-2", devices.new_secret())
    assert [each.kind for each in desk.told if each.kind.startswith("account.")] == [
        "account.opened",
        "account.signed_on",
        "account.shut",
    ]
    assert desk.fault() is None

    comes_in(desk, opens(desk, Wish("bangong-2", "manager")))
    assert listed(desk, "bangong-2").pages == 1


def test_a_shut_account_that_is_opened_again_has_no_password_of_before(desk: Desk) -> None:
    cookie = comes_in(desk, opens(desk, Wish("bangong-2", "manager")))
    desk.does(devices.set_password, MANAGER, "bangong-2", "$argon2id$", cookie)
    desk.does(accounts.shut_account, MANAGER, "bangong-2", "调离")
    opens(desk, Wish("bangong-2", "manager"))

    assert not listed(desk, "bangong-2").has_password


def test_another_role_signs_every_page_out_and_the_old_link_is_void(desk: Desk) -> None:
    comes_in(desk, opens(desk, Wish("hao-1", "manager")))
    spare = devices.new_secret()
    desk.does(accounts.make_link, MANAGER, "hao-1", spare)
    desk.does(accounts.move_account, MANAGER, Wish("hao-1", "department", "tax"))

    moved = listed(desk, "hao-1")
    assert (moved.role, moved.department, moved.pages) == ("department", "tax", 0)
    with pytest.raises(WrongToken):
        comes_in(desk, spare)


def test_links_of_before_are_void_for_an_account_that_is_opened_again_or_became_another_roles(
    desk: Desk,
) -> None:
    spare, early = opens(desk, Wish("hao-1", "manager")), devices.new_secret()
    desk.does(accounts.shut_account, MANAGER, "hao-1", "调离")
    opens(desk, Wish("hao-1", "manager"))
    with pytest.raises(WrongToken):
        comes_in(desk, spare)

    desk.does(devices.issue_link, MANAGER, devices.Device("manager", "hao-2"), early)
    opens(desk, Wish("hao-2", "technician"))
    with pytest.raises(WrongToken):
        comes_in(desk, early)


def test_a_name_belongs_to_one_role(desk: Desk) -> None:
    opens(desk, Wish("hao-1", "manager"))

    with pytest.raises(AccountTaken):
        opens(desk, Wish("hao-1", "technician"))
    with pytest.raises(AccountTaken):
        desk.does(devices.issue_link, MANAGER, devices.Device("supervision", "hao-1"), "s" * 43)
    with pytest.raises(UnknownValue):
        opens(desk, Wish("hao-2", "department", "nobody"))


def test_a_manager_makes_nobody_supervision_and_supervision_no_manager(desk: Desk) -> None:
    opens(desk, Wish("jc-2", "supervision"), WATCH)
    opens(desk, Wish("hao-1", "manager"))

    for refused in (
        lambda: opens(desk, Wish("jc-3", "supervision")),
        lambda: desk.does(accounts.make_link, MANAGER, "jc-2", devices.new_secret()),
        lambda: desk.does(accounts.shut_account, MANAGER, "jc-2", "x"),
        lambda: desk.does(accounts.move_account, MANAGER, Wish("hao-1", "supervision")),
        lambda: desk.does(accounts.shut_account, WATCH, "hao-1", "x"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert not listed(desk, "jc-2").ours
    assert listed(desk, "jc-2", WATCH).ours


def test_nobody_shuts_the_account_that_they_use(desk: Desk) -> None:
    opens(desk, Wish("office-1", "manager"))

    with pytest.raises(OwnAccount):
        desk.does(accounts.shut_account, MANAGER, "office-1", "by mistake")
    with pytest.raises(OwnAccount):
        desk.does(accounts.move_account, MANAGER, Wish("office-1", "technician"))
    with pytest.raises(NotFound):
        desk.does(accounts.shut_account, MANAGER, "nobody", "x")


def test_the_schema_lets_nobody_into_a_shut_account_or_another_role(desk: Desk) -> None:
    comes_in(desk, opens(desk, Wish("a_b", "manager")))
    comes_in(desk, opens(desk, Wish("axb", "manager")))
    row = {"name": "a_b#9", "hash": b"x", "issued_at": desk.now, "cookie": 1, "by_link": 0}

    def puts(role: str) -> None:
        desk.does(lambda work: work.connection.execute(insert(schema.tokens), row | {"role": role}) and None)

    with pytest.raises(IntegrityError, match="shut, or of another role"):
        puts("supervision")
    with pytest.raises(IntegrityError, match="sign the account out first"):
        desk.does(
            lambda work: (
                work.connection.execute(
                    update(schema.accounts).where(schema.accounts.c.name == "a_b").values(shut_at=work.now)
                )
                and None
            )
        )
    with pytest.raises(IntegrityError, match="never deleted"):
        desk.does(lambda work: work.connection.execute(text("DELETE FROM account")) and None)
    desk.does(accounts.shut_account, MANAGER, "a_b", "调离")  # and axb stays signed in
    assert listed(desk, "axb").pages == 1
    with pytest.raises(IntegrityError, match="shut, or of another role"):
        puts("manager")


def test_a_page_without_a_hand_is_signed_out_and_one_with_a_hand_is_not(desk: Desk) -> None:
    left, used = (comes_in(desk, opens(desk, Wish(name, "manager"))) for name in ("left", "used"))
    keyring = TokenCache(Signer(b"k"), staff_in_clear=False, idle=IDLE)

    def read() -> None:
        with desk.reader.connect() as connection:
            keyring.read(connection, desk.now)

    read()
    desk.pass_time(29 * 60)
    keyring.note_hand(used, desk.now)
    read()  # somebody else signs in: that is no hand
    assert keyring.idle_pages(desk.now) == ()
    desk.pass_time(60)
    idle = keyring.idle_pages(desk.now)
    desk.does(devices.end_idle, idle)
    read()

    assert [each.name for each in idle] == ["left"]
    assert keyring.holder(left, desk.now, cookie=True) is None
    assert keyring.holder(used, desk.now, cookie=True) is not None
    assert [each.facts for each in desk.told if each.kind == "account.signed_off"] == [
        {"account": "left", "idle": True}
    ]


def test_where_the_hall_wants_it_no_page_is_signed_out_by_the_clock(desk: Desk) -> None:
    comes_in(desk, opens(desk, Wish("left", "manager")))
    keyring = TokenCache(Signer(b"k"), staff_in_clear=False)
    with desk.reader.connect() as connection:
        keyring.read(connection, desk.now)
    desk.pass_time(11 * 3600)

    assert keyring.idle_pages(desk.now) == ()
