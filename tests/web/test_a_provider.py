"""Staff sign in at an OpenID provider, over real HTTP: what holds, and every way in which it may not."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.elsewhere import BACK, Browser, knowing, refusals, sign_ons
from tests.issuer import SECRET, Issuer, issuing
from tests.running import RunningHall
from tests.small import found
from tests.web.test_people import code_of
from tests.web.test_second_factor import Phone

pytestmark = pytest.mark.long
PASSWORD = "correct horse battery"
GRANTS = """
[[oidc.grants]]
group = "hall office"
role = "manager"
[[oidc.grants]]
group = "tax desk"
role = "department"
department = "tax"
[[oidc.grants]]
group = "watchers"
role = "supervision"
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningHall, Issuer]]:
    """A hall and its provider; managers must have a second factor."""
    data = found(tmp_path_factory.mktemp("provider") / "hall")
    with issuing("") as issuer:

        def declared(address: str) -> str:
            issuer.back = address + BACK
            (data / "oidc.secret").write_text(f"{SECRET}\n")
            return issuer.declared(address, second_factor=["mfa"]) + GRANTS

        with knowing(data, declared, HALL_SECOND_FACTOR="manager") as running:
            yield running, issuer


@pytest.fixture
def hall(both: tuple[RunningHall, Issuer]) -> RunningHall:
    return both[0]


@pytest.fixture
def issuer(both: tuple[RunningHall, Issuer]) -> Iterator[Issuer]:
    issuer = both[1]
    yield issuer
    issuer.bend, issuer.lies = {}, ""


def begin(browser: Browser, page: str = "office") -> str:
    told = browser.post("/login/oidc/begin", {"page": page})
    assert told.status_code == 200, told.text
    return str(told.json()["address"])


def fragment_of(browser: Browser, back: str) -> dict[str, str]:
    """What our page is handed in its address, after the provider has sent the browser back."""
    told = browser.client.get(back)
    assert told.status_code == 303
    return {name: values[0] for name, values in parse_qs(urlsplit(told.headers["Location"]).fragment).items()}


def arrive(browser: Browser, issuer: Issuer, account: str, page: str = "office") -> dict[str, str]:
    return fragment_of(browser, issuer.login(begin(browser, page), account))


def come_in(browser: Browser, issuer: Issuer, account: str) -> httpx.Response:
    return browser.post("/login/oidc", arrive(browser, issuer, account))


def accounts(hall: RunningHall) -> dict[str, Any]:
    with closing(sqlite3.connect(hall.data / "hall.db")) as table:
        return dict(table.execute("SELECT name, identity FROM account").fetchall())


def test_whoever_a_grant_names_comes_in_as_what_it_says(hall: RunningHall, issuer: Issuer) -> None:
    issuer.people["tax-7"] = {"groups": ["tax desk", "cooks"]}
    with Browser(hall, "127.0.1.1") as browser:
        told = come_in(browser, issuer, "tax-7")
        me = browser.me()
        again = come_in(browser, issuer, "tax-7")

    assert (told.status_code, again.status_code) == (200, 200)
    assert (me["name"], me["role"], me["department"]["en"]) == ("tax-7", "department", "tax")
    assert (me["signs_on_by"], me["owes"], me["has_password"]) == ("oidc", [], True)
    assert sign_ons(hall, "tax-7") == [
        {
            "kind": "account.opened",
            "account": "tax-7",
            "role": "department",
            "department": "tax",
            "means": "oidc",
        },
        {"kind": "account.signed_on", "account": "tax-7", "role": "department", "means": "oidc"},
        {"kind": "account.signed_on", "account": "tax-7", "role": "department", "means": "oidc"},
    ]


def test_the_browser_is_sent_with_pkce_state_and_nonce_and_back_to_our_own_page_alone(
    hall: RunningHall, issuer: Issuer
) -> None:
    issuer.people["tax-8"] = {"groups": ["tax desk"]}
    with Browser(hall, "127.0.1.2") as browser:
        address = begin(browser, "supervision")
        asked = parse_qs(urlsplit(address).query)
        back = browser.client.get(issuer.login(address, "tax-8"))
        strange = browser.client.get(
            f"{BACK.removeprefix('/api/v1')}?state=https://evil.example&code=x&page=//evil.example"
        )
        wrong_page = browser.post("/login/oidc/begin", {"page": "//evil.example"})

    assert address.startswith(f"{issuer.url}/authorize?")
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    assert min(len(asked[each][0]) for each in ("state", "nonce", "code_challenge")) >= 32
    assert back.headers["Location"].startswith(f"{hall.url}/supervision#state=")
    assert strange.headers["Location"].startswith(f"{hall.url}/#state=")
    assert wrong_page.json()["code"] == "malformed"


