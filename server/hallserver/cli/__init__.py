"""The command line, one function per command; exit code 0 on success, 1 with a sentence, 2 on wrong use."""

from __future__ import annotations

import sys

import click

from hallserver.cli import (
    beginning,
    bundling,
    forecasting,
    ha,
    keeping,
    pairing,
    people,
    planning,
    posting,
    ruling,
    running,
    securing,
    trying,
    voice,
)
from hallserver.cli.copies import second_machine
from hallserver.core.versions import API, LOG
from hallserver.store.disk.version import SCHEMA

VERSIONS = f"%(prog)s, version %(version)s · API {API} · log {LOG} · schema {SCHEMA}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hallqueue", message=VERSIONS)
def hall() -> None:
    """Queue and display for the hall of a government service centre (政务大厅)."""


for _module in (
    beginning,
    bundling,
    running,
    planning,
    people,
    pairing,
    ruling,
    keeping,
    second_machine,
    posting,
    securing,
    trying,
    forecasting,
    ha,
    voice,
):
    for _command in _module.COMMANDS:
        hall.add_command(_command)


def main() -> None:
    """Run the command line."""
    try:
        hall(standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        sys.exit(f"hall: {sentence}")


def _sentence(error: Exception) -> str | None:
    """Return a failure as a sentence for the operator; None for a bug, which shows its traceback."""
    import sqlite3

    from sqlalchemy.exc import DatabaseError

    from hallserver.authority import NotPossible
    from hallserver.core.errors import HallAway, HallError, StoreBusy
    from hallserver.core.language.text import printable
    from hallserver.local import Refusal, say
    from hallserver.standby.following import NotFollowing
    from hallserver.standby.standing import TakenOver
    from hallserver.store.connect import trouble
    from hallserver.store.disk.lock import HallRuns
    from hallserver.store.disk.opening import CannotOpen
    from hallserver.store.disk.upgrading import Refused
    from hallserver.store.engines.protocol import Trouble
    from hallserver.store.engines.rows import WrongRows
    from hallserver.store.moved import WroteMeanwhile

    found = trouble(error)
    if found is Trouble.BUSY:
        return say(StoreBusy().sentence())
    if found is Trouble.AWAY:
        return f"{say(HallAway().sentence())} ({str(error).splitlines()[0]})"
    cause = error.orig if isinstance(error, DatabaseError) else error
    if isinstance(cause, sqlite3.DatabaseError):
        return _of_the_file(cause)
    if isinstance(error, HallError):
        return printable(say(error.sentence()))
    in_words = (WrongRows, WroteMeanwhile, NotFollowing, TakenOver)
    told = (*CannotOpen, *in_words, NotPossible, Refused, Refusal, HallRuns, OSError, ValueError)
    if isinstance(error, told):
        return printable(str(error))
    return None


def _of_the_file(error: Exception) -> str:
    """Return SQLite's error about a file as a sentence."""
    said = str(error)
    if said.startswith(("no such table", "no such column")):
        return f"this database was made by another version of hallqueue ({said}) · 该数据库由其他版本创建。"
    if "not a database" in said:
        return "this is no hall's database · 这不是大厅的数据库文件。"
    if "malformed" in said or "corrupt" in said or "disk I/O" in said:
        return f"the database is damaged ({said}); put a backup in its place: hall restore FILE · 数据库已损坏，请用备份恢复。"
    return f"the database cannot be used: {said}"
