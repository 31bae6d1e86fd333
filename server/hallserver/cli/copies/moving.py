"""A hall moves from its file into PostgreSQL, or back: each step is said as it is done.

Whatever interrupts it before the settings are written leaves the hall where it was; after that, the same words
finish it. Never can both places be opened: the new one says of itself that it is not yet, the old one that it is not
any more (store/moved.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hallserver.audit import replay
from hallserver.config import replace_setting
from hallserver.store import connect, moved
from hallserver.store.disk import durable, opening
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.place import FILE, SETTING, STANDBY, VARIABLE, url_of
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.upgrading import Refused, keep_beside
from hallserver.store.engines import rows
from hallserver.store.engines.protocol import Store
from hallserver.store.engines.sqlite import SqliteStore
from hallserver.store.engines.sqlite_rows import filling_file

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from hallserver.store.engines.postgres import PostgresStore

ROOM = "moving"  # in the hall's folder: the new file until it is whole
NOTE = "moving.json"  # in the hall's folder while a move is under way
ROOM_FACTOR = 1.5  # of what is there: the new file, and what SQLite needs to check it


class Under(msgspec.Struct, frozen=True):
    """A move that is under way: from where to where, as URLs; empty: the file."""

    source: str
    target: str


def move_to(data: Path, target_url: str) -> Iterator[str]:
    """Move the hall; give what is done as sentences.

    Args:
        data: the hall's folder.
        target_url: of PostgreSQL; empty: into the file.

    Raises:
        HallRuns: a server runs. CannotOpen, Refused, WrongRows, NoStore: the hall stays where it was.
    """
    lock = HallLock(data)
    try:
        begun = _read_note(data)
        if begun is not None and begun.target == target_url and _setting(data) == target_url:
            yield from _finish(data, begun)  # it was interrupted after the settings were written
            return
        under = Under(url_of(data), target_url)
        source, target = connect.store_at(data, under.source), connect.store_at(data, under.target)
        with _held(source) as held:
            yield from _before(source, target)
            _write_note(data, under)
            yield from _copy(data, source, target)
            yield from _verify(source, target)
            _point_to(data, target_url)
            yield from _close_source(source, target, held)
        yield from _open_target(data, source, target)
    finally:
        shutil.rmtree(data / ROOM, ignore_errors=True)
        lock.release()


@contextmanager
def _held(store: Store) -> Iterator[Connection]:
    """The writer's own connection: nobody else writes meanwhile, from whichever machine."""
    engine = store.writing(0, ReceiversFile(store.data))
    try:
        with engine.connect() as connection:
            store.begin_writing(connection.connection.dbapi_connection)
            yield connection
    finally:
        engine.dispose()


def _before(source: Store, target: Store) -> Iterator[str]:
    """Look at both places.

    Raises:
        Refused: the target is a hall's, or there is no room.
    """
    data = source.data
    if source.place == target.place:
        raise Refused(f"{source.place}: the hall is there already · 大厅数据已在该处。")
    if (data / STANDBY).is_file():
        raise Refused(
            "a second machine follows this hall, and could not follow it there: hall standby end · "
            "本大厅设有备用机，迁移前请先运行 hall standby end。"
        )
    opening.examine(data, to_serve=False)
    found = source.glance(0)
    standing = moved.standing_of(target)
    if standing == "":
        raise Refused(
            f"{target.place}: there is a hall already, and it stays as it is · 该处已有大厅，未作任何改动。"
        )
    if standing == moved.MOVED:
        _must_be_a_beginning(source, target)
    elif standing == moved.ARRIVING:
        yield f"{target.place}: what an interrupted move has left is written anew · 上次未完成的迁移将重新进行"
    yield f"{source.place} → {target.place}: {found.head_seq} events · {found.head_seq} 条流水"
    if isinstance(target, SqliteStore):
        needed = int(_size(source) * ROOM_FACTOR)
        free = shutil.disk_usage(data).free
        if free < needed:
            raise Refused(
                f"the disk has {free / 2**20:.0f} MB free, and {needed / 2**20:.0f} MB are needed · "
                f"磁盘剩余空间不足（需要 {needed / 2**20:.0f} MB）。"
            )


def _must_be_a_beginning(source: Store, target: Store) -> None:
    """What was moved away from the target must be a beginning of this hall's log: then nothing of it is lost.

    Raises:
        Refused: it is another hall's, or has gone another way.
    """
    last = target.glance(0).head_seq
    there, here = target.glance(last).noted_hash, source.glance(last).noted_hash
    if here is None or here != there:
        raise Refused(
            f"{target.place}: there are the tables of another hall, which was moved away; they stay · "
            f"该处是另一个大厅迁走后留下的数据，未作任何改动。"
        )


def _size(source: Store) -> int:
    """Bytes of the source's tables."""
    sizes = source.sizes()
    if sizes is not None:
        return sum(sizes)
    return _postgres(source).bytes()


