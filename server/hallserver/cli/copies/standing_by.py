"""Taking over from the first machine, by hand: the copy is verified, put in place, and goes on in an epoch of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec

from hallserver.audit import replay
from hallserver.cli.copies.restoring import UNKNOWN, leap_beyond, set_aside, told
from hallserver.config import read_settings, replace_setting
from hallserver.listening import found_at
from hallserver.services.recovery import Loss
from hallserver.standby import files, following, standing
from hallserver.standby.copies import settle
from hallserver.standby.offers import Offer, fingerprint_of, forget_offer, make_secret, read_offer
from hallserver.store import connect
from hallserver.store.disk import durable
from hallserver.store.disk.integrity import look_through
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.place import FILE, url_of
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.upgrading import Refused
from hallserver.store.engines.sqlite import SqliteStore

PORT = 8444


def offer(data: Path, host: str | None, port: int | None) -> Iterator[str]:
    """Let a second machine follow this hall; give what to do there as sentences.

    Raises:
        Refused: the hall is in PostgreSQL. NoOffer: it has no certificate.
    """
    if url_of(data):
        raise Refused(
            "this hall is in PostgreSQL, whose own copies are better: see hall ha · 数据在 PostgreSQL 中，请使用数据库自身的主备。"
        )
    settings = read_settings(data)
    port = port or settings.standby_port or PORT
    secret = make_secret(data)
    if port != settings.standby_port:
        replace_setting(data, "standby_port", port)
    own = found_at(settings, settings.host, port)
    scheme, _, rest = own.partition("://")
    url = f"{scheme}://{host}:{port}" if host else f"{scheme}://{rest}"
    made = Offer(url, secret, fingerprint_of(data) if scheme == "https" else "")
    read_offer(made.said())  # one that would go in the clear is refused here
    yield "start the hall anew, so that it listens · 请重新启动大厅服务使其生效：systemctl restart hallqueue"
    yield "then, on the second machine, in one line · 然后在备用机上运行："
    yield f"  hall standby follow '{made.said()}' --data {data}"
    yield (
        "whoever has this line can have everything that the hall keeps, also its keys: carry it as you would a key · "
        "该命令等同于大厅的全部数据和密钥，请妥善保管"
    )


def end(data: Path) -> Iterator[str]:
    """Take the offer back: nobody follows this hall any more; give what was done as sentences."""
    forget_offer(data)
    replace_setting(data, "standby_port", None)
    note = standing.read_note(data)
    standing.write_note(data, msgspec.structs.replace(note, followers=[]))
    yield "the offer is taken back, and nobody gets anything from now on; start the hall anew · 已撤回，备用机不能再同步；请重新启动大厅服务"


def say_standing(data: Path) -> Iterator[str]:
    """Say what this machine is, and how old its copy is."""
    room = data / following.ROOM
    note = standing.read_note(data)
    if note.taken:
        yield note.taken
    for each in note.ended:
        yield f"took over from epoch {each.epoch} at {each.at:%Y-%m-%d %H:%M:%S} UTC · 已接管"
    for each_url in note.followers:
        yield f"{each_url} follows this hall, or did · 备用机"
    if not (room / following.OFFER).is_file():
        return
    url, state = following.offer_of(room).url, following.read_state(room)
    if not state.copy or state.at is None:
        yield f"follows {url}: no whole copy yet · 副本尚未建立完成"
        return
    age = (datetime.now(UTC) - state.at).total_seconds()
    yield (
        f"follows {url}: a copy of {state.at:%Y-%m-%d %H:%M:%S} UTC, {age:.1f} s ago, up to event {state.seq} · "
        f"副本时间如上，滞后 {age:.1f} 秒"
    )


def take_over(data: Path, *, although: bool, leap: int | None) -> Iterator[str]:
    """Make this machine the hall; give what is done as sentences.

    Args:
        data: this machine's folder.
        although: also if the first machine still answers.
        leap: how many numbers each line skips; None: as many as a line's busiest day has.

    Raises:
        NotFollowing, Refused, Damaged, HallRuns: nothing was changed.
    """
    room = data / following.ROOM
    offered, state = following.offer_of(room), following.read_state(room)
    copy = room / state.copy
    is_placed = standing.read_note(data).to_leap and not (copy / FILE).exists()
    if not is_placed:
        if not state.copy or state.at is None:
            raise Refused("there is no whole copy yet: it cannot take over · 副本尚未建立完成，不能接管。")
        if not although:
            _must_be_silent(room, offered)
        held, lock = following.stop_follower(room), HallLock(data)
        try:
            yield from _verify(room, copy, following.read_state(room))
            _put_in_place(data, room, copy)
        finally:
            lock.release()
            held.release()
    yield from _begin_epoch(data, leap)
    shutil.rmtree(room, ignore_errors=True)
    yield f"{data}: is the hall from now on: hall serve · 本机已接管，请启动服务：systemctl enable --now hallqueue"
    yield (
        "the first machine must not be switched on before this one serves, or without the network: it asks whether it was taken over · "
        "请在本机服务启动、网络连通后再启动原主机，它会检查是否已被接管"
    )


def _must_be_silent(room: Path, offered: Offer) -> None:
    """Ask the first machine.

    Raises:
        Refused: it answers.
    """
    try:
        found = standing.ask(room / following.FILES, offered)
    except (httpx.HTTPError, OSError, ValueError):
        return
    raise Refused(
        f"{offered.url} still answers (event {found.seq}): two halls would give the same numbers. Stop it first; or, if nobody can "
        f"and no device reaches it: hall standby switch --although-it-answers · "
        f"主机仍在运行，接管会导致重号。请先停止主机；确认设备均无法访问主机时，可加 --although-it-answers。"
    )


def _verify(room: Path, copy: Path, state: following.State) -> Iterator[str]:
    """Verify the copy, and say what it holds.

    Raises:
        Refused, Damaged, ForeignFile: it is not what the log says.
    """
    settle(copy)
    look_through(copy / FILE)
    store = SqliteStore(copy)
    reader = store.reading(PrivateKeys(room / following.FILES))
    try:
        with reader.connect() as connection:
            connect.check_schema(connection)
        fault, seq, head = replay.verify_hall(reader)
    finally:
        reader.dispose()
    if fault is not None:
        raise Refused(
            f"the copy is not what the log says, at seq {fault.seq}: {fault.why} · 副本与流水不一致。"
        )
    yield f"{seq} events, unbroken; head {head} · 流水完整"
    at = f"{state.at:%Y-%m-%d %H:%M:%S} UTC" if state.at else "?"
    yield (
        f"the copy has what the first machine had acknowledged at {at}, up to event {max(seq, state.seq)}; what it acknowledged "
        f"after that is not here · 副本包含该时刻之前已确认的全部记录，之后的记录不在副本中"
    )
    if state.seq > seq and store.glance(0).epoch == state.epoch:
        yield f"{state.seq - seq} events that it had acknowledged are missing · 缺少 {state.seq - seq} 条已确认的记录"


def _put_in_place(data: Path, room: Path, copy: Path) -> None:
    """Put the files in their places, the database last."""
    kept = room / following.FILES
    for each in files.listed(kept):
        target = data / each.name
        durable.make_folder(target.parent)
        durable.put(target, lambda beside, name=each.name: shutil.copyfile(kept / name, beside))  # type: ignore[misc]
        os.utime(target, ns=(each.written, each.written))
    standing.note_ended(data, SqliteStore(copy).glance(0).epoch)
    set_aside(data)
    (copy / FILE).chmod(0o600)
    (copy / FILE).rename(data / FILE)
    durable.sync(data)


def _begin_epoch(data: Path, leap: int | None) -> Iterator[str]:
    skipped = leap_beyond(data, "taken over", Loss(UNKNOWN if leap is None else leap))
    note = standing.read_note(data)
    standing.write_note(data, standing.Note(ended=note.ended))
    yield from told(skipped)
