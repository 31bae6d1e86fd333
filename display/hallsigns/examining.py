"""What `hall doctor` says of the signs: what their agent saw last or, where none runs, whether each line is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hallsigns.plans import read_plan
from hallwires.doctoring import Finding, look_at, unreadable
from hallwires.errors import BadSetting

FILE = "signs.toml"
AGENT = "hall sign agent"


def examine(folder: Path) -> Iterator[Finding]:
    """Yield a finding for each sign in the folder's file; none where there is no such file."""
    file = folder / FILE
    if not file.exists():
        return
    try:
        signs = read_plan(file)
    except BadSetting as error:
        yield unreadable(error)
        return
    yield from look_at(file, AGENT, {each.code: each.line for each in signs})
