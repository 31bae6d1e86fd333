"""Accounts with a second factor, and what a hall's rules ask of accounts, over real HTTP."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest

from hallserver.config import BadSetting, read_settings
from hallserver.core.people.second_factor import STEP_S
from hallserver.web.routes import all_routes
from tests.actors import Actor
from tests.running import RunningHall, serving
from tests.small import found
from tests.web.test_people import code_of, key

PASSWORD = "correct horse battery"


@dataclass
class Page:
    """A signed-in browser of an account."""

    client: httpx.Client
    header: dict[str, str]

    def post(self, path: str, body: dict[str, Any] | None = None, method: str = "POST") -> httpx.Response:
        """A change, as the page sends it."""
        return self.client.request(method, path, json=body or {}, headers=key() | self.header)

    def me(self) -> dict[str, Any]:
        """Who the hall says it is."""
        return dict(self.client.get("/me").json())


@dataclass
class Phone:
    """An authenticator app: it shows codes of the step that it is asked for."""

    secret: str

    def shows(self, steps: int = 0) -> str:
        """The present code, or that of some steps later."""
        return pyotp.TOTP(self.secret).generate_otp(int(time.time()) // STEP_S + steps)


@contextmanager
def linked(running: RunningHall, name: str, role: str = "manager") -> Iterator[Page]:
    """A page that has come by a one-time link."""
    with running.client() as client:
        client.post("/links", json={"code": code_of(running, role, name)}, headers=key()).raise_for_status()
        yield Page(client, {"X-Hall-Token": client.get("/me").json()["header_token"]})


def log_in(
    client: httpx.Client, name: str, code: str | None = None, password: str = PASSWORD
) -> httpx.Response:
    body = {"account": name, "password": password, **({"second_factor": code} if code else {})}
    return client.post("/login", json=body, headers=key())


@contextmanager
def signed_in(running: RunningHall, name: str, code: str | None = None) -> Iterator[Page]:
    """A page that has come by account and password."""
    with running.client() as client:
        told = log_in(client, name, code)
        told.raise_for_status()
        yield Page(client, {"X-Hall-Token": told.json()["header_token"]})


def set_up(page: Page, steps: int = -1) -> Phone:
    """Set up a second factor, with the code of the half minute before, so that the present one is unused."""
    draft = page.post("/second-factor/draft").json()
    phone = Phone(draft["secret"])
    body = {"draft": draft["draft"], "code": phone.shows(steps), "password": PASSWORD}
    page.post("/second-factor", body).raise_for_status()
    return phone


def with_factor(running: RunningHall, name: str) -> Phone:
    """An account with a password and a second factor."""
    with linked(running, name) as page:
        page.post("/password", {"password": PASSWORD}).raise_for_status()
        return set_up(page)


def test_an_app_is_bound_by_its_first_code_and_asked_for_at_every_sign_in(small: RunningHall) -> None:
    with linked(small, "factor-1") as page:
        page.post("/password", {"password": PASSWORD}).raise_for_status()
        with signed_in(small, "factor-1") as other:
            phone = set_up(page)
            other_after = other.client.get("/me").status_code
        told = page.me()
    with small.client() as client:
        bare = log_in(client, "factor-1")
        wrong = log_in(client, "factor-1", "000000" if phone.shows() != "000000" else "111111")
        wrong_password = log_in(client, "factor-1", phone.shows(), "something else")
        right = log_in(client, "factor-1", phone.shows())

    assert told["has_factor"] is True
    assert other_after == 401, "a page of before is signed out"
    assert [each.json().get("code") for each in (bare, wrong, wrong_password)] == [
        "second_factor_needed",
        "wrong_second_factor",
        "wrong_pin",
    ]
    assert (right.status_code, right.json()["has_factor"]) == (200, True)


def test_a_code_counts_once_also_for_twenty_at_the_same_moment(small: RunningHall) -> None:
    phone = with_factor(small, "factor-2")
    code = phone.shows()

    def come(_: int) -> int:
        with small.client() as client:
            return log_in(client, "factor-2", code).status_code

    with ThreadPoolExecutor(20) as pool:
        told = Counter(pool.map(come, range(20)))
    with small.client() as client:
        older = log_in(client, "factor-2", phone.shows(-1))

    assert told[200] == 1
    assert set(told) <= {200, 401, 429}
    assert older.status_code in {401, 429}, "a code before the used one counts no more"


def test_the_schema_itself_refuses_a_used_step(small: RunningHall) -> None:
    with_factor(small, "factor-3")
    with closing(sqlite3.connect(small.data / "hall.db")) as table:
        change = "UPDATE account SET factor_step = factor_step - ? WHERE name = 'factor-3'"
        for back in (0, 1):
            with pytest.raises(sqlite3.IntegrityError, match="used already"):
                table.execute(change, (back,))


def test_a_draft_is_of_its_account_and_of_ten_minutes(small: RunningHall) -> None:
    with linked(small, "factor-5") as page, linked(small, "factor-6") as other:
        draft = page.post("/second-factor/draft").json()
        body = {"draft": draft["draft"], "code": Phone(draft["secret"]).shows()}
        stolen = other.post("/second-factor", body)
        broken = page.post("/second-factor", body | {"draft": "00" * 60})
        text = page.post("/second-factor", body | {"draft": "no hex"})
        wrong = page.post("/second-factor", body | {"code": "000000"})

    assert [each.json()["code"] for each in (stolen, broken, text, wrong)] == [
        "malformed",
        "malformed",
        "malformed",
        "wrong_second_factor",
    ]
    assert page_has_none(small, "factor-5")


def page_has_none(running: RunningHall, name: str) -> bool:
    with closing(sqlite3.connect(running.data / "hall.db")) as table:
        return table.execute(
            "SELECT factor_secret IS NULL FROM account WHERE name = ?", (name,)
        ).fetchone() == (1,)


def test_it_is_set_with_the_password_and_removed_with_a_code(small: RunningHall) -> None:
    with linked(small, "factor-7") as page:
        page.post("/password", {"password": PASSWORD}).raise_for_status()
    with signed_in(small, "factor-7") as page:
        draft = page.post("/second-factor/draft").json()
        phone = Phone(draft["secret"])
        body = {"draft": draft["draft"], "code": phone.shows(-1)}
        without = page.post("/second-factor", body)
        page.post("/second-factor", body | {"password": PASSWORD}).raise_for_status()
        again = page.post("/second-factor", body | {"password": PASSWORD, "code": phone.shows()})
        bare_off = page.post("/second-factor/off")
        off = page.post("/second-factor/off", {"code": phone.shows()})
        twice = page.post("/second-factor/off", {"code": phone.shows(1)})
    with small.client() as client:
        after = log_in(client, "factor-7")

    assert (without.status_code, without.json()["code"]) == (401, "wrong_pin")
    assert again.json()["code"] == "has_second_factor"
    assert bare_off.json()["code"] == "wrong_second_factor"
    assert off.status_code == 200
    assert twice.json()["code"] == "no_second_factor"
    assert after.status_code == 200


def test_whoever_has_lost_the_phone_comes_by_a_link_and_removes_it(small: RunningHall) -> None:
    with_factor(small, "factor-8")
    with linked(small, "factor-8") as page:
        told = page.me()
        off = page.post("/second-factor/off")

    assert (told["has_factor"], told["asks_old"]) == (True, False)
    assert off.status_code == 200
    with small.client() as client:
        assert log_in(client, "factor-8").status_code == 200


def test_a_code_used_while_the_clock_was_ahead_locks_nobody_out_for_good(small: RunningHall) -> None:
    with_factor(small, "factor-ahead")
    with closing(sqlite3.connect(small.data / "hall.db", isolation_level=None)) as table:
        table.execute("UPDATE account SET factor_step = factor_step + 1000000 WHERE name = 'factor-ahead'")
    with linked(small, "factor-ahead") as page:
        page.post("/second-factor/off").raise_for_status()
        phone = set_up(page)
    with small.client() as client:
        assert log_in(client, "factor-ahead", phone.shows()).status_code == 200


def test_a_session_that_asks_for_drafts_without_end_is_told_to_wait(small: RunningHall) -> None:
    with linked(small, "政" * 40) as page:
        told = [page.post("/second-factor/draft") for _ in range(22)]

    assert [each.status_code for each in told] == [200] * 20 + [429] * 2
    assert len(told[0].json()["address"]) < 500, "a phone reads it"


def test_the_secret_stands_nowhere_in_the_clear_and_the_log_says_who_has_one(small: RunningHall) -> None:
    phone = with_factor(small, "factor-9")
    kept = b"".join(each.read_bytes() for each in small.data.glob("hall.db*")) + small.log.encode()
    with linked(small, "auditor", "supervision") as page:
        row = next(
            each for each in page.client.get("/accounts").json()["accounts"] if each["name"] == "factor-9"
        )

    assert phone.secret.encode() not in kept
    assert row["has_factor"] is True
    assert [each["facts"] for each in small.events() if each["kind"] == "second_factor.set"][-1] == {
        "account": "factor-9"
    }


def test_a_database_restored_beside_another_key_says_so(tmp_path: Path) -> None:
    data = found(tmp_path / "hall")
    with serving(data, "--desk-only") as running:
        phone = with_factor(running, "moved")
    (data / "hall.key").write_text("ab" * 32)
    with serving(data, "--desk-only") as running:
        with running.client() as client:
            told = log_in(client, "moved", phone.shows())
        with linked(running, "moved") as page:
            off = page.post("/second-factor/off")
        with running.client() as client:
            after = log_in(client, "moved")

    assert (told.status_code, told.json()["code"]) == (409, "second_factor_lost")
    assert (off.status_code, after.status_code) == (200, 200)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A hall that asks managers for a second factor, and everybody for passwords by GB/T 22239."""
    data = found(tmp_path_factory.mktemp("strict") / "hall")
    rules = {
        "HALL_SECOND_FACTOR": "manager, technician",
        "HALL_ACCOUNT_RULE": "gbt22239",
        "HALL_INSECURE_STAFF": "1",  # so that a test may come from several addresses
    }
    with serving(data, "--desk-only", **rules) as running:
        yield running


