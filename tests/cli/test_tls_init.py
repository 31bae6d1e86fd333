"""A hall's own authority: what it makes is believed by those who installed it, and by nobody for anything else."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from hallserver import authority
from hallserver.authority import NotPossible, files_of
from hallserver.cli.examining import judge_certificate
from hallserver.cli.options import give_to_owner
from hallserver.worker import tls_context
from tests.running import HALL, RunningHall, hall, serving
from tests.small import found

NOW = datetime.now(UTC)
NAMES = ("127.0.0.1", "hall.lan")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return found(tmp_path / "hall")


def shaken(port: int, data: Path, name: str) -> dict[str, object]:
    """The certificate that a device which trusts the hall's authority, and nobody else, is shown."""
    device = ssl.create_default_context(cafile=str(files_of(data).authority))
    with (
        socket.create_connection(("127.0.0.1", port), timeout=5) as plug,
        device.wrap_socket(plug, server_hostname=name) as sealed,
    ):
        return dict(sealed.getpeercert() or {})


def test_a_hall_is_served_with_what_init_made(data: Path) -> None:
    said = hall("tls", "init", *NAMES, data=data).stdout

    with serving(data, "--desk-only", tls=True) as running:
        assert shaken(running.port, data, "127.0.0.1")
        assert shaken(running.port, data, "hall.lan")
        with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
            shaken(running.port, data, "other.lan")
    assert "until" in said
    assert "重启后以 https 提供服务" in said
    assert "the certificate is good until" in hall("doctor", data=data, check=False).stdout


def test_a_renewal_is_taken_up_by_the_open_hall(data: Path) -> None:
    hall("tls", "init", *NAMES, data=data)
    with serving(data, "--desk-only", tls=True) as running:
        first = shaken(running.port, data, "hall.lan")
        hall("tls", "renew", "--due", data=data)
        assert shaken(running.port, data, "hall.lan")["serialNumber"] == first["serialNumber"], (
            "it is not due"
        )

        hall("tls", "renew", "127.0.0.1", "kiosk.hall.lan", data=data)

        assert shaken(running.port, data, "kiosk.hall.lan")["serialNumber"] != first["serialNumber"]
        half(running, data)


def half(running: RunningHall, data: Path) -> None:
    """A file that is no certificate is told once, and the old one goes on."""
    logged = len(running.log)
    files_of(data).server.write_text("half a file")
    for _ in range(3):
        assert shaken(running.port, data, "kiosk.hall.lan")
    assert running.log[logged:].count("the old one stays") == 1


def test_it_is_due_before_it_ends(data: Path) -> None:
    assert not authority.is_due(data, NOW)
    made = authority.found(data, "县政务大厅", NAMES, NOW)

    assert not authority.is_due(data, made.ends - timedelta(days=61))
    assert authority.is_due(data, made.ends - timedelta(days=59))
    ahead = NOW + timedelta(days=3000)
    authority.renew(data, ahead)
    assert authority.is_due(data, NOW), "a clock that ran ahead made one that is not good yet"
    assert judge_certificate(files_of(data).server, NOW).judged == "bad"


def test_no_certificate_outlives_its_authority(data: Path) -> None:
    made = authority.found(data, "县政务大厅", NAMES, NOW)
    late = made.authority_ends - timedelta(days=10)

    assert authority.renew(data, late).ends <= made.authority_ends
    with pytest.raises(NotPossible, match="has ended"):
        authority.renew(data, made.authority_ends + timedelta(days=1))


def test_a_stolen_authority_cannot_pass_for_the_web(data: Path, tmp_path: Path) -> None:
    """A device refuses what its key signs for another name."""
    authority.found(data, "县政务大厅", NAMES, NOW)
    files = files_of(data)
    root = x509.load_pem_x509_certificate(files.authority.read_bytes())
    stolen = load_pem_private_key(files.authority_key.read_bytes(), None)
    assert isinstance(stolen, ec.EllipticCurvePrivateKey)
    for name, believed in (
        ("www.bank.example", False),
        ("8.8.8.8", False),
        ("printer.lan", True),
        ("10.1.2.3", True),
    ):
        (san,), key = authority.read_names([name]), ec.generate_private_key(ec.SECP256R1())
        forged = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([]))
            .issuer_name(root.subject)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([san]), critical=True)
            .sign(stolen, SHA256())
        )
        file = tmp_path / "forged.pem"
        file.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + forged.public_bytes(Encoding.PEM)
        )

        assert believes(files.authority, file, name) == believed, name


def believes(root: Path, file: Path, name: str) -> bool:
    """Whether a device that trusts the root goes on after it has seen the certificate."""
    server, device = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(root))
    server.load_cert_chain(file)
    here, there = socket.socketpair()

    def show() -> None:
        with contextlib.suppress(OSError), server.wrap_socket(there, server_side=True) as sealed:
            sealed.recv(1)

    shower = threading.Thread(target=show)
    shower.start()
    try:
        with device.wrap_socket(here, server_hostname=name):
            return True
    except ssl.SSLCertVerificationError:
        return False
    finally:
        here.close()
        shower.join(5)


