"""Options and parameter types shared by several commands."""

from __future__ import annotations

import os
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


class Folded(Text):
    """A code, a number or a name as typed or pasted: folded as in the HTTP API."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Fold it."""
        from hallserver.core.text import fold, harm

        said = fold(value)
        if found := harm(said):
            self.fail(f"has the character {found}", param, ctx)
        return said


class Spoken(Text):
    """Words that are stored and shown: as written, but without control characters."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Clean them."""
        from hallserver.core.text import clean, harm

        said = clean(value)
        if found := harm(said):
            self.fail(f"has the character {found}", param, ctx)
        return said


FOLDED, WORDS = Folded(), Spoken()


def need_hall(data: Path) -> Path:
    """Return the folder, made absolute.

    Raises:
        click.ClickException: there is no hall in it.
    """
    if not (data / "hall.db").is_file():
        raise click.ClickException(f"{data}: no hall here; `hall demo --data {data}` makes one")
    return data.resolve()


def file_body(name: str, raw: bytes) -> dict[str, str]:
    """Return a file as the hall's routes take it: its name, and its bytes in base64."""
    import base64

    return {"file": name, "content": base64.b64encode(raw).decode()}
