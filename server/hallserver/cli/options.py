"""What several verbs share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    Text = click.ParamType[str]
else:
    Text = click.ParamType  # an older click does not say what a type gives

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: os.environ.get("HALL_DATA", "data"),
    show_default="$HALL_DATA or ./data",
    help="The hall's folder.",
)


class Folded(Text):
    """A code, a number or a name as it is typed or pasted: folded as it is at the hall's other doors."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Fold it."""
        from hallserver.core.text import fold, harm

        said = fold(value)
        if found := harm(said):
            self.fail(f"has the character {found}", param, ctx)
        return said


class Spoken(Text):
    """Words that are kept and shown: as they were written, without what would steer a screen."""

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
    """The folder, made absolute.

    Raises:
        click.ClickException: there is no hall in it.
    """
    if not (data / "hall.db").is_file():
        raise click.ClickException(f"{data}: no hall here; `hall demo --data {data}` makes one")
    return data.resolve()


def file_body(name: str, raw: bytes) -> dict[str, str]:
    """A file as the hall's routes take it: its name, and itself in base64."""
    import base64

    return {"file": name, "content": base64.b64encode(raw).decode()}