@pytest.mark.parametrize(
    "names", [("127.0.0.1",), ("hall.lan",), ("10.0.0.2", "hall.lan"), ("::1",), ("hall",)]
)
def test_devices_believe_each_name_of_the_hall(data: Path, names: tuple[str, ...]) -> None:
    authority.found(data, "县政务大厅", names, NOW)
    files = files_of(data)

    assert [believes(files.authority, files.server, name) for name in names] == [True] * len(names)
    assert not believes(files.authority, files.server, "other.lan")


def test_keys_are_nobody_elses(data: Path) -> None:
    hall("tls", "init", *NAMES, data=data)
    files = files_of(data)

    for each, mode in ((files.folder, 0o700), (files.authority_key, 0o600), (files.server, 0o600)):
        assert stat.S_IMODE(each.stat().st_mode) == mode
    assert not list(files.folder.glob("*.new"))


@pytest.fixture
def anybodys() -> Iterator[Path]:
    """A folder that any user may look into, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes the hall's own user: needs root")
def test_what_root_makes_belongs_to_the_hall(anybodys: Path) -> None:
    if not all(
        each.stat().st_mode & 0o001 for each in (*HALL.parents, *Path(sys.executable).resolve().parents)
    ):
        pytest.skip("another user cannot read this Python: it would have to lie below folders that are open")
    data = anybodys / "hall"
    found(data)
    for each in (data, *data.iterdir()):
        os.chown(each, 65534, 65534)
    hall("backup", str(anybodys / "one.db"), data=data)
    (anybodys / "one.db").chmod(0o644)

    hall("tls", "init", *NAMES, data=data)
    hall("restore", str(anybodys / "one.db"), data=data)

    strange = [each.name for each in data.rglob("*") if each.stat().st_uid != 65534]
    assert strange == []
    assert (data / "settings.toml").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="gives files to somebody else: needs root")
def test_what_is_given_to_the_owner_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "hall/deep").mkdir(parents=True)
    (tmp_path / "theirs").touch()
    (tmp_path / "hall/deep/ours").touch()
    (tmp_path / "hall/link").symlink_to(tmp_path / "theirs")
    os.chown(tmp_path / "hall", 65534, 65534)

    give_to_owner(tmp_path / "hall")

    owners = {each.name: each.lstat().st_uid for each in tmp_path.rglob("*")}
    assert owners == {"hall": 65534, "deep": 65534, "ours": 65534, "link": 65534, "theirs": 0}


def test_the_port_of_https_is_no_part_of_an_origin(data: Path) -> None:
    (data / "settings.toml").write_text("port = 443\n")

    hall("tls", "init", "hall.lan", "::1", data=data)
    told = hall("tls", "renew", "new.lan", data=data).stdout

    assert 'origins = "https://hall.lan,https://[::1]"' in (data / "settings.toml").read_text()
    assert 'for this certificate: origins = "https://new.lan"' in told


def test_a_power_cut_while_it_is_renewed_leaves_one_that_serves(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.found(data, "县政务大厅", NAMES, NOW)
    whole, done = authority._write, 0

    def cut(*words: Any) -> None:
        nonlocal done
        done += 1
        whole(*words)
        raise OSError(5, "the power is gone")

    monkeypatch.setattr(authority, "_write", cut)
    with pytest.raises(OSError, match="power"):
        authority.renew(data, NOW)

    assert done == 1
    assert tls_context(str(files_of(data).server), str(files_of(data).server))


def test_settings_that_somebody_made_stay(data: Path) -> None:
    (data / "settings.toml").write_text('# ours\ncert = "/etc/town.pem"\nport = 9000\n')

    said = hall("tls", "init", *NAMES, data=data).stdout

    kept = (data / "settings.toml").read_text()
    assert 'cert = "/etc/town.pem"' in kept
    assert "# ours" in kept
    assert kept.count("cert =") == 1
    assert "cert stays “/etc/town.pem”" in said
    assert 'origins = "https://127.0.0.1:9000,https://hall.lan:9000"' in kept


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "under which names"),
        (("bad_name",), "neither a host name nor an address"),
        (("-x.lan",), "No such option"),
        (("a..b",), "neither a host name nor an address"),
        (("192.168.1.300",), "neither a host name nor an address"),
    ],
)
def test_what_is_no_name_is_refused(data: Path, words: tuple[str, ...], why: str) -> None:
    told = hall("tls", "init", *words, data=data, check=False)

    assert told.returncode in {1, 2}
    assert why in told.stderr
    assert not files_of(data).folder.exists()


def test_another_authority_is_made_only_when_asked(data: Path) -> None:
    hall("tls", "init", *NAMES, data=data)
    first = authority.standing(data).fingerprint
    assert hall("tls", "init", *NAMES, data=data, check=False).returncode == 1
    assert (
        "may not vouch for www.example.com"
        in hall("tls", "renew", "www.example.com", data=data, check=False).stderr
    )
    time.sleep(1)

    hall("tls", "init", "--anew", "www.example.com", data=data)

    assert authority.standing(data).fingerprint != first
    assert first not in hall("tls", "show", data=data).stdout
    assert list(data.glob("tls.before-*/ca.key")), "the old one is kept"