@pytest.mark.parametrize(
    ("bend", "lies", "why"),
    [
        ({"nonce": "another"}, "", "nonce"),
        ({}, "none", "unsupported_algorithm"),
        ({"preferred_username": "a#b"}, "", "account"),
    ],
)
def test_a_token_that_is_not_for_us_now_and_signed_lets_nobody_in(
    hall: RunningHall, issuer: Issuer, bend: dict[str, Any], lies: str, why: str
) -> None:
    issuer.people["liar"] = {"groups": ["tax desk"]}
    issuer.bend, issuer.lies = bend, lies
    with Browser(hall, f"127.0.2.{len(why)}") as browser:
        told = come_in(browser, issuer, "liar")
        nobody = browser.client.get("/me").status_code

    assert (told.status_code, told.json()["code"], nobody) == (401, "sign_on_unproven", 401)
    assert "liar" not in accounts(hall)
    last = refusals(hall)[-1]
    assert (last["means"], last["reason"], last["account"]) == ("oidc", why, None)


def test_a_sign_on_is_finished_once_in_its_own_browser_and_in_time(hall: RunningHall, issuer: Issuer) -> None:
    issuer.people["tax-9"] = {"groups": ["tax desk"]}
    with Browser(hall, "127.0.1.3") as browser, Browser(hall, "127.0.1.4") as other:
        said = arrive(browser, issuer, "tax-9")
        stolen = other.post("/login/oidc", said)
        begin(other)
        forced = other.post("/login/oidc", said)
        made_up = browser.post("/login/oidc", said | {"state": "x" * 43})
        with ThreadPoolExecutor(8) as pool:
            told = sorted(pool.map(lambda _: browser.post("/login/oidc", said).status_code, range(8)))
        replayed = browser.post("/login/oidc", said)

    assert {each.json()["code"] for each in (stolen, forced, made_up, replayed)} == {"sign_on_lapsed"}
    assert told == [200] + [401] * 7


def test_a_code_of_another_sign_on_is_refused_by_pkce(hall: RunningHall, issuer: Issuer) -> None:
    issuer.people["tax-10"] = {"groups": ["tax desk"]}
    with Browser(hall, "127.0.1.5") as victim, Browser(hall, "127.0.1.6") as thief:
        stolen = arrive(victim, issuer, "tax-10")
        own = arrive(thief, issuer, "tax-10")
        told = thief.post("/login/oidc", own | {"code": stolen["code"]})

    assert told.json()["code"] == "sign_on_unproven"
    assert "tax-10" not in accounts(hall)


def test_whoever_says_no_at_the_provider_is_back_on_the_page_and_no_further(
    hall: RunningHall, issuer: Issuer
) -> None:
    with Browser(hall, "127.0.1.7") as browser:
        state = parse_qs(urlsplit(begin(browser)).query)["state"][0]
        said = fragment_of(browser, f"{issuer.back}?error=access_denied&state={state}")
        told = browser.post("/login/oidc", {"state": said["state"]})

    assert said["error"] == "access_denied"
    assert told.json()["code"] == "sign_on_unproven"
    assert refusals(hall)[-1]["reason"] == "declined"


