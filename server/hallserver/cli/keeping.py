"""Keep a hall: verify, keep, backup, restore, move, upgrade, downgrade, recover, clock, doctor."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hallserver.cli.options import data_option, give_to_owner, need_file, need_hall, own_hall

if TYPE_CHECKING:
    from sqlalchemy import Engine


BY_ITSELF = (
    "there is no older schema that PostgreSQL could hold",
    "PostgreSQL 中尚无旧版结构，无需升级",
)
GENTLE = 15  # the hall may be open: writing the history takes what the calls leave


@click.command()
@data_option
@click.option(
    "--printed", multiple=True, metavar="SEQ:HASH", help="What a closing slip says; may be given again."
)
def verify(data: Path, printed: tuple[str, ...]) -> None:
    """Check the file and the log: complete, chained, by the rules, matching the tables and closing slips."""
    from hallserver.audit import replay
    from hallserver.store import connect
    from hallserver.store.disk import opening

    data = need_hall(data)
    connect.store_at(data).look_through()
    opening.check_head(data)
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        connect.check_schema(connection)
    fault, seq, head = replay.verify_hall(reader, dict(map(_printed, printed)))
    days, faults = _look_at_history(data, reader)
    reader.dispose()
    if fault is not None:
        click.echo(f"first bad seq {fault.seq}: {fault.why}", err=True)
    for line in faults:
        click.echo(line, err=True)
    if fault is not None or faults:
        sys.exit(1)
    click.echo(f"{seq} events, unbroken; head {head}" + (f"; {days} days in files, whole" if days else ""))


def _look_at_history(data: Path, reader: Engine) -> tuple[int, list[str]]:
    """Return how many days the history holds, and what is wrong with its files."""
    from hallserver.history.checked import check
    from hallserver.history.keeping import strangers
    from hallserver.history.manifests import home
    from hallserver.history.sealed import written

    if not home(data).is_dir():
        return 0, []
    faults = [f"history/{each.file} ({each.day}): {each.why}" for each in check(data)]
    if faults:
        return 0, faults
    with reader.connect() as connection:
        foreign = [
            f"history/{each.month}/{each.name}.json: not of this database"
            for each in strangers(data, connection)
        ]
    return sum(len(each.days) for each in written(data)), foreign


@click.command()
@data_option
@click.option("--look", is_flag=True, help="Only say what would be deleted.")
def retain(data: Path, *, look: bool) -> None:
    """Delete what is personal and no longer kept, by kind and age; an open hall does it every night by itself.

    Ages are counted to the day of the log's newest event: a machine whose clock runs ahead deletes nothing too soon.
    """
    from datetime import timedelta

    from hallserver.config import read_settings
    from hallserver.core.events.retained import RETAINED, over_by_event
    from hallserver.core.language import said
    from hallserver.store import connect, log
    from hallserver.store.catalogue import load_plan

    data = need_hall(data)
    days = read_settings(data).kept_days
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        connect.check_schema(connection)
        newest = log.newest_at(connection)
        if newest is None:
            raise click.ClickException("the log is empty: there is nothing to delete · 记录为空")
        today = load_plan(connection).hours.business_day(newest)
    before = over_by_event(days, today)
    every, over = log.count_privates(reader, before)
    if not look:
        log.forget_privates(reader, before)
    reader.dispose()
    done = "would be deleted" if look else "deleted"
    for kind, events in RETAINED.items():
        there, gone = (sum(counted[event.KIND] for event in events) for counted in (every, over))
        since = today - timedelta(days=days[kind])
        words = said.RETAINED[kind]
        click.echo(f"{kind:<12} {days[kind]:>5} days, since {since}: {there} readable, {gone} {done}")
        click.echo(f"{'':<12} {words.zh} · {words.en}")


@click.command()
@data_option
def keep(data: Path) -> None:
    """Write the days that are closed and over to the history, and merge months; the back office does it daily."""
    from datetime import UTC, datetime

    from hallserver.history.keeping import keep as keep_history
    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    data = need_hall(data)
    os.nice(GENTLE)
    reader = connect.reading_engine(data)
    try:
        with reader.connect() as connection:
            connect.check_schema(connection)
            today = load_plan(connection).hours.business_day(datetime.now(UTC))
            if not keep_history(data, connection, today=today, say=click.echo):
                click.echo("another process is at it")
    finally:
        reader.dispose()


def _printed(said: str) -> tuple[int, str]:
    seq, _, hashed = said.partition(":")
    if not seq.isdigit() or not re.fullmatch(r"[0-9a-fA-F]{64}", hashed.strip()):
        raise click.BadParameter(f"“{said}” is no SEQ:HASH of 64 hex digits")
    return int(seq), hashed.strip().lower()


@click.command()
@data_option
def rebuild(data: Path) -> None:
    """Rebuild the records of services and the tally from the log. Refused while a server runs."""
    from hallserver.alone import run_alone
    from hallserver.audit.rebuild import rebuild_records
    from hallserver.local import me

    found = run_alone(own_hall(data), lambda work: rebuild_records(work, me()))
    click.echo(f"{found.services} services from the log, {found.mended} of them were not as it says")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@data_option
@click.option(
    "--due", is_flag=True, help="Make the one whose hour has come, by the settings backup_to, backup_at."
)
def backup(file: Path | None, data: Path, *, due: bool) -> None:
    """Write a consistent, checked copy of the database to FILE, also while a server runs.

    FILE is a hall.db, also of a hall whose tables are in PostgreSQL.

    The history's files go to the folder `history` beside it: only those that are not there yet, for files of the
    history never change. Backups in one folder share it.

    Keys of private parts are not copied: what is forgotten in the hall is forgotten in every backup.

    With the setting backup_to the back office makes one each day at backup_at, keeps the newest backup_keep, and
    restores one each month to see that it can be.
    """
    from hallserver.cli.copies import backing
    from hallserver.config import read_settings

    data = need_hall(data)
    if (file is None) is not due:
        raise click.UsageError("give either FILE or --due")
    if file is not None:
        click.echo(backing.make(data, file))
        return
    settings = read_settings(data)
    if not settings.backup_to:
        raise click.ClickException("the setting backup_to names no folder")
    os.nice(GENTLE)
    for line in backing.make_due(data, settings, datetime.now(UTC)):
        click.echo(line)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@data_option
def drill(file: Path | None, data: Path) -> None:
    """Restore a backup into a folder of its own, verify it, and note how it went; the last one without FILE.

    The hall goes on meanwhile. Exits with 1 when it could not be restored.
    """
    from hallserver.cli.copies import backing
    from hallserver.store.disk.backups import last_backup

    data = need_hall(data)
    last = last_backup(data)
    if file is None and last is None:
        raise click.ClickException("no backup is on record")
    found = backing.drill(data, file or Path(last.file if last else ""))
    click.echo(found.said, err=bool(found.fault))
    if found.fault:
        sys.exit(1)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@click.option(
    "--leap",
    type=click.IntRange(0, 100_000),
    help="How many numbers each line skips, where it cannot be known.",
)
def restore(file: Path, data: Path, leap: int | None) -> None:
    """Put a backup in place of the database; the old one is kept beside it. Refused while a server runs.

    In PostgreSQL its tables take the place of the present ones in one transaction; those go to a schema of their own.

    Numbers, ids and the epoch skip what was issued since the backup, so nothing is issued twice; the command
    says which numbers may be out on paper.
    """
    from hallserver.cli.copies.restoring import put_back

    for line in put_back(file, data.resolve(), leap):
        click.echo(line)
    give_to_owner(data.resolve())


@click.command()
@data_option
@click.option("--look", is_flag=True, help="Only say what would be done, and what it brings.")
def upgrade(data: Path, *, look: bool) -> None:
    """Bring the database of an older version up to date. Refused while a server runs.

    The old file is checked, backed up where the setting backup_to says, and kept beside the new one, which takes its
    place by one rename after its whole log is verified. Interrupted at any point, it can be run again.
    """
    from hallserver.cli.upgrading import bring_up_to_date

    need_file(data, BY_ITSELF)
    for line in bring_up_to_date(own_hall(data), only_look=look):
        click.echo(line)


@click.command()
@data_option
@click.option("--lose", is_flag=True, help="Go back even if the hall has worked since: that work is lost.")
def downgrade(data: Path, *, lose: bool) -> None:
    """Put the database in place as it was before the last upgrade, for the version that made it."""
    from hallserver.cli.upgrading import go_back

    need_file(data, BY_ITSELF)
    for line in go_back(own_hall(data), lose=lose):
        click.echo(line)


@click.command()
@data_option
@click.option(
    "--to",
    required=True,
    metavar="URL",
    help="postgresql://hall@db/halls?schema=hall_1, or “file” for DIR/hall.db.",
)
def move(data: Path, to: str) -> None:
    """Move the hall's tables into PostgreSQL, or back into its file. Refused while a server runs.

    All rows are copied and compared, the log is verified on both sides, and the settings name the new place at the
    end. The old tables stay where they are, but nothing opens them any more. Interrupted at any point, it can be run
    again.
    """
    from hallserver.cli.copies.moving import move_to

    data = own_hall(data)
    for line in move_to(data, "" if to == "file" else to):
        click.echo(line)
    give_to_owner(data)


@click.command()
@data_option
@click.option("--yes", is_flag=True, help="Do it without asking.")
def recover(data: Path, *, yes: bool) -> None:
    """Go on without acknowledged events that the database has lost; numbers skip beyond all of them."""
    from hallserver.cli.copies.restoring import go_on

    if not yes:
        click.confirm("The events that are missing are given up for good. Go on?", abort=True)
    for line in go_on(own_hall(data)):
        click.echo(line)


@click.command()
@data_option
@click.option("--accept", is_flag=True, help="The machine's clock is right: the hall goes by it from now on.")
def clock(data: Path, *, accept: bool) -> None:
    """Show the hall's time and the machine's; --accept takes the machine's, even if it was set back."""
    from hallserver.cli.copies.restoring import accept_clock, tell_clock

    data = own_hall(data)
    click.echo(accept_clock(data) if accept else tell_clock(data))


@click.command()
@data_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def doctor(data: Path, as_json: bool) -> None:
    """Check this machine: each line is ok, worth a look, or bad, and says what to do; 1 if anything is bad."""
    import msgspec

    from hallserver.cli.examining import examine
    from hallserver.cli.judgements import BAD

    found = []
    for each in examine(need_hall(data)):
        found.append(each)
        if not as_json:
            click.echo(f"{each.judged:<4}  {each.words.en} · {each.words.zh}")
    if as_json:
        click.echo(msgspec.json.encode(found))
    sys.exit(1 if any(each.judged == BAD for each in found) else 0)


COMMANDS = (
    verify,
    keep,
    retain,
    rebuild,
    backup,
    drill,
    restore,
    move,
    upgrade,
    downgrade,
    recover,
    clock,
    doctor,
)