STRONG = "Kein Wind 7 weht"


def test_until_it_has_what_the_hall_asks_an_account_does_nothing_else(strict: RunningHall) -> None:
    with linked(strict, "owing") as page:
        owes = page.me()["owes"]
        refused = {
            f"{row.method} {row.path}": page.post(any_path(row.path), {}, row.method)
            for row in all_routes()
            if row.permission and not row.local and not row.while_owing
        }
        first = page.post("/password", {"password": STRONG})
        then = page.me()["owes"]
        with pytest.raises(AssertionError):
            assert page.client.get("/plan").status_code == 200
        draft = page.post("/second-factor/draft").json()
        page.post(
            "/second-factor", {"draft": draft["draft"], "code": Phone(draft["secret"]).shows()}
        ).raise_for_status()
        at_last = page.me()["owes"], page.post("/live-token").status_code

    told = {name: each.json().get("code") for name, each in refused.items()}
    assert owes == ["password", "second_factor"]
    assert set(told.values()) <= {"account_owes", "not_allowed"}, told
    assert told["POST /live-token"] == told["GET /reports/{report}"] == "account_owes"
    assert (first.status_code, then, at_last) == (200, ["second_factor"], ([], 200))


def test_a_scan_that_only_staff_may_read_waits_for_it_too(strict: RunningHall) -> None:
    with Actor(strict, strict.token("manager", "keeps-letters")) as boss:
        to_come = {"document": "Tax 2090-9", "staffer": "t-1", "from": "2090-01-01", "to": "2090-12-31"}
        boss.act("/letters", to_come | {"accept": ["tax-file"]})
        letter = next(
            each["id"]
            for each in boss.ask("/letters/register")["letters"]
            if each["document"] == "Tax 2090-9"
        )
        boss.client.post(
            f"/letters/{letter}/scan", content=b"%PDF-1.4\n% scanned\n", headers=key()
        ).raise_for_status()
    with linked(strict, "reads-scans", "supervision") as page:
        owing = page.client.get(f"/letters/{letter}/scan").status_code
        page.post("/password", {"password": STRONG}).raise_for_status()
        after = page.client.get(f"/letters/{letter}/scan").status_code

    assert (owing, after) == (404, 200)


