"""Staff sign in with a directory's password, against OpenLDAP's own server; the hall's own accounts stand beside it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.directory import LACKS, PASSWORD, SECRET, SLAPD, Directory, group, serving_directory
from tests.elsewhere import Browser, knowing, refusals, sign_ons
from tests.running import RunningHall, hall
from tests.small import found
from tests.web.test_people import code_of
from tests.web.test_second_factor import Phone

pytestmark = [pytest.mark.long, pytest.mark.skipif(not Path(SLAPD).exists(), reason=LACKS)]
OWN = "correct horse battery"
GRANTS = f"""
[[ldap.grants]]
group = "{group("managers")}"
role = "manager"
[[ldap.grants]]
group = "{group("tax")}"
role = "department"
department = "tax"
[[ldap.grants]]
group = "{group("supervisors")}"
role = "supervision"
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    with serving_directory(tmp_path_factory.mktemp("slapd") / "county") as running:
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, county: Directory) -> Iterator[RunningHall]:
    data = found(tmp_path_factory.mktemp("directory") / "hall")
    (data / "ldap.secret").write_text(SECRET)
    with knowing(data, lambda _: county.declared(adopt=True) + GRANTS) as running:
        yield running


def own_account(running: RunningHall, role: str, name: str, **more: str) -> None:
    with Browser(running) as browser:
        browser.post("/links", {"code": code_of(running, role, name, **more)}).raise_for_status()
        browser.change("/password", {"password": OWN}).raise_for_status()


def test_the_ordinary_form_takes_a_directorys_password_and_gives_the_granted_role(
    served: RunningHall,
) -> None:
    with Browser(served, "127.0.3.1") as browser:
        ways = browser.client.get("/login").json()
        told = browser.signs_in("GOV-04", PASSWORD)
        me = browser.me()

    assert ways == {"provider": None, "directory": True}
    assert told.status_code == 200
    assert (me["name"], me["role"], me["signs_on_by"], me["asks_old"]) == (
        "gov-04",
        "department",
        "ldap",
        True,
    )
    assert [each["kind"] for each in sign_ons(served, "gov-04")] == ["account.opened", "account.signed_on"]
    assert sign_ons(served, "gov-04")[-1]["means"] == "ldap"


def test_wrong_passwords_count_as_for_any_account_in_any_spelling_and_nobody_is_opened(
    served: RunningHall,
) -> None:
    spellings = ("gov-02", "GOV-02", "Gov-02", " gov-02 ", "gov-０２", "goV-02")
    with Browser(served, "127.0.3.2") as browser:
        told = [browser.signs_in(each, "wrong").status_code for each in spellings]
        right = browser.signs_in("gov-02", PASSWORD).status_code
    with Browser(served, "127.0.3.3") as browser:
        nobody = browser.signs_in("*", PASSWORD)
        ungranted = browser.signs_in("gov-03", PASSWORD)

    assert told == [401] * 5 + [429]
    assert right == 429
    assert (nobody.json()["code"], ungranted.json()["code"]) == ("wrong_pin", "no_role_granted")
    assert sign_ons(served, "gov-02") == sign_ons(served, "gov-03") == []
    mine = [each for each in refusals(served) if each["origin"] in {"127.0.3.2", "127.0.3.3"}]
    assert {(each["means"], each["reason"], each["account"]) for each in mine} == {
        ("ldap", "password", None),
        ("password", "too_many", None),
        ("ldap", "no_role_granted", "gov-03"),
    }


def test_an_account_of_the_same_name_and_role_becomes_the_directorys_where_the_hall_says_so(
    served: RunningHall,
) -> None:
    own_account(served, "supervision", "gov-05")
    with Browser(served, "127.0.3.4") as before, Browser(served, "127.0.3.5") as browser:
        before.signs_in("gov-05", OWN).raise_for_status()
        told = browser.signs_in("gov-05", PASSWORD)
        signed_out = before.client.get("/me").status_code
        old = before.signs_in("gov-05", OWN)

    assert (told.status_code, signed_out, old.status_code) == (200, 401, 401)
    assert [each["kind"] for each in sign_ons(served, "gov-05")][-2:] == [
        "account.bound",
        "account.signed_on",
    ]


def test_one_of_another_role_does_not(served: RunningHall) -> None:
    own_account(served, "technician", "gov-01")
    with Browser(served, "127.0.3.6") as browser:
        told = browser.signs_in("gov-01", PASSWORD)
        own = browser.signs_in("gov-01", OWN)

    assert (told.status_code, told.json()["code"], own.status_code) == (409, "name_taken", 200)


def test_a_second_factor_of_ours_is_asked_for_and_changed_only_with_the_directorys_password(
    served: RunningHall,
) -> None:
    with Browser(served, "127.0.3.7") as browser:
        browser.signs_in("gov-04", PASSWORD).raise_for_status()
        draft = browser.change("/second-factor/draft").json()
        phone = Phone(draft["secret"])
        body = {"draft": draft["draft"], "code": phone.shows(-1)}
        without = browser.change("/second-factor", body)
        anothers = browser.change("/second-factor", body | {"password": OWN})
        browser.change("/second-factor", body | {"password": PASSWORD}).raise_for_status()
        bare_off = browser.change("/second-factor/off")
        bare = browser.signs_in("gov-04", PASSWORD)
        right = browser.signs_in("gov-04", PASSWORD, phone.shows())

    assert [each.json()["code"] for each in (without, anothers, bare_off, bare)] == [
        "wrong_pin",
        "wrong_pin",
        "wrong_second_factor",
        "second_factor_needed",
    ]
    assert right.status_code == 200


def test_the_doctor_says_how_the_directory_is(served: RunningHall, county: Directory) -> None:
    (served.data / "ldap.secret").chmod(0o644)
    told = hall("doctor", data=served.data, check=False).stdout
    (served.data / "ldap.secret").chmod(0o600)
    (served.data / "ldap.secret").write_text("another")
    away = hall("doctor", data=served.data, check=False).stdout
    (served.data / "ldap.secret").write_text(SECRET)

    assert f"ldaps://localhost:{county.tls_port}" in told
    assert "chmod 600" in told
    assert "invalidCredentials" in away


def test_a_directory_that_hangs_keeps_no_local_account_waiting_and_no_try_counts(tmp_path: Path) -> None:
    """A listener that takes the line and never says a word, as behind a firewall that lost its table."""
    data = found(tmp_path / "hall")
    with socket.create_server(("127.0.0.1", 0)) as plug:
        threading.Thread(target=_take, args=(plug,), daemon=True).start()
        said = f"[ldap]\nurl = 'ldaps://127.0.0.1:{plug.getsockname()[1]}'\nbase = 'dc=x'\ngrants = []\n"
        with knowing(data, lambda _: said) as running:
            own_account(running, "manager", "near")
            with Browser(running, "127.0.3.8") as waits, ThreadPoolExecutor(6) as pool:
                hanging = [pool.submit(waits.signs_in, f"far-{n}", "x") for n in range(6)]
                time.sleep(1)
                with Browser(running, "127.0.3.9") as browser:
                    began = time.monotonic()
                    local = browser.signs_in("near", OWN)
                    took = time.monotonic() - began
                told = [each.result() for each in hanging]
                later = waits.signs_in("near", OWN)

    assert {each.json()["code"] for each in told} == {"directory_away"}
    assert (local.status_code, later.status_code) == (200, 200)
    assert took < 3


def _take(plug: socket.socket) -> None:
    held = []
    while True:
        try:
            held.append(plug.accept())
        except OSError:
            return
