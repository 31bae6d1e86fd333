"""Options and parameter types shared by several commands."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    Text = click.ParamType[str]
else:
    Text = click.ParamType  # older versions of click have no type parameter

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: os.environ.get("HALL_DATA", "data"),
    show_default="$HALL_DATA or ./data",
    help="The hall's folder.",
)


def _keep_place(_context: click.Context, _option: click.Parameter, url: str | None) -> None:
    """Let this process and those that it starts find the store: what is said here comes before the settings."""
    from hallserver.store.disk.place import VARIABLE

    if url:
        os.environ[VARIABLE] = url


store_option = click.option(
    "--store",
    metavar="URL",
    callback=_keep_place,
    expose_value=False,
    is_eager=True,
    help="Where its tables are, as postgresql://hall@db/halls. [$HALL_STORE, or the file in the folder]",
)


class Folded(Text):
    """A code, a number or a name as typed or pasted: folded as in the HTTP API."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Fold it."""
        from hallserver.core.language.text import fold, harm

        said = fold(value)
        if found := harm(said):
            self.fail(f"has the character {found}", param, ctx)
        return said


class Spoken(Text):
    """Words that are stored and shown: as written, but without control characters."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Clean them."""
        from hallserver.core.language.text import clean, harm

        said = clean(value)
        if found := harm(said):
            self.fail(f"has the character {found}", param, ctx)
        return said


FOLDED, WORDS = Folded(), Spoken()


def is_founded(data: Path) -> bool:
    """Whether there is a hall; SQLite's file is looked for without SQLAlchemy, which many a verb never needs."""
    from hallserver.store.disk.place import FILE, url_of

    if not url_of(data):
        return (data / FILE).is_file()
    from hallserver.store.connect import store_at

    return store_at(data).is_founded()


def need_file(data: Path, instead: tuple[str, str]) -> Path:
    """Return the folder as `need_hall`, for a verb that works on SQLite's file.

    Args:
        data: the hall's folder.
        instead: what serves where the hall is kept by PostgreSQL, in English and Chinese.

    Raises:
        click.ClickException: there is no hall, or its tables are in no file.
    """
    from hallserver.store.disk.place import url_of

    if url_of(data):
        en, zh = instead
        raise click.ClickException(
            f"this hall's tables are in PostgreSQL, not in a file: {en} · 本大厅的数据在 PostgreSQL 中：{zh}。"
        )
    return need_hall(data)


def need_hall(data: Path) -> Path:
    """Return the folder, made absolute.

    Raises:
        click.ClickException: there is no hall in it.
    """
    if not is_founded(data):
        raise click.ClickException(f"{data}: no hall here; `hall demo --data {data}` makes one")
    return data.resolve()


def own_hall(data: Path) -> Path:
    """Return the folder as `need_hall`; root becomes its owner first, so that no file in it belongs to root."""
    data = need_hall(data)
    owner = data.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)
    return data


def give_to_owner(data: Path) -> None:
    """Give what root has just made in the hall's folder to whoever owns the folder, and serves the hall."""
    owner = data.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return
    for _, folders, files, here in os.fwalk(data, follow_symlinks=False):
        for each in (*folders, *files):
            if os.stat(each, dir_fd=here, follow_symlinks=False).st_uid == 0:
                os.chown(each, owner.st_uid, owner.st_gid, dir_fd=here, follow_symlinks=False)


def file_body(name: str, raw: bytes) -> dict[str, str]:
    """Return a file as the hall's routes take it: its name, and its bytes in base64."""
    import base64

    return {"file": name, "content": base64.b64encode(raw).decode()}


@contextmanager
def days_bar(days: int) -> Iterator[Callable[[int], None]]:
    """Show a bar with days, numbers a second and the time that is left, where somebody looks at it.

    Yields:
        a function that is called after each day with the numbers taken so far.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = Progress(
        TextColumn("simulating"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("days · {task.fields[rate]:.0f} numbers/s ·"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
    began = time.monotonic()
    with shown:
        task = shown.add_task("days", total=days, rate=0.0)

        def advance(taken: int) -> None:
            shown.update(task, advance=1, rate=taken / max(time.monotonic() - began, 0.001))

        yield advance
