"""The back office with its post is killed in the middle of sending: nothing is lost, and what comes twice has the same id."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.gateways import gateway
from tests.running import serving
from tests.sending.conftest import eventually
from tests.small import found

SHEET = """
[receivers.city]
kind = "webhook"
url = "{url}/hall"
secret_env = "CITY_SECRET"
timeout_s = 20
"""


def office_of(hall: int) -> int:
    """The process of the back office that a served hall has now; 0: none yet."""
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = each.read_bytes().split(b"\0")
            parent = int(each.with_name("stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if b"hallserver.backoffice" in words and parent == hall:
            return int(each.parent.name)
    return 0


def test_a_message_that_was_being_sent_when_the_back_office_was_killed_arrives_under_its_id(
    tmp_path: Path,
) -> None:
    data = found(tmp_path / "hall")
    with gateway("hang", "take") as city:
        (data / "outbox.toml").write_text(SHEET.format(url=city.url))
        secret = {"CITY_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "HALL_VOICE": "chime"}
        with serving(data, mute_at_first=True, **secret) as running:
            running.local("POST", "/api/v1/outbox/receivers/city/test")
            eventually(lambda: len(city.asked) == 1)
            killed = office_of(running.process.pid if running.process else 0)
            os.kill(killed, signal.SIGKILL)
            with closing(sqlite3.connect(data / "hall.db", isolation_level=None)) as table:
                assert table.execute("SELECT state, tries FROM outbox").fetchall() == [("sending", 1)]
            running.stop()
            with closing(sqlite3.connect(data / "hall.db")) as table, table:
                table.execute("UPDATE outbox SET lease_until = queued_at")  # as if its lease were over: 90 s
            running.start()
            eventually(lambda: len(city.asked) == 2)
            eventually(lambda: running.local("GET", "/api/v1/outbox")["receivers"][0]["sent"] == 1)

    assert killed
    assert city.asked[0].headers["webhook-id"] == city.asked[1].headers["webhook-id"]