def any_path(path: str) -> str:
    """The path with something in each of its places."""
    return "/".join("1" if part.startswith("{") else part for part in path.split("/"))


def test_the_schema_itself_refuses_a_page_without_the_code(small: RunningHall) -> None:
    with_factor(small, "factor-10")
    page = "INSERT INTO token (role, name, hash, issued_at, cookie, by_link, factor_step) VALUES ('manager', 'factor-10#x', x'00', 0, 1, ?, ?)"
    with closing(sqlite3.connect(small.data / "hall.db")) as table:
        for step in (None, 1):
            with pytest.raises(sqlite3.IntegrityError, match="has a second factor"):
                table.execute(page, (0, step))
        (used,) = table.execute("SELECT factor_step FROM account WHERE name = 'factor-10'").fetchone()
        assert table.execute(page, (0, used)).rowcount == 1
        table.rollback()
        assert table.execute(page, (1, None)).rowcount == 1, "a one-time link stands for it"
        table.rollback()


def test_guessing_codes_ends_after_few_from_wherever_and_the_owner_still_comes_in(
    strict: RunningHall,
) -> None:
    with linked(strict, "guessed", "supervision") as page:
        page.post("/password", {"password": STRONG}).raise_for_status()
        phone = set_up(page)
    with strict.client() as owner:
        assert log_in(owner, "guessed", phone.shows(), STRONG).status_code == 200  # this place has known it
    right = {phone.shows(steps) for steps in range(-1, 4)}
    guesses = iter(f"{n:06}" for n in range(100) if f"{n:06}" not in right)
    told: Counter[int] = Counter()
    for n in range(20, 28):
        elsewhere = httpx.HTTPTransport(local_address=f"127.0.0.{n}")
        with httpx.Client(transport=elsewhere, base_url=strict.api) as thief:
            told.update(log_in(thief, "guessed", next(guesses), STRONG).status_code for _ in range(4))
    with strict.client() as owner:
        after = log_in(owner, "guessed", phone.shows(1), STRONG).status_code

    assert told == Counter({401: 10, 429: 22})
    assert after == 200


