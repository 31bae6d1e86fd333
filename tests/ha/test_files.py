"""What `hall ha init` writes: each file is what its program reads, and says what must be said there."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from hallserver.ha import files
from hallserver.ha import pair as pairs
from hallserver.ha.pair import Machine, NoPair, Pair, Passwords
from tests import postgres
from tests.running import hall

ANSWERS = ("--a", "10.0.0.2", "--b", "10.0.0.3", "--witness", "10.0.0.4")
MORE = ("--floating", "10.0.0.10/24", "--interface", "eth0")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The folder of a pair that was described by the command."""
    hall("ha", "init", *ANSWERS, *MORE, "--failsafe", "--schema", "hall_1", data=tmp_path / "hall")
    return tmp_path / "hall/ha"


def described(**other: Any) -> Pair:
    """A pair that is as it should be, but for what is said."""
    words = dict.fromkeys(Passwords.__struct_fields__, "secret")
    usual = {
        "scope": "hall",
        "a": Machine(name="a", address="10.0.0.2"),
        "b": Machine(name="b", address="10.0.0.3"),
        "witness": Machine(name="witness", address="10.0.0.4"),
        "floating": "10.0.0.10/24",
        "interface": "eth0",
        "hall": "/srv/hall",
        "passwords": Passwords(**words),
    }
    return Pair(**{**usual, **other})


def test_patroni_is_told_what_keeps_every_acknowledged_number(written: Path) -> None:
    said = yaml.safe_load((written / "b/patroni.yml").read_text())

    assert said["bootstrap"]["dcs"] | {"postgresql": None} == {
        "ttl": 20,
        "loop_wait": 5,
        "retry_timeout": 5,
        "synchronous_mode": True,
        "synchronous_mode_strict": False,
        "maximum_lag_on_failover": 0,
        "failsafe_mode": True,
        "postgresql": None,
    }
    kept = said["bootstrap"]["dcs"]["postgresql"]
    assert kept["use_pg_rewind"] is True
    assert (kept["parameters"]["wal_log_hints"], kept["parameters"]["synchronous_commit"]) == ("on", "on")
    assert {"locale": "C"} in said["bootstrap"]["initdb"]
    assert {"encoding": "UTF8"} in said["bootstrap"]["initdb"]
    assert said["watchdog"]["mode"] == "automatic"
    assert (said["name"], said["scope"]) == ("b", "hall")
    assert said["postgresql"]["connect_address"] == "10.0.0.3:5432"
    assert said["etcd3"]["hosts"] == ["10.0.0.2:2379", "10.0.0.3:2379", "10.0.0.4:2379"]


def test_only_the_two_servers_may_come_to_the_database_and_by_password(written: Path) -> None:
    lines = yaml.safe_load((written / "a/patroni.yml").read_text())["postgresql"]["pg_hba"]

    assert all(line.endswith("scram-sha-256") for line in lines)
    assert {line.split()[3] for line in lines if line.startswith("host")} == {"10.0.0.2/32", "10.0.0.3/32"}


def test_all_three_vote_and_the_witness_has_nothing_else(written: Path) -> None:
    etcd = {name: yaml.safe_load((written / name / "etcd.yml").read_text()) for name in ("a", "b", "witness")}

    assert {each["initial-cluster"] for each in etcd.values()} == {
        "a=http://10.0.0.2:2380,b=http://10.0.0.3:2380,witness=http://10.0.0.4:2380"
    }
    assert [each["listen-client-urls"] for each in etcd.values()] == [
        "http://10.0.0.2:2379",
        "http://10.0.0.3:2379",
        "http://10.0.0.4:2379",
    ]
    assert all(each["enable-grpc-gateway"] for each in etcd.values())
    assert sorted(each.name for each in (written / "witness").iterdir()) == ["etcd.yml", "hall-etcd.service"]


