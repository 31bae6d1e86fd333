"""How the devices behind an agent are: told to the server with each heartbeat, and left in a file for `hall doctor`."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from hallwires.errors import DeviceError

FRESH_SECONDS = 60.0
GOOD = "live"
DARK = "dark"
REFUSED = "refused"
_REFUSALS = frozenset({"refused", "bad_setting", "not_allowed", "desk_refused"})


class Part(msgspec.Struct, frozen=True):
    """A device behind an agent.

    Attributes:
        code: its name in the agent's settings.
        kind: what it is: `sign`, `pad`, `reader`.
        state: `live`, `dark` (no answer, no connection) or `refused` (it answers, and says no).
        fault: the code of the error, "" for none.
        seq: of the newest call that it shows, 0 for none.
        heard_at: seconds since 1970 of its last good answer, 0 for never.
    """

    code: str
    kind: str
    state: str
    fault: str = ""
    seq: int = 0
    heard_at: int = 0


class Health(msgspec.Struct, frozen=True):
    """All parts of an agent, as they were at `at` (seconds since 1970)."""

    at: float
    parts: tuple[Part, ...]

    @property
    def fresh(self) -> bool:
        """Whether the agent that wrote this still runs, as far as one can tell."""
        return 0 <= time.time() - self.at < FRESH_SECONDS


def state_of(error: DeviceError | None) -> tuple[str, str]:
    """Return a device's state and the code of its fault after its last conversation."""
    if error is None:
        return GOOD, ""
    return (REFUSED if error.code in _REFUSALS else DARK), error.code


def keep(file: Path, parts: tuple[Part, ...]) -> None:
    """Write the state beside the settings, whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(msgspec.json.encode(Health(time.time(), parts)))
    beside.replace(file)


def kept(file: Path) -> Health | None:
    """Return what an agent left; None when there is nothing that can be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Health)
    except (OSError, msgspec.DecodeError):
        return None


def beside(settings: Path) -> Path:
    """Return where the agent with these settings leaves its state: `signs.toml` → `signs.state.json`."""
    return settings.with_suffix(".state.json")
