"""Guessing PINs and passwords over real sockets: in parallel, from one place at all accounts, beside honest people."""

from __future__ import annotations

import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from hallserver.web.routes.access import pins
from tests.running import USUAL_TLS, RunningHall, serving
from tests.small import found
from tests.tools.flooding import flooding

PASSWORD = "a long word for the office"
PARALLEL = 200


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid.uuid4().hex}


def from_(hall: RunningHall, address: str, token: str | None = None) -> httpx.Client:
    """A client at another address of the loopback network."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx.HTTPTransport(
        verify=USUAL_TLS, local_address=address, limits=httpx.Limits(max_connections=60)
    )
    return httpx.Client(transport=transport, base_url=hall.api, headers=headers, timeout=60)


def all_at_once(client: httpx.Client, path: str, bodies: list[dict[str, Any]]) -> Counter[int]:
    with ThreadPoolExecutor(50) as pool:
        return Counter(pool.map(lambda body: client.post(path, json=body, headers=key()).status_code, bodies))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A small hall that lets staff in from other addresses, so that a test may have several."""
    data = found(tmp_path_factory.mktemp("guessing") / "hall")
    with serving(data, "--desk-only", HALL_INSECURE_STAFF="1") as running:
        yield running


@pytest.fixture(scope="module")
def account(small: RunningHall) -> str:
    """An account with a password, set as people do: by a one-time link."""
    code = small.local("POST", "/api/v1/local/links", {"role": "manager", "name": "guessed"})["token"]
    with small.client() as client:
        told = client.post("/links", json={"code": code}, headers=key()).json()
        token = client.get("/me").json()["header_token"]
        client.post(
            "/password", json={"password": PASSWORD}, headers=key() | {"X-Hall-Token": token}
        ).raise_for_status()
    assert told["role"] == "manager"
    return "guessed"


def test_two_hundred_passwords_at_once_with_the_right_one_among_them_do_not_get_in(
    small: RunningHall, account: str
) -> None:
    guesses = [
        {"account": account, "password": PASSWORD if n == 180 else f"guess {n}"} for n in range(PARALLEL)
    ]
    with from_(small, "127.0.0.66") as thief:
        told = all_at_once(thief, "/login", guesses)

    assert told[429] >= PARALLEL - 5
    assert told[401] <= 5


def test_and_the_owner_comes_in_meanwhile(small: RunningHall, account: str) -> None:
    with from_(small, "127.0.0.66") as thief, from_(small, "127.0.0.7") as owner:
        all_at_once(thief, "/login", [{"account": account, "password": f"x{n}"} for n in range(60)])

        answer = owner.post("/login", json={"account": account, "password": PASSWORD}, headers=key())

    assert answer.status_code == 200


def test_two_hundred_pins_at_once_with_the_right_one_among_them_do_not_get_in(small: RunningHall) -> None:
    small.local("POST", "/api/v1/local/pins", {"staffer": "t-3", "pin": "471108"})
    guesses = [{"staffer": "t-3", "pin": "471108" if n == 150 else f"{n:06d}"} for n in range(PARALLEL)]
    with small.client(small.token("window", "2")) as window:
        told = all_at_once(window, "/windows/2/session", guesses)

    assert told[429] >= PARALLEL - 5
    assert told[200] == 0


def test_and_the_clerk_signs_on_at_the_window_next_door(small: RunningHall) -> None:
    with small.client(small.token("window", "1")) as window:
        answer = window.post("/windows/1/session", json={"staffer": "t-3", "pin": "471108"}, headers=key())
        assert answer.status_code == 200, answer.text
        window.delete("/windows/1/session", headers=key())


def test_a_staffer_of_another_department_is_refused_before_the_pin_counts(small: RunningHall) -> None:
    small.local("POST", "/api/v1/local/pins", {"staffer": "l-3", "pin": "900817"})
    with small.client(small.token("window", "1")) as elsewhere:
        told = {
            elsewhere.post(
                "/windows/1/session", json={"staffer": "l-3", "pin": f"{n:06d}"}, headers=key()
            ).json()["code"]
            for n in range(12)
        }
    with small.client(small.token("window", "3")) as own:
        answer = own.post("/windows/3/session", json={"staffer": "l-3", "pin": "900817"}, headers=key())

    assert told == {"nothing_to_serve"}
    assert answer.json()["code"] == "not_seconded", "the PIN was right, and was looked at"


def test_a_stranger_who_asks_too_often_is_told_so_late_and_nobody_waits_for_it(small: RunningHall) -> None:
    body = {"account": "asks too often", "password": "x"}
    with from_(small, "127.0.0.88") as thief, small.client(small.token("window", "1")) as window:
        while thief.post("/login", json=body, headers=key()).status_code != 429:
            pass
        with ThreadPoolExecutor(1) as beside:
            began = time.perf_counter()
            late = beside.submit(thief.post, "/login", json=body, headers=key())
            time.sleep(0.1)
            window.get("/windows/1").raise_for_status()
            meanwhile = time.perf_counter() - began
            late.result()
            took = time.perf_counter() - began

    assert took >= 1.0
    assert meanwhile < 0.9


@pytest.mark.alone
def test_forty_guessers_do_not_make_a_clerks_sign_on_slow(small: RunningHall) -> None:
    small.local("POST", "/api/v1/local/pins", {"staffer": "t-2", "pin": "310276"})
    with small.client(small.token("window", "1")) as window:

        def signs_on() -> float:
            began = time.perf_counter()
            answer = window.post(
                "/windows/1/session", json={"staffer": "t-2", "pin": "310276"}, headers=key()
            )
            took = time.perf_counter() - began
            assert answer.status_code == 200, answer.text
            window.delete("/windows/1/session", headers=key()).raise_for_status()
            return took

        signs_on()
        usual = statistics.median(signs_on() for _ in range(5))
        with flooding("logins", small.port, 30.0):
            time.sleep(0.5)
            busy = statistics.median(signs_on() for _ in range(5))

    assert busy <= 2 * usual + 0.02, f"{usual * 1000:.0f} ms became {busy * 1000:.0f} ms"


def test_an_unknown_name_costs_what_a_known_one_does() -> None:
    """Else the time of an answer would say which names there are."""
    assert not pins._hasher.check_needs_rehash(pins._NOBODY)
    assert not pins.is_right(None, "somebody nobody knows")
