"""Who comes in: sign-in, cookies, one-time links, PINs, sockets' tokens."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import httpx
import pytest

from hallserver.core.rights import PERMISSIONS, STAFF_ROLES
from tests.actors import Actor, Clerk, Refused
from tests.running import RunningHall, hall

PASSWORD = "correct horse battery"


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid.uuid4().hex}


def code_of(small: RunningHall, role: str, name: str, **more: str) -> str:
    """A one-time code, as `hall link` prints it."""
    made = small.local("POST", "/api/v1/local/links", {"role": role, "name": name, **more})
    return str(made["token"])


@pytest.fixture
def visit(small: RunningHall) -> Iterator[httpx.Client]:
    """A browser of the office: cookies are kept."""
    with small.client() as client:
        yield client


@pytest.fixture
def office(small: RunningHall, visit: httpx.Client) -> tuple[httpx.Client, dict[str, str]]:
    """Signed in by a one-time link; the header token is read from /me."""
    visit.post(
        "/links", json={"code": code_of(small, "manager", "office-1")}, headers=key()
    ).raise_for_status()
    return visit, {"X-Hall-Token": visit.get("/me").json()["header_token"]}


def test_a_staff_link_gives_a_strict_cookie_and_no_token(small: RunningHall, visit: httpx.Client) -> None:
    answer = visit.post("/links", json={"code": code_of(small, "manager", "office-2")}, headers=key())

    assert answer.json()["token"] is None
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert visit.get("/me").json()["role"] == "manager"


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_staff_page_hears_what_its_role_may_do(small: RunningHall, visit: httpx.Client, role: str) -> None:
    name = "tax" if role == "department" else f"says-{role}"
    visit.post("/links", json={"code": code_of(small, role, name)}, headers=key()).raise_for_status()

    told = visit.get("/me").json()["permissions"]

    assert told == [each for each in sorted(PERMISSIONS) if role in PERMISSIONS[each]]
    assert ("notice.write" in told) is (role == "manager")


def test_a_one_time_link_works_once(small: RunningHall, visit: httpx.Client) -> None:
    code = code_of(small, "display", "board-7")
    first = visit.post("/links", json={"code": code}, headers=key())
    second = visit.post("/links", json={"code": code}, headers=key())

    with Actor(small, first.json()["token"]) as screen:
        assert screen.ask("/board")["windows"]
    assert (second.status_code, second.json()["code"]) == (401, "wrong_token")


@pytest.mark.parametrize("shown", [None, "", "0" * 64, "ä"])
def test_a_cookie_alone_changes_nothing(
    office: tuple[httpx.Client, dict[str, str]], shown: str | None
) -> None:
    visit, _ = office
    headers = {} if shown is None else {"X-Hall-Token": shown.encode("latin-1")}

    answer = visit.post("/password", json={"password": PASSWORD}, headers=key() | headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


def test_a_page_with_its_header_token_may_change(office: tuple[httpx.Client, dict[str, str]]) -> None:
    visit, header = office

    assert visit.post("/password", json={"password": PASSWORD}, headers=key() | header).status_code == 200


def test_a_cookie_is_no_bearer_token(small: RunningHall, office: tuple[httpx.Client, dict[str, str]]) -> None:
    visit, _ = office
    with small.client(visit.cookies["hall"]) as client:
        assert client.get("/me").status_code == 401


def test_sign_in_and_out(small: RunningHall, office: tuple[httpx.Client, dict[str, str]]) -> None:
    visit, header = office
    visit.post("/password", json={"password": PASSWORD}, headers=key() | header).raise_for_status()
    with small.client() as other:
        wrong = other.post("/login", json={"account": "office-1", "password": "not that"}, headers=key())
        right = other.post("/login", json={"account": "office-1", "password": PASSWORD}, headers=key())
        signed_in = other.get("/me").status_code
        cookie = other.cookies["hall"]
        other.request("DELETE", "/login", headers=key() | {"X-Hall-Token": right.json()["header_token"]})
        after = other.get("/me", headers={"Cookie": f"hall={cookie}"}).status_code

    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_pin")
    assert (signed_in, after) == (200, 401)
    assert visit.get("/me").status_code == 200  # the same account elsewhere stays signed in


def test_five_wrong_passwords_lock_the_account(
    small: RunningHall, office: tuple[httpx.Client, dict[str, str]]
) -> None:
    visit, header = office
    visit.post("/password", json={"password": PASSWORD}, headers=key() | header).raise_for_status()
    with small.client() as thief:
        tries = [
            thief.post(
                "/login", json={"account": "office-1", "password": f"guess {i}"}, headers=key()
            ).status_code
            for i in range(5)
        ]
        locked = thief.post("/login", json={"account": "office-1", "password": PASSWORD}, headers=key())

    assert tries == [401] * 5
    assert (locked.status_code, locked.json()["code"]) == (429, "too_many")


def sign_in(small: RunningHall, account: str, password: str) -> tuple[httpx.Client, dict[str, str]]:
    """Another browser, signed in by password; closed by the caller."""
    client = small.client()
    answer = client.post("/login", json={"account": account, "password": password}, headers=key())
    return client, {"X-Hall-Token": answer.json().get("header_token", "")}


def test_a_password_is_changed_with_the_old_one_and_signs_the_others_out(
    small: RunningHall, visit: httpx.Client
) -> None:
    visit.post(
        "/links", json={"code": code_of(small, "manager", "office-4")}, headers=key()
    ).raise_for_status()
    first = {"X-Hall-Token": visit.get("/me").json()["header_token"]}
    visit.post("/password", json={"password": PASSWORD}, headers=key() | first).raise_for_status()
    (one, header), (two, _) = sign_in(small, "office-4", PASSWORD), sign_in(small, "office-4", PASSWORD)

    asked = [client.get("/me").json()["asks_old"] for client in (visit, one)]
    bare = one.post("/password", json={"password": "another long one"}, headers=key() | header)
    wrong = one.post(
        "/password", json={"password": "another long one", "old": "guess"}, headers=key() | header
    )
    right = one.post(
        "/password", json={"password": "another long one", "old": PASSWORD}, headers=key() | header
    )

    assert asked == [False, True]  # who has just come by a link may mend a forgotten one
    assert [bare.status_code, wrong.status_code, right.status_code] == [401, 401, 200]
    assert [client.get("/me").status_code for client in (one, two, visit)] == [200, 401, 401]
    for client in (one, two):
        client.close()


def test_a_password_that_everybody_tries_is_refused(small: RunningHall) -> None:
    with small.client() as client:
        client.post("/links", json={"code": code_of(small, "manager", "office-6")}, headers=key())
        header = {"X-Hall-Token": client.get("/me").json()["header_token"]}
        answers = [
            client.post("/password", json={"password": each}, headers=key() | header)
            for each in ("password12", "office-6office-6", PASSWORD)
        ]

    assert [each.status_code for each in answers] == [422, 422, 200]
    assert answers[0].json()["code"] == "guessable_password"
    assert "Traceback" not in small.log


def test_a_link_mends_a_forgotten_password(small: RunningHall) -> None:
    for password in (PASSWORD, "the second long one"):
        with small.client() as client:
            client.post("/links", json={"code": code_of(small, "manager", "office-5")}, headers=key())
            header = {"X-Hall-Token": client.get("/me").json()["header_token"]}
            answer = client.post("/password", json={"password": password}, headers=key() | header)

        assert answer.is_success, answer.text


def test_an_account_signs_out_everywhere(small: RunningHall, visit: httpx.Client) -> None:
    visit.post(
        "/links", json={"code": code_of(small, "manager", "office-6")}, headers=key()
    ).raise_for_status()
    header = {"X-Hall-Token": visit.get("/me").json()["header_token"]}
    visit.post("/password", json={"password": PASSWORD}, headers=key() | header).raise_for_status()
    other, _ = sign_in(small, "office-6", PASSWORD)

    visit.request("DELETE", "/login/everywhere", headers=key() | header).raise_for_status()

    assert other.get("/me").status_code == 401
    other.close()


def test_a_staff_token_is_listed_stopped_and_then_no_good(small: RunningHall) -> None:
    token = small.token("supervision", "inspector-9")
    listed = hall("tokens", data=small.data).stdout
    with Actor(small, token) as inspector:
        inspector.ask("/me")
        stopped = hall("revoke", "supervision", "inspector-9", data=small.data)
        with pytest.raises(Refused) as refused:
            inspector.ask("/me")
    again = hall("revoke", "supervision", "inspector-9", data=small.data, check=False)

    assert "inspector-9" in listed
    assert "good until" in listed
    assert token not in listed
    assert "stopped" in stopped.stdout
    assert refused.value.code == "wrong_token"
    assert again.returncode == 1
    assert "inspector-9" in again.stderr


def test_an_unknown_account_is_told_the_same_as_a_wrong_password(visit: httpx.Client) -> None:
    answer = visit.post("/login", json={"account": "nobody", "password": "x"}, headers=key())

    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_pin")


def test_a_clerk_signs_on_with_a_pin_and_off(small: RunningHall) -> None:
    pin = hall("pin", "l-2", data=small.data).stdout.split()[-1]
    token = small.token("window", "9")
    with Clerk(small, token, window="9") as clerk:
        with pytest.raises(Refused) as wrong:
            clerk.does("session", staffer="l-2", pin="0000")
        view = clerk.does("session", staffer="l-2", pin=pin)
        off = clerk.act("/windows/9/session", method="DELETE")

    assert wrong.value.code == "wrong_pin"
    assert (view["state"], view["session"]["staffer"], off["state"]) == ("open", "l-2", "closed")


def test_a_first_pin_is_set_with_the_links_code(small: RunningHall, visit: httpx.Client) -> None:
    code = code_of(small, "window", "window-9", window="9", staffer="l-1")
    used = visit.post("/links", json={"code": code}, headers=key()).json()
    with Clerk(small, used["token"], window="9") as clerk:
        clerk.does("pin", code=code, pin="135790")
        view = clerk.does("session", staffer="l-1", pin="135790")
        with pytest.raises(Refused) as again:
            clerk.does("pin", code=code, pin="222222")
        clerk.act("/windows/9/session", method="DELETE")

    assert (used["needs_pin"], view["session"]["staffer"]) == (True, "l-1")
    assert again.value.code == "wrong_token"


def test_nobody_signs_on_for_another_in_a_real_hall(manager: Actor) -> None:
    with pytest.raises(Refused) as refused:
        manager.act("/devices", {"role": "window", "name": "1", "window": "1", "staffer": "t-2"})

    assert (refused.value.status, refused.value.code) == (409, "demo_only")


def test_a_devices_token_is_shown_once(small: RunningHall, manager: Actor) -> None:
    body = {"role": "display", "name": "board-5"}
    first = manager.act("/devices", body, key="register-5")
    again = manager.act("/devices", body, key="register-5")

    assert (bool(first["token"]), again["token"]) == (True, None)
    assert first["token"].encode() not in b"".join(each.read_bytes() for each in small.data.glob("hall.db*"))


def test_no_secret_is_kept_in_answers_log_or_server_log(small: RunningHall, tokens: dict[str, str]) -> None:
    kept = b"".join(each.read_bytes() for each in small.data.glob("hall.db*")) + small.log.encode()

    assert not [role for role, token in tokens.items() if token.encode() in kept]


def test_a_staff_token_does_not_go_in_the_clear_over_the_network(small: RunningHall) -> None:
    headers = {"Authorization": f"Bearer {small.token('manager', 'program-1')}"}
    with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.9"), headers=headers) as elsewhere:
        refused = elsewhere.get(f"{small.api}/me")

    assert (refused.status_code, refused.json()["code"]) == (403, "needs_tls")
    assert httpx.get(f"{small.api}/me", headers=headers).status_code == 200


def test_staff_in_the_clear_from_elsewhere_are_refused_and_devices_are_not(own_hall: RunningHall) -> None:
    code = own_hall.local("POST", "/api/v1/local/links", {"role": "manager", "name": "far"})["token"]
    elsewhere = httpx.HTTPTransport(local_address="127.0.0.2")  # any address that is not the machine's own
    with httpx.Client(transport=elsewhere, base_url=own_hall.api) as client:
        link = client.post("/links", json={"code": code}, headers={"Idempotency-Key": "far"})
        login = client.post(
            "/login", json={"account": "far", "password": "x" * 12}, headers={"Idempotency-Key": "far2"}
        )
        cookie = client.get("/me", headers={"Cookie": "hall=whatever"})
        token = own_hall.token("kiosk", "far")
        device = client.get("/board", headers={"Authorization": f"Bearer {token}"})

    assert [each.json()["code"] for each in (link, login, cookie)] == ["needs_tls"] * 3
    assert device.status_code == 200
    with own_hall.client() as client:  # the link was not spent by the refusal
        assert (
            client.post("/links", json={"code": code}, headers={"Idempotency-Key": "near"}).status_code == 200
        )