def test_other_roles_owe_no_second_factor(strict: RunningHall) -> None:
    with linked(strict, "reader", "supervision") as page:
        assert page.me()["owes"] == ["password"]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("only small letters", "simple_password"),
        ("Two Kinds of them", None),
        ("大厅 2026 春风", "simple_password"),
    ],
)
def test_the_rule_counts_kinds_of_characters(strict: RunningHall, password: str, code: str | None) -> None:
    with linked(strict, "kinds", "supervision") as page:
        told = page.post("/password", {"password": password})

    assert told.json().get("code") == code


def test_a_password_of_ninety_days_is_owed_anew_and_not_the_same(strict: RunningHall) -> None:
    with linked(strict, "aged", "supervision") as page:
        page.post("/password", {"password": STRONG}).raise_for_status()
        fresh = page.me()["owes"]
        strict.stop()
        with closing(sqlite3.connect(strict.data / "hall.db", isolation_level=None)) as table:
            table.execute(
                "UPDATE account SET password_at = password_at - 90 * 86400 * 1000 WHERE name = 'aged'"
            )
        strict.start()
        aged = page.me()["owes"]
        same = page.post("/password", {"password": STRONG, "old": STRONG})
        other = page.post("/password", {"password": "Ganz anders 8", "old": STRONG})
        after = page.me()["owes"]

    assert (fresh, aged, after) == ([], ["password"], [])
    assert (same.status_code, same.json()["code"]) == (422, "same_password")
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"HALL_ACCOUNT_RULE": "iso"}, "account_rule"), ({"HALL_SECOND_FACTOR": "kiosk"}, "second_factor")],
)
def test_a_rule_that_there_is_not_is_said_at_the_start(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    with pytest.raises(BadSetting, match=said):
        read_settings(tmp_path, settings)