def test_whoever_no_grant_names_gets_no_role_and_whoever_loses_it_is_signed_out(
    hall: RunningHall, issuer: Issuer
) -> None:
    issuer.people["cook"] = {"groups": ["cooks"]}
    issuer.people["tax-11"] = {"groups": ["tax desk"]}
    with Browser(hall, "127.0.1.8") as browser, Browser(hall, "127.0.1.9") as other:
        cook = come_in(browser, issuer, "cook")
        assert come_in(other, issuer, "tax-11").status_code == 200
        issuer.people["tax-11"] = {"groups": []}
        without = come_in(browser, issuer, "tax-11")
        signed_out = other.client.get("/me").status_code
        issuer.people["tax-11"] = {"groups": "watchers"}
        come_in(browser, issuer, "tax-11")
        moved = browser.me()["role"]

    assert (cook.status_code, cook.json()["code"]) == (403, "no_role_granted")
    assert "cook" not in accounts(hall)
    assert (without.json()["code"], signed_out, moved) == ("no_role_granted", 401, "supervision")
    assert {
        "means": "oidc",
        "reason": "no_role_granted",
        "account": "cook",
        "origin": "127.0.1.8",
    } in refusals(hall)


def test_a_local_account_is_nobodys_at_the_provider_and_a_shut_one_stays_shut(
    hall: RunningHall, issuer: Issuer
) -> None:
    issuer.people |= {"chief": {"groups": ["tax desk"]}, "tax-12": {"groups": ["tax desk"]}}
    with Browser(hall, "127.0.1.10") as browser:
        browser.post("/links", {"code": code_of(hall, "manager", "chief")})
    with Browser(hall, "127.0.1.11") as browser:
        taken = come_in(browser, issuer, "chief")
        come_in(browser, issuer, "tax-12").raise_for_status()
        hall_token = hall.token("manager", "keeper")
        with hall.client(hall_token) as keeper:
            keeper.post(
                "/accounts/tax-12/shut", json={"reason": "left"}, headers={"Idempotency-Key": "shut-tax-12"}
            ).raise_for_status()
        out = browser.client.get("/me").status_code
        shut = come_in(browser, issuer, "tax-12")

    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    assert (out, shut.json()["code"]) == (401, "account_is_shut")
    reasons = [(each["account"], each["reason"]) for each in refusals(hall)]
    assert {("chief", "name_taken"), ("tax-12", "account_is_shut")} <= set(reasons)


def test_the_providers_second_factor_counts_where_one_is_asked_for_and_ours_is_asked_besides(
    hall: RunningHall, issuer: Issuer
) -> None:
    issuer.people["boss"] = {"groups": ["hall office"]}
    with Browser(hall, "127.0.1.12") as browser:
        come_in(browser, issuer, "boss")
        owes = browser.me()["owes"]
        issuer.bend = {"amr": ["pwd", "mfa"]}
        come_in(browser, issuer, "boss")
        owes_then = browser.me()["owes"]
        draft = browser.change("/second-factor/draft").json()
        phone = Phone(draft["secret"])
        body = {"draft": draft["draft"], "code": phone.shows(-1)}
        browser.change("/second-factor", body).raise_for_status()
        bare_off = browser.change("/second-factor/off")

        bare = come_in(browser, issuer, "boss")
        said = arrive(browser, issuer, "boss")
        first = browser.post("/login/oidc", said)
        wrong = browser.post("/login/oidc", {"state": said["state"], "second_factor": "000000"})
        right = browser.post("/login/oidc", {"state": said["state"], "second_factor": phone.shows()})
        again = browser.post("/login/oidc", {"state": said["state"], "second_factor": phone.shows(1)})

    assert (owes, owes_then) == (["second_factor"], [])
    assert bare_off.json()["code"] == "wrong_second_factor", "being signed in is not enough"
    assert [each.json().get("code") for each in (bare, first, wrong)] == [
        "second_factor_needed",
        "second_factor_needed",
        "wrong_second_factor",
    ]
    assert (right.status_code, again.json()["code"]) == (200, "sign_on_lapsed")
    assert sign_ons(hall, "boss")[-1]["factor"] == "hall"
    assert sign_ons(hall, "boss")[-2]["factor"] == "provider"


def test_an_account_of_the_provider_takes_no_password_here_but_a_link(
    hall: RunningHall, issuer: Issuer
) -> None:
    issuer.people["tax-13"] = {"groups": ["tax desk"]}
    with Browser(hall, "127.0.1.13") as browser:
        come_in(browser, issuer, "tax-13").raise_for_status()
        refused = browser.change("/password", {"password": PASSWORD})
        tried = browser.signs_in("tax-13", PASSWORD)
        linked = browser.post("/links", {"code": code_of(hall, "department", "tax-13", department="tax")})
        by_link = browser.me()["name"]
    with closing(sqlite3.connect(hall.data / "hall.db")) as table:
        for change in ("password_hash = 'x', password_at = 0", "identity = 'oidc:another'", "identity = 'x'"):
            with pytest.raises(sqlite3.IntegrityError):
                table.execute(f"UPDATE account SET {change} WHERE name = 'tax-13'")

    assert (refused.status_code, refused.json()["code"]) == (409, "password_elsewhere")
    assert tried.json()["code"] == "wrong_pin"
    assert (linked.status_code, by_link) == (200, "tax-13")


