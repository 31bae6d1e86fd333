"""Check that the files which the hall has open are still the files in its folder."""

from __future__ import annotations

from pathlib import Path

NAMES = ("hall.db", "hall.db-wal")


class FilesGone(RuntimeError):
    """A file of the open database was removed or replaced, so further writes would be lost."""


class OpenFiles:
    """Remembers the inodes of the opened files."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._inodes = {name: self._inode(name) for name in NAMES}

    def check(self) -> None:
        """Compare the inodes again; this takes a few microseconds.

        Raises:
            FilesGone: a file was removed or replaced.
        """
        for name, inode in self._inodes.items():
            if self._inode(name) != inode:
                raise FilesGone(
                    f"{self._data / name} was removed or replaced while the hall had it open; the hall stops, so that nothing "
                    f"more is written to it; start it again · 数据库文件被移走或替换，系统已停止写入，请重新启动。"
                )

    def _inode(self, name: str) -> int:
        try:
            return (self._data / name).stat().st_ino
        except FileNotFoundError:
            return 0
