"""Judges devices for `hall doctor`: by what their agent saw last or, where no agent runs, by opening their lines."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from hallwires import said
from hallwires.errors import BadSetting, DeviceError, NotAllowed, Unreachable
from hallwires.health import GOOD, Part, beside, kept
from hallwires.lines import opener


class Finding(NamedTuple):
    """Good or not, and a sentence in Chinese and English that says what to do."""

    good: bool
    zh: str
    en: str


def unreadable(error: BadSetting) -> Finding:
    """A file of settings that cannot be read."""
    return Finding(False, f"{error}：改正后重启代理", f"{error}: put it right and start the agent again")


def look_at(settings: Path, agent: str, lines: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each device in an agent's settings.

    Args:
        settings: the file; the agent leaves its state beside it.
        agent: the command that serves them.
        lines: by code, the line's address or a device file.
    """
    health = kept(beside(settings))
    if health is None or not health.fresh:
        since = "" if health is None else f" {_ago(health.at)}"
        yield Finding(
            False,
            f"{settings.name}：代理没有运行{since}：启动 {agent}",
            f"{settings.name}: its agent does not run{since}: start {agent}",
        )
        for code, line in lines.items():
            yield _tried(code, line)
        return
    seen = {each.code: each for each in health.parts}
    for code in lines:
        yield _judged(code, seen.get(code))


def _judged(code: str, part: Part | None) -> Finding:
    if part is None:
        return Finding(
            False,
            f"{code}：代理还没有接上它：配置改过后要重启代理",
            f"{code}: its agent has not met it yet: start it again after a change of its settings",
        )
    heard = f"（{_ago(part.heard_at)}）" if part.heard_at else ""
    heard_en = f" ({_ago(part.heard_at)})" if part.heard_at else ""
    if part.state == GOOD:
        return Finding(True, f"{code}：正常{heard}", f"{code}: works{heard_en}")
    zh, en = _advice(part.fault)
    return Finding(False, f"{code}：{zh}{heard}", f"{code}: {en}{heard_en}")


def _tried(code: str, line: str) -> Finding:
    """Open and close the line, as no agent holds it; says nothing on it."""
    try:
        _open(line)
    except DeviceError as error:
        zh, en = _advice(error.code)
        return Finding(False, f"{code}：{zh}（{line}）", f"{code}: {en} ({line})")
    return Finding(True, f"{code}：线路可以打开（{line}）", f"{code}: its line can be opened ({line})")


def _advice(fault: str) -> tuple[str, str]:
    """What to look at, in the words in which the office's list of devices says it."""
    return said.MESSAGES.get(f"part-faults-{fault}", said.OTHER)


def _open(line: str) -> None:
    if "://" in line:
        opener(line)().close()
        return
    try:
        with Path(line).open("rb", buffering=0):
            return
    except PermissionError as error:
        raise NotAllowed(line) from error
    except OSError as error:
        raise Unreachable(line) from error


def _ago(at: float) -> str:
    """How long ago, in a form that both languages read: 12 s, 5 min, 3 h, 2 d."""
    seconds = max(0, int(time.time() - at))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
