"""`hall outbox` at a hall that is not served: what is queued there waits until it opens; a faulty sheet is told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallserver.cli.examining_outside import examine_receivers
from tests.running import hall
from tests.small import found

SHEET = """
[receivers.city]
kind = "webhook"
url = "https://city.example/hall"
secret_env = "CITY"
events = ["ticket.called"]
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = found(tmp_path_factory.mktemp("outbox") / "hall")
    (made / "outbox.toml").write_text(SHEET)
    return made


def test_a_message_is_queued_given_up_and_sent_again(data: Path) -> None:
    hall("outbox", "test", "city", data=data)
    queued = hall("outbox", "list", data=data).stdout
    hall("outbox", "give-up", "1", data=data)
    over = hall("outbox", "list", data=data).stdout
    hall("outbox", "retry", "1", data=data)
    again = hall("outbox", "list", data=data).stdout

    assert "city (webhook): 1 waiting, 0 sent, 0 given up; ticket.called" in queued
    assert "1 city test given_up, 0 tries" in over
    assert "放弃 · given up by local:uid" in over
    assert "city (webhook): 1 waiting, 0 sent, 0 given up" in again


def test_what_is_not_there_is_refused_in_words(data: Path) -> None:
    nobody = hall("outbox", "test", "cty", data=data, check=False)
    nothing = hall("outbox", "retry", "99", data=data, check=False)

    assert (nobody.returncode, nothing.returncode) == (1, 1)
    assert "did you mean “city”" in nobody.stderr.lower()
    assert "99" in nothing.stderr


def test_a_hall_does_not_open_with_a_faulty_sheet_and_says_why(data: Path) -> None:
    (data / "outbox.toml").write_text(SHEET.replace("webhook", "webhok"))
    refused = hall("serve", "--desk-only", "--port", "1", data=data, check=False)
    (data / "outbox.toml").write_text(SHEET)

    assert refused.returncode == 1
    assert "did you mean “webhook”" in refused.stderr


def test_the_doctor_says_of_each_receiver_what_is_wrong_and_what_to_do(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says() -> dict[str, str]:
        return {each.words.en: each.judged for each in examine_receivers(data)}

    monkeypatch.delenv("CITY", raising=False)
    hall("outbox", "test", "city", data=data)
    without = says()
    monkeypatch.setenv("CITY", "whsec_c2VjcmV0")
    number = re.findall(r"(\d+) city test waiting", hall("outbox", "list", data=data).stdout)[-1]
    hall("outbox", "give-up", number, data=data)
    lost = says()
    (data / "outbox.toml").write_text("[receivers.city]\nkind = 'sms'\n")
    unreadable = list(says())
    (data / "outbox.toml").unlink()
    nobody = says()
    (data / "outbox.toml").write_text(SHEET)

    assert [judged for said, judged in without.items() if "CITY is not set" in said] == ["bad"]
    assert [judged for said, judged in lost.items() if "1 messages to city never arrived" in said] == ["look"]
    assert lost["messages out of the hall: 1 receivers, ready"] == "ok"
    assert "outbox.toml cannot be read" in unreadable[0]
    assert nobody == {}
