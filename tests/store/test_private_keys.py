"""What the log tells in private: under a key of its own, kept beside the database and first, forgotten with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from hallserver.audit import replay
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.casework.retention import RetainedKind
from hallserver.core.events import ConcernAnswered
from hallserver.core.events.retained import over_by_event
from hallserver.services.context import CommandContext
from hallserver.store import connect, log, schema
from hallserver.store.disk import private_keys
from hallserver.store.disk.private_keys import PrivateKeys, Sealed
from tests.running import hall
from tests.small import BOSS, Desk

pytestmark = pytest.mark.long

NOTE = "asked about Mr Wang, 136-0000-1234"


def tells(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.serves(outcome=Outcome.DONE, note=NOTE)


def privates(data: Path) -> list[str]:
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        found = [body for _, body in log.read_privates(connection).values()]
    reader.dispose()
    return found


def forget_orphans(data: Path) -> int:
    reader = connect.reading_engine(data)
    gone = log.forget_orphans(reader)
    reader.dispose()
    return gone


@pytest.mark.of_sqlite("its backup is a file of ours")
def test_nothing_of_it_lies_in_the_database_or_in_a_backup(desk: Desk, tmp_path: Path) -> None:
    tells(desk)
    assert any("Wang" in each for each in desk.privates())
    desk.close()
    hall("backup", str(tmp_path / "copy.db"), data=desk.data)

    for file in [*desk.data.glob("hall.db*"), tmp_path / "copy.db"]:
        assert b"Wang" not in file.read_bytes(), file
        assert b"136-0000" not in file.read_bytes(), file
    assert not list(tmp_path.glob("*.keys"))
    key = PrivateKeys(desk.data)
    (sealed,) = [row.key_id for row in desk.rows(schema.event_privates)][:1]
    assert key.read([sealed])[sealed] not in (tmp_path / "copy.db").read_bytes()


def test_without_its_key_a_part_is_forgotten_and_the_log_stays_good(desk: Desk) -> None:
    tells(desk)
    (desk.data / private_keys.FILE).unlink()

    assert desk.privates() == []
    assert desk.fault() is None


def test_a_part_under_another_key_is_no_part() -> None:
    sealed = private_keys.seal(b"s" * 16, "words")

    assert private_keys.unseal(sealed.key, sealed.body) == (b"s" * 16, "words")
    assert private_keys.unseal(b"k" * 32, sealed.body) is None
    assert private_keys.unseal(sealed.key, sealed.body[:-1] + bytes([sealed.body[-1] ^ 1])) is None


ANSWER: dict[str, Any] = {
    "report": 1,
    "report_seq": 1,
    "concern": "manner",
    "matter": None,
    "upheld": 0,
    "in_time": 1,
    "detail": "manner",
}


def test_what_a_kind_of_event_does_not_keep_in_private_is_refused(desk: Desk) -> None:
    tells(desk)
    before = (desk.data / private_keys.FILE).read_bytes()

    with pytest.raises(ValueError, match=r"concern.answered keeps nothing private but \('words',\)"):
        desk.writer(lambda work: work.publish(BOSS, ConcernAnswered(**ANSWER), {"contact": "138"}))

    assert (desk.data / private_keys.FILE).read_bytes() == before


def test_a_failing_command_leaves_no_key(desk: Desk) -> None:
    tells(desk)
    before = (desk.data / private_keys.FILE).read_bytes()

    def fails(work: CommandContext) -> None:
        work.publish(BOSS, ConcernAnswered(**ANSWER), {"words": "x"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.writer(fails)
    assert (desk.data / private_keys.FILE).read_bytes() == before


def test_a_part_whose_key_cannot_be_kept_is_not_committed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells(desk)
    seq = desk.told[-1].seq

    def full(_self: PrivateKeys, _sealed: list[Sealed]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PrivateKeys, "keep", full)
    desk.issue()
    desk.calls()
    with pytest.raises(OSError, match="space"):
        desk.finishes(note="more")

    assert desk.state(2) == "serving"
    assert desk.rows(schema.events)[-1].seq == desk.told[-1].seq > seq


def test_what_was_told_long_ago_is_forgotten_and_the_log_stays_good(desk: Desk) -> None:
    tells(desk)
    desk.pass_time(3 * 86_400)
    desk.issue()
    desk.serves(outcome=Outcome.DONE, note="of today")

    with desk.reader.connect() as connection:
        today = connection.execute(select(func.max(schema.events.c.day))).scalar_one()
    over = over_by_event(dict.fromkeys(RetainedKind, 0), today)
    every, due = log.count_privates(desk.reader, over)
    assert (every.total(), due.total()) == (2, 1)
    notes_stay = over_by_event({**dict.fromkeys(RetainedKind, 0), RetainedKind.NOTES: 30}, today)
    assert log.forget_privates(desk.reader, notes_stay).total() == 0
    assert log.forget_privates(desk.reader, over).total() == 1
    assert log.forget_privates(desk.reader, over).total() == 0
    assert [each for each in desk.privates() if "Wang" in each] == []
    assert len(desk.privates()) == 1
    assert desk.fault() is None


KILLED = """
import os, signal, sys
from pathlib import Path
from hallserver.store.disk import private_keys
from tests import small

desk = small.Desk(Path(sys.argv[1]))
desk.issue()
desk.sits("t-2", "1")
desk.calls()
kept = private_keys.PrivateKeys.keep

def keep_and_die(self, sealed):
    if sys.argv[2] == "after":
        kept(self, sealed)
    os.kill(os.getpid(), signal.SIGKILL)

private_keys.PrivateKeys.keep = keep_and_die
desk.finishes(note="words of a visitor")
"""


@pytest.mark.parametrize(("when", "keys"), [("before", 0), ("after", 1)])
def test_killed_between_the_two_commits_no_part_is_without_its_key(
    tmp_path: Path, when: str, keys: int
) -> None:
    data = tmp_path / "hall"
    killed = subprocess.run([sys.executable, "-c", KILLED, data, when], env={**os.environ}, check=False)
    assert killed.returncode == -signal.SIGKILL

    assert privates(data) == []
    assert forget_orphans(data) == keys
    assert forget_orphans(data) == 0
    reader = connect.reading_engine(data)
    assert replay.verify_hall(reader)[0] is None
    reader.dispose()
