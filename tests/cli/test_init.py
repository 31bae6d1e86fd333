"""A technician founds a hall: five answers, and what stands there then is served as it stands."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import tomllib
from pathlib import Path

import httpx
import pytest

from tests.running import HALL, free_port, hall
from tests.waiting import until

ANSWERS = "某县政务服务中心\nCounty Service Centre\n127.0.0.1 hall.lan\n{backup}\n10.0.0.1\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "hall"


def begin(data: Path, port: int, answers: str = ANSWERS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [HALL, "init", "--data", data, "--port", str(port)],
        input=answers.format(backup=data.parent / "disk"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_it_writes_is_served_and_the_manager_comes_in(data: Path) -> None:
    port = free_port()
    said = begin(data, port).stdout
    link = next(line for line in said.splitlines() if "#link=" in line)
    process = subprocess.Popen([HALL, "serve", "--data", data, "--desk-only"], stdout=subprocess.DEVNULL)
    try:
        trusted = ssl.create_default_context(cafile=str(data / "tls/ca.crt"))
        base = f"https://127.0.0.1:{port}"
        assert base in link
        with httpx.Client(base_url=base, verify=trusted, headers={"Origin": base}) as browser:

            def opened() -> bool:
                try:
                    return browser.get("/readyz").status_code == 200
                except httpx.TransportError:
                    return False

            assert until(opened, 30)
            came = browser.post(
                "/api/v1/links", json={"code": link.rpartition("=")[2]}, headers={"Idempotency-Key": "first"}
            )
            assert came.json()["role"] == "manager", came.text
            assert browser.get("/office/setup").status_code == 200
    finally:
        process.terminate()
        assert process.wait(10) == 0


def test_the_settings_say_what_was_answered(data: Path) -> None:
    begin(data, 8443)

    assert tomllib.loads((data / "settings.toml").read_text()) == {
        "cert": str(data / "tls/hall.pem"),
        "key": str(data / "tls/hall.pem"),
        "origins": "https://127.0.0.1:8443,https://hall.lan:8443",
        "host": "127.0.0.1",
        "port": 8443,
        "backup_to": str(data.parent / "disk"),
    }
    assert "NTP=10.0.0.1" in (data / "units/hallqueue-time.conf").read_text()
    told = hall("doctor", data=data, check=False).stdout
    assert "the certificate is good until" in told


def test_units_are_what_systemd_reads(data: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here: `apt-get install systemd`")
    begin(data, 8443)
    for unit in sorted((data / "units").glob("*.service")):
        assert re.search(r"@[A-Z]+@", unit.read_text()) is None, "a word is missing"
        told = subprocess.run(
            ["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=30, check=False
        ).stderr
        strange = [
            line for line in told.splitlines() if unit.name in line and "is not executable" not in line
        ]

        assert strange == [], unit.name
    served = (data / "units/hallqueue.service").read_text()
    assert f"ReadWritePaths={data} -{data.parent / 'disk'}\n" in served
    assert "https://127.0.0.1:8443/kiosk " in (data / "units/hall-kiosk.service").read_text()
    assert "https://127.0.0.1:8443/board " in (data / "units/hall-board.service").read_text()


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ("甲\nA\nno_name\n\n\n", "neither a host name nor an address"),
        ("甲\nA\nhall.lan\n/no/such/folder\n\n", "there is no such folder"),
        ("甲\nA\nhall.lan\n\n10.0.0.1; reboot\n", "a service unit cannot hold"),
    ],
)
def test_a_wrong_answer_leaves_nothing(data: Path, answers: str, why: str) -> None:
    told = begin(data, 8443, answers)

    assert told.returncode == 1
    assert why in told.stderr
    assert not data.exists()


def test_a_hall_is_founded_once(data: Path) -> None:
    begin(data, 8443)
    kept = (data / "settings.toml").read_bytes()

    told = begin(data, 9000)

    assert told.returncode == 1
    assert "there is hall.db already" in told.stderr
    (data / "hall.db").unlink()
    assert "there is settings.toml already" in begin(data, 9000).stderr
    assert (data / "settings.toml").read_bytes() == kept


def test_a_folder_with_a_space_is_refused(data: Path) -> None:
    told = begin(data.with_name("our hall"), 8443, "甲\nA\nhall.lan\n\n\n")

    assert told.returncode == 1
    assert "a service unit cannot hold" in told.stderr


def test_a_hall_that_is_there_already_gets_its_units(data: Path) -> None:
    hall("new", "某厅", "--english", "A hall", data=data)
    (data / "settings.toml").write_text(
        f'host = "10.0.0.2"\nport = 8000\nbackup_to = "{data.parent / "disk"}"\n'
    )
    before = {each.name for each in data.iterdir()}

    told = hall("units", "--time-server", "10.0.0.1", data=data).stdout

    assert {each.name for each in data.iterdir()} == before | {"units"}
    served = (data / "units/hallqueue.service").read_text()
    assert f" serve --data {data}\n" in served
    assert f"ReadWritePaths={data} -{data.parent / 'disk'}\n" in served
    assert "http://10.0.0.2:8000/kiosk " in (data / "units/hall-kiosk.service").read_text()
    assert "NTP=10.0.0.1" in (data / "units/hallqueue-time.conf").read_text()
    assert "systemctl enable --now hallqueue" in told
    assert "#link=" not in told, "nobody asked for a way in"


def test_the_units_of_a_hall_with_names_show_the_first(data: Path) -> None:
    begin(data, 8443)
    shutil.rmtree(data / "units")

    hall("units", data=data)

    assert "https://127.0.0.1:8443/board " in (data / "units/hall-board.service").read_text()