def test_nobody_else_may_read_the_files_and_each_pair_has_its_own_passwords(
    written: Path, tmp_path: Path
) -> None:
    hall("ha", "init", *ANSWERS, *MORE, data=tmp_path / "other")
    ours, theirs = (pairs.read(folder / "pair.json").passwords for folder in (written, tmp_path / "other/ha"))

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in written.rglob("*") if each.is_file()}
    assert {name for name, mode in modes.items() if mode & 0o077} == set()
    assert len({getattr(each, name) for each in (ours, theirs) for name in Passwords.__struct_fields__}) == 10
    assert ours.hall in (written / "a/pgpass").read_text()
    assert ours.superuser in (written / "a/patroni.yml").read_text()
    assert ours.hall not in repr(ours)


def test_the_floating_address_is_where_the_open_hall_is(written: Path) -> None:
    said = (written / "a/keepalived.conf").read_text()

    assert "unicast_src_ip 10.0.0.2" in said
    assert "unicast_peer {\n        10.0.0.3\n" in said
    assert "10.0.0.10/24" in said
    assert "nopreempt" in said
    assert (
        f'--unix-socket "{written.parent}/hall.sock" http://hall/readyz'
        in (written / "a/hall-ready").read_text()
    )


def test_the_hall_finds_both_databases_and_waits_on_both_servers(written: Path) -> None:
    pair = pairs.read(written / "pair.json")

    assert pair.store.startswith("postgresql://hall@10.0.0.2:5432,10.0.0.3:5432/halls?")
    assert "target_session_attrs=read-write" in pair.store
    assert "schema=hall_1" in pair.store
    assert pair.store in (written / "README.md").read_text()
    for name in ("a", "b"):
        assert "HALL_WAIT=yes" in (written / name / "hallqueue-pair.conf").read_text()


def test_with_certificates_every_door_has_them(tmp_path: Path) -> None:
    pair = described(tls="/etc/hallqueue/tls")
    files.write(pair, tmp_path / "ha")
    patroni = yaml.safe_load((tmp_path / "ha/a/patroni.yml").read_text())
    etcd = yaml.safe_load((tmp_path / "ha/witness/etcd.yml").read_text())

    assert patroni["restapi"]["certfile"] == patroni["etcd3"]["cert"] == "/etc/hallqueue/tls/server.crt"
    assert patroni["postgresql"]["parameters"]["ssl"] == "on"
    assert patroni["postgresql"]["authentication"]["replication"]["sslmode"] == "verify-ca"
    assert all(line.startswith(("local", "hostssl")) for line in patroni["postgresql"]["pg_hba"])
    assert etcd["peer-transport-security"]["client-cert-auth"] is True
    assert etcd["advertise-client-urls"].startswith("https://")
    assert "sslmode=verify-full" in pair.store


def test_no_word_is_missing_and_every_file_of_yaml_and_shell_can_be_read(written: Path) -> None:
    for each in written.rglob("*"):
        if each.is_dir():
            continue
        said = each.read_text()
        assert [word for word in said.split("@") if word.isupper() and word.isidentifier()] == [], each
        if each.suffix == ".yml":
            yaml.safe_load(said)
        if said.startswith("#!/bin/sh"):
            subprocess.run(["sh", "-n", each], check=True)