def _copy(data: Path, source: Store, target: Store) -> Iterator[str]:
    with source.rows() as here, _filling(data, target) as there:
        copied = rows.copy(here, there)
        there.mark(moved.ARRIVING, source.place)
    if isinstance(target, SqliteStore):
        _put_in_place(data)
    yield (
        f"{sum(copied.values())} rows of {len(copied)} tables copied and compared · "
        f"已复制并比对 {len(copied)} 张表、{sum(copied.values())} 行"
    )


def _filling(data: Path, target: Store) -> AbstractContextManager[rows.Filling]:
    if not isinstance(target, SqliteStore):
        return _postgres(target).filling()
    shutil.rmtree(data / ROOM, ignore_errors=True)
    (data / ROOM).mkdir(mode=0o700)
    return filling_file(data / ROOM / FILE)


def _put_in_place(data: Path) -> None:
    """Put the new file, which is not the hall's yet, in its place; what was moved away from there is kept beside."""
    present = data / FILE
    if present.exists():
        keep_beside(present, data / f"{FILE}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    for leftover in ("-wal", "-shm"):
        (data / f"{FILE}{leftover}").unlink(missing_ok=True)
    (data / ROOM / FILE).replace(present)
    durable.sync(data)


def _verify(source: Store, target: Store) -> Iterator[str]:
    """Verify the log and every row by it, on both sides.

    Raises:
        Refused: one of them is not what the log says, or they do not end alike.
    """
    keys = PrivateKeys(source.data)
    heads = []
    for store in (source, target):
        reader = store.reading(keys)
        try:
            fault, seq, head = replay.verify_hall(reader)
        finally:
            reader.dispose()
        if fault is not None:
            raise Refused(
                f"{store.place} is not what the log says, at seq {fault.seq}: {fault.why} · 数据与流水不一致。"
            )
        heads.append((seq, head))
    if heads[0] != heads[1]:
        raise Refused(f"{target.place} ends at event {heads[1][0]} ({heads[1][1]}) · 两处流水不一致。")
    yield f"{heads[0][0]} events, unbroken on both sides; head {heads[0][1]} · 两处流水完整一致"


def _point_to(data: Path, target_url: str) -> None:
    """Have the settings name the new place: from now on the hall is there."""
    replace_setting(data, SETTING, target_url or None)


def _close_source(source: Store, target: Store, held: Connection) -> Iterator[str]:
    moved.mark(held, target.place, target.glance(0).head_seq)
    source.settle(held.connection.dbapi_connection)
    yield f"{source.place}: stays as it was, and is not opened any more · 原数据保留，但不再打开"


def _open_target(data: Path, source: Store, target: Store) -> Iterator[str]:
    engine = target.writing(0, ReceiversFile(data))
    try:
        with engine.connect() as connection:
            moved.lift(connection)
            target.settle(connection.connection.dbapi_connection)
    finally:
        engine.dispose()
    target.protect()
    (data / NOTE).unlink(missing_ok=True)
    yield f"{data}: the hall is in {target.place} · 大厅数据现位于 {target.place}"
    if url_of(data) != url_of(data, {}):
        yield (
            f"{VARIABLE} is set here and comes before the settings: take it away, or let it name the new place · "
            f"环境变量 {VARIABLE} 优先于设置，请删除或改为新位置"
        )
    if isinstance(source, SqliteStore):
        yield (
            f"{source.file.name} may be deleted once the hall has worked a few days; keys and scans stay in {data} · "
            f"运行数日无误后可删除 {source.file.name}，密钥和扫描件仍在目录中"
        )


def _finish(data: Path, begun: Under) -> Iterator[str]:
    """Go on after the settings were written: whatever of the last steps is not done yet.

    Raises:
        Refused: the old place was opened since, and has gone on.
    """
    source, target = connect.store_at(data, begun.source), connect.store_at(data, begun.target)
    yield f"a move to {target.place} was interrupted at its end, and is finished · 继续完成上次中断的迁移"
    if moved.standing_of(source) == "":
        if source.glance(0).head_seq != target.glance(0).head_seq:
            raise Refused(
                f"{source.place} was opened since and has gone on: take {SETTING} out of the settings or let it name that place, and "
                f"run hall move again · 原数据在中断后又有写入，请将设置 {SETTING} 改回原处后重新迁移。"
            )
        with _held(source) as held:
            yield from _close_source(source, target, held)
    yield from _open_target(data, source, target)


def _postgres(store: Store) -> PostgresStore:
    from hallserver.store.engines.postgres import PostgresStore

    assert isinstance(store, PostgresStore)  # noqa: S101 - there are two engines
    return store


def _setting(data: Path) -> str:
    """Where the settings say that the hall is, whatever the environment says."""
    return url_of(data, {})


def _read_note(data: Path) -> Under | None:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((data / NOTE).read_bytes(), type=Under)
    return None


def _write_note(data: Path, under: Under) -> None:
    durable.put(data / NOTE, lambda beside: beside.write_bytes(msgspec.json.encode(under)))
    durable.sync(data)
