"""Whether the files that the hall has open are still those that its folder shows."""

from __future__ import annotations

from pathlib import Path

NAMES = ("hall.db", "hall.db-wal")


class FilesGone(RuntimeError):
    """A file of the open database was removed or replaced: what is written now would be in no folder."""


class OpenFiles:
    """Remembers which files were opened."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._inodes = {name: self._inode(name) for name in NAMES}

    def check(self) -> None:
        """Look once more; a few microseconds.

        Raises:
            FilesGone: one is not what it was.
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
