"""What `hall doctor` says of pads and readers: what their agents saw last or, where none runs, whether each is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hallkiosk.pads import plans as pads
from hallkiosk.readers import plans as readers
from hallwires.doctoring import Finding, look_at, unreadable
from hallwires.errors import BadSetting


def examine(folder: Path) -> Iterator[Finding]:
    """Yield a finding for each pad and reader in the folder's files; none where there are none."""
    for file, wires, agent in (
        (folder / pads.FILE, _pads, "hall pad agent"),
        (folder / readers.FILE, _readers, "hall reader agent"),
    ):
        if not file.exists():
            continue
        try:
            found = wires(file)
        except BadSetting as error:
            yield unreadable(error)
        else:
            yield from look_at(file, agent, found)


def _pads(file: Path) -> dict[str, str]:
    return {each.code: each.wire for each in pads.read_plan(file)}


def _readers(file: Path) -> dict[str, str]:
    return {each.code: each.wire for each in readers.read_plan(file).readers}
