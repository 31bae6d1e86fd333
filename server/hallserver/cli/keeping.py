"""Keep a hall: verify, backup, restore, doctor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hallserver.cli.options import data_option, need_hall


@click.command()
@data_option
@click.option(
    "--printed", multiple=True, metavar="SEQ:HASH", help="What a closing slip says; may be given again."
)
def verify(data: Path, printed: tuple[str, ...]) -> None:
    """Check the event log: gap-free, chained, each call by the rule, at one with tables and closing slips."""
    from hallserver.store import connect, replay

    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        connect.check_schema(connection)
    fault, seq, head = replay.verify_hall(reader, dict(map(_printed, printed)))
    reader.dispose()
    if fault is not None:
        click.echo(f"first bad seq {fault.seq}: {fault.why}", err=True)
        sys.exit(1)
    click.echo(f"{seq} events, unbroken; head {head}")


def _printed(said: str) -> tuple[int, str]:
    seq, _, hashed = said.partition(":")
    if not seq.isdigit() or len(hashed.strip()) != 64:  # noqa: PLR2004 - 32 bytes in hex
        raise click.BadParameter(f"“{said}” is no SEQ:HASH of 64 hex digits")
    return int(seq), hashed.strip().lower()


@click.command()
@data_option
def rebuild(data: Path) -> None:
    """Make the records of services and the tally anew from the log. Refused while a server runs."""
    from hallserver.alone import run_alone
    from hallserver.local import me
    from hallserver.services.rebuild import rebuild_records

    found = run_alone(need_hall(data), lambda work: rebuild_records(work, me()))
    click.echo(f"{found.services} services from the log, {found.mended} of them were not as it says")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def backup(file: Path, data: Path) -> None:
    """Write a consistent copy of the database, beside a running server too."""
    from sqlalchemy import text

    from hallserver.cli.restoring import beside, copy_scans
    from hallserver.store import connect, scans

    if file.exists():
        raise click.ClickException(f"{file} is there already")
    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")  # VACUUM INTO writes elsewhere only
        connection.execute(text("VACUUM INTO :file"), {"file": str(file)})
    reader.dispose()
    file.chmod(0o600)
    scanned = copy_scans(file, data.resolve() / scans.FOLDER, beside(file))
    click.echo(
        f"{file}: {file.stat().st_size} bytes" + (f"; {scanned} scans in {beside(file)}" if scanned else "")
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def restore(file: Path, data: Path) -> None:
    """Put a backup in place of the database; the old one is kept beside it. Refused while a server runs."""
    from hallserver.cli.restoring import put_back

    click.echo(put_back(file, data.resolve()))


@click.command()
@data_option
def doctor(data: Path) -> None:
    """Say what is not as it should be on this machine."""
    from hallserver.cli.examining import examine

    bad = 0
    for good, said in examine(need_hall(data)):
        bad += not good
        click.echo(f"{'ok  ' if good else 'look'}  {said}")
    sys.exit(1 if bad else 0)


COMMANDS = (verify, rebuild, backup, restore, doctor)
