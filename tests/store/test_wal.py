"""SQLite's write-ahead log read from outside: whole transactions, and nothing of one that is not whole."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hallserver.standby import sums
from hallserver.standby.copies import CannotFollow, Copy, settle
from hallserver.standby.giving import MOST, _following, read_log
from hallserver.store.disk import wal
from hallserver.store.engines import kept_log
from hallserver.store.engines.kept_log import KEPT, KeptLog, kept_logs

FILE = "hall.db"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[KeptLog]:
    """A writer's connection of a file that has a standby."""
    folder = tmp_path / "a"
    folder.mkdir()
    with closing(
        sqlite3.connect(folder / FILE, isolation_level=None, factory=KeptLog, check_same_thread=False)
    ) as table:
        assert isinstance(table, KeptLog)
        table.execute("PRAGMA journal_mode=WAL")
        table.begin_keeping()
        table.execute("CREATE TABLE x (n INTEGER PRIMARY KEY, body BLOB)")
        yield table


def write(table: sqlite3.Connection, n: int, size: int = 3000) -> None:
    table.execute("BEGIN IMMEDIATE")
    table.execute("INSERT INTO x VALUES (?, ?)", (n, os.urandom(size)))
    table.commit()


def ask(folder: Path, copy: Copy, most: int = MOST) -> bytes:
    """What the first machine answers: of the present log, or of the one before; then the copy goes on with the next."""
    found = read_log(folder / f"{FILE}-wal", copy.salts, copy.asks_from, most)
    if found is not None:
        return found[0]
    is_all = False
    while not is_all:
        kept = folder / f"{KEPT}{copy.salts.hex()}"
        found = read_log(kept, copy.salts, copy.asks_from, most)
        if found is None:
            raise CannotFollow("gone")
        raw, is_all = found
        end = copy.judge(raw)
        if end is not None:
            copy.take(raw, end)
    copy.end_log(_following(folder, kept))
    return ask(folder, copy, most)


def follow(folder: Path, copy: Copy, most: int = MOST) -> None:
    """Take what is new, until there is nothing."""
    while (end := copy.judge(raw := ask(folder, copy, most))) is not None:
        copy.take(raw, end)


def rows(folder: Path, scratch: Path) -> list[int]:
    """What SQLite finds in a copy; looked at in a copy of it, so that it stays what it is."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder, scratch)
    with closing(sqlite3.connect(scratch / FILE)) as table:
        assert table.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in table.execute("SELECT n FROM x ORDER BY n")]


def begun(source: Path, folder: Path) -> Copy:
    folder.mkdir()
    head = wal.head_of(source / f"{FILE}-wal")
    assert head is not None
    shutil.copyfile(source / FILE, folder / FILE)
    return Copy.begun(folder, head.salts)


def test_a_copy_is_at_each_moment_what_the_writer_had_committed(writer: KeptLog, tmp_path: Path) -> None:
    source = tmp_path / "a"
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    chance, logs = random.Random(50), set()
    for n in range(1, 2600):
        write(writer, n, chance.choice((50, 3000, 9000)))
        if chance.random() < 0.03:
            follow(source, copy, chance.choice((MOST, 80_000)))
            logs.add(copy.salts)
        if n % 400 == 0:
            follow(source, copy)
            assert rows(tmp_path / "b", tmp_path / "c") == list(range(n + 1))

    assert len(logs) > 1, "the log was never overwritten, so that nothing was tried"
    assert (source / f"{FILE}-wal").stat().st_size < 40 * 2**20


@pytest.mark.parametrize("seed", range(3))
def test_cut_off_anywhere_a_copy_is_a_whole_beginning_and_goes_on(
    writer: KeptLog, tmp_path: Path, seed: int
) -> None:
    """The second machine is killed, or loses its power, at any byte."""
    source, chance = tmp_path / "a", random.Random(seed)
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    for n in range(1, 30):
        write(writer, n)
    follow(source, copy)
    log = tmp_path / "b" / f"{FILE}-wal"
    for _ in range(12):
        os.truncate(log, chance.randrange(log.stat().st_size))
        found = rows(tmp_path / "b", tmp_path / "c")
        assert found == list(range(len(found)))
        copy = Copy.found(tmp_path / "b")
        follow(source, copy)
        assert rows(tmp_path / "b", tmp_path / "c") == list(range(30))


@pytest.mark.parametrize("page", [512, 4096, 65536])
def test_checksums_are_those_that_sqlite_writes(tmp_path: Path, page: int) -> None:
    """Each frame's, whatever the size of a page; one bit elsewhere is seen."""
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as table:
        table.execute(f"PRAGMA page_size={page}")
        table.execute("PRAGMA journal_mode=WAL")
        table.execute("CREATE TABLE x (n INTEGER PRIMARY KEY, body BLOB)")
        for n in range(20):
            table.execute("INSERT INTO x VALUES (?, ?)", (n, os.urandom(3000)))
        raw = (tmp_path / f"{FILE}-wal").read_bytes()
        head = wal.read_head(raw)
        assert head is not None
        assert head.page == page
        whole = sums.last_end(head, raw[wal.HEADER :], sums.beginning(head))
        assert whole.at == len(raw)
        chance = random.Random(page)
        for _ in range(20):
            at = chance.randrange(wal.HEADER, len(raw))
            spoilt = bytearray(raw)
            spoilt[at] ^= 1 << chance.randrange(8)
            assert sums.last_end(head, bytes(spoilt[wal.HEADER :]), sums.beginning(head)).at <= at


