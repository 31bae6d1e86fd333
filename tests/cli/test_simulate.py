"""A simulated day lives over the public API, for whoever holds a manager's token."""

from __future__ import annotations

import subprocess

from tests.running import HALL, RunningHall, hall


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