def test_a_provider_that_hangs_or_is_gone_slows_nobody_and_the_others_come_in(
    hall: RunningHall, issuer: Issuer
) -> None:
    with Browser(hall, "127.0.1.14") as browser:
        browser.post("/links", {"code": code_of(hall, "technician", "near")}).raise_for_status()
        browser.change("/password", {"password": PASSWORD}).raise_for_status()
    issuer.lies = "slow"
    with (
        Browser(hall, "127.0.1.15") as waits,
        Browser(hall, "127.0.1.16") as browser,
        ThreadPoolExecutor(6) as pool,
    ):
        hanging = [pool.submit(waits.post, "/login/oidc/begin", {"page": "office"}) for _ in range(5)]
        time.sleep(1)
        began = time.monotonic()
        local = browser.signs_in("near", PASSWORD)
        asked = [_timed(browser) for _ in range(20)]
        took = time.monotonic() - began
        told = {each.result().json()["code"] for each in hanging}

    assert told == {"directory_away"}
    assert local.status_code == 200
    assert took < 4, "a local account comes in while all seats of the provider hang"
    assert sorted(asked)[10] < 0.1
    assert "directory_away" in {each["reason"] for each in refusals(hall)}


def _timed(browser: Browser) -> float:
    began = time.monotonic()
    assert browser.client.get("/login").status_code == 200
    return time.monotonic() - began


def test_one_address_begins_thirty_sign_ons_in_ten_minutes_and_no_more(hall: RunningHall) -> None:
    secret = hall.data / "oidc.secret"
    secret.rename(hall.data / "mislaid")  # so that no process is needed to fail
    with Browser(hall, "127.0.1.17") as browser:
        told = [browser.post("/login/oidc/begin").status_code for _ in range(32)]
    (hall.data / "mislaid").rename(secret)

    assert told == [503] * 30 + [429] * 2
    assert "its secret cannot be read" in hall.log


def test_every_means_and_every_refusal_stands_in_the_log_without_what_was_typed(hall: RunningHall) -> None:
    code = code_of(hall, "technician", "logged")
    with Browser(hall, "127.0.1.18") as browser:
        browser.post("/links", {"code": code}).raise_for_status()
        browser.change("/password", {"password": PASSWORD}).raise_for_status()
        draft = browser.change("/second-factor/draft").json()
        phone = Phone(draft["secret"])
        body = {"draft": draft["draft"], "code": phone.shows(-1), "password": PASSWORD}
        browser.change("/second-factor", body).raise_for_status()
    with Browser(hall, "127.0.1.19") as browser:
        browser.post("/links", {"code": code})
        browser.post("/links", {"code": "no such code at all"})
        browser.signs_in("logged", "a planted password")
        browser.signs_in("a planted password", "x")
        browser.signs_in("logged", PASSWORD, "000000")
        browser.signs_in("logged", PASSWORD, phone.shows()).raise_for_status()
        for _ in range(8):
            browser.signs_in("logged", "a planted password")
    mine = [each for each in refusals(hall) if each["origin"] == "127.0.1.19"]
    kept = b"".join(each.read_bytes() for each in hall.data.glob("hall.db*")) + hall.log.encode()

    assert [(each["means"], each["reason"], each["account"]) for each in mine] == [
        ("link", "link_spent", "logged"),
        ("link", "link_unknown", None),
        ("password", "wrong_pin", "logged"),
        ("password", "wrong_pin", None),
        ("password", "wrong_second_factor", "logged"),
        ("password", "too_many", "logged"),
    ]
    assert [(each["means"], each.get("factor")) for each in sign_ons(hall, "logged")] == [
        ("link", None),
        ("password", "hall"),
    ]
    assert b"planted" not in kept