def test_what_is_not_committed_is_not_in_the_copy(writer: KeptLog, tmp_path: Path) -> None:
    """A transaction larger than the cache stands in the log before it ends; one is taken back, one still runs."""
    source = tmp_path / "a"
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    writer.execute("PRAGMA cache_size=10")
    for way in ("ROLLBACK", ""):
        writer.execute("BEGIN IMMEDIATE")
        for n in range(100, 200):
            writer.execute("INSERT INTO x VALUES (?, ?)", (n, os.urandom(3000)))
        follow(source, copy)
        assert rows(tmp_path / "b", tmp_path / "c") == [0]
        if way:
            writer.execute(way)
            follow(source, copy)
            assert rows(tmp_path / "b", tmp_path / "c") == [0]
    writer.commit()
    write(writer, 1)
    follow(source, copy)
    assert rows(tmp_path / "b", tmp_path / "c") == [0, 1, *range(100, 200)]


def test_bytes_that_were_changed_on_the_way_are_not_taken(writer: KeptLog, tmp_path: Path) -> None:
    source = tmp_path / "a"
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    for n in range(1, 6):
        write(writer, n)
    raw = bytearray(ask(source, copy))
    raw[len(raw) // 2] ^= 1
    end = copy.judge(bytes(raw))

    assert end is not None
    assert end.at < len(raw) // 2 + 5000
    copy.take(bytes(raw), end)
    found = rows(tmp_path / "b", tmp_path / "c")
    assert found == list(range(len(found)))
    assert len(found) < 6
    follow(source, copy)
    assert rows(tmp_path / "b", tmp_path / "c") == list(range(6))


def test_whoever_was_away_for_too_many_logs_is_told_to_begin_anew(
    writer: KeptLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_log, "MOST_KEPT", 2)
    source = tmp_path / "a"
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    for n in range(1, 8000):
        write(writer, n)
    assert len(kept_logs(source)) == 2

    with pytest.raises(CannotFollow):
        follow(source, copy)


def test_whoever_is_some_logs_behind_takes_one_after_the_other(writer: KeptLog, tmp_path: Path) -> None:
    source = tmp_path / "a"
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    n = 0
    while len(kept_logs(source)) < 4:
        n += 1
        write(writer, n)
    write(writer, n + 1)
    follow(source, copy)
    assert rows(tmp_path / "b", tmp_path / "c") == list(range(n + 2))

    head = wal.head_of(source / f"{FILE}-wal")
    assert head is not None
    with pytest.raises(CannotFollow, match="left out"):
        copy.end_log((head.following + 1).to_bytes(4, "big") + head.salts[4:])


def test_a_reader_holds_the_log_back_and_nothing_is_lost(writer: KeptLog, tmp_path: Path) -> None:
    """A long read keeps a checkpoint from its end: the log grows, and is kept whole when it ends after all."""
    source = tmp_path / "a"
    write(writer, 0)
    copy = begun(source, tmp_path / "b")
    with closing(sqlite3.connect(source / FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM x").fetchone()
        for n in range(1, 2500):
            write(writer, n)
        assert not kept_logs(source)
        follow(source, copy)
        reader.execute("COMMIT")
    for n in range(2500, 3200):
        write(writer, n)
    assert kept_logs(source)
    follow(source, copy)

    assert rows(tmp_path / "b", tmp_path / "c") == list(range(3200))


def test_a_file_that_is_read_while_pages_move_into_it_is_made_good_by_the_log(
    writer: KeptLog, tmp_path: Path
) -> None:
    """Half of the file is read before a checkpoint, half after it, with commits between."""
    source, folder = tmp_path / "a", tmp_path / "b"
    for n in range(300):
        write(writer, n)
    writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    write(writer, 300)
    head = wal.head_of(source / f"{FILE}-wal")
    assert head is not None
    folder.mkdir()
    half = (source / FILE).stat().st_size // 8192 * 4096
    with (folder / FILE).open("wb") as into:
        into.write((source / FILE).read_bytes()[:half])
        for n in range(301, 350):
            write(writer, n)
        writer.execute("UPDATE x SET body = zeroblob(10) WHERE n % 7 = 0")
        writer._move_into_file(head)
        into.write((source / FILE).read_bytes()[half:])
    copy = Copy.begun(folder, head.salts)
    write(writer, 350)
    follow(source, copy)

    assert rows(folder, tmp_path / "c") == list(range(351))


def test_a_copy_that_was_ended_in_the_middle_of_a_change_of_logs_goes_on(
    writer: KeptLog, tmp_path: Path
) -> None:
    source, folder = tmp_path / "a", tmp_path / "b"
    write(writer, 0)
    copy = begun(source, folder)
    n = 0
    while not kept_logs(source):
        n += 1
        write(writer, n)
    write(writer, n + 1)
    is_all = False
    while not is_all:
        found = read_log(kept_logs(source)[0], copy.salts, copy.asks_from)
        assert found is not None
        raw, is_all = found
        end = copy.judge(raw)
        if end is not None:
            copy.take(raw, end)
    following = wal.head_of(source / f"{FILE}-wal")
    assert following is not None
    assert following.salts != copy.salts
    (folder / "next").write_text(following.salts.hex())  # and here it was killed

    again = Copy.found(folder)

    assert again.salts == following.salts
    assert not (folder / f"{FILE}-wal").exists()
    follow(source, again)
    settle(folder)
    assert rows(folder, tmp_path / "c") == list(range(n + 2))