def test_services_are_what_systemd_reads(written: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here: `apt-get install systemd`")
    for unit in sorted(written.rglob("*.service")):
        told = subprocess.run(
            ["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=30, check=False
        ).stderr
        strange = [line for line in told.splitlines() if unit.name in line and "not executable" not in line]
        assert strange == [], unit


def test_patronis_service_starts_no_old_patroni(written: Path, tmp_path: Path) -> None:
    """The very line of the unit, run on programs that say they are of some version."""
    unit = (written / "a/hall-patroni.service").read_text()
    line = next(each for each in unit.splitlines() if "--version" in each)
    words = line.removeprefix("ExecStartPre=/bin/sh -c '").removesuffix("'")
    outcomes = {}
    for version in ("3.0.2", "3.3.6", "4.1.5", "12.0.0"):
        program = tmp_path / "patroni"
        program.write_text(f"#!/bin/sh\necho patroni {version}\n")
        program.chmod(0o755)
        said = words.replace("/usr/bin/patroni", str(program))
        outcomes[version] = subprocess.run(["sh", "-c", said], capture_output=True, check=False).returncode

    assert outcomes == {"3.0.2": 1, "3.3.6": 1, "4.1.5": 0, "12.0.0": 0}


@pytest.mark.long
def test_a_hall_is_founded_beside_the_files_and_has_its_key_for_the_second_server(
    written: Path,
) -> None:
    """The verb of the steps, with a database that is here."""
    data, database = written.parent, postgres.server().create()
    try:
        words = ("--name", "某厅", "--english", "A hall", "--backup-to", "", "--time-server", "")
        hall("init", *words, "--address", "10.0.0.10", "--store", postgres.server().url(database), data=data)
    finally:
        postgres.server().drop(database)

    assert (data / "hall.key").exists()
    assert (data / "units/hallqueue.service").exists()


def test_an_old_patroni_on_this_machine_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    old = tmp_path / "patroni"
    old.write_text("#!/bin/sh\necho patroni 3.0.2\n")
    old.chmod(0o755)

    told = hall("ha", "init", *ANSWERS, *MORE, "--patroni", str(old), data=tmp_path / "hall", check=False)

    assert told.returncode == 1
    assert "1,928" in told.stderr
    assert "会丢失已发出的号" in told.stderr
    assert not (tmp_path / "hall").exists()


def test_a_pair_is_described_once_and_written_again_with_the_same_passwords(written: Path) -> None:
    before = pairs.read(written / "pair.json")
    data = written.parent

    refused = hall("ha", "init", *ANSWERS, *MORE, data=data, check=False)
    assert (refused.returncode, "--anew" in refused.stderr) == (1, True)
    hall("ha", "init", *ANSWERS, *MORE, "--anew", "--router", "7", data=data)

    after = pairs.read(written / "pair.json")
    assert msgspec.structs.replace(before, router=7, failsafe=False, schema="hall") == after


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"b": Machine(name="b", address="10.0.0.2")}, "three machines"),
        ({"witness": Machine(name="witness", address="10.0.0.3")}, "三台不同的机器"),
        ({"a": Machine(name="a", address="server-a")}, "no address"),
        ({"floating": "10.0.0.10"}, "no address with its network"),
        ({"floating": "10.0.0.2/24"}, "a machine's own address"),
        ({"schema": 'x"; DROP'}, "no name"),
        ({"hall": "/srv/our hall"}, "no plain path"),
        ({"interface": "eth0 {"}, "no network interface"),
    ],
)
def test_what_makes_no_pair_is_refused(other: dict[str, Any], why: str) -> None:
    with pytest.raises(NoPair, match=why):
        pairs.check(described(**other))


def test_addresses_of_ipv6_stand_in_brackets_where_a_port_follows(tmp_path: Path) -> None:
    machines = {
        name: Machine(name=name, address=f"fd00::{n}") for n, name in enumerate(("a", "b", "witness"), 2)
    }
    pair = pairs.check(described(**machines, floating="fd00::10/64"))
    files.write(pair, tmp_path / "ha")

    assert "hall@[fd00::2]:5432,[fd00::3]:5432/" in pair.store
    patroni = yaml.safe_load((tmp_path / "ha/a/patroni.yml").read_text())
    assert patroni["restapi"]["listen"] == "[fd00::2]:8008"
    assert "host all all fd00::3/128 scram-sha-256" in patroni["postgresql"]["pg_hba"]
    assert (tmp_path / "ha/a/pgpass").read_text().startswith(r"fd00\:\:2:5432:halls:hall:")
    assert "unicast_src_ip fd00::2\n" in (tmp_path / "ha/a/keepalived.conf").read_text()
