"""A simulated day lives over the public API, for whoever holds a manager's token."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from hallserver.store import connect, schema
from tests.morning import HERE, MORNING
from tests.running import HALL, RunningHall, hall
from tests.waiting import until


def test_a_manager_s_token_lets_a_day_pass_over_http(own_hall: RunningHall) -> None:
    token = own_hall.token("manager", "simulation")
    words = ["simulate", "--url", own_hall.url, "--token", token, "--speed", "600", "--minutes", "0.15"]
    said = subprocess.run([HALL, *words], capture_output=True, text=True, timeout=90, check=True)

    kinds = [each["kind"] for each in own_hall.events()]
    assert "600 times as fast" in said.stdout
    assert kinds.count("window.opened") == 40
    assert kinds.count("ticket.issued") > 20
    assert kinds.count("ticket.finished") > 5
    assert hall("verify", data=own_hall.data).returncode == 0


def test_a_simulated_day_leaves_the_kiosks_and_windows_of_people_alone(own_hall: RunningHall) -> None:
    kiosk = own_hall.token("kiosk", "kiosk-1")
    own_hall.token("window", "8", staffer="sw-02")
    hall("simulate", "--speed", "600", "--minutes", "0.05", data=own_hall.data)

    with own_hall.client(kiosk) as client:
        board = client.get("/board")
    assert board.status_code == 200
    opened = [each["facts"] for each in own_hall.events() if each["kind"] == "window.opened"]
    assert [each["staffer"] for each in opened if each["window"] == "8"] == ["sw-02"]


def test_a_demo_hall_with_a_past_is_open_now_and_its_days_are_sealed(tmp_path: Path) -> None:
    data = tmp_path / "hall"
    said = hall("demo", "--past", "8", "--zone", MORNING, data=data)

    assert "numbers" in said.stdout
    with connect.reading_engine(data).connect() as connection:
        days = set(connection.execute(select(schema.services.c.day)).scalars())
        sealed = set(connection.execute(select(schema.closings.c.day)).scalars())
        always, demo = connection.execute(select(schema.hall.c.always_open, schema.hall.c.demo)).one()
        live = connection.execute(select(schema.stops.c.id).where(schema.IS_LIVE)).all()
    assert len(days) >= 3
    assert max(days) < datetime.now(HERE).date()
    assert days <= sealed
    assert (always, demo, live) == (1, 1, [])
    assert hall("verify", data=data).returncode == 0
    assert '"slot_minutes": 30' in hall("rules", "show", data=data).stdout, (
        "visitors cannot book a time on /book"
    )
    assert "already" in hall("demo", "--past", "8", data=data).stdout


def test_a_past_that_is_interrupted_leaves_no_hall_and_is_begun_anew(tmp_path: Path) -> None:
    data = tmp_path / "hall"
    with subprocess.Popen(
        [HALL, "demo", "--past", "60", "--data", data], stdout=subprocess.DEVNULL
    ) as making:
        assert until((data / "making" / "hall.db").is_file)
        making.kill()

    assert not (data / "hall.db").exists()
    assert "numbers" in hall("demo", "--past", "3", data=data).stdout
    assert not (data / "making").exists()
    assert hall("verify", data=data).returncode == 0
