"""What the doctor says of holidays, certificate, backup and phones: ok, worth a look or bad, in two languages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from hallserver.cli.examining import judge_calendar, judge_certificate
from hallserver.store.disk.backups import Backup, last_backup, note, note_of
from tests.running import hall

NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)
LAST = date(2026, 10, 10)


def findings(data: Path) -> dict[str, str]:
    """Of each line its Chinese and English, by how it is judged."""
    said = json.loads(hall("doctor", "--json", data=data, check=False).stdout)
    return {f"{each['words']['en']} {each['words']['zh']}": each["judged"] for each in said}


def judged(found: dict[str, str], *words: str) -> list[str]:
    return [how for said, how in found.items() if all(each in said for each in words)]


@pytest.mark.parametrize(
    ("today", "beyond", "how"),
    [
        (date(2026, 11, 28), None, "look"),  # next year's holidays are announced, and not known here
        (date(2026, 12, 20), None, "look"),
        (date(2026, 10, 11), None, "look"),  # none is known any more
        (date(2026, 3, 2), date(2027, 1, 5), "look"),
        (date(2026, 9, 1), None, "ok"),
    ],
)
def test_a_calendar_that_ends_before_the_next_holidays_is_worth_a_look(
    today: date, beyond: date | None, how: str
) -> None:
    line = judge_calendar(LAST, beyond, today)

    assert line.judged == how
    assert "2026-10-10" in line.words.zh
    assert "2026-10-10" in line.words.en


def test_a_calendar_that_knows_next_year_is_ok() -> None:
    assert judge_calendar(date(2027, 10, 9), None, date(2026, 12, 20)).judged == "ok"


def certificate(folder: Path, ends: datetime) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hall.example.cn")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ends - timedelta(days=365))
        .not_valid_after(ends)
        .sign(key, hashes.SHA256())
    )
    file = folder / "cert.pem"
    file.write_bytes(made.public_bytes(Encoding.PEM))
    return file


@pytest.mark.parametrize(("days", "how"), [(-1, "bad"), (0, "bad"), (1, "look"), (29, "look"), (30, "ok")])
def test_a_certificate_is_spoken_of_before_it_ends(tmp_path: Path, days: int, how: str) -> None:
    assert judge_certificate(certificate(tmp_path, NOW + timedelta(days=days)), NOW).judged == how


def test_a_certificate_that_is_none_is_bad(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("nothing")

    assert judge_certificate(tmp_path / "cert.pem", NOW).judged == "bad"
    assert judge_certificate(tmp_path / "gone.pem", NOW).judged == "bad"


def test_phones_that_reach_nothing_and_a_hall_without_a_backup_are_worth_a_look(data: Path) -> None:
    found = findings(data)
    assert judged(found, "no public_url", "手机") == ["look"]
    assert judged(found, "no backup is on record", "没有备份记录") == ["look"]

    (data / "settings.toml").write_text('public_url = "https://hall.example.cn"\n')
    hall("backup", str(data.parent / "kept.db"), data=data)
    found = findings(data)
    assert judged(found, "https://hall.example.cn", "二维码") == ["ok"]
    assert judged(found, "the last backup", str(data.parent / "kept.db"), "备份") == ["ok"]

    note(data, Backup(datetime.now(UTC) - timedelta(days=3), str(data.parent / "kept.db")))
    assert judged(findings(data), "3 days ago", "3 天前") == ["look"]


def test_advice_is_no_failure_and_a_fault_is(data: Path) -> None:
    data.chmod(0o700)
    assert hall("doctor", data=data, check=False).returncode == 0
    data.chmod(0o755)
    assert hall("doctor", data=data, check=False).returncode == 1


def test_a_note_of_a_backup_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    note_of(tmp_path, Backup).write_text("{")

    assert last_backup(tmp_path) is None
