"""Letters over HTTP: posted for anybody, with the scanned paper; withdrawn at a window within seconds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, hall, serving
from tests.small import small_plan

PDF = b"%PDF-1.4\n% the letter, scanned\n"
PROMISED_S = 5.0


@pytest.fixture(scope="module")
def letters_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A small hall whose letters these tests may change."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "small.toml").write_text(small_plan())
    hall("import", str(folder / "small.toml"), data=folder / "hall")
    with serving(folder / "hall", "--desk-only") as running:
        yield running


@pytest.fixture
def boss(letters_hall: RunningHall) -> Iterator[Actor]:
    with Actor(letters_hall, letters_hall.token("manager", "boss")) as actor:
        yield actor


@pytest.fixture
def law(letters_hall: RunningHall) -> Iterator[Actor]:
    with Actor(letters_hall, letters_hall.token("department", "law")) as actor:
        yield actor


def sends(actor: Actor, letter: int, raw: bytes) -> httpx.Response:
    return actor.client.post(
        f"/letters/{letter}/scan", content=raw, headers={"Idempotency-Key": os.urandom(8).hex()}
    )


def letter_of(asked: Any, document: str) -> Any:
    return next(each for each in asked["letters"] if each["document"] == document)


def test_anybody_reads_what_is_valid_and_at_which_window(letters_hall: RunningHall) -> None:
    with Clerk(letters_hall, letters_hall.token("window", "2", staffer="t-3"), window="2"):
        asked = httpx.get(f"{letters_hall.api}/letters").json()

    letter = letter_of(asked, "Tax 2026-1")
    assert (letter["decide"], letter["accept"]) == (["reg-new", "tax-audit", "tax-file"], ["tax-visit"])
    assert (letter["from_day"], letter["to_day"], letter["scan"]) == ("2026-01-01", "2030-12-31", None)
    posted = next(each for each in asked["posted"] if each["window"] == "2")
    assert (posted["name"]["zh"], posted["document"]) == ("t-3", "Tax 2026-1")


def test_the_paper_is_scanned_by_its_department_and_read_again(
    letters_hall: RunningHall, law: Actor, boss: Actor
) -> None:
    register = law.ask("/letters/register")
    assert {each["department"] for each in register["letters"]} == {"law"}
    will = letter_of(register, "Will 2026-7")["id"]
    tax = letter_of(boss.ask("/letters/register"), "Tax 2026-1")["id"]

    said = sends(law, will, PDF).json()
    got = law.client.get(f"/letters/{will}/scan")

    assert (got.content, got.headers["Content-Type"]) == (PDF, "application/pdf")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert [path.name for path in (letters_hall.data / "scans").iterdir()] == [said["scan"]]
    assert sends(law, tax, PDF).status_code == 403
    assert httpx.get(f"{letters_hall.api}/letters/{tax}/scan").status_code == 404


@pytest.mark.parametrize("raw", [b"<html><script>alert(1)</script>", b"", b"MZ\x90\x00", b"<svg/>"])
def test_what_is_no_scan_is_not_kept(boss: Actor, letters_hall: RunningHall, raw: bytes) -> None:
    tax = letter_of(boss.ask("/letters"), "Tax 2026-1")["id"]
    scans = letters_hall.data / "scans"
    before = sorted(scans.iterdir()) if scans.exists() else []

    refused = sends(boss, tax, raw)

    assert (refused.status_code, refused.json()["code"]) == (422, "bad_scan")
    assert (sorted(scans.iterdir()) if scans.exists() else []) == before


def test_five_mebibytes_are_taken_and_no_byte_more_and_elsewhere_only_the_usual(boss: Actor) -> None:
    tax = letter_of(boss.ask("/letters"), "Tax 2026-1")["id"]
    whole = PDF + bytes(5 * 2**20 - len(PDF))

    assert sends(boss, tax, whole).status_code == 200
    assert sends(boss, tax, whole + b"x").status_code == 413
    assert boss.client.post("/letters", content=whole, headers={"Idempotency-Key": "x"}).status_code == 413


def test_a_file_that_was_changed_on_the_disk_is_not_served(letters_hall: RunningHall, boss: Actor) -> None:
    tax = letter_of(boss.ask("/letters"), "Tax 2026-1")["id"]
    name = sends(boss, tax, b"\x89PNG\r\n\x1a\nhonest").json()["scan"]
    (letters_hall.data / "scans" / name).write_bytes(b"forged")
    looked = hall("doctor", data=letters_hall.data, check=False)

    assert httpx.get(f"{letters_hall.api}/letters/{tax}/scan").status_code == 404
    assert "scans lost or changed: Tax 2026-1" in looked.stdout


def test_anybody_reads_the_scan_of_a_letter_that_is_valid_today_and_of_no_other(
    letters_hall: RunningHall, boss: Actor, law: Actor
) -> None:
    """“Will 2026-7” ran out in March; one is to come, one valid today is withdrawn in the end."""
    days = {"past": "Will 2026-7", "to_come": "Tax 2090-1", "valid": "Tax 2026-8"}
    to_come = {"document": days["to_come"], "staffer": "t-1", "from": "2090-01-01", "to": "2090-12-31"}
    valid = {"document": days["valid"], "staffer": "t-1", "from": "2026-01-01", "to": "2090-12-31"}
    for body in (to_come, valid):
        boss.act("/letters", body | {"accept": ["tax-file"]})
    register = boss.ask("/letters/register")
    ids = {name: letter_of(register, document)["id"] for name, document in days.items()}
    for letter in ids.values():
        assert sends(boss, letter, PDF).status_code == 200

    def asks(client: Any) -> dict[str, int]:
        return {name: client.get(f"/letters/{letter}/scan").status_code for name, letter in ids.items()}

    with httpx.Client(base_url=letters_hall.api) as anybody:
        assert asks(anybody) == {"past": 404, "to_come": 404, "valid": 200}
        assert asks(boss.client) == {"past": 200, "to_come": 200, "valid": 200}
        assert asks(law.client) == {"past": 200, "to_come": 404, "valid": 200}
        path = f"/letters/{ids['valid']}/scan"
        tag = anybody.get(path).headers["ETag"]
        again = anybody.get(path, headers={"If-None-Match": tag})
        other = anybody.get(path, headers={"If-None-Match": '"00"'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert (other.status_code, other.content) == (200, PDF)
        boss.act(f"/letters/{ids['valid']}/withdraw", {"reason": "moved on"})
        assert asks(anybody)["valid"] == 404
        assert anybody.get(path, headers={"If-None-Match": tag}).status_code == 404


def test_withdrawn_and_renewed_the_window_follows_within_five_seconds(
    letters_hall: RunningHall, boss: Actor
) -> None:
    token = letters_hall.token("window", "1", staffer="t-2")
    with (
        Visitor(letters_hall, letters_hall.token("kiosk", "kiosk-1")) as visitor,
        Clerk(letters_hall, token, window="1") as clerk,
    ):
        visitor.takes_ticket("tax-file")
        letter = letter_of(boss.ask("/letters"), "Tax 2026-1")
        began = time.monotonic()
        boss.act(f"/letters/{letter['id']}/withdraw", {"reason": "moved on"})

        assert clerk.calls_next() is None
        assert time.monotonic() - began < PROMISED_S
        assert clerk.sees()["session"]["letter"] is None
        assert "Tax 2026-1" not in {each["document"] for each in clerk.ask("/letters")["letters"]}
        body = {"document": "Tax 2026-9", "staffer": "t-1", "from": "2026-01-01", "to": "2030-12-31"}
        boss.act("/letters", body | {"renews": "Tax 2026-1"})
        assert clerk.calls_next()["ticket"]["matter"] == "tax-file"
        assert clerk.sees()["session"]["letter"] == "Tax 2026-9"
        clerk.does("start")
        clerk.does("finish", outcome="done")
    with pytest.raises(Refused) as again:
        boss.act(f"/letters/{letter['id']}/withdraw", {"reason": "twice"})
    assert again.value.code == "letter_over"


def test_a_backup_takes_the_scans_along_and_a_restore_brings_them_back(
    letters_hall: RunningHall, boss: Actor, tmp_path: Path
) -> None:
    will = letter_of(boss.ask("/letters/register"), "Will 2026-7")["id"]
    name = sends(boss, will, PDF).json()["scan"]

    said = hall("backup", str(tmp_path / "copy.db"), data=letters_hall.data).stdout
    hall("restore", str(tmp_path / "copy.db"), data=tmp_path / "elsewhere")

    assert "scans in" in said
    assert (tmp_path / "elsewhere/scans" / name).read_bytes() == PDF
