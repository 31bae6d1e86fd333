"""An upgrade, and the way back: each step is said as it is done, and whatever interrupts it leaves the old file in place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hallserver.audit import replay
from hallserver.config import read_settings
from hallserver.store import connect
from hallserver.store.disk import upgrading
from hallserver.store.disk.integrity import look_through
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.upgrading import Found, Refused
from hallserver.store.disk.version import SCHEMA

ROOM_FACTOR = 1.5  # of the old file's size: the new file, and what SQLite needs to check it
NAMED = "hall-schema-{schema}-%Y%m%dT%H%M%S.db"


def bring_up_to_date(data: Path, *, only_look: bool) -> Iterator[str]:
    """Upgrade the hall's database; give what is done as sentences.

    Raises:
        HallRuns: a server runs. Damaged, ForeignFile, Refused: the database is as it was.
    """
    lock = HallLock(data)
    room = data / upgrading.ROOM
    try:
        shutil.rmtree(room, ignore_errors=True)  # of an upgrade that was interrupted
        found = upgrading.look(data / "hall.db")
        if found.schema == SCHEMA:
            yield f"{data}: schema {SCHEMA}, up to date · 已是最新版本，无需升级"
            return
        yield from _before(data, found)
        if only_look:
            return
        look_through(data / "hall.db")
        yield "the old file is whole · 原数据库完好"
        yield from _back_up(data, found)
        room.mkdir()
        yield from _build(data, room / "hall.db", found)
        yield from _verify(data, room, found)
        kept = upgrading.put_in_place(data, room / "hall.db", found.schema)
        yield f"{data}: schema {SCHEMA}; the log's head is what it was · 升级完成，流水与升级前一致"
        yield f"the old file is kept as {kept.name}: `hall downgrade` puts it back · 原数据库保留为 {kept.name}，可用 hall downgrade 恢复"
        if found.reading.in_clear:
            yield f"{kept.name} holds private parts in the clear: delete it once the hall has worked a few days · 该文件含未加密的个人信息，运行数日无误后请删除"
    finally:
        shutil.rmtree(room, ignore_errors=True)
        lock.release()


def go_back(data: Path, *, lose: bool) -> Iterator[str]:
    """Put the database of before the last upgrade in place; give what is done as sentences.

    Raises:
        HallRuns: a server runs. Damaged, Refused: nothing was changed.
    """
    lock = HallLock(data)
    try:
        kept = upgrading.kept_file(data)
        if kept is None:
            raise Refused(f"{data}: no database of before an upgrade is kept · 没有保留升级前的数据库。")
        was, now = upgrading.look(kept), upgrading.look(data / "hall.db")
        if now.schema != SCHEMA:
            raise Refused(f"{data}: schema {now.schema} is in place already · 当前已是升级前的数据库。")
        look_through(kept)
        lost = now.head_seq - was.head_seq
        if lost and not lose:
            raise Refused(
                f"the hall has worked since: {lost} events would be lost. `hall downgrade --lose` goes back all the same · "
                f"升级后已产生 {lost} 条记录，恢复后将丢失；确需恢复请加 --lose。"
            )
        given = list(_given_since(kept, data / "hall.db"))
        aside = data / f"hall.db.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        upgrading.put_back(data, kept, aside)
        yield f"{data}: schema {was.schema}, for the version that made it; the newer database is {aside.name} · 已恢复升级前的数据库"
        if lost:
            yield f"{lost} events are lost with it; a version that notes its head asks for `hall recover` first, which skips their numbers · 丢失 {lost} 条记录；若程序提示，请先运行 hall recover"
        if given:
            yield f"these numbers are out on paper, and that version may give them again: {', '.join(given)} · 以上号码已出票，请人工处理"
    finally:
        lock.release()


def _before(data: Path, found: Found) -> Iterator[str]:
    """Say what is there, and what the upgrade brings.

    Raises:
        Refused: there is no room for it.
    """
    yield (
        f"{data}: schema {found.schema} → {SCHEMA}; {found.head_seq} events, head {found.head_hash}; "
        f"{found.bytes / 2**20:.1f} MB"
    )
    for en, zh in found.reading.brings:
        yield f"  + {en} · {zh}"
    for en, zh in found.reading.without.values():
        yield f"  - {en} · {zh}"
    needed, free = int(found.bytes * ROOM_FACTOR), shutil.disk_usage(data).free
    if free < needed:
        raise Refused(
            f"the disk has {free / 2**20:.0f} MB free, and {needed / 2**20:.0f} MB are needed · "
            f"磁盘剩余空间不足（需要 {needed / 2**20:.0f} MB）。"
        )


def _back_up(data: Path, found: Found) -> Iterator[str]:
    folder = read_settings(data).backup_to
    if not folder:
        yield "the setting backup_to names no folder: no backup on another disk · 未设置备份目录，未在其他磁盘备份"
        return
    file = Path(folder) / datetime.now(UTC).strftime(NAMED.format(schema=found.schema))
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        unfinished.touch(mode=0o600)
        with closing(sqlite3.connect(data / "hall.db")) as old:
            old.execute("VACUUM INTO ?", (str(unfinished),))
        look_through(unfinished)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    yield f"{file}: {file.stat().st_size} bytes, whole · 已备份"
    if found.reading.in_clear:
        yield f"{file} holds private parts in the clear, too, and is never removed by itself · 该备份含未加密的个人信息，不会自动删除"


def _build(data: Path, new: Path, found: Found) -> Iterator[str]:
    rows: dict[str, int] = {}
    upgrading.build(data / "hall.db", new, found.reading, PrivateKeys(data), rows.__setitem__)
    told = sum(rows.values())
    yield f"{told} rows of {len(rows)} tables are in the new file · 已写入 {len(rows)} 张表、{told} 行"


def _verify(data: Path, room: Path, found: Found) -> Iterator[str]:
    """Verify the new file: the old head, and every row by the log.

    Raises:
        Refused: it is not what the log says.
    """
    reader = connect.reading_engine(room, PrivateKeys(data))
    try:
        fault, seq, head = replay.verify_hall(reader)
    finally:
        reader.dispose()
    if fault is not None:
        raise Refused(f"the new file is not what the log says, at seq {fault.seq}: {fault.why}")
    if (seq, head) != (found.head_seq, found.head_hash):
        raise Refused(f"the new file ends at event {seq} ({head})")
    yield f"{seq} events, unbroken; every row is what the log says · 流水完整，各表与流水一致"


def _given_since(was: Path, now: Path) -> Iterator[str]:
    """The numbers that lines have given since, by day: "A012–A015"."""
    with closing(sqlite3.connect(f"file:{now}?mode=ro", uri=True)) as table:
        table.execute("ATTACH ? AS old", (str(was),))
        query = """
            SELECT line.prefix, coalesce(before.last, 0) + 1, given.last, given.day
            FROM counter AS given JOIN line ON line.code = given.line
            LEFT JOIN old.counter AS before ON before.line = given.line AND before.day = given.day
            WHERE given.last > coalesce(before.last, 0) ORDER BY given.day, line.prefix
        """
        for prefix, first, last, day in table.execute(query):
            yield f"{prefix}{first:03}" + (f"–{prefix}{last:03}" if last > first else "") + f" ({day})"
