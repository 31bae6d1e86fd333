"""Keep a hall: verify, backup, restore, doctor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hallserver.cli.options import data_option, need_hall


@click.command()
@data_option
def verify(data: Path) -> None:
    """Check the event log: gap-free, chained, complete, and at one with the tables."""
    from hallserver.store import connect, replay

    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        connect.check_schema(connection)
        connection.exec_driver_sql("BEGIN")
        fault, seq, head = replay.verify_hall(connection)
        connection.exec_driver_sql("ROLLBACK")
    reader.dispose()
    if fault is not None:
        click.echo(f"first bad seq {fault.seq}: {fault.why}", err=True)
        sys.exit(1)
    click.echo(f"{seq} events, unbroken; head {head}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def backup(file: Path, data: Path) -> None:
    """Write a consistent copy of the database, beside a running server too."""
    from sqlalchemy import text

    from hallserver.store import connect

    if file.exists():
        raise click.ClickException(f"{file} is there already")
    reader = connect.reading_engine(need_hall(data))
    with reader.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")  # VACUUM INTO writes elsewhere only
        connection.execute(text("VACUUM INTO :file"), {"file": str(file)})
    reader.dispose()
    file.chmod(0o600)
    click.echo(f"{file}: {file.stat().st_size} bytes")


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


COMMANDS = (verify, backup, restore, doctor)
